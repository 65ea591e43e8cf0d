//! What an officer fills in before a tender can be approved, section by section, and what is still missing.
//!
//! Every section is not started, in progress or complete; [`Draft::tasks`] says which and why, [`Draft::ready`]
//! refuses with every gap at once. The need says what in the catalogue already does this and why it is not reused.
//!
//! Source: tender machine (3.3, submission), S10 to S14, M1, M2 and M19.

use super::TenderRefusal;
use super::lots::{Lot, LotPlace};
use super::people::{People, PeopleGap};
use super::requirement::{Concern, Requirement, Weight};
use super::route::{Procedure, Purchase};
use super::scheme::MarkingScheme;
use super::timetable::Timetable;
use crate::catalogue::Category;
use crate::coded;
use crate::evaluation::price_schedule::{LineNumber, ScheduleLine};
use crate::ids::{BudgetLineId, ListingId, LotId, OrganisationId, PersonId, RequirementId};
use crate::money::Money;
use crate::text::Trilingual;
use crate::time::Day;
use serde::{Deserialize, Serialize};

coded! {
    /// What a document of the tender is.
    DocumentKind {
        /// Terms of tender: how to bid.
        Terms = "terms",
        /// What is to be delivered.
        Specification = "specification",
        /// The contract the winner will sign.
        DraftContract = "draft_contract",
        /// Anything else.
        Other = "other",
    }
}

/// A document published with the tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its name, as bidders read it.
    pub name: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// An assessment of conflicts of interest, before publication and again after opening (M19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictAssessment {
    /// Who assessed.
    pub by: PersonId,
    /// When.
    pub on: Day,
    /// What was found and done about it.
    pub finding: String,
}

/// A tender as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who drafts it.
    pub drafted_by: PersonId,
    /// Who else wrote in it; they decide on it no more than the drafter.
    #[serde(default)]
    pub edited_by: Vec<PersonId>,
    /// The department that will use it.
    pub department: OrganisationId,
    /// What kind of solution is sought.
    pub category: Category,
    /// Its title.
    pub title: Trilingual,
    /// What is needed and for whom.
    pub need: Trilingual,
    /// Solutions of the catalogue that already do some of it; none when nothing does.
    pub considered: Vec<ListingId>,
    /// Why they are not reused, or how it was made sure that there are none.
    pub why_not_reuse: Trilingual,
    /// Its lots, at least one; published, exactly one.
    pub lots: Vec<Lot>,
    /// Its place among the lots it was published with, when there were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_of: Option<LotPlace>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// What it wants priced, line by line; nothing written asks for one price of everything.
    #[serde(default)]
    pub price_schedule: Vec<ScheduleLine>,
    /// How bids are compared.
    pub scheme: Option<MarkingScheme>,
    /// Its dates.
    pub timetable: Option<Timetable>,
    /// Who opens, assesses and approves.
    pub people: People,
    /// The money it is charged to.
    pub budget_line: Option<BudgetLineId>,
    /// What it is expected to cost.
    pub purchase: Option<Purchase>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// The assessment of conflicts of interest.
    pub conflicts: Option<ConflictAssessment>,
}

coded! {
    /// A section of the draft, in the order it is filled in.
    Section {
        /// The need, and what the catalogue already offers.
        Need = "need",
        /// Lots.
        Lots = "lots",
        /// Requirements.
        Requirements = "requirements",
        /// Price schedule.
        PriceSchedule = "price_schedule",
        /// Marking scheme.
        MarkingScheme = "marking_scheme",
        /// Timetable.
        Timetable = "timetable",
        /// Openers, panel, approver.
        People = "people",
        /// Budget line and estimate.
        Budget = "budget",
        /// Documents.
        Documents = "documents",
        /// Assessment of conflicts of interest.
        Conflicts = "conflicts",
    }
}

coded! {
    /// How far a section is.
    SectionProgress {
        /// Nothing is filled in.
        NotStarted = "not_started",
        /// Something is missing.
        InProgress = "in_progress",
        /// Nothing is missing.
        Complete = "complete",
    }
}

