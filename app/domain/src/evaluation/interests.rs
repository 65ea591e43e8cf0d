//! Assessors declare their interests in every bidder before any bid is shown to them.
//!
//! A declaration covers the whole list of bidders, each once. A conflict ends with a replacement or with
//! the chair's recorded ruling; the chair never rules on an interest of their own. When the list of
//! bidders changes, everybody declares again.
//!
//! Source: S7, evaluation machine (3.5).

use super::{EvaluationRefusal, reason};
use crate::ids::{BidId, OrganisationId, PersonId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A supplier behind a bid; a joint bid has one of these for each member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bidder {
    /// The bid.
    pub bid: BidId,
    /// The supplier.
    pub supplier: OrganisationId,
}

/// What an assessor has to do with one supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Interest {
    /// Nothing.
    None,
    /// Something that could sway a mark.
    Conflict {
        /// What it is.
        nature: String,
    },
}

/// One assessor's statement about every bidder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The assessor.
    pub assessor: PersonId,
    /// By supplier.
    pub interests: Vec<(OrganisationId, Interest)>,
    /// When it was made.
    pub declared_at: Timestamp,
}

/// The chair's decision that an assessor may stay in spite of an interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The assessor.
    pub assessor: PersonId,
    /// The supplier.
    pub supplier: OrganisationId,
    /// Why it does not matter.
    pub reason: String,
    /// The chair.
    pub by: PersonId,
    /// When.
    pub ruled_at: Timestamp,
}

/// What keeps assessors from seeing the bids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outstanding {
    /// Has not declared, or not for the present list of bidders.
    Declaration {
        /// The assessor.
        assessor: PersonId,
    },
    /// Has a conflict that nobody dealt with.
    Conflict {
        /// The assessor.
        assessor: PersonId,
        /// The supplier.
        supplier: OrganisationId,
    },
    /// The assessment of conflicts does not cover the present list of bidders (M19).
    Assessment,
}

impl Outstanding {
    /// The assessor it waits for; nobody of the panel renews the assessment.
    pub fn assessor(self) -> Option<PersonId> {
        match self {
            Outstanding::Declaration { assessor } | Outstanding::Conflict { assessor, .. } => Some(assessor),
            Outstanding::Assessment => None,
        }
    }
}

impl Declaration {
    /// A declaration about every one of these bidders.
    pub fn parse(
        assessor: PersonId,
        interests: Vec<(OrganisationId, Interest)>,
        bidders: &[Bidder],
        declared_at: Timestamp,
    ) -> Result<Declaration, EvaluationRefusal> {
        for (index, (supplier, interest)) in interests.iter().enumerate() {
            let known = bidders.iter().any(|bidder| bidder.supplier == *supplier);
            let twice = interests.iter().take(index).any(|(earlier, _)| earlier == supplier);
            if !known || twice {
                return Err(EvaluationRefusal::NotABidder { supplier: *supplier });
            }
            if let Interest::Conflict { nature } = interest {
                reason(nature)?;
            }
        }
        let declaration = Declaration { assessor, interests, declared_at };
        match bidders.iter().find(|bidder| declaration.interest_in(bidder.supplier).is_none()) {
            Some(bidder) => Err(EvaluationRefusal::BidderNotCovered { supplier: bidder.supplier }),
            None => Ok(declaration),
        }
    }

    /// What was declared about a supplier.
    pub fn interest_in(&self, supplier: OrganisationId) -> Option<&Interest> {
        self.interests.iter().find(|(about, _)| *about == supplier).map(|(_, interest)| interest)
    }
}

/// What keeps these assessors from seeing the bids; nothing when all is declared and dealt with.
pub fn outstanding(
    assessors: impl IntoIterator<Item = PersonId>,
    bidders: &[Bidder],
    declarations: &[Declaration],
    rulings: &[Ruling],
) -> Vec<Outstanding> {
    let mut found = Vec::new();
    for assessor in assessors {
        let declaration = declarations.iter().rev().find(|declaration| declaration.assessor == assessor);
        for supplier in bidders.iter().map(|bidder| bidder.supplier) {
            let ruled = || rulings.iter().any(|ruling| (ruling.assessor, ruling.supplier) == (assessor, supplier));
            let open = match declaration.and_then(|declaration| declaration.interest_in(supplier)) {
                None => Some(Outstanding::Declaration { assessor }),
                Some(Interest::Conflict { .. }) if !ruled() => Some(Outstanding::Conflict { assessor, supplier }),
                Some(Interest::None | Interest::Conflict { .. }) => None,
            };
            found.extend(open.filter(|open| !found.contains(open)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ASSESSOR: PersonId = PersonId(Uuid::from_u128(1));

    fn supplier(number: u128) -> OrganisationId {
        OrganisationId(Uuid::from_u128(number))
    }

    fn bidders(numbers: &[u128]) -> Vec<Bidder> {
        numbers.iter().map(|n| Bidder { bid: BidId(Uuid::from_u128(100 + n)), supplier: supplier(*n) }).collect()
    }

    fn conflict(nature: &str) -> Interest {
        Interest::Conflict { nature: nature.into() }
    }

    fn declare(interests: Vec<(OrganisationId, Interest)>) -> Result<Declaration, EvaluationRefusal> {
        Declaration::parse(ASSESSOR, interests, &bidders(&[1, 2]), Timestamp::from_millis(0))
    }

    #[test]
    fn s7_a_declaration_covers_every_bidder_once() {
        let none = |number| (supplier(number), Interest::None);
        let uncovered = EvaluationRefusal::BidderNotCovered { supplier: supplier(2) };
        assert_eq!(declare(vec![none(1)]), Err(uncovered));
        for number in [1, 3] {
            let surplus = EvaluationRefusal::NotABidder { supplier: supplier(number) };
            assert_eq!(declare(vec![none(1), none(2), none(number)]), Err(surplus));
        }
        let blank = declare(vec![none(1), (supplier(2), conflict(" "))]);
        assert_eq!(blank, Err(EvaluationRefusal::ReasonMissing));
        assert!(declare(vec![none(2), none(1)]).is_ok());
    }

    #[test]
    fn s7_a_conflict_stays_open_until_the_chair_rules_on_that_supplier() {
        let declared = declare(vec![(supplier(1), Interest::None), (supplier(2), conflict("cousin"))]).unwrap();
        let ruling = |number| Ruling {
            assessor: ASSESSOR,
            supplier: supplier(number),
            reason: "left ten years ago".into(),
            by: PersonId(Uuid::from_u128(9)),
            ruled_at: Timestamp::from_millis(1),
        };
        let open =
            |rulings: &[Ruling]| outstanding([ASSESSOR], &bidders(&[1, 2]), std::slice::from_ref(&declared), rulings);
        let conflict = Outstanding::Conflict { assessor: ASSESSOR, supplier: supplier(2) };
        assert_eq!(open(&[]), [conflict]);
        assert_eq!(open(&[ruling(1)]), [conflict]);
        assert_eq!(open(&[ruling(2)]), []);
    }

    #[test]
    fn s7_a_new_bidder_makes_every_declaration_incomplete() {
        let declared = declare(vec![(supplier(1), Interest::None), (supplier(2), Interest::None)]).unwrap();
        let open = outstanding([ASSESSOR], &bidders(&[1, 2, 3]), &[declared], &[]);
        assert_eq!(open, [Outstanding::Declaration { assessor: ASSESSOR }]);
    }
}
