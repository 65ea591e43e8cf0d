//! What pages show of tenders, in one language.

use super::notice::{PublicNotice, ValueBand};
use super::search::{TenderFacet, TenderQuery, TenderTab};
use super::{
    AddendumKind, CancelGround, Draft, Gap, MarkingScheme, Part, Procedure, Section, SectionProgress, SplittingWarning,
    Stage, TenderCommand,
};
use crate::catalogue::Category;
use crate::catalogue::views::Said;
use crate::ids::{ListingId, LotId, OrganisationId, PersonId, QuestionId, TenderId};
use crate::locale::Locale;
use crate::money::Money;
use crate::page::Page;
use crate::text::Trilingual;
use crate::time::{Day, FinancialYear, Timestamp};

/// The text in this language, or in one it has.
pub fn said(text: &Trilingual, locale: Locale) -> Said {
    let own = text.get(locale);
    if !own.trim().is_empty() {
        return Said { text: own.to_owned(), other: None };
    }
    let order = match locale {
        Locale::ZhHans | Locale::En => [Locale::ZhHant, Locale::ZhHans, Locale::En],
        Locale::ZhHant => [Locale::ZhHans, Locale::En, Locale::ZhHant],
    };
    let found = order.into_iter().find(|other| !text.get(*other).trim().is_empty());
    found.map_or_else(Said::default, |other| Said { text: text.get(other).to_owned(), other: Some(other) })
}

/// A tender in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderRow {
    /// The tender.
    pub id: TenderId,
    /// `T-2026-0007`.
    pub reference: String,
    /// Its title.
    pub title: Said,
    /// Its number among lots that were published together, and how many they are.
    pub lot: Option<(u32, u32)>,
    /// The department's name.
    pub department: String,
    /// The department's code.
    pub department_code: String,
    /// What kind of solution is sought.
    pub category: Category,
    /// Where it stands.
    pub stage: Stage,
    /// How much, once there is an estimate.
    pub value: Option<ValueBand>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it closes.
    pub closes_at: Option<Timestamp>,
    /// Revision of the notice.
    pub revision: i64,
    /// When it changed last.
    pub updated_at: Timestamp,
    /// How bids are compared, where a list shows it.
    pub scheme: Option<MarkingScheme>,
}

/// One of the lots that were published together, each a tender of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingLot {
    /// Its number, from 1.
    pub number: u32,
    /// `T-2026-0008`.
    pub reference: String,
    /// Its title.
    pub title: Said,
    /// Where it stands.
    pub stage: Stage,
    /// It is the tender that is shown.
    pub is_own: bool,
}

/// A choice of a facet: code, words, count.
pub type FacetChoice = (String, String, usize);

/// The public list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderList {
    /// The rows.
    pub page: Page<TenderRow>,
    /// What was asked.
    pub query: TenderQuery,
    /// How many stand under each tab, with the words and filters.
    pub tabs: Vec<(TenderTab, usize)>,
    /// Choices of each facet.
    pub facets: Vec<(TenderFacet, Vec<FacetChoice>)>,
}

/// A solution of the catalogue, as a tender names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The solution.
    pub id: ListingId,
    /// `S0042`.
    pub reference: String,
    /// Its address after `/solutions/`.
    pub path: String,
    /// Its name.
    pub name: Said,
}

/// A question, as one may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionView {
    /// The question.
    pub id: QuestionId,
    /// As asked for those who answer, as published for everybody else.
    pub text: String,
    /// The answer, once there is one.
    pub answer: Option<String>,
    /// When it was asked; only for those who answer and for the asker.
    pub asked_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// The other lot's tender it was asked about, by reference.
    pub asked_of: Option<String>,
    /// It was asked by the organisation of the one who looks.
    pub own: bool,
}

/// An addendum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddendumView {
    /// Its number.
    pub number: i64,
    /// How much it changes.
    pub kind: AddendumKind,
    /// What it changes.
    pub text: Said,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The close it moved to, if it moved.
    pub moved_to: Option<Timestamp>,
}

/// A published tender's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicTender {
    /// The tender.
    pub id: TenderId,
    /// What the public sees now.
    pub notice: PublicNotice,
    /// Every revision, oldest first, with the hash of its text.
    pub revisions: Vec<(PublicNotice, String)>,
    /// Where it stands.
    pub stage: Stage,
    /// The department's name.
    pub department: String,
    /// The lots it was published with, itself among them; none when it was not divided.
    pub lots: Vec<SiblingLot>,
    /// What of the catalogue was considered.
    pub considered: Vec<Considered>,
    /// Answered questions, newest first; the asker also sees their own before that.
    pub questions: Vec<QuestionView>,
    /// Addenda, newest first.
    pub addenda: Vec<AddendumView>,
    /// Why it was called off, if it was.
    pub cancelled: Option<(CancelGround, Timestamp)>,
    /// The one who looks may ask now.
    pub may_ask: bool,
    /// The one who looks is signed in and follows it.
    pub follows: bool,
    /// The one who looks works on it in the workspace.
    pub may_manage: bool,
}

/// Somebody who can be named in a tender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its short name.
    pub organisation_name: String,
    /// What they are or can be named for.
    pub parts: Vec<Part>,
}

/// A document in the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// The file's id.
    pub id: uuid::Uuid,
    /// What it is.
    pub kind: super::DocumentKind,
    /// Its name.
    pub name: String,
    /// Its length.
    pub size_bytes: i64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its version under its name.
    pub version: i64,
    /// When it was added.
    pub added_at: Timestamp,
}

/// A section with what is missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// The section.
    pub section: Section,
    /// How far it is.
    pub progress: SectionProgress,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// A budget line: its id, label, and what is left by year.
pub type LineLeft = (uuid::Uuid, String, Vec<(FinancialYear, Money)>);

/// A tender in the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderView {
    /// Its row.
    pub row: TenderRow,
    /// What is drafted.
    pub draft: Draft,
    /// Sections with what is missing.
    pub tasks: Vec<TaskView>,
    /// What follows from the estimate.
    pub procedure: Option<Procedure>,
    /// The earliest close for the planned day of publication.
    pub earliest_close: Option<Day>,
    /// Fewest days from publication to close.
    pub least_days: u64,
    /// The lots it was published with, itself among them; none when it was not divided.
    pub lots: Vec<SiblingLot>,
    /// What of the catalogue is considered.
    pub considered: Vec<Considered>,
    /// Documents.
    pub files: Vec<FileView>,
    /// People that are or can be named.
    pub people: Vec<Named>,
    /// Budget lines of the department.
    pub lines: Vec<LineLeft>,
    /// A warning of splitting.
    pub splitting: Option<SplittingWarning>,
    /// Why it was sent back last.
    pub return_reason: String,
    /// What is reserved.
    pub reserved: Money,
    /// Questions.
    pub questions: Vec<QuestionView>,
    /// Addenda.
    pub addenda: Vec<AddendumView>,
    /// Ground and text of a proposed cancellation.
    pub proposed_cancellation: Option<(CancelGround, String)>,
    /// What happened: event, who, when, what they wrote.
    pub history: Vec<crate::orders::views::Happening>,
    /// Steps the one who looks may take now.
    pub may: Vec<TenderCommand>,
    /// The one who looks may propose to call it off.
    pub may_propose_cancel: bool,
    /// The one who looks drafted it.
    pub own: bool,
    /// What the public would read, before it is published.
    pub preview: Option<PublicTender>,
    /// The lot or row the page changes, from its address.
    pub lot_titles: Vec<(LotId, Said)>,
}
