//! What the catalogue shows, in one language.

use super::{
    Access, AssuranceKind, Category, DataLevel, EvidenceKind, Facet, Hosting, Language, Model, Rate, RiskTier,
    SearchQuery, Stage, SupplierSize,
};
use crate::ids::{ContractId, ListingId};
use crate::locale::Locale;
use crate::money::Money;
use crate::orders::Holding;
use crate::page::Page;
use crate::time::Day;

/// A text with the language it is in, when that is not the page's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Its language, when it is another than the page's.
    pub other: Option<Locale>,
}

/// One figure of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceView {
    /// Where it was measured.
    pub kind: EvidenceKind,
    /// What was measured.
    pub measure: String,
    /// The figure.
    pub value: String,
    /// On what.
    pub set: String,
    /// When.
    pub on: Day,
}

/// A row of results: what decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingCard {
    /// The entry.
    pub id: ListingId,
    /// `S0042` or `R0042`.
    pub reference: String,
    /// Readable words of its address.
    pub slug: String,
    /// Its name.
    pub name: Said,
    /// One or two sentences.
    pub summary: Said,
    /// What it is for.
    pub category: Category,
    /// How to get it.
    pub access: Access,
    /// Where it stands.
    pub stage: Stage,
    /// Most sensitive data it may handle.
    pub data_ceiling: Option<DataLevel>,
    /// Where it runs.
    pub hosting: Option<Hosting>,
    /// Owner's name: a department, or the agency of a reference entry.
    pub owner: String,
    /// Supplier's name.
    pub supplier: Option<String>,
    /// Supplier's size.
    pub supplier_size: Option<SupplierSize>,
    /// The supplier is a start-up.
    pub startup: bool,
    /// The rate card.
    pub rates: Vec<Rate>,
    /// Departments using it live.
    pub adopters: usize,
    /// Short names of the first few.
    pub adopter_names: Vec<String>,
    /// Departments trying it.
    pub trials: usize,
    /// The figure that says most.
    pub evidence: Option<EvidenceView>,
    /// Sample data, or from another government.
    pub sample: bool,
}

/// A page of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchView {
    /// What was asked.
    pub query: SearchQuery,
    /// The rows.
    pub page: Page<ListingCard>,
    /// Entries the words alone find.
    pub without_filters: usize,
    /// Counts beside each choice.
    pub facets: Vec<(Facet, Vec<(String, usize)>)>,
    /// Nothing holds all the words: the rows hold some of them, those with most first.
    pub close: bool,
    /// When nothing was found: what would be found without the filters of one facet.
    pub ways_out: Vec<(Facet, usize)>,
}

/// An assessment and how long it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssuranceView {
    /// Which assessment.
    pub kind: AssuranceKind,
    /// When it was signed.
    pub on: Day,
    /// Last day it holds.
    pub until: Day,
}

/// A department that uses a solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdopterView {
    /// The department.
    pub department: String,
    /// Live since; `None` while it is only trying.
    pub live_since: Option<Day>,
    /// Active users of the newest report.
    pub active_users: Option<i64>,
}

/// The contract behind a solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractView {
    /// The contract.
    pub id: ContractId,
    /// Its reference.
    pub reference: String,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Most that may be ordered under it.
    pub ceiling: Money,
    /// Left of it.
    pub ceiling_left: Money,
}

/// The source row of a reference entry: each column's heading and what the agency wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceView {
    /// What the file is.
    pub source: String,
    /// Line of the file.
    pub line: i64,
    /// The columns that were filled in.
    pub columns: Vec<(String, String)>,
}

/// A solution's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolutionView {
    /// What the result row shows.
    pub card: ListingCard,
    /// What it does.
    pub description: Said,
    /// Where a person checks.
    pub human_review: Said,
    /// Known limits.
    pub limits: Said,
    /// What must be connected.
    pub integration: Said,
    /// Where data and prompts go.
    pub prompts_go: Said,
    /// Risk tier.
    pub risk_tier: Option<RiskTier>,
    /// Kind of model.
    pub model: Option<Model>,
    /// Languages it was tested in.
    pub languages: Vec<Language>,
    /// Assessments held.
    pub assurance: Vec<AssuranceView>,
    /// All evidence.
    pub evidence: Vec<EvidenceView>,
    /// Who uses or tries it.
    pub adopters: Vec<AdopterView>,
    /// The contract behind it.
    pub contract: Option<ContractView>,
    /// In the catalogue since.
    pub listed_on: Day,
    /// Typical cost of connecting it.
    pub integration_cost: Money,
    /// Where a reference entry comes from.
    pub source: Option<SourceView>,
    /// What the department of the one who looks has of it already, or has asked for; worked out for each reader.
    pub held: Option<Holding>,
}

/// Figures of the front page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HomeView {
    /// Hong Kong solutions that can be found.
    pub solutions: usize,
    /// Reference entries that can be found.
    pub references: usize,
    /// Most reused, with departments using each.
    pub most_reused: Vec<ListingCard>,
    /// What reuse avoided this financial year.
    pub avoided: Money,
    /// Reuses that count in it.
    pub reuses: usize,
    /// Departments using at least one solution.
    pub departments_reusing: usize,
    /// Departments registered.
    pub departments: usize,
    /// Median days from request to go-live; `None` without any.
    pub median_days_to_live: Option<i64>,
}
