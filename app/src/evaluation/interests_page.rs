//! Interests: a member declares for every bidder; the chair rules on what was declared.

use super::common::{Shown, answered, framed, hidden, note, show};
use crate::components::{Named, named_area, named_choices};
use crate::forms::{FormState, Posted};
use crate::i18n::evaluation as texts;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::evaluation::EvaluationState;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, InterestView};

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/interests`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default(), texts::DECLARE_TITLE, draw).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/interests`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let (caller, fields) = (visit.caller(), posted.fields);
    let outcome = match fields.get("form") {
        "declare" => evaluation::declare(caller, &reference, &fields).await.map(|()| "evaluation_declared"),
        form if form.starts_with("rule") => {
            evaluation::rule_on_conflict(caller, &reference, &fields).await.map(|()| "evaluation_ruled")
        }
        _ => Err(Failure::NotFound),
    };
    let to = visit.to(Route::Evaluation(&reference));
    let again = async |form| show(&visit, &reference, form, texts::DECLARE_TITLE, draw).await;
    answered(&visit, fields, outcome, to, again).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let open = (EvaluationState::Declaring..EvaluationState::Ranked).contains(&view.state);
    let declare = (view.seat.panel && open).then(|| declare(visit, shown));
    let rows: Vec<_> =
        view.interests.iter().enumerate().map(|(index, one)| interest(visit, shown, index, one)).collect();
    let conflicts = (!rows.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="conflicts">
                <h2 id="conflicts">{texts::CONFLICTS.to(locale)}</h2>
                <ul role="list" class="rows mt3">{rows}</ul>
            </section>
        }
    });
    let body = view! { <div class="wizard">{declare}{conflicts}</div> };
    framed(visit, shown, texts::DECLARE_TITLE.to(locale).to_owned(), body.into_any())
}

fn declare(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view, state) = (visit.locale(), &shown.view, shown.state_of("declare"));
    let mut suppliers = Vec::new();
    for bid in view.bids.iter().filter(|bid| bid.unreadable.is_none()) {
        if suppliers.iter().all(|(supplier, _)| *supplier != bid.supplier) {
            suppliers.push((bid.supplier, bid.name.get(locale).to_owned()));
        }
    }
    let fields: Vec<_> = suppliers
        .into_iter()
        .map(|(supplier, name)| {
            let choices = vec![
                ("none".to_owned(), texts::NO_INTEREST.to(locale).to_owned()),
                ("conflict".to_owned(), texts::HAS_INTEREST.to(locale).to_owned()),
            ];
            let question = Named::of(format!("interest-{supplier}"), name).within("declare");
            let nature = Named::of(format!("nature-{supplier}"), texts::NATURE.to(locale))
                .hinted(texts::NATURE_HINT.to(locale))
                .within("declare");
            view! {
                <div class="panel stack">
                    {named_choices(visit, &state, &question, choices)}
                    {named_area(visit, &state, &nature, "2")}
                </div>
            }
        })
        .collect();
    let again = view.declared.then(|| note(texts::DECLARED_ALREADY.to(locale).to_owned()));
    view! {
        <p class="lede mt3">{texts::DECLARE_TEXT.to(locale)}</p>
        {again}
        <form class="form mt5" method="post" novalidate>
            {hidden(shown, "declare", &[])}
            {fields}
            <button class="btn">{texts::DECLARE_BUTTON.to(locale)}</button>
        </form>
    }
    .into_any()
}

fn interest(visit: &Visit, shown: &Shown, index: usize, one: &InterestView) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let name = view.bids.iter().find(|bid| bid.supplier == one.supplier).map(|bid| bid.name.get(locale));
    let person = match view.name_of(one.assessor) {
        "" => texts::SOMEBODY.to(locale),
        name => name,
    };
    let heading = texts::CONFLICT_OF.fill(locale, &[("person", person), ("bidder", name.unwrap_or_default())]);
    let form = format!("rule{index}");
    let next = match &one.ruling {
        Some(reason) => view! { <p class="meta">{texts::RULED.fill(locale, &[("reason", reason)])}</p> }.into_any(),
        None if view.seat.chair && one.assessor == view.me => {
            view! { <p class="meta">{texts::OWN_CONFLICT.to(locale)}</p> }.into_any()
        }
        None if view.seat.chair => {
            let state = shown.state_of(&form);
            let reason = Named::of("reason", texts::REASON.to(locale)).within(&form);
            let pairs = [("assessor", one.assessor.to_string()), ("supplier", one.supplier.to_string())];
            view! {
                <form class="form mt3" method="post" novalidate>
                    {hidden(shown, &form, &pairs)}
                    <p>{texts::RULE_TEXT.to(locale)}</p>
                    {named_area(visit, &state, &reason, "2")}
                    <button class="btn btn--quiet">{texts::RULE_BUTTON.to(locale)}</button>
                </form>
            }
            .into_any()
        }
        None => view! { <span class="tag tag--warn">{texts::CONFLICT_OPEN.to(locale)}</span> }.into_any(),
    };
    view! { <li><div><h3 class="rows__title">{heading}</h3><p>{one.nature.clone()}</p>{next}</div></li> }.into_any()
}
