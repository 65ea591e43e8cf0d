//! A company whose verification has ended asks to be vetted again, with the certificate its file now names.

use super::store::{self, Which};
use super::{Words, moved};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::permissions::Action;
use domain::suppliers::SupplierCommand;

/// Reopens the review.
pub async fn renew(caller: &Caller) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(own)).await?;
    let from = supplier.standing(change.now());
    let registration = supplier.registration.clone();
    let supplier = supplier.renew(registration, change.now())?;
    store::save(&change, &row, &supplier, Default::default()).await?;
    change.commit(moved(&row, SupplierCommand::Renew, from, &supplier, Words::default())).await?;
    Ok(())
}
