//! What reuse avoided paying for again (metric 6.2).

use crate::ids::OrganisationId;
use crate::money::Money;
use crate::time::{Day, FinancialYear};

/// A department that adopted a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adopter {
    /// The department.
    pub organisation: OrganisationId,
    /// Day it went live.
    pub live_on: Day,
    /// What it would have paid alone, if that was approved.
    pub standalone_estimate: Option<Money>,
    /// What its order costs.
    pub order_price: Money,
    /// What connecting it cost.
    pub integration_cost: Money,
}

/// What one adopter after the first avoided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Avoided {
    /// The adopter.
    pub adopter: Adopter,
    /// Estimate − order − integration; may be negative.
    pub amount: Money,
}

/// What the adopters of one solution avoided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saving {
    /// Each adopter that counts.
    pub avoided: Vec<Avoided>,
    /// Adopters left out for lack of an estimate.
    pub without_estimate: Vec<Adopter>,
}

impl Saving {
    /// The sum.
    pub fn total(&self) -> Money {
        self.avoided.iter().map(|avoided| avoided.amount).sum()
    }
}

/// The saving of one solution: every adopter but the first, those who went live in `year` if one is given.
///
/// The first adopter is the earliest to go live, by department where two went live on one day; it is
/// found among all adopters before the year is applied.
pub fn saving(adopters: &[Adopter], year: Option<FinancialYear>) -> Saving {
    let mut adopters = adopters.to_vec();
    adopters.sort_by_key(|adopter| (adopter.live_on, adopter.organisation));
    let counted =
        adopters.iter().skip(1).filter(|adopter| year.is_none_or(|year| adopter.live_on.financial_year() == year));
    let mut saving = Saving::default();
    for adopter in counted {
        match adopter.standalone_estimate {
            Some(estimate) => saving
                .avoided
                .push(Avoided { adopter: *adopter, amount: estimate - adopter.order_price - adopter.integration_cost }),
            None => saving.without_estimate.push(*adopter),
        }
    }
    saving
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn adopter(department: u128, live_on: &str, estimate: Option<i64>) -> Adopter {
        Adopter {
            organisation: OrganisationId(Uuid::from_u128(department)),
            live_on: Day::parse(live_on).unwrap(),
            standalone_estimate: estimate.map(Money::from_dollars),
            order_price: Money::from_dollars(550_000),
            integration_cost: Money::from_dollars(50_000),
        }
    }

    #[test]
    fn seven_further_adopters_follow_the_worked_example() {
        let adopters: Vec<_> = (1..=8).map(|department| adopter(department, "2026-05-01", Some(2_400_000))).collect();
        let saving = saving(&adopters, None);
        assert_eq!(saving.total(), Money::from_dollars(12_600_000));
        assert_eq!(saving.avoided.len(), 7);
    }

    #[test]
    fn the_first_adopter_never_counts_even_in_another_year() {
        let adopters = [adopter(2, "2026-03-31", Some(2_400_000)), adopter(1, "2026-04-01", Some(2_400_000))];
        assert_eq!(saving(&adopters, Some(FinancialYear(2025))).total(), Money::ZERO);
        assert_eq!(saving(&adopters, Some(FinancialYear(2026))).total(), Money::from_dollars(1_800_000));
    }

    #[test]
    fn a_missing_estimate_is_counted_apart_and_a_loss_is_shown() {
        let adopters =
            [adopter(1, "2026-04-01", None), adopter(2, "2026-05-01", None), adopter(3, "2026-06-01", Some(500_000))];
        let saving = saving(&adopters, None);
        assert_eq!(saving.without_estimate.len(), 1);
        assert_eq!(saving.total(), Money::from_dollars(-100_000));
    }
}
