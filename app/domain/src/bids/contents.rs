//! What is inside the envelopes, as the sealed bytes spell it: JSON of these two types, in this order of fields.
//!
//! The service, the browser and the command on a bidder's machine all write it, and an opening reads it, so the form is
//! fixed; known answers in the crate `bidding` hold it.

use super::promises::{OfferedPromise, binding};
use crate::contracts::PromiseKind;
use crate::ids::RequirementId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// Longest text about who else is behind a bid, in characters.
pub const LONGEST_RELATED: usize = 1_000;

/// The answers of a technical envelope; its files stand in the envelope's manifest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technical {
    /// Who else is behind the bid, in the bidder's words; empty for nobody.
    pub related: String,
    /// What was answered to each requirement.
    pub answers: Vec<(RequirementId, String)>,
    /// What the bidder suggests beyond what is asked.
    pub innovation: Option<String>,
    /// What the bidder promises beyond the work; left out when it promises nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<OfferedPromise>,
}

impl Technical {
    /// The promises that bind the bidder once it wins.
    pub fn promised(&self) -> Vec<OfferedPromise> {
        binding(&self.promises)
    }
}

/// The prices of a price envelope.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Unit price by line.
    pub lines: Vec<(u32, Money)>,
}

/// Name of the field of an answer, in every form that asks for one.
pub fn answer_field(requirement: RequirementId) -> String {
    format!("answer-{requirement}")
}

/// Name of the field of a price, in every form that asks for one.
pub fn price_field(line: u32) -> String {
    format!("price-{line}")
}

/// Name of the field of how much is promised, in every form that asks for it.
pub fn promise_field(kind: PromiseKind) -> String {
    format!("promise-{}", kind.code())
}

/// Name of the field of the month by whose end a promise is kept.
pub fn promise_months_field(kind: PromiseKind) -> String {
    format!("{}-months", promise_field(kind))
}
