//! Custodians hold the closing key of each tender jointly, so that a lost one does not lose every bid.
//!
//! When a tender is published its closing key is wrapped once more for every two of the custodians whose keys count that
//! day. They are people of a board or of audit; their keys open nothing, and one custodian alone restores nothing.
//! Source: closing key (security 3.2).

use super::Chance;
use super::key_set::{closing_pair, of_tender};
use super::store::{self, Fault};
use crate::Services;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{closing_custodies, sealing_keys, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::accounts::Role;
use domain::bids::{CustodyEvent, KeyRefusal};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::tenders::TenderState;
use sea_orm::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};
use sealing::{ClosingKeyRefusal, KeyPair, PublicKey, held_jointly, wrap_for_custodians};

/// Most custodians of one key; every two of them get a wrap.
const MOST: usize = 4;
/// Fewest of whom two can be found.
pub(crate) const FEWEST: usize = 2;

/// Wraps the closing key of a tender for every two custodians; refused when there are not two.
pub(super) async fn give_to_custodians(change: &Change, tender: TenderId, pair: &KeyPair) -> Result<(), Failure> {
    for (first, second, joint) in joint_wraps(change.caller().services(), tender, pair, &ready(change).await?)? {
        let row = closing_custodies::ActiveModel {
            tender_id: Set(tender.0),
            first_id: Set(first.person_id),
            second_id: Set(second.person_id),
            first_public_key: Set(first.public_key.clone()),
            second_public_key: Set(second.public_key.clone()),
            joint: Set(joint),
            made_at: Set(change.now().millis()),
        };
        closing_custodies::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

/// The custodians of today, refused when there are not two.
pub(super) async fn ready(change: &Change) -> Result<Vec<sealing_keys::Model>, Failure> {
    let found = counting(change).await?;
    if found.len() < FEWEST { Err(KeyRefusal::NoCustodians.into()) } else { Ok(found) }
}

/// The custodians whose keys count today, the newest keys first.
pub(super) async fn counting(change: &Change) -> Result<Vec<sealing_keys::Model>, Failure> {
    let rows = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::Purpose.eq("closing_custodian"))
        .filter(sealing_keys::Column::RetiredAt.is_null())
        .order_by_desc(sealing_keys::Column::MadeAt)
        .order_by_asc(sealing_keys::Column::Id)
        .lock_shared()
        .all(change.db())
        .await
        .stored()?;
    let today = change.today();
    let mut found = Vec::new();
    for key in rows.into_iter().filter(|key| store::counts(key, today) && store::is_young(key, today)) {
        let holder = PersonId(key.person_id);
        let holds = store::holds(change.db(), holder, Role::Board).await?
            || store::holds(change.db(), holder, Role::Auditor).await?;
        if holds && found.len() < MOST {
            found.push(key);
        }
    }
    Ok(found)
}

type JointWrap<'a> = (&'a sealing_keys::Model, &'a sealing_keys::Model, Vec<u8>);

/// The key wrapped for every two of these.
pub(super) fn joint_wraps<'a>(
    services: &Services,
    tender: TenderId,
    pair: &KeyPair,
    custodians: &'a [sealing_keys::Model],
) -> Result<Vec<JointWrap<'a>>, Failure> {
    let mut wraps = Vec::new();
    for (place, first) in custodians.iter().enumerate() {
        for second in &custodians[place + 1..] {
            let (one, other) = (store::public_key(first)?, store::public_key(second)?);
            let chance = &mut Chance(&services.random);
            let joint = wrap_for_custodians(pair, *tender.0.as_bytes(), [&one, &other], chance)
                .map_err(|error| Failure::broken("wrapping a key for custodians", Fault(error)))?;
            wraps.push((first, second, joint));
        }
    }
    Ok(wraps)
}

/// What is held of a tender's closing key.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    tender: TenderId,
) -> Result<Vec<closing_custodies::Model>, Failure> {
    closing_custodies::Entity::find()
        .filter(closing_custodies::Column::TenderId.eq(tender.0))
        .order_by_asc(closing_custodies::Column::FirstId)
        .order_by_asc(closing_custodies::Column::SecondId)
        .all(db)
        .await
        .stored()
}

/// Gives the closing key of a published tender into the hands of the custodians of today, in place of those who held it:
/// for one who left, and for tenders of before there were custodians.
pub async fn renew_custody(caller: &Caller, reference: &str) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let change = caller.begin().await?;
    let tender = give_anew(&change, reference).await?;
    let custodians: Vec<_> = ready(&change).await?.iter().map(|key| PersonId(key.person_id)).collect();
    let found = custodians.len();
    change.commit(CustodyEvent::Renewed { tender, custodians }.into()).await?;
    Ok(found)
}

