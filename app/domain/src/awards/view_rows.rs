//! Rows of the page on which an award is decided: the bids as they were ranked, and the checks.

use super::{BidTotals, CheckKind, CheckResult};
use crate::evaluation::Ground;
use crate::ids::BidId;
use crate::money::Money;
use crate::time::Timestamp;

/// A bid in the summary of the evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    /// The bid.
    pub bid: BidId,
    /// The bidder.
    pub name: String,
    /// Its place; none when it was not ranked.
    pub place: Option<u32>,
    /// Its totals.
    pub totals: BidTotals,
    /// Its price; none when it was never opened.
    pub price: Option<Money>,
    /// The panel recommends it.
    pub recommended: bool,
    /// Why it won or did not, as it was filed.
    pub reasons: String,
    /// Why it was left out before the ranking, if it was.
    pub left_out: Option<(Ground, String)>,
}

/// A due-diligence check as it counts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// What is looked into.
    pub kind: CheckKind,
    /// What was found; none when nobody looked.
    pub result: Option<CheckResult>,
    /// On what evidence.
    pub evidence: String,
    /// Who looked.
    pub by: String,
    /// When.
    pub at: Option<Timestamp>,
}
