//! What a supplier declares once and uses again, each with the version of its text and the day it was made.
//!
//! Source: submission guard of the supplier machine (3.1), non-collusion (S23).

use crate::coded;
use crate::form::{Fields, Problem, Reader};
use crate::rulebook::{self, SUPPLIER_DECLARATIONS_VERSION};
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// Something a supplier declares.
    Declaration {
        /// It does not agree on bids with others (Competition Ordinance, First Conduct Rule).
        NonCollusion = "non_collusion",
        /// It is not shut out from public purchases anywhere.
        NoDebarment = "no_debarment",
        /// It accepts the terms on national security.
        NationalSecurity = "national_security",
        /// It accepts the terms on data.
        DataTerms = "data_terms",
    }
}

/// A declaration that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// What.
    pub declaration: Declaration,
    /// Version of the text that was shown.
    pub version: u32,
    /// When.
    pub made_on: Day,
}

impl Declared {
    /// A declaration made on this day, to the text in force.
    pub fn on(declaration: Declaration, day: Day) -> Declared {
        Declared { declaration, version: version_on(day), made_on: day }
    }

    /// Reads the boxes of the form, one for each declaration and named by its code; all must be ticked.
    pub fn parse(fields: &Fields, today: Day) -> Result<Vec<Declared>, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        for declaration in Declaration::ALL {
            reader.must_tick(declaration.code());
        }
        reader.finish(|| Some(Declaration::ALL.iter().map(|one| Declared::on(*one, today)).collect()))
    }

    /// Still counts: the text has not changed since.
    pub fn holds_on(&self, day: Day) -> bool {
        self.version == version_on(day) && self.made_on <= day
    }
}

/// The declarations that are not made, or were made to an older text.
pub fn missing(made: &[Declared], day: Day) -> Vec<Declaration> {
    let holds = |wanted: &Declaration| made.iter().any(|one| one.declaration == *wanted && one.holds_on(day));
    Declaration::ALL.iter().copied().filter(|wanted| !holds(wanted)).collect()
}

fn version_on(day: Day) -> u32 {
    rulebook::on(SUPPLIER_DECLARATIONS_VERSION, day).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_declaration_is_used_again_until_its_text_changes() {
        let made_on = day("2026-11-22");
        let made: Vec<_> = Declaration::ALL.iter().map(|one| Declared::on(*one, made_on)).collect();
        assert_eq!(missing(&made, day("2027-11-22")), []);
        assert_eq!(missing(&made, day("2026-11-21")), Declaration::ALL, "nothing counts before it is made");
        let mut older = made.clone();
        older[2].version -= 1;
        assert_eq!(missing(&older, made_on), [Declaration::NationalSecurity]);
        assert_eq!(missing(&made[1..], made_on), [Declaration::NonCollusion]);
    }
}
