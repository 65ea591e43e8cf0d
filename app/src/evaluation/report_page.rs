//! The report: the ranking, a draw where it is tied, what the chair recommends, and who signed.

use super::common::{Shown, answered, bidder, criterion, filled, folded, framed, hidden, marks, note, show};
use super::ranking;
use crate::components::words::bracketed;
use crate::components::{Named, named_area, named_input, named_select};
use crate::forms::{FormState, Posted};
use crate::i18n::evaluation as texts;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::evaluation::{EvaluationState, Outcome};
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, EvaluationView, ToDo};

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/report`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default(), texts::REPORT, draw).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/report`: `form` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let (caller, mut fields) = (visit.caller(), posted.fields);
    let outcome = match fields.get("form") {
        "draw" => evaluation::record_draw(caller, &reference, &fields).await.map(|()| "evaluation_drawn"),
        "recommend" => evaluation::recommend(caller, &reference, &fields).await.map(|()| "evaluation_recommended"),
        "reopen" => evaluation::reopen_report(caller, &reference, &fields).await.map(|()| "evaluation_reopened"),
        "sign" => evaluation::sign_report(caller, &reference, &fields).await.map(|()| "evaluation_signed"),
        form if form.starts_with("correct") => {
            // The form has one field for the mark; its criterion says which it is.
            let (id, mark) = (fields.get("criterion").to_owned(), fields.get("mark").to_owned());
            fields.set(&format!("mark-{id}"), mark);
            evaluation::correct_mark(caller, &reference, &fields).await.map(|()| "evaluation_corrected")
        }
        _ => Err(Failure::NotFound),
    };
    let to = visit.to(Route::EvaluationReport(&reference));
    answered(&visit, fields, outcome, to, async |form| show(&visit, &reference, form, texts::REPORT, draw).await).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let ranking = match &view.ranking {
        Some(ranking) => ranking::table(visit, view, ranking),
        None => note(texts::NO_RANKING.to(locale).to_owned()),
    };
    let drawn = view.draw.as_ref().map(|draw| {
        let values = [("bidder", bidder(visit, view, draw.drawn)), ("time", locale.moment(draw.drawn_at))];
        view! { <p class="mt3">{texts::DRAWN.fill(locale, &filled(&values))}</p> }
    });
    let recommended = view.recommendation.as_ref().map(|one| {
        let reason = one.reason.clone().map(|reason| view! { <p class="mt2">{reason}</p> });
        let name = bidder(visit, view, one.bid);
        view! { <div class="panel mt4"><h2>{texts::RECOMMENDED.fill(locale, &[("bidder", &name)])}</h2>{reason}</div> }
    });
    let forms = view.to_do.iter().filter_map(|step| match step {
        ToDo::Draw => Some(record_draw(visit, shown)),
        ToDo::Recommend => Some(recommend(visit, shown)),
        ToDo::SignReport => Some(sign(visit, shown)),
        ToDo::Reopen => Some(reopen(visit, shown)),
        _ => None,
    });
    let body = view! {
        {ranking}
        {drawn}
        {recommended}
        {forms.collect::<Vec<_>>()}
        {signatures(visit, view)}
        {corrections(visit, view)}
        {correct(visit, shown)}
    };
    framed(visit, shown, texts::REPORT.to(locale).to_owned(), body.into_any())
}

fn step(visit: &Visit, id: &'static str, title: Text, body: AnyView) -> AnyView {
    view! { <section class="section wizard" aria-labelledby=id><h2 id=id>{title.to(visit.locale())}</h2>{body}</section> }
        .into_any()
}

/// The bids in the ranking, for a select.
fn ranked(visit: &Visit, view: &EvaluationView) -> Vec<(String, String)> {
    let places = view.ranking.iter().flat_map(|ranking| &ranking.places);
    places.map(|place| (place.marked.bid.to_string(), bidder(visit, view, place.marked.bid))).collect()
}

fn record_draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view, state) = (visit.locale(), &shown.view, shown.state_of("draw"));
    let tied = match view.ranking.as_ref().map(|ranking| &ranking.outcome) {
        Some(Outcome::Unresolved(tied)) => tied.clone(),
        _ => Vec::new(),
    };
    let bids = tied.into_iter().map(|bid| (bid.to_string(), bidder(visit, view, bid))).collect();
    let witnesses = view.openers.iter().map(|(person, name)| (person.to_string(), name.clone())).collect();
    let field = |name: &str, text: Text| Named::of(name, text.to(locale)).within("draw");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "draw", &[])}
            <p>{texts::DRAW_TEXT.to(locale)}</p>
            {named_select(visit, &state, &field("bid", texts::DRAWN_BID), bids)}
            {named_select(visit, &state, &field("witness", texts::WITNESS), witnesses)}
            <button class="btn">{texts::DRAW_BUTTON.to(locale)}</button>
        </form>
    };
    step(visit, "draw", texts::DRAW, body.into_any())
}

