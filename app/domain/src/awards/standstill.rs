//! When a contract may first be signed after its bidders were told.
//!
//! Two periods run side by side from the day of notice, and the later end counts: a number of whole calendar
//! days that begins the day after, and a number of working days of which the day of notice is the first if it
//! is one. Rule M15; both numbers stand in the rulebook.

use crate::calendar::nth_working_day;
use crate::rulebook;
use crate::time::{Day, Timestamp};

/// Last day of the standstill of an award notified on this day.
pub fn standstill_last_day(notified_on: Day) -> Day {
    let calendar_days = rulebook::on(rulebook::STANDSTILL_CALENDAR_DAYS, notified_on).unwrap_or(10);
    let working_days = rulebook::on(rulebook::STANDSTILL_WORKING_DAYS, notified_on).unwrap_or(8);
    notified_on.plus_days(calendar_days).max(nth_working_day(notified_on, working_days))
}

/// First instant at which the contract may be signed: midnight in Hong Kong after the standstill's last day.
pub fn signable_from(notified_at: Timestamp) -> Timestamp {
    standstill_last_day(notified_at.day()).plus_days(1).starts_at()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn m15_the_later_of_ten_calendar_and_eight_working_days_counts() {
        for (notified, signable) in [
            // Monday: the calendar days end on 30 July, the working days on the 29th.
            ("2026-07-20", "2026-07-31"),
            // Friday before Christmas: the calendar days end on 28 December, the working days on the 30th.
            ("2026-12-18", "2026-12-31"),
            // Saturday: the first working day is Monday 20 July.
            ("2026-07-18", "2026-07-30"),
            // Before the new year's holidays: the eighth working day is 26 February.
            ("2026-02-12", "2026-02-27"),
        ] {
            let notified = day(notified);
            for hour in [0, 12, 23] {
                let at = notified.starts_at().plus_minutes(hour * 60 + 59);
                assert_eq!(signable_from(at), day(signable).starts_at(), "{notified} {hour}:59");
            }
        }
    }

    #[test]
    fn m15_the_day_of_notice_is_the_day_in_hong_kong() {
        let midnight = day("2026-07-21").starts_at();
        assert_eq!(signable_from(midnight.plus_seconds(-1)), day("2026-07-31").starts_at());
        assert_eq!(signable_from(midnight), day("2026-08-01").starts_at());
    }
}
