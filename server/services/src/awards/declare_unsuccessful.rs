//! A tender ends without a result: no bid came, none could be read, none passed, or none is left
//! that could win.

use super::LONGEST;
use super::dossier::Dossier;
use super::store::written;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{award_notices, closing_records};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use crate::{openings, tenders as tendering};
use domain::awards::{AwardEvent, AwardRefusal};
use domain::bids::OpeningRefusal;
use domain::form::{Fields, Reader};
use domain::money::Money;
use domain::permissions::Action;
use domain::tenders::decision::TechnicalReport;
use domain::tenders::{Stage, TenderCommand, TenderRefusal};
use sea_orm::Set;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};

/// What the public is told of a tender without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoResult {
    pub bids: u32,
    pub reason: String,
}

/// Ends it, tells every bidder and the public why, and frees its money. Field: `reason`.
pub async fn declare_unsuccessful(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let mut reader = Reader::new(fields);
    let comment = reader.text("reason", LONGEST);
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let dossier = Dossier::lock_own(&change, reference).await?;
    let stage = dossier.tender.stage(change.now());
    stage.after(TenderCommand::DeclareUnsuccessful)?;
    let (bids, report) = counted(&change, &dossier, stage).await?;
    if stage == Stage::OpenedPrice && report.passing > 0 {
        return Err(AwardRefusal::BidsRemain.into());
    }
    let tender = dossier.tender.clone().declare_unsuccessful(&report, change.now())?;
    let released = Money::from_cents(dossier.row.reserved_cents);
    tendering::save(&change, &dossier.row, &tender, |columns| columns.reserved_cents = Set(0)).await?;
    let notice = written(&NoResult { bids, reason: comment.clone() })?;
    let row = award_notices::ActiveModel {
        id: Set(change.new_id()),
        tender_id: Set(tender.id.0),
        award_id: Set(None),
        reference: Set(tender.reference.clone()),
        kind: Set("unsuccessful".to_owned()),
        published_at: Set(change.now().millis()),
        sha256: Set(hex(&sha256(notice.as_bytes()))),
        notice_json: Set(notice),
    };
    award_notices::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    change.commit(AwardEvent::Unsuccessful { tender: tender.id, bids, comment, released }.into()).await?;
    Ok(())
}

/// How many bids were handed in, and how many of them could still win.
async fn counted(change: &Change, dossier: &Dossier, stage: Stage) -> Result<(u32, TechnicalReport), Failure> {
    if stage == Stage::Closed {
        let closing = closing_records::Entity::find_by_id(dossier.tender.id.0).one(change.db()).await.stored()?;
        // Before the closing is recorded nobody knows how many bids there are.
        let closing = closing.ok_or(OpeningRefusal::NotClosed { closes_at: dossier.closes_at() })?;
        let bids = u32::try_from(closing.bids).unwrap_or(u32::MAX);
        return Ok((bids, TechnicalReport { is_signed: false, passing: bids }));
    }
    let opened = openings::opened_of(change.db(), &dossier.tender).await?;
    let bids = opened.len() as u32;
    if stage == Stage::OpenedTechnical {
        let readable = opened.iter().filter(|one| one.unreadable.is_none()).count() as u32;
        return Ok((bids, TechnicalReport { is_signed: false, passing: readable }));
    }
    let evaluation = dossier.evaluation.as_ref().ok_or(TenderRefusal::TechnicalReportNotSigned)?;
    if !evaluation.state().is_technically_final() {
        return Err(TenderRefusal::TechnicalReportNotSigned.into());
    }
    let strange = |refusal| Failure::impossible(format!("counting bids of an evaluation: {refusal:?}"));
    let left = match stage {
        Stage::OpenedPrice => evaluation.remaining().map_err(strange)?.len(),
        _ => evaluation.passed().map_err(strange)?.len(),
    };
    Ok((bids, TechnicalReport { is_signed: true, passing: left as u32 }))
}
