//! What the pages of an evaluation have in common: how they are loaded, framed and answered, and what things are called.

use crate::components::{icons, named_summary};
use crate::forms::{FormState, attempt};
use crate::i18n::{self, evaluation as texts, label, nav};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::evaluation::{Criterion, Hurdle, Score};
use domain::form::Fields;
use domain::ids::{BidId, CriterionId};
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, EvaluationView};
use std::future::Future;

/// What a page shows: the evaluation, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: EvaluationView,
    pub form: FormState,
}

impl Shown {
    /// The state of one of several forms: what was typed and refused belongs to the one that was tried.
    pub fn state_of(&self, form: &str) -> FormState {
        if self.form.fields.get("form") == form { self.form.clone() } else { FormState::default() }
    }
}

/// Loads the evaluation and draws a page of it.
pub(super) async fn show(
    visit: &Visit,
    reference: &str,
    form: FormState,
    title: Text,
    draw: fn(&Visit, &Shown) -> AnyView,
) -> Response {
    let view = attempt!(visit, evaluation::show(visit.caller(), reference).await);
    let meta = Meta::titled(title.fill(visit.locale(), &[("tender", view.title.get(visit.locale()))]));
    let meta = meta.private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form }, draw).await
}

/// On to a page that says what was done; or the form again; or the failure.
pub(super) async fn answered<F: Future<Output = Response>>(
    visit: &Visit,
    fields: Fields,
    outcome: Result<&'static str, Failure>,
    to: String,
    again: impl FnOnce(FormState) -> F,
) -> Response {
    match outcome {
        Ok(done) => see_other(&with_query(to, &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => again(FormState::refused(fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

/// A page's frame: where it stands, what was done, what is wrong, its heading.
pub(super) fn framed(visit: &Visit, shown: &Shown, heading: String, body: AnyView) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let notice = if shown.form.is_refused() { None } else { Some(banner(visit)) };
    let is_overview = heading == texts::HEADING.to(locale);
    let mut way = vec![
        (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
        (visit.to(Route::WorkTender(&view.reference)), view.reference.clone()),
        (visit.to(Route::Evaluation(&view.reference)), texts::HEADING.to(locale).to_owned()),
    ];
    // The list and the tender itself are for those who work on tenders; a panel is named from anywhere.
    if visit.caller().may(domain::permissions::Action::ReadTenders).is_err() {
        way.drain(..2);
    }
    let back = (!is_overview).then(|| {
        view! { <a class="back" href=visit.to(Route::Evaluation(&view.reference))>{texts::BACK.to(locale)}</a> }
    });
    view! {
        {crumbs(visit, way)}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {notice}
            {named_summary(visit, &shown.form, |field| field_name(visit, view, field))}
            {back}
            <p class="eyebrow num">{view.reference.clone()}</p>
            <h1>{heading}</h1>
            <p class="meta mt2">{view.title.get(locale).to_owned()}</p>
            {body}
        </main>
    }
    .into_any()
}

/// A note for information.
pub(super) fn note(text: String) -> AnyView {
    view! { <div class="note mt4">{icons::info()}<p>{text}</p></div> }.into_any()
}

/// A form that is folded away until it is needed.
pub(super) fn folded(open: bool, title: String, body: AnyView) -> AnyView {
    view! { <details class="help wizard mt4" open=open><summary><span>{title}</span></summary>{body}</details> }
        .into_any()
}

/// What a form says of itself: which of the page's forms it is, and the version it was drawn of.
pub(super) fn hidden(shown: &Shown, form: &str, pairs: &[(&'static str, String)]) -> AnyView {
    let (form, version) = (form.to_owned(), shown.view.version.to_string());
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> }).collect();
    view! { <input type="hidden" name="form" value=form/><input type="hidden" name="version" value=version/>{pairs} }
        .into_any()
}

/// The name of a bid's bidder.
pub(super) fn bidder(visit: &Visit, view: &EvaluationView, bid: BidId) -> String {
    let found = view.bids.iter().find(|one| one.bid == bid);
    found.map(|one| one.name.get(visit.locale()).to_owned()).unwrap_or_default()
}

/// The name of a criterion.
pub(super) fn criterion(visit: &Visit, view: &EvaluationView, id: CriterionId) -> String {
    let found = view.criteria.iter().find(|one| one.criterion.id == id);
    found.map(|one| one.name.get(visit.locale()).to_owned()).unwrap_or_default()
}

/// A mark as people write it: without decimals where there are none.
pub(super) fn marks(score: Score) -> String {
    i18n::hundredths(u64::from(score.hundredths()))
}

/// The five grades of a criterion, each with its mark.
pub(super) fn grades(visit: &Visit, criterion: &Criterion) -> Vec<(String, String)> {
    let grade = |share: u32| {
        let mark = Score::from_hundredths(criterion.maximum.hundredths() * share / 100);
        let words = texts::GRADE.fill(visit.locale(), &[("share", &share.to_string()), ("mark", &marks(mark))]);
        (marks(mark), words)
    };
    [0, 25, 50, 75, 100].map(grade).into()
}

/// How far a bid came, in words.
pub(super) fn result(visit: &Visit, view: &EvaluationView, bid: BidId) -> AnyView {
    let locale = visit.locale();
    let (class, words) = match view.hurdle(bid) {
        None => match view.non_conforming.iter().find(|(found, _)| *found == bid) {
            Some((_, reason)) => ("tag tag--bad", texts::NON_CONFORMING.fill(locale, &[("reason", reason)])),
            None => ("tag", texts::OPEN.to(locale).to_owned()),
        },
        Some(Hurdle::Passed { technical, .. }) => {
            ("tag tag--good", texts::PASSED.fill(locale, &[("marks", &marks(*technical))]))
        }
        Some(Hurdle::NonConforming { reason, .. }) => {
            ("tag tag--bad", texts::NON_CONFORMING.fill(locale, &[("reason", reason)]))
        }
        Some(Hurdle::BelowCriterion { criterion: id, mark, pass_mark }) => {
            let values =
                [("criterion", criterion(visit, view, *id)), ("mark", marks(*mark)), ("pass", marks(*pass_mark))];
            ("tag tag--bad", texts::BELOW_CRITERION.fill(locale, &filled(&values)))
        }
        Some(Hurdle::BelowTotal { technical, pass_mark }) => {
            let values = [("mark", marks(*technical)), ("pass", marks(*pass_mark))];
            ("tag tag--bad", texts::BELOW_TOTAL.fill(locale, &filled(&values)))
        }
    };
    view! { <span class=class>{words}</span> }.into_any()
}

/// Values for a text.
pub(super) fn filled<'a>(values: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// What a field is called, for the list of what is wrong.
fn field_name(visit: &Visit, view: &EvaluationView, field: &str) -> String {
    let locale = visit.locale();
    let of = |prefix: &str| field.strip_prefix(prefix).and_then(|id| id.strip_prefix('-'));
    let criterion_of = |id: &str| {
        let found = view.criteria.iter().find(|one| one.criterion.id.to_string() == id);
        found.map(|one| one.name.get(locale).to_owned()).unwrap_or_default()
    };
    let supplier_of = |id: &str| {
        let found = view.bids.iter().find(|one| one.supplier.to_string() == id);
        found.map(|one| one.name.get(locale).to_owned()).unwrap_or_default()
    };
    for (prefix, text) in [
        ("mark", texts::MARK),
        ("comment", texts::COMMENT),
        ("discussion", texts::DISCUSSION),
        ("outside", texts::OUTSIDE),
    ] {
        if let Some(id) = of(prefix) {
            return format!("{} {}", criterion_of(id), text.to(locale));
        }
    }
    if let Some(id) = of("interest").or_else(|| of("nature")) {
        return supplier_of(id);
    }
    let text = match field {
        "finding" => texts::FINDING,
        "reason" => texts::REASON,
        "leaving" => texts::LEAVING,
        "joining" => texts::JOINING,
        "team" => texts::TEAM,
        "requirement" => texts::REQUIREMENT,
        "bid" => texts::BID,
        "criterion" => texts::CRITERION,
        "answer_by" => texts::ANSWER_BY,
        "decision" => texts::DECISION,
        "witness" => texts::WITNESS,
        "dissent" => texts::DISSENT,
        other => return label::find(other).map(|text| text.to(locale).to_owned()).unwrap_or_default(),
    };
    text.to(locale).to_owned()
}
