//! Everybody finds solutions that already work somewhere in government, and compares them on evidence.
//!
//! Life of an entry: listed → suspended → listed again, or retired. Entries brought in from another
//! government's published inventory are *reference entries*: they can be searched and read, are always
//! shown with their source, can never be ordered and never count in Hong Kong's figures.

pub mod facts;
pub mod search;
pub mod views;

pub use facts::{
    Access, AssuranceKind, Category, DataLevel, EvidenceKind, Hosting, Language, Model, RateKind, RiskTier, Stage,
    SupplierSize, Unit,
};
pub use search::{Facet, SearchQuery, Sort};

use crate::money::Money;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// One line of a rate card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// What the amount is paid for.
    pub kind: RateKind,
    /// The amount for one of it.
    pub amount: Money,
    /// What one unit is, when it is paid by unit.
    pub unit: Option<Unit>,
}

/// Can departments ask for this today?
///
/// An entry is orderable when it is listed, is not a reference entry or a mere trial, and the
/// contract behind it, if there is one, has not ended. The ceiling is judged against a price.
pub fn orderable(stage: Stage, access: Access, contract_ends_on: Option<Day>, today: Day) -> bool {
    let open = match access {
        Access::InHouse => true,
        Access::CallOff => contract_ends_on.is_some_and(|ends_on| today <= ends_on),
        Access::Trial | Access::Reference => false,
    };
    stage == Stage::Listed && open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_entries_with_a_running_contract_or_in_house_rights_can_be_ordered() {
        let day = |text| Day::parse(text).unwrap();
        let ends = Some(day("2026-11-22"));
        for (stage, access, ends_on, today, expected) in [
            (Stage::Listed, Access::CallOff, ends, "2026-11-21", true),
            (Stage::Listed, Access::CallOff, ends, "2026-11-22", true),
            (Stage::Listed, Access::CallOff, ends, "2026-11-23", false),
            (Stage::Listed, Access::CallOff, None, "2026-11-22", false),
            (Stage::Listed, Access::InHouse, None, "2026-11-22", true),
            (Stage::Suspended, Access::InHouse, None, "2026-11-22", false),
            (Stage::Retired, Access::CallOff, ends, "2026-11-21", false),
            (Stage::Listed, Access::Trial, ends, "2026-11-21", false),
            (Stage::Listed, Access::Reference, ends, "2026-11-21", false),
        ] {
            assert_eq!(orderable(stage, access, ends_on, day(today)), expected, "{stage:?} {access:?} {today}");
        }
    }
}
