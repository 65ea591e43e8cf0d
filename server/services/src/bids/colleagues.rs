//! Who of a company may write its bids and hand them in, and what somebody of it is called.

use crate::caller::Caller;
use crate::entities::{memberships, people};
use crate::failure::{Failure, Stored};
use domain::ids::PersonId;
use domain::permissions::{Action, Who};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// A colleague who may write and hand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Their name.
    pub name: String,
    /// It is the one who looks.
    pub is_own: bool,
}

/// Those of the caller's company who may write its bids, by name; who has no access any more is not among them.
pub(super) async fn colleagues(caller: &Caller) -> Result<Vec<Colleague>, Failure> {
    let officer = caller.officer()?;
    let Who::Roles(roles) = Action::SubmitBid.who() else { return Ok(Vec::new()) };
    let writers: Vec<Uuid> = memberships::Entity::find()
        .select_only()
        .column(memberships::Column::PersonId)
        .filter(memberships::Column::Role.is_in(roles.iter().map(|role| role.code())))
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let rows = people::Entity::find()
        .filter(people::Column::OrganisationId.eq(officer.organisation.0))
        .filter(people::Column::Id.is_in(writers))
        .filter(people::Column::DisabledAt.is_null())
        .order_by_asc(people::Column::Name)
        .all(caller.db())
        .await
        .stored()?;
    Ok(rows.into_iter().map(|row| Colleague { is_own: row.id == officer.person.0, name: row.name }).collect())
}

/// The name of somebody of the caller's company, also when they have left.
pub(super) async fn name_of(caller: &Caller, person: PersonId) -> Result<Option<String>, Failure> {
    let row = people::Entity::find_by_id(person.0)
        .filter(people::Column::OrganisationId.eq(caller.officer()?.organisation.0))
        .one(caller.db())
        .await
        .stored()?;
    Ok(row.map(|row| row.name))
}
