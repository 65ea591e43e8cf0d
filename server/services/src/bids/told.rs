//! What a bidder was told of the decision on a tender.

use crate::entities::{award_letters, awards, tenders};
use crate::failure::{Failure, Stored};
use domain::ids::{OrganisationId, TenderId};
use domain::tenders::TenderState;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

/// What a bidder knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Told {
    /// How the tender was decided, or that it ended without a result.
    pub decision: bool,
    /// The marks and reasons of the own bid.
    pub outcome: bool,
    /// The tender ended without a winner.
    pub ended: bool,
}

/// What this company was told. Awards are a later feature, so their rows are asked, not they.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    tender: TenderId,
    organisation: OrganisationId,
) -> Result<Told, Failure> {
    let rounds = awards::Entity::find()
        .select_only()
        .column(awards::Column::Id)
        .filter(awards::Column::TenderId.eq(tender.0))
        .into_tuple::<Uuid>()
        .all(db)
        .await
        .stored()?;
    let letters = award_letters::Entity::find()
        .filter(award_letters::Column::AwardId.is_in(rounds))
        .filter(award_letters::Column::OrganisationId.eq(organisation.0));
    let outcome = letters.count(db).await.stored()? > 0;
    let over = [TenderState::Unsuccessful, TenderState::Cancelled].map(TenderState::code);
    let ended = tenders::Entity::find_by_id(tender.0).filter(tenders::Column::State.is_in(over));
    let ended = ended.count(db).await.stored()? > 0;
    Ok(Told { decision: outcome || ended, outcome, ended })
}
