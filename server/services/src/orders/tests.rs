mod at_once;
mod duplicates;
mod journey;
mod money;
mod refused;
mod seen_by;
mod turns;
mod weighed;

use super::*;
use crate::Failure;
use crate::entities::{commitments, orders as rows};
use crate::testing::{CURATOR, Office, SWD, TD, form, refusal};
use domain::accounts::Role;
use domain::actor::Actor;
use domain::form::Fields;
use domain::locale::Locale;
use domain::money::Money;
use domain::orders::{Command, OrderRefusal, OrderState};
use domain::refusal::Refusal;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// A solution with a price, which neither of the two departments uses.
const SLOPES: &str = "S0019";
/// A solution of another department's own, free of charge, which neither of the two uses.
const FREE: &str = "S0006";

async fn row(office: &Office, reference: &str) -> rows::Model {
    let found = rows::Entity::find().filter(rows::Column::Reference.eq(reference));
    found.one(office.services.db.reader()).await.unwrap().unwrap()
}

async fn state(office: &Office, reference: &str) -> OrderState {
    OrderState::parse(&row(office, reference).await.state).unwrap()
}

/// Committed and released cents of an order by year.
async fn committed(office: &Office, reference: &str) -> Vec<(i32, i64, i64)> {
    let order = row(office, reference).await.id;
    let rows = commitments::Entity::find().filter(commitments::Column::OrderId.eq(order));
    let rows = rows.order_by_asc(commitments::Column::Year).all(office.services.db.reader()).await.unwrap();
    rows.into_iter().map(|row| (row.year, row.amount_cents, row.released_cents)).collect()
}

/// What is left of a department's line in a year, as the request page says it.
async fn left(office: &Office, who: &str, year: i32) -> Money {
    let options = reuse_options(&office.person(who).await, Locale::En, SLOPES).await.unwrap();
    options.lines[0].left.iter().find(|(of, _)| of.0 == year).unwrap().1
}

/// Sets what is allocated to the line of an order in a year so that exactly this much is left.
async fn leave(office: &Office, reference: &str, year: i32, cents: i64) {
    let line = row(office, reference).await.budget_line_id;
    let db = office.services.db.writer();
    let now = line_left(db, line).await.unwrap().into_iter().find(|(of, _)| of.0 == year).unwrap().1;
    use crate::entities::budget_allocations as allocations;
    allocations::Entity::update_many()
        .col_expr(
            allocations::Column::AllocatedCents,
            sea_orm::ExprTrait::add(Expr::col(allocations::Column::AllocatedCents), cents - now.cents()),
        )
        .filter(allocations::Column::LineId.eq(line))
        .filter(allocations::Column::Year.eq(year))
        .exec(db)
        .await
        .unwrap();
}

/// Sets the ceiling of an order's contract so that exactly this much is left.
async fn leave_of_contract(office: &Office, solution: &str, cents: i64) {
    let page = crate::catalogue::show(&office.system(), Locale::En, solution).await.unwrap();
    let contract = page.contract.as_ref().unwrap();
    let ceiling = contract.ceiling.cents() - contract.ceiling_left.cents() + cents;
    let sql = format!("update contracts set ceiling_cents = {ceiling} where reference = '{}'", contract.reference);
    office.damage(&sql).await.unwrap();
}

/// Asks for a solution with these changes to a request that can succeed.
async fn asked(office: &Office, who: &str, solution: &str, changes: &[(&str, &str)]) -> Result<String, Failure> {
    let officer = office.person(who).await;
    let mut fields = office.reuse_form(&officer, solution).await;
    for (field, value) in changes {
        fields.set(field, *value);
    }
    request_reuse(&officer, office.once(), solution, &fields).await
}

/// Makes an order one for the solution of another, past every rule.
async fn ask_for(office: &Office, other: &str, reference: &str) {
    let (from, contract) =
        ("select listing_id from orders where reference", "select contract_id from orders where reference");
    let sql = format!(
        "update orders set listing_id = ({from} = '{reference}'), contract_id = ({contract} = '{reference}') where reference = '{other}'"
    );
    office.damage(&sql).await.unwrap();
}

fn order_refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> OrderRefusal {
    match refusal(result) {
        Refusal::Order(refusal) => refusal,
        other => panic!("not a rule about orders: {other:?}"),
    }
}

fn is_not_found<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::NotFound))
}

/// Somebody with further roles than the sample gave them.
async fn with_roles(office: &Office, who: &str, roles: &[Role]) -> crate::Caller {
    let caller = office.person(who).await;
    let mut officer = caller.officer().unwrap().clone();
    officer.roles = roles.to_vec();
    crate::Caller::new(Actor::Person(Box::new(officer)), &office.services)
}
