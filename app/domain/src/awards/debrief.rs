//! A bidder asks to have the decision explained, and gets its explanation in time.
//!
//! Asked for within so many days of the notice, delivered within so many days of the request. Rule A3.

use super::AwardRefusal;
use crate::ids::BidId;
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// A bidder's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefRequest {
    /// The bid it is about.
    pub bid: BidId,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebriefStanding {
    /// To be delivered by its last day.
    Open,
    /// Past its last day and not delivered.
    Overdue,
    /// Delivered in time.
    Delivered,
    /// Delivered after its last day.
    DeliveredLate,
}

/// Last day on which a bidder told at this instant may ask.
pub fn last_day_to_request_debrief(notified_at: Timestamp) -> Day {
    let notified_on = notified_at.day();
    notified_on.plus_days(rulebook::on(rulebook::DEBRIEF_REQUEST_DAYS, notified_on).unwrap_or(15))
}

impl DebriefRequest {
    /// A bidder told at `notified_at` asks.
    pub fn ask(bid: BidId, notified_at: Timestamp, now: Timestamp) -> Result<DebriefRequest, AwardRefusal> {
        let last_day = last_day_to_request_debrief(notified_at);
        if now.day() > last_day {
            return Err(AwardRefusal::DebriefTooLate { last_day });
        }
        Ok(DebriefRequest { bid, requested_at: now, delivered_at: None })
    }

    /// Last day of its delivery.
    pub fn deliver_by(&self) -> Day {
        let requested_on = self.requested_at.day();
        requested_on.plus_days(rulebook::on(rulebook::DEBRIEF_DELIVERY_DAYS, requested_on).unwrap_or(15))
    }

    /// The office delivers; late is recorded as late, never refused.
    pub fn deliver(mut self, now: Timestamp) -> Result<DebriefRequest, AwardRefusal> {
        if let Some(at) = self.delivered_at {
            return Err(AwardRefusal::DebriefDelivered { on: at.day() });
        }
        self.delivered_at = Some(now);
        Ok(self)
    }

    /// How it stands on this day.
    pub fn standing(&self, today: Day) -> DebriefStanding {
        match self.delivered_at.map(Timestamp::day) {
            Some(day) if day <= self.deliver_by() => DebriefStanding::Delivered,
            Some(_) => DebriefStanding::DeliveredLate,
            None if today <= self.deliver_by() => DebriefStanding::Open,
            None => DebriefStanding::Overdue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        Day::parse(text).unwrap().starts_at().plus_minutes(61)
    }

    fn ask(on: &str) -> Result<DebriefRequest, AwardRefusal> {
        DebriefRequest::ask(BidId(Uuid::from_u128(1)), at("2026-07-20"), at(on))
    }

    #[test]
    fn a3_a_debrief_is_asked_for_within_fifteen_days_of_the_notice() {
        let last_day = Day::parse("2026-08-04").unwrap();
        assert!(ask("2026-08-03").is_ok() && ask("2026-08-04").is_ok());
        assert_eq!(ask("2026-08-05"), Err(AwardRefusal::DebriefTooLate { last_day }));
    }

    #[test]
    fn a3_a_debrief_is_delivered_within_fifteen_days_of_the_request() {
        let request = ask("2026-07-25").unwrap();
        for (on, open, delivered) in [
            ("2026-08-08", DebriefStanding::Open, DebriefStanding::Delivered),
            ("2026-08-09", DebriefStanding::Open, DebriefStanding::Delivered),
            ("2026-08-10", DebriefStanding::Overdue, DebriefStanding::DeliveredLate),
        ] {
            assert_eq!(request.standing(at(on).day()), open, "{on}");
            let done = request.clone().deliver(at(on)).unwrap();
            assert_eq!(done.standing(at("2026-12-01").day()), delivered, "{on}");
            assert_eq!(done.deliver(at(on)), Err(AwardRefusal::DebriefDelivered { on: at(on).day() }));
        }
    }
}
