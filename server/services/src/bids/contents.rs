//! What is inside the envelopes, as the sealed bytes spell it. The form is part of what a bidder's own tools read.

use domain::ids::RequirementId;
use domain::money::Money;
use serde::{Deserialize, Serialize};

/// The answers of a technical envelope; its files stand in the envelope's manifest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Technical {
    /// Who else is behind the bid, in the bidder's words; empty for nobody.
    pub related: String,
    /// What was answered to each requirement.
    pub answers: Vec<(RequirementId, String)>,
    /// What the bidder suggests beyond what is asked.
    pub innovation: Option<String>,
}

/// The prices of a price envelope.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Prices {
    /// Unit price by line.
    pub lines: Vec<(u32, Money)>,
}
