//! The next step of a tender for the one who looks, and the questions that wait for an answer.

use super::work_page::Shown;
use crate::components::{area, date, moment, select};
use crate::forms::FormState;
use crate::i18n::{self, form, label, opening, tender, tender_body, tender_ground, work};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::EnvelopeKind;
use domain::permissions::{Action, allows};
use domain::tenders::{CancelGround, Stage, TenderCommand, last_answer_day};
use domain::text::Text;
use leptos::prelude::*;

/// Everything the one who looks may do now.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let may = |command: TenderCommand| view.may.contains(&command);
    let reference = &view.row.reference;
    let mut steps: Vec<AnyView> = Vec::new();
    if view.reserved > domain::money::Money::ZERO {
        let text = work::RESERVED.fill(locale, &[("amount", &locale.money(view.reserved))]);
        steps.push(view! { <p class="meta mt3">{text}</p> }.into_any());
    }
    if view.row.stage.is_after_close() && allows(Action::SeeOpening, visit.caller().actor()) {
        for (kind, text) in [(EnvelopeKind::Technical, opening::TITLE), (EnvelopeKind::Price, opening::TITLE_PRICES)] {
            let href = visit.to(Route::Opening(reference, kind));
            steps.push(view! { <p class="mt3"><a href=href>{text.to(locale)}</a></p> }.into_any());
        }
    }
    if view.row.stage == Stage::Published && allows(Action::SeeOpeners, visit.caller().actor()) {
        let href = visit.to(Route::Openers(reference));
        steps.push(view! { <p class="mt3"><a href=href>{i18n::openers::LINK.to(locale)}</a></p> }.into_any());
    }
    if may(TenderCommand::SubmitForApproval) {
        let href = visit.to(Route::TenderCheck(reference));
        steps.push(
            view! { <p class="mt3"><a class="btn btn--wide" href=href>{work::CHECK.to(locale)}</a></p> }.into_any(),
        );
    }
    if may(TenderCommand::Approve) {
        let state = state_of(shown, "approve");
        let answer = view
            .splitting
            .is_some()
            .then(|| area(visit, &state, "splitting_answer", label::SPLITTING_ANSWER, None, "3"));
        steps.push(
            view! {
                <form method="post" class="form mt3">
                    {answer}
                    <button class="btn btn--wide" name="do" value="approve">{work::APPROVE.to(locale)}</button>
                </form>
            }
            .into_any(),
        );
    }
    if may(TenderCommand::Return) {
        steps.push(commented(visit, shown, "return", work::RETURN, Some(work::RETURN_HINT)));
    }
    if may(TenderCommand::Publish) {
        steps.push(
            view! {
                <form method="post" class="mt3">
                    <p>{work::PUBLISH_TEXT.to(locale)}</p>
                    <button class="btn btn--wide mt3" name="do" value="publish">{work::PUBLISH.to(locale)}</button>
                </form>
            }
            .into_any(),
        );
    }
    if may(TenderCommand::Reopen) {
        let body = view! {
            <form method="post" class="form">
                <p>{work::REOPEN_TEXT.to(locale)}</p>
                <button class="btn btn--quiet" name="do" value="reopen">{work::REOPEN.to(locale)}</button>
            </form>
        };
        steps.push(folded(visit, false, work::REOPEN, body.into_any()));
    }
    if may(TenderCommand::IssueAddendum) {
        let href = visit.to(Route::AddendumNew(reference));
        steps.push(
            view! { <p class="mt3"><a class="btn btn--wide" href=href>{work::ADDENDUM.to(locale)}</a></p> }.into_any(),
        );
    }
    if may(TenderCommand::Extend) {
        let state = state_of(shown, "extend");
        let body = view! {
            <form method="post" class="form">
                {date(visit, &state, "later_close", label::LATER_CLOSE, None)}
                {area(visit, &state, "comment", label::COMMENT, None, "3")}
                <button class="btn" name="do" value="extend">{work::EXTEND.to(locale)}</button>
            </form>
        };
        steps.push(folded(visit, state.is_refused(), work::EXTEND, body.into_any()));
    }
    steps.extend(cancelling(visit, shown));
    if steps.is_empty() {
        return waiting(visit, shown);
    }
    view! { {steps} }.into_any()
}

fn cancelling(visit: &Visit, shown: &Shown) -> Vec<AnyView> {
    let locale = visit.locale();
    let view = &shown.view;
    let mut steps = Vec::new();
    if let Some((ground, reason)) = &view.proposed_cancellation {
        let ground = i18n::words(tender_ground::find, ground.code(), locale);
        let text = work::CANCEL_PROPOSED.fill(locale, &[("ground", &ground), ("reason", reason)]);
        steps.push(view! { <p class="mt3">{text}</p> }.into_any());
    }
    if view.may.contains(&TenderCommand::Cancel) {
        steps.push(
            view! {
                <form method="post" class="mt3">
                    <button class="btn btn--quiet btn--danger btn--wide" name="do" value="agree_cancel">{work::AGREE_CANCEL.to(locale)}</button>
                </form>
            }
            .into_any(),
        );
        steps.push(commented(visit, shown, "decline_cancel", work::DECLINE_CANCEL, None));
    }
    if view.may_propose_cancel {
        let state = state_of(shown, "cancel");
        let grounds = CancelGround::ALL
            .iter()
            .filter(|ground| ground.is_possible_at(view.row.stage))
            .map(|ground| (ground.code().to_owned(), i18n::words(tender_ground::find, ground.code(), locale)))
            .collect();
        let body = view! {
            <form method="post" class="form">
                <p>{work::PROPOSE_TEXT.to(locale)}</p>
                {select(visit, &state, "ground", label::GROUND, None, Some(form::CHOOSE), grounds)}
                {area(visit, &state, "reason", label::REASON, None, "3")}
                <button class="btn btn--quiet btn--danger" name="do" value="cancel">{work::PROPOSE_CANCEL.to(locale)}</button>
            </form>
        };
        steps.push(folded(visit, state.is_refused(), work::PROPOSE_CANCEL, body.into_any()));
    }
    steps
}

