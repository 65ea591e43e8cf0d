//! Another pair of officers tries the envelopes that could not be read at the opening.
//!
//! The way is that of the opening: one part, then another within the window, the closing key released and logged before
//! its use. Only what was not read is tried, nobody's bid is opened by it that was not to be opened before, and the two
//! must not have tried already. Source: security 3.7 item 5.

use super::admit::Admitted;
use super::bring::{Brought, Outcome, part_of, purpose, release, turn_away, wait};
use super::later::{self, Unread, Way};
use super::parts::{Parts, headers, in_doubt};
use super::store;
use super::unseal::{line_of, stored, unseal};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::openings;
use crate::evaluation::may_join;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::bids::{
    AttemptFault, BidEvent, Convening, Digest, KeyPath, Opening, OpeningRefusal, PasswordCheck, Reading, Unreadable,
};
use domain::ids::PersonId;
use domain::tenders::Tender;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sealing::Header;

/// Takes an opener's part; with the second one the envelopes that were not read are tried again.
pub(super) async fn bring_again(
    caller: &Caller,
    admitted: &Admitted,
    password: PasswordCheck,
    brought: Brought,
) -> Result<Outcome, Failure> {
    if let Brought::Made(..) = brought {
        // Judged once before the closing key is asked for: that is logged, and a wrong file needs none.
        let change = caller.begin().await?;
        let (_, headers) = wanted(caller, &change, admitted).await?;
        if let Err(failure) = brought.parts(caller, admitted.slot.number, &headers) {
            drop(change);
            admitted.log_refusal(caller, AttemptFault::OtherPart).await?;
            return Err(failure);
        }
    }
    let closing_key = release(caller, admitted).await?;

    let mut change = caller.begin().await?;
    let (tender, kind) = (admitted.tender(), admitted.kind);
    let (_, aggregate) = tendering::lock_published(&change, &admitted.invitation.reference).await?;
    may_try(caller, &change, admitted, &aggregate).await?;
    let result = admitted.result(caller, change.db()).await?;
    let (unread, headers) = wanted(caller, &change, admitted).await?;
    let parts = brought.parts(caller, admitted.slot.number, &headers)?;
    let mine = part_of(&aggregate, admitted.officer, password, caller.now());
    let first = store::waiting(change.db(), tender, kind).await?.filter(|row| row.first_by != admitted.officer.0);
    let Some(first) = first else { return wait(change, admitted, &mine, &parts).await };

    let first_at = Timestamp::from_millis(first.first_at);
    let theirs = part_of(&aggregate, PersonId(first.first_by), PasswordCheck { confirmed_at: first_at }, first_at);
    let (author, closes_at) = (aggregate.draft.drafted_by, admitted.invitation.terms.closes_at);
    let purpose = purpose(result.as_ref(), kind);
    let convening = Convening { tender, author, closes_at, structure: admitted.structure(), purpose };
    let opening = match Opening::convene(convening, &theirs, &mine, caller.now()) {
        Ok(opening) if has_tried(&change, admitted, &unread, opening.officers()).await? => {
            Err(OpeningRefusal::PairHasTried)
        }
        other => other,
    };
    let opening = match opening {
        Ok(opening) => opening,
        Err(OpeningRefusal::WindowPassed { .. }) => return wait(change, admitted, &mine, &parts).await,
        Err(refusal) => return turn_away(change, caller, admitted, refusal).await,
    };
    let first_parts: Parts = serde_json::from_str(&first.first_contributions)
        .map_err(|error| Failure::broken("reading an opener's part", error))?;
    // As at the opening, nobody is believed that nothing opens an envelope: a spoilt part uses up no pair.
    match (in_doubt(&headers, &first_parts, &parts, &closing_key), parts.path) {
        (0, _) => {}
        (_, KeyPath::Server) => {
            change.also(admitted.refused(AttemptFault::PartsDoNotOpen).into()).await?;
            return wait(change, admitted, &mine, &parts).await;
        }
        (envelopes, _) => {
            return turn_away(change, caller, admitted, OpeningRefusal::PartsDoNotOpen { envelopes }).await;
        }
    }
    let (mut lines, mut read) = (Vec::new(), Vec::new());
    for one in unread {
        let (sealed, measured) = stored(&change, &admitted.invitation, &one.bid, kind).await?;
        let reading = opening.open(sealed, measured, change.now(), |bytes| {
            let content = unseal(bytes, measured, kind, (&first_parts, &parts), &closing_key)?;
            later::is_bid(&aggregate, kind, content)
        })?;
        lines.push(match reading {
            Reading::Opened(_) => {
                read.push(one.bid.id);
                later::take(&change, (&admitted.invitation, &aggregate), kind, one, &reading).await?
            }
            // It stays as the opening found it.
            Reading::Unreadable { .. } => line_of(&change, &reading),
        });
    }
    openings::Entity::delete_by_id(first.id).exec(change.db()).await.stored()?;
    let by = (PersonId(first.first_by), Some(admitted.officer));
    let record = later::put(&change, (tender, kind, Way::Pair), by, &lines).await?;
    let tried = lines.len() as u32;
    change.commit(BidEvent::OpenedAgain { tender, kind, tried, read, with: by.0, record }.into()).await?;
    Ok(Outcome::Opened)
}

/// Refuses where no opening was, nothing is left to try, or the evaluation has gone too far.
pub(super) async fn may_try(
    caller: &Caller,
    change: &Change,
    admitted: &Admitted,
    tender: &Tender,
) -> Result<(), Failure> {
    may_join(caller, change.db(), tender, later::joining(&admitted.invitation, admitted.kind)).await?;
    if later::unread(change, &admitted.invitation, admitted.kind).await?.is_empty() {
        return Err(OpeningRefusal::NothingToTryAgain.into());
    }
    Ok(())
}

/// The bids to be tried, and the headers of their envelopes.
pub(super) async fn wanted(
    caller: &Caller,
    change: &Change,
    admitted: &Admitted,
) -> Result<(Vec<Unread>, Vec<(Digest, Header)>), Failure> {
    let unread = later::unread(change, &admitted.invitation, admitted.kind).await?;
    let headers = headers(caller, unread.iter().map(|one| &one.bid), admitted.kind).await?;
    if headers.is_empty() && !unread.is_empty() {
        // Nothing that is stored could be opened by anybody; only its bidder can bring it again.
        return Err(OpeningRefusal::NothingToTryAgain.into());
    }
    Ok((unread, headers))
}

/// The two opened these envelopes, or tried them since, and nothing has changed: no file was damaged that is whole now.
async fn has_tried(
    change: &Change,
    admitted: &Admitted,
    unread: &[Unread],
    pair: [PersonId; 2],
) -> Result<bool, Failure> {
    if unread.iter().any(|one| one.why == Unreadable::FingerprintDiffers) {
        return Ok(false);
    }
    let (tender, kind) = (admitted.tender(), admitted.kind);
    let opening = store::opening(change.db(), tender, kind).await?;
    let mut pairs: Vec<_> =
        opening.iter().map(|row| [Some(PersonId(row.first_by)), row.second_by.map(PersonId)]).collect();
    pairs.extend(later::tried(change.db(), tender, kind).await?.into_iter().map(|one| one.by));
    Ok(pairs.iter().any(|tried| pair.iter().all(|person| tried.contains(&Some(*person)))))
}
