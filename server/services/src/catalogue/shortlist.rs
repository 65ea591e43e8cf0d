//! A department's team keeps a shortlist; somebody signed out keeps one in the browser.

use super::cards::cards;
use crate::caller::Caller;
use crate::entities::{listings, shortlist_items};
use crate::failure::{Failure, Stored};
use domain::catalogue::views::ListingCard;
use domain::event::Event;
use domain::ids::ListingId;
use domain::locale::Locale;
use domain::permissions::Action;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Set};
use std::sync::Arc;

/// Most solutions on one shortlist.
const MOST: u64 = 50;

async fn listing_id(caller: &Caller, reference: &str) -> Result<Uuid, Failure> {
    let id: Option<Uuid> = listings::Entity::find()
        .select_only()
        .column(listings::Column::Id)
        .filter(listings::Column::Reference.eq(reference.to_uppercase()))
        .into_tuple()
        .one(caller.db())
        .await
        .stored()?;
    id.ok_or(Failure::NotFound)
}

/// Puts a solution on the team's shortlist; twice is the same as once.
pub async fn add_to_shortlist(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::KeepShortlist)?;
    let listing = listing_id(caller, reference).await?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let on_it = shortlist_items::Entity::find()
        .filter(shortlist_items::Column::OrganisationId.eq(officer.organisation.0))
        .count(change.db())
        .await
        .stored()?;
    if on_it >= MOST {
        return Ok(());
    }
    let row = shortlist_items::ActiveModel {
        organisation_id: Set(officer.organisation.0),
        listing_id: Set(listing),
        person_id: Set(officer.person.0),
        added_at: Set(change.now().millis()),
    };
    let columns = [shortlist_items::Column::OrganisationId, shortlist_items::Column::ListingId];
    let added = shortlist_items::Entity::insert(row)
        .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
        .exec_without_returning(change.db())
        .await
        .stored()?;
    if added > 0 {
        change
            .commit(Event::ShortlistAdded { organisation: officer.organisation, listing: ListingId(listing) })
            .await?;
    }
    Ok(())
}

/// Takes a solution off the team's shortlist.
pub async fn remove_from_shortlist(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::KeepShortlist)?;
    let listing = listing_id(caller, reference).await?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let removed = shortlist_items::Entity::delete_many()
        .filter(shortlist_items::Column::OrganisationId.eq(officer.organisation.0))
        .filter(shortlist_items::Column::ListingId.eq(listing))
        .exec(change.db())
        .await
        .stored()?;
    if removed.rows_affected > 0 {
        change
            .commit(Event::ShortlistRemoved { organisation: officer.organisation, listing: ListingId(listing) })
            .await?;
    }
    Ok(())
}

/// The team's shortlist, newest first.
pub async fn shortlist(caller: &Caller, locale: Locale) -> Result<Vec<Arc<ListingCard>>, Failure> {
    caller.may(Action::KeepShortlist)?;
    caller.services().shelf.refresh(caller).await?;
    let rows = shortlist_items::Entity::find()
        .filter(shortlist_items::Column::OrganisationId.eq(caller.officer()?.organisation.0))
        .order_by_desc(shortlist_items::Column::AddedAt)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.listing_id).collect();
    cards(caller, locale, &ids).await
}

/// References of what is on the team's shortlist; none for those who keep none.
pub async fn shortlisted(caller: &Caller) -> Result<Vec<String>, Failure> {
    if caller.may(Action::KeepShortlist).is_err() {
        return Ok(Vec::new());
    }
    let listed = shortlist_items::Entity::find()
        .filter(shortlist_items::Column::OrganisationId.eq(caller.officer()?.organisation.0))
        .select_only()
        .column(shortlist_items::Column::ListingId)
        .into_query();
    listings::Entity::find()
        .select_only()
        .column(listings::Column::Reference)
        .filter(listings::Column::Id.in_subquery(listed))
        .into_tuple()
        .all(caller.db())
        .await
        .stored()
}

/// Cards by reference, in this order; unknown references are left out.
pub async fn cards_for(
    caller: &Caller,
    locale: Locale,
    references: &[String],
) -> Result<Vec<Arc<ListingCard>>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    caller.services().shelf.refresh(caller).await?;
    let wanted: Vec<String> = references.iter().take(MOST as usize).map(|reference| reference.to_uppercase()).collect();
    let rows: Vec<(Uuid, String)> = listings::Entity::find()
        .select_only()
        .column(listings::Column::Id)
        .column(listings::Column::Reference)
        .filter(listings::Column::Reference.is_in(wanted.iter().map(String::as_str)))
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = wanted
        .iter()
        .filter_map(|reference| rows.iter().find(|(_, own)| own == reference).map(|(id, _)| *id))
        .collect();
    cards(caller, locale, &ids).await
}
