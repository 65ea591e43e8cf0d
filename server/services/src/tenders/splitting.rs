//! What a department bought of one kind within a year, so that split purchases are pointed out (T-b).

use crate::entities::{listings, orders, tenders};
use crate::failure::{Failure, Stored};
use domain::catalogue::Category;
use domain::ids::OrganisationId;
use domain::money::Money;
use domain::orders::OrderState;
use domain::tenders::{Spending, SplittingWarning, Tender, TenderState, splitting};
use domain::time::Timestamp;
use sea_orm::prelude::*;

/// The warning that the approver of this tender must answer, if there is one.
pub(super) async fn warning(
    db: &impl ConnectionTrait,
    tender: &Tender,
    now: Timestamp,
) -> Result<Option<SplittingWarning>, Failure> {
    let day = tender.rules_day(now);
    let Ok(procedure) = tender.draft.procedure(day) else { return Ok(None) };
    let (department, category) = (tender.draft.department, tender.draft.category);
    let new = Spending { department, category, day, amount: procedure.total };
    let mut earlier = ordered(db, department, category).await?;
    earlier.extend(tendered(db, tender).await?);
    Ok(splitting(&new, &earlier))
}

async fn ordered(
    db: &impl ConnectionTrait,
    department: OrganisationId,
    category: Category,
) -> Result<Vec<Spending>, Failure> {
    let rows = orders::Entity::find()
        .filter(orders::Column::OrganisationId.eq(department.0))
        .filter(orders::Column::ApprovedAt.is_not_null())
        .filter(orders::Column::State.ne(OrderState::Cancelled.code()))
        .all(db)
        .await
        .stored()?;
    let of_kind = listings::Entity::find().filter(listings::Column::Category.eq(category.code()));
    let of_kind: Vec<Uuid> = of_kind
        .filter(listings::Column::Id.is_in(rows.iter().map(|row| row.listing_id)))
        .all(db)
        .await
        .stored()?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let spending = |row: &orders::Model| {
        let day = Timestamp::from_millis(row.approved_at?).day();
        Some(Spending { department, category, day, amount: Money::from_cents(row.price_cents) })
    };
    Ok(rows.iter().filter(|row| of_kind.contains(&row.listing_id)).filter_map(spending).collect())
}

async fn tendered(db: &impl ConnectionTrait, tender: &Tender) -> Result<Vec<Spending>, Failure> {
    let (department, category) = (tender.draft.department, tender.draft.category);
    let without = [TenderState::Draft, TenderState::InApproval, TenderState::Cancelled, TenderState::Unsuccessful];
    let rows = tenders::Entity::find()
        .filter(tenders::Column::OrganisationId.eq(department.0))
        .filter(tenders::Column::Category.eq(category.code()))
        .filter(tenders::Column::State.is_not_in(without.map(TenderState::code)))
        .filter(tenders::Column::Id.ne(tender.id.0))
        .all(db)
        .await
        .stored()?;
    let spending = |row: &tenders::Model| {
        let day = Timestamp::from_millis(row.published_at.unwrap_or(row.updated_at)).day();
        Some(Spending { department, category, day, amount: Money::from_cents(row.estimate_cents?) })
    };
    Ok(rows.iter().filter_map(spending).collect())
}
