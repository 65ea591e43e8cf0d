//! Openers come and go while a tender takes bids: the keys change from then on, and the notice says so.
//!
//! Who is named keeps the rules of the draft: no author, no approver, nobody of the panel, and not all openers of one
//! section (S10). When a key may be known to somebody else, bids that were sealed to it must be handed in again; then
//! the close moves as after a change of terms, so that time is left (M9). It never moves earlier. Source: security 3.3.

use super::people::section_of;
use super::timetable::close_after_change;
use super::{Opener, PeopleGap, Tender, TenderCommand, TenderRefusal};
use crate::coded;
use crate::ids::PersonId;
use crate::time::Timestamp;

coded! {
    /// Why the keys of a tender changed.
    KeysCause {
        /// A key may be known to somebody else.
        Suspected = "suspected",
        /// An opener was named.
        Named = "named",
        /// An opener left.
        Left = "left",
    }
}

impl Tender {
    /// Names an opener while bids are taken; who was one before gets the section given now. `holders` have a key among
    /// the tender's: with them the new opener must not be all of one section.
    pub fn name_opener(
        mut self,
        opener: Opener,
        holders: &[PersonId],
        now: Timestamp,
    ) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::IssueAddendum, now)?;
        let (person, mut gaps) = (opener.person, Vec::new());
        if self.draft.is_author(person) {
            gaps.push(PeopleGap::OpenerDrafted { person });
        }
        let people = &mut self.draft.people;
        let approves = self.progress.approved_by.is_some_and(|by| by.person == person);
        if approves || people.approver == Some(person) || people.assesses(person) {
            gaps.push(PeopleGap::TwoParts { person });
        }
        people.openers.retain(|one| one.person != person);
        people.openers.push(opener);
        let opens = |one: &&Opener| one.person == person || holders.contains(&one.person);
        let sections: Vec<_> = people.openers.iter().filter(opens).map(section_of).collect();
        if sections.len() > 1 && sections.windows(2).all(|two| two[0] == two[1]) {
            gaps.push(PeopleGap::OpenersFromTwoSections);
        }
        if gaps.is_empty() { Ok(self) } else { Err(TenderRefusal::NoOpener { gaps }) }
    }

    /// Takes an opener out while bids are taken.
    pub fn take_opener_out(mut self, person: PersonId, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::IssueAddendum, now)?;
        self.draft.people.openers.retain(|one| one.person != person);
        Ok(self)
    }

    /// Bids are sealed to other keys from now on. Where those before must be handed in again, time is left for it (M9).
    pub fn change_keys(mut self, is_void: bool, now: Timestamp) -> Result<Tender, TenderRefusal> {
        self.state = self.after(TenderCommand::IssueAddendum, now)?;
        if let Some(notice) = self.progress.notice.as_mut() {
            let close = match is_void {
                true => close_after_change(notice.closes_at, now, notice.published_at.day()),
                false => notice.closes_at,
            };
            notice.change(close);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::person;
    use super::super::tests::{approved, published};
    use super::*;
    use crate::time::Day;

    /// Ten in the morning of this day.
    fn at(day: &str) -> Timestamp {
        Day::parse(day).unwrap().starts_at().plus_minutes(10 * 60)
    }

    fn closes_on(tender: &Tender) -> String {
        tender.progress.notice.as_ref().unwrap().closes_at.day().to_string()
    }

    #[test]
    fn who_is_named_while_bids_are_taken_keeps_the_rules_of_the_draft() {
        let named = |number: u128, section: &str| {
            let opener = Opener { person: person(number), section: section.into() };
            let holders = [11, 12, 13].map(person);
            published().name_opener(opener, &holders, at("2026-05-05")).map(|tender| tender.draft.people.openers.len())
        };
        let author = published().draft.drafted_by;
        let refused = |gap| Err(TenderRefusal::NoOpener { gaps: vec![gap] });
        assert_eq!(named(14, "audit"), Ok(4));
        assert_eq!(named(11, "audit"), Ok(3), "an opener who moved to another section");
        assert_eq!(named(12, "Supplies "), refused(PeopleGap::OpenersFromTwoSections));
        for (number, gap) in
            [(21, PeopleGap::TwoParts { person: person(21) }), (31, PeopleGap::TwoParts { person: person(31) })]
        {
            assert_eq!(named(number, "audit"), refused(gap), "{number}");
        }
        let opener = |section: &str| Opener { person: author, section: section.into() };
        let by_author = published().name_opener(opener("audit"), &[], at("2026-05-05"));
        assert_eq!(by_author, Err(TenderRefusal::NoOpener { gaps: vec![PeopleGap::OpenerDrafted { person: author }] }));
        // Of the openers that are left with a key, one is of the same section and the other is not.
        let fourth = Opener { person: person(14), section: "supplies".into() };
        for (holder, may) in [(11, false), (12, true)] {
            let named = published().name_opener(fourth.clone(), &[person(holder)], at("2026-05-05"));
            assert_eq!(named.is_ok(), may, "{holder}");
        }
    }

    #[test]
    fn openers_and_keys_change_while_bids_are_taken_and_not_after() {
        for (tender, day, may) in
            [(approved(), "2026-05-05", false), (published(), "2026-05-05", true), (published(), "2026-09-01", false)]
        {
            let opener = Opener { person: person(14), section: "audit".into() };
            assert_eq!(tender.clone().name_opener(opener, &[person(12)], at(day)).is_ok(), may, "{day}");
            assert_eq!(tender.clone().take_opener_out(person(11), at(day)).is_ok(), may, "{day}");
            assert_eq!(tender.change_keys(true, at(day)).is_ok(), may, "{day}");
        }
        let left = published().take_opener_out(person(11), at("2026-05-05")).unwrap();
        assert!(!left.draft.people.opens(person(11)) && left.draft.people.opens(person(12)));
    }

    #[test]
    fn m9_keys_that_are_void_leave_time_to_hand_in_again_and_others_leave_the_close_where_it_is() {
        let close = closes_on(&published());
        let last = Day::parse(&close).unwrap();
        let before = |days: i64| last.starts_at().plus_minutes(10 * 60 - days * 24 * 60);
        for (days, is_void, is_moved) in [(7, true, false), (6, true, true), (1, true, true), (1, false, false)] {
            let changed = published().change_keys(is_void, before(days)).unwrap();
            assert_eq!(closes_on(&changed) != close, is_moved, "{days} days before, void: {is_void}");
            assert!(Day::parse(&closes_on(&changed)).unwrap() >= last, "never earlier");
            assert_eq!(changed.progress.notice.as_ref().unwrap().revision, 2, "the notice says so");
        }
    }
}
