//! Fields whose names come from the tender: an answer for each requirement, a price for each line.

use crate::forms::FormState;
use crate::i18n::{self, form};
use crate::visit::Visit;
use leptos::prelude::*;

/// A field of several lines for an answer.
pub fn answer(visit: &Visit, state: &FormState, name: &str, label: String, hint: String) -> AnyView {
    // The framework does not escape what stands in a text area, so it is escaped here.
    let escaped = state.fields.get(name).replace('&', "&amp;").replace('<', "&lt;");
    let (id, field) = (name.to_owned(), name.to_owned());
    let control = view! {
        <textarea class="textarea" id=id name=field rows="5" aria-describedby=format!("{name}-hint") inner_html=format!("\n{escaped}")></textarea>
    };
    framed(visit, state, name, label, hint, control.into_any())
}

/// A field for an amount of money.
pub fn price(visit: &Visit, state: &FormState, name: &str, label: String, hint: String) -> AnyView {
    let (id, field, value) = (name.to_owned(), name.to_owned(), state.fields.get(name).to_owned());
    let control = view! {
        <input class="input input--10 input--num" id=id name=field type="text" inputmode="decimal" autocomplete="off" value=value aria-describedby=format!("{name}-hint")/>
    };
    framed(visit, state, name, label, hint, control.into_any())
}

fn framed(visit: &Visit, state: &FormState, name: &str, label: String, hint: String, control: AnyView) -> AnyView {
    let locale = visit.locale();
    let class = if state.problem(name).is_some() { "field field--bad" } else { "field" };
    let error = state.problem(name).map(|problem| {
        let text = i18n::rule(locale, &problem.rule);
        view! { <span class="error" id=format!("{name}-error")><span class="sr">{form::ERROR.to(locale)}</span>{text}</span> }
    });
    let (target, hint_id) = (name.to_owned(), format!("{name}-hint"));
    view! {
        <div class=class>
            <label for=target>{label}</label>
            <span class="hint" id=hint_id>{hint}</span>
            {error}{control}
        </div>
    }
    .into_any()
}
