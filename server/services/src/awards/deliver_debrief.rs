//! The office explains its decision to a bidder that asked (A3).

use super::dossier::Dossier;
use super::{LONGEST, store};
use crate::caller::Caller;
use crate::entities::debriefs;
use crate::failure::{Failure, Stored};
use domain::awards::{AwardEvent, DebriefRequest};
use domain::form::{Fields, Reader};
use domain::ids::{BidId, OrganisationId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;

const PURPOSE: &str = "debriefs";

/// Delivers it. Fields: `bid`, `text`. Late is recorded as late and never refused.
pub async fn deliver_debrief(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let bid = Uuid::parse_str(fields.get("bid")).map_err(|_| Failure::NotFound)?;
    let mut reader = Reader::new(fields);
    let text = reader.text("text", 4 * LONGEST);
    let text = reader.finish(|| text)?;
    let change = caller.begin().await?;
    let dossier = Dossier::lock_own(&change, reference).await?;
    let round = store::row_of(change.db(), dossier.tender.id).await?.ok_or(Failure::NotFound)?;
    let asked =
        debriefs::Entity::find().filter(debriefs::Column::AwardId.eq(round.id)).filter(debriefs::Column::BidId.eq(bid));
    let row = change.locked(asked).await?.pop().ok_or(Failure::NotFound)?;
    request_of(&row).deliver(change.now())?;
    let services = caller.services();
    let closed = services.secrets.close(&services.random, PURPOSE, row.id.as_bytes(), text.as_bytes())?;
    let columns = debriefs::ActiveModel {
        delivered_by: Set(Some(caller.officer()?.person.0)),
        delivered_at: Set(Some(change.now().millis())),
        text_closed: Set(Some(closed)),
        ..Default::default()
    };
    let stored = debriefs::Entity::update_many()
        .set(columns)
        .filter(debriefs::Column::Id.eq(row.id))
        .filter(debriefs::Column::DeliveredAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let to = OrganisationId(row.organisation_id);
    change.commit(AwardEvent::DebriefDelivered { tender: dossier.tender.id, bid: BidId(bid), to }.into()).await?;
    Ok(())
}

/// A row as the rules know it.
pub(super) fn request_of(row: &debriefs::Model) -> DebriefRequest {
    DebriefRequest {
        bid: BidId(row.bid_id),
        requested_at: Timestamp::from_millis(row.asked_at),
        delivered_at: row.delivered_at.map(Timestamp::from_millis),
    }
}

/// What was delivered.
pub(super) fn text_of(caller: &Caller, row: &debriefs::Model) -> Result<Option<String>, Failure> {
    let Some(closed) = &row.text_closed else { return Ok(None) };
    let bytes = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), closed)?;
    String::from_utf8(bytes).map(Some).map_err(|error| Failure::broken("reading a debrief", error))
}
