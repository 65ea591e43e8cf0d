//! How long a bid binds its bidder, and how a bidder binds itself for longer.
//!
//! A bid stands through a day that is at least so many days after the close. An award after that day needs the
//! written extension of every recommended bidder, each reaching the day of the award. Rule M13.

use super::AwardRefusal;
use crate::ids::BidId;
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Last day on which bids of a tender that closes at this instant bind, the tender asking for so many days.
pub fn valid_through(closes_at: Timestamp, validity_days: u64) -> Result<Day, AwardRefusal> {
    let closes_on = closes_at.day();
    let least = rulebook::on(rulebook::BID_VALIDITY_DAYS, closes_on).unwrap_or(90);
    if validity_days < least {
        return Err(AwardRefusal::ValidityTooShort { least });
    }
    Ok(closes_on.plus_days(validity_days))
}

/// A bidder's written word that its bid binds for longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The day it was written.
    pub written_on: Day,
    /// The new last day.
    pub until: Day,
}

/// How long one bid binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidValidity {
    /// The bid.
    pub bid: BidId,
    /// Last day by the terms of the tender.
    pub through: Day,
    /// The newest written extension.
    pub extension: Option<Extension>,
}

impl BidValidity {
    /// The bidder extends in writing; a later extension takes the place of an earlier one.
    pub fn extend(mut self, extension: Extension) -> Result<BidValidity, AwardRefusal> {
        if extension.until <= self.last_day() || extension.until < extension.written_on {
            return Err(AwardRefusal::NoExtension);
        }
        self.extension = Some(extension);
        Ok(self)
    }

    /// Last day on which it binds, extension included.
    pub fn last_day(&self) -> Day {
        self.extension.map_or(self.through, |extension| extension.until.max(self.through))
    }

    /// Can it still be accepted on this day? An extension counts from the day it was written.
    pub fn binds_on(&self, day: Day) -> bool {
        let extended = self.extension.filter(|extension| extension.written_on <= day);
        day <= extended.map_or(self.through, |extension| extension.until.max(self.through))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn validity() -> BidValidity {
        BidValidity { bid: BidId(Uuid::from_u128(1)), through: day("2026-09-03"), extension: None }
    }

    #[test]
    fn m13_bids_bind_for_ninety_days_at_least() {
        let noon = day("2026-06-05").starts_at().plus_minutes(720);
        assert_eq!(valid_through(noon, 89), Err(AwardRefusal::ValidityTooShort { least: 90 }));
        assert_eq!(valid_through(noon, 90), Ok(day("2026-09-03")));
        assert_eq!(valid_through(noon, 91), Ok(day("2026-09-04")));
    }

    #[test]
    fn m13_after_its_last_day_a_bid_binds_only_by_a_written_extension() {
        let extended =
            validity().extend(Extension { written_on: day("2026-09-02"), until: day("2026-10-03") }).unwrap();
        for (on, plain, longer) in [
            ("2026-09-03", true, true),
            ("2026-09-04", false, true),
            ("2026-10-03", false, true),
            ("2026-10-04", false, false),
        ] {
            assert_eq!(validity().binds_on(day(on)), plain, "{on}");
            assert_eq!(extended.binds_on(day(on)), longer, "{on} extended");
        }
    }

    #[test]
    fn m13_an_extension_counts_from_the_day_it_was_written() {
        let late = validity().extend(Extension { written_on: day("2026-09-10"), until: day("2026-10-03") }).unwrap();
        assert!(!late.binds_on(day("2026-09-09")));
        assert!(late.binds_on(day("2026-09-10")));
    }

    #[test]
    fn m13_an_extension_must_extend() {
        for until in ["2026-09-02", "2026-09-03"] {
            let extension = Extension { written_on: day("2026-09-01"), until: day(until) };
            assert_eq!(validity().extend(extension), Err(AwardRefusal::NoExtension), "{until}");
        }
    }
}