/// Who is asked next, when it is not the one who looks.
fn waiting(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let text = match view.row.stage {
        Stage::Draft => work::WAITS_DRAFT.to(locale).to_owned(),
        Stage::InApproval => {
            let body = view.procedure.as_ref().map(|procedure| procedure.body.code()).unwrap_or_default();
            work::WAITS_APPROVAL.fill(locale, &[("body", &i18n::words(tender_body::find, body, locale))])
        }
        Stage::Approved => work::WAITS_PUBLISH.to(locale).to_owned(),
        Stage::Published => work::WAITS_CLOSE.to(locale).to_owned(),
        _ => work::NOTHING.to(locale).to_owned(),
    };
    view! { <p class="mt3">{text}</p> }.into_any()
}

/// Questions: those that wait with the form to answer them, the answered ones as everybody reads them.
pub(super) fn questions(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let view = &shown.view;
    if !view.row.stage.is_public() {
        return None;
    }
    let locale = visit.locale();
    let answers = view.may.contains(&TenderCommand::AnswerQuestion);
    let rows: Vec<_> = view
        .questions
        .iter()
        .map(|question| {
            let text = tender::QUESTION.fill(locale, &[("text", &question.text)]);
            let asked = question.asked_at.map(|at| {
                view! { <p class="meta">{work::ASKED.fill(locale, &[("at", &locale.moment(at))])}</p> }
            });
            let body = match (&question.answer, question.answered_at) {
                (Some(answer), Some(at)) => view! {
                    <p>{tender::ANSWER.fill(locale, &[("text", answer)])}</p>
                    <p class="meta">{moment(visit, at)}</p>
                }
                .into_any(),
                _ if answers => answer_form(visit, shown, &question.id.to_string(), &question.text),
                _ => ().into_any(),
            };
            view! { <li><h3>{text}</h3>{asked}{body}</li> }
        })
        .collect();
    let empty = rows.is_empty().then(|| view! { <p class="mt3">{tender::NO_QUESTIONS.to(locale)}</p> });
    let published = view.row.published_at;
    let closes = view.row.closes_at.map(domain::tenders::Closing::stored);
    let late = published.zip(closes).filter(|_| answers).map(|(published, closes)| {
        let day = last_answer_day(closes, published.day());
        view! { <p class="meta">{work::LATE_ANSWER.fill(locale, &[("day", &locale.date(day))])}</p> }
    });
    let section = view! {
        <section aria-labelledby="questions">
            <h2 id="questions">{work::QUESTIONS.to(locale)}</h2>
            {late}
            <ul role="list" class="qa mt3">{rows}</ul>
            {empty}
        </section>
    };
    Some(section.into_any())
}

/// One form at a time has the ids of its fields: the question that was tried, else the oldest that waits.
fn answer_form(visit: &Visit, shown: &Shown, id: &str, text: &str) -> AnyView {
    let locale = visit.locale();
    let mut state = state_of(shown, "answer_question");
    let tried = state.fields.get("question_id").to_owned();
    let waiting = shown.view.questions.iter().rev().find(|question| question.answer.is_none());
    let turn = if tried.is_empty() { waiting.map(|question| question.id.to_string()) } else { Some(tried.clone()) };
    if turn.as_deref() != Some(id) {
        return ().into_any();
    }
    if tried.is_empty() {
        state.fields.set("wording", text);
    }
    view! {
        <form method="post" class="form mt3">
            <input type="hidden" name="question_id" value=id.to_owned()/>
            {area(visit, &state, "wording", label::WORDING, None, "3")}
            {area(visit, &state, "answer", label::ANSWER, None, "4")}
            <button class="btn" name="do" value="answer_question">{work::ANSWER_BUTTON.to(locale)}</button>
        </form>
    }
    .into_any()
}

fn commented(visit: &Visit, shown: &Shown, step: &'static str, button: Text, hint: Option<Text>) -> AnyView {
    let locale = visit.locale();
    let state = state_of(shown, step);
    let hint = hint.map(|hint| hint.to(locale).to_owned());
    let body = view! {
        <form method="post" class="form decide">
            {area(visit, &state, "comment", label::COMMENT, hint, "3")}
            <button class="btn btn--quiet btn--danger" name="do" value=step>{button.to(locale)}</button>
        </form>
    };
    folded(visit, state.is_refused(), button, body.into_any())
}

fn folded(visit: &Visit, open: bool, title: Text, body: AnyView) -> AnyView {
    view! {
        <details class="help mt3" open=open>
            <summary><span>{title.to(visit.locale())}</span></summary>
            {body}
        </details>
    }
    .into_any()
}

/// What was typed and refused belongs to the step that was tried.
fn state_of(shown: &Shown, step: &str) -> FormState {
    if shown.form.fields.get("do") == step { shown.form.clone() } else { FormState::default() }
}
