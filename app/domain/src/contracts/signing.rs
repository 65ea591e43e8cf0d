//! Everything that can stand between a contract and the department's signature, said at once.
//!
//! Source: rule A5, S21 at the signature, and separation of duties: who signs neither assessed bids nor drafted
//! the contract.

use super::contract::Contract;
use super::funds::{Shortfall, YearShare, shortfalls};
use crate::awards::{AwardState, Eligibility, signable_from};
use crate::ids::PersonId;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// What must be known before a contract is signed; read under lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningFacts {
    /// Where the award stands.
    pub award: AwardState,
    /// When bidders were told of it.
    pub notified_at: Timestamp,
    /// Number of a challenge that is pending in time or was upheld.
    pub challenge: Option<u32>,
    /// A needed vetting lacks.
    pub vetting_missing: bool,
    /// Money set aside for this contract, by year.
    pub committed: Vec<YearShare>,
    /// Those whose declaration of interests is not settled.
    pub open_declarations: Vec<PersonId>,
    /// The supplier's standing.
    pub supplier: Eligibility,
    /// Everybody who assessed bids of the tender, those replaced included.
    pub assessors: Vec<PersonId>,
}

/// One thing that stands in the way of the department's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningBlocker {
    /// The award is not final.
    AwardNotActive {
        /// Where it stands.
        state: AwardState,
    },
    /// The standstill is not over.
    StandstillRuns {
        /// First day on which it is.
        over_on: Day,
    },
    /// A challenge stands.
    Challenged {
        /// Its number.
        number: u32,
    },
    /// The bidder's finances were not vetted, or not found sound.
    VettingMissing,
    /// A year lacks money.
    FundsMissing(Shortfall),
    /// A declaration of interests is not settled.
    DeclarationOpen {
        /// Whose.
        person: PersonId,
    },
    /// The supplier is suspended or debarred.
    SupplierBarred {
        /// Its standing.
        standing: Eligibility,
    },
    /// Who signs assessed bids.
    SignatoryAssessed,
    /// Who signs drafted the contract.
    SignatoryDrafted,
}

/// Everything that stands in the way of this person's signature at this instant; empty when it may be given.
pub fn signing_blockers(
    contract: &Contract,
    signatory: PersonId,
    facts: &SigningFacts,
    now: Timestamp,
) -> Vec<SigningBlocker> {
    let mut blockers = Vec::new();
    if facts.award != AwardState::Active {
        blockers.push(SigningBlocker::AwardNotActive { state: facts.award });
    }
    let signable = signable_from(facts.notified_at);
    if now < signable {
        blockers.push(SigningBlocker::StandstillRuns { over_on: signable.day() });
    }
    blockers.extend(facts.challenge.map(|number| SigningBlocker::Challenged { number }));
    if facts.vetting_missing {
        blockers.push(SigningBlocker::VettingMissing);
    }
    let lacking = shortfalls(&contract.commitments(), &facts.committed);
    blockers.extend(lacking.into_iter().map(SigningBlocker::FundsMissing));
    blockers.extend(facts.open_declarations.iter().map(|person| SigningBlocker::DeclarationOpen { person: *person }));
    if facts.supplier != Eligibility::Eligible {
        blockers.push(SigningBlocker::SupplierBarred { standing: facts.supplier });
    }
    if facts.assessors.contains(&signatory) {
        blockers.push(SigningBlocker::SignatoryAssessed);
    }
    if contract.drafted_by == signatory {
        blockers.push(SigningBlocker::SignatoryDrafted);
    }
    blockers
}
