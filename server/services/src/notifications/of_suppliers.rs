//! Which event about a supplier concerns whom.

use super::recipients::{Post, holders, put};
use super::{Facts, Letter};
use crate::change::Change;
use crate::entities::{organisations, people};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::event::Event;
use domain::ids::{OrganisationId, PersonId};
use domain::suppliers::{SupplierCommand, SupplierState};
use domain::text::Trilingual;
use domain::time::Day;
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Who is written to.
#[derive(Debug, Clone, Copy)]
enum To {
    /// The supplier's administrators.
    Supplier,
    /// The vetting officers.
    Vetting,
    /// The tender boards.
    Board,
    /// The head of the office.
    Head,
}

/// Writes the letters of an event about a supplier; `None` when it is about none.
pub(super) async fn write(change: &Change, event: &Event) -> Result<Option<usize>, Failure> {
    let (organisation, reference, letters, comment, until) = match event {
        Event::SupplierApplied { person, organisation, .. } => {
            let known = organisation.is_none();
            let (letter, path) =
                if known { (Letter::SupplierKnown, "/sign-in") } else { (Letter::SupplierConfirm, "") };
            put(change, Post::Person(person.0), letter, &Facts { path: path.to_owned(), ..Facts::default() }).await?;
            return Ok(Some(1));
        }
        Event::PersonRolesChanged { person, organisation, .. } => {
            return access_changed(change, *person, *organisation).await.map(Some);
        }
        Event::SupplierRegistered { organisation, reference, number_in_use: true, .. } => (
            organisation,
            reference,
            vec![(To::Supplier, Letter::SupplierNumberInUse), (To::Vetting, Letter::SupplierClash)],
            "",
            None,
        ),
        Event::SupplierFileKept {
            organisation,
            reference,
            from: SupplierState::Verified,
            to: SupplierState::UnderReview,
            ..
        } => {
            let letters = vec![(To::Supplier, Letter::SupplierReview), (To::Vetting, Letter::SupplierVet)];
            (organisation, reference, letters, "", None)
        }
        Event::SupplierMoved { organisation, reference, command, comment, until, .. } => {
            (organisation, reference, of_step(*command), comment.as_str(), *until)
        }
        Event::SupplierReminded { organisation, reference, until, .. } => {
            (organisation, reference, vec![(To::Supplier, Letter::SupplierReminder)], "", Some(*until))
        }
        _ => return Ok(None),
    };
    let about = About { organisation: *organisation, reference, comment, until };
    write_about(change, about, &letters).await.map(Some)
}

fn of_step(command: SupplierCommand) -> Vec<(To, Letter)> {
    use SupplierCommand as C;
    let supplier = |letter| vec![(To::Supplier, letter)];
    match command {
        C::Submit => vec![(To::Supplier, Letter::SupplierReceived), (To::Vetting, Letter::SupplierVet)],
        C::Renew => vec![(To::Supplier, Letter::SupplierReceived), (To::Vetting, Letter::SupplierVet)],
        C::StartReview => supplier(Letter::SupplierReview),
        C::Check => vec![(To::Vetting, Letter::SupplierSecondCheck)],
        C::RequestInfo => supplier(Letter::SupplierQuestion),
        C::Verify => supplier(Letter::SupplierVerified),
        C::Reject => supplier(Letter::SupplierRejected),
        C::Lapse => supplier(Letter::SupplierLapsed),
        C::Expire => supplier(Letter::SupplierExpired),
        C::Suspend => supplier(Letter::SupplierSuspended),
        C::Reinstate => supplier(Letter::SupplierReinstated),
        C::ProposeDebarment => vec![(To::Board, Letter::SupplierDebarmentProposed)],
        C::TurnDownDebarment => vec![(To::Head, Letter::SupplierDebarmentTurnedDown)],
        C::Debar => vec![(To::Supplier, Letter::SupplierDebarred), (To::Head, Letter::SupplierDebarmentAgreed)],
        C::EndDebarment => supplier(Letter::SupplierDebarmentEnded),
        C::Close => vec![(To::Supplier, Letter::SupplierClosed), (To::Vetting, Letter::SupplierClosed)],
        C::ChangeDetails | C::ChangeIdentity => Vec::new(),
    }
}

/// What a letter is about.
struct About<'a> {
    organisation: OrganisationId,
    reference: &'a str,
    comment: &'a str,
    until: Option<Day>,
}

async fn write_about(change: &Change, about: About<'_>, letters: &[(To, Letter)]) -> Result<usize, Failure> {
    let organisation = organisations::Entity::find_by_id(about.organisation.0).one(change.db()).await.stored()?;
    let organisation =
        organisation.ok_or_else(|| Failure::impossible("a letter about a supplier that is not there"))?;
    let name =
        Trilingual { en: organisation.name_en, zh_hant: organisation.name_zh_hant, zh_hans: organisation.name_zh_hans };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let (people, path) = match to {
            To::Supplier => {
                let own = holders(change, Role::SupplierAdmin, Some(about.organisation.0)).await?;
                (own, "/supplier".to_owned())
            }
            To::Vetting | To::Board | To::Head => {
                let role = match to {
                    To::Board => Role::Board,
                    To::Head => Role::Head,
                    _ => Role::Vetting,
                };
                (holders(change, role, None).await?, format!("/workspace/suppliers/{}", about.reference))
            }
        };
        let facts = Facts {
            path,
            reference: about.reference.to_owned(),
            organisation: name.clone(),
            comment: about.comment.to_owned(),
            until: about.until,
            ..Facts::default()
        };
        for person in people {
            // An officer is not told of their own step; a company keeps the acknowledgement of what it sent.
            let own_step = actor == Some(person) && !matches!(to, To::Supplier);
            if !own_step && written.insert((person, letter.code())) {
                put(change, Post::Person(person), *letter, &facts).await?;
            }
        }
    }
    Ok(written.len())
}

/// Somebody who has not joined yet gets their invitation again: the link they had went with their earlier part.
async fn access_changed(change: &Change, person: PersonId, organisation: OrganisationId) -> Result<usize, Failure> {
    let row = people::Entity::find_by_id(person.0).one(change.db()).await.stored()?;
    let joined = row.is_some_and(|row| row.password_hash.is_some());
    let own = organisations::Entity::find_by_id(organisation.0).one(change.db()).await.stored()?;
    let reference = own.map(|own| own.code).unwrap_or_default();
    let letter = if joined { Letter::AccessChanged } else { Letter::Invitation };
    let facts = Facts { path: "/account".to_owned(), reference, ..Facts::default() };
    put(change, Post::Person(person.0), letter, &facts).await?;
    Ok(1)
}
