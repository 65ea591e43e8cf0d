//! A reuse request: one page of questions, then check answers, then it is sent.
//!
//! The same page changes a request that came back. Each step is a post to the page's own path; the price is worked
//! out by the office at each of them and is never a field.

use super::check_answers::{self, Checked};
use crate::catalogue::words;
use crate::components::{area, date, error_summary, icons, input, once, said, sample, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, form as form_text, label, results, reuse, solution};
use crate::layout::Meta;
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::{DataLevel, Rate};
use domain::form::Fields;
use domain::orders::request::{by_unit, reason_needed};
use domain::orders::{Quote, Share};
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::Failure;
use services::orders::{self as office, ReuseOptions};

/// What the question page shows.
pub(super) struct Asked {
    pub options: ReuseOptions,
    pub form: FormState,
    /// The price as far as it can be worked out, when it was asked for.
    pub estimate: Option<(Quote, Vec<Share>)>,
    /// Reference of the order that is changed; none for a new request.
    pub order: Option<String>,
}

/// `GET /{locale}/reuse/new?solution=S0042`
pub async fn get(visit: Visit) -> Response {
    let reference = visit.query().get("solution").to_owned();
    let options = attempt!(visit, office::reuse_options(visit.caller(), visit.locale(), &reference).await);
    let form = FormState::filled(prefilled(&visit, &options));
    ask(&visit, Asked { options, form, estimate: None, order: None }).await
}

/// `POST /{locale}/reuse/new?solution=S0042`
pub async fn post(posted: Posted) -> Response {
    let reference = posted.visit.query().get("solution").to_owned();
    step(posted, reference, None).await
}

/// `GET /{locale}/orders/{reference}/edit`
pub async fn get_edit(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    let order = attempt!(visit, office::show(visit.caller(), visit.locale(), &reference).await);
    let listing = listing_of(&order.solution_path);
    let options = attempt!(visit, office::reuse_options(visit.caller(), visit.locale(), &listing).await);
    let mut fields = Fields::default();
    let request = &order.request;
    fields.set("users", request.users.to_string());
    fields.set("units", request.units.to_string());
    fields.set("months", request.months.to_string());
    fields.set("starts_on", request.starts_on.to_string());
    fields.set("data_level", request.data_level.code());
    fields.set("budget_line", request.budget_line.to_string());
    fields.set("purpose", request.purpose.clone());
    fields.set("reason", request.reason.clone());
    ask(&visit, Asked { options, form: FormState::filled(fields), estimate: None, order: Some(reference) }).await
}

/// `POST /{locale}/orders/{reference}/edit`
pub async fn post_edit(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let order = attempt!(posted.visit, office::show(posted.visit.caller(), posted.visit.locale(), &reference).await);
    let listing = listing_of(&order.solution_path);
    step(posted, listing, Some(reference)).await
}

fn listing_of(path: &str) -> String {
    path.rsplit('-').next().unwrap_or("").to_uppercase()
}

/// What is known already is not asked again: a usual term, the first of the month after next, the only budget line.
fn prefilled(visit: &Visit, options: &ReuseOptions) -> Fields {
    let mut fields = Fields::default();
    let month = visit.caller().today().month().next();
    fields.set("starts_on", month.first_day().to_string());
    fields.set("months", "12");
    if let [line] = options.lines.as_slice() {
        fields.set("budget_line", line.id.to_string());
    }
    if let Some(level) = options.solution.card.data_ceiling {
        fields.set("data_level", level.min(DataLevel::Unclassified).code());
    }
    fields
}

