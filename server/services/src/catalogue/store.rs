//! Rows of listings, as search, cards and imports need them.

use super::values::{Beside, sort_price, values_of};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{
    deployments, listing_assurance, listing_evidence, listing_rates, listing_search, listing_sources, listing_texts,
    listings,
};
use crate::failure::{Failure, Stored};
use crate::search::{Entry, Origin, SortKeys, tokens};
use domain::deployments::DeploymentState;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use std::collections::{BTreeSet, HashMap};

/// Departments using and trying each listing.
pub(super) type AdoptionCounts = HashMap<Uuid, (usize, usize)>;

/// Counts departments in live use and those that only try, by listing.
pub(super) async fn adoption_counts(caller: &Caller) -> Result<AdoptionCounts, Failure> {
    let mut sets: HashMap<Uuid, (BTreeSet<Uuid>, BTreeSet<Uuid>)> = HashMap::new();
    for row in deployments::Entity::find().all(caller.db()).await.stored()? {
        let (using, trying) = sets.entry(row.listing_id).or_default();
        match DeploymentState::parse(&row.state) {
            Some(state) if state.is_adopted() => using.insert(row.organisation_id),
            Some(DeploymentState::Pilot) => trying.insert(row.organisation_id),
            _ => false,
        };
    }
    Ok(sets
        .into_iter()
        .map(|(listing, (using, trying))| (listing, (using.len(), trying.difference(&using).count())))
        .collect())
}

/// Listings as the index knows them.
pub(super) async fn entries(
    caller: &Caller,
    rows: Vec<listings::Model>,
    adoption: &AdoptionCounts,
) -> Result<Vec<Entry>, Failure> {
    let db = caller.db();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let search = listing_search::Entity::find()
        .filter(listing_search::Column::ListingId.is_in(ids.iter().copied()))
        .all(db)
        .await
        .stored()?;
    let mut search: HashMap<Uuid, listing_search::Model> =
        search.into_iter().map(|row| (row.listing_id, row)).collect();
    // Reference entries have neither rates nor assurance: ask only for the others.
    let own: Vec<Uuid> = rows.iter().filter(|row| row.access != "reference").map(|row| row.id).collect();
    let rates = rates_of(caller, &own).await?;
    let assurance = listing_assurance::Entity::find()
        .filter(listing_assurance::Column::ListingId.is_in(own.iter().copied()))
        .all(db)
        .await
        .stored()?;
    Ok(rows
        .iter()
        .map(|row| {
            let tokens = search.remove(&row.id);
            let (title_tokens, body_tokens) = tokens.map(|row| (row.title_tokens, row.body_tokens)).unwrap_or_default();
            let rates = rates.get(&row.id).map_or(&[][..], Vec::as_slice);
            let kinds: Vec<String> =
                assurance.iter().filter(|held| held.listing_id == row.id).map(|held| held.kind.clone()).collect();
            let (adopters, trials) = adoption.get(&row.id).copied().unwrap_or_default();
            Entry {
                id: *row.id.as_bytes(),
                reference: row.reference.clone(),
                title_tokens,
                body_tokens,
                facets: values_of(row, &Beside { rates, assurance: &kinds, adopters, trials }),
                sort: SortKeys {
                    reused: adopters as u32,
                    price_cents: sort_price(row, rates),
                    listed_day: Day::parse(&row.listed_on).map_or(0, Day::number),
                },
                origin: if row.access == "reference" { Origin::Reference } else { Origin::HongKong },
            }
        })
        .collect())
}

/// Rate cards by listing.
pub(super) async fn rates_of(
    caller: &Caller,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<listing_rates::Model>>, Failure> {
    let rows = listing_rates::Entity::find()
        .filter(listing_rates::Column::ListingId.is_in(ids.iter().copied()))
        .order_by_asc(listing_rates::Column::Ordinal)
        .all(caller.db())
        .await
        .stored()?;
    let mut rates: HashMap<Uuid, Vec<listing_rates::Model>> = HashMap::new();
    for row in rows {
        rates.entry(row.listing_id).or_default().push(row);
    }
    Ok(rates)
}

/// A listing with everything that belongs to it, ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct NewListing {
    pub row: listings::Model,
    pub texts: Vec<listing_texts::Model>,
    pub evidence: Vec<listing_evidence::Model>,
    pub assurance: Vec<listing_assurance::Model>,
    pub rates: Vec<listing_rates::Model>,
    pub source: Option<listing_sources::Model>,
}

