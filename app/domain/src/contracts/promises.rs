//! What a supplier promised in its bid beyond the work itself, and whether it keeps its word, for everybody to see.
//!
//! open → kept | late | missed, read off the clock from dated deliveries with evidence. A promise is a duty of the
//! contract and a public figure; it is no ground for marks by origin (S15). The tally counts promises and
//! amounts and names nobody.

use super::ContractRefusal;
use crate::coded;
use crate::ids::PersonId;
use crate::time::Day;

/// Most that can be promised at once, in places, hours or jobs.
pub const MOST_PROMISED: i64 = 1_000_000;

coded! {
    /// What was promised.
    PromiseKind {
        /// Places for apprentices.
        ApprenticePlaces = "apprentice_places",
        /// Hours of training given.
        TrainingHours = "training_hours",
        /// Jobs in Hong Kong.
        LocalJobs = "local_jobs",
    }
}

coded! {
    /// How a promise stands on a day.
    PromiseStanding {
        /// Not reached, and there is time.
        Open = "open",
        /// Reached by its day.
        Kept = "kept",
        /// Reached after its day.
        Late = "late",
        /// Not reached, and its day is past.
        Missed = "missed",
    }
}

/// A part of a promise that was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseDelivery {
    /// How much, in the unit of the kind.
    pub amount: u32,
    /// The day it was delivered.
    pub on: Day,
    /// What shows it.
    pub evidence: String,
    /// The officer who saw the evidence.
    pub confirmed_by: PersonId,
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// What was promised.
    pub kind: PromiseKind,
    /// How much, in places, hours or jobs.
    pub amount: u32,
    /// The last day to keep it.
    pub due_on: Day,
    /// What was delivered, in the order recorded.
    pub deliveries: Vec<PromiseDelivery>,
}

/// All promises of one kind, for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseTally {
    /// The kind.
    pub kind: PromiseKind,
    /// Amount promised.
    pub promised: u64,
    /// Amount delivered; more than was promised counts as it is.
    pub delivered: u64,
    /// Promises reached in time.
    pub kept: u32,
    /// Promises reached late.
    pub late: u32,
    /// Promises not reached in time and not since.
    pub missed: u32,
    /// Promises that still have time.
    pub open: u32,
}

impl Promise {
    /// A promise of some amount.
    pub fn of(kind: PromiseKind, amount: u32, due_on: Day) -> Result<Promise, ContractRefusal> {
        if amount == 0 {
            return Err(ContractRefusal::AmountNotPositive);
        }
        Ok(Promise { kind, amount, due_on, deliveries: Vec::new() })
    }

    /// An officer confirms a delivery.
    pub fn deliver(mut self, delivery: PromiseDelivery, today: Day) -> Result<Promise, ContractRefusal> {
        if delivery.amount == 0 {
            return Err(ContractRefusal::AmountNotPositive);
        }
        if delivery.evidence.trim().is_empty() {
            return Err(ContractRefusal::ReasonMissing);
        }
        if delivery.on > today {
            return Err(ContractRefusal::DeliveredLater);
        }
        self.deliveries.push(delivery);
        Ok(self)
    }

    /// Delivered through this day.
    pub fn delivered_by(&self, day: Day) -> u64 {
        self.deliveries.iter().filter(|delivery| delivery.on <= day).map(|delivery| u64::from(delivery.amount)).sum()
    }

    /// How it stands on this day.
    pub fn standing(&self, today: Day) -> PromiseStanding {
        let amount = u64::from(self.amount);
        if self.delivered_by(self.due_on.min(today)) >= amount {
            PromiseStanding::Kept
        } else if self.delivered_by(today) >= amount {
            PromiseStanding::Late
        } else if today > self.due_on {
            PromiseStanding::Missed
        } else {
            PromiseStanding::Open
        }
    }
}

/// The public tally of promises on this day, one line for each kind.
pub fn tally(promises: &[Promise], today: Day) -> Vec<PromiseTally> {
    PromiseKind::ALL.iter().map(|kind| tally_of(*kind, promises, today)).collect()
}

