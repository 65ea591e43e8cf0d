//! What calling a tender off means for its award: it ends with the tender, and only a body one level up may do it (A4).

use super::store;
use crate::change::Change;
use crate::entities::awards;
use crate::failure::Failure;
use domain::awards::views::Round;
use domain::awards::{Cancellation, judge_cancellation};
use domain::ids::{PersonId, TenderId};
use domain::tenders::{Approver, ApprovingBody, CancelGround};
use sea_orm::Set;

/// Ends the recommendation or award of a tender that is called off, if there is one in hand.
pub(crate) async fn cancel_with_tender(
    change: &Change,
    tender: TenderId,
    (ground, explanation, proposed_by): (CancelGround, &str, PersonId),
    by: &Approver,
) -> Result<(), Failure> {
    let Some(row) = store::row_of(change.db(), tender).await? else { return Ok(()) };
    let cancellation = Cancellation {
        ground,
        explanation: explanation.to_owned(),
        proposed_by,
        approved_by: by.person,
        approver_tier: by.body,
    };
    let columns = awards::ActiveModel { end_reason: Set(explanation.to_owned()), ..Default::default() };
    match (Round::parse(&row.state), store::award_of(&row)?) {
        (Some(Round::Pending | Round::Active), Some(award)) => {
            store::save(change, &award.cancel(&cancellation)?, row.version, columns).await
        }
        (Some(Round::Recommended), _) => {
            let tier = ApprovingBody::parse(&row.tier).unwrap_or(ApprovingBody::CentralBoard);
            judge_cancellation(&cancellation, tier)?;
            let state = Set(Round::Cancelled.code().to_owned());
            store::update(change, row.id, row.version, awards::ActiveModel { state, ..columns }).await
        }
        _ => Ok(()),
    }
}
