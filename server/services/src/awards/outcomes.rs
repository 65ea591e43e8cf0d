//! A supplier lists the decisions it was told of, and the tenders it bid for that ended without one.

use super::browse_notices::title;
use super::ended::ending;
use crate::caller::Caller;
use crate::entities::{award_letters, awards, tenders};
use crate::failure::{Failure, Stored};
use crate::{bids, tenders as tendering};
use domain::awards::views::{NoWinner, OutcomeResult, OutcomeRow};
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
            result: if letter.won { OutcomeResult::Won } else { OutcomeResult::Lost },
            notified_at: Timestamp::from_millis(letter.written_at),
        });
    }
    for reference in bids::without_result(caller, own).await? {
        let row = tendering::public_row(caller.db(), &reference).await?;
        let told = rows.iter().any(|one| one.reference == reference);
        let Some((why, ended_at)) = ending(caller, &row).await?.filter(|_| !told) else { continue };
        let result = match why {
            NoWinner::Cancelled(_) => OutcomeResult::Cancelled,
            NoWinner::Unsuccessful { .. } => OutcomeResult::Unsuccessful,
        };
        rows.push(OutcomeRow { reference, title: said(&title(row), locale), result, notified_at: ended_at });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.notified_at));
    Ok(rows)
}
