//! A contract in the workspace: where it stands, what was agreed, and the next step for one's role.

use super::{forms, parts, priced, promises, steps};
use crate::components::{error_summary, said, tags};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{contract as texts, contract_new, contracts as list, frame, nav};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::contracts::views::ContractView;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::{Failure, contracts};

/// What the page shows: the contract, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: ContractView,
    pub form: FormState,
}

/// `GET /{locale}/workspace/contracts/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/contracts/{reference}`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::WorkContract(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

/// Takes the step the form names; says what was done.
async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    let once = || posted.once().ok_or(Failure::Refused(Refusal::FormExpired));
    match fields.get("do") {
        "make_ready" => contracts::make_ready(caller, reference).await.map(|()| "contract_ready"),
        "sign" => contracts::sign(caller, reference, fields).await.map(|()| "contract_signed"),
        "cancel" => contracts::cancel(caller, reference, fields).await.map(|()| "contract_cancelled"),
        "accept_milestone" => {
            contracts::accept_milestone(caller, reference, fields).await.map(|()| "milestone_accepted")
        }
        "record_payment" => {
            contracts::record_payment(caller, once()?, reference, fields).await.map(|()| "contract_paid")
        }
        "propose_variation" => {
            contracts::propose_variation(caller, once()?, reference, fields).await.map(|()| "variation_proposed")
        }
        "approve_variation" => {
            contracts::decide_variation(caller, reference, fields).await.map(|()| "variation_approved")
        }
        "reject_variation" => {
            contracts::decide_variation(caller, reference, fields).await.map(|()| "variation_rejected")
        }
        "complete" => contracts::complete(caller, reference, fields).await.map(|()| "contract_completed"),
        "terminate" => contracts::terminate(caller, reference, fields).await.map(|()| "contract_terminated"),
        "confirm_promise" => contracts::confirm_promise(caller, reference, fields).await.map(|()| "promise_confirmed"),
        "refuse_promise" => contracts::confirm_promise(caller, reference, fields).await.map(|()| "promise_refused"),
        _ => Err(Failure::NotFound),
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, contracts::show(visit.caller(), visit.locale(), reference).await);
    let form = forms::named(form.naming("ends_on", texts::NEW_END_LABEL).naming("comment", contract_new::REASON));
    let title =
        texts::PAGE_TITLE.fill(visit.locale(), &[("title", &view.row.title.text), ("reference", &view.row.reference)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/contracts");
    render::page(visit, form.status(), meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    let framework = view.row.is_framework.then(|| view! { <span class="tag">{list::FRAMEWORK.to(locale)}</span> });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkContracts), nav::OWN_CONTRACTS.to(locale).to_owned()),
            (visit.to(Route::WorkContract(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.row.reference.clone()}{frame::DOT.to(locale)}{view.row.department.clone()}</p>
            <h1>{said(&view.row.title)}</h1>
            <p class="row gap-2 mt3">{tags::contract(visit, view.row.phase)}{framework}</p>
            {parts::notes(visit, view)}
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {steps::next_steps(visit, shown)}
                </section>
                <div class="text stack">
                    {parts::facts(visit, view)}
                    {priced::lines(visit, view)}
                    {parts::years(visit, view)}
                    {parts::milestones(visit, view)}
                    {parts::payments(visit, view)}
                    {parts::variations(visit, view)}
                    {promises::promises(visit, view)}
                    {parts::terms(visit, view)}
                </div>
                <aside class="rail stack" aria-label=texts::HISTORY.to(locale)>{parts::history(visit, view)}</aside>
            </div>
        </main>
    }
}
