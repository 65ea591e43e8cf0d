//! The sealing keys of the sample office's openers, and of its head, who recovers.

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

/// Gives them keys that were made and tried out just now.
pub(super) async fn lay_out(change: &Change) -> Result<(), Failure> {
    let services = change.caller().services();
    for person in &PEOPLE {
        let purpose = match person.roles {
            roles if roles.contains(&Role::DepartmentOpener) => Purpose::Officer,
            roles if roles.contains(&Role::Head) => Purpose::Recovery,
            _ => continue,
        };
        let row =
            people::Entity::find().filter(people::Column::Email.eq(person.email)).one(change.db()).await.stored()?;
        let id = row.ok_or_else(|| Failure::impossible(format!("nobody has the address {}", person.email)))?.id;
        let passphrase =
            Passphrase::parse(PASSPHRASE).map_err(|_| Failure::impossible("the sample passphrase is none"))?;
        let key = NewKey::wrap(services, PersonId(id), purpose, passphrase).await?;
        let now = change.now().millis();
        key.insert(change, now, Some(now)).await?;
    }
    Ok(())
}
