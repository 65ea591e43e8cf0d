//! The sealing keys of the sample office's openers, of its head, who recovers, and of two custodians.

use super::people::PEOPLE;
use crate::change::Change;
use crate::entities::people;
use crate::failure::{Failure, Stored};
use crate::keys::NewKey;
use domain::accounts::Role;
use domain::ids::PersonId;
use sea_orm::prelude::*;
use sealing::{Passphrase, Purpose};

/// The passphrase of every sealing key of the sample office. Real ones are drawn for each key and shown once.
pub const PASSPHRASE: &str = "bakan dimus fogin hatus jiton kowus";

/// Days since the keys were made: before the first tender of the sample was published.
const MADE_DAYS_AGO: i64 = 300;

/// Gives them keys that were made some time ago and tried out just now.
pub(super) async fn lay_out(change: &Change) -> Result<(), Failure> {
    let services = change.caller().services();
    for person in &PEOPLE {
        let purpose = match person.roles {
            roles if roles.contains(&Role::DepartmentOpener) => Purpose::Officer,
            roles if roles.contains(&Role::Head) => Purpose::Recovery,
            roles if roles.contains(&Role::Board) || roles.contains(&Role::Auditor) => Purpose::ClosingCustodian,
            _ => continue,
        };
        let row =
            people::Entity::find().filter(people::Column::Email.eq(person.email)).one(change.db()).await.stored()?;
        let id = row.ok_or_else(|| Failure::impossible(format!("nobody has the address {}", person.email)))?.id;
        let passphrase =
            Passphrase::parse(PASSPHRASE).map_err(|_| Failure::impossible("the sample passphrase is none"))?;
        let key = NewKey::wrap(services, PersonId(id), purpose, passphrase).await?;
        let made_at = change.now().plus_minutes(-MADE_DAYS_AGO * 24 * 60);
        key.insert(change, made_at.millis(), Some(change.now().millis())).await?;
    }
    Ok(())
}
