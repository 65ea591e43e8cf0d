//! A procurement officer publishes an approved tender: dates and approving body are judged again on the real day.

use super::{decide, store};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys;
use domain::permissions::Action;
use domain::tenders::{Cause, TenderEvent};

/// Publishes it now; what the public sees is kept as revision 1.
pub async fn publish(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let openers: Vec<_> = tender.draft.people.openers.iter().map(|opener| opener.person).collect();
    let key_pairs = tender.draft.scheme.as_ref().map_or(0, |scheme| scheme.key_pairs());
    let tender = tender.publish(key_pairs, change.now())?;
    // One key set serves both envelopes: each is sealed apart, and bound to its kind.
    keys::make_key_set(&change, tender.id, &openers).await?;
    store::save(&change, &row, &tender, |_| {}).await?;
    let notice_sha256 = store::put_notice(&change, &tender, Cause::Published, change.now()).await?;
    let closes_at = store::closes_at(&tender);
    change.commit(TenderEvent::Published { tender: tender.id, closes_at, notice_sha256 }.into()).await?;
    Ok(())
}
