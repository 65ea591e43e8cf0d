//! Which event about an award concerns whom: the approving body, the department, and every bidder at the same instant.
//!
//! A letter to a bidder holds no marks while it waits: what it tells lies closed and is opened when it leaves.

use super::bid_letters::{company, lapsed_at_close};
use super::recipients::{Post, holders, put};
use super::tender_letters::facts_of;
use super::{Facts, Letter};
use crate::awards::store;
use crate::awards::{Told, letter_of};
use crate::bids::all_of_tender;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{award_letters, opened_bids, tenders};
use crate::failure::{Failure, Stored};
use crate::tenders::watchers_of;
use domain::accounts::Role;
use domain::awards::{AwardEvent, BidTotals};
use domain::bids::{BidState, Unreadable};
use domain::evaluation::Score;
use domain::ids::{OrganisationId, TenderId};
use domain::locale::Locale;
use domain::tenders::ApprovingBody;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeSet;

/// Who is written to.
enum To {
    /// The members of an approving body.
    Body(ApprovingBody),
    /// The department's procurement officers.
    Procurement,
    /// Who filed the recommendation.
    Filer,
    /// One bidder.
    Bidder(OrganisationId),
    /// Every bidder that was told of the decision.
    Told,
    /// Every bidder whose bid was opened.
    Opened,
    /// Every bidder whose bid ended with the tender, or had lapsed at its close without an opening to tell it.
    Lapsed,
    /// The department's approvers.
    Approvers,
    /// The head and the curators of the coordinating office.
    Office,
    /// Those who watch the tender.
    Watchers,
}

/// Writes the letters of an event; returns how many.
pub(super) async fn write(change: &Change, event: &AwardEvent) -> Result<usize, Failure> {
    use Letter as L;
    let mut until = None;
    let letters = match event {
        AwardEvent::Recommended { body, .. } => vec![(To::Body(*body), L::AwardApprove)],
        AwardEvent::Returned { .. } => vec![(To::Filer, L::AwardReturned), (To::Procurement, L::AwardReturned)],
        AwardEvent::Notified { tender, signable_from, .. } => {
            return notify(change, *tender, signable_from.day()).await;
        }
        AwardEvent::Challenged { tender, .. } => {
            let award = store::of_tender(change.db(), *tender).await?.map(|(award, _)| award);
            let body = award.map_or(ApprovingBody::CentralBoard, |award| award.tier);
            vec![(To::Body(body), L::AwardChallenged), (To::Procurement, L::AwardChallenged)]
        }
        AwardEvent::ChallengeDecided { by, .. } => {
            vec![(To::Bidder(*by), L::AwardChallengeDecided), (To::Procurement, L::AwardChallengeDecided)]
        }
        AwardEvent::Confirmed { supplier, .. } => {
            vec![(To::Bidder(*supplier), L::AwardConfirmed), (To::Procurement, L::AwardFinal)]
        }
        AwardEvent::SetAside { .. } => vec![(To::Told, L::AwardSetAside), (To::Procurement, L::AwardSetAside)],
        AwardEvent::Lapsed { .. } => vec![(To::Told, L::AwardLapsed), (To::Procurement, L::AwardLapsed)],
        AwardEvent::Unsuccessful { .. } => {
            vec![
                (To::Opened, L::AwardUnsuccessful),
                (To::Lapsed, L::AwardUnsuccessful),
                (To::Procurement, L::AwardUnsuccessful),
                (To::Approvers, L::AwardUnsuccessful),
                (To::Office, L::AwardUnsuccessful),
                (To::Watchers, L::WatchUnsuccessful),
            ]
        }
        AwardEvent::NoticePublished { .. } => vec![(To::Watchers, L::WatchAwarded)],
        AwardEvent::DebriefAsked { deliver_by, .. } => {
            until = Some(*deliver_by);
            vec![(To::Procurement, L::DebriefAsked)]
        }
        AwardEvent::DebriefDelivered { to, .. } => vec![(To::Bidder(*to), L::DebriefReady)],
        AwardEvent::CheckRecorded { .. } | AwardEvent::VettingRecorded { .. } | AwardEvent::ValidityExtended { .. } => {
            return Ok(0);
        }
    };
    write_about(change, event.tender(), (event.comment(), until), letters).await
}

