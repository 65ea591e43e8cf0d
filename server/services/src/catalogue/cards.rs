//! Result rows in one language, from what is kept or from the database.

use super::store;
use crate::caller::Caller;
use crate::entities::{deployments, listing_evidence, listing_rates, listing_texts, listings, organisations};
use crate::failure::{Failure, Stored};
use domain::catalogue::views::{EvidenceView, ListingCard, Said};
use domain::catalogue::{
    Access, Category, DataLevel, EvidenceKind, Hosting, Rate, RateKind, Stage, SupplierSize, Unit,
};
use domain::deployments::DeploymentState;
use domain::ids::ListingId;
use domain::locale::Locale;
use domain::money::Money;
use domain::time::Day;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// How many adopters a row names.
const NAMED: usize = 3;

/// Cards of listings, in this order; a listing that is gone is left out. Those that were read are kept.
pub(super) async fn cards(caller: &Caller, locale: Locale, ids: &[Uuid]) -> Result<Vec<Arc<ListingCard>>, Failure> {
    let shelf = &caller.services().shelf;
    let (mut found, turn) = shelf.cards.ask(shelf.revision(), locale, ids)?;
    if !turn.listings.is_empty() {
        for card in read_cards(caller, locale, &turn.listings).await? {
            let card = Arc::new(card);
            turn.keep(|| shelf.revision(), card.id.0, &card)?;
            found.insert(card.id.0, card);
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// The same for a long list: what is read for it is not kept, so that it does not push out what people look at.
pub(super) async fn cards_for_once(
    caller: &Caller,
    locale: Locale,
    ids: &[Uuid],
) -> Result<Vec<Arc<ListingCard>>, Failure> {
    let shelf = &caller.services().shelf;
    let (mut found, turn) = shelf.cards.ask(shelf.revision(), locale, ids)?;
    if !turn.listings.is_empty() {
        for card in read_cards(caller, locale, &turn.listings).await? {
            let card = Arc::new(card);
            found.insert(card.id.0, card);
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

async fn read_cards(caller: &Caller, locale: Locale, ids: &[Uuid]) -> Result<Vec<ListingCard>, Failure> {
    let db = caller.db();
    let rows =
        listings::Entity::find().filter(listings::Column::Id.is_in(ids.iter().copied())).all(db).await.stored()?;
    let texts = listing_texts::Entity::find()
        .filter(listing_texts::Column::ListingId.is_in(ids.iter().copied()))
        .all(db)
        .await
        .stored()?;
    let own: Vec<Uuid> = rows.iter().filter(|row| row.access != "reference").map(|row| row.id).collect();
    let mut evidence: HashMap<Uuid, EvidenceView> = HashMap::new();
    let mut rates: HashMap<Uuid, Vec<listing_rates::Model>> = HashMap::new();
    let mut used: HashMap<Uuid, (Vec<Uuid>, usize)> = HashMap::new();
    let mut organisations: HashMap<Uuid, organisations::Model> = HashMap::new();
    if !own.is_empty() {
        let first = listing_evidence::Entity::find()
            .filter(listing_evidence::Column::ListingId.is_in(own.iter().copied()))
            .filter(listing_evidence::Column::Ordinal.eq(0))
            .all(db)
            .await
            .stored()?;
        evidence = first.iter().filter_map(|row| Some((row.listing_id, evidence_view(row, locale)?))).collect();
        rates = store::rates_of(caller, &own).await?;
        used = users(caller, &own).await?;
        let all = organisations::Entity::find().all(db).await.stored()?;
        organisations = all.into_iter().map(|row| (row.id, row)).collect();
    }
    let short = |id: &Uuid| {
        organisations.get(id).map(|row| locale.pick(&row.short_zh_hant, &row.short_zh_hans, &row.short_en).clone())
    };
    let owner = |row: &listings::Model| {
        let owner = row.owner_id.and_then(|owner| organisations.get(&owner));
        owner.map_or_else(
            || row.owner_name.clone(),
            |row| locale.pick(&row.name_zh_hant, &row.name_zh_hans, &row.name_en).clone(),
        )
    };
    rows.iter()
        .map(|row| {
            let strange = |what: &str| Failure::impossible(format!("listing {} has a strange {what}", row.reference));
            let text = pick_text(&texts, row.id, locale);
            let (using, trials) = used.remove(&row.id).unwrap_or_default();
            let supplier = locale.pick(&row.supplier_zh_hant, &row.supplier_zh_hans, &row.supplier_en);
            Ok(ListingCard {
                id: ListingId(row.id),
                reference: row.reference.clone(),
                slug: row.slug.clone(),
                name: said(text, locale, |text| &text.name),
                summary: said(text, locale, |text| &text.summary),
                category: Category::parse(&row.category).ok_or_else(|| strange("category"))?,
                access: Access::parse(&row.access).ok_or_else(|| strange("access"))?,
                stage: Stage::parse(&row.stage).ok_or_else(|| strange("stage"))?,
                data_ceiling: row.data_ceiling.as_deref().and_then(DataLevel::parse),
                hosting: row.hosting.as_deref().and_then(Hosting::parse),
                owner: owner(row),
                supplier: (!supplier.is_empty()).then(|| supplier.clone()),
                supplier_size: row.supplier_size.as_deref().and_then(SupplierSize::parse),
                startup: row.startup,
                rates: rate_card(rates.get(&row.id).map_or(&[][..], Vec::as_slice)),
                adopters: using.len(),
                adopter_names: using.iter().take(NAMED).filter_map(short).collect(),
                trials,
                evidence: evidence.remove(&row.id),
                sample: row.sample,
            })
        })
        .collect()
}

/// Departments using each listing, earliest first, and the number only trying it.
async fn users(caller: &Caller, ids: &[Uuid]) -> Result<HashMap<Uuid, (Vec<Uuid>, usize)>, Failure> {
    let rows = deployments::Entity::find()
        .filter(deployments::Column::ListingId.is_in(ids.iter().copied()))
        .order_by_asc(deployments::Column::LiveAt)
        .order_by_asc(deployments::Column::OrganisationId)
        .all(caller.db())
        .await
        .stored()?;
    let mut used: HashMap<Uuid, (Vec<Uuid>, usize)> = HashMap::new();
    for row in &rows {
        let (using, _) = used.entry(row.listing_id).or_default();
        let adopted = DeploymentState::parse(&row.state).is_some_and(DeploymentState::is_adopted);
        if adopted && !using.contains(&row.organisation_id) {
            using.push(row.organisation_id);
        }
    }
    for row in &rows {
        let (using, trials) = used.entry(row.listing_id).or_default();
        if row.state == DeploymentState::Pilot.code() && !using.contains(&row.organisation_id) {
            *trials += 1;
        }
    }
    Ok(used)
}

/// The text in the page's language, or the one there is.
pub(super) fn pick_text(
    texts: &[listing_texts::Model],
    listing: Uuid,
    locale: Locale,
) -> Option<&listing_texts::Model> {
    let mut own = texts.iter().filter(|text| text.listing_id == listing);
    own.clone().find(|text| text.locale == locale.segment()).or_else(|| own.next())
}

/// A text with its language when that is not the page's.
pub(super) fn said(
    text: Option<&listing_texts::Model>,
    locale: Locale,
    part: impl FnOnce(&listing_texts::Model) -> &String,
) -> Said {
    let Some(text) = text else { return Said::default() };
    let other = Locale::from_segment(&text.locale).filter(|language| *language != locale);
    Said { text: part(text).clone(), other }
}

pub(super) fn evidence_view(row: &listing_evidence::Model, locale: Locale) -> Option<EvidenceView> {
    Some(EvidenceView {
        kind: EvidenceKind::parse(&row.kind)?,
        measure: locale.pick(&row.measure_zh_hant, &row.measure_zh_hans, &row.measure_en).clone(),
        value: row.value.clone(),
        set: locale.pick(&row.set_zh_hant, &row.set_zh_hans, &row.set_en).clone(),
        on: Day::parse(&row.measured_on)?,
    })
}

pub(super) fn rate_card(rows: &[listing_rates::Model]) -> Vec<Rate> {
    rows.iter()
        .filter_map(|row| {
            let kind = RateKind::parse(&row.kind)?;
            Some(Rate {
                kind,
                amount: Money::from_cents(row.amount_cents),
                unit: row.unit.as_deref().and_then(Unit::parse),
            })
        })
        .collect()
}
