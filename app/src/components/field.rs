//! Fields of forms: label, hint, error and control, wired together by name.

use crate::forms::FormState;
use crate::i18n::{self, form};
use crate::visit::Visit;
use domain::locale::Locale;
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
    let error = error(visit, state, name, name);
    let hint = hint.map(|hint| view! { <span class="hint" id=format!("{name}-hint")>{hint}</span> });
    let target = name.to_owned();
    view! { <div class=class><label for=target>{label}</label>{hint}{error}{control}</div> }.into_any()
}

/// Something is wrong with the field, or with the form because of it.
fn is_bad(state: &FormState, name: &str) -> bool {
    state.problem(name).is_some() || state.refused_field() == Some(name)
}

fn error(visit: &Visit, state: &FormState, name: &str, id: &str) -> Option<AnyView> {
    let locale = visit.locale();
    state.wrong(locale, name).map(|text| {
        view! { <span class="error" id=format!("{id}-error")><span class="sr">{form::ERROR.to(locale)}</span>{text}</span> }.into_any()
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
    // The framework does not escape what stands in a text area, so it is escaped here.
    let escaped = state.fields.get(name).replace('&', "&amp;").replace('<', "&lt;");
    let control = view! {
        <textarea
            class="textarea" id=name name=name rows=rows aria-invalid=invalid(state, name)
            aria-describedby=described_by(state, name, hint.is_some()) inner_html=format!("\n{escaped}")
        ></textarea>
    };
    framed(visit, state, name, label.to(visit.locale()).to_owned(), hint, control.into_any())
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
            {error(visit, state, name, name)}
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

/// A field whose name follows from what is shown, as one for each criterion of a tender does.
#[derive(Debug, Clone)]
pub struct Named {
    name: String,
    id: String,
    label: String,
    lang: Option<Locale>,
    hint: Option<String>,
}

impl Named {
    /// A field with this name and label.
    pub fn of(name: impl Into<String>, label: impl Into<String>) -> Named {
        let name = name.into();
        Named { id: name.clone(), name, label: label.into(), lang: None, hint: None }
    }

    /// With a hint.
    pub fn hinted(self, hint: impl Into<String>) -> Named {
        Named { hint: Some(hint.into()), ..self }
    }

    /// With a label that is in another language than the page.
    pub fn spoken(self, lang: Option<Locale>) -> Named {
        Named { lang, ..self }
    }

    /// In one of several forms of a page that have a field of this name.
    pub fn within(self, form: &str) -> Named {
        Named { id: format!("{}-{form}", self.name), ..self }
    }

    fn described_by(&self, state: &FormState) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.id));
        let error = is_bad(state, &self.name).then(|| format!("{}-error", self.id));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn class(&self, state: &FormState) -> &'static str {
        if is_bad(state, &self.name) { "field field--bad" } else { "field" }
    }

    /// Hint and error.
    fn said(&self, visit: &Visit, state: &FormState) -> AnyView {
        let error = error(visit, state, &self.name, &self.id);
        let hint = self.hint.clone();
        let hint = hint.map(|hint| view! { <span class="hint" id=format!("{}-hint", self.id)>{hint}</span> });
        view! { {hint}{error} }.into_any()
    }

    fn framed(&self, visit: &Visit, state: &FormState, control: AnyView) -> AnyView {
        let (class, target) = (self.class(state), self.id.clone());
        let lang = self.lang.map(Locale::lang);
        view! { <div class=class><label for=target lang=lang>{self.label.clone()}</label>{self.said(visit, state)}{control}</div> }
            .into_any()
    }
}

/// A one-line field with a name of its own. `kind` is the input's type, `class` its width.
pub fn named_input(
    visit: &Visit,
    state: &FormState,
    field: &Named,
    kind: &'static str,
    class: &'static str,
) -> AnyView {
    let mode = class.contains("num").then_some("decimal");
    let secret = kind == "password";
    let value = if secret { String::new() } else { state.fields.get(&field.name).to_owned() };
    let complete = if secret { "current-password" } else { "off" };
    let control = view! {
        <input
            class=format!("input {class}") type=kind inputmode=mode autocomplete=complete id=field.id.clone()
            name=field.name.clone() value=value aria-invalid=invalid(state, &field.name)
            aria-describedby=field.described_by(state)
        />
    };
    field.framed(visit, state, control.into_any())
}

/// A field of several lines with a name of its own.
pub fn named_area(visit: &Visit, state: &FormState, field: &Named, rows: &'static str) -> AnyView {
    // The framework does not escape what stands in a text area, so it is escaped here.
    let escaped = state.fields.get(&field.name).replace('&', "&amp;").replace('<', "&lt;");
    let control = view! {
        <textarea
            class="textarea" id=field.id.clone() name=field.name.clone() rows=rows aria-invalid=invalid(state, &field.name)
            aria-describedby=field.described_by(state) inner_html=format!("\n{escaped}")
        ></textarea>
    };
    field.framed(visit, state, control.into_any())
}

/// A list with a name of its own, one of whose choices is taken.
pub fn named_select(visit: &Visit, state: &FormState, field: &Named, choices: Vec<Choice>) -> AnyView {
    let chosen = state.fields.get(&field.name).to_owned();
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, words)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{words}</option> }
        })
        .collect();
    let control = view! {
        <select
            class="select" id=field.id.clone() name=field.name.clone() aria-invalid=invalid(state, &field.name)
            aria-describedby=field.described_by(state)
        >
            <option value="">{form::CHOOSE.to(visit.locale())}</option>
            {options}
        </select>
    };
    field.framed(visit, state, control.into_any())
}

/// A question with a name of its own, answered by one of a few radio buttons.
pub fn named_choices(visit: &Visit, state: &FormState, field: &Named, choices: Vec<Choice>) -> AnyView {
    let chosen = state.fields.get(&field.name).to_owned();
    let buttons: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(index, (code, words))| {
            // The first has the field's own id, so that the list of errors leads to it.
            let id = if index == 0 { field.id.clone() } else { format!("{}-{index}", field.id) };
            let checked = code == chosen;
            view! { <label class="choice"><input type="radio" id=id name=field.name.clone() value=code checked=checked/><span>{words}</span></label> }
        })
        .collect();
    view! {
        <fieldset class=field.class(state) aria-describedby=field.described_by(state)>
            <legend>{field.label.clone()}</legend>
            {field.said(visit, state)}
            <div class="choices">{buttons}</div>
        </fieldset>
    }
    .into_any()
}

/// What is wrong with a form whose fields have names of their own; `label` says what each is called.
pub fn named_summary(visit: &Visit, state: &FormState, label: impl Fn(&str) -> String) -> Option<AnyView> {
    if !state.is_refused() {
        return None;
    }
    let locale = visit.locale();
    let form = state.fields.get("form");
    let id = |field: &str| if form.is_empty() { field.to_owned() } else { format!("{field}-{form}") };
    let rule = state.said(locale).map(|text| match state.refused_field() {
        Some(field) => view! { <li><a href=format!("#{}", id(field))>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    });
    let fields: Vec<_> = state
        .problems
        .iter()
        .map(|problem| {
            let text = i18n::rule(locale, &problem.rule);
            let line = form::LABELLED.fill(locale, &[("label", &label(&problem.field)), ("text", &text)]);
            view! { <li><a href=format!("#{}", id(&problem.field))>{line}</a></li> }
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
