//! A bidder reads what the panel asks about its price, and answers once (S16, S17).
//!
//! The answer is words and a confirmation, never an amount: nothing said after the close changes a price.

use super::store;
use crate::caller::Caller;
use crate::entities::{opened_bids, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::evaluation::{EvaluationEvent, PriceQuery, QueryKind};
use domain::event::Event;
use domain::form::{Fields, Reader};
use domain::ids::{BidId, TenderId};
use domain::money::Money;
use domain::permissions::Action;
use domain::text::Trilingual;
use sea_orm::prelude::*;

/// Longest explanation.
const LONGEST: usize = 4_000;

/// The questions to one bidder.
#[derive(Debug, Clone)]
pub struct PriceQuestions {
    /// Reference of the tender.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
    /// The bidder's own price as it was worked out.
    pub price: Option<Money>,
    /// What was asked, oldest first.
    pub queries: Vec<PriceQuery>,
}

/// What the panel asks one's own company; a company that was not asked has nothing to find here.
pub async fn price_questions(caller: &Caller, reference: &str) -> Result<PriceQuestions, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let (row, tender) = tendering::load_published(caller.db(), reference).await?;
    let bids = own_bids(caller, caller.db(), tender.id).await?;
    let (evaluation, _) = store::of_tender(caller, caller.db(), tender.id).await?.ok_or(Failure::NotFound)?;
    let papers = evaluation.papers();
    let queries: Vec<_> = papers.queries.iter().filter(|query| bids.contains(&query.bid)).cloned().collect();
    let first = queries.first().ok_or(Failure::NotFound)?;
    let price = papers.prices.iter().find(|opened| opened.bid == first.bid).map(|opened| opened.price.total);
    Ok(PriceQuestions { reference: row.reference.clone(), title: title_of(&row), price, queries })
}

/// Answers: fields `kind`, `confirmed` and `text`.
pub async fn answer_about_price(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AnswerAboutPrice)?;
    let mut reader = Reader::new(fields);
    let kind = reader.choice("kind", QueryKind::parse);
    let text = reader.text("text", LONGEST);
    let (kind, text) = reader.finish(|| Some((kind?, text?)))?;
    let confirmed = fields.ticked("confirmed");
    let change = caller.begin().await?;
    let (_, tender) = tendering::lock_published(&change, reference).await?;
    let bids = own_bids(caller, change.db(), tender.id).await?;
    let (evaluation, version) = store::lock(&change, tender.id).await?.ok_or(Failure::NotFound)?;
    let asked = evaluation.papers().queries.iter().find(|query| query.kind == kind && bids.contains(&query.bid));
    let bid = asked.ok_or(Failure::NotFound)?.bid;
    super::desk::may_go_on(&tender, caller)?;
    let answered = evaluation.answer_query(bid, kind, confirmed, &text, caller.now())?;
    store::put(&change, &answered, version).await?;
    let event = EvaluationEvent::PriceAnswered { tender: tender.id, bid, kind };
    change.commit(Event::Evaluation(event)).await?;
    Ok(())
}

async fn own_bids(caller: &Caller, db: &impl ConnectionTrait, tender: TenderId) -> Result<Vec<BidId>, Failure> {
    let rows = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(tender.0))
        .filter(opened_bids::Column::OrganisationId.eq(caller.officer()?.organisation.0))
        .all(db)
        .await
        .stored()?;
    Ok(rows.into_iter().map(|row| BidId(row.bid_id)).collect())
}

/// The title of a tender in three languages.
pub(super) fn title_of(row: &tenders::Model) -> Trilingual {
    let zh_hans = if row.title_zh_hans.is_empty() { &row.title_zh_hant } else { &row.title_zh_hans };
    Trilingual { en: row.title_en.clone(), zh_hant: row.title_zh_hant.clone(), zh_hans: zh_hans.clone() }
}
