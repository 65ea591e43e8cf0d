//! Fields of forms: label, hint, error and control, wired together by name.

use crate::forms::FormState;
use crate::i18n::{self, form};
use crate::visit::Visit;
use domain::text::Text;
use leptos::prelude::*;

/// A choice of a select or of radio buttons: its code and its words.
pub type Choice = (String, String);

/// Everything around a control.
fn framed(
    visit: &Visit,
    state: &FormState,
    name: &str,
    label: String,
    hint: Option<String>,
    control: AnyView,
) -> AnyView {
    let class = if is_bad(state, name) { "field field--bad" } else { "field" };
    let error = error(visit, state, name);
    let hint = hint.map(|hint| view! { <span class="hint" id=format!("{name}-hint")>{hint}</span> });
    view! { <div class=class><label for=name.to_owned()>{label}</label>{hint}{error}{control}</div> }.into_any()
}

/// Something is wrong with the field, or with the form because of it.
fn is_bad(state: &FormState, name: &str) -> bool {
    state.problem(name).is_some() || state.refused_field() == Some(name)
}

fn error(visit: &Visit, state: &FormState, name: &str) -> Option<AnyView> {
    let locale = visit.locale();
    let refusal = if state.refused_field() == Some(name) { state.said(locale) } else { None };
    state.problem(name).map(|problem| i18n::rule(locale, &problem.rule)).or(refusal).map(|text| {
        view! { <span class="error" id=format!("{name}-error")><span class="sr">{form::ERROR.to(locale)}</span>{text}</span> }.into_any()
    })
}

/// Ids of hint and error, for `aria-describedby`.
fn described_by(state: &FormState, name: &str, hint: bool) -> Option<String> {
    let mut ids = Vec::new();
    if hint {
        ids.push(format!("{name}-hint"));
    }
    if is_bad(state, name) {
        ids.push(format!("{name}-error"));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn invalid(state: &FormState, name: &str) -> Option<&'static str> {
    is_bad(state, name).then_some("true")
}

/// A one-line field. `kind` is the input's type, `class` its width.
pub fn input(
    visit: &Visit,
    state: &FormState,
    name: &'static str,
    label: Text,
    hint: Option<String>,
    kind: &'static str,
    class: &'static str,
) -> AnyView {
    let autocomplete = match name {
        "email" => Some("username"),
        "password" if kind == "password" => {
            Some(if state.fields.get("choosing").is_empty() { "current-password" } else { "new-password" })
        }
        "repeat" => Some("new-password"),
        _ => Some("off"),
    };
    let mode = (kind == "number").then_some("numeric");
    let kind = if kind == "number" { "text" } else { kind };
    let control = view! {
        <input
            class=format!("input {class}") id=name name=name type=kind inputmode=mode autocomplete=autocomplete
            value=state.fields.get(name).to_owned() aria-invalid=invalid(state, name)
            aria-describedby=described_by(state, name, hint.is_some())
        />
    };
    framed(visit, state, name, label.to(visit.locale()).to_owned(), hint, control.into_any())
}

/// A date field, shown by the browser in its own way and sent as `2026-11-22`.
pub fn date(visit: &Visit, state: &FormState, name: &'static str, label: Text, hint: Option<String>) -> AnyView {
    let control = view! {
        <input
            class="input input--10" id=name name=name type="date" value=state.fields.get(name).to_owned()
            aria-invalid=invalid(state, name) aria-describedby=described_by(state, name, hint.is_some())
        />
    };
    framed(visit, state, name, label.to(visit.locale()).to_owned(), hint, control.into_any())
}

/// A field of several lines.
pub fn area(
    visit: &Visit,
    state: &FormState,
    name: &'static str,
    label: Text,
    hint: Option<String>,
    rows: &'static str,
) -> AnyView {
    area_named(visit, state, name, label.to(visit.locale()).to_owned(), hint, rows)
}

/// A field of several lines whose name and label are not known before: the only place that writes a text area.
pub fn area_named(
    visit: &Visit,
    state: &FormState,
    name: &str,
    label: String,
    hint: Option<String>,
    rows: &'static str,
) -> AnyView {
    // The framework does not escape what stands in a text area, so it is escaped here.
    let escaped = state.fields.get(name).replace('&', "&amp;").replace('<', "&lt;");
    let control = view! {
        <textarea
            class="textarea" id=name.to_owned() name=name.to_owned() rows=rows aria-invalid=invalid(state, name)
            aria-describedby=described_by(state, name, hint.is_some()) inner_html=format!("\n{escaped}")
        ></textarea>
    };
    framed(visit, state, name, label, hint, control.into_any())
}

/// A list one of whose choices is taken; `empty` is shown while none is.
pub fn select(
    visit: &Visit,
    state: &FormState,
    name: &'static str,
    label: Text,
    hint: Option<String>,
    empty: Option<Text>,
    choices: Vec<Choice>,
) -> AnyView {
    let locale = visit.locale();
    let chosen = state.fields.get(name).to_owned();
    let empty = empty.map(|text| view! { <option value="">{text.to(locale)}</option> });
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, words)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{words}</option> }
        })
        .collect();
    let control = view! {
        <select class="select" id=name name=name aria-invalid=invalid(state, name) aria-describedby=described_by(state, name, hint.is_some())>
            {empty}{options}
        </select>
    };
    framed(visit, state, name, label.to(locale).to_owned(), hint, control.into_any())
}

/// A box to tick.
pub fn checkbox(visit: &Visit, state: &FormState, name: &'static str, label: Text) -> AnyView {
    let class = if is_bad(state, name) { "field field--bad" } else { "field" };
    let ticked = state.fields.ticked(name);
    view! {
        <div class=class>
            {error(visit, state, name)}
            <label class="choice">
                <input type="checkbox" id=name name=name value="yes" checked=ticked aria-invalid=invalid(state, name) aria-describedby=described_by(state, name, false)/>
                <span>{label.to(visit.locale())}</span>
            </label>
        </div>
    }
    .into_any()
}

/// The form's one-time key: the one it carried when it was refused, else a fresh one.
pub fn once(visit: &Visit, state: &FormState) -> impl IntoView + use<> {
    // A key that was used for another form would be refused again.
    let expired = state.refusal == Some(domain::refusal::Refusal::FormExpired);
    let carried = state.fields.get("once").to_owned();
    let value = if carried.is_empty() || expired { visit.once().0.to_string() } else { carried };
    view! { <input type="hidden" name="once" value=value/> }
}

/// What is wrong with a form, with a link to each field; nothing when nothing is.
pub fn error_summary(visit: &Visit, state: &FormState) -> Option<AnyView> {
    if !state.is_refused() {
        return None;
    }
    let locale = visit.locale();
    let rule = state.said(locale).map(|text| match state.refused_field() {
        Some(field) => view! { <li><a href=format!("#{field}")>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    });
    let fields: Vec<_> = state
        .problems
        .iter()
        .map(|problem| {
            let label = state.name(&problem.field).map_or("", |label| label.to(locale));
            let text = i18n::rule(locale, &problem.rule);
            let line = form::LABELLED.fill(locale, &[("label", label), ("text", &text)]);
            view! { <li><a href=format!("#{}", problem.field)>{line}</a></li> }
        })
        .collect();
    let summary = view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary">
            <h2 id="error-summary">{form::PROBLEM.to(locale)}</h2>
            <ul role="list">{rule}{fields}</ul>
        </div>
    };
    Some(summary.into_any())
}