/// A tender was called off: every bidder hears of it, also of one that was never opened. Until then nothing outside the
/// bids' closed records says who bid; the letter does, now that no opening can come.
pub(super) async fn cancelled(change: &Change, tender: TenderId) -> Result<usize, Failure> {
    write_about(
        change,
        tender,
        ("", None),
        vec![(To::Opened, Letter::AwardCancelled), (To::Lapsed, Letter::AwardCancelled)],
    )
    .await
}

/// Tells every bidder what was decided, each its own.
async fn notify(change: &Change, tender: TenderId, signable_on: Day) -> Result<usize, Failure> {
    let row = row_of(change, tender).await?;
    let round = store::row_of(change.db(), tender).await?;
    let round = round.ok_or_else(|| Failure::impossible("bidders told of no award"))?;
    let facts = facts_of(change, &row, "").await?;
    let letters = award_letters::Entity::find()
        .filter(award_letters::Column::AwardId.eq(round.id))
        .order_by_asc(award_letters::Column::Id)
        .all(change.db())
        .await
        .stored()?;
    let mut written = 0;
    for told in letters {
        let letter = if told.won { Letter::AwardWon } else { Letter::AwardLost };
        let path = format!("/supplier/outcomes/{}", row.reference);
        let facts = Facts { path, until: Some(signable_on), outcome: Some(told.id), ..facts.clone() };
        for person in company(change, told.organisation_id).await? {
            put(change, Post::Person(person), letter, &facts).await?;
            written += 1;
        }
    }
    Ok(written)
}

async fn write_about(
    change: &Change,
    tender: TenderId,
    (comment, until): (&str, Option<Day>),
    letters: Vec<(To, Letter)>,
) -> Result<usize, Failure> {
    let row = row_of(change, tender).await?;
    let about = Facts { until, ..facts_of(change, &row, comment).await? };
    let inside = Facts { path: format!("/workspace/tenders/{}/award", row.reference), ..about.clone() };
    let outside = Facts { path: format!("/supplier/outcomes/{}", row.reference), ..about.clone() };
    let public = Facts { path: format!("/tenders/{}", row.reference), ..about };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let (people, facts) = match to {
            To::Body(ApprovingBody::DepartmentCommittee) => {
                (holders(change, Role::DepartmentApprover, Some(row.organisation_id)).await?, &inside)
            }
            To::Body(_) => (holders(change, Role::Board, None).await?, &inside),
            To::Procurement => {
                (holders(change, Role::DepartmentProcurement, Some(row.organisation_id)).await?, &inside)
            }
            To::Filer => {
                let round = store::row_of(change.db(), tender).await?;
                (round.map(|round| round.recommended_by).into_iter().collect(), &inside)
            }
            To::Bidder(supplier) => (company(change, supplier.0).await?, &outside),
            To::Told => (of_companies(change, told(change, tender).await?).await?, &outside),
            To::Opened => (of_companies(change, opened(change, tender).await?).await?, &outside),
            To::Lapsed => (of_companies(change, lapsed(change, &row).await?).await?, &outside),
            To::Approvers => (holders(change, Role::DepartmentApprover, Some(row.organisation_id)).await?, &inside),
            To::Office => {
                let mut people = holders(change, Role::Head, None).await?;
                people.extend(holders(change, Role::Curator, None).await?);
                (people, &public)
            }
            To::Watchers => {
                for watch in watchers_of(change, &row, false).await? {
                    if written.insert((watch, letter.code())) {
                        put(change, Post::Watch(watch), letter, &public).await?;
                    }
                }
                continue;
            }
        };
        for person in people {
            // Nobody is told of what they did themselves, nor twice of one thing.
            if actor != Some(person) && written.insert((person, letter.code())) {
                put(change, Post::Person(person), letter, facts).await?;
            }
        }
    }
    Ok(written.len())
}

async fn row_of(change: &Change, tender: TenderId) -> Result<tenders::Model, Failure> {
    let row = tenders::Entity::find_by_id(tender.0).one(change.db()).await.stored()?;
    row.ok_or_else(|| Failure::impossible(format!("a letter is about tender {tender}, which is not there")))
}

async fn of_companies(change: &Change, organisations: Vec<Uuid>) -> Result<Vec<Uuid>, Failure> {
    let mut people = Vec::new();
    for organisation in organisations {
        people.extend(company(change, organisation).await?);
    }
    Ok(people)
}

