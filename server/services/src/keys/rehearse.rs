//! An officer opens a dummy, which shows that key and passphrase fit.

use super::{Chance, store};
use crate::caller::Caller;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use domain::bids::{BidEvent, KeyPath, KeyRefusal};
use domain::permissions::Action;
use domain::time::Timestamp;
use officers::{RehearsalFile, split_answer};
use sea_orm::prelude::*;
use sealing::{Rehearsal, answer_rehearsal, check_rehearsal, make_rehearsal};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "rehearsals";
/// How long a dummy can be answered: it may go to another machine and back.
const ANSWERED_WITHIN_MINUTES: i64 = 60;

/// Tries the officer's key out with the passphrase; from then on it counts for a month.
pub async fn rehearse(caller: &Caller, passphrase: &str) -> Result<(), Failure> {
    caller.may(Action::KeepSealingKey)?;
    let officer = caller.officer()?;
    let (key, private) = store::private_key(caller.db(), officer.person, passphrase).await?;
    let dummy = dummy(caller, &key)?;
    let answer = answer_rehearsal(&dummy.dummy, *officer.person.0.as_bytes(), &private)
        .map_err(|_| KeyRefusal::WrongPassphrase)?;
    if !check_rehearsal(&dummy.expected, &answer) {
        return Err(KeyRefusal::WrongPassphrase.into());
    }
    counts_from_now(caller, &key, KeyPath::Server).await
}

/// What must be known to judge an answer. It goes with the dummy, closed, so that nothing is kept here meanwhile.
#[derive(Serialize, Deserialize)]
struct Expected {
    answer: String,
    until: i64,
    /// When the key was last tried out; the next answer changes it, so a dummy is answered once.
    after: Option<i64>,
}

/// A dummy for the officer's own tool.
pub async fn rehearsal_file(caller: &Caller) -> Result<RehearsalFile, Failure> {
    caller.may(Action::KeepSealingKey)?;
    let key = store::key_of(caller.db(), caller.officer()?.person.0).await?.ok_or(KeyRefusal::NoKey)?;
    let dummy = dummy(caller, &key)?;
    let expected = Expected {
        answer: sealing::hex::encode(&dummy.expected),
        until: caller.now().plus_minutes(ANSWERED_WITHIN_MINUTES).millis(),
        after: key.rehearsed_at,
    };
    let json = serde_json::to_vec(&expected).map_err(|error| Failure::broken("writing a rehearsal", error))?;
    let services = caller.services();
    let token = services.secrets.close(&services.random, PURPOSE, key.id.as_bytes(), &json)?;
    Ok(RehearsalFile::new(&key.wrapped, &dummy.dummy, &token))
}

/// Takes the answer to a dummy that was opened elsewhere.
pub async fn answer(caller: &Caller, path: KeyPath, line: &str) -> Result<(), Failure> {
    caller.may(Action::KeepSealingKey)?;
    let key = store::key_of(caller.db(), caller.officer()?.person.0).await?.ok_or(KeyRefusal::NoKey)?;
    let (token, answer) = split_answer(line).ok_or(KeyRefusal::RehearsalOver)?;
    // Closed for this key: one for another, or for the key before, does not open.
    let json = caller.services().secrets.open(PURPOSE, key.id.as_bytes(), &token);
    let expected: Option<Expected> = json.ok().and_then(|json| serde_json::from_slice(&json).ok());
    let expected = expected.ok_or(KeyRefusal::RehearsalOver)?;
    if caller.now() > Timestamp::from_millis(expected.until) || expected.after != key.rehearsed_at {
        return Err(KeyRefusal::RehearsalOver.into());
    }
    let hash = sealing::hex::decode(&expected.answer).and_then(|bytes| bytes.try_into().ok());
    let hash = hash.ok_or_else(|| Failure::impossible("a rehearsal without an answer"))?;
    if !check_rehearsal(&hash, &answer) {
        return Err(KeyRefusal::WrongPassphrase.into());
    }
    counts_from_now(caller, &key, path).await
}

fn dummy(caller: &Caller, key: &sealing_keys::Model) -> Result<Rehearsal, Failure> {
    let public = store::public_key(key)?;
    make_rehearsal(*key.person_id.as_bytes(), &public, &mut Chance(&caller.services().random))
        .map_err(|error| Failure::impossible(format!("no dummy can be made for a sealing key: {error:?}")))
}

/// Marks the key as tried out, if it was not replaced or tried out meanwhile.
async fn counts_from_now(caller: &Caller, key: &sealing_keys::Model, path: KeyPath) -> Result<(), Failure> {
    let change = caller.begin().await?;
    let unchanged = match key.rehearsed_at {
        Some(at) => sealing_keys::Column::RehearsedAt.eq(at),
        None => sealing_keys::Column::RehearsedAt.is_null(),
    };
    let stored = sealing_keys::Entity::update_many()
        .col_expr(sealing_keys::Column::RehearsedAt, Expr::value(change.now().millis()))
        .filter(sealing_keys::Column::Id.eq(key.id))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .filter(unchanged)
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(KeyRefusal::RehearsalOver.into());
    }
    change.commit(BidEvent::KeyRehearsed { person: caller.officer()?.person, path }.into()).await?;
    Ok(())
}
