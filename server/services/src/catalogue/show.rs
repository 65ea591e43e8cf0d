//! A solution's page.

use super::cards::{cards, evidence_view, pick_text, said};
use super::held::held;
use crate::caller::Caller;
use crate::entities::{
    commitments, contracts, deployments, listing_assurance, listing_evidence, listing_sources, listing_texts, listings,
    orders, organisations, usage_readings,
};
use crate::failure::{Failure, Stored};
use domain::catalogue::views::{AdopterView, AssuranceView, ContractView, SolutionView, SourceView};
use domain::catalogue::{AssuranceKind, Language, Model, RiskTier};
use domain::deployments::DeploymentState;
use domain::ids::ContractId;
use domain::locale::Locale;
use domain::money::Money;
use domain::permissions::{Action, allows};
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that is public about a listing, by its reference, and what the reader's own department has of it.
pub async fn show(caller: &Caller, locale: Locale, reference: &str) -> Result<Arc<SolutionView>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let id: Option<Uuid> = listings::Entity::find()
        .select_only()
        .column(listings::Column::Id)
        .filter(listings::Column::Reference.eq(reference.to_uppercase()))
        .into_tuple()
        .one(caller.db())
        .await
        .stored()?;
    let id = id.ok_or(Failure::NotFound)?;
    let page = match shelf.page(id, locale)? {
        Some(page) => page,
        None => {
            let read_at = shelf.revision();
            let page = Arc::new(read(caller, locale, id).await?);
            shelf.keep_page(read_at, locale, &page)?;
            page
        }
    };
    as_seen_by(caller, page).await
}

/// The page with what belongs to its reader alone; the one that is kept for everybody stays as it is.
async fn as_seen_by(caller: &Caller, page: Arc<SolutionView>) -> Result<Arc<SolutionView>, Failure> {
    let Some(officer) = caller.actor().officer() else { return Ok(page) };
    if !allows(Action::ReadOrders, caller.actor()) {
        return Ok(page);
    }
    match held(caller.db(), page.card.id.0, officer.organisation.0, None).await? {
        None => Ok(page),
        held => Ok(Arc::new(SolutionView { held, ..(*page).clone() })),
    }
}

async fn read(caller: &Caller, locale: Locale, id: Uuid) -> Result<SolutionView, Failure> {
    let db = caller.db();
    let row = listings::Entity::find_by_id(id).one(db).await.stored()?.ok_or(Failure::NotFound)?;
    let card = cards(caller, locale, &[id]).await?.into_iter().next().ok_or(Failure::NotFound)?;
    let texts = listing_texts::Entity::find().filter(listing_texts::Column::ListingId.eq(id)).all(db).await.stored()?;
    let text = pick_text(&texts, id, locale);
    let evidence = listing_evidence::Entity::find()
        .filter(listing_evidence::Column::ListingId.eq(id))
        .order_by_asc(listing_evidence::Column::Ordinal)
        .all(db)
        .await
        .stored()?;
    let assurance = listing_assurance::Entity::find()
        .filter(listing_assurance::Column::ListingId.eq(id))
        .order_by_asc(listing_assurance::Column::Kind)
        .all(db)
        .await
        .stored()?;
    let source = listing_sources::Entity::find_by_id(id).one(db).await.stored()?;
    let contract = match row.contract_id {
        Some(contract) => contract_view(caller, contract).await?,
        None => None,
    };
    Ok(SolutionView {
        card: (*card).clone(),
        description: said(text, locale, |text| &text.description),
        human_review: said(text, locale, |text| &text.human_review),
        limits: said(text, locale, |text| &text.limits),
        integration: said(text, locale, |text| &text.integration),
        prompts_go: said(text, locale, |text| &text.prompts_go),
        risk_tier: row.risk_tier.as_deref().and_then(RiskTier::parse),
        model: row.model.as_deref().and_then(Model::parse),
        languages: row.languages.split(',').filter_map(Language::parse).collect(),
        assurance: assurance
            .iter()
            .filter_map(|row| {
                let kind = AssuranceKind::parse(&row.kind)?;
                Some(AssuranceView { kind, on: Day::parse(&row.signed_on)?, until: Day::parse(&row.valid_until)? })
            })
            .collect(),
        evidence: evidence.iter().filter_map(|row| evidence_view(row, locale)).collect(),
        adopters: adopters(caller, locale, id).await?,
        contract,
        listed_on: Day::parse(&row.listed_on).ok_or_else(|| Failure::impossible("a listing without a day"))?,
        integration_cost: Money::from_cents(row.integration_cost_cents),
        source: source.map(|row| SourceView {
            source: row.source,
            line: row.line,
            columns: serde_json::from_str(&row.row_json).unwrap_or_default(),
        }),
        held: None,
    })
}