fn recommend(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, state) = (visit.locale(), shown.state_of("recommend"));
    let field = |name: &str, text: Text| Named::of(name, text.to(locale)).within("recommend");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "recommend", &[])}
            {named_select(visit, &state, &field("bid", texts::BID), ranked(visit, &shown.view))}
            {named_area(visit, &state, &field("reason", texts::RECOMMEND_REASON), "3")}
            <button class="btn">{texts::RECOMMEND_BUTTON.to(locale)}</button>
        </form>
    };
    step(visit, "recommend", texts::RECOMMEND, body.into_any())
}

fn sign(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, state) = (visit.locale(), shown.state_of("sign"));
    let dissent = Named::of("dissent", texts::DISSENT.to(locale)).within("sign");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "sign", &[("seen", shown.view.seen_report.clone())])}
            <p>{texts::SIGN_REPORT_TEXT.to(locale)}</p>
            {named_area(visit, &state, &dissent, "3")}
            <button class="btn">{texts::SIGN_REPORT_BUTTON.to(locale)}</button>
        </form>
    };
    step(visit, "sign", texts::SIGN_REPORT, body.into_any())
}

fn reopen(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "reopen", &[])}
            <p>{texts::REOPEN_TEXT.to(locale)}</p>
            <button class="btn btn--quiet">{texts::REOPEN_BUTTON.to(locale)}</button>
        </form>
    };
    step(visit, "reopen", texts::REOPEN, body.into_any())
}

fn signatures(visit: &Visit, view: &EvaluationView) -> AnyView {
    let locale = visit.locale();
    let signed: Vec<_> = view
        .panel
        .iter()
        .filter_map(|member| {
            let (at, dissent) = member.signed_report.as_ref()?;
            let text = texts::SIGNED_AT.fill(locale, &[("name", &member.name), ("time", &locale.moment(*at))]);
            let dissent = dissent.as_ref().map(|text| {
                view! { <p class="meta">{texts::DISSENT_GIVEN.fill(locale, &[("text", text)])}</p> }
            });
            Some(view! { <li>{text}{dissent}</li> })
        })
        .collect();
    view! { <ul class="mt4">{signed}</ul> }.into_any()
}

fn corrections(visit: &Visit, view: &EvaluationView) -> Option<AnyView> {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .corrections
        .iter()
        .map(|one| {
            let values = [
                ("bidder", bidder(visit, view, one.bid)),
                ("criterion", criterion(visit, view, one.criterion)),
                ("before", marks(one.before)),
                ("after", marks(one.after)),
                ("reason", one.reason.clone()),
            ];
            view! { <li>{texts::CORRECTED.fill(locale, &filled(&values))}</li> }
        })
        .collect();
    let list = view! { <ul class="mt3">{rows}</ul> }.into_any();
    (!view.corrections.is_empty()).then(|| step(visit, "corrections", texts::CORRECTIONS, list))
}

fn correct(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let (locale, view, state) = (visit.locale(), &shown.view, shown.state_of("correct"));
    let is_time = matches!(view.state, EvaluationState::Pricing | EvaluationState::Ranked);
    if !view.seat.board || !is_time {
        return None;
    }
    let bids = view.prices.iter().map(|one| (one.bid.to_string(), bidder(visit, view, one.bid))).collect();
    let criteria = view.criteria.iter().map(|one| {
        let most = texts::MOST.fill(locale, &[("maximum", &marks(one.criterion.maximum))]);
        (one.criterion.id.to_string(), bracketed(locale, one.name.get(locale), &most))
    });
    let field = |name: &str, text: Text| Named::of(name, text.to(locale)).within("correct");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "correct", &[])}
            <p>{texts::CORRECT_TEXT.to(locale)}</p>
            {named_select(visit, &state, &field("bid", texts::BID), bids)}
            {named_select(visit, &state, &field("criterion", texts::CRITERION), criteria.collect())}
            {named_input(visit, &state, &field("mark", texts::MARK), "text", "input--10 input--num")}
            {named_area(visit, &state, &field("reason", texts::REASON), "3")}
            <button class="btn btn--quiet">{texts::CORRECT_BUTTON.to(locale)}</button>
        </form>
    };
    Some(folded(state.is_refused(), texts::CORRECT.to(locale).to_owned(), body.into_any()))
}
