//! The instant a tender closes: noon in Hong Kong on a working day (M4), and how bad weather or an outage of the
//! service moves it for everybody (M7).
//!
//! A bid received at the closing instant itself is in time (M5). Source: terms of tender of the Government.

use super::TenderRefusal;
use crate::calendar;
use crate::coded;
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

const NOON_MINUTES: i64 = 12 * 60;
/// Weather counts from three hours before the close, 09:00.
const WEATHER_MINUTES: i64 = 3 * 60;
/// An outage counts in the last four hours.
const OUTAGE_WINDOW_MINUTES: i64 = 4 * 60;

/// The instant after which no bid is in time: 12:00 on a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Closing(Timestamp);

impl Closing {
    /// Noon of this day; refused when it is no working day.
    pub fn on(day: Day) -> Result<Closing, TenderRefusal> {
        let noon = noon(day);
        if calendar::is_working_day(day) {
            Ok(Closing(noon))
        } else {
            Err(TenderRefusal::NotNoonOnAWorkingDay { at: noon })
        }
    }

    /// This instant; refused unless it is noon, to the millisecond, of a working day.
    pub fn at(instant: Timestamp) -> Result<Closing, TenderRefusal> {
        // Beyond what a form can name, a day cannot be worked out.
        let sane = instant.millis().unsigned_abs() < 10_000_000_000_000;
        match sane.then(|| Closing::on(instant.day())) {
            Some(Ok(closing)) if closing.0 == instant => Ok(closing),
            _ => Err(TenderRefusal::NotNoonOnAWorkingDay { at: instant }),
        }
    }

    /// A closing as it was stored: it stays what it was when the list of holidays changes.
    pub fn stored(instant: Timestamp) -> Closing {
        Closing(instant)
    }

    /// Noon of this day or of the first working day after it.
    pub fn from(day: Day) -> Closing {
        Closing(noon(calendar::working_day_from(day)))
    }

    /// The instant.
    pub fn instant(self) -> Timestamp {
        self.0
    }

    /// Its day in Hong Kong.
    pub fn day(self) -> Day {
        self.0.day()
    }

    /// Nothing is in time any more; at the instant itself it still is (M5).
    pub fn has_passed(self, now: Timestamp) -> bool {
        now > self.0
    }

    /// Noon of the next working day, if what happened before this closing moves it (M7).
    ///
    /// Weather counts when it was in force at any instant from 09:00 to 12:00; outages when they add up to more
    /// than thirty minutes from 08:00 to 12:00. What has not ended is counted up to `now`. After a move, ask again:
    /// the new day may be no better.
    pub fn postponed(self, disruptions: &[Disruption], now: Timestamp) -> Option<Closing> {
        let noon = self.0;
        let nine = noon.plus_minutes(-WEATHER_MINUTES);
        let weather = now >= nine
            && disruptions.iter().any(|disruption| {
                let has_begun = disruption.from <= noon.min(now);
                disruption.kind != DisruptionKind::Outage && has_begun && disruption.lasts_after(nine)
            });
        let limit = rulebook::on(rulebook::OUTAGE_MINUTES, self.day()).unwrap_or(0);
        let outage = outage_millis(disruptions, noon, now) > limit.saturating_mul(60_000);
        (weather || outage).then(|| Closing(self::noon(calendar::next_working_day(self.day()))))
    }
}

coded! {
    /// What keeps bidders from handing in (M7).
    DisruptionKind {
        /// Tropical cyclone warning signal number 8 or higher.
        Signal8 = "signal_8",
        /// Extreme conditions announced by the Government.
        ExtremeConditions = "extreme_conditions",
        /// Black rainstorm warning.
        BlackRain = "black_rain",
        /// The service could not take bids.
        Outage = "outage",
    }
}

/// Something that kept bidders from handing in, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disruption {
    /// What.
    pub kind: DisruptionKind,
    /// First instant.
    pub from: Timestamp,
    /// First instant it was over; `None` while it lasts.
    pub until: Option<Timestamp>,
}

impl Disruption {
    fn lasts_after(&self, instant: Timestamp) -> bool {
        self.until.is_none_or(|until| until > instant && until > self.from)
    }
}

/// Outage in the four hours before `noon`, counting an instant once however many reports cover it.
fn outage_millis(disruptions: &[Disruption], noon: Timestamp, now: Timestamp) -> i64 {
    let opens = noon.plus_minutes(-OUTAGE_WINDOW_MINUTES);
    let mut spans: Vec<_> = disruptions
        .iter()
        .filter(|disruption| disruption.kind == DisruptionKind::Outage)
        .map(|outage| (outage.from.max(opens), outage.until.unwrap_or(now).min(now).min(noon)))
        .filter(|(from, until)| from < until)
        .collect();
    spans.sort_unstable();
    let (total, _) = spans.into_iter().fold((0, opens), |(total, seen), (from, until)| {
        let from = from.max(seen);
        (total + (until.millis() - from.millis()).max(0), seen.max(until))
    });
    total
}

