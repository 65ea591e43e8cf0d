//! What must be known of award, supplier and money before a contract is drawn up or signed.

use super::money;
use super::store::Held;
use crate::awards;
use crate::caller::Caller;
use crate::entities::{awards as award_rows, tenders as tender_rows};
use crate::evaluation;
use crate::failure::{Failure, Stored};
use crate::suppliers;
use crate::tenders;
use domain::awards::{Award, Eligibility, vetting_missing};
use domain::contracts::SigningFacts;
use domain::evaluation::Outstanding;
use domain::ids::{PersonId, TenderId};
use domain::suppliers::SupplierState;
use domain::tenders::Tender;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// An award with its row; no award when bidders were never told of one.
pub(super) async fn award_of(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(award_rows::Model, Award)>, Failure> {
    let Some(row) = award_rows::Entity::find_by_id(id).one(db).await.stored()? else { return Ok(None) };
    Ok(awards::award_of(&row)?.map(|award| (row, award)))
}

/// The award a contract came of.
pub(super) async fn its_award(db: &impl ConnectionTrait, held: &Held) -> Result<(award_rows::Model, Award), Failure> {
    let missing = || Failure::impossible(format!("contract {} has no award", held.row.reference));
    award_of(db, held.terms.award_id).await?.ok_or_else(missing)
}

/// The tender behind a contract.
pub(super) async fn tender_of(db: &impl ConnectionTrait, id: Uuid) -> Result<(tender_rows::Model, Tender), Failure> {
    let missing = || Failure::impossible(format!("a contract of tender {id}, which is not there"));
    let row = tender_rows::Entity::find_by_id(id).one(db).await.stored()?.ok_or_else(missing)?;
    let tender = tenders::tender_of(&row)?;
    Ok((row, tender))
}

/// Everything the department's signature is judged by.
pub(super) async fn signing_facts(
    caller: &Caller,
    db: &impl ConnectionTrait,
    held: &Held,
    now: Timestamp,
) -> Result<SigningFacts, Failure> {
    let (row, award) = its_award(db, held).await?;
    Ok(SigningFacts {
        award: award.state,
        notified_at: award.notified_at,
        challenge: award.challenge_against_signature(),
        vetting_missing: lacks_vetting(caller, db, &row, &award).await?,
        committed: money::committed(db, held.row.id).await?,
        open_declarations: open_declarations(caller, db, TenderId(row.tender_id)).await?,
        supplier: standing(db, held, now).await?,
        assessors: award.panel,
    })
}

/// Assessors whose interests are not settled, each once (A5).
async fn open_declarations(
    caller: &Caller,
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<Vec<PersonId>, Failure> {
    let Some((evaluation, _)) = evaluation::store::of_tender(caller, db, tender).await? else { return Ok(Vec::new()) };
    let whose = evaluation.interests_outstanding().into_iter().filter_map(Outstanding::assessor);
    Ok(whose.collect::<BTreeSet<_>>().into_iter().collect())
}

async fn lacks_vetting(
    caller: &Caller,
    db: &impl ConnectionTrait,
    row: &award_rows::Model,
    award: &Award,
) -> Result<bool, Failure> {
    let (_, tender) = tender_of(db, row.tender_id).await?;
    let published = tender.progress.notice.as_ref().map(|notice| notice.published_at.day());
    let (Some(purchase), Some(published_on)) = (&tender.draft.purchase, published) else {
        return Err(Failure::impossible("an award of a tender that was not published"));
    };
    // Whether a vetting is needed is asked first: the file need not be opened for most.
    if !vetting_missing(award.value, purchase.subject, published_on, None) {
        return Ok(false);
    }
    let vetting = awards::file_of(caller, row)?.vetting;
    Ok(vetting_missing(award.value, purchase.subject, published_on, vetting.as_ref()))
}

/// A supplier that is not verified any more, for whatever reason, may not sign as one that is suspended may not.
async fn standing(db: &impl ConnectionTrait, held: &Held, now: Timestamp) -> Result<Eligibility, Failure> {
    let (_, supplier) = suppliers::of_organisation(db, held.contract.supplier).await?;
    if supplier.may_bid(now) {
        return Ok(Eligibility::Eligible);
    }
    let debarred = supplier.standing(now) == SupplierState::Debarred;
    Ok(if debarred { Eligibility::Debarred } else { Eligibility::Suspended })
}
