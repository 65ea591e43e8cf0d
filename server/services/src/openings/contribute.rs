//! An opener brings the own part of the keys with the passphrase, which comes to this service for it.

use super::admit::Admitted;
use super::bring::{Brought, Outcome, bring};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys::private_key_of_slot;
use domain::bids::EnvelopeKind;
use domain::permissions::Action;

/// Brings an opener's part; the second one opens. Refused attempts are logged too (S3).
pub async fn contribute(
    caller: &Caller,
    tender: &str,
    kind: EnvelopeKind,
    password: &str,
    passphrase: &str,
) -> Result<Outcome, Failure> {
    caller.may(Action::OpenBids)?;
    let admitted = Admitted::check(caller, tender, kind).await?;
    let password = admitted.proved(caller, confirm_password(caller, password).await).await?;
    let private = private_key_of_slot(caller.db(), &admitted.slot, passphrase).await;
    let private = admitted.proved(caller, private).await?;
    bring(caller, &admitted, password, Brought::Key(private)).await
}
