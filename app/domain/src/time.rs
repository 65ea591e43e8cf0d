//! Instants, Hong Kong days, months and financial years.
//!
//! An instant is stored in UTC as whole milliseconds. A legal period counts Hong Kong local days;
//! Hong Kong is eight hours ahead of UTC all year.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

const HONG_KONG_OFFSET_MS: i64 = 8 * 60 * 60 * 1000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// An instant: whole milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// An instant from milliseconds since 1970 in UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 in UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This many minutes later.
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }

    /// This many seconds later.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1000)
    }

    /// The local day in Hong Kong.
    pub fn day(self) -> Day {
        Day::from_number((self.0 + HONG_KONG_OFFSET_MS).div_euclid(DAY_MS))
    }

    /// Hour and minute in Hong Kong.
    pub fn hour_and_minute(self) -> (u32, u32) {
        let minutes = (self.0 + HONG_KONG_OFFSET_MS).rem_euclid(DAY_MS) / 60_000;
        ((minutes / 60) as u32, (minutes % 60) as u32)
    }

    /// `2026-11-22T10:45:11.123Z`.
    pub fn to_rfc3339(self) -> String {
        let day = Day::from_number(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
        let (second, milli) = (ms / 1000 % 60, ms % 1000);
        format!("{day}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
    }
}

/// A calendar day in Hong Kong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of this year, month and day of month, if there is one.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// The day that is `number` days after 1970-01-01; held inside what a calendar can show.
    pub fn from_number(number: i64) -> Day {
        let number = number.clamp(-700_000, 2_900_000) as i32;
        Day(NaiveDate::from_epoch_days(number).unwrap_or_default())
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0.to_epoch_days()
    }

    /// Reads `2026-11-22`.
    pub fn parse(text: &str) -> Option<Day> {
        // Exactly so: the calendar's own reading would take a sign and single digits too.
        let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        if text.len() != 10 || !text.bytes().enumerate().all(shape) {
            return None;
        }
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        (1900..=2200).contains(&date.year()).then_some(Day(date))
    }

    /// The first instant of the day in Hong Kong.
    pub fn starts_at(self) -> Timestamp {
        Timestamp(i64::from(self.number()) * DAY_MS - HONG_KONG_OFFSET_MS)
    }

    /// This many days later.
    pub fn plus_days(self, days: u64) -> Day {
        Day(self.0.checked_add_days(Days::new(days)).unwrap_or(self.0))
    }

    /// The same date so many months later, or the last day of that month where it has no such date.
    pub fn plus_months(self, months: i32) -> Day {
        let (_, _, date) = self.parts();
        let month = self.month().plus(months);
        month.first_day().plus_days(u64::from(date).saturating_sub(1)).min(month.last_day())
    }

    /// Year, month (1–12) and day of month.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Days from Monday: Monday is 0, Sunday 6.
    pub fn weekday(self) -> usize {
        self.0.weekday().num_days_from_monday() as usize
    }

    /// The month this day is in.
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }

    /// The financial year this day is in.
    pub fn financial_year(self) -> FinancialYear {
        let (year, month, _) = self.parts();
        FinancialYear(if month >= 4 { year } else { year - 1 })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse(&text).ok_or_else(|| serde::de::Error::custom("a day is written 2026-11-22"))
    }
}

/// A calendar month, the period of a usage report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Month> {
        Day::parse(&format!("{text}-01")).map(Day::month)
    }

    /// The first day.
    pub fn first_day(self) -> Day {
        Day::of(self.year, self.month, 1).unwrap_or(Day::from_number(0))
    }

    /// The last day.
    pub fn last_day(self) -> Day {
        Day(self.next().first_day().0.pred_opt().unwrap_or_default())
    }

    /// The month after.
    pub fn next(self) -> Month {
        self.plus(1)
    }

    /// The month before.
    pub fn previous(self) -> Month {
        self.plus(-1)
    }

    /// This many months later, or earlier when negative.
    pub fn plus(self, months: i32) -> Month {
        let index = self.year * 12 + self.month as i32 - 1 + months;
        Month { year: index.div_euclid(12), month: index.rem_euclid(12) as u32 + 1 }
    }

    /// Year and month (1–12).
    pub fn parts(self) -> (i32, u32) {
        (self.year, self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Month::parse(&text).ok_or_else(|| serde::de::Error::custom("a month is written 2026-11"))
    }
}

/// A financial year, 1 April to 31 March in Hong Kong, named by the year it starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FinancialYear(pub i32);

impl FinancialYear {
    /// Reads `2026-27`, or the starting year alone.
    pub fn parse(text: &str) -> Option<FinancialYear> {
        let start: i32 = text.get(..4)?.parse().ok()?;
        let year = FinancialYear(start);
        let fits = text.len() == 4 || text == year.to_string();
        (fits && (1990..=2100).contains(&start)).then_some(year)
    }

    /// 1 April.
    pub fn first_day(self) -> Day {
        Day::of(self.0, 4, 1).unwrap_or(Day::from_number(0))
    }

    /// 31 March of the next calendar year.
    pub fn last_day(self) -> Day {
        Day::of(self.0 + 1, 3, 31).unwrap_or(Day::from_number(0))
    }

    /// The twelve months from April to March.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let april = self.first_day().month();
        (0..12).map(move |index| april.plus(index))
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn e18_a_payment_belongs_to_the_year_of_its_hong_kong_day() {
        // 16:00 UTC on 31 March is midnight of 1 April in Hong Kong.
        let midnight = day("2027-04-01").starts_at();
        assert_eq!(midnight.to_rfc3339(), "2027-03-31T16:00:00.000Z");
        for (millis, paid_on, year) in [
            (-1_000, "2027-03-31", "2026-27"),
            (-1, "2027-03-31", "2026-27"),
            (0, "2027-04-01", "2027-28"),
            (1, "2027-04-01", "2027-28"),
        ] {
            let local = Timestamp::from_millis(midnight.millis() + millis).day();
            assert_eq!((local, local.financial_year().to_string().as_str()), (day(paid_on), year), "{millis}");
        }
    }

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = FinancialYear::parse("2026-27").unwrap();
        assert_eq!(year.first_day(), day("2026-04-01"));
        assert_eq!(year.last_day(), day("2027-03-31"));
        let months: Vec<_> = year.months().map(|month| month.to_string()).collect();
        assert_eq!((months[0].as_str(), months[11].as_str()), ("2026-04", "2027-03"));
        assert_eq!(FinancialYear::parse("2026-28"), None);
        assert_eq!(FinancialYear::parse("１２３４"), None);
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        for text in ["+2026-12-01", "2026-12-1", "2026-1-01", " 2026-12-01", "2026-12-01 ", "2026/12/01", "２026-12-01"]
        {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
        assert_eq!(Day::parse("2026-12-01").unwrap().parts(), (2026, 12, 1));
    }

    #[test]
    fn a_month_knows_its_last_day_and_its_neighbours() {
        let february = Month::parse("2028-02").unwrap();
        assert_eq!(february.last_day(), day("2028-02-29"));
        assert_eq!(february.previous().previous().to_string(), "2027-12");
        assert_eq!(Month::parse("2026-13"), None);
    }

    #[test]
    fn instants_are_shown_in_hong_kong_hours() {
        let noon = Timestamp::from_millis(day("2026-12-08").starts_at().millis() + 12 * 3_600_000);
        assert_eq!(noon.to_rfc3339(), "2026-12-08T04:00:00.000Z");
        assert_eq!(noon.hour_and_minute(), (12, 0));
        assert_eq!(noon.day(), day("2026-12-08"));
    }
}
