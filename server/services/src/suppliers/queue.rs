//! The vetting officers' list: every supplier by state, those that wait for an officer first.

use super::{columns, store};
use crate::caller::Caller;
use crate::entities::{supplier_checks, suppliers};
use crate::failure::{Failure, Stored};
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use domain::rulebook::{self, SUPPLIER_ANSWER_DAYS};
use domain::suppliers::SupplierState;
use domain::suppliers::views::QueueRow;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Func, LikeExpr};
use sea_orm::{Condition, ExprTrait, QueryOrder, QuerySelect};

/// Which suppliers are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueQuery {
    /// Only those that stand here now.
    pub standing: Option<SupplierState>,
    /// Only those whose number another holds.
    pub number_in_use: bool,
    /// Words of the name, or a reference.
    pub text: String,
    /// The page asked for, from 1.
    pub page: usize,
}

/// A page of the list. Without a filter, what waits for an officer comes first, oldest first.
pub async fn browse_queue(caller: &Caller, query: &QueueQuery) -> Result<Page<QueueRow>, Failure> {
    caller.may(Action::ReadSuppliers)?;
    let mut select = store::confirmed();
    if let Some(standing) = query.standing {
        select = select.filter(stands(standing, caller.today()));
    }
    if query.number_in_use {
        let closed = suppliers::Column::State.eq(SupplierState::Closed.code());
        select = select.filter(suppliers::Column::Entry.is_null()).filter(closed.not());
    }
    if !query.text.trim().is_empty() {
        let reference = suppliers::Column::Reference.eq(query.text.trim().to_uppercase());
        select = select.filter(Condition::any().add(named_like(&query.text)).add(reference));
    }
    let total = select.clone().count(caller.db()).await.stored()? as usize;
    let number = page_to_show(query.page, total);
    let waits = [SupplierState::Submitted, SupplierState::UnderReview].map(SupplierState::code);
    let first = Expr::case(suppliers::Column::State.is_in(waits), 0).finally(1);
    let rows = select
        .order_by_asc(Expr::expr(first))
        .order_by_asc(suppliers::Column::UpdatedAt)
        .order_by_asc(suppliers::Column::Reference)
        .offset(((number - 1) * PAGE_SIZE) as u64)
        .limit(PAGE_SIZE as u64)
        .all(caller.db())
        .await
        .stored()?;
    let mut listed = Vec::new();
    for row in rows {
        listed.push(queue_row(caller, row).await?);
    }
    Ok(Page { rows: listed, total, number, asked: query.page })
}

async fn queue_row(caller: &Caller, row: suppliers::Model) -> Result<QueueRow, Failure> {
    let supplier = store::supplier_of(caller.db(), &row).await?;
    let checks = supplier_checks::Entity::find().filter(supplier_checks::Column::SupplierId.eq(row.id));
    let checks = checks.count(caller.db()).await.stored()? as usize;
    let standing = supplier.standing(caller.now());
    let waits = matches!(standing, SupplierState::Submitted | SupplierState::UnderReview)
        || supplier.reinstatement_due(caller.now());
    Ok(QueueRow {
        name: columns::name_of(&row),
        standing,
        updated_at: Timestamp::from_millis(row.updated_at),
        checks,
        number_in_use: row.entry.is_none() && standing != SupplierState::Closed,
        valid_until: supplier.history().valid_until,
        waits,
        reference: row.reference,
    })
}

/// The legal name, in either language, has these words in it, whatever their case.
pub(super) fn named_like(text: &str) -> Condition {
    let escaped: String = text.trim().to_lowercase().chars().flat_map(escape).collect();
    let has = |column: suppliers::Column| {
        let lower = Expr::expr(Func::lower(Expr::col((suppliers::Entity, column))));
        lower.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
    };
    Condition::any().add(has(suppliers::Column::LegalNameEn)).add(has(suppliers::Column::LegalNameZh))
}

fn escape(character: char) -> impl Iterator<Item = char> {
    let marked = matches!(character, '%' | '_' | '\\');
    marked.then_some('\\').into_iter().chain(std::iter::once(character))
}

/// The supplier stands here on this day, whether or not a job has written it down: `Supplier::standing`, in SQL.
pub(super) fn stands(standing: SupplierState, today: Day) -> Condition {
    use SupplierState as S;
    let is = |state: S| suppliers::Column::State.eq(state.code());
    let day = today.to_string();
    let ended = || suppliers::Column::ValidUntil.is_null().or(suppliers::Column::ValidUntil.lt(day.clone()));
    let over = || suppliers::Column::DebarmentEndsOn.lte(day.clone());
    let days = rulebook::on(SUPPLIER_ANSWER_DAYS, today).unwrap_or_default();
    let earliest = Day::from_number(i64::from(today.number()) - i64::try_from(days).unwrap_or(i64::MAX));
    let unanswered = || suppliers::Column::AskedAt.lt(earliest.starts_at().millis());
    let condition = match standing {
        S::Verified => is(S::Verified).and(ended().not()),
        S::Expired => is(S::Expired).or(is(S::Verified).and(ended())).or(is(S::Debarred).and(over())),
        S::Debarred => is(S::Debarred).and(over().not()),
        S::NeedsInfo => is(S::NeedsInfo).and(unanswered().not()),
        S::Closed => is(S::Closed).or(is(S::NeedsInfo).and(unanswered())),
        other => is(other),
    };
    Condition::all().add(condition)
}