/// One step of the form: back to the questions, on to the check, or sent.
async fn step(posted: Posted, listing: String, order: Option<String>) -> Response {
    let visit = posted.visit.clone();
    let options = attempt!(visit, office::reuse_options(visit.caller(), visit.locale(), &listing).await);
    let step = posted.fields.get("step").to_owned();
    if step == "change" {
        return ask(&visit, Asked { options, form: FormState::filled(posted.fields), estimate: None, order }).await;
    }
    if step == "estimate" {
        let (form, estimate) = match office::estimate(visit.caller(), &listing, &posted.fields).await {
            Ok(estimate) => (FormState::filled(posted.fields), Some(estimate)),
            Err(Failure::Refused(refusal)) => (FormState::refused(posted.fields, refusal), None),
            Err(failure) => return visit.failed(failure).await,
        };
        return ask(&visit, Asked { options, form, estimate, order }).await;
    }
    let outcome = if step == "submit" { submit(&posted, &listing, order.as_deref()).await } else { Ok(None) };
    let worked_out = match outcome {
        Ok(Some(reference)) => {
            let done = if order.is_some() { "resubmitted" } else { "submitted" };
            return see_other(&with_query(visit.to(Route::Order(&reference)), &[("done", done.to_owned())]));
        }
        Ok(None) => office::work_out(visit.caller(), &listing, order.as_deref(), &posted.fields).await,
        Err(failure) => Err(failure),
    };
    match worked_out {
        Ok((form, quote, shares)) => {
            let checked = Checked { options, fields: posted.fields, form, quote, shares };
            let meta = Meta::titled(reuse::CHECK_TITLE.to(visit.locale())).private().under("/orders");
            render::page(&visit, StatusCode::OK, meta, checked, check_answers::draw).await
        }
        Err(Failure::Refused(refusal)) => {
            let form = FormState::refused(posted.fields, refusal);
            ask(&visit, Asked { options, form, estimate: None, order }).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn submit(posted: &Posted, listing: &str, order: Option<&str>) -> Result<Option<String>, Failure> {
    let caller = posted.visit.caller();
    if let Some(reference) = order {
        office::resubmit(caller, reference, &posted.fields).await?;
        return Ok(Some(reference.to_owned()));
    }
    let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
    office::request_reuse(caller, once, listing, &posted.fields).await.map(Some)
}

async fn ask(visit: &Visit, mut asked: Asked) -> Response {
    asked.form = asked.form.naming("reason", reuse::REASON);
    let status = asked.form.status();
    let meta =
        Meta::titled(reuse::TITLE.to(visit.locale())).private().refused(asked.form.is_refused()).under("/orders");
    render::page(visit, status, meta, asked, draw).await
}

fn draw(visit: &Visit, asked: &Asked) -> impl IntoView + use<> {
    let locale = visit.locale();
    let form = &asked.form;
    let solution_view = &asked.options.solution;
    let rates: &[Rate] = &solution_view.card.rates;
    let back = match &asked.order {
        Some(reference) => visit.to(Route::Order(reference)),
        None => visit.to(Route::Solution(&solution_view.card)),
    };
    let ceiling = solution_view.card.data_ceiling;
    let levels = DataLevel::ALL
        .iter()
        .map(|level| (level.code().to_owned(), i18n::words(i18n::data_level::find, level.code(), locale)))
        .collect();
    let lines = asked
        .options
        .lines
        .iter()
        .map(|line| {
            let year = visit.caller().today().financial_year();
            let left = line.left.iter().find(|(of, _)| *of == year).map(|(_, left)| locale.short_money(*left));
            let left = left.unwrap_or_else(|| locale.short_money(domain::money::Money::ZERO));
            let text = reuse::LINE_LEFT
                .fill(locale, &[("line", &line.label), ("left", &left), ("year", &locale.financial_year(year))]);
            (line.id.to_string(), text)
        })
        .collect();
    let units = by_unit(rates).then(|| {
        let unit = rates.iter().find_map(|rate| rate.unit);
        let name = unit.map_or_else(String::new, |unit| i18n::words(i18n::units_name::find, unit.code(), locale));
        let hint = reuse::UNITS_HINT.fill(locale, &[("units", &name)]);
        input(visit, form, "units", label::UNITS, Some(hint), "number", "input--10 input--num")
    });
    let ceiling_hint = ceiling.map(|level| {
        let words = i18n::words(i18n::data_level::find, level.code(), locale);
        reuse::DATA_HINT.fill(locale, &[("ceiling", &words)])
    });
    let contract = solution_view.contract.as_ref();
    let start_hint =
        contract.map(|contract| reuse::START_HINT.fill(locale, &[("day", &locale.date(contract.ends_on))]));
    let needed = reason_needed(rates, contract.is_some());
    let reason =
        needed.then(|| area(visit, form, "reason", reuse::REASON, Some(reuse::REASON_HINT.to(locale).to_owned()), "3"));
    let route = match contract {
        Some(_) if needed => Some(reuse::SKIPS.to(locale).to_owned()),
        Some(_) => None,
        None => Some(reuse::PROVIDED.fill(locale, &[("owner", &solution_view.card.owner)])),
    };
    let route = route.map(|text| view! { <div class="note mt4">{icons::info()}<p>{text}</p></div> });
    let duplicate = asked.options.duplicate.clone().filter(|_| asked.order.is_none() && !form.is_refused());
    let duplicate = duplicate.map(|refusal| {
        let text = i18n::refusal(locale, &Refusal::Order(refusal));
        view! { <div class="note note--warn mt4">{icons::warn()}<p>{text}</p></div> }
    });
    let name = said(&solution_view.card.name);
    let estimated = asked.estimate.as_ref().map(|(quote, shares)| {
        view! {
            <section id="estimate" role="status" aria-labelledby="estimated">
                <h2 id="estimated" class="t-lg">{reuse::ESTIMATE.to(locale)}" "{sample(visit)}</h2>
                {check_answers::estimate(visit, quote, shares)}
            </section>
        }
    });
    let work_out = (!rates.is_empty()).then(|| {
        let target = format!("{}#estimate", visit.path_and_query());
        view! { <button class="btn btn--quiet" name="step" value="estimate" formaction=target>{reuse::WORK_OUT.to(locale)}</button> }
    });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <a class="back" href=back>{form_text::BACK.to(locale)}</a>
            <div class="wizard">
                {error_summary(visit, form)}
                <p class="step-of">{reuse::STEP_1.to(locale)}</p>
                <h1>{reuse::TITLE.to(locale)}</h1>
                <p class="lede mt2">{name}</p>
                <p class="meta mt2">{results::REFERENCE_NUMBER.to(locale)}" "{solution_view.card.reference.clone()}</p>
                {duplicate}
                {route}
                {rate_card(visit, rates)}
                <form class="form mt5" method="post" action=visit.path_and_query() novalidate>
                    {once(visit, form)}
                    {input(visit, form, "users", label::USERS, Some(reuse::USERS_HINT.to(locale).to_owned()), "number", "input--10 input--num")}
                    {units}
                    {input(visit, form, "months", label::MONTHS, Some(reuse::MONTHS_HINT.to(locale).to_owned()), "number", "input--6 input--num")}
                    {date(visit, form, "starts_on", label::STARTS_ON, start_hint)}
                    {select(visit, form, "data_level", label::DATA_LEVEL, ceiling_hint, Some(form_text::CHOOSE), levels)}
                    {select(visit, form, "budget_line", label::BUDGET_LINE, Some(reuse::LINE_HINT.to(locale).to_owned()), Some(form_text::CHOOSE), lines)}
                    {area(visit, form, "purpose", label::PURPOSE, Some(reuse::PURPOSE_HINT.to(locale).to_owned()), "3")}
                    {reason}
                    {estimated}
                    <div class="actions">
                        <button class="btn" name="step" value="check">{reuse::CONTINUE.to(locale)}</button>
                        {work_out}
                    </div>
                </form>
            </div>
        </main>
    }
}

/// What is charged, before one is asked for how much of it.
fn rate_card(visit: &Visit, rates: &[Rate]) -> Option<AnyView> {
    if rates.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = rates
        .iter()
        .map(|rate| view! { <div><dt>{words::per(locale, rate)}</dt><dd>{locale.money(rate.amount)}</dd></div> })
        .collect();
    Some(
        view! {
            <section class="mt5" aria-labelledby="rates">
                <h2 id="rates" class="t-lg">{solution::RATE_CARD.to(locale)}" "{sample(visit)}</h2>
                <div class="estimate mt3"><dl>{rows}</dl></div>
            </section>
        }
        .into_any(),
    )
}
