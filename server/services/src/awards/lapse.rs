//! The winner refused to sign or let the time pass: the award ends, and the next in rank may be recommended.

use super::LONGEST;
use super::dossier::Dossier;
use super::store;
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::Failure;
use crate::tenders as tendering;
use domain::awards::AwardEvent;
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use sea_orm::Set;

/// Writes down that no contract comes of a final award. Field: `reason`.
pub async fn lapse(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let mut reader = Reader::new(fields);
    let comment = reader.text("reason", LONGEST);
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let dossier = Dossier::lock_own(&change, reference).await?;
    let row = store::row_of(change.db(), dossier.tender.id).await?.ok_or(Failure::NotFound)?;
    let award = store::award_of(&row)?.ok_or(Failure::NotFound)?.lapse()?;
    let tender = dossier.tender.clone().lapse_award(change.now())?;
    tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    let columns = awards::ActiveModel { end_reason: Set(comment), ..Default::default() };
    store::save(&change, &award, row.version, columns).await?;
    let event = AwardEvent::Lapsed { tender: tender.id, award: award.id, supplier: award.supplier };
    change.commit(event.into()).await?;
    Ok(())
}
