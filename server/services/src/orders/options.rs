//! What an officer needs to fill in a reuse request, and its price as it is worked out.

use super::store;
use crate::caller::Caller;
use crate::catalogue;
use crate::entities::listings;
use crate::failure::{Failure, Stored};
use domain::catalogue::views::SolutionView;
use domain::form::Fields;
use domain::ids::ListingId;
use domain::locale::Locale;
use domain::orders::views::BudgetChoice;
use domain::orders::{Holding, OrderRefusal, Quantities, Quote, ReuseForm, Share, quote, schedule};
use domain::permissions::Action;
use sea_orm::prelude::*;

/// What the request page offers.
#[derive(Debug, Clone)]
pub struct ReuseOptions {
    /// The solution.
    pub solution: std::sync::Arc<SolutionView>,
    /// Budget lines of one's department, with what is left.
    pub lines: Vec<BudgetChoice>,
    /// Why a new request would be refused: the department has the solution, or has asked for it.
    pub duplicate: Option<OrderRefusal>,
}

/// The choices of a request for this listing.
pub async fn reuse_options(caller: &Caller, locale: Locale, listing: &str) -> Result<ReuseOptions, Failure> {
    caller.may(Action::RequestReuse)?;
    let solution = catalogue::show(caller, locale, listing).await?;
    let mut lines = Vec::new();
    for line in store::lines_of(caller, caller.officer()?.organisation).await? {
        let name = locale.pick(&line.name_zh_hant, &line.name_zh_hans, &line.name_en);
        let label = format!("{} {name}", line.code);
        lines.push(BudgetChoice { id: line.id.into(), label, left: store::line_left(caller.db(), line.id).await? });
    }
    let duplicate = solution.held.clone().map(Holding::refusal);
    Ok(ReuseOptions { solution, lines, duplicate })
}

/// Works out the price of a form that is only half filled in, without storing anything.
pub async fn estimate(caller: &Caller, listing: &str, fields: &Fields) -> Result<(Quote, Vec<Share>), Failure> {
    caller.may(Action::RequestReuse)?;
    let row = listings::Entity::find()
        .filter(listings::Column::Reference.eq(listing.to_uppercase()))
        .one(caller.db())
        .await
        .stored()?;
    let rates = store::rates(caller.db(), row.ok_or(Failure::NotFound)?.id).await?;
    let Quantities { users, units, months, starts_on } = Quantities::parse(fields, &rates, caller.today())?;
    let quote = quote(&rates, users, units, months)?;
    let shares = schedule(&quote, starts_on, months);
    Ok((quote, shares))
}

/// Reads a request form and works out its price, without storing anything.
///
/// The line must be one of the officer's department: another's does not exist. Rules that can be judged now
/// are judged now, so that a request that cannot succeed is not sent. `order` is the one that is changed; none for a
/// new request.
pub async fn work_out(
    caller: &Caller,
    listing: &str,
    order: Option<&str>,
    fields: &Fields,
) -> Result<(ReuseForm, Quote, Vec<Share>), Failure> {
    caller.may(Action::RequestReuse)?;
    let row = listings::Entity::find()
        .filter(listings::Column::Reference.eq(listing.to_uppercase()))
        .one(caller.db())
        .await
        .stored()?;
    let row = row.ok_or(Failure::NotFound)?;
    let rates = store::rates(caller.db(), row.id).await?;
    let offer = store::offer(caller.db(), &row).await?;
    if !domain::catalogue::orderable(offer.stage, offer.access, offer.contract_ends_on, caller.today()) {
        return Err(OrderRefusal::NotOrderable.into());
    }
    let officer = caller.officer()?;
    let form = ReuseForm::parse(fields, ListingId(row.id), &rates, &offer, caller.today())?;
    let own = store::lines_of(caller, officer.organisation).await?;
    if !own.iter().any(|line| line.id == form.request.budget_line.0) {
        return Err(Failure::NotFound);
    }
    let besides = match order {
        Some(order) => Some(store::load_order_row(caller.db(), officer, order).await?.id),
        None => None,
    };
    if let Some(holding) = catalogue::held(caller.db(), row.id, officer.organisation.0, besides).await? {
        return Err(holding.refusal().into());
    }
    offer.accepts(&form.request, caller.today())?;
    let request = &form.request;
    let quote = quote(&rates, request.users, request.units, request.months)?;
    let shares = schedule(&quote, request.starts_on, request.months);
    Ok((form, quote, shares))
}