fn noon(day: Day) -> Timestamp {
    day.starts_at().plus_minutes(NOON_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DisruptionKind::{BlackRain, ExtremeConditions, Outage, Signal8};

    fn at(day: &str, hour: i64, minute: i64) -> Timestamp {
        Day::parse(day).unwrap().starts_at().plus_minutes(hour * 60 + minute)
    }

    fn after(instant: Timestamp, millis: i64) -> Timestamp {
        Timestamp::from_millis(instant.millis() + millis)
    }

    #[test]
    fn m4_only_noon_of_a_working_day_closes_a_tender() {
        let noon = at("2026-05-29", 12, 0);
        for (instant, fits) in [
            (noon, true),
            (after(noon, 1000), false),
            (after(noon, 1), false),
            (after(noon, -1), false),
            (at("2026-05-29", 0, 0), false),
            (at("2026-05-25", 12, 0), false),
            (at("2026-05-30", 12, 0), false),
            (Timestamp::from_millis(i64::MAX), false),
            (Timestamp::from_millis(i64::MIN), false),
        ] {
            let expected =
                if fits { Ok(Closing(instant)) } else { Err(TenderRefusal::NotNoonOnAWorkingDay { at: instant }) };
            assert_eq!(Closing::at(instant), expected, "{instant:?}");
        }
        assert_eq!(noon.to_rfc3339(), "2026-05-29T04:00:00.000Z");
    }

    #[test]
    fn m5_e19_a_closing_has_passed_one_millisecond_later() {
        let closing = Closing::on(Day::parse("2026-06-05").unwrap()).unwrap();
        assert_eq!(closing.instant().to_rfc3339(), "2026-06-05T04:00:00.000Z");
        for (millis, passed) in [(-1, false), (0, false), (1, true)] {
            assert_eq!(closing.has_passed(after(closing.instant(), millis)), passed, "{millis}");
        }
    }

    #[test]
    fn m7_weather_in_force_in_the_last_three_hours_moves_the_close() {
        let day = "2026-09-25";
        let closing = Closing::on(Day::parse(day).unwrap()).unwrap();
        let (nine, noon) = (at(day, 9, 0), at(day, 12, 0));
        let evening = at(day, 18, 0);
        for (from, until, now, moved) in [
            (at(day, 3, 0), Some(nine), evening, false),
            (at(day, 3, 0), Some(after(nine, 1)), evening, true),
            (at(day, 10, 0), Some(at(day, 10, 1)), evening, true),
            (noon, None, evening, true),
            (after(noon, 1), None, evening, false),
            (at(day, 3, 0), None, after(nine, -1), false),
            (at(day, 3, 0), None, nine, true),
            (at(day, 11, 0), None, at(day, 10, 0), false),
            (at(day, 3, 0), Some(at(day, 10, 0)), at(day, 8, 0), false),
            (at(day, 11, 0), Some(at(day, 10, 0)), evening, false),
        ] {
            for kind in [Signal8, ExtremeConditions, BlackRain] {
                let postponed = closing.postponed(&[Disruption { kind, from, until }], now);
                // The 26th is a general holiday, a Saturday; the next working day is Monday.
                let expected = moved.then(|| Closing::on(Day::parse("2026-09-28").unwrap()).unwrap());
                assert_eq!(postponed, expected, "{kind:?} {from:?} {until:?}");
            }
        }
    }

    #[test]
    fn m7_more_than_thirty_minutes_of_outage_in_the_last_four_hours_move_the_close() {
        let day = "2026-05-29";
        let closing = Closing::on(Day::parse(day).unwrap()).unwrap();
        let outage = |from: (i64, i64), until: (i64, i64), millis| Disruption {
            kind: Outage,
            from: at(day, from.0, from.1),
            until: Some(after(at(day, until.0, until.1), millis)),
        };
        let ongoing = Disruption { kind: Outage, from: at(day, 11, 0), until: None };
        let evening = at(day, 18, 0);
        for (outages, now, moved) in [
            (vec![outage((11, 0), (11, 30), 0)], evening, false),
            (vec![outage((11, 0), (11, 30), 1)], evening, true),
            (vec![outage((7, 0), (8, 30), 0)], evening, false),
            (vec![outage((7, 0), (8, 30), 1)], evening, true),
            (vec![outage((11, 30), (15, 0), 0)], evening, false),
            (vec![outage((9, 0), (9, 20), 0), outage((10, 0), (10, 10), 1)], evening, true),
            (vec![outage((9, 0), (9, 20), 0), outage((9, 5), (9, 30), 0)], evening, false),
            (vec![ongoing], at(day, 11, 30), false),
            (vec![outage((11, 0), (11, 45), 0)], at(day, 11, 30), false),
            (vec![ongoing], at(day, 11, 31), true),
        ] {
            assert_eq!(closing.postponed(&outages, now).is_some(), moved, "{outages:?}");
        }
    }
}
