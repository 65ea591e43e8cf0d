//! Anybody reads how tenders ended, from what was published and never from the files behind it.

use super::declare_unsuccessful::NoResult;
use super::store;
use crate::caller::Caller;
use crate::entities::{award_notices, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::awards::AwardState;
use domain::awards::views::{Ending, PublicAward, Waiting};
use domain::ids::TenderId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::tenders::views::said;
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Every notice, newest first.
pub async fn browse_notices(caller: &Caller, locale: Locale) -> Result<Vec<PublicAward>, Failure> {
    caller.may(Action::BrowseAwards)?;
    let rows = award_notices::Entity::find()
        .order_by_desc(award_notices::Column::PublishedAt)
        .order_by_desc(award_notices::Column::Reference)
        .all(caller.db())
        .await
        .stored()?;
    views(caller, locale, rows).await
}

/// The newest notice of a tender, by its reference.
pub async fn show_notice(caller: &Caller, locale: Locale, reference: &str) -> Result<PublicAward, Failure> {
    caller.may(Action::BrowseAwards)?;
    let row = award_notices::Entity::find()
        .filter(award_notices::Column::Reference.eq(reference))
        .order_by_desc(award_notices::Column::PublishedAt)
        .one(caller.db())
        .await
        .stored()?;
    let row = row.ok_or(Failure::NotFound)?;
    views(caller, locale, vec![row]).await?.pop().ok_or(Failure::NotFound)
}

/// What the public may know while a decision is not final; none when there is none, or it is.
pub async fn waiting(caller: &Caller, reference: &str) -> Result<Option<Waiting>, Failure> {
    caller.may(Action::BrowseAwards)?;
    let row = tendering::public_row(caller.db(), reference).await?;
    let Some((award, _)) = store::of_tender(caller.db(), TenderId(row.id)).await? else { return Ok(None) };
    let pending = award.state == AwardState::Pending;
    let suspended = award.suspended_by().is_some();
    Ok(pending.then(|| Waiting { signable_from: award.signable_from(), suspended }))
}

async fn views(caller: &Caller, locale: Locale, rows: Vec<award_notices::Model>) -> Result<Vec<PublicAward>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.tender_id).collect();
    let of = tenders::Entity::find().filter(tenders::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let titles: HashMap<Uuid, Trilingual> = of.into_iter().map(|row| (row.id, title(row))).collect();
    let broken = |error| Failure::broken("reading a notice of an award", error);
    rows.into_iter()
        .map(|row| {
            let ending = if row.kind == "awarded" {
                Ending::Awarded(Box::new(serde_json::from_str(&row.notice_json).map_err(broken)?))
            } else {
                let NoResult { bids, reason } = serde_json::from_str(&row.notice_json).map_err(broken)?;
                Ending::Unsuccessful { bids, reason }
            };
            Ok(PublicAward {
                title: titles.get(&row.tender_id).map(|title| said(title, locale)).unwrap_or_default(),
                published_on: Timestamp::from_millis(row.published_at).day(),
                reference: row.reference,
                sha256: row.sha256,
                ending,
            })
        })
        .collect()
}

/// The title of a tender.
pub(super) fn title(row: tenders::Model) -> Trilingual {
    Trilingual { en: row.title_en, zh_hant: row.title_zh_hant, zh_hans: row.title_zh_hans }
}
