//! A supplier as officers see it: its file, its people, what happened, and the next step.

use super::file_parts as parts;
use super::vetting_steps as steps;
use crate::components::words::labelled;
use crate::components::{error_summary, tags};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, label, role, vetting as texts};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::form::Fields;
use domain::refusal::Refusal;
use domain::suppliers::SupplierCommand;
use domain::suppliers::views::FileView;
use leptos::prelude::*;
use services::Failure;
use services::suppliers::{self, VettingStep};

/// What the page shows: the file, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: FileView,
    pub form: FormState,
}

/// `GET /{locale}/workspace/suppliers/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    page(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/suppliers/{reference}`: `do` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::VettingOf(&reference)), &[("done", done)])),
        Err(Failure::Refused(refusal)) => page(&visit, &reference, refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<String, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.officer()?;
    match fields.get("do") {
        "vouch" => suppliers::record_vouch(caller, reference, fields).await?,
        "help" => suppliers::record_help(caller, reference).await?,
        named => {
            let command = SupplierCommand::parse(named).ok_or(Failure::NotFound)?;
            caller.may(VettingStep::action_of(command).ok_or(Failure::NotFound)?)?;
            suppliers::vet(caller, reference, VettingStep::parse(command, fields, caller.today())?).await?;
        }
    }
    Ok(format!("supplier_{}", fields.get("do")))
}

/// The step's words are a reason in every form but the one that asks for information.
fn refused(fields: Fields, refusal: Refusal) -> FormState {
    let asks = fields.get("do") == "request_info";
    let form = FormState::refused(fields, refusal);
    if asks { form } else { form.naming("comment", label::REASON) }
}

async fn page(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, suppliers::show(visit.caller(), reference).await);
    let name = view.supplier.registration.legal_name.shown();
    let title = labelled(visit.locale(), &view.reference, name.get(visit.locale()));
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/suppliers");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let name = view.supplier.registration.legal_name.shown();
    let clash =
        view.number_in_use.then(|| view! { <span class="tag tag--bad">{texts::NUMBER_IN_USE.to(locale)}</span> });
    view! {
        {crumbs(visit, vec![(visit.to(Route::Vetting), texts::TITLE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <p class="eyebrow">{view.reference.clone()}</p>
            <h1>{name.get(locale).to_owned()}</h1>
            <p class="row gap-2 mt3">{tags::supplier(visit, view.standing)}{clash}</p>
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {steps::next_steps(visit, shown)}
                </section>
                <div class="text stack">
                    {parts::sections(visit, view)}
                    {parts::facts(visit, view)}
                    {people(visit, view)}
                </div>
                <aside class="rail stack" aria-label=i18n::supplier::HISTORY.to(locale)>{parts::history(visit, view)}</aside>
            </div>
        </main>
    }
    .into_any()
}

fn people(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .people
        .iter()
        .map(|one| {
            let roles: Vec<_> = one.roles.iter().map(|held| i18n::words(role::find, held.code(), locale)).collect();
            let roles = roles.join(i18n::frame::LIST_COMMA.to(locale));
            view! { <div><dt>{one.name.clone()}</dt><dd>{roles}</dd></div> }
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="people">
            <h2 id="people">{texts::PEOPLE.to(locale)}</h2>
            <dl class="facts facts--wide mt2">{rows}</dl>
        </section>
    }
    .into_any()
}
