//! One change of a draft: a section filled in, or a row of it put in or taken out.
//!
//! A draft may be incomplete at any time; what a form may not be is unreadable. So an edit refuses what cannot be
//! understood, and what is missing is told by [`Draft::tasks`].

use super::draft::Draft;
use super::lots::Lot;
use super::people::{Assessor, Opener};
use super::requirement::{Requirement, Weight};
use super::scheme::{Comparison, Criterion, Envelopes, MarkingScheme, TIE_BREAKS, Weights};
use super::{ConflictAssessment, Purchase, Section, Timetable};
use crate::catalogue::Category;
use crate::evaluation::price_schedule::{LineNumber, ScheduleLine};
use crate::ids::{BudgetLineId, CriterionId, ListingId, LotId, OrganisationId, PersonId, RequirementId};
use crate::text::Trilingual;

/// What is compared, without its criteria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Price alone.
    PriceOnly {
        /// In how many envelopes.
        envelopes: Envelopes,
        /// Who approved doing without a marking scheme.
        approved_by: Option<PersonId>,
        /// Why there is none.
        reason: String,
    },
    /// Technical score and price.
    Scored {
        /// Their weights.
        weights: Weights,
        /// Fewest technical marks that pass, in hundredths.
        pass: u32,
        /// Why the weights are unusual.
        weights_reason: String,
        /// Why the innovation share is unusual.
        innovation_reason: String,
    },
}

/// One change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The need, and what the catalogue already offers.
    Need {
        /// Title.
        title: Trilingual,
        /// What kind of solution is sought.
        category: Category,
        /// What is needed.
        need: Trilingual,
        /// What of the catalogue was considered.
        considered: Vec<ListingId>,
        /// Why it is not reused.
        why_not_reuse: Trilingual,
    },
    /// A lot, new or changed.
    PutLot(Lot),
    /// A lot goes; requirements and prices of it are then for all lots.
    DropLot(LotId),
    /// A requirement, new or changed.
    PutRequirement(Requirement),
    /// A requirement goes.
    DropRequirement(RequirementId),
    /// A line of the price schedule: in the place of the row it changes, or new; its number is given here.
    PutPriceLine {
        /// The line that is changed; `None` for a new one.
        row: Option<LineNumber>,
        /// What stands in it.
        line: ScheduleLine,
    },
    /// A line of the price schedule goes; the others keep their numbers.
    DropPriceLine(LineNumber),
    /// What decides.
    Basis(Basis),
    /// A criterion, new or changed.
    PutCriterion(Criterion),
    /// A criterion goes; requirements scored under it are then essential no more nor scored, and are pointed out.
    DropCriterion(CriterionId),
    /// The dates.
    Timetable(Timetable),
    /// An opener.
    PutOpener(Opener),
    /// An opener goes.
    DropOpener(PersonId),
    /// An assessor.
    PutAssessor(Assessor),
    /// An assessor goes, and the chair with them if they chaired.
    DropAssessor(PersonId),
    /// Who chairs, and who is asked to approve.
    Leads {
        /// The chair.
        chair: Option<PersonId>,
        /// The approver.
        approver: Option<PersonId>,
    },
    /// The money.
    Budget {
        /// The line it is charged to.
        line: Option<BudgetLineId>,
        /// What it is expected to cost.
        purchase: Purchase,
    },
    /// The assessment of conflicts of interest.
    Conflicts(ConflictAssessment),
}

impl Edit {
    /// The section it belongs to.
    pub fn section(&self) -> Section {
        match self {
            Edit::Need { .. } => Section::Need,
            Edit::PutLot(_) | Edit::DropLot(_) => Section::Lots,
            Edit::PutRequirement(_) | Edit::DropRequirement(_) => Section::Requirements,
            Edit::PutPriceLine { .. } | Edit::DropPriceLine(_) => Section::PriceSchedule,
            Edit::Basis(_) | Edit::PutCriterion(_) | Edit::DropCriterion(_) => Section::MarkingScheme,
            Edit::Timetable(_) => Section::Timetable,
            Edit::PutOpener(_)
            | Edit::DropOpener(_)
            | Edit::PutAssessor(_)
            | Edit::DropAssessor(_)
            | Edit::Leads { .. } => Section::People,
            Edit::Budget { .. } => Section::Budget,
            Edit::Conflicts(_) => Section::Conflicts,
        }
    }

