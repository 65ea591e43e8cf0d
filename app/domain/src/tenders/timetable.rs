//! When a tender may close, until when it takes questions, and how long bids stand.
//!
//! The earliest close is counted in Hong Kong days from publication (M1, M2) and rolled to a working day. Questions
//! end ten days before the close, answers are due six days before it (M8); an addendum or a later answer leaves at
//! least seven days (M9). All of them follow the close when it moves. Bids stand at least ninety days (M13).
//!
//! Source: GPA Articles X and XI; Stores and Procurement Regulations 340 and 345.

use super::TenderRefusal;
use super::closing::Closing;
use super::splitting::a_year_before;
use crate::calendar;
use crate::rulebook::{self, Dated};
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// How bidders are told and served, as far as the agreement shortens the period for it (M1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Means {
    /// The notice is published electronically.
    pub electronic_notice: bool,
    /// All documents are online from the day of the notice.
    pub documents_online: bool,
    /// Bids are taken electronically.
    pub electronic_bids: bool,
    /// Commercial goods or services: sold as they are to anybody.
    pub commercial: bool,
    /// Day a planned-procurement notice appeared, if one did.
    pub planned_notice_on: Option<Day>,
    /// Why it is urgent, if it duly is.
    pub urgency: Option<String>,
}

impl Means {
    /// What this marketplace does for every tender: everything electronic, nothing special.
    pub fn electronic() -> Means {
        Means { electronic_notice: true, documents_online: true, electronic_bids: true, ..Means::on_paper() }
    }

    /// Nothing electronic, nothing special.
    pub fn on_paper() -> Means {
        Means {
            electronic_notice: false,
            documents_online: false,
            electronic_bids: false,
            commercial: false,
            planned_notice_on: None,
            urgency: None,
        }
    }

    /// Fewest days from publication to close (M1 under the agreement, M2 otherwise).
    pub fn least_days(&self, agreement_applies: bool, publishes_on: Day) -> u64 {
        let days = |table| days(table, publishes_on);
        if !agreement_applies {
            return days(rulebook::TENDER_DAYS);
        }
        let means = [self.electronic_notice, self.documents_online, self.electronic_bids];
        let taken_off = means.iter().filter(|used| **used).map(|_| days(rulebook::AGREEMENT_LESS_DAYS)).sum();
        let mut least = days(rulebook::AGREEMENT_TENDER_DAYS).saturating_sub(taken_off);
        if self.commercial && self.electronic_notice && self.documents_online {
            let table =
                if self.electronic_bids { rulebook::AGREEMENT_SHORT_DAYS } else { rulebook::AGREEMENT_COMMERCIAL_DAYS };
            least = least.min(days(table));
        }
        let urgent = self.urgency.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if urgent || self.was_planned(publishes_on) {
            least = least.min(days(rulebook::AGREEMENT_SHORT_DAYS));
        }
        least
    }

    /// The earliest closing: the fewest days on, at noon of that day or the first working day after it.
    pub fn earliest_close(&self, agreement_applies: bool, publishes_on: Day) -> Closing {
        Closing::from(publishes_on.plus_days(self.least_days(agreement_applies, publishes_on)))
    }

    /// A planned-procurement notice appeared between forty days and twelve months before.
    fn was_planned(&self, publishes_on: Day) -> bool {
        self.planned_notice_on.is_some_and(|day| {
            day.plus_days(days(rulebook::AGREEMENT_TENDER_DAYS, publishes_on)) <= publishes_on
                && a_year_before(publishes_on) <= day
        })
    }
}

/// The dates a tender is drafted with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// Planned day of publication.
    pub publishes_on: Day,
    /// Day it closes, at noon.
    pub closes_on: Day,
    /// Days before the close on which the last question is taken (M8).
    pub questions_end_days: u64,
    /// Days from the close for which bids stand (M13).
    pub validity_days: u64,
    /// How bidders are told and served.
    pub means: Means,
}

impl Timetable {
    /// The earliest lawful timetable for this day of publication.
    pub fn earliest(agreement_applies: bool, publishes_on: Day) -> Timetable {
        let means = Means::electronic();
        Timetable {
            publishes_on,
            closes_on: means.earliest_close(agreement_applies, publishes_on).day(),
            questions_end_days: days(rulebook::QUESTIONS_END_DAYS, publishes_on),
            validity_days: days(rulebook::BID_VALIDITY_DAYS, publishes_on),
            means,
        }
    }

    /// The closing, if these dates hold when the tender is published on this day (M1, M2, M4, M8, M13).
    pub fn closing(&self, agreement_applies: bool, published_on: Day) -> Result<Closing, TenderRefusal> {
        let against = self.problems(agreement_applies, published_on).into_iter().next();
        against.map_or_else(|| Closing::on(self.closes_on), Err)
    }