/// Tenders with sealed bids whose closing key is held with this key, by reference.
pub(super) async fn held_with(db: &impl ConnectionTrait, key: &PublicKey) -> Result<Vec<String>, Failure> {
    let bytes = key.as_bytes().to_vec();
    let of_either = Condition::any()
        .add(closing_custodies::Column::FirstPublicKey.eq(bytes.clone()))
        .add(closing_custodies::Column::SecondPublicKey.eq(bytes));
    let rows = closing_custodies::Entity::find().filter(of_either).all(db).await.stored()?;
    let held: Vec<Uuid> = rows.iter().map(|row| row.tender_id).collect();
    let rows = sealed().filter(tenders::Column::Id.is_in(held)).all(db).await.stored()?;
    Ok(rows.into_iter().map(|row| row.reference).collect())
}

/// A custodian gave this key up: what is held with it goes to the other custodians of today. While there are not two of
/// them it stays, and `without_custody` names the tender.
pub(super) async fn replace(change: &Change, key: &PublicKey) -> Result<Vec<CustodyEvent>, Failure> {
    let held = held_with(change.db(), key).await?;
    let custodians: Vec<_> = match ready(change).await {
        Err(Failure::Refused(_)) => return Ok(Vec::new()),
        found => found?.iter().map(|key| PersonId(key.person_id)).collect(),
    };
    let mut renewed = Vec::new();
    for reference in held {
        let tender = give_anew(change, &reference).await?;
        renewed.push(CustodyEvent::Renewed { tender, custodians: custodians.clone() });
    }
    Ok(renewed)
}

/// Puts the custodians of today in the place of those who held a tender's closing key.
async fn give_anew(change: &Change, reference: &str) -> Result<TenderId, Failure> {
    let tender = TenderId(tendering::lock_public_row(change, reference).await?.id);
    let pair = closing_pair(change.db(), change.caller().services(), tender).await?;
    closing_custodies::Entity::delete_many()
        .filter(closing_custodies::Column::TenderId.eq(tender.0))
        .exec(change.db())
        .await
        .stored()?;
    give_to_custodians(change, tender, &pair).await?;
    Ok(tender)
}

/// Tenders whose bids, or some of them, lie sealed, in the order of references.
fn sealed() -> Select<tenders::Entity> {
    let states = [TenderState::Published, TenderState::OpenedTechnical, TenderState::Evaluating];
    tenders::Entity::find()
        .filter(tenders::Column::PublishedAt.is_not_null())
        .filter(tenders::Column::State.is_in(states.map(|state| state.code())))
        .order_by_asc(tenders::Column::Reference)
}

/// References of the tenders with sealed bids whose closing key no two custodians could restore; how many were looked at.
pub async fn without_custody(caller: &Caller) -> Result<(Vec<String>, usize), Failure> {
    caller.may(Action::RunJobs)?;
    let rows = sealed().all(caller.db()).await.stored()?;
    let given_up = sealing_keys::Entity::find()
        .filter(sealing_keys::Column::Purpose.eq("closing_custodian"))
        .filter(sealing_keys::Column::SuspectedAt.is_not_null())
        .all(caller.db())
        .await
        .stored()?;
    let is_given_up = |public: &[u8]| given_up.iter().any(|key| key.public_key == public);
    let (looked_at, mut without) = (rows.len(), Vec::new());
    for row in rows {
        let tender = TenderId(row.id);
        let closing = of_tender(caller.db(), tender).await?.closing;
        let held = held(caller.db(), tender).await?;
        let is_held = |row: &closing_custodies::Model| {
            held_jointly(&row.joint, *tender.0.as_bytes()).is_ok_and(|public| public == closing)
                && !is_given_up(&row.first_public_key)
                && !is_given_up(&row.second_public_key)
        };
        if held.is_empty() || !held.iter().all(is_held) {
            without.push(row.reference);
        }
    }
    Ok((without, looked_at))
}

/// What is said of a closing key that cannot be unwrapped. The refusal tells officers what to do, the trace why.
pub(super) fn lost(tender: TenderId, refusal: ClosingKeyRefusal) -> Failure {
    tracing::error!(%tender, ?refusal, "a closing key cannot be used; two custodians can restore it");
    KeyRefusal::ClosingKeyLost.into()
}
