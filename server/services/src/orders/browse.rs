//! Lists of orders: one's department's, or all for those who see all; and what waits for the one who asks.

use super::store;
use crate::caller::Caller;
use crate::entities::{listing_texts, orders, organisations};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::catalogue::views::Said;
use domain::ids::OrderId;
use domain::locale::Locale;
use domain::money::Money;
use domain::orders::OrderState;
use domain::orders::views::OrderRow;
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{Condition, ExprTrait, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Which orders are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderList {
    /// All one may see.
    All,
    /// Those that wait for the one who asks, oldest first.
    WaitingForMe,
}

/// How many requests wait for the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting(pub u64);

/// A page of orders, newest change first.
pub async fn browse(caller: &Caller, locale: Locale, list: OrderList, asked: usize) -> Result<Page<OrderRow>, Failure> {
    caller.may(Action::ReadOrders)?;
    let officer = caller.officer()?;
    let mut query = orders::Entity::find();
    if let Some(own) = store::visible(officer) {
        query = query.filter(orders::Column::OrganisationId.eq(own.0));
    }
    query = match list {
        OrderList::All => query.order_by_desc(orders::Column::UpdatedAt),
        OrderList::WaitingForMe => query.filter(waits_for(officer)).order_by_asc(orders::Column::UpdatedAt),
    };
    let total = query.clone().count(caller.db()).await.stored()? as usize;
    let number = page_to_show(asked, total);
    let rows = query
        .order_by_asc(orders::Column::Reference)
        .offset(((number - 1) * PAGE_SIZE) as u64)
        .limit(PAGE_SIZE as u64)
        .all(caller.db())
        .await
        .stored()?;
    Ok(Page { rows: order_rows(caller, locale, rows).await?, total, number, asked })
}

/// How many requests wait for the one who asks; none for those who decide nothing.
pub async fn waiting(caller: &Caller) -> Result<Waiting, Failure> {
    let Some(officer) = caller.actor().officer() else { return Ok(Waiting(0)) };
    if caller.may(Action::ReadOrders).is_err() {
        return Ok(Waiting(0));
    }
    let count = orders::Entity::find().filter(waits_for(officer)).count(caller.db()).await.stored()?;
    Ok(Waiting(count))
}

/// The requests whose next step is this officer's.
fn waits_for(officer: &Officer) -> Condition {
    let in_state = |state: OrderState| orders::Column::State.eq(state.code());
    let own = orders::Column::OrganisationId.eq(officer.organisation.0);
    let sent_by_another = orders::Column::SubmittedBy.is_null().or(orders::Column::SubmittedBy.ne(officer.person.0));
    let not_mine = orders::Column::CreatedBy.ne(officer.person.0).and(sent_by_another);
    let mut any = Condition::any().add(orders::Column::State.eq("nobody waits"));
    if officer.has(Role::DepartmentApprover) {
        any = any.add(own.clone().and(in_state(OrderState::Submitted)).and(not_mine.clone()));
    }
    if officer.has(Role::Curator) || officer.has(Role::Head) {
        any = any.add(in_state(OrderState::CoordinatorReview).and(not_mine));
    }
    if officer.has(Role::DepartmentOfficer) {
        any = any.add(in_state(OrderState::Returned).and(orders::Column::CreatedBy.eq(officer.person.0)));
    }
    if officer.has(Role::DepartmentUser) {
        any = any.add(own.and(in_state(OrderState::Approved)));
    }
    any
}

pub(super) async fn order_rows(
    caller: &Caller,
    locale: Locale,
    rows: Vec<orders::Model>,
) -> Result<Vec<OrderRow>, Failure> {
    let officer = caller.officer()?;
    let mut waiting: Vec<Uuid> = Vec::new();
    if !rows.is_empty() {
        let ids = rows.iter().map(|row| row.id);
        waiting = orders::Entity::find()
            .select_only()
            .column(orders::Column::Id)
            .filter(orders::Column::Id.is_in(ids))
            .filter(waits_for(officer))
            .into_tuple()
            .all(caller.db())
            .await
            .stored()?;
    }
    let names = solution_names(caller, locale, rows.iter().map(|row| row.listing_id).collect()).await?;
    let departments = department_names(caller, locale).await?;
    rows.into_iter()
        .map(|row| {
            let strange = || Failure::impossible(format!("order {} has strange facts", row.reference));
            Ok(OrderRow {
                id: OrderId(row.id),
                solution: names.get(&row.listing_id).cloned().unwrap_or_default(),
                department: departments.get(&row.organisation_id).cloned().unwrap_or_default(),
                state: OrderState::parse(&row.state).ok_or_else(strange)?,
                price: Money::from_cents(row.price_cents),
                starts_on: Day::parse(&row.starts_on).ok_or_else(strange)?,
                updated_at: Timestamp::from_millis(row.updated_at),
                waits_for_me: waiting.contains(&row.id),
                reference: row.reference,
            })
        })
        .collect()
}

/// Names of listings in a language, or in the one language they have.
pub(crate) async fn solution_names(
    caller: &Caller,
    locale: Locale,
    listings: Vec<Uuid>,
) -> Result<HashMap<Uuid, Said>, Failure> {
    let texts = listing_texts::Entity::find()
        .filter(listing_texts::Column::ListingId.is_in(listings))
        .all(caller.db())
        .await
        .stored()?;
    let mut names: HashMap<Uuid, Said> = HashMap::new();
    for text in texts {
        let other = Locale::from_segment(&text.locale).filter(|language| *language != locale);
        let known = names.get(&text.listing_id);
        if other.is_none() || known.is_none() {
            names.insert(text.listing_id, Said { text: text.name, other });
        }
    }
    Ok(names)
}

/// Names of all organisations in a language.
pub(crate) async fn department_names(caller: &Caller, locale: Locale) -> Result<HashMap<Uuid, String>, Failure> {
    let rows = organisations::Entity::find().all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (row.id, locale.pick(row.name_zh_hant, row.name_zh_hans, row.name_en))).collect())
}
