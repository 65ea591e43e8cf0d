//! A supplier reads what became of a tender that ended without a winner: it was called off, or no bid could win.
//!
//! There is no decision letter then. Whoever had a bid in reads why, and its own marks if the panel had signed them;
//! nothing of anybody else, and no price, for those stay sealed.

use super::browse_notices::title;
use super::decide::criterion_of;
use super::declare_unsuccessful::NoResult;
use crate::caller::Caller;
use crate::entities::{award_notices, organisations, tenders};
use crate::failure::{Failure, Stored};
use crate::{bids, evaluation, openings, tenders as tendering};
use domain::awards::views::{EndedView, MarkLine, NoWinner};
use domain::awards::{Words, assessed_bids};
use domain::ids::OrganisationId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::tenders::views::said;
use domain::tenders::{Tender, TenderState};
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// What one's own company reads of a tender that ended without a winner; not there for whoever had no bid in.
pub async fn ended(caller: &Caller, locale: Locale, reference: &str) -> Result<EndedView, Failure> {
    caller.may(Action::ReadOutcome)?;
    let own = caller.officer()?.organisation;
    let row = tendering::public_row(caller.db(), reference).await?;
    let (why, ended_at) = ending(caller, &row).await?.ok_or(Failure::NotFound)?;
    if !bids::was_in(caller, reference, own).await? {
        return Err(Failure::NotFound);
    }
    let department = organisations::Entity::find_by_id(row.organisation_id).one(caller.db()).await.stored()?;
    let department = department.map(|one| locale.pick(one.name_zh_hant, one.name_zh_hans, one.name_en));
    let tender = tendering::tender_of(&row)?;
    let marks = marks(caller, locale, &tender, own).await?;
    let opened = openings::opened_of(caller.db(), &tender).await?.into_iter().find(|one| one.supplier == own);
    Ok(EndedView {
        reference: row.reference.clone(),
        department: department.unwrap_or_default(),
        why,
        ended_at,
        marks,
        unreadable: opened.and_then(|one| one.unreadable),
        title: said(&title(row), locale),
    })
}

/// Why and when a tender ended without a winner, if it did.
pub(super) async fn ending(caller: &Caller, row: &tenders::Model) -> Result<Option<(NoWinner, Timestamp)>, Failure> {
    let state = TenderState::parse(&row.state);
    if state == Some(TenderState::Cancelled) {
        return Ok(tendering::called_off(caller.db(), row)
            .await?
            .map(|(ground, at)| (NoWinner::Cancelled(ground), at)));
    }
    if state != Some(TenderState::Unsuccessful) {
        return Ok(None);
    }
    let notice = award_notices::Entity::find()
        .filter(award_notices::Column::TenderId.eq(row.id))
        .filter(award_notices::Column::Kind.eq("unsuccessful"))
        .order_by_desc(award_notices::Column::PublishedAt)
        .one(caller.db())
        .await
        .stored()?;
    let notice = notice.ok_or_else(|| Failure::impossible(format!("{} ended without its notice", row.reference)))?;
    let told: NoResult = serde_json::from_str(&notice.notice_json)
        .map_err(|error| Failure::broken("reading a notice of no award", error))?;
    Ok(Some((NoWinner::Unsuccessful { reason: told.reason }, Timestamp::from_millis(notice.published_at))))
}

/// The company's own marks, as a decision letter would tell them; none before the panel has signed.
async fn marks(
    caller: &Caller,
    locale: Locale,
    tender: &Tender,
    own: OrganisationId,
) -> Result<Vec<MarkLine>, Failure> {
    let found = evaluation::store::of_tender(caller, caller.db(), tender.id).await?;
    let Some((evaluation, _)) = found.filter(|(evaluation, _)| evaluation.state().is_technically_final()) else {
        return Ok(Vec::new());
    };
    let assessed = assessed_bids(&evaluation, |_, _| Words { name: Trilingual::default(), reasons: String::new() });
    let marks = assessed.into_iter().find(|bid| bid.supplier == own).map(|bid| bid.marks).unwrap_or_default();
    let line = |mark: domain::awards::OwnMark| MarkLine {
        criterion: said(&criterion_of(tender, mark.criterion), locale).text,
        mark: mark.mark,
        out_of: mark.out_of,
        reason: mark.reason,
        corrected: mark.corrected,
    };
    Ok(marks.into_iter().map(line).collect())
}
