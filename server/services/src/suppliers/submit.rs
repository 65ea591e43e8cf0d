//! A company sends its file to the vetting officers, or answers them.

use super::store::{self, Which};
use super::{Words, moved};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::suppliers::{Registrant, SupplierCommand};

/// Sends the file; `answer` says what was asked, if something was.
pub async fn submit(caller: &Caller, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    let mut reader = Reader::new(fields);
    let answer = reader.optional_text("answer", 1000);
    let comment = reader.finish(|| answer)?;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Organisation(own)).await?;
    let from = supplier.standing(change.now());
    let registrant = Registrant { email_confirmed: true, number_in_use: !row.holds_its_entry() };
    let supplier = supplier.submit(registrant, change.now())?;
    store::save(&change, &row, &supplier, Default::default()).await?;
    let words = Words { comment, ..Words::default() };
    change.commit(moved(&row, SupplierCommand::Submit, from, &supplier, words)).await?;
    Ok(())
}
