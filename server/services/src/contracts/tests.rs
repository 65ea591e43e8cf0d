mod bid_promises;
mod drawing_up;
mod life;
mod promises;
mod rewriting;
mod signing;
mod variations;
mod warnings;

use super::*;
use crate::Failure;
use crate::awards;
use crate::entities::{awarded_contracts, contracts as rows};
use crate::spend::{self, Scope};
use crate::testing::{
    BIDDER, Office, PASSWORD, RIVAL_ADMIN, SIGNABLE_ON, SUPPLIER_ADMIN, SWD_TENDERS, TD_FINANCE, TD_SECOND_APPROVER,
    TD_TENDERS, TD_USER, contract_form, form, refusal,
};
use domain::awards::{Award, AwardState};
use domain::contracts::views::ContractView;
use domain::contracts::{
    ContractCommand, ContractPhase, ContractRefusal, MilestoneStanding, PromiseStanding, Shortfall, SigningBlocker,
    VariationState, YearShare,
};
use domain::locale::Locale;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::spend::views::Figure;
use domain::time::{Day, FinancialYear};
use sea_orm::prelude::*;

fn rule<T: std::fmt::Debug>(result: Result<T, Failure>) -> ContractRefusal {
    match refusal(result) {
        Refusal::Contract(refusal) => refusal,
        other => panic!("not a rule about contracts: {other:?}"),
    }
}

fn is_not_found<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::NotFound))
}

fn is_forbidden<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Forbidden(_)))
}

fn dollars(amount: i64) -> Money {
    Money::from_dollars(amount)
}

fn share(year: i32, amount: i64) -> YearShare {
    YearShare { year: FinancialYear(year), amount: dollars(amount) }
}

async fn seen(office: &Office, reference: &str) -> ContractView {
    show(&office.person(TD_TENDERS.approver).await, Locale::En, reference).await.unwrap()
}

async fn row(office: &Office, reference: &str) -> awarded_contracts::Model {
    let db = office.services.db.reader();
    let found = rows::Entity::find().filter(rows::Column::Reference.eq(reference)).one(db).await.unwrap().unwrap();
    awarded_contracts::Entity::find_by_id(found.id).one(db).await.unwrap().unwrap()
}

async fn award_of(office: &Office, reference: &str) -> Award {
    let tender = row(office, reference).await.tender_id;
    awards::of_tender(office.services.db.reader(), tender.into()).await.unwrap().unwrap().0
}

/// What the spend page shows of a contract in a year: committed or paid.
async fn on_spend(office: &Office, what: Figure, year: i32, reference: &str) -> Money {
    let scope = Scope { year: Some(FinancialYear(year)), department: Some("TD".to_owned()) };
    let view = spend::figure(&office.person("kc.mak").await, Locale::En, what, &scope).await.unwrap();
    view.rows.iter().filter(|row| row.contract.as_deref() == Some(reference)).filter_map(|row| row.amount).sum()
}

async fn accept(office: &Office, reference: &str, milestone: &str) -> Result<(), Failure> {
    let fields = form(&[("accepted_milestone", milestone), ("evidence", "Test report of 26 March")]);
    accept_milestone(&office.person(TD_USER).await, reference, &fields).await
}

async fn pay(office: &Office, reference: &str, invoice: &str, amount: &str, milestone: &str) -> Result<(), Failure> {
    let today = office.services.clock.now().day().to_string();
    let fields = form(&[
        ("milestone", milestone),
        ("invoice", invoice),
        ("paid_on", &today),
        ("amount", amount),
        ("method", "fps"),
    ]);
    record_payment(&office.person(TD_FINANCE).await, office.once(), reference, &fields).await
}