    /// Everything that keeps these dates from holding when the tender is published on this day, each at most once.
    pub fn problems(&self, agreement_applies: bool, published_on: Day) -> Vec<TenderRefusal> {
        let mut problems: Vec<_> = self.against_close(agreement_applies, published_on).into_iter().collect();
        let least = days(rulebook::QUESTIONS_END_LEAST_DAYS, published_on);
        let most = days(rulebook::QUESTIONS_END_DAYS, published_on);
        if !(least..=most).contains(&self.questions_end_days) {
            problems.push(TenderRefusal::QuestionDaysOutside { least, most });
        }
        let least = days(rulebook::BID_VALIDITY_DAYS, published_on);
        if self.validity_days < least {
            problems.push(TenderRefusal::ValidityTooShort { least });
        }
        problems
    }

    fn against_close(&self, agreement_applies: bool, published_on: Day) -> Option<TenderRefusal> {
        if !calendar::is_listed(self.closes_on) {
            return Some(TenderRefusal::HolidaysUnknown { day: self.closes_on });
        }
        let earliest = self.means.earliest_close(agreement_applies, published_on);
        match Closing::on(self.closes_on) {
            Ok(closing) if closing >= earliest => None,
            Ok(_) => Some(TenderRefusal::CloseTooEarly { earliest: earliest.day(), asked: self.closes_on }),
            Err(refusal) => Some(refusal),
        }
    }

    /// The last day on which a question is taken (M8).
    pub fn last_question_day(&self, closing: Closing) -> Day {
        minus_days(closing.day(), self.questions_end_days)
    }

    /// The last day for which bids stand (M13).
    pub fn valid_until(&self, closing: Closing) -> Day {
        closing.day().plus_days(self.validity_days)
    }
}

/// The last day on which an answer is in time (M8); one published later moves the close.
pub fn last_answer_day(closing: Closing, published_on: Day) -> Day {
    minus_days(closing.day(), days(rulebook::ANSWERS_END_DAYS, published_on))
}

/// The closing after a change of terms at `now`: the same, or later so that enough days are left (M9).
pub fn close_after_change(closing: Closing, now: Timestamp, published_on: Day) -> Closing {
    let least = now.day().plus_days(days(rulebook::DAYS_LEFT_AFTER_CHANGE, published_on));
    if closing.day() >= least { closing } else { Closing::from(least) }
}

/// The period in force; the tables are never empty.
pub(super) fn days(table: &[Dated<u64>], on: Day) -> u64 {
    rulebook::on(table, on).unwrap_or_default()
}

