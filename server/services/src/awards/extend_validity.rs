//! The recommended bidder binds itself for longer in writing, so that an award can be made after the bids' last day.

use super::record_check::waiting;
use super::store;
use crate::caller::Caller;
use crate::entities::awards;
use crate::failure::Failure;
use domain::awards::{AwardEvent, Extension};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use sea_orm::Set;

/// Records the bidder's written extension (M13). Fields: `written_on`, `until`.
pub async fn extend_validity(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let change = caller.begin().await?;
    let (dossier, row) = waiting(&change, reference).await?;
    let mut file = store::file_of(caller, &row)?;
    let mut reader = Reader::new(fields);
    let written_on = reader.day("written_on", dossier.closes_at().day(), change.today());
    let until = reader.day("until", change.today(), change.today().plus_days(730));
    let extension = reader.finish(|| Some(Extension { written_on: written_on?, until: until? }))?;
    file.validity = file.validity.extend(extension)?;
    let (tender, bid) = (dossier.tender.id, file.validity.bid);
    let columns =
        awards::ActiveModel { file_closed: Set(store::closed_file(&change, row.id, &file)?), ..Default::default() };
    store::update(&change, row.id, row.version, columns).await?;
    change.commit(AwardEvent::ValidityExtended { tender, bid, until: extension.until }.into()).await?;
    Ok(())
}
