//! What each bidder is told: written when the award is notified, closed in a row of its own, opened for the bidder and
//! for the letter when it leaves.

use crate::caller::Caller;
use crate::change::Change;
use crate::entities::award_letters;
use crate::failure::{Failure, Stored};
use domain::awards::DebriefView;
use domain::ids::AwardId;
use domain::text::Trilingual;
use sea_orm::Set;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "award letters";

/// What a bidder is told, with the names of the criteria as they were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// The facts.
    pub view: DebriefView,
    /// Name of each criterion, in the order of the marks.
    pub criteria: Vec<Trilingual>,
}

/// Keeps what the bidder of a row is told.
pub(super) async fn keep(change: &Change, award: AwardId, told: &Told) -> Result<(), Failure> {
    let id = change.new_id();
    let services = change.caller().services();
    let json = super::store::written(told)?;
    let row = award_letters::ActiveModel {
        id: Set(id),
        award_id: Set(award.0),
        bid_id: Set(told.view.bid.0),
        organisation_id: Set(told.view.to.0),
        won: Set(told.view.won),
        closed: Set(services.secrets.close(&services.random, PURPOSE, id.as_bytes(), json.as_bytes())?),
        written_at: Set(change.now().millis()),
    };
    award_letters::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

/// What a row tells.
pub(super) fn open(caller: &Caller, row: &award_letters::Model) -> Result<Told, Failure> {
    let json = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), &row.closed)?;
    serde_json::from_slice(&json).map_err(|error| Failure::broken("reading what a bidder was told", error))
}

/// The letters of an award.
pub(super) async fn all(db: &impl ConnectionTrait, award: Uuid) -> Result<Vec<award_letters::Model>, Failure> {
    award_letters::Entity::find().filter(award_letters::Column::AwardId.eq(award)).all(db).await.stored()
}

/// What a bidder is told, for the letter that leaves now.
pub(crate) async fn letter_of(caller: &Caller, letter: Uuid) -> Result<Told, Failure> {
    let row = award_letters::Entity::find_by_id(letter).one(caller.db()).await.stored()?;
    let row = row.ok_or_else(|| Failure::impossible("a letter about an outcome that nobody was told"))?;
    open(caller, &row)
}