impl NewListing {
    /// Its words for search: names and supplier weigh more than the rest.
    fn search_row(&self) -> listing_search::Model {
        let row = &self.row;
        let mut title = format!("{} {} {}", row.supplier_en, row.supplier_zh_hant, row.supplier_zh_hans);
        let mut body = format!("{} {} ", row.owner_name, row.reference);
        for text in &self.texts {
            title.push(' ');
            title.push_str(&text.name);
            for part in [&text.summary, &text.description, &text.limits, &text.human_review, &text.integration] {
                body.push(' ');
                body.push_str(part);
            }
        }
        for evidence in &self.evidence {
            body.push_str(&format!(
                " {} {} {}",
                evidence.measure_en, evidence.measure_zh_hant, evidence.measure_zh_hans
            ));
        }
        listing_search::Model {
            listing_id: row.id,
            title_tokens: tokens::of_text(&title),
            body_tokens: tokens::of_text(&body),
        }
    }
}

/// Stores new listings. Many rows go in one statement, within the number of values SQLite takes.
pub(crate) async fn insert_listings(change: &Change, new: Vec<NewListing>) -> Result<(), Failure> {
    let rows = new.iter().map(|listing| listing.row.clone().into_active_model()).collect();
    insert_many::<listings::Entity>(change, rows).await?;
    insert_what_belongs(change, new).await
}

/// Writes listings anew in the place of those with the same ids, so that what refers to them, such as a shortlist,
/// stays.
pub(super) async fn replace_listings(change: &Change, new: Vec<NewListing>) -> Result<(), Failure> {
    let ids: Vec<Uuid> = new.iter().map(|listing| listing.row.id).collect();
    for listing in &new {
        listings::Entity::update_many()
            .set(listing.row.clone().into_active_model().reset_all())
            .filter(listings::Column::Id.eq(listing.row.id))
            .exec(change.db())
            .await
            .stored()?;
    }
    delete_of::<listing_texts::Entity>(change, listing_texts::Column::ListingId, &ids).await?;
    delete_of::<listing_evidence::Entity>(change, listing_evidence::Column::ListingId, &ids).await?;
    delete_of::<listing_assurance::Entity>(change, listing_assurance::Column::ListingId, &ids).await?;
    delete_of::<listing_rates::Entity>(change, listing_rates::Column::ListingId, &ids).await?;
    delete_of::<listing_sources::Entity>(change, listing_sources::Column::ListingId, &ids).await?;
    delete_of::<listing_search::Entity>(change, listing_search::Column::ListingId, &ids).await?;
    insert_what_belongs(change, new).await
}

async fn delete_of<E: EntityTrait>(change: &Change, listing: E::Column, ids: &[Uuid]) -> Result<(), Failure> {
    E::delete_many().filter(listing.is_in(ids.iter().copied())).exec(change.db()).await.stored()?;
    Ok(())
}

async fn insert_what_belongs(change: &Change, new: Vec<NewListing>) -> Result<(), Failure> {
    let search: Vec<_> = new.iter().map(|listing| listing.search_row().into_active_model()).collect();
    let mut texts = Vec::new();
    let mut evidence = Vec::new();
    let mut assurance = Vec::new();
    let mut rates = Vec::new();
    let mut sources = Vec::new();
    for listing in new {
        texts.extend(listing.texts.into_iter().map(IntoActiveModel::into_active_model));
        evidence.extend(listing.evidence.into_iter().map(IntoActiveModel::into_active_model));
        assurance.extend(listing.assurance.into_iter().map(IntoActiveModel::into_active_model));
        rates.extend(listing.rates.into_iter().map(IntoActiveModel::into_active_model));
        sources.extend(listing.source.into_iter().map(IntoActiveModel::into_active_model));
    }
    insert_many::<listing_texts::Entity>(change, texts).await?;
    insert_many::<listing_evidence::Entity>(change, evidence).await?;
    insert_many::<listing_assurance::Entity>(change, assurance).await?;
    insert_many::<listing_rates::Entity>(change, rates).await?;
    insert_many::<listing_sources::Entity>(change, sources).await?;
    insert_many::<listing_search::Entity>(change, search).await
}

async fn insert_many<E: EntityTrait>(change: &Change, rows: Vec<E::ActiveModel>) -> Result<(), Failure> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(500).collect();
        E::insert_many(chunk).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}