fn minus_days(day: Day, days: u64) -> Day {
    Day::from_number(i64::from(day.number()).saturating_sub(i64::try_from(days).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn closes(text: &str) -> Closing {
        Closing::on(day(text)).unwrap()
    }

    fn timetable() -> Timetable {
        Timetable::earliest(true, day("2026-05-04"))
    }

    #[test]
    fn m1_every_electronic_means_takes_five_days_off_the_forty() {
        let published = day("2026-05-04");
        for (notice, documents, bids, least, earliest) in [
            (true, true, true, 25, "2026-05-29"),
            (true, true, false, 30, "2026-06-03"),
            (true, false, false, 35, "2026-06-08"),
            (false, false, true, 35, "2026-06-08"),
            // The fortieth day, 13 June, is a Saturday.
            (false, false, false, 40, "2026-06-15"),
        ] {
            let means = Means {
                electronic_notice: notice,
                documents_online: documents,
                electronic_bids: bids,
                ..Means::on_paper()
            };
            assert_eq!(means.least_days(true, published), least);
            assert_eq!(means.earliest_close(true, published), closes(earliest), "{means:?}");
        }
    }

    #[test]
    fn m1_planned_notice_urgency_and_commercial_goods_shorten_the_period() {
        let published = day("2026-05-04");
        let base = Means::electronic();
        let commercial = Means { commercial: true, ..base.clone() };
        for (means, least) in [
            (Means { planned_notice_on: Some(day("2026-03-25")), ..base.clone() }, 10),
            (Means { planned_notice_on: Some(day("2026-03-26")), ..base.clone() }, 25),
            (Means { planned_notice_on: Some(day("2025-05-04")), ..base.clone() }, 10),
            (Means { planned_notice_on: Some(day("2025-05-03")), ..base.clone() }, 25),
            (Means { urgency: Some("landslide".into()), ..base.clone() }, 10),
            (Means { urgency: Some("landslide".into()), ..Means::on_paper() }, 10),
            (Means { urgency: Some("  ".into()), ..base.clone() }, 25),
            (commercial.clone(), 10),
            (Means { electronic_bids: false, ..commercial.clone() }, 13),
            (Means { documents_online: false, ..commercial }, 30),
        ] {
            assert_eq!(means.least_days(true, published), least, "{means:?}");
        }
    }

    #[test]
    fn m2_below_the_agreement_twenty_one_days_are_rolled_over_a_holiday() {
        // 25 May 2026 is a general holiday.
        let means = Means::electronic();
        assert_eq!(means.least_days(false, day("2026-05-04")), 21);
        assert_eq!(means.earliest_close(false, day("2026-05-04")), closes("2026-05-26"));
    }

    #[test]
    fn m3_an_electronic_tender_is_never_open_for_less_time_than_one_of_the_united_kingdom() {
        let planned = Some(day("2026-03-01"));
        let urgency = Some("the present contract was lost".to_owned());
        let electronic = Means::electronic;
        for (means, theirs) in [
            (electronic(), 25),
            // Theirs are 30 days without electronic bids or without all documents at once, and 35 without both.
            (Means { documents_online: false, ..electronic() }, 30),
            (Means { electronic_bids: false, ..electronic() }, 30),
            (Means { documents_online: false, electronic_bids: false, ..electronic() }, 35),
            (Means { planned_notice_on: planned, ..electronic() }, 10),
            (Means { urgency, ..electronic() }, 10),
        ] {
            assert!(means.least_days(true, day("2026-05-04")) >= theirs, "{means:?}");
        }
    }

    #[test]
    fn m1_m4_m8_m13_dates_are_refused_one_unit_outside_their_bounds() {
        let good = timetable();
        let check = |timetable: Timetable| timetable.closing(true, day("2026-05-04"));
        assert_eq!(check(good.clone()), Ok(closes("2026-05-29")));
        let early = Timetable { closes_on: day("2026-05-28"), ..good.clone() };
        let too_early = TenderRefusal::CloseTooEarly { earliest: day("2026-05-29"), asked: day("2026-05-28") };
        assert_eq!(check(early), Err(too_early));
        let saturday = Timetable { closes_on: day("2026-05-30"), ..good.clone() };
        assert!(matches!(check(saturday), Err(TenderRefusal::NotNoonOnAWorkingDay { .. })));
        let unlisted = Timetable { closes_on: day("2028-05-30"), ..good.clone() };
        assert!(matches!(check(unlisted), Err(TenderRefusal::HolidaysUnknown { .. })));
        for (questions_end_days, fits) in [(6, false), (7, true), (10, true), (11, false)] {
            assert_eq!(check(Timetable { questions_end_days, ..good.clone() }).is_ok(), fits, "{questions_end_days}");
        }
        for (validity_days, fits) in [(89, false), (90, true), (91, true)] {
            assert_eq!(check(Timetable { validity_days, ..good.clone() }).is_ok(), fits, "{validity_days}");
        }
        // The same dates, published a day later than planned.
        assert!(matches!(good.closing(true, day("2026-05-05")), Err(TenderRefusal::CloseTooEarly { .. })));
    }

    #[test]
    fn m8_questions_end_ten_and_answers_six_days_before_the_close() {
        let closing = closes("2026-05-29");
        assert_eq!(timetable().last_question_day(closing), day("2026-05-19"));
        assert_eq!(last_answer_day(closing, day("2026-05-04")), day("2026-05-23"));
    }

    #[test]
    fn m9_a_change_leaves_at_least_seven_days() {
        let closing = closes("2026-05-29");
        for (changed_on, close) in [
            ("2026-05-22", "2026-05-29"),
            // Seven days on is a Saturday.
            ("2026-05-23", "2026-06-01"),
            ("2026-05-26", "2026-06-02"),
            ("2026-05-29", "2026-06-05"),
        ] {
            let now = day(changed_on).starts_at().plus_minutes(11 * 60);
            assert_eq!(close_after_change(closing, now, day("2026-05-04")), closes(close), "{changed_on}");
        }
    }

    #[test]
    fn m13_bids_stand_ninety_days_from_the_close() {
        assert_eq!(timetable().valid_until(closes("2026-05-29")), day("2026-08-27"));
    }

    proptest! {
        #[test]
        fn the_earliest_close_is_a_working_day_never_before_the_least_days(offset in 0u64..600, bits in 0u8..32) {
            let published = day("2026-01-01").plus_days(offset);
            let means = Means {
                electronic_notice: bits & 1 > 0,
                documents_online: bits & 2 > 0,
                electronic_bids: bits & 4 > 0,
                commercial: bits & 8 > 0,
                ..Means::on_paper()
            };
            let close = means.earliest_close(bits & 16 > 0, published);
            prop_assert!(crate::calendar::is_working_day(close.day()));
            prop_assert!(close.day() >= published.plus_days(means.least_days(bits & 16 > 0, published)));
            prop_assert_eq!(Closing::at(close.instant()), Ok(close));
        }
    }
}
