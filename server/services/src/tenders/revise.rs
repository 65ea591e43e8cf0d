//! An officer fills in a section of a draft; what is typed is kept, and what is missing is told, not refused. What can
//! never hold is refused where it was typed.

use super::nameable::Nameable;
use super::store;
use crate::caller::Caller;
use crate::entities::{budget_lines, listings};
use crate::failure::{Failure, Stored};
use domain::form::{Fields, Problem, Rule};
use domain::ids::{ListingId, PersonId};
use domain::permissions::Action;
use domain::tenders::forms::{Context, read};
use domain::tenders::{Edit, Part, Section, TenderEvent};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Changes one section of a draft of one's department.
pub async fn revise(caller: &Caller, reference: &str, section: Section, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let officer = caller.officer()?;
    // Read before the change begins: whoever holds one connection must not wait for another.
    let seen = store::tender_of(&store::load_row(caller.db(), officer, reference).await?)?.draft;
    let people = Nameable::load(caller).await?;
    let listings = named_listings(caller, fields).await?;
    let edit = {
        let context = Context {
            person: officer.person,
            today: caller.today(),
            new_id: caller.services().random.id(),
            organisation_of: &|person: PersonId, part: Part| people.for_part(&seen, person, part),
            listing_of: &|reference: &str| listings.get(&reference.to_uppercase()).copied(),
        };
        read(section, fields, &context)?
    };
    if let Edit::Budget { line: Some(line), .. } = &edit {
        let own = budget_lines::Entity::find_by_id(line.0)
            .filter(budget_lines::Column::OrganisationId.eq(officer.organisation.0))
            .one(caller.db())
            .await
            .stored()?;
        if own.is_none() {
            return Err(vec![Problem { field: "budget_line".into(), rule: Rule::NotAChoice }].into());
        }
    }
    let change = caller.begin().await?;
    let row = store::lock_row(&change, officer, reference).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let tender = store::tender_of(&row)?;
    let draft = edit.clone().apply(tender.draft.clone()).edited(officer.person);
    let problems = edit.problems(&draft);
    let tender = tender.revise(draft, change.now())?;
    if !problems.is_empty() {
        return Err(problems.into());
    }
    store::save(&change, &row, &tender, |_| {}).await?;
    change.commit(TenderEvent::Revised { tender: tender.id, section }.into()).await?;
    Ok(())
}

async fn named_listings(caller: &Caller, fields: &Fields) -> Result<HashMap<String, ListingId>, Failure> {
    let references: Vec<String> = fields.all("considered").map(|one| one.trim().to_uppercase()).take(40).collect();
    if references.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, Uuid)> = listings::Entity::find()
        .select_only()
        .column(listings::Column::Reference)
        .column(listings::Column::Id)
        .filter(listings::Column::Reference.is_in(references))
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    Ok(rows.into_iter().map(|(reference, id)| (reference, ListingId(id))).collect())
}
