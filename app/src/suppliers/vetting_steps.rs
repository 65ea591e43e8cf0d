//! What an officer may do about a supplier now: one form at a time, and links to the others.

use super::vetting_page::Shown;
use crate::components::{area, date, input, select};
use crate::forms::FormState;
use crate::i18n::{self, form as form_text, label, vetting as texts, vetting_step, vouching_body};
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use domain::permissions::{Action, allows};
use domain::suppliers::{SupplierCommand, SupplierState, VouchingBody};
use leptos::prelude::*;

/// The form of the step that is chosen, or of the usual next one, and links to the others.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let mut offered: Vec<&'static str> = view.may.iter().map(|command| command.code()).collect();
    if view.may_vet {
        offered.extend(["vouch", "help"]);
    }
    let tried = shown.form.fields.get("do");
    let asked = if tried.is_empty() { visit.query().get("step") } else { tried };
    let chosen = offered.iter().copied().find(|step| *step == asked);
    let usual =
        offered.iter().copied().find(|step| ["start_review", "check", "verify", "reinstate", "debar"].contains(step));
    let chosen = chosen.or(usual);
    let state = if tried == chosen.unwrap_or("") { shown.form.clone() } else { FormState::default() };
    let form = chosen.map(|step| step_form(visit, &view.reference, step, &state));
    let others: Vec<_> = offered
        .iter()
        .copied()
        .filter(|step| Some(*step) != chosen)
        .map(|step| {
            let href = with_query(visit.to(Route::VettingOf(&view.reference)), &[("step", step.to_owned())]);
            view! { <li><a href=href>{i18n::words(vetting_step::find, step, locale)}</a></li> }
        })
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! { <h3 class="mt5">{texts::OTHER_STEPS.to(locale)}</h3><ul role="list" class="next-steps mt2">{others}</ul> }
    });
    view! { {waiting(visit, shown)}{form}{others} }.into_any()
}

/// Who checked, and why the one who looks cannot take the next step.
fn waiting(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let checked: Vec<_> = view
        .checked_by
        .iter()
        .map(|name| view! { <p class="mt3">{texts::CHECKED_BY.fill(locale, &[("name", name)])}</p> })
        .collect();
    let may = |command: SupplierCommand| view.may.contains(&command);
    let officer = visit.caller().actor().officer();
    let helped = officer.is_some_and(|officer| view.supplier.helped_by.contains(&officer.person));
    let second = view.may_vet
        && view.standing == SupplierState::UnderReview
        && !helped
        && !may(SupplierCommand::Check)
        && !may(SupplierCommand::Verify);
    let second = second.then(|| view! { <p class="mt3">{texts::SECOND_NEEDED.to(locale)}</p> });
    let helped = helped.then(|| view! { <p class="mt3">{texts::HELPED.to(locale)}</p> });
    let due = view.supplier.reinstatement_due(visit.caller().now());
    let due = due.then(|| view! { <p class="mt3"><b>{texts::REINSTATEMENT_DUE.to(locale)}</b></p> });
    // Those who award tenders do not read a charge that is not decided.
    let decides = [Action::VetSuppliers, Action::DebarSuppliers, Action::AgreeDebarment];
    let decides = decides.into_iter().any(|action| allows(action, visit.caller().actor()));
    let proposed = view.supplier.history().proposed.as_ref().filter(|_| decides).map(|one| {
        let day = locale.date(one.ends_on);
        let words = [("day", day.as_str()), ("hearing", one.hearing.as_str()), ("reason", one.reason.as_str())];
        view! { <p class="mt3">{texts::PROPOSED.fill(locale, &words)}</p> }
    });
    let nothing = (view.may.is_empty() && view.checked_by.is_empty())
        .then(|| view! { <p class="mt3">{texts::NOTHING.to(locale)}</p> });
    view! { {checked}{second}{helped}{due}{proposed}{nothing} }.into_any()
}

fn step_form(visit: &Visit, reference: &str, step: &'static str, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let hint = |text: domain::text::Text| Some(text.to(locale).to_owned());
    let comment = || area(visit, state, "comment", label::REASON, hint(texts::COMMENT_HINT), "4");
    let fields = match step {
        "check" | "verify" => {
            input(visit, state, "register_search", label::REGISTER_SEARCH, hint(texts::SEARCH_HINT), "text", "")
        }
        "request_info" => area(visit, state, "comment", label::COMMENT, hint(texts::QUESTION_HINT), "4"),
        "reject" | "turn_down_debarment" => comment(),
        "suspend" => {
            view! { {comment()}{date(visit, state, "ends_on", label::ENDS_ON, hint(texts::SUSPEND_HINT))} }.into_any()
        }
        "propose_debarment" => view! {
            {comment()}
            {input(visit, state, "hearing", label::HEARING, hint(texts::HEARING_HINT), "text", "")}
            {date(visit, state, "ends_on", label::ENDS_ON, hint(texts::DEBAR_HINT))}
        }
        .into_any(),
        "vouch" => vouch(visit, state),
        _ => ().into_any(),
    };
    let told = i18n::words(i18n::vetting_told::find, step, locale);
    let severe = matches!(step, "reject" | "suspend" | "propose_debarment" | "debar");
    let class = if severe { "btn btn--quiet btn--danger" } else { "btn btn--wide" };
    view! {
        <form method="post" class="form mt3" action=visit.to(Route::VettingOf(reference)) novalidate>
            <p>{told}</p>
            {fields}
            <button class=class name="do" value=step>{i18n::words(vetting_step::find, step, locale)}</button>
        </form>
    }
    .into_any()
}

fn vouch(visit: &Visit, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let mut bodies: Vec<_> = VouchingBody::ALL
        .iter()
        .map(|body| (body.code().to_owned(), i18n::words(vouching_body::find, body.code(), locale)))
        .collect();
    bodies.push(("none".to_owned(), texts::NO_VOUCH.to(locale).to_owned()));
    view! {
        {select(visit, state, "vouch_body", label::VOUCH_BODY, None, Some(form_text::CHOOSE), bodies)}
        {date(visit, state, "vouch_until", label::VOUCH_UNTIL, None)}
    }
    .into_any()
}
