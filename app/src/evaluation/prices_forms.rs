//! The forms of the prices page.

use super::common::{Shown, bidder, folded, hidden};
use crate::components::words::labelled;
use crate::components::{Named, named_area, named_choices, named_input, named_select};
use crate::i18n::evaluation as texts;
use crate::routes::Route;
use crate::visit::Visit;
use domain::evaluation::{EvaluationState, QueryKind};
use leptos::prelude::*;
use services::openings::OpeningView;

/// The way to the opening of the prices.
pub(super) fn open(visit: &Visit, shown: &Shown, opening: &OpeningView) -> AnyView {
    let locale = visit.locale();
    let waiting = opening.waiting.as_ref().map(|(name, until)| {
        view! { <p class="mt2">{texts::OPEN_WAITING.fill(locale, &[("name", name), ("time", &locale.moment(*until))])}</p> }
    });
    let page = visit.to(Route::Opening(&shown.view.reference, opening.kind));
    let link = opening.may_contribute.then(|| {
        view! {
            <p class="mt3">{texts::OPEN_TEXT.to(locale)}</p>
            <p class="mt3"><a class="btn" href=page>{texts::OPEN_BUTTON.to(locale)}</a></p>
        }
    });
    view! {
        <section class="section wizard" aria-labelledby="open-prices">
            <h2 id="open-prices">{texts::OPEN_TITLE.to(locale)}</h2>
            {waiting}
            {link}
        </section>
    }
    .into_any()
}

/// What is to be asked and decided about prices, one form each.
pub(super) fn questions(visit: &Visit, shown: &Shown) -> Vec<AnyView> {
    let view = &shown.view;
    if !view.seat.panel || view.state != EvaluationState::Pricing {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for (index, opened) in view.prices.iter().enumerate() {
        let flagged = view.flags.iter().any(|(bid, flags)| *bid == opened.bid && !flags.is_empty());
        for kind in QueryKind::ALL {
            let query = view.queries.iter().find(|query| (query.bid, query.kind) == (opened.bid, *kind));
            let needed = match kind {
                QueryKind::AbnormallyLow => flagged,
                QueryKind::Arithmetic => opened.price.differs_from_stated(),
            };
            let pairs = [("bid", opened.bid.to_string()), ("kind", kind.code().to_owned())];
            let code = format!("{index}{}", kind.code());
            match query {
                None if needed => forms.push(ask(visit, shown, &code, opened.bid, &pairs)),
                Some(query) if query.decision.is_none() => forms.push(decide(visit, shown, &code, opened.bid, &pairs)),
                _ => {}
            }
        }
    }
    forms
}

fn ask(visit: &Visit, shown: &Shown, code: &str, bid: domain::ids::BidId, pairs: &[(&'static str, String)]) -> AnyView {
    let locale = visit.locale();
    let form = format!("ask{code}");
    let state = shown.state_of(&form);
    let by = Named::of("answer_by", texts::ANSWER_BY.to(locale)).within(&form);
    let heading = texts::ASK.fill(locale, &[("bidder", &bidder(visit, &shown.view, bid))]);
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, &form, pairs)}
            <p>{texts::ASK_TEXT.to(locale)}</p>
            {named_input(visit, &state, &by, "date", "input--10")}
            <button class="btn btn--quiet">{texts::ASK_BUTTON.to(locale)}</button>
        </form>
    };
    folded(true, heading, body.into_any())
}

fn decide(
    visit: &Visit,
    shown: &Shown,
    code: &str,
    bid: domain::ids::BidId,
    pairs: &[(&'static str, String)],
) -> AnyView {
    let locale = visit.locale();
    let form = format!("decide{code}");
    let state = shown.state_of(&form);
    let decision = Named::of("decision", texts::DECISION.to(locale)).within(&form);
    let reason = Named::of("reason", texts::REASON.to(locale)).within(&form);
    let choices = vec![
        ("accept".to_owned(), texts::ACCEPT.to(locale).to_owned()),
        ("reject".to_owned(), texts::REJECT.to(locale).to_owned()),
    ];
    let heading = labelled(locale, texts::DECIDE.to(locale), &bidder(visit, &shown.view, bid));
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, &form, pairs)}
            {named_choices(visit, &state, &decision, choices)}
            {named_area(visit, &state, &reason, "3")}
            <button class="btn btn--quiet">{texts::DECIDE_BUTTON.to(locale)}</button>
        </form>
    };
    folded(true, heading, body.into_any())
}

/// The button that works out the ranking.
pub(super) fn rank(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let locale = visit.locale();
    let is_time = shown.view.seat.panel && shown.view.state == EvaluationState::Pricing;
    is_time.then(|| {
        view! {
            <section class="section" aria-labelledby="rank">
                <h2 id="rank">{texts::RANK.to(locale)}</h2>
                <form class="form mt3" method="post">
                    {hidden(shown, "rank", &[])}
                    <p>{texts::RANK_TEXT.to(locale)}</p>
                    <button class="btn">{texts::RANK.to(locale)}</button>
                </form>
            </section>
        }
        .into_any()
    })
}

/// The form that leaves a bid out.
pub(super) fn exclude(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let (locale, view, state) = (visit.locale(), &shown.view, shown.state_of("exclude"));
    let is_time = matches!(view.state, EvaluationState::Pricing | EvaluationState::Ranked);
    if !view.seat.procures || !is_time {
        return None;
    }
    let left = |bid| view.exclusions.iter().any(|one| one.bid == bid);
    let running = view.prices.iter().filter(|opened| !left(opened.bid));
    let choices = running.map(|opened| (opened.bid.to_string(), bidder(visit, view, opened.bid))).collect();
    let field = |name: &str, text: domain::text::Text| Named::of(name, text.to(locale)).within("exclude");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "exclude", &[])}
            <p>{texts::EXCLUDE_TEXT.to(locale)}</p>
            {named_select(visit, &state, &field("bid", texts::BID), choices)}
            {named_area(visit, &state, &field("reason", texts::REASON), "3")}
            <button class="btn btn--quiet">{texts::EXCLUDE_BUTTON.to(locale)}</button>
        </form>
    };
    Some(folded(state.is_refused(), texts::EXCLUDE.to(locale).to_owned(), body.into_any()))
}
