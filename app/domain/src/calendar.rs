//! Working days of Hong Kong: Monday to Friday that are no general holiday.
//!
//! Source: the lists of general holidays for 2026 and 2027 (to be checked against the gazette when a year is added).
//! A day in a year without a list counts as working when it is a weekday; [`is_listed`] tells the difference.

use crate::time::Day;

/// General holidays that fall on any day of the week, by year, month and day of the month.
const GENERAL_HOLIDAYS: &[(i32, u32, &[u32])] = &[
    (2026, 1, &[1]),
    (2026, 2, &[17, 18, 19]),
    (2026, 4, &[3, 4, 6, 7]),
    (2026, 5, &[1, 25]),
    (2026, 6, &[19]),
    (2026, 7, &[1]),
    (2026, 9, &[26]),
    (2026, 10, &[1, 19]),
    (2026, 12, &[25, 26]),
    (2027, 1, &[1]),
    (2027, 2, &[6, 8, 9]),
    (2027, 3, &[26, 27, 29]),
    (2027, 4, &[5]),
    (2027, 5, &[1, 13]),
    (2027, 6, &[9]),
    (2027, 7, &[1]),
    (2027, 9, &[16]),
    (2027, 10, &[1, 8]),
    (2027, 12, &[25, 27]),
];

/// Is the list of holidays of this day's year known?
pub fn is_listed(day: Day) -> bool {
    let (year, _, _) = day.parts();
    GENERAL_HOLIDAYS.iter().any(|(listed, _, _)| *listed == year)
}

/// Is this a general holiday?
pub fn is_holiday(day: Day) -> bool {
    let (year, month, date) = day.parts();
    GENERAL_HOLIDAYS.iter().any(|(y, m, dates)| (*y, *m) == (year, month) && dates.contains(&date))
}

/// Is this a working day?
pub fn is_working_day(day: Day) -> bool {
    day.weekday() < 5 && !is_holiday(day)
}

/// This day, or the first working day after it.
pub fn working_day_from(day: Day) -> Day {
    let mut day = day;
    while !is_working_day(day) {
        day = day.plus_days(1);
    }
    day
}

/// The first working day after this one.
pub fn next_working_day(day: Day) -> Day {
    working_day_from(day.plus_days(1))
}

/// The `count`th working day, the first being `day` itself when it is one. `count` is at least 1.
pub fn nth_working_day(day: Day, count: u32) -> Day {
    let first = working_day_from(day);
    (1..count.max(1)).fold(first, |day, _| next_working_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn weekends_and_general_holidays_are_no_working_days() {
        for (text, working) in [
            ("2026-05-22", true),
            ("2026-05-23", false),
            ("2026-05-24", false),
            ("2026-05-25", false),
            ("2026-05-26", true),
            ("2026-12-25", false),
            ("2027-02-08", false),
        ] {
            assert_eq!(is_working_day(day(text)), working, "{text}");
        }
        assert_eq!(working_day_from(day("2026-06-13")), day("2026-06-15"));
        assert_eq!(next_working_day(day("2026-12-24")), day("2026-12-28"));
    }

    #[test]
    fn the_eighth_working_day_of_a_notice_before_christmas_is_the_thirtieth() {
        assert_eq!(nth_working_day(day("2026-12-18"), 8), day("2026-12-30"));
        assert_eq!(nth_working_day(day("2026-07-20"), 8), day("2026-07-29"));
        assert_eq!(nth_working_day(day("2026-07-19"), 1), day("2026-07-20"));
    }

    #[test]
    fn a_year_without_a_list_says_so() {
        assert!(is_listed(day("2026-06-01")) && is_listed(day("2027-06-01")) && !is_listed(day("2028-06-01")));
    }
}
