//! Rows of people, sessions and one-time links.

use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{memberships, one_time_links, organisations, people, sessions};
use crate::failure::{Failure, Stored};
use crate::notifications::Letter;
use crate::random::sha256;
use domain::accounts::{INVITATION_MINUTES, OrganisationKind, RESET_LINK_MINUTES, Role};
use domain::actor::Officer;
use domain::ids::{OrganisationId, PersonId, SessionId};
use domain::locale::Locale;
use domain::text::{EmailAddress, Trilingual};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};

/// The person with this address who may sign in.
pub(super) async fn person_by_email(
    db: &impl ConnectionTrait,
    email: &EmailAddress,
) -> Result<Option<people::Model>, Failure> {
    people::Entity::find()
        .filter(people::Column::Email.eq(email.as_str()))
        .filter(people::Column::DisabledAt.is_null())
        .one(db)
        .await
        .stored()
}

/// Somebody with their organisation and roles.
pub(crate) async fn officer_of(
    db: &impl ConnectionTrait,
    person: people::Model,
    session: Option<SessionId>,
) -> Result<Officer, Failure> {
    let organisation = organisations::Entity::find_by_id(person.organisation_id).one(db).await.stored()?;
    let organisation = organisation.ok_or_else(|| Failure::impossible("somebody belongs to no organisation"))?;
    let rows = memberships::Entity::find()
        .filter(memberships::Column::PersonId.eq(person.id))
        .order_by_asc(memberships::Column::Role)
        .all(db)
        .await
        .stored()?;
    let roles = rows
        .iter()
        .map(|row| {
            Role::parse(&row.role).ok_or_else(|| Failure::impossible(format!("no role is called {:?}", row.role)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Officer {
        person: PersonId(person.id),
        name: person.name,
        email: person.email,
        locale: Locale::from_segment(&person.locale).unwrap_or(Locale::ZhHant),
        organisation: OrganisationId(organisation.id),
        organisation_kind: OrganisationKind::parse(&organisation.kind)
            .ok_or_else(|| Failure::impossible("an organisation of no known kind"))?,
        organisation_code: organisation.code,
        organisation_name: Trilingual {
            en: organisation.name_en,
            zh_hant: organisation.name_zh_hant,
            zh_hans: organisation.name_zh_hans,
        },
        roles,
        session,
    })
}

/// The bureaux and departments on the register, without the suppliers.
pub(crate) fn government() -> Select<organisations::Entity> {
    organisations::Entity::find().filter(organisations::Column::Kind.ne(OrganisationKind::Supplier.code()))
}

/// The kind of link a letter carries: the first password, or another.
fn link_kind(letter: Letter) -> &'static str {
    if letter == Letter::Reset { Letter::Reset.code() } else { Letter::Invitation.code() }
}

/// A link that waits for its letter; its secret is made when the letter leaves.
pub(crate) async fn insert_link(
    change: &Change,
    letter: Letter,
    person: Uuid,
    account_version: i64,
) -> Result<(), Failure> {
    let row = one_time_links::ActiveModel {
        id: Set(change.new_id()),
        kind: Set(link_kind(letter).to_owned()),
        person_id: Set(person),
        account_version: Set(account_version),
        token_hash: Set(None),
        requested_at: Set(change.now().millis()),
        expires_at: Set(None),
        used_at: Set(None),
    };
    one_time_links::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

/// A link whose secret is told to the one who asks, beside the one that is mailed; it lives as long as an invitation.
pub(super) async fn insert_told_link(change: &Change, person: Uuid, account_version: i64) -> Result<String, Failure> {
    let secret = change.caller().services().random.secret();
    let row = one_time_links::ActiveModel {
        id: Set(change.new_id()),
        // Not the kind that the letter looks for: its delivery must not end this secret.
        kind: Set("told".to_owned()),
        person_id: Set(person),
        account_version: Set(account_version),
        token_hash: Set(Some(sha256(secret.as_bytes()).to_vec())),
        requested_at: Set(change.now().millis()),
        expires_at: Set(Some(change.now().plus_minutes(INVITATION_MINUTES).millis())),
        used_at: Set(None),
    };
    one_time_links::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(secret)
}

/// Gives the newest unused link of a person a fresh secret; `None` when there is none to use.
///
/// The secret is nowhere but in the answer. An earlier secret of the same link ends.
pub(crate) async fn fresh_secret(
    caller: &Caller,
    letter: Letter,
    person: &people::Model,
) -> Result<Option<String>, Failure> {
    let link = one_time_links::Entity::find()
        .filter(one_time_links::Column::PersonId.eq(person.id))
        .filter(one_time_links::Column::Kind.eq(link_kind(letter)))
        .filter(one_time_links::Column::AccountVersion.eq(person.account_version))
        .filter(one_time_links::Column::UsedAt.is_null())
        .order_by_desc(one_time_links::Column::RequestedAt)
        .one(caller.db())
        .await
        .stored()?;
    let Some(link) = link else { return Ok(None) };
    let minutes = if letter == Letter::Reset { RESET_LINK_MINUTES } else { INVITATION_MINUTES };
    let secret = caller.services().random.secret();
    let row = one_time_links::ActiveModel {
        token_hash: Set(Some(sha256(secret.as_bytes()).to_vec())),
        expires_at: Set(Some(caller.now().plus_minutes(minutes).millis())),
        ..Default::default()
    };
    one_time_links::Entity::update_many()
        .set(row)
        .filter(one_time_links::Column::Id.eq(link.id))
        .exec(caller.services().db.writer())
        .await
        .stored()?;
    Ok(Some(secret))
}

/// The link with this secret, if it can still be used, and its person.
pub(super) async fn usable_link(
    db: &impl ConnectionTrait,
    secret: &str,
    now: i64,
) -> Result<Option<(one_time_links::Model, people::Model)>, Failure> {
    let link = one_time_links::Entity::find()
        .filter(one_time_links::Column::TokenHash.eq(sha256(secret.as_bytes()).to_vec()))
        .filter(one_time_links::Column::UsedAt.is_null())
        .filter(one_time_links::Column::ExpiresAt.gt(now))
        .one(db)
        .await
        .stored()?;
    let Some(link) = link else { return Ok(None) };
    let person = people::Entity::find_by_id(link.person_id).one(db).await.stored()?;
    Ok(person
        .filter(|person| person.disabled_at.is_none() && person.account_version == link.account_version)
        .map(|person| (link, person)))
}

/// The person with this address, whether or not they may sign in: whom an address belongs to.
pub(crate) async fn owner_of_address(
    db: &impl ConnectionTrait,
    email: &EmailAddress,
) -> Result<Option<people::Model>, Failure> {
    people::Entity::find().filter(people::Column::Email.eq(email.as_str())).one(db).await.stored()
}

/// What somebody may do from now on.
pub(crate) async fn set_roles(change: &Change, person: Uuid, roles: &[Role]) -> Result<(), Failure> {
    memberships::Entity::delete_many()
        .filter(memberships::Column::PersonId.eq(person))
        .exec(change.db())
        .await
        .stored()?;
    for role in roles {
        let row = memberships::ActiveModel { person_id: Set(person), role: Set(role.code().to_owned()) };
        memberships::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

/// Ends sessions: one, or all of a person.
pub(crate) async fn end_sessions(change: &Change, person: PersonId, only: Option<SessionId>) -> Result<u64, Failure> {
    let mut update = sessions::Entity::update_many()
        .col_expr(sessions::Column::EndedAt, Expr::value(change.now().millis()))
        .filter(sessions::Column::PersonId.eq(person.0))
        .filter(sessions::Column::EndedAt.is_null());
    if let Some(session) = only {
        update = update.filter(sessions::Column::Id.eq(session.0));
    }
    Ok(update.exec(change.db()).await.stored()?.rows_affected)
}