async fn told(change: &Change, tender: TenderId) -> Result<Vec<Uuid>, Failure> {
    let Some(round) = store::row_of(change.db(), tender).await? else { return Ok(Vec::new()) };
    let told = award_letters::Entity::find()
        .select_only()
        .column(award_letters::Column::OrganisationId)
        .filter(award_letters::Column::AwardId.eq(round.id));
    told.into_tuple().all(change.db()).await.stored()
}

async fn lapsed(change: &Change, row: &tenders::Model) -> Result<Vec<Uuid>, Failure> {
    let records = all_of_tender(change, TenderId(row.id)).await?;
    let ended = records.into_iter().filter(|record| record.state == BidState::Lapsed);
    let mut lapsed: Vec<Uuid> = ended.map(|record| record.organisation.0).collect();
    lapsed.extend(lapsed_at_close(change, &row.reference).await?);
    Ok(lapsed)
}

async fn opened(change: &Change, tender: TenderId) -> Result<Vec<Uuid>, Failure> {
    let opened = opened_bids::Entity::find()
        .select_only()
        .column(opened_bids::Column::OrganisationId)
        .filter(opened_bids::Column::TenderId.eq(tender.0));
    opened.into_tuple().all(change.db()).await.stored()
}

/// What a letter about an outcome is filled with, in the language of its reader.
pub(super) async fn filled(
    caller: &Caller,
    letter: Uuid,
    locale: Locale,
) -> Result<Vec<(&'static str, String)>, Failure> {
    Ok(words(&letter_of(caller, letter).await?, locale))
}

/// The words of what a bidder is told.
pub(super) fn words(told: &Told, locale: Locale) -> Vec<(&'static str, String)> {
    use super::texts::frame;
    let view = &told.view;
    let marks = view.marks.iter().zip(&told.criteria).map(|(mark, criterion)| {
        let name = domain::tenders::views::said(criterion, locale).text;
        let values = [("criterion", name), ("mark", figure(mark.mark)), ("most", figure(mark.out_of))];
        let values: Vec<_> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let line = frame::MARK_LINE.fill(locale, &values);
        let corrected = mark.corrected.as_ref().map(|change| {
            frame::CORRECTED.fill(locale, &[("before", &figure(change.before)), ("reason", &change.reason)])
        });
        let reason = Some(mark.reason.clone()).filter(|reason| !reason.is_empty());
        [Some(line), reason, corrected].into_iter().flatten().collect::<Vec<_>>().join("\n")
    });
    let marks: Vec<_> = marks.collect();
    let marks = if marks.is_empty() { frame::NO_MARKS.to(locale).to_owned() } else { marks.join("\n") };
    vec![
        ("marks", marks),
        ("totals", totals(&view.totals, locale)),
        ("winner", domain::tenders::views::said(&view.winner.name, locale).text),
        ("winner_totals", totals(&view.winner.totals, locale)),
        ("reasons", view.unreadable.map_or_else(|| view.reasons.clone(), |why| unread(why, locale))),
    ]
}

/// What is said of an envelope that could not be read.
fn unread(why: Unreadable, locale: Locale) -> String {
    use super::texts::{frame, unreadable};
    let why = unreadable::find(why.code()).map(|text| text.to(locale)).unwrap_or_default();
    frame::UNREAD.fill(locale, &[("why", why)])
}

/// Totals in one line.
fn totals(totals: &BidTotals, locale: Locale) -> String {
    use super::texts::frame;
    match (totals.technical, totals.price, totals.combined) {
        (Some(technical), Some(price), Some(combined)) => {
            let values = [figure(technical), figure(price), figure(combined)];
            let [technical, price, combined] = values.each_ref().map(String::as_str);
            frame::TOTALS.fill(locale, &[("technical", technical), ("price", price), ("combined", combined)])
        }
        (Some(technical), ..) => frame::TECHNICAL_TOTAL.fill(locale, &[("technical", &figure(technical))]),
        _ => frame::NO_TOTALS.to(locale).to_owned(),
    }
}

/// Hundredths as they are published: `93.33`.
fn figure(hundredths: i64) -> String {
    Score::from_hundredths(u32::try_from(hundredths).unwrap_or_default()).to_string()
}
