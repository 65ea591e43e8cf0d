//! What an officer sees of the own key.

use super::store;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{KeyUse, counts_until, named_until};
use domain::permissions::Action;
use domain::time::{Day, Timestamp};

/// An officer's own key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyView {
    /// Sixteen groups of four digits.
    pub fingerprint: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When its holder last opened a dummy.
    pub rehearsed_at: Option<Timestamp>,
    /// The last day it counts.
    pub counts_until: Option<Day>,
    /// The last day on which it is named in a new tender.
    pub named_until: Day,
    /// It counts today.
    pub counts: bool,
    /// It is too old for a new tender.
    pub is_old: bool,
}

/// The officer's own key, if there is one.
pub async fn show(caller: &Caller) -> Result<Option<KeyView>, Failure> {
    caller.may(Action::KeepSealingKey)?;
    let officer = caller.officer()?;
    let key = store::key_of(caller.db(), officer.person.0).await?;
    // A key of before, for another office, is none for this one.
    let Some(key) = key.filter(|key| key.purpose == KeyUse::of(officer).code()) else { return Ok(None) };
    let rehearsed_at = key.rehearsed_at.map(Timestamp::from_millis);
    Ok(Some(KeyView {
        fingerprint: store::public_key(&key)?.fingerprint().to_string(),
        made_at: Timestamp::from_millis(key.made_at),
        rehearsed_at,
        counts_until: rehearsed_at.map(counts_until),
        named_until: named_until(Timestamp::from_millis(key.made_at)),
        counts: store::counts(&key, caller.today()) && store::is_young(&key, caller.today()),
        is_old: !store::is_young(&key, caller.today()),
    }))
}
