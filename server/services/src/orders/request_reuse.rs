//! An officer sends a request to the department's approver.

use super::store;
use crate::caller::Caller;
use crate::catalogue;
use crate::change::answer_given;
use crate::entities::{listings, orders};
use crate::failure::{Failure, Stored};
use domain::event::Event;
use domain::form::Fields;
use domain::ids::{ListingId, OnceToken, OrderId};
use domain::orders::{Order, OrderState};
use domain::permissions::Action;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Stores a request and sends it to the approver; the same form sent twice gives one request. Returns its reference.
pub async fn request_reuse(
    caller: &Caller,
    once: OnceToken,
    listing: &str,
    fields: &Fields,
) -> Result<String, Failure> {
    caller.may(Action::RequestReuse)?;
    if let Some(reference) = answer_given(caller.db(), caller, once).await? {
        return Ok(reference);
    }
    // Worked out before the change begins: whoever holds one connection must not wait for another.
    let (form, quote, _) = match super::work_out(caller, listing, None, fields).await {
        Ok(worked_out) => worked_out,
        // The same form sent at once may have been answered meanwhile, and is then what it was found to repeat.
        Err(refused) => return answer_given(caller.db(), caller, once).await?.ok_or(refused),
    };
    let change = caller.begin().await?;
    if let Some(reference) = change.answer_before(once).await? {
        return Ok(reference);
    }
    let officer = caller.officer()?;
    let row = listings::Entity::find_by_id(form.listing.0).one(change.db()).await.stored()?.ok_or(Failure::NotFound)?;
    let offer = store::offer(change.db(), &row).await?;

    let year = caller.today().parts().0;
    let number = change.next_number(&format!("orders-{year}")).await?;
    // The counter keeps two requests apart, so of two for one solution at once the second finds the first.
    if let Some(holding) = catalogue::held(change.db(), row.id, officer.organisation.0, None).await? {
        return Err(holding.refusal().into());
    }
    let draft = Order::stored(
        OrderId(change.new_id()),
        format!("RQ-{year}-{number:04}"),
        form.listing,
        officer.organisation,
        officer.person,
        None,
        None,
        form.request,
        quote,
        OrderState::Draft,
    );
    let order = draft.submit(officer.person, &offer, change.today())?;
    let columns = orders::ActiveModel {
        id: Set(order.id.0),
        reference: Set(order.reference.clone()),
        listing_id: Set(order.listing.0),
        contract_id: Set(row.contract_id),
        organisation_id: Set(order.organisation.0),
        created_by: Set(order.created_by.0),
        submitted_by: Set(Some(officer.person.0)),
        state: Set(order.state().code().to_owned()),
        submitted_at: Set(change.now().millis()),
        updated_at: Set(change.now().millis()),
        version: Set(0),
        ..store::request_columns(&order.request, &order.quote)?
    };
    orders::Entity::insert(columns).exec_without_returning(change.db()).await.stored()?;
    change.remember_answer(once, &order.reference).await?;
    change.commit(submitted(&order)).await?;
    Ok(order.reference)
}

/// Sends a request that came back once more, with what was changed.
pub async fn resubmit(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RequestReuse)?;
    let officer = caller.officer()?;
    let row = store::load_order_row(caller.db(), officer, reference).await?;
    if row.organisation_id != officer.organisation.0 {
        return Err(Failure::NotFound);
    }
    let listing =
        listings::Entity::find_by_id(row.listing_id).one(caller.db()).await.stored()?.ok_or(Failure::NotFound)?;
    let (form, quote, _) = super::work_out(caller, &listing.reference, Some(reference), fields).await?;
    let change = caller.begin().await?;
    let row = store::lock_order_row(&change, officer, reference).await?;
    let offer = store::offer(change.db(), &listing).await?;
    let mut order = store::order_of(&row)?;
    order.request = form.request;
    order.quote = quote;
    let order = order.submit(officer.person, &offer, change.today())?;
    let columns = orders::ActiveModel {
        submitted_by: Set(Some(officer.person.0)),
        endorsed_by: Set(None),
        submitted_at: Set(change.now().millis()),
        ..store::request_columns(&order.request, &order.quote)?
    };
    store::set_state(&change, &row, order.state(), columns).await?;
    change.commit(submitted(&order)).await?;
    Ok(())
}

fn submitted(order: &Order) -> Event {
    Event::ReuseSubmitted {
        order: order.id,
        reference: order.reference.clone(),
        listing: ListingId(order.listing.0),
        organisation: order.organisation,
        price: order.quote.total,
    }
}
