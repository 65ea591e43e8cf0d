//! What a department asks for, read from the form.

use super::Offer;
use crate::catalogue::{DataLevel, Rate, RateKind};
use crate::form::{Fields, Problem, Reader};
use crate::ids::{BudgetLineId, ListingId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest term, in months.
pub const LONGEST_MONTHS: i64 = 36;
/// Most users one request may name.
pub const MOST_USERS: i64 = 200_000;
/// Most units a month one request may name.
pub const MOST_UNITS: i64 = 1_000_000_000;
/// How far ahead a start may lie, in days.
pub const FURTHEST_START_DAYS: u64 = 550;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReuseRequest {
    /// People who will use it.
    pub users: i64,
    /// Units used in a month; 0 when nothing is paid by unit.
    pub units: i64,
    /// Months of use.
    pub months: i64,
    /// First day of use.
    pub starts_on: Day,
    /// Most sensitive data it will see.
    pub data_level: DataLevel,
    /// The money it is charged to.
    pub budget_line: BudgetLineId,
    /// What it is for.
    pub purpose: String,
    /// Why there was no competition, when it is a direct order under a contract.
    pub reason: String,
}

impl ReuseRequest {
    /// The last day of use.
    pub fn last_day(&self) -> Day {
        let months = i32::try_from(self.months).unwrap_or(i32::MAX);
        let (_, _, date) = self.starts_on.parts();
        let end = self.starts_on.month().plus(months);
        // The same date some months on, less one day; a shorter month ends on its own last day.
        if date == 1 {
            end.previous().last_day()
        } else {
            end.first_day().plus_days(u64::from(date) - 2).min(end.last_day())
        }
    }
}

/// The reuse form: the request and the solution it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReuseForm {
    /// The solution.
    pub listing: ListingId,
    /// The request.
    pub request: ReuseRequest,
}

impl ReuseForm {
    /// Reads the form of a solution with this rate card and this offer.
    pub fn parse(
        fields: &Fields,
        listing: ListingId,
        rates: &[Rate],
        offer: &Offer,
        today: Day,
    ) -> Result<ReuseForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let quantities = read_quantities(&mut reader, rates, today);
        let data_level = reader.choice("data_level", DataLevel::parse);
        let budget_line = reader.choice("budget_line", |text| Uuid::parse_str(text).ok().map(BudgetLineId));
        let purpose = reader.text("purpose", 500);
        let reason = if reason_needed(rates, offer.is_under_contract()) {
            reader.text("reason", 500)
        } else {
            Some(String::new())
        };
        reader.finish(|| {
            let Quantities { users, units, months, starts_on } = quantities?;
            Some(ReuseForm {
                listing,
                request: ReuseRequest {
                    users,
                    units,
                    months,
                    starts_on,
                    data_level: data_level?,
                    budget_line: budget_line?,
                    purpose: purpose?,
                    reason: reason?,
                },
            })
        })
    }
}

/// The part of a request that its price is worked out from, before the rest is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantities {
    /// People who will use it.
    pub users: i64,
    /// Units used in a month; 0 when nothing is paid by unit.
    pub units: i64,
    /// Months of use.
    pub months: i64,
    /// First day of use, which says what falls in which financial year.
    pub starts_on: Day,
}

impl Quantities {
    /// Reads them from the form of a solution with this rate card, by the rules of the whole form.
    pub fn parse(fields: &Fields, rates: &[Rate], today: Day) -> Result<Quantities, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let quantities = read_quantities(&mut reader, rates, today);
        reader.finish(|| quantities)
    }
}

fn read_quantities(reader: &mut Reader<'_>, rates: &[Rate], today: Day) -> Option<Quantities> {
    let users = reader.number("users", 1, MOST_USERS);
    let units = if by_unit(rates) { reader.number("units", 1, MOST_UNITS) } else { Some(0) };
    let months = reader.number("months", 1, LONGEST_MONTHS);
    let starts_on = reader.day("starts_on", today, today.plus_days(FURTHEST_START_DAYS));
    Some(Quantities { users: users?, units: units?, months: months?, starts_on: starts_on? })
}

/// Something on the rate card is paid by unit, so the form asks how many.
pub fn by_unit(rates: &[Rate]) -> bool {
    rates.iter().any(|rate| rate.kind == RateKind::Unit)
}

/// A direct order under a contract that costs money states why there is no new competition; what its owner provides
/// without a contract was never put to competition.
pub fn reason_needed(rates: &[Rate], under_contract: bool) -> bool {
    under_contract && !rates.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Access, Stage};
    use crate::money::Money;

    fn offer(contract_ends_on: Option<&str>) -> Offer {
        let contract_ends_on = contract_ends_on.and_then(Day::parse);
        Offer { stage: Stage::Listed, access: Access::InHouse, data_ceiling: None, contract_ends_on }
    }

    #[test]
    fn only_a_paid_order_under_a_contract_says_why_there_is_no_new_competition() {
        let today = Day::parse("2026-11-22").unwrap();
        let monthly = [Rate { kind: RateKind::Month, amount: Money::from_dollars(6_500), unit: None }];
        for (rates, contract, needed) in [
            (&monthly[..], Some("2028-10-14"), true),
            (&monthly[..], None, false),
            (&[][..], Some("2028-10-14"), false),
            (&[][..], None, false),
        ] {
            let offer = offer(contract);
            assert_eq!(reason_needed(rates, offer.is_under_contract()), needed);
            let nothing = Fields::new(Vec::new());
            let problems = ReuseForm::parse(&nothing, ListingId(Uuid::nil()), rates, &offer, today).unwrap_err();
            assert_eq!(problems.iter().any(|problem| problem.field == "reason"), needed, "{contract:?}");
        }
    }

    #[test]
    fn the_last_day_is_the_day_before_the_same_date() {
        for (starts_on, months, last) in [
            ("2026-12-01", 12, "2027-11-30"),
            ("2026-12-15", 1, "2027-01-14"),
            ("2027-01-31", 1, "2027-02-28"),
            ("2027-04-01", 1, "2027-04-30"),
            ("2026-11-02", 3, "2027-02-01"),
        ] {
            let request = ReuseRequest {
                users: 1,
                units: 0,
                months,
                starts_on: Day::parse(starts_on).unwrap(),
                data_level: DataLevel::Public,
                budget_line: BudgetLineId(Uuid::nil()),
                purpose: String::new(),
                reason: String::new(),
            };
            assert_eq!(request.last_day().to_string(), last, "{starts_on} + {months}");
        }
    }

    #[test]
    fn extra_fields_change_nothing_and_bad_ones_are_all_named() {
        let pairs = [
            ("price", "1"),
            ("organisation", "x"),
            ("users", "0"),
            ("months", "37"),
            ("starts_on", "2026-11-21"),
            ("data_level", "secret"),
        ];
        let fields = Fields::new(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect());
        let today = Day::parse("2026-11-22").unwrap();
        let problems = ReuseForm::parse(&fields, ListingId(Uuid::nil()), &[], &offer(None), today).unwrap_err();
        let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(named, ["users", "months", "starts_on", "data_level", "budget_line", "purpose"]);
    }
}
