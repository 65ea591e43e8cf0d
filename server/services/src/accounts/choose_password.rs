//! Somebody follows a one-time link and chooses a password.

use super::store;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{one_time_links, people};
use crate::failure::{Failure, Stored};
use domain::accounts::{AccountRefusal, NewPassword};
use domain::event::Event;
use domain::form::Fields;
use domain::ids::PersonId;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Whose link it is, to greet them before they choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// Their name.
    pub name: String,
    /// Their address, which password managers want to see.
    pub email: String,
}

/// Looks at a link without using it, since mail scanners open every link.
pub async fn read_link(caller: &Caller, secret: &str) -> Result<LinkView, Failure> {
    let found = store::usable_link(caller.db(), secret, caller.now().millis()).await?;
    let (_, person) = found.ok_or(AccountRefusal::LinkNotValid)?;
    Ok(LinkView { name: person.name, email: person.email })
}

/// Sets the password, uses the link up and ends every session.
pub async fn choose_password(caller: &Caller, secret: &str, fields: &Fields) -> Result<(), Failure> {
    let chosen = begin_to_choose(caller, secret, fields).await?;
    let event = chosen.event();
    chosen.change.commit(event).await?;
    Ok(())
}

/// A password that was chosen in a change that is still open.
pub(crate) struct Chosen {
    /// The change.
    pub change: Change,
    /// Whose password it is.
    pub person: people::Model,
    /// It is their first: they join.
    pub first: bool,
}

impl Chosen {
    /// What happened, when nothing else did.
    pub(crate) fn event(&self) -> Event {
        let person = PersonId(self.person.id);
        if self.first { Event::PersonJoined { person } } else { Event::PasswordChanged { person } }
    }
}

/// Sets the password in a change that whoever asked keeps.
pub(crate) async fn begin_to_choose(caller: &Caller, secret: &str, fields: &Fields) -> Result<Chosen, Failure> {
    let now = caller.now().millis();
    let found = store::usable_link(caller.db(), secret, now).await?;
    let (_, person) = found.ok_or(AccountRefusal::LinkNotValid)?;
    let form = NewPassword::parse(fields, &[&person.name, &person.email])?;
    let hash = caller.services().passwords.hash(&form.password).await?;

    let change = caller.begin().await?;
    // Read again inside the change: of two tries at once only one finds the link unused.
    let found = store::usable_link(change.db(), secret, now).await?;
    let (link, person) = found.ok_or(AccountRefusal::LinkNotValid)?;
    let used = one_time_links::Entity::update_many()
        .col_expr(one_time_links::Column::UsedAt, Expr::value(now))
        .filter(one_time_links::Column::Id.eq(link.id))
        .filter(one_time_links::Column::UsedAt.is_null())
        .exec(change.db())
        .await
        .stored()?;
    if used.rows_affected != 1 {
        return Err(AccountRefusal::LinkNotValid.into());
    }
    let first = person.password_hash.is_none();
    let row = people::ActiveModel {
        password_hash: Set(Some(hash)),
        account_version: Set(person.account_version + 1),
        ..Default::default()
    };
    // Of two links of one person at once only one finds the account as it was.
    let changed = people::Entity::update_many()
        .set(row)
        .filter(people::Column::Id.eq(person.id))
        .filter(people::Column::AccountVersion.eq(person.account_version))
        .exec(change.db())
        .await
        .stored()?;
    if changed.rows_affected != 1 {
        return Err(AccountRefusal::LinkNotValid.into());
    }
    store::end_sessions(&change, PersonId(person.id), None).await?;
    Ok(Chosen { change, person, first })
}
