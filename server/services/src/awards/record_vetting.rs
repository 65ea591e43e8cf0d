//! The recommended bidder's finances are vetted again while the approving body has the recommendation (T6).

use super::record_check::waiting;
use super::{checks, store};
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::Failure;
use domain::awards::AwardEvent;
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use sea_orm::Set;

/// Records a vetting in the place of an earlier one. Fields: `vetting`, `vetting_evidence`.
pub async fn record_vetting(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let mut reader = Reader::new(fields);
    let vetting = checks::vetting(&mut reader, caller.officer()?.person, caller.now());
    let vetting = reader.finish(|| vetting)?;
    let change = caller.begin().await?;
    let (dossier, row) = waiting(&change, reference).await?;
    let mut file = store::file_of(caller, &row)?;
    let event = AwardEvent::VettingRecorded { tender: dossier.tender.id, result: vetting.result };
    file.vetting = Some(vetting);
    let columns =
        awards::ActiveModel { file_closed: Set(store::closed_file(&change, row.id, &file)?), ..Default::default() };
    store::update(&change, row.id, row.version, columns).await?;
    change.commit(event.into()).await?;
    Ok(())
}