async fn contract_view(caller: &Caller, contract: Uuid) -> Result<Option<ContractView>, Failure> {
    let row = contracts::Entity::find_by_id(contract).one(caller.db()).await.stored()?;
    let Some(row) = row else { return Ok(None) };
    let ordered =
        orders::Entity::find().filter(orders::Column::ContractId.eq(contract)).all(caller.db()).await.stored()?;
    let ids: Vec<Uuid> = ordered.into_iter().map(|order| order.id).collect();
    let commitments =
        commitments::Entity::find().filter(commitments::Column::OrderId.is_in(ids)).all(caller.db()).await.stored()?;
    let used: i64 = commitments.iter().map(|row| row.amount_cents - row.released_cents).sum();
    let (Some(starts_on), Some(ends_on)) = (Day::parse(&row.starts_on), Day::parse(&row.ends_on)) else {
        return Err(Failure::impossible("a contract without days"));
    };
    Ok(Some(ContractView {
        id: ContractId(row.id),
        reference: row.reference,
        starts_on,
        ends_on,
        ceiling: Money::from_cents(row.ceiling_cents),
        ceiling_left: Money::from_cents(row.ceiling_cents - used),
    }))
}

async fn adopters(caller: &Caller, locale: Locale, listing: Uuid) -> Result<Vec<AdopterView>, Failure> {
    let db = caller.db();
    let rows = deployments::Entity::find()
        .filter(deployments::Column::ListingId.eq(listing))
        .order_by_asc(deployments::Column::LiveAt)
        .all(db)
        .await
        .stored()?;
    let shown: Vec<_> = rows
        .into_iter()
        .filter(|row| {
            DeploymentState::parse(&row.state)
                .is_some_and(|state| state.is_adopted() || state == DeploymentState::Pilot)
        })
        .collect();
    let departments = organisations::Entity::find()
        .filter(organisations::Column::Id.is_in(shown.iter().map(|row| row.organisation_id)))
        .all(db)
        .await
        .stored()?;
    let names: HashMap<Uuid, String> = departments
        .into_iter()
        .map(|row| (row.id, locale.pick(row.name_zh_hant, row.name_zh_hans, row.name_en)))
        .collect();
    let readings = usage_readings::Entity::find()
        .filter(usage_readings::Column::DeploymentId.is_in(shown.iter().map(|row| row.id)))
        .order_by_asc(usage_readings::Column::Period)
        .order_by_asc(usage_readings::Column::Correction)
        .all(db)
        .await
        .stored()?;
    let newest: HashMap<Uuid, i64> = readings.into_iter().map(|row| (row.deployment_id, row.active_users)).collect();
    let mut adopters: Vec<AdopterView> = shown
        .iter()
        .map(|row| AdopterView {
            department: names.get(&row.organisation_id).cloned().unwrap_or_default(),
            live_since: row.live_at.map(|at| Timestamp::from_millis(at).day()),
            active_users: newest.get(&row.id).copied(),
        })
        .collect();
    adopters.sort_by_key(|adopter| (adopter.live_since.is_none(), adopter.live_since));
    Ok(adopters)
}
