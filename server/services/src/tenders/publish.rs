//! A procurement officer publishes an approved tender: dates and approving body are judged again on the real day.

use super::{decide, lots, store};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::permissions::Action;
use sea_orm::Set;

/// Publishes it now; what the public sees is kept as revision 1. Each of several lots is from then on a tender.
pub async fn publish(caller: &Caller, reference: &str) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    let mut change = caller.begin().await?;
    let row = decide::own_row(&change, caller, reference).await?;
    let tender = store::tender_of(&row)?;
    let key_pairs = tender.draft.scheme.as_ref().map_or(0, |scheme| scheme.key_pairs());
    let tender = tender.publish(key_pairs, change.now())?;
    let lots::Divided { first, reserved, events } = lots::divide(&change, &row, tender).await?;
    store::save(&change, &row, &first, |columns| columns.reserved_cents = Set(reserved.cents())).await?;
    let published = lots::give_notice(&change, &first).await?;
    for event in events {
        change.also(event.into()).await?;
    }
    change.commit(published.into()).await?;
    Ok(())
}
