//! An officer opens a dummy, which shows that key and passphrase fit.

use super::{Chance, store};
use crate::caller::Caller;
use crate::entities::sealing_keys;
use crate::failure::{Failure, Stored};
use domain::bids::{BidEvent, KeyRefusal};
use domain::permissions::Action;
use sea_orm::prelude::*;
use sealing::{PublicKey, answer_rehearsal, check_rehearsal, make_rehearsal};

/// Tries the officer's key out with the passphrase; from then on it counts for a month.
pub async fn rehearse(caller: &Caller, passphrase: &str) -> Result<(), Failure> {
    caller.may(Action::KeepSealingKey)?;
    let officer = caller.officer()?;
    let (key, private) = store::private_key(caller.db(), officer.person, passphrase).await?;
    let strange = || Failure::impossible("a sealing key that is none");
    let public: [u8; 32] = key.public_key.as_slice().try_into().map_err(|_| strange())?;
    let public = PublicKey::from_bytes(public).map_err(|_| strange())?;
    let holder = *officer.person.0.as_bytes();
    let dummy = make_rehearsal(holder, &public, &mut Chance(&caller.services().random)).map_err(|_| strange())?;
    let answer = answer_rehearsal(&dummy.dummy, holder, &private).map_err(|_| KeyRefusal::WrongPassphrase)?;
    if !check_rehearsal(&dummy.expected, &answer) {
        return Err(KeyRefusal::WrongPassphrase.into());
    }
    let change = caller.begin().await?;
    let stored = sealing_keys::Entity::update_many()
        .col_expr(sealing_keys::Column::RehearsedAt, Expr::value(change.now().millis()))
        .filter(sealing_keys::Column::Id.eq(key.id))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected != 1 {
        return Err(KeyRefusal::NoKey.into());
    }
    change.commit(BidEvent::KeyRehearsed { person: officer.person }.into()).await?;
    Ok(())
}
