//! Lists of the workspace: a department's tenders by stage, and what waits for the one who asks.

use super::store;
use crate::caller::Caller;
use crate::entities::{organisations, tender_lots, tenders};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::catalogue::Category;
use domain::ids::TenderId;
use domain::locale::Locale;
use domain::money::Money;
use domain::permissions::Action;
use domain::tenders::views::{TenderRow, said};
use domain::tenders::{TenderState, ValueBand};
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{Condition, ExprTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// How many tenders wait for the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TenderWaiting(pub u64);

/// What lists need of a tender, without its draft.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Brief {
    pub id: Uuid,
    pub reference: String,
    pub organisation_id: Uuid,
    pub state: String,
    pub category: String,
    pub title_en: String,
    pub title_zh_hant: String,
    pub title_zh_hans: String,
    pub estimate_cents: Option<i64>,
    pub notice_revision: i32,
    pub published_at: Option<i64>,
    pub closes_at: Option<i64>,
    pub updated_at: i64,
}

/// Every tender of the workspace that the one who asks may see, newest change first.
pub async fn browse(caller: &Caller, locale: Locale) -> Result<Vec<TenderRow>, Failure> {
    caller.may(Action::ReadTenders)?;
    let officer = caller.officer()?;
    let query = tenders::Entity::find().filter(store::visible(officer)).order_by_desc(tenders::Column::UpdatedAt);
    rows(caller, locale, briefs(caller, query).await?).await
}

/// How many tenders wait for this officer's decision; none for those who decide nothing.
pub async fn tenders_waiting(caller: &Caller) -> Result<TenderWaiting, Failure> {
    if caller.may(Action::ApproveTender).is_err() {
        return Ok(TenderWaiting(0));
    }
    let Some(officer) = caller.actor().officer() else { return Ok(TenderWaiting(0)) };
    let query = tenders::Entity::find().filter(store::visible(officer)).filter(waits_for(officer));
    Ok(TenderWaiting(query.count(caller.db()).await.stored()?))
}

/// Tenders whose next decision may be this officer's.
fn waits_for(officer: &Officer) -> Condition {
    let in_approval = tenders::Column::State.eq(TenderState::InApproval.code());
    let proposed =
        tenders::Column::CancelJson.is_not_null().and(tenders::Column::State.ne(TenderState::Cancelled.code()));
    let not_mine = tenders::Column::CreatedBy.ne(officer.person.0);
    let mine = if officer.has(Role::Board) {
        // What a department's committee decides does not wait for the board; calling a tender off always does (A4).
        let committee =
            domain::rulebook::on(domain::rulebook::DEPARTMENT_COMMITTEE, domain::time::Day::from_number(i64::MAX));
        let high = committee.map(|ceiling| tenders::Column::EstimateCents.gt(ceiling.cents()));
        Condition::any().add(Condition::all().add(in_approval).add_option(high)).add(proposed)
    } else {
        Condition::all().add(in_approval)
    };
    Condition::all().add(not_mine).add(mine)
}

pub(super) async fn briefs(caller: &Caller, query: Select<tenders::Entity>) -> Result<Vec<Brief>, Failure> {
    use tenders::Column as C;
    let columns = [
        C::Id,
        C::Reference,
        C::OrganisationId,
        C::State,
        C::Category,
        C::TitleEn,
        C::TitleZhHant,
        C::TitleZhHans,
        C::EstimateCents,
        C::NoticeRevision,
        C::PublishedAt,
        C::ClosesAt,
        C::UpdatedAt,
    ];
    query.select_only().columns(columns).into_model::<Brief>().all(caller.db()).await.stored()
}

pub(super) async fn rows(caller: &Caller, locale: Locale, briefs: Vec<Brief>) -> Result<Vec<TenderRow>, Failure> {
    let organisations = organisations::Entity::find().all(caller.db()).await.stored()?;
    let departments: HashMap<Uuid, (String, String)> = organisations
        .into_iter()
        .map(|row| (row.id, (row.code, locale.pick(row.name_zh_hant, row.name_zh_hans, row.name_en))))
        .collect();
    let ids: Vec<Uuid> = briefs.iter().map(|row| row.id).collect();
    let mut places: HashMap<Uuid, (u32, u32)> = HashMap::new();
    for ids in ids.chunks(1_000) {
        let lots = tender_lots::Entity::find().filter(tender_lots::Column::TenderId.is_in(ids.iter().copied()));
        let lots = lots.all(caller.db()).await.stored()?;
        places.extend(lots.into_iter().map(|lot| (lot.tender_id, (lot.number as u32, lot.count as u32))));
    }
    briefs
        .into_iter()
        .map(|row| {
            let strange = || Failure::impossible(format!("tender {} has strange facts", row.reference));
            let state = TenderState::parse(&row.state).ok_or_else(strange)?;
            let past = row.closes_at.is_none_or(|closes| caller.now().millis() > closes);
            let (department_code, department) = departments.get(&row.organisation_id).cloned().unwrap_or_default();
            let category = Category::parse(&row.category).ok_or_else(strange)?;
            let title = Trilingual { en: row.title_en, zh_hant: row.title_zh_hant, zh_hans: row.title_zh_hans };
            Ok(TenderRow {
                id: TenderId(row.id),
                title: said(&title, locale),
                lot: places.get(&row.id).copied(),
                department,
                department_code,
                category,
                stage: state.stage(past),
                value: row.estimate_cents.map(|cents| ValueBand::of(Money::from_cents(cents))),
                published_at: row.published_at.map(Timestamp::from_millis),
                closes_at: row.closes_at.map(Timestamp::from_millis),
                revision: i64::from(row.notice_revision),
                updated_at: Timestamp::from_millis(row.updated_at),
                scheme: None,
                reference: row.reference,
            })
        })
        .collect()
}
