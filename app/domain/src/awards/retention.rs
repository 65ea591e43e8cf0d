//! How long the records of an award are kept, and when they may be deleted.
//!
//! At least three years by the agreement, seven by default; the office may choose more but never fewer than the
//! least. Counted from the day of the award; kept through the same date so many years later. Rule M17.

use super::AwardRefusal;
use crate::rulebook;
use crate::time::Day;

/// How many years the records of one award are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    awarded_on: Day,
    years: u32,
}

impl Retention {
    /// The default period of an award of this day.
    pub fn usual(awarded_on: Day) -> Retention {
        Retention { awarded_on, years: rulebook::on(rulebook::RECORDS_KEPT_YEARS, awarded_on).unwrap_or(7) }
    }

    /// A period the office chose.
    pub fn of_years(awarded_on: Day, years: u32) -> Result<Retention, AwardRefusal> {
        let least = rulebook::on(rulebook::RECORDS_LEAST_YEARS, awarded_on).unwrap_or(3);
        if years < least { Err(AwardRefusal::RetentionTooShort { least }) } else { Ok(Retention { awarded_on, years }) }
    }

    /// Last day on which the records are kept; 29 February counts as 1 March where there is none.
    pub fn kept_until(self) -> Day {
        years_later(self.awarded_on, self.years)
    }
}

/// May the records be deleted on this day?
pub fn may_delete_records(retention: Retention, today: Day) -> Result<(), AwardRefusal> {
    let until = retention.kept_until();
    if today <= until { Err(AwardRefusal::RecordsKept { until }) } else { Ok(()) }
}

/// The same date so many years later; 1 March where that year has no 29 February.
pub(crate) fn years_later(day: Day, years: u32) -> Day {
    let (year, month, date) = day.parts();
    let year = i32::try_from(years).ok().and_then(|years| year.checked_add(years));
    let same = year.and_then(|year| Day::of(year, month, date).or_else(|| Day::of(year, 3, 1)));
    // A year the calendar does not know is as good as for ever.
    same.unwrap_or(Day::from_number(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn m17_records_are_kept_seven_years_unless_the_office_says_longer() {
        for (retention, last) in [
            (Retention::usual(day("2026-07-20")), "2033-07-20"),
            (Retention::of_years(day("2026-07-20"), 3).unwrap(), "2029-07-20"),
            (Retention::of_years(day("2024-02-29"), 7).unwrap(), "2031-03-01"),
        ] {
            let until = day(last);
            assert_eq!(retention.kept_until(), until);
            assert_eq!(may_delete_records(retention, until), Err(AwardRefusal::RecordsKept { until }));
            assert_eq!(may_delete_records(retention, until.plus_days(1)), Ok(()));
        }
    }

    #[test]
    fn m17_nobody_may_choose_fewer_than_three_years() {
        for (years, accepted) in [(0, false), (2, false), (3, true), (4, true), (u32::MAX, true)] {
            let retention = Retention::of_years(day("2026-07-20"), years);
            assert_eq!(retention.is_ok(), accepted, "{years}");
        }
        let forever = Retention::of_years(day("2026-07-20"), u32::MAX).unwrap();
        assert!(may_delete_records(forever, day("2199-12-31")).is_err());
    }
}