    /// The draft with the change made.
    pub fn apply(self, mut draft: Draft) -> Draft {
        match self {
            Edit::Need { title, category, need, considered, why_not_reuse } => {
                draft = Draft { title, category, need, considered, why_not_reuse, ..draft };
            }
            Edit::PutLot(lot) => put(&mut draft.lots, lot, |one| one.id),
            Edit::DropLot(id) => {
                draft.lots.retain(|lot| lot.id != id);
                for requirement in draft.requirements.iter_mut().filter(|one| one.lot == Some(id)) {
                    requirement.lot = None;
                }
                for line in draft.price_schedule.iter_mut().filter(|one| one.lot == Some(id)) {
                    line.lot = None;
                }
            }
            Edit::PutRequirement(requirement) => put(&mut draft.requirements, requirement, |one| one.id),
            Edit::DropRequirement(id) => draft.requirements.retain(|one| one.id != id),
            Edit::PutPriceLine { row, line } => draft.put_price_line(row, line),
            Edit::DropPriceLine(number) => draft.price_schedule.retain(|line| line.line != number),
            Edit::Basis(basis) => draft.scheme = Some(basis.over(draft.scheme)),
            Edit::PutCriterion(criterion) => {
                let mut scheme = draft.scheme.unwrap_or_else(usual);
                if let Comparison::Scored { criteria, .. } = &mut scheme.comparison {
                    put(criteria, criterion, |one| one.id);
                }
                draft.scheme = Some(scheme);
            }
            Edit::DropCriterion(id) => {
                if let Some(MarkingScheme { comparison: Comparison::Scored { criteria, .. }, .. }) = &mut draft.scheme {
                    criteria.retain(|one| one.id != id);
                }
            }
            Edit::Timetable(timetable) => draft.timetable = Some(timetable),
            Edit::PutOpener(opener) => put(&mut draft.people.openers, opener, |one| one.person),
            Edit::DropOpener(person) => draft.people.openers.retain(|one| one.person != person),
            Edit::PutAssessor(assessor) => put(&mut draft.people.panel, assessor, |one| one.person),
            Edit::DropAssessor(person) => {
                draft.people.panel.retain(|one| one.person != person);
                draft.people.chair = draft.people.chair.filter(|chair| *chair != person);
            }
            Edit::Leads { chair, approver } => {
                draft.people.chair = chair;
                draft.people.approver = approver;
            }
            Edit::Budget { line, purchase } => {
                draft.budget_line = line;
                draft.purchase = Some(purchase);
            }
            Edit::Conflicts(assessment) => draft.conflicts = Some(assessment),
        }
        draft
    }
}

impl Basis {
    /// The scheme with this basis, keeping the criteria there are.
    fn over(self, before: Option<MarkingScheme>) -> MarkingScheme {
        let kept = match before.map(|scheme| scheme.comparison) {
            Some(Comparison::Scored { criteria, .. }) => criteria,
            _ => Vec::new(),
        };
        let (envelopes, comparison) = match self {
            Basis::PriceOnly { envelopes, approved_by, reason } => {
                (envelopes, Comparison::PriceOnly { approved_by, reason })
            }
            Basis::Scored { weights, pass, weights_reason, innovation_reason } => {
                let scored = Comparison::Scored { weights, criteria: kept, pass, weights_reason, innovation_reason };
                (Envelopes::Two, scored)
            }
        };
        MarkingScheme { envelopes, comparison, tie_breaks: TIE_BREAKS.to_vec() }
    }
}

/// The scheme a criterion is put into when none was chosen: sixty to forty, no total pass mark.
fn usual() -> MarkingScheme {
    let criteria = Vec::new();
    let comparison = Weights::new(60_00, 40_00).map_or_else(
        |_| Comparison::PriceOnly { approved_by: None, reason: String::new() },
        |weights| Comparison::Scored {
            weights,
            criteria,
            pass: 0,
            weights_reason: String::new(),
            innovation_reason: String::new(),
        },
    );
    MarkingScheme { envelopes: Envelopes::Two, comparison, tie_breaks: TIE_BREAKS.to_vec() }
}

fn put<T, K: PartialEq>(rows: &mut Vec<T>, row: T, key: impl Fn(&T) -> K) {
    match rows.iter_mut().find(|old| key(old) == key(&row)) {
        Some(old) => *old = row,
        None => rows.push(row),
    }
}

