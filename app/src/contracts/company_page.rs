//! A supplier's own contracts, and one of them: to sign, to follow, and to report on promises.

use super::contract_page::Shown;
use super::list_page::{nothing, table};
use super::{company_steps, forms, parts, priced, promises};
use crate::components::{error_summary, pager, said, tags};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{contract as texts, contract_new, contracts as list, frame, nav};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::contracts::views::ContractRow;
use domain::page::Page;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::{Failure, contracts};

/// `GET /{locale}/supplier/contracts`
pub async fn list(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let view = attempt!(visit, contracts::browse_own(visit.caller(), visit.locale(), asked).await);
    let meta = Meta::titled(list::COMPANY_TITLE.to(visit.locale())).private().under("/supplier/contracts");
    render::page(&visit, StatusCode::OK, meta, view, draw_list).await
}

/// `GET /{locale}/supplier/contracts/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/supplier/contracts/{reference}`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::CompanyContract(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    match fields.get("do") {
        "sign_supplier" => {
            contracts::sign_for_company(caller, reference, fields).await.map(|()| "contract_signed_by_company")
        }
        "decline" => contracts::decline(caller, reference, fields).await.map(|()| "contract_declined"),
        "report_promise" => {
            let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
            contracts::report_promise(caller, once, reference, fields).await.map(|()| "promise_reported")
        }
        _ => Err(Failure::NotFound),
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, contracts::show_own(visit.caller(), visit.locale(), reference).await);
    let form = forms::named(form.naming("comment", contract_new::REASON));
    let title =
        texts::PAGE_TITLE.fill(visit.locale(), &[("title", &view.row.title.text), ("reference", &view.row.reference)]);
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/supplier/contracts");
    render::page(visit, form.status(), meta, Shown { view, form }, draw).await
}

fn draw_list(visit: &Visit, view: &Page<ContractRow>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let body = if view.rows.is_empty() {
        nothing(visit, list::COMPANY_EMPTY_TEXT)
    } else {
        table(visit, view, list::COMPANY_TITLE, &|reference| visit.to(Route::CompanyContract(reference)))
    };
    let at = |number: usize| with_query(visit.to(Route::CompanyContracts), &[("page", number.to_string())]);
    view! {
        {crumbs(visit, vec![(visit.to(Route::CompanyContracts), nav::COMPANY_CONTRACTS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{list::COMPANY_TITLE.to(locale)}</h1>
            <p class="lede mt2">{list::COMPANY_LEDE.to(locale)}</p>
            {body}
            {pager(visit, view.number, view.last(), at)}
        </main>
    }
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::CompanyContracts), nav::COMPANY_CONTRACTS.to(locale).to_owned()),
            (visit.to(Route::CompanyContract(&view.row.reference)), view.row.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.row.reference.clone()}{frame::DOT.to(locale)}{view.row.department.clone()}</p>
            <h1>{said(&view.row.title)}</h1>
            <p class="row gap-2 mt3">{tags::contract(visit, view.row.phase)}</p>
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {company_steps::next_steps(visit, shown)}
                </section>
                <div class="text stack">
                    {parts::facts(visit, view)}
                    {priced::lines(visit, view)}
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
