//! What a draft may begin with, from a file written by hand.

use crate::failure::Failure;
use domain::evaluation::price_schedule::{LineNumber, ScheduleLine};
use domain::ids::{CriterionId, LotId, RequirementId};
use domain::tenders::{Basis, Criterion, Draft, Edit, Lot, Requirement, Weight, Weights};
use domain::text::Trilingual;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Codes of the templates, in the order they are offered.
pub const CODES: [&str; 2] = ["software", "trial"];

#[derive(Debug, Deserialize)]
struct Template {
    lots: Vec<Trilingual>,
    criteria: Vec<Marks>,
    essential: Vec<Trilingual>,
    /// Nothing asks for one price of everything.
    #[serde(default)]
    prices: Vec<Line>,
}

#[derive(Debug, Deserialize)]
struct Line {
    item: Trilingual,
    unit: Trilingual,
    quantity: i64,
}

#[derive(Debug, Deserialize)]
struct Marks {
    name: Trilingual,
    marks: u32,
    #[serde(default)]
    innovation: bool,
}

/// A draft filled in from a template.
pub(crate) fn fill(code: &str, mut draft: Draft, new_id: impl Fn() -> Uuid) -> Result<Draft, Failure> {
    let mut all: BTreeMap<String, Template> = toml::from_str(include_str!("templates.toml"))
        .map_err(|error| Failure::broken("reading the templates of tenders", error))?;
    let template = all.remove(code).ok_or_else(|| Failure::impossible("no template has this code"))?;
    let basis = Basis::Scored {
        weights: Weights::new(60_00, 40_00)?,
        pass: 50_00,
        weights_reason: String::new(),
        innovation_reason: String::new(),
    };
    let lots = template.lots.into_iter().map(|title| Edit::PutLot(Lot { id: LotId(new_id()), title, estimate: None }));
    let criteria = template.criteria.into_iter().map(|one| {
        let id = CriterionId(new_id());
        let maximum = one.marks * 100;
        Edit::PutCriterion(Criterion { id, name: one.name, maximum, pass: None, innovation: one.innovation })
    });
    let essential = template.essential.into_iter().map(|text| {
        let id = RequirementId(new_id());
        let justification = String::new();
        Edit::PutRequirement(Requirement { id, lot: None, text, weight: Weight::Essential, justification })
    });
    let prices = template.prices.into_iter().map(|line| {
        let Line { item: description, unit, quantity } = line;
        let line = ScheduleLine { line: LineNumber(0), lot: None, description, unit, quantity, is_optional: false };
        Edit::PutPriceLine { row: None, line }
    });
    for edit in std::iter::once(Edit::Basis(basis)).chain(lots).chain(criteria).chain(essential).chain(prices) {
        draft = edit.apply(draft);
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use domain::catalogue::Category;
    use domain::ids::{OrganisationId, PersonId};
    use domain::tenders::{Section, SectionProgress};

    #[test]
    fn a_template_breaks_no_rule_by_itself() {
        let random = Random::seeded(5);
        for code in CODES {
            let empty = Draft::new(PersonId(random.id()), OrganisationId(random.id()), Category::Chat);
            let draft = fill(code, empty, || random.id()).unwrap();
            for task in draft.tasks(&[]) {
                let part = [Section::Lots, Section::Requirements, Section::PriceSchedule, Section::MarkingScheme];
                let part = part.contains(&task.section);
                assert!(!part || task.progress == SectionProgress::Complete, "{code}: {task:?}");
            }
        }
    }
}