impl Draft {
    /// A new draft that begins as a copy of this one: what is asked for stays, who, when, files and money do not.
    ///
    /// Criteria keep their ids, so that scored requirements still find them.
    pub fn copied(&self, drafted_by: PersonId, department: OrganisationId) -> Draft {
        let scheme = self.scheme.clone().map(|mut scheme| {
            if let Comparison::PriceOnly { approved_by, .. } = &mut scheme.comparison {
                *approved_by = None;
            }
            scheme
        });
        // Why another department could not reuse something is for this one to answer anew.
        Draft {
            title: self.title.clone(),
            need: self.need.clone(),
            lots: self.lots.iter().map(|lot| Lot { estimate: None, ..lot.clone() }).collect(),
            requirements: self.requirements.clone(),
            price_schedule: self.price_schedule.clone(),
            scheme,
            ..Draft::new(drafted_by, department, self.category)
        }
    }

    /// The weight of a scored requirement names a criterion that is there.
    pub fn finds(&self, weight: Weight) -> bool {
        match weight {
            Weight::Essential => true,
            Weight::Scored(id) => self.scheme.as_ref().is_some_and(|scheme| scheme.criterion(id).is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn empty() -> Draft {
        Draft::new(PersonId(id(1)), OrganisationId(id(1)), Category::Chat)
    }

    fn lot(number: u128, title: &str) -> Lot {
        Lot { id: LotId(id(number)), title: Trilingual::same(title), estimate: None }
    }

    fn criterion(number: u128) -> Criterion {
        let name = Trilingual::same("quality");
        Criterion { id: CriterionId(id(number)), name, maximum: 100_00, pass: None, innovation: false }
    }

    #[test]
    fn a_row_is_put_in_once_and_changed_in_its_place() {
        let draft = Edit::PutLot(lot(2, "two")).apply(Edit::PutLot(lot(1, "one")).apply(empty()));
        let draft = Edit::PutLot(lot(1, "first")).apply(draft);
        assert_eq!(draft.lots, [lot(1, "first"), lot(2, "two")]);
        let requirement = Requirement {
            id: RequirementId(id(5)),
            lot: Some(LotId(id(1))),
            text: Trilingual::same("works"),
            weight: Weight::Essential,
            justification: String::new(),
        };
        let draft = Edit::DropLot(LotId(id(1))).apply(Edit::PutRequirement(requirement).apply(draft));
        assert_eq!((draft.lots.len(), draft.requirements[0].lot), (1, None));
    }

    #[test]
    fn criteria_stay_when_the_weights_change_and_a_chair_leaves_with_the_panel() {
        let draft = Edit::PutCriterion(criterion(1)).apply(empty());
        let weights = Weights::new(70_00, 30_00).unwrap();
        let basis =
            Basis::Scored { weights, pass: 50_00, weights_reason: String::new(), innovation_reason: String::new() };
        let draft = Edit::Basis(basis).apply(draft);
        assert!(draft.finds(Weight::Scored(CriterionId(id(1)))));
        let draft = Edit::DropCriterion(CriterionId(id(1))).apply(draft);
        assert!(!draft.finds(Weight::Scored(CriterionId(id(1)))));

        let person = PersonId(id(7));
        let assessor = Assessor { person, team: "hotline".into(), organisation: OrganisationId(id(1)) };
        let draft = Edit::PutAssessor(assessor).apply(draft);
        let draft = Edit::Leads { chair: Some(person), approver: None }.apply(draft);
        assert_eq!(Edit::DropAssessor(person).apply(draft).people.chair, None);
    }

    #[test]
    fn a_copy_takes_what_is_asked_and_leaves_people_money_dates_and_files() {
        let mut draft = Edit::PutLot(lot(1, "one")).apply(Edit::PutCriterion(criterion(1)).apply(empty()));
        draft.people.chair = Some(PersonId(id(9)));
        draft.why_not_reuse = Trilingual::same("nothing fits");
        draft.budget_line = Some(BudgetLineId(id(3)));
        let copy = draft.copied(PersonId(id(2)), OrganisationId(id(2)));
        assert_eq!((copy.lots.len(), copy.drafted_by, copy.department), (1, PersonId(id(2)), OrganisationId(id(2))));
        assert!(copy.scheme.is_some() && copy.people.is_empty() && copy.budget_line.is_none());
        assert!(copy.timetable.is_none() && copy.documents.is_empty() && copy.why_not_reuse.en.is_empty());
    }
}
