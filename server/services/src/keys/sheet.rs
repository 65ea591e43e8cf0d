//! An official takes the recovery sheet of the own key, for the department's safe.

use super::store::{self, Fault};
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{CustodyEvent, KeyRefusal, KeyUse};
use domain::permissions::Action;
use domain::text::Trilingual;
use domain::time::Timestamp;
use officers::{SheetLine, sheet_of};
use sealing::WrappedKey;

/// What is printed. Without the words of the key it opens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetView {
    /// Whose key.
    pub holder: String,
    /// Their office.
    pub office: Trilingual,
    /// What it is for.
    pub serves: KeyUse,
    /// Sixteen groups of four digits.
    pub fingerprint: String,
    /// When the key was made.
    pub made_at: Timestamp,
    /// The wrapped key.
    pub lines: Vec<SheetLine>,
}

/// The sheet of the official's own key. Each time it is taken is logged.
pub async fn sheet(caller: &Caller) -> Result<SheetView, Failure> {
    caller.may(Action::KeepSealingKey)?;
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let key = store::key_of(change.db(), officer.person.0).await?.ok_or(KeyRefusal::NoKey)?;
    let wrapped =
        WrappedKey::parse(&key.wrapped).map_err(|error| Failure::broken("reading a sealing key", Fault(error)))?;
    change.commit(CustodyEvent::SheetTaken { person: officer.person }.into()).await?;
    let strange = || Failure::impossible("a sealing key for nothing known");
    Ok(SheetView {
        holder: officer.name.clone(),
        office: officer.organisation_name.clone(),
        serves: KeyUse::parse(&key.purpose).ok_or_else(strange)?,
        fingerprint: wrapped.public_key.fingerprint().to_string(),
        made_at: Timestamp::from_millis(key.made_at),
        lines: sheet_of(&wrapped),
    })
}
