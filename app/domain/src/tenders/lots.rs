//! The lots of a tender: drafted and approved together, and divided at publication into one tender for each.
//!
//! From then on every lot is asked about, bid for, opened, evaluated and awarded by itself; what they share is where
//! they came from. Every lot states its part of the estimate, and together they make all of it, so that dividing
//! changes no threshold: route, approving body and agreement follow the whole (GPA Article II:6). Source: S20.

use super::draft::{Draft, Gap, gap_if, is_untitled};
use super::{Tender, TenderRefusal};
use crate::ids::{LotId, TenderId};
use crate::money::Money;
use crate::text::Trilingual;
use serde::{Deserialize, Serialize};

/// Most lots of a tender.
pub const MOST_LOTS: usize = 20;

/// A part of the tender that is awarded by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The lot.
    pub id: LotId,
    /// What it is.
    pub title: Trilingual,
    /// Its part of the estimate; needed once there are several, and never shown to the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Money>,
}

/// The place of a tender among the lots it was divided into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotPlace {
    /// The first lot's reference, which was that of the draft.
    pub group: String,
    /// Its own number, from 1.
    pub number: u32,
    /// How many there are.
    pub count: u32,
}

impl Draft {
    pub(super) fn lot_gaps(&self) -> Vec<Gap> {
        let lots = &self.lots;
        let repeated = |lot: &Lot| lots.iter().filter(|other| other.id == lot.id).count() > 1;
        let unusable = lots.iter().filter(|lot| is_untitled(&lot.title) || repeated(lot));
        gap_if(lots.is_empty(), Gap::NoLots)
            .chain(gap_if(lots.len() > MOST_LOTS, Gap::TooManyLots(MOST_LOTS)))
            .chain(unusable.map(|lot| Gap::LotUnusable(lot.id)))
            .chain(self.share_gaps())
            .collect()
    }

    /// What is missing of the lots' parts of the estimate; one lot has all of it.
    fn share_gaps(&self) -> Vec<Gap> {
        if self.lots.len() < 2 {
            return Vec::new();
        }
        let stated = |lot: &Lot| lot.estimate.is_some_and(|estimate| estimate > Money::ZERO);
        let silent: Vec<_> =
            self.lots.iter().filter(|lot| !stated(lot)).map(|lot| Gap::LotEstimateMissing(lot.id)).collect();
        let whole = self.purchase.as_ref().and_then(|purchase| purchase.estimate.total().ok());
        let (Some(total), true) = (whole, silent.is_empty()) else { return silent };
        let mut parts = self.lots.iter().filter_map(|lot| lot.estimate);
        let lots = parts.try_fold(Money::ZERO, |sum: Money, part| sum.plus(part));
        let lots = lots.unwrap_or(Money::LARGEST);
        gap_if(lots != total, Gap::LotEstimatesDiffer { lots, total }).collect()
    }

    /// What is drafted for one lot alone.
    fn of_lot(&self, place: LotPlace, lot: &Lot) -> Draft {
        let belongs = |to: Option<LotId>| to.is_none_or(|id| id == lot.id);
        let mut draft = self.clone();
        draft.title = joined(&self.title, &lot.title);
        draft.lots = vec![lot.clone()];
        draft.requirements.retain(|one| belongs(one.lot));
        draft.price_schedule.retain(|line| belongs(line.lot));
        if let (Some(purchase), Some(part)) = (draft.purchase.as_mut(), lot.estimate) {
            let others = self.lots.iter().filter(|other| other.id != lot.id).filter_map(|other| other.estimate);
            purchase.other_lots = others.fold(Money::ZERO, |sum, other| sum.plus(other).unwrap_or(Money::LARGEST));
            purchase.estimate.one_off = part;
            purchase.estimate.monthly = Money::ZERO;
            purchase.estimate.options = Vec::new();
        }
        draft.lot_of = Some(place);
        draft
    }
}

impl Tender {
    /// Every lot can become a tender of its own; refused with what is missing.
    pub(super) fn can_be_divided(&self) -> Result<(), TenderRefusal> {
        let gaps = if self.draft.lots.len() > 1 { self.draft.lot_gaps() } else { Vec::new() };
        if gaps.is_empty() { Ok(()) } else { Err(TenderRefusal::NotReady { gaps }) }
    }

    /// The tender of the lot with this number, from 1, once all of it is published; `None` when there is no such lot.
    pub fn of_lot(&self, number: u32, id: TenderId, reference: String) -> Option<Tender> {
        let lot = self.draft.lots.get(usize::try_from(number.checked_sub(1)?).ok()?)?;
        let count = u32::try_from(self.draft.lots.len()).ok()?;
        let place = LotPlace { group: self.reference.clone(), number, count };
        let draft = self.draft.of_lot(place, lot);
        Some(Tender { id, reference, draft, progress: self.progress.clone(), state: self.state })
    }
}

