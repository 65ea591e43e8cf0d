//! The file of the sample tenders that have bids.

use crate::failure::Failure;
use domain::bids::OfferedPromise;
use domain::catalogue::Category;
use domain::contracts::PromiseKind;
use domain::tenders::CancelGround;
use domain::text::Trilingual;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How far a sample tender went, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// It takes bids, and has some.
    Bids,
    /// Its bids wait for two officers.
    Closed,
    /// The technical envelopes are open; nobody appointed the panel yet.
    Opened,
    /// The panel declares its interests.
    Interests,
    /// Some of the panel have marked.
    Marking,
    /// All have marked, and some marks lie far apart.
    Moderation,
    /// No bid passed.
    Unsuccessful,
    /// The marks are signed, and the prices still closed.
    TechnicalFinal,
    /// A price looks too low, and its bidder was asked.
    PriceQuery,
    /// The panel signed its report.
    Reported,
    /// The recommendation waits for its body.
    Recommended,
    /// Bidders were told, and the standstill runs.
    Awarded,
    /// The contract waits for the supplier's signature.
    ContractSent,
    /// The contract is in force.
    ContractActive,
    /// Most of the contract is paid, and its end is near.
    ContractSpent,
    /// Everything was delivered, paid and reviewed.
    ContractCompleted,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    /// What openers' and officers' forms say of every tender.
    pub words: Words,
    /// By who bids: what the company answers to the requirements, in their order.
    pub answers: BTreeMap<String, Vec<String>>,
    /// By place on the panel and criterion: what is written of a weak, a fair and a good answer.
    pub comments: Vec<Vec<[String; 3]>>,
    pub tender: Vec<Tender>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub conflicts: String,
    pub renewed: String,
    pub splitting: String,
    /// By code of the check: what it rests on.
    pub checks: BTreeMap<String, String>,
    pub issuer: String,
    pub performance: String,
    pub service_levels: String,
    pub data_terms: String,
    pub review: String,
    pub addresses: BTreeMap<String, Trilingual>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tender {
    pub department: String,
    pub until: Until,
    /// Days since it was published.
    pub published: u64,
    pub category: Category,
    pub dollars: i64,
    pub months: u32,
    /// Solutions of the catalogue that were considered.
    pub considered: Vec<String>,
    pub title: Trilingual,
    pub need: Trilingual,
    pub why: Trilingual,
    /// Its lots, when there are several; they make `dollars` together.
    #[serde(default)]
    pub lots: Vec<Lot>,
    /// What is priced line by line; one price of everything when there are none.
    #[serde(default)]
    pub lines: Vec<Line>,
    pub asked: Option<Asked>,
    pub bids: Vec<Bid>,
    /// What the panel said about marks that lay far apart.
    #[serde(default)]
    pub discussion: String,
    /// A member's interest in a bidder, which the chair has to rule on.
    #[serde(default)]
    pub interest: String,
    /// What the bidder with the low price answered; without it nobody has answered yet.
    #[serde(default)]
    pub price_reason: String,
    pub cancelled: Option<Cancelled>,
    #[serde(default)]
    pub unsuccessful: String,
    pub contract: Option<Contract>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lot {
    pub title: Trilingual,
    pub dollars: i64,
    /// What this lot alone requires.
    pub requirement: Trilingual,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub item: Trilingual,
    pub unit: Trilingual,
    pub quantity: u32,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub by: String,
    pub question: String,
    /// Nothing when nobody has answered yet.
    #[serde(default)]
    pub answer: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bid {
    pub by: String,
    /// The price of everything, where no lines are asked for.
    #[serde(default)]
    pub dollars: i64,
    /// The price of one unit of each line, where lines are.
    #[serde(default)]
    pub unit_prices: Vec<String>,
    /// What was asked in an earlier version that this one took the place of.
    pub replaces_dollars: Option<i64>,
    /// What it suggests beyond what is asked; nothing for no suggestion.
    #[serde(default)]
    pub suggestion: String,
    /// What it promises beyond the work.
    #[serde(default)]
    pub promises: Vec<OfferedPromise>,
    /// Percent of each criterion's maximum, by member of the panel.
    #[serde(default)]
    pub marks: Vec<Vec<u32>>,
    /// Why it won or did not.
    #[serde(default)]
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancelled {
    pub ground: CancelGround,
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contract {
    pub milestones: Vec<Milestone>,
    /// What was promised beside the bid, numbered after its promises.
    #[serde(default)]
    pub promises: Vec<Promised>,
    /// What was delivered of promises.
    #[serde(default)]
    pub delivered: Vec<Delivered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Milestone {
    pub title: String,
    /// Days from the first day of the contract.
    pub due: u64,
    pub dollars: i64,
    /// What shows that it was delivered; nothing while it was not.
    #[serde(default)]
    pub evidence: String,
    /// It was paid.
    #[serde(default)]
    pub paid: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promised {
    pub kind: PromiseKind,
    pub amount: u32,
    /// Days from the first day of the contract.
    pub due: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Delivered {
    /// Number of the promise.
    pub promise: u32,
    pub amount: u32,
    /// Days from the first day of the contract.
    pub on: u64,
    pub evidence: String,
    /// The department confirmed what was delivered.
    #[serde(default)]
    pub confirmed: bool,
}

pub(super) fn read() -> Result<Content, Failure> {
    toml::from_str(include_str!("../../../../sample/stages.toml"))
        .map_err(|error| Failure::broken("reading the sample tenders with bids", error))
}
