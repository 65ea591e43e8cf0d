//! A month's usage report: four numbers and one sentence.

use crate::components::{area, error_summary, input, once, said, sample, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, form as form_text, label, usage};
use crate::layout::Meta;
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::deployments::UsageForm;
use domain::deployments::usage::HoursMethod;
use domain::form::Fields;
use domain::orders::views::OrderView;
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::time::Month;
use leptos::prelude::*;
use services::{Failure, deployments};

struct Shown {
    view: OrderView,
    form: FormState,
    months: Vec<Month>,
}

/// `GET /{locale}/orders/{reference}/usage`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, None).await
}

/// `POST /{locale}/orders/{reference}/usage`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match report(&posted, &reference).await {
        Ok(()) => see_other(&with_query(visit.to(Route::Order(&reference)), &[("done", "reported".to_owned())])),
        Err(Failure::Refused(refusal)) => {
            show(&visit, &reference, Some(FormState::refused(posted.fields, refusal))).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn report(posted: &Posted, reference: &str) -> Result<(), Failure> {
    let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
    let form = UsageForm::parse(&posted.fields)?;
    deployments::report_usage(posted.visit.caller(), once, reference, form).await
}

async fn show(visit: &Visit, reference: &str, form: Option<FormState>) -> Response {
    attempt!(visit, visit.caller().may(Action::ReportUsage));
    let view = attempt!(visit, services::orders::show(visit.caller(), visit.locale(), reference).await);
    let Some(deployment) = view.deployment.as_ref().filter(|deployment| deployment.may_report) else {
        return visit.failed(Failure::NotFound).await;
    };
    let months = deployment.reportable.clone();
    let form = form.unwrap_or_else(|| {
        let mut fields = Fields::default();
        let next = deployment.next_period.filter(|next| months.contains(next)).or(months.first().copied());
        fields.set("period", next.map_or_else(String::new, |next| next.to_string()));
        fields.set("hours_method", HoursMethod::Estimated.code());
        fields.set("problems", "0");
        FormState::filled(fields)
    });
    let meta = Meta::titled(usage::TITLE.to(visit.locale())).private().refused(form.is_refused()).under("/orders");
    let form = form.naming("reason", usage::REASON);
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form, months }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let form = &shown.form;
    let months = shown.months.iter().map(|month| (month.to_string(), locale.month(*month))).collect();
    let methods = HoursMethod::ALL
        .iter()
        .map(|method| (method.code().to_owned(), i18n::words(i18n::hours_method::find, method.code(), locale)))
        .collect();
    let licensed = shown.view.deployment.as_ref().map_or(0, |deployment| deployment.licensed_users);
    let users_hint = usage::USERS_HINT.fill(locale, &[("licences", &locale.number(licensed))]);
    let reported = shown.view.deployment.as_ref().is_some_and(|deployment| !deployment.usage.is_empty());
    let reason = reported.then(|| {
        input(visit, form, "reason", usage::REASON, Some(usage::REASON_HINT.to(locale).to_owned()), "text", "")
    });
    view! {
        <main id="main" tabindex="-1" class="wrap main">
            <a class="back" href=visit.to(Route::Order(&shown.view.row.reference))>{form_text::BACK.to(locale)}</a>
            <div class="wizard">
                {error_summary(visit, form)}
                <h1>{usage::TITLE.to(locale)}" "{sample(visit)}</h1>
                <p class="lede mt2">{said(&shown.view.row.solution)}</p>
                <p class="meta mt2">{usage::PUBLIC.to(locale)}</p>
                <form class="form mt5" method="post" novalidate>
                    {once(visit, form)}
                    {select(visit, form, "period", label::PERIOD, None, None, months)}
                    {input(visit, form, "active_users", label::ACTIVE_USERS, Some(users_hint), "number", "input--10 input--num")}
                    {input(visit, form, "transactions", label::TRANSACTIONS, Some(usage::TRANSACTIONS_HINT.to(locale).to_owned()), "number", "input--10 input--num")}
                    {input(visit, form, "hours_saved", label::HOURS_SAVED, None, "number", "input--10 input--num")}
                    {select(visit, form, "hours_method", label::HOURS_METHOD, None, None, methods)}
                    {input(visit, form, "problems", label::PROBLEMS, None, "number", "input--6 input--num")}
                    {area(visit, form, "note", label::NOTE, Some(form_text::OPTIONAL.to(locale).to_owned()), "2")}
                    {reason}
                    <button class="btn">{usage::SUBMIT.to(locale)}</button>
                </form>
            </div>
        </main>
    }
}
