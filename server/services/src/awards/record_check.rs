//! Somebody looks once more into the recommended bidder while the approving body has the recommendation.

use super::dossier::Dossier;
use super::{checks, store};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::awards;
use crate::failure::Failure;
use domain::awards::{AwardEvent, CheckKind};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::tenders::TenderCommand;
use sea_orm::Set;

/// Records a check; the newest of a kind counts. Fields: `kind`, `result`, `evidence`, and `issuer` for
/// letters.
pub async fn record_check(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let by = caller.officer()?.person;
    let mut reader = Reader::new(fields);
    let kind = reader.choice("kind", CheckKind::parse);
    let check = kind.and_then(|kind| checks::named(&mut reader, (kind, "result", "evidence"), by, caller.now()));
    let check = reader.finish(|| check)?;
    let change = caller.begin().await?;
    let (dossier, row) = waiting(&change, reference).await?;
    let mut file = store::file_of(caller, &row)?;
    let event = AwardEvent::CheckRecorded { tender: dossier.tender.id, kind: check.kind, result: check.result };
    file.checks.push(check);
    let columns =
        awards::ActiveModel { file_closed: Set(store::closed_file(&change, row.id, &file)?), ..Default::default() };
    store::update(&change, row.id, row.version, columns).await?;
    change.commit(event.into()).await?;
    Ok(())
}

/// A recommendation of one's own department that waits for its approving body, locked.
pub(super) async fn waiting(change: &Change, reference: &str) -> Result<(Dossier, awards::Model), Failure> {
    let dossier = Dossier::lock_own(change, reference).await?;
    dossier.tender.stage(change.now()).after(TenderCommand::ApproveAward)?;
    let row = store::row_of(change.db(), dossier.tender.id).await?;
    let row = row.ok_or_else(|| Failure::impossible(format!("{reference} is recommended without its award")))?;
    Ok((dossier, row))
}
