//! A contract is drawn up from the award of a tender.

use super::forms;
use crate::bids::offered;
use crate::components::{area, date, error_summary, once, said};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{contract_new as texts, contracts, label, nav, promise_kind, tender, words};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::contracts::Term;
use domain::contracts::views::DraftView;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Day;
use leptos::prelude::*;
use services::Failure;
use services::contracts::{draft_for, draw_up};

/// `GET /{locale}/workspace/contracts/new?tender=…`
pub async fn get(visit: Visit) -> Response {
    let form = FormState::filled(visit.query().clone());
    ask(&visit, form).await
}

/// `POST /{locale}/workspace/contracts/new`: `tender` names the award's tender.
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let drawn = match visit.caller().may(Action::DrawUpContract) {
        Err(failure) => Err(failure),
        Ok(()) => match posted.once() {
            None => Err(Failure::Refused(Refusal::FormExpired)),
            Some(once) => draw_up(visit.caller(), once, posted.fields.get("tender"), &posted.fields).await,
        },
    };
    match drawn {
        Ok(reference) => {
            let path = visit.to(Route::WorkContract(&reference));
            see_other(&with_query(path, &[("done", "contract_drawn_up".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => ask(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn ask(visit: &Visit, form: FormState) -> Response {
    let view = attempt!(visit, draft_for(visit.caller(), visit.locale(), form.fields.get("tender")).await);
    let form = forms::named(form.naming("starts_on", texts::STARTS_ON).naming("data_terms", texts::DATA_TERMS));
    let title = texts::TITLE.to(visit.locale());
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/contracts");
    render::page(visit, form.status(), meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &DraftView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let award = &view.award;
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkContracts), nav::OWN_CONTRACTS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="eyebrow">{award.tender.clone()}</p>
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt2">{texts::LEDE.to(locale)}</p>
                {facts(visit, view)}
                <form class="form mt5" method="post" action=format!("{}/new", visit.to(Route::WorkContracts)) novalidate>
                    {once(visit, form)}
                    <input type="hidden" name="tender" value=award.tender.clone()/>
                    {fields(visit, view, form)}
                    <div class="actions"><button class="btn">{texts::SAVE.to(locale)}</button></div>
                </form>
            </div>
        </main>
    }
    .into_any()
}

/// What award and tender say, which nobody types.
pub(super) fn facts(visit: &Visit, view: &DraftView) -> AnyView {
    let locale = visit.locale();
    let award = &view.award;
    let framework = view.is_framework.then(|| {
        let text = tender::FRAMEWORK_TEXT.to(locale);
        view! { <div><dt>{contracts::FRAMEWORK.to(locale)}</dt><dd>{text}</dd></div> }
    });
    view! {
        <dl class="facts facts--wide mt4">
            <div><dt>{contracts::CONTRACT.to(locale)}</dt><dd>{said(&award.title)}</dd></div>
            <div><dt>{contracts::SUPPLIER.to(locale)}</dt><dd>{award.supplier.clone()}</dd></div>
            <div><dt>{texts::VALUE.to(locale)}</dt><dd>{locale.money(award.value)}</dd></div>
            <div><dt>{texts::MONTHS.to(locale)}</dt><dd>{texts::MONTHS_COUNT.count(locale, i64::from(view.months))}</dd></div>
            {framework}
            <div><dt>{texts::SIGNABLE.to(locale)}</dt><dd>{locale.date(view.signable_from)}</dd></div>
        </dl>
    }
    .into_any()
}

/// What is typed: the first day, terms, milestones, and promises beside the bid's.
pub(super) fn fields(visit: &Visit, view: &DraftView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    view! {
        {date(visit, form, "starts_on", texts::STARTS_ON, None)}
        <h2>{texts::TERMS.to(locale)}</h2>
        {area(visit, form, "performance", label::PERFORMANCE, None, "3")}
        {area(visit, form, "service_levels", label::SERVICE_LEVELS, None, "3")}
        {area(visit, form, "data_terms", texts::DATA_TERMS, None, "3")}
        <h2>{texts::MILESTONES.to(locale)}</h2>
        <p class="hint">{texts::MILESTONES_HINT.to(locale)}</p>
        {forms::milestone_rows(visit, form)}
        <h2>{texts::PROMISES.to(locale)}</h2>
        {promised(visit, view, form)}
        <h3>{texts::MORE_PROMISES.to(locale)}</h3>
        <p class="hint">{texts::MORE_PROMISES_HINT.to(locale)}</p>
        {forms::promise_rows(visit, form)}
    }
    .into_any()
}

/// What the winning bid promises: part of the contract as it is, with its days once a first day is chosen.
fn promised(visit: &Visit, view: &DraftView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    if view.promised.is_empty() {
        return view! { <p>{texts::PROMISED_NONE.to(locale)}</p> }.into_any();
    }
    let starts_on = Day::parse(form.fields.get("starts_on"));
    let term = starts_on.and_then(|starts_on| Term::of_months(starts_on, view.months).ok());
    let rows: Vec<_> = view
        .promised
        .iter()
        .map(|one| {
            let due_on = term.map(|term| {
                let day = locale.date(one.due_on(term));
                view! { <br/><span class="meta">{texts::PROMISED_BY.fill(locale, &[("day", &day)])}</span> }
            });
            let kind = words(promise_kind::find, one.kind.code(), locale);
            view! { <div><dt>{kind}</dt><dd>{offered(visit, one)}{due_on}</dd></div> }
        })
        .collect();
    view! {
        <p class="hint">{texts::PROMISES_HINT.to(locale)}</p>
        <dl class="facts facts--wide mt3">{rows}</dl>
    }
    .into_any()
}