/// Something missing or wrong in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// No title in English or Chinese.
    TitleMissing,
    /// Nothing says in English and Chinese what is needed.
    NeedMissing,
    /// Nothing says in English and Chinese why the catalogue does not serve.
    WhyNotReuseMissing,
    /// No lot.
    NoLots,
    /// A lot has no title in English or Chinese, or is there twice.
    LotUnusable(LotId),
    /// More lots than so many.
    TooManyLots(usize),
    /// One of several lots does not say what it is expected to cost.
    LotEstimateMissing(LotId),
    /// What the lots are expected to cost is not what the tender is.
    LotEstimatesDiffer {
        /// The lots together.
        lots: Money,
        /// The tender.
        total: Money,
    },
    /// No requirement.
    NoRequirements,
    /// Nothing is required of this lot.
    LotWithoutRequirements(LotId),
    /// A requirement says nothing, is there twice, or names a lot or criterion that is not there.
    RequirementUnusable(RequirementId),
    /// Words of an essential requirement were pointed out and not justified (S14).
    ConcernUnanswered(Concern),
    /// A line of the price schedule lacks its item, unit or quantity, or is there twice.
    PriceLineUnusable(LineNumber),
    /// Lines are priced, and none of them that counts is for this lot.
    LotWithoutPrices(LotId),
    /// The price schedule has more lines than so many.
    TooManyPriceLines(usize),
    /// No marking scheme.
    SchemeMissing,
    /// The marking scheme breaks a rule.
    Scheme(TenderRefusal),
    /// No timetable.
    TimetableMissing,
    /// The timetable breaks a rule.
    Timetable(TenderRefusal),
    /// The people named do not do.
    People(PeopleGap),
    /// No budget line.
    BudgetLineMissing,
    /// No estimate.
    EstimateMissing,
    /// The estimate breaks a rule.
    Estimate(TenderRefusal),
    /// A document every tender has is missing.
    DocumentMissing(DocumentKind),
    /// A document has no name or no file.
    DocumentUnusable(DocumentKind),
    /// Conflicts of interest are not assessed (M19).
    ConflictsNotAssessed,
}

/// One section with what is missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The section.
    pub section: Section,
    /// How far it is.
    pub progress: SectionProgress,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

impl Draft {
    /// A draft with nothing in it but who writes it for whom.
    pub fn new(drafted_by: PersonId, department: OrganisationId, category: Category) -> Draft {
        Draft {
            drafted_by,
            edited_by: Vec::new(),
            department,
            category,
            title: Trilingual::default(),
            need: Trilingual::default(),
            considered: Vec::new(),
            why_not_reuse: Trilingual::default(),
            lots: Vec::new(),
            lot_of: None,
            requirements: Vec::new(),
            price_schedule: Vec::new(),
            scheme: None,
            timetable: None,
            people: People::default(),
            budget_line: None,
            purchase: None,
            documents: Vec::new(),
            conflicts: None,
        }
    }

    /// The procedure if it is published on this day; refused without a lawful estimate (T-a, T-d).
    pub fn procedure(&self, on: Day) -> Result<Procedure, TenderRefusal> {
        self.purchase.as_ref().ok_or(TenderRefusal::EstimateNotPositive)?.procedure(on)
    }

    /// Every section with what is missing in it. `products` are names the register knows (S14).
    pub fn tasks(&self, products: &[&str]) -> Vec<Task> {
        let task = |section: &Section| {
            let gaps = self.gaps(*section, products);
            let progress = match (gaps.is_empty(), self.is_started(*section)) {
                (true, _) => SectionProgress::Complete,
                (false, true) => SectionProgress::InProgress,
                (false, false) => SectionProgress::NotStarted,
            };
            Task { section: *section, progress, gaps }
        };
        Section::ALL.iter().map(task).collect()
    }

    /// Nothing is missing; refused with every gap.
    pub fn ready(&self, products: &[&str]) -> Result<(), TenderRefusal> {
        let gaps: Vec<_> = Section::ALL.iter().flat_map(|section| self.gaps(*section, products)).collect();
        if gaps.is_empty() { Ok(()) } else { Err(TenderRefusal::NotReady { gaps }) }
    }

    /// Words to point out in any requirement, essential or not (S14).
    pub fn concerns(&self, products: &[&str]) -> Vec<Concern> {
        self.requirements.iter().flat_map(|requirement| requirement.concerns(products)).collect()
    }

    fn is_started(&self, section: Section) -> bool {
        match section {
            Section::Need => {
                let texts = [&self.title, &self.need, &self.why_not_reuse];
                !self.considered.is_empty() || texts.iter().any(|text| !(is_blank(&text.en) && is_blank(&text.zh_hant)))
            }
            Section::Lots => !self.lots.is_empty(),
            Section::Requirements => !self.requirements.is_empty(),
            Section::PriceSchedule => !self.price_schedule.is_empty(),
            Section::MarkingScheme => self.scheme.is_some(),
            Section::Timetable => self.timetable.is_some(),
            Section::People => !self.people.is_empty(),
            Section::Budget => self.budget_line.is_some() || self.purchase.is_some(),
            Section::Documents => !self.documents.is_empty(),
            Section::Conflicts => self.conflicts.is_some(),
        }
    }

