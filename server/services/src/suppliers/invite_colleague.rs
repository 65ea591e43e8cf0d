//! A company's administrator invites a colleague.

use super::store::{self, Which};
use crate::accounts::{Newcomer, add_person, insert_link, throttle};
use crate::caller::Caller;
use crate::change::answer_given;
use crate::failure::Failure;
use crate::notifications::Letter;
use domain::accounts::{AccountRefusal, OrganisationKind};
use domain::event::Event;
use domain::ids::{OnceToken, PersonId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::suppliers::ColleagueForm;

/// Invites them, or invites them again with other roles while they have no password. The same form sent twice
/// invites once.
///
/// An address that belongs to an account elsewhere is refused, and refusals are slowed down: a list of addresses
/// cannot be tried out here.
pub async fn invite_colleague(caller: &Caller, once: OnceToken, form: &ColleagueForm) -> Result<(), Failure> {
    caller.may(Action::KeepOwnFile)?;
    let own = caller.officer()?.organisation;
    if answer_given(caller.db(), caller, once).await?.is_some() {
        return Ok(());
    }
    let tries = format!("invite:{own}");
    throttle::check(caller.db(), &tries, caller.now()).await?;
    let invited = try_to_invite(caller, once, form).await;
    if let Err(Failure::Refused(Refusal::Account(AccountRefusal::AlreadyInvited))) = &invited {
        let change = caller.begin().await?;
        throttle::count(change.db(), &tries, change.now()).await?;
        let email_sha256 = crate::random::hex(&crate::random::sha256(form.email.as_str().as_bytes()));
        change.commit(Event::InvitationRefused { organisation: own, email_sha256 }).await?;
    }
    invited
}

async fn try_to_invite(caller: &Caller, once: OnceToken, form: &ColleagueForm) -> Result<(), Failure> {
    let own = caller.officer()?.organisation;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    store::lock(&change, Which::Organisation(own)).await?;
    let newcomer = Newcomer { email: &form.email, name: &form.name, roles: &form.roles, locale: form.locale };
    let person = add_person(&change, own.0, OrganisationKind::Supplier, newcomer).await?;
    insert_link(&change, Letter::Invitation, person.id, person.account_version).await?;
    change.remember_answer(once, "").await?;
    let event = Event::PersonInvited { person: PersonId(person.id), organisation: own, roles: form.roles.clone() };
    change.commit(event).await?;
    Ok(())
}
