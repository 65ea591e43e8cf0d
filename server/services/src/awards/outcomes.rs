//! A supplier lists the decisions it was told of.

use super::browse_notices::title;
use crate::caller::Caller;
use crate::entities::{award_letters, awards, tenders};
use crate::failure::{Failure, Stored};
use domain::awards::views::OutcomeRow;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::tenders::views::said;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// The decisions on one's own company's bids, newest first; of a tender that was decided again, the newest alone.
pub async fn outcomes(caller: &Caller, locale: Locale) -> Result<Vec<OutcomeRow>, Failure> {
    caller.may(Action::ReadOutcome)?;
    let own = caller.officer()?.organisation;
    let letters = award_letters::Entity::find()
        .filter(award_letters::Column::OrganisationId.eq(own.0))
        .order_by_desc(award_letters::Column::WrittenAt)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = letters.iter().map(|letter| letter.award_id).collect();
    let rounds = awards::Entity::find().filter(awards::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let tender_of: HashMap<Uuid, Uuid> = rounds.into_iter().map(|round| (round.id, round.tender_id)).collect();
    let of = tenders::Entity::find().filter(tenders::Column::Id.is_in(tender_of.values().copied()));
    let mut tenders: HashMap<Uuid, tenders::Model> =
        of.all(caller.db()).await.stored()?.into_iter().map(|row| (row.id, row)).collect();
    let mut rows = Vec::new();
    for letter in letters {
        let Some(row) = tender_of.get(&letter.award_id).and_then(|tender| tenders.remove(tender)) else { continue };
        rows.push(OutcomeRow {
            reference: row.reference.clone(),
            title: said(&title(row), locale),
            won: letter.won,
            notified_at: Timestamp::from_millis(letter.written_at),
        });
    }
    Ok(rows)
}