/// The title of a lot's tender: all of it, then the lot.
fn joined(all: &Trilingual, lot: &Trilingual) -> Trilingual {
    // A language that one of them lacks is left out, so that pages fall back on one that names the lot.
    let join = |all: &str, lot: &str, dash: &str| match all.trim().is_empty() || lot.trim().is_empty() {
        true => String::new(),
        false => format!("{all}{dash}{lot}"),
    };
    Trilingual {
        en: join(&all.en, &lot.en, " – "),
        zh_hant: join(&all.zh_hant, &lot.zh_hant, "："),
        zh_hans: join(&all.zh_hans, &lot.zh_hans, "："),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{approved, complete, published};
    use super::*;
    use crate::evaluation::price_schedule::{LineNumber, ScheduleLine};
    use crate::tenders::{Section, SectionProgress};
    use uuid::Uuid;

    fn lot(number: u128, title: &str, dollars: Option<i64>) -> Lot {
        let estimate = dollars.map(Money::from_dollars);
        Lot { id: LotId(Uuid::from_u128(number)), title: Trilingual::same(title), estimate }
    }

    fn total(draft: &Draft) -> i64 {
        draft.purchase.as_ref().unwrap().estimate.total().unwrap().cents() / 100
    }

    fn gaps(draft: &Draft) -> (SectionProgress, Vec<Gap>) {
        let task = draft.tasks(&[]).into_iter().find(|task| task.section == Section::Lots).unwrap();
        (task.progress, task.gaps)
    }

    #[test]
    fn the_lots_together_are_estimated_at_what_the_tender_is() {
        let mut draft = complete();
        let whole = total(&draft);
        draft.lots = vec![lot(1, "Licences", None), lot(2, "Training", Some(100))];
        assert_eq!(gaps(&draft).1, [Gap::LotEstimateMissing(LotId(Uuid::from_u128(1)))]);
        for (first, differs) in [(whole - 101, true), (whole - 100, false), (whole - 99, true)] {
            draft.lots[0].estimate = Some(Money::from_dollars(first));
            assert_eq!(!gaps(&draft).1.is_empty(), differs, "{first}");
        }
        draft.lots[1].estimate = Some(Money::ZERO);
        assert_eq!(gaps(&draft).1, [Gap::LotEstimateMissing(LotId(Uuid::from_u128(2)))]);
        // One lot has all of it, whatever is written.
        draft.lots.truncate(1);
        assert_eq!(gaps(&draft), (SectionProgress::Complete, vec![]));
    }

    #[test]
    fn a_tender_has_at_most_so_many_lots() {
        let mut draft = complete();
        let share = total(&draft) / MOST_LOTS as i64;
        draft.lots = (1..=MOST_LOTS as u128).map(|number| lot(number, "Area", Some(share))).collect();
        draft.lots[0].estimate = Some(Money::from_dollars(total(&draft) - share * (MOST_LOTS as i64 - 1)));
        assert_eq!(gaps(&draft).1, []);
        draft.lots.push(lot(99, "Area", Some(1)));
        assert!(gaps(&draft).1.contains(&Gap::TooManyLots(MOST_LOTS)));
    }

    #[test]
    fn a_tender_whose_lots_do_not_add_up_is_not_published() {
        let mut tender = approved();
        tender.draft.lots.push(lot(2, "Training", Some(1)));
        assert!(matches!(tender.can_be_divided(), Err(TenderRefusal::NotReady { .. })));
    }

    #[test]
    fn s20_every_lot_becomes_a_tender_with_its_own_part_and_the_thresholds_of_the_whole() {
        let mut tender = published();
        let whole = total(&tender.draft);
        let before = tender.procedure(tender.progress.notice.as_ref().unwrap().published_at).unwrap();
        tender.draft.lots = vec![lot(1, "Licences", Some(whole - 90)), lot(2, "Training", Some(90))];
        let line = |number: u32, lot: Option<u128>| ScheduleLine {
            line: LineNumber(number),
            lot: lot.map(|id| LotId(Uuid::from_u128(id))),
            description: Trilingual::same("item"),
            unit: Trilingual::same("month"),
            quantity: 1,
            is_optional: false,
        };
        tender.draft.price_schedule = vec![line(1, None), line(2, Some(2)), line(3, Some(1))];
        let second = tender.of_lot(2, TenderId(Uuid::from_u128(7)), "T-2026-0099".to_owned()).unwrap();
        assert_eq!(second.draft.title.en, format!("{} – Training", tender.draft.title.en));
        assert_eq!(second.draft.lots.len(), 1);
        tender.draft.lots[1].title.zh_hans.clear();
        let nameless = tender.of_lot(2, TenderId(Uuid::nil()), String::new()).unwrap();
        assert_eq!(nameless.draft.title.zh_hans, "", "every lot would be called the same");
        let lines: Vec<_> = second.draft.price_schedule.iter().map(|line| line.line.0).collect();
        assert_eq!(lines, [1, 2]);
        let place = second.draft.lot_of.clone().unwrap();
        assert_eq!((place.number, place.count, place.group), (2, 2, tender.reference.clone()));
        let now = second.progress.notice.as_ref().unwrap().published_at;
        let procedure = second.procedure(now).unwrap();
        assert_eq!(procedure.total, Money::from_dollars(90));
        let thresholds = |one: &crate::tenders::Procedure| {
            (one.route, one.body, one.agreement_applies, one.quotations, one.needs_finance_committee)
        };
        assert_eq!(thresholds(&procedure), thresholds(&before));
        // At its price a lot asks for the body that all of it would.
        let on = now.day();
        let price = Money::from_dollars(90);
        assert_eq!(procedure.award_body(price, on), before.award_body(Money::from_dollars(whole), on));
        let dear = Money::from_dollars(1_500_000);
        assert!(procedure.award_body(dear, on) > before.body, "4.0 and 1.5 million are above five together");
        let shares: i64 = (1..=2)
            .map(|number| total(&tender.of_lot(number, TenderId(Uuid::nil()), String::new()).unwrap().draft))
            .sum();
        assert_eq!(shares, whole);
        for none in [0, 3] {
            assert!(tender.of_lot(none, TenderId(Uuid::nil()), String::new()).is_none());
        }
    }
}
