//! An officer fills in a section of a draft; what is typed is kept, and what is missing is told, not refused.

use super::store;
use crate::caller::Caller;
use crate::entities::{budget_lines, listings, people};
use crate::failure::{Failure, Stored};
use domain::form::{Fields, Problem, Rule};
use domain::ids::{ListingId, OrganisationId, PersonId};
use domain::permissions::Action;
use domain::tenders::forms::{Context, read};
use domain::tenders::{Edit, Section, TenderEvent};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Changes one section of a draft of one's department.
pub async fn revise(caller: &Caller, reference: &str, section: Section, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::DraftTender)?;
    let officer = caller.officer()?;
    // Read before the change begins: whoever holds one connection must not wait for another.
    store::load_row(caller.db(), officer, reference).await?;
    let people = nameable(caller).await?;
    let listings = named_listings(caller, fields).await?;
    let edit = {
        let context = Context {
            person: officer.person,
            today: caller.today(),
            new_id: caller.services().random.id(),
            organisation_of: &|person: PersonId| people.get(&person).copied(),
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
    let draft = edit.apply(tender.draft.clone()).edited(officer.person);
    let tender = tender.revise(draft, change.now())?;
    store::save(&change, &row, &tender, |_| {}).await?;
    change.commit(TenderEvent::Revised { tender: tender.id, section }.into()).await?;
    Ok(())
}

/// Everybody of government who can be named in a tender, by organisation.
pub(super) async fn nameable(caller: &Caller) -> Result<HashMap<PersonId, OrganisationId>, Failure> {
    let own: Vec<Uuid> = crate::accounts::government()
        .select_only()
        .column(crate::entities::organisations::Column::Id)
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let rows = people::Entity::find()
        .filter(people::Column::OrganisationId.is_in(own))
        .filter(people::Column::DisabledAt.is_null())
        .all(caller.db())
        .await
        .stored()?;
    Ok(rows.into_iter().map(|row| (PersonId(row.id), OrganisationId(row.organisation_id))).collect())
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
