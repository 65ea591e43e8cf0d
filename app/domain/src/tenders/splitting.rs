//! Orders that together cross a threshold each of them stays below (T-b).
//!
//! A warning, not a refusal: the approver must answer it. Counted are orders of the same department and category
//! from the same date a year before up to the day of the new one.

use super::route::ceiling;
use crate::catalogue::Category;
use crate::ids::OrganisationId;
use crate::money::Money;
use crate::rulebook;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A purchase, as far as splitting is judged by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// Who bought.
    pub department: OrganisationId,
    /// What for.
    pub category: Category,
    /// The day it was ordered, or will be published.
    pub day: Day,
    /// The whole amount.
    pub amount: Money,
}

/// What the approver must answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplittingWarning {
    /// First day counted.
    pub since: Day,
    /// Earlier purchases counted.
    pub earlier: usize,
    /// They and the new one together; held at the largest countable amount.
    pub together: Money,
    /// Ceilings that only the sum is above, the lowest first.
    pub crossed: Vec<Money>,
}

/// Does this purchase cross a threshold only together with earlier ones?
pub fn splitting(new: &Spending, earlier: &[Spending]) -> Option<SplittingWarning> {
    let since = a_year_before(new.day);
    let counted: Vec<_> = earlier
        .iter()
        .filter(|old| (old.department, old.category) == (new.department, new.category))
        .filter(|old| (since..=new.day).contains(&old.day))
        .collect();
    let most = Money::from_cents(i64::MAX);
    let together = counted.iter().fold(new.amount, |sum, old| sum.plus(old.amount).unwrap_or(most));
    let tables =
        [rulebook::SMALL_PURCHASE, rulebook::QUOTATION, rulebook::DEPARTMENT_COMMITTEE, rulebook::LOGISTICS_BOARD];
    let crossed: Vec<_> = tables
        .iter()
        .map(|table| ceiling(table, new.day))
        .filter(|limit| new.amount <= *limit && together > *limit)
        .collect();
    (!crossed.is_empty()).then_some(SplittingWarning { since, earlier: counted.len(), together, crossed })
}

/// The same date a year before; 29 February becomes the 28th.
pub(super) fn a_year_before(day: Day) -> Day {
    let (_, _, date) = day.parts();
    let month = day.month().plus(-12);
    month.first_day().plus_days(u64::from(date.saturating_sub(1))).min(month.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn spending(department: u128, category: Category, day: &str, dollars: i64) -> Spending {
        let department = OrganisationId(Uuid::from_u128(department));
        Spending { department, category, day: Day::parse(day).unwrap(), amount: Money::from_dollars(dollars) }
    }

    fn crossed(earlier: &[Spending]) -> Vec<i64> {
        let new = spending(1, Category::Chat, "2026-05-04", 30_000);
        splitting(&new, earlier).map_or(vec![], |warning| warning.crossed.iter().map(|m| m.cents() / 100).collect())
    }

    #[test]
    fn t_b_small_orders_that_add_up_across_a_threshold_are_pointed_out() {
        let old = |day, dollars| spending(1, Category::Chat, day, dollars);
        for (earlier, expected) in [
            (vec![], vec![]),
            (vec![old("2026-04-01", 20_000)], vec![]),
            (vec![old("2026-04-01", 20_001)], vec![50_000]),
            (vec![old("2025-05-04", 20_001)], vec![50_000]),
            (vec![old("2025-05-03", 20_001)], vec![]),
            (vec![old("2026-05-05", 20_001)], vec![]),
            (vec![spending(2, Category::Chat, "2026-04-01", 20_001)], vec![]),
            (vec![spending(1, Category::Data, "2026-04-01", 20_001)], vec![]),
            (vec![old("2026-04-01", 690_000), old("2026-03-01", 690_000)], vec![50_000, 1_400_000]),
        ] {
            assert_eq!(crossed(&earlier), expected, "{earlier:?}");
        }
    }

    #[test]
    fn t_b_a_purchase_above_a_threshold_by_itself_is_no_splitting_there() {
        let new = spending(1, Category::Chat, "2026-05-04", 60_000);
        assert_eq!(splitting(&new, &[spending(1, Category::Chat, "2026-04-01", 30_000)]), None);
    }

    #[test]
    fn amounts_beyond_counting_still_warn() {
        let mut old = spending(1, Category::Chat, "2026-04-01", 0);
        old.amount = Money::from_cents(i64::MAX);
        assert_eq!(crossed(&[old, old]), [50_000, 1_400_000, 5_000_000, 30_000_000]);
    }

    #[test]
    fn a_year_before_a_leap_day_is_the_last_of_february() {
        for (day, before) in [("2028-02-29", "2027-02-28"), ("2026-05-04", "2025-05-04"), ("2027-12-31", "2026-12-31")]
        {
            assert_eq!(a_year_before(Day::parse(day).unwrap()).to_string(), before);
        }
    }
}
