//! The price schedule of a draft: what a bidder prices line by line, or one price of everything when nothing is written.
//!
//! A line keeps its number as long as the draft lives, so that a form always changes the line it shows. Whatever is
//! published is frozen with the rest; the arithmetic is that of [`crate::evaluation::price_schedule`].

use super::draft::{gap_if, is_untitled};
use super::{Draft, Gap, Lot};
use crate::evaluation::price_schedule::{LineNumber, ScheduleLine};

/// Most lines of a price schedule.
pub const MOST_LINES: usize = 60;
/// Most of one item.
pub const MOST_OF_A_LINE: i64 = 10_000_000;
/// Longest item, in characters.
pub const ITEM: usize = 200;
/// Longest unit, in characters.
pub const UNIT: usize = 40;

/// The lines a bidder prices: those written, or one for everything.
pub fn lines_to_price(written: &[ScheduleLine]) -> Vec<ScheduleLine> {
    if written.is_empty() { vec![ScheduleLine::whole()] } else { written.to_vec() }
}

impl Draft {
    /// The lines a bidder prices.
    pub fn lines_to_price(&self) -> Vec<ScheduleLine> {
        lines_to_price(&self.price_schedule)
    }

    pub(super) fn price_gaps(&self) -> Vec<Gap> {
        let lines = &self.price_schedule;
        let repeated = |line: &ScheduleLine| lines.iter().filter(|other| other.line == line.line).count() > 1;
        let counted = 1..=MOST_OF_A_LINE;
        let unusable = lines.iter().filter(|line| {
            let quantity = counted.contains(&line.quantity);
            is_untitled(&line.description)
                || is_untitled(&line.unit)
                || !quantity
                || repeated(line)
                || !self.has_lot(line.lot)
        });
        // Of several lots each needs a line that counts, or none of them has any.
        let wanted = |lot: &&Lot| lines.iter().all(|one| one.is_optional || one.lot.is_some_and(|id| id != lot.id));
        let several = self.lots.len() > 1 && !lines.is_empty();
        let unpriced = self.lots.iter().filter(wanted).filter(|_| several).map(|lot| Gap::LotWithoutPrices(lot.id));
        gap_if(lines.len() > MOST_LINES, Gap::TooManyPriceLines(MOST_LINES))
            .chain(unpriced)
            .chain(unusable.map(|line| Gap::PriceLineUnusable(line.line)))
            .collect()
    }

    /// Puts a line in the place of the one with its number, or at the end with the next number.
    pub(super) fn put_price_line(&mut self, row: Option<LineNumber>, line: ScheduleLine) {
        let old = self.price_schedule.iter_mut().find(|old| Some(old.line) == row);
        if let Some(old) = old {
            *old = ScheduleLine { line: old.line, ..line };
            return;
        }
        let last = self.price_schedule.iter().map(|line| line.line.0).max().unwrap_or(0);
        self.price_schedule.push(ScheduleLine { line: LineNumber(last.saturating_add(1)), ..line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Category;
    use crate::ids::{OrganisationId, PersonId};
    use crate::tenders::{Edit, Section, SectionProgress};
    use crate::text::Trilingual;
    use uuid::Uuid;

    fn empty() -> Draft {
        Draft::new(PersonId(Uuid::nil()), OrganisationId(Uuid::nil()), Category::Chat)
    }

    fn put(draft: Draft, row: Option<u32>, item: &str, quantity: i64) -> Draft {
        let line = ScheduleLine {
            line: LineNumber(0),
            lot: None,
            description: Trilingual::same(item),
            unit: Trilingual::same("month"),
            quantity,
            is_optional: false,
        };
        Edit::PutPriceLine { row: row.map(LineNumber), line }.apply(draft)
    }

    fn numbers(draft: &Draft) -> Vec<u32> {
        draft.price_schedule.iter().map(|line| line.line.0).collect()
    }

    #[test]
    fn a_line_keeps_its_number_and_a_new_one_gets_the_next() {
        let draft = put(put(put(empty(), None, "licence", 3), None, "support", 12), None, "training", 2);
        let draft = Edit::DropPriceLine(LineNumber(2)).apply(draft);
        assert_eq!(numbers(&draft), [1, 3]);
        let draft = put(put(draft, Some(3), "course", 4), None, "report", 1);
        assert_eq!(numbers(&draft), [1, 3, 4]);
        assert_eq!(draft.price_schedule[1].description.en, "course");
        // A line that was taken away meanwhile comes back as a new one.
        assert_eq!(numbers(&put(draft, Some(2), "support", 12)), [1, 3, 4, 5]);
    }

    #[test]
    fn a_draft_without_lines_asks_for_one_price_and_a_copy_takes_the_lines() {
        let lines = empty().lines_to_price();
        assert!(lines.len() == 1 && lines[0].is_whole() && lines[0].quantity == 1);
        let copy = put(empty(), None, "licence", 3).copied(PersonId(Uuid::nil()), OrganisationId(Uuid::nil()));
        assert_eq!(copy.lines_to_price()[0].quantity, 3);
    }

    #[test]
    fn a_line_needs_its_item_its_unit_and_a_quantity_that_can_be_counted() {
        let gaps = |draft: &Draft| {
            let tasks = draft.tasks(&[]);
            let task = tasks.iter().find(|task| task.section == Section::PriceSchedule).unwrap();
            (task.progress, task.gaps.clone())
        };
        assert_eq!(gaps(&empty()), (SectionProgress::Complete, vec![]));
        let unusable = (SectionProgress::InProgress, vec![Gap::PriceLineUnusable(LineNumber(1))]);
        for (item, quantity, usable) in [
            ("licence", 1, true),
            ("licence", 0, false),
            ("licence", -1, false),
            ("licence", MOST_OF_A_LINE, true),
            ("licence", MOST_OF_A_LINE + 1, false),
            (" ", 1, false),
        ] {
            let found = gaps(&put(empty(), None, item, quantity));
            assert_eq!(found == unusable, !usable, "{item} x {quantity}");
        }
        let mut twice = put(put(empty(), None, "licence", 1), None, "support", 1);
        twice.price_schedule[1].line = LineNumber(1);
        assert_eq!(gaps(&twice).1.len(), 2);
        let most = (0..MOST_LINES).fold(empty(), |draft, _| put(draft, None, "licence", 1));
        assert_eq!(gaps(&most).1, []);
        assert_eq!(gaps(&put(most, None, "licence", 1)).1, [Gap::TooManyPriceLines(MOST_LINES)]);
    }
}