    fn gaps(&self, section: Section, products: &[&str]) -> Vec<Gap> {
        match section {
            Section::Need => self.need_gaps(),
            Section::Lots => self.lot_gaps(),
            Section::Requirements => self.requirement_gaps(products),
            Section::PriceSchedule => self.price_gaps(),
            Section::MarkingScheme => match &self.scheme {
                None => vec![Gap::SchemeMissing],
                Some(scheme) => scheme.problems(self.drafted_by, self.day()).into_iter().map(Gap::Scheme).collect(),
            },
            Section::Timetable => self.timetable_gaps(),
            Section::People => {
                let mut gaps = self.people.gaps(self.drafted_by, self.department, self.day());
                for gap in self.edited_by.iter().flat_map(|editor| self.people.of_author(*editor)) {
                    if !gaps.contains(&gap) {
                        gaps.push(gap);
                    }
                }
                gaps.into_iter().map(Gap::People).collect()
            }
            Section::Budget => self.budget_gaps(),
            Section::Documents => self.document_gaps(),
            Section::Conflicts => {
                let assessed = self.conflicts.as_ref().is_some_and(|assessment| !is_blank(&assessment.finding));
                gap_if(!assessed, Gap::ConflictsNotAssessed).collect()
            }
        }
    }

    /// All lots, or one that is there.
    pub(super) fn has_lot(&self, lot: Option<LotId>) -> bool {
        lot.is_none_or(|id| self.lots.iter().any(|lot| lot.id == id))
    }

    fn need_gaps(&self) -> Vec<Gap> {
        gap_if(is_untitled(&self.title), Gap::TitleMissing)
            .chain(gap_if(is_untitled(&self.need), Gap::NeedMissing))
            .chain(gap_if(is_untitled(&self.why_not_reuse), Gap::WhyNotReuseMissing))
            .collect()
    }

    fn requirement_gaps(&self, products: &[&str]) -> Vec<Gap> {
        let mut gaps: Vec<_> = gap_if(self.requirements.is_empty(), Gap::NoRequirements).collect();
        let bare = |lot: &&Lot| self.requirements.iter().all(|one| one.lot.is_some_and(|id| id != lot.id));
        if !self.requirements.is_empty() && self.lots.len() > 1 {
            gaps.extend(self.lots.iter().filter(bare).map(|lot| Gap::LotWithoutRequirements(lot.id)));
        }
        for requirement in &self.requirements {
            let lot_known = self.has_lot(requirement.lot);
            let criterion_known = match requirement.weight {
                Weight::Essential => true,
                Weight::Scored(id) => self.scheme.as_ref().is_some_and(|scheme| scheme.criterion(id).is_some()),
            };
            let repeated = self.requirements.iter().filter(|other| other.id == requirement.id).count() > 1;
            if is_untitled(&requirement.text) || repeated || !lot_known || !criterion_known {
                gaps.push(Gap::RequirementUnusable(requirement.id));
            }
            if requirement.is_essential() && is_blank(&requirement.justification) {
                gaps.extend(requirement.concerns(products).into_iter().map(Gap::ConcernUnanswered));
            }
        }
        gaps
    }

    fn timetable_gaps(&self) -> Vec<Gap> {
        let Some(timetable) = &self.timetable else { return vec![Gap::TimetableMissing] };
        let day = timetable.publishes_on;
        timetable.problems(self.agreement_applies(day), day).into_iter().map(Gap::Timetable).collect()
    }

    fn budget_gaps(&self) -> Vec<Gap> {
        let line = gap_if(self.budget_line.is_none(), Gap::BudgetLineMissing);
        let estimate = match &self.purchase {
            None => Some(Gap::EstimateMissing),
            Some(purchase) => purchase.estimate.total().err().map(Gap::Estimate),
        };
        line.chain(estimate).collect()
    }

    fn document_gaps(&self) -> Vec<Gap> {
        let wanted = [DocumentKind::Terms, DocumentKind::Specification, DocumentKind::DraftContract];
        let there = |kind: &DocumentKind| self.documents.iter().any(|document| document.kind == *kind);
        let missing = wanted.into_iter().filter(|kind| !there(kind)).map(Gap::DocumentMissing);
        let hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unusable = self.documents.iter().filter(|document| is_blank(&document.name) || !hash(&document.sha256));
        missing.chain(unusable.map(|document| Gap::DocumentUnusable(document.kind))).collect()
    }

    /// The planned day of publication; before one is planned, today's rules are the newest.
    fn day(&self) -> Day {
        self.timetable.as_ref().map_or(Day::from_number(i64::MAX), |timetable| timetable.publishes_on)
    }
}

pub(super) fn gap_if(missing: bool, gap: Gap) -> impl Iterator<Item = Gap> {
    missing.then_some(gap).into_iter()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// English and Chinese are both official: one without the other is not enough.
pub(super) fn is_untitled(text: &Trilingual) -> bool {
    is_blank(&text.en) || is_blank(&text.zh_hant)
}