fn tally_of(kind: PromiseKind, promises: &[Promise], today: Day) -> PromiseTally {
    let mut tally = PromiseTally { kind, promised: 0, delivered: 0, kept: 0, late: 0, missed: 0, open: 0 };
    for promise in promises.iter().filter(|promise| promise.kind == kind) {
        tally.promised = tally.promised.saturating_add(u64::from(promise.amount));
        tally.delivered = tally.delivered.saturating_add(promise.delivered_by(today));
        let count = match promise.standing(today) {
            PromiseStanding::Kept => &mut tally.kept,
            PromiseStanding::Late => &mut tally.late,
            PromiseStanding::Missed => &mut tally.missed,
            PromiseStanding::Open => &mut tally.open,
        };
        *count = count.saturating_add(1);
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn delivery(amount: u32, on: Day) -> PromiseDelivery {
        PromiseDelivery { amount, on, evidence: "list of names".into(), confirmed_by: PersonId(Uuid::from_u128(1)) }
    }

    fn promise(amount: u32) -> Promise {
        Promise::of(PromiseKind::ApprenticePlaces, amount, day("2027-06-30")).unwrap()
    }

    #[test]
    fn a_promise_is_kept_late_missed_or_open_by_the_clock() {
        for (deliveries, today, standing) in [
            (vec![], "2027-06-30", PromiseStanding::Open),
            (vec![], "2027-07-01", PromiseStanding::Missed),
            (vec![(4, "2027-06-30")], "2027-06-30", PromiseStanding::Open),
            (vec![(5, "2027-06-30")], "2027-06-30", PromiseStanding::Kept),
            (vec![(6, "2027-06-30")], "2029-01-01", PromiseStanding::Kept),
            (vec![(3, "2027-06-30"), (2, "2027-07-01")], "2027-07-01", PromiseStanding::Late),
            (vec![(2, "2027-07-02"), (3, "2027-06-30")], "2027-07-01", PromiseStanding::Missed),
        ] {
            let recorded = day("2030-01-01");
            let promise = deliveries.iter().fold(promise(5), |promise, (amount, on)| {
                promise.deliver(delivery(*amount, day(on)), recorded).unwrap()
            });
            assert_eq!(promise.standing(day(today)), standing, "{deliveries:?} {today}");
        }
    }

    #[test]
    fn a_delivery_needs_an_amount_evidence_and_a_day_that_has_come() {
        let today = day("2027-05-05");
        let none = Promise::of(PromiseKind::LocalJobs, 0, today);
        assert_eq!(none, Err(ContractRefusal::AmountNotPositive));
        assert_eq!(promise(5).deliver(delivery(0, today), today), Err(ContractRefusal::AmountNotPositive));
        let silent = PromiseDelivery { evidence: " ".into(), ..delivery(1, today) };
        assert_eq!(promise(5).deliver(silent, today), Err(ContractRefusal::ReasonMissing));
        let early = promise(5).deliver(delivery(1, today.plus_days(1)), today);
        assert_eq!(early, Err(ContractRefusal::DeliveredLater));
        assert!(promise(5).deliver(delivery(1, today), today).is_ok());
    }

    proptest! {
        #[test]
        fn the_tally_counts_every_promise_once(
            rows in proptest::collection::vec((0..3_usize, 1..u32::MAX, 0..90_u64, 0..90_u64, 1..u32::MAX), 0..12),
            after in 0..120_u64,
        ) {
            let first = day("2027-01-01");
            let promises: Vec<_> = rows.iter().map(|(kind, amount, due, on, part)| {
                let promise = Promise::of(PromiseKind::ALL[*kind], *amount, first.plus_days(*due)).unwrap();
                promise.deliver(delivery(*part, first.plus_days(*on)), first.plus_days(90)).unwrap()
            }).collect();
            let lines = tally(&promises, first.plus_days(after));
            let counted: u32 = lines.iter().map(|line| line.kept + line.late + line.missed + line.open).sum();
            prop_assert_eq!(counted as usize, rows.len());
            let promised: u64 = lines.iter().map(|line| line.promised).sum();
            prop_assert_eq!(promised, rows.iter().map(|row| u64::from(row.1)).sum::<u64>());
        }
    }
}
