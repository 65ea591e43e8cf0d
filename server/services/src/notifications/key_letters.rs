//! Who hears that a tender's keys want care: the head and the department when too few openers can be counted on, and each
//! opener whose key was not tried out for a month.

use super::recipients::{Post, holders, put};
use super::tender_letters::facts_of;
use super::{Facts, Letter};
use crate::bids::all_of_tender;
use crate::change::Change;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::accounts::Role;
use domain::ids::{PersonId, TenderId};
use domain::tenders::people::{FEWEST_OPENERS, FEWEST_USABLE};
use sea_orm::prelude::*;
use std::collections::BTreeSet;

/// Writes the letters; returns how many.
pub(super) async fn write(
    change: &Change,
    tender: TenderId,
    usable: u32,
    stale: &[PersonId],
) -> Result<usize, Failure> {
    let missing = || Failure::impossible(format!("a letter is about tender {tender}, which is not there"));
    let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?.ok_or_else(missing)?;
    let about = Facts { price: None, person: String::new(), bids: usable, ..facts_of(change, &row, "").await? };
    let mut written = 0;
    if (usable as usize) < FEWEST_OPENERS {
        let mut people: BTreeSet<Uuid> = holders(change, Role::Head, None).await?.into_iter().collect();
        people.extend(holders(change, Role::DepartmentProcurement, Some(row.organisation_id)).await?);
        let letter = if (usable as usize) < FEWEST_USABLE { Letter::KeysRed } else { Letter::KeysFew };
        let about = Facts { path: format!("/workspace/tenders/{}/openers", row.reference), ..about.clone() };
        for person in people {
            put(change, Post::Person(person), letter, &about).await?;
            written += 1;
        }
    }
    let own = Facts { path: "/account/sealing-key".to_owned(), ..about };
    for opener in stale {
        put(change, Post::Person(opener.0), Letter::KeyRehearse, &own).await?;
        written += 1;
    }
    Ok(written)
}

/// Companies whose bid lapsed at the close because the keys it was sealed to counted no more.
pub(super) async fn lapsed_by_keys(change: &Change, reference: &str) -> Result<BTreeSet<Uuid>, Failure> {
    let invitation = tendering::invitation(change.db(), reference).await?;
    if invitation.void_key_sets.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut companies = BTreeSet::new();
    for record in all_of_tender(change, invitation.terms.tender).await? {
        if record.bid(&invitation)?.is_sealed_to_void {
            companies.insert(record.organisation.0);
        }
    }
    Ok(companies)
}
