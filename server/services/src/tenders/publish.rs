//! A procurement officer publishes an approved tender: dates and approving body are judged again on the real day.

use super::{decide, store};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::permissions::Action;
use domain::tenders::{Cause, Tender, TenderEvent};

/// Publishes it now; what the public sees is kept as revision 1.
pub async fn publish(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let key_pairs = key_pairs_for(&tender);
    let tender = tender.publish(key_pairs, change.now())?;
    store::save(&change, &row, &tender, |_| {}).await?;
    let notice_sha256 = store::put_notice(&change, &tender, Cause::Published, change.now()).await?;
    let closes_at = store::closes_at(&tender);
    change.commit(TenderEvent::Published { tender: tender.id, closes_at, notice_sha256 }.into()).await?;
    Ok(())
}

/// Key pairs made for its envelopes.
///
/// Until the rehearsal of officers' keys is kept here, a tender is published as if they were made: the one place to
/// count them. No bid can be handed in before.
fn key_pairs_for(tender: &Tender) -> u32 {
    tender.draft.scheme.as_ref().map_or(0, |scheme| scheme.key_pairs())
}
