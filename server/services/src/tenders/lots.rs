//! A tender of several lots becomes one tender for each when it is published; its lots find each other here.

use super::store;
use crate::change::Change;
use crate::entities::{tender_files, tender_lots, tenders};
use crate::failure::{Failure, Stored};
use crate::keys;
use domain::ids::{PersonId, TenderId};
use domain::locale::Locale;
use domain::money::Money;
use domain::tenders::views::{SiblingLot, said};
use domain::tenders::{Cause, Stage, Tender, TenderEvent, TenderState};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::HashMap;

/// What dividing a tender comes to.
pub(super) struct Divided {
    /// What stays of the tender itself: its first lot, or all of it.
    pub first: Tender,
    /// The money that is reserved for it.
    pub reserved: Money,
    /// What happened, to be logged once every row is written: the log is the last lock that is taken.
    pub events: Vec<TenderEvent>,
}

/// Divides a tender that was just published: its other lots get tenders of their own, with everything a published
/// tender has.
pub(super) async fn divide(change: &Change, row: &tenders::Model, tender: Tender) -> Result<Divided, Failure> {
    let count = tender.draft.lots.len();
    if count < 2 {
        return Ok(Divided { first: tender, reserved: Money::from_cents(row.reserved_cents), events: Vec::new() });
    }
    let year = change.today().parts().0;
    let references = change.next_numbers(&format!("tenders-{year}"), count as i64 - 1).await?;
    let missing = || Failure::impossible("a lot of a tender that is divided is not there");
    let first = tender.of_lot(1, tender.id, tender.reference.clone()).ok_or_else(missing)?;
    keep_place(change, &first, tender.id).await?;
    let mut events = vec![divided(&first, tender.id)?];
    for (number, place) in (2..).zip(references) {
        let reference = format!("T-{year}-{place:04}");
        let lot = tender.of_lot(number, TenderId(change.new_id()), reference).ok_or_else(missing)?;
        insert(change, row, &lot).await?;
        keep_place(change, &lot, tender.id).await?;
        events.push(divided(&lot, tender.id)?);
        events.push(give_notice(change, &lot).await?);
    }
    Ok(Divided { reserved: estimate(&first)?, first, events })
}

fn divided(lot: &Tender, from: TenderId) -> Result<TenderEvent, Failure> {
    let number = lot.draft.lot_of.as_ref().map_or(1, |place| place.number);
    let reserved = estimate(lot)?;
    Ok(TenderEvent::Divided { tender: lot.id, reference: lot.reference.clone(), from, number, reserved })
}

/// Makes the keys of a tender that was just published and keeps its notice; returns what happened.
pub(super) async fn give_notice(change: &Change, tender: &Tender) -> Result<TenderEvent, Failure> {
    let openers: Vec<PersonId> = tender.draft.people.openers.iter().map(|opener| opener.person).collect();
    // One key set serves both envelopes: each is sealed apart, and bound to its kind.
    keys::make_key_set(change, tender.id, &openers).await?;
    let notice_sha256 = store::put_notice(change, tender, Cause::Published, change.now()).await?;
    Ok(TenderEvent::Published { tender: tender.id, closes_at: store::closes_at(tender), notice_sha256 })
}

/// The row of a lot's tender with copies of the documents, which stay what they are.
async fn insert(change: &Change, from: &tenders::Model, lot: &Tender) -> Result<(), Failure> {
    let row = tenders::ActiveModel {
        id: Set(lot.id.0),
        reference: Set(lot.reference.clone()),
        organisation_id: Set(from.organisation_id),
        created_by: Set(from.created_by),
        copy_of: Set(None),
        reserved_cents: Set(estimate(lot)?.cents()),
        return_reason: Set(String::new()),
        cancel_json: Set(None),
        sample: Set(from.sample),
        created_at: Set(change.now().millis()),
        updated_at: Set(change.now().millis()),
        version: Set(0),
        ..store::columns_of(lot)?
    };
    tenders::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    for file in store::files_of(change.db(), from.id).await? {
        let copy = tender_files::ActiveModel {
            id: Set(change.new_id()),
            tender_id: Set(lot.id.0),
            kind: Set(file.kind),
            name: Set(file.name),
            format: Set(file.format),
            size_bytes: Set(file.size_bytes),
            sha256: Set(file.sha256),
            version: Set(file.version),
            added_by: Set(file.added_by),
            added_at: Set(file.added_at),
            removed_at: Set(None),
            published_revision: Set(None),
        };
        tender_files::Entity::insert(copy).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

async fn keep_place(change: &Change, lot: &Tender, group: TenderId) -> Result<(), Failure> {
    let Some(place) = &lot.draft.lot_of else {
        return Err(Failure::impossible("a lot without a place"));
    };
    let row = tender_lots::ActiveModel {
        tender_id: Set(lot.id.0),
        group_id: Set(group.0),
        number: Set(place.number as i32),
        count: Set(place.count as i32),
    };
    tender_lots::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

fn estimate(lot: &Tender) -> Result<Money, Failure> {
    let purchase = lot.draft.purchase.as_ref().ok_or_else(|| Failure::impossible("a lot without an estimate"))?;
    Ok(purchase.estimate.total()?)
}

/// Every tender that was divided with this one, itself among them, by number; none when it was not.
pub(crate) async fn group_of(db: &impl ConnectionTrait, tender: Uuid) -> Result<Vec<tender_lots::Model>, Failure> {
    let Some(own) = tender_lots::Entity::find_by_id(tender).one(db).await.stored()? else { return Ok(Vec::new()) };
    tender_lots::Entity::find()
        .filter(tender_lots::Column::GroupId.eq(own.group_id))
        .order_by_asc(tender_lots::Column::Number)
        .all(db)
        .await
        .stored()
}

/// This tender and every other lot of it that still takes bids, locked by reference as everywhere. This one comes even
/// when it takes none any more: what is asked of it is then refused.
pub(super) async fn lock_open(change: &Change, tender: Uuid) -> Result<Vec<tenders::Model>, Failure> {
    let group = group_of(change.db(), tender).await?;
    let ids: Vec<Uuid> = group.iter().map(|lot| lot.tender_id).chain([tender]).collect();
    let query = tenders::Entity::find().filter(tenders::Column::Id.is_in(ids)).order_by_asc(tenders::Column::Reference);
    let mut rows = Vec::new();
    for row in change.locked(query).await? {
        if row.id == tender || store::tender_of(&row)?.stage(change.now()) == Stage::Published {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The lots of a group as pages name them, with where each stands.
pub(super) async fn siblings(
    db: &impl ConnectionTrait,
    (locale, now): (Locale, Timestamp),
    tender: Uuid,
) -> Result<Vec<SiblingLot>, Failure> {
    let group = group_of(db, tender).await?;
    if group.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tenders::Entity::find()
        .filter(tenders::Column::Id.is_in(group.iter().map(|lot| lot.tender_id)))
        .all(db)
        .await
        .stored()?;
    let rows: HashMap<Uuid, tenders::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let shown = group.iter().filter_map(|lot| {
        let row = rows.get(&lot.tender_id)?;
        let past = row.closes_at.is_none_or(|closes| now.millis() > closes);
        Some(SiblingLot {
            number: lot.number as u32,
            reference: row.reference.clone(),
            title: said(&row.title(), locale),
            stage: TenderState::parse(&row.state)?.stage(past),
            is_own: row.id == tender,
        })
    });
    Ok(shown.collect())
}
