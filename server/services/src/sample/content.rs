//! The files of the sample office, as they are written by hand.

use crate::failure::Failure;
use domain::accounts::OrganisationKind;
use domain::catalogue::{
    Access, AssuranceKind, Category, DataLevel, EvidenceKind, Hosting, Language, Model, RateKind, RiskTier, Stage,
    SupplierSize, Unit,
};
use domain::money::Money;
use domain::text::Trilingual;
use domain::time::{Day, Month};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub(super) struct Organisations {
    pub organisation: Vec<Organisation>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Organisation {
    pub code: String,
    pub kind: OrganisationKind,
    pub name: Trilingual,
    pub short: Trilingual,
}

#[derive(Debug, Deserialize)]
pub(super) struct Solutions {
    pub solution: Vec<Solution>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Solution {
    pub number: i64,
    pub slug: String,
    pub category: Category,
    pub owner: String,
    pub access: Access,
    pub stage: Stage,
    pub data_ceiling: DataLevel,
    pub risk_tier: RiskTier,
    pub hosting: Hosting,
    pub model: Model,
    pub languages: Vec<Language>,
    pub assurance: Vec<Assurance>,
    pub listed_on: Day,
    #[serde(deserialize_with = "dollars")]
    pub standalone_estimate: Money,
    #[serde(deserialize_with = "dollars")]
    pub integration_cost: Money,
    pub supplier: Option<Supplier>,
    pub contract: Option<Contract>,
    pub rates: Vec<Rate>,
    pub name: Trilingual,
    pub summary: Trilingual,
    pub description: Trilingual,
    pub human_review: Trilingual,
    pub limits: Trilingual,
    pub integration: Trilingual,
    pub prompts_go: Trilingual,
    pub evidence: Vec<Evidence>,
    pub adopters: Vec<Adopter>,
    #[serde(default)]
    pub pilots: Vec<String>,
}

impl Solution {
    /// Departments that use or try it.
    pub fn departments(&self) -> impl Iterator<Item = &str> {
        self.adopters.iter().map(|adopter| adopter.department.as_str()).chain(self.pilots.iter().map(String::as_str))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Assurance {
    pub kind: AssuranceKind,
    pub on: Day,
    pub until: Day,
}

#[derive(Debug, Deserialize)]
pub(super) struct Supplier {
    pub name: Trilingual,
    pub size: SupplierSize,
    pub startup: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Contract {
    pub reference: String,
    #[serde(deserialize_with = "dollars")]
    pub ceiling: Money,
    pub starts_on: Day,
    pub ends_on: Day,
}

#[derive(Debug, Deserialize)]
pub(super) struct Rate {
    pub kind: RateKind,
    #[serde(deserialize_with = "dollars")]
    pub amount: Money,
    pub unit: Option<Unit>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Evidence {
    pub kind: EvidenceKind,
    pub on: Day,
    pub value: String,
    pub measure: Trilingual,
    pub set: Trilingual,
}

#[derive(Debug, Deserialize)]
pub(super) struct Adopter {
    pub department: String,
    pub since: Day,
    pub licensed: i64,
    pub active: i64,
    #[serde(default)]
    pub units_a_month: i64,
    /// The last month that was reported, of a department that is late with its reports.
    pub reported_until: Option<Month>,
}

/// Why departments ordered, and what is under way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Orders {
    pub reasons: Vec<Trilingual>,
    pub overseer: Trilingual,
    pub purposes: BTreeMap<String, Trilingual>,
    pub order: Vec<OrderUnderWay>,
    pub retirement: Vec<Retirement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderUnderWay {
    pub solution: String,
    pub by: String,
    pub users: i64,
    pub units: i64,
    pub months: i64,
    /// From the first day of the month so many months on; 0 is today.
    pub starts_after_months: i32,
    pub data_level: DataLevel,
    pub purpose: Trilingual,
    pub steps: Vec<StepTaken>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepTaken {
    pub by: String,
    pub step: String,
    #[serde(default)]
    pub comment: Trilingual,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Retirement {
    pub solution: String,
    pub department: String,
    pub by: String,
}

fn dollars<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
    let text = String::deserialize(deserializer)?;
    Money::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not an amount in dollars")))
}

/// The register of bureaux and departments.
pub(super) fn organisations() -> Result<Vec<Organisation>, Failure> {
    let file: Organisations = read(include_str!("../../../sample/organisations.toml"))?;
    Ok(file.organisation)
}

/// The sample solutions.
pub(super) fn solutions() -> Result<Vec<Solution>, Failure> {
    let first: Solutions = read(include_str!("../../../sample/solutions-a.toml"))?;
    let second: Solutions = read(include_str!("../../../sample/solutions-b.toml"))?;
    Ok(first.solution.into_iter().chain(second.solution).collect())
}

/// Why departments ordered, and what is under way.
pub(super) fn orders() -> Result<Orders, Failure> {
    read(include_str!("../../../sample/orders.toml"))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| Failure::broken("reading a file of the sample office", error))
}
