//! A reason for each bidder: fields whose names carry the bid.

use crate::forms::FormState;
use crate::i18n::{self, award as texts, form};
use crate::visit::Visit;
use leptos::prelude::*;

/// Why a bid won or did not, for its bidder alone.
pub(super) fn reason(visit: &Visit, state: &FormState, name: String, label: String) -> AnyView {
    let locale = visit.locale();
    // The framework does not escape what stands in a text area, so it is escaped here.
    let escaped = state.fields.get(&name).replace('&', "&amp;").replace('<', "&lt;");
    let problem = state.problem(&name).map(|problem| i18n::rule(locale, &problem.rule));
    let class = if problem.is_some() { "field field--bad" } else { "field" };
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = if problem.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let invalid = problem.is_some().then_some("true");
    let error = problem.map(|text| {
        view! { <span class="error" id=error_id><span class="sr">{form::ERROR.to(locale)}</span>{text}</span> }
    });
    let (target, id) = (name.clone(), name.clone());
    view! {
        <div class=class>
            <label for=target>{label}</label>
            <span class="hint" id=hint_id>{texts::REASON_HINT.to(locale)}</span>
            {error}
            <textarea class="textarea" id=id name=name rows="3" aria-invalid=invalid aria-describedby=described inner_html=format!("\n{escaped}")></textarea>
        </div>
    }
    .into_any()
}
