//! Prices: two openers open them; the panel sees what looks too low, asks, decides, and ranks.

use super::common::{Shown, answered, bidder, filled, framed, note};
use super::prices_forms as forms;
use crate::components::words::labelled;
use crate::components::{item_name, price_table};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{
    self, evaluation as texts, exclusion_ground, low_price, price_query_kind, price_schedule as schedule,
};
use crate::layout::Meta;
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::bids::EnvelopeKind;
use domain::evaluation::price_schedule::ScheduleLine;
use domain::evaluation::{EvaluationState, LowPriceFlag, OpenedPrice, PriceQuery};
use domain::time::Timestamp;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, ToDo};
use services::openings::{self, OpeningView};

/// The prices, with their opening for those who open.
pub(super) struct Priced {
    pub shown: Shown,
    pub opening: Option<OpeningView>,
}

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/prices`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/prices`: `form` names the step.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let (caller, fields) = (visit.caller(), posted.fields);
    let form = fields.get("form").to_owned();
    let outcome = match form.as_str() {
        "rank" => evaluation::rank_bids(caller, &reference).await.map(|()| "evaluation_ranked"),
        "exclude" => evaluation::exclude_bid(caller, &reference, &fields).await.map(|()| "evaluation_excluded"),
        form if form.starts_with("ask") => {
            evaluation::ask_about_price(caller, &reference, &fields).await.map(|()| "evaluation_asked")
        }
        form if form.starts_with("decide") => {
            evaluation::decide_about_price(caller, &reference, &fields).await.map(|()| "evaluation_decided")
        }
        _ => Err(Failure::NotFound),
    };
    let to = match form.as_str() {
        "rank" => visit.to(Route::EvaluationReport(&reference)),
        _ => visit.to(Route::EvaluationPrices(&reference)),
    };
    answered(&visit, fields, outcome, to, async |form| show(&visit, &reference, form).await).await
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, evaluation::show(visit.caller(), reference).await);
    let opening = match view.to_do.contains(&ToDo::OpenPrices) {
        true => Some(attempt!(visit, openings::show(visit.caller(), reference, EnvelopeKind::Price).await)),
        false => None,
    };
    let meta = Meta::titled(texts::PRICES.to(visit.locale())).private();
    let meta = meta.refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, Priced { shown: Shown { view, form }, opening }, draw).await
}

fn draw(visit: &Visit, priced: &Priced) -> AnyView {
    let (locale, view) = (visit.locale(), &priced.shown.view);
    let failed = view.state == EvaluationState::TechnicalFinal
        && !view.hurdles.is_empty()
        && view.hurdles.iter().all(|(_, hurdle)| !hurdle.is_passed());
    let sealed = match view.state {
        _ if failed => Some(note(texts::NONE_PASSED.to(locale).to_owned())),
        state if state < EvaluationState::Pricing => Some(note(texts::PRICES_SEALED.to(locale).to_owned())),
        _ => None,
    };
    let open = priced.opening.as_ref().map(|opening| forms::open(visit, &priced.shown, opening));
    let rows: Vec<_> = view.prices.iter().map(|opened| row(visit, priced, opened)).collect();
    let estimate = view.estimate.map(|estimate| {
        view! { <p class="meta mt3">{texts::ESTIMATE.to(locale)}" "<b class="num">{locale.money(estimate)}</b></p> }
    });
    let table = (!rows.is_empty()).then(|| {
        view! {
            <div class="table-scroll mt4" role="region" aria-label=texts::PRICES.to(locale) tabindex="0">
                <table class="table table--top table--stack">
                    <thead><tr>
                        <th scope="col">{texts::BIDDER.to(locale)}</th>
                        <th scope="col" class="r">{texts::PRICE.to(locale)}</th>
                        <th scope="col">{texts::REMARKS.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let lines: Vec<_> = view.prices.iter().filter_map(|opened| line_by_line(visit, priced, opened)).collect();
    let unpriced: Vec<_> = view
        .exclusions
        .iter()
        .filter(|one| view.prices.iter().all(|opened| opened.bid != one.bid))
        .map(|one| view! { <li>{labelled(visit.locale(), &bidder(visit, view, one.bid), &left_out(visit, one))}</li> })
        .collect();
    let body = view! {
        <p class="lede mt3">{texts::PRICES_TEXT.to(locale)}</p>
        {sealed}
        {open}
        {estimate}
        {table}
        <ul class="mt3">{unpriced}</ul>
        {lines}
        {forms::questions(visit, &priced.shown)}
        {forms::rank(visit, &priced.shown)}
        {forms::exclude(visit, &priced.shown)}
    };
    framed(visit, &priced.shown, texts::PRICES.to(locale).to_owned(), body.into_any())
}

/// Every line of an opened price, as the office worked it out.
fn line_by_line(visit: &Visit, priced: &Priced, opened: &OpenedPrice) -> Option<AnyView> {
    let view = &priced.shown.view;
    if view.lines.iter().all(ScheduleLine::is_whole) {
        return None;
    }
    let name = bidder(visit, view, opened.bid);
    let title = schedule::LINES_OF.fill(visit.locale(), &[("bidder", &name)]);
    let table = price_table(visit, &opened.price.shown(&view.lines), Some(opened.price.total), title.clone());
    let lines = view! {
        <section class="section">
            <h2>{title}</h2>
            {table}
        </section>
    };
    Some(lines.into_any())
}

fn left_out(visit: &Visit, one: &domain::evaluation::Exclusion) -> String {
    let locale = visit.locale();
    let ground = i18n::words(exclusion_ground::find, one.ground.code(), locale);
    let reason = i18n::words(i18n::unreadable::find, &one.reason, locale);
    texts::LEFT_OUT.fill(locale, &[("ground", &ground), ("reason", &reason)])
}

fn row(visit: &Visit, priced: &Priced, opened: &OpenedPrice) -> AnyView {
    let (locale, view) = (visit.locale(), &priced.shown.view);
    let flags = view.flags.iter().find(|(bid, _)| *bid == opened.bid).map(|(_, flags)| flags.as_slice());
    let mut remarks: Vec<AnyView> = flags
        .unwrap_or_default()
        .iter()
        .map(|one| view! { <p><span class="tag tag--warn">{flag(visit, one)}</span></p> }.into_any())
        .collect();
    for query in view.queries.iter().filter(|query| query.bid == opened.bid) {
        remarks.push(asked(visit, query));
    }
    for one in view.exclusions.iter().filter(|one| one.bid == opened.bid) {
        remarks.push(view! { <p><span class="tag tag--bad">{left_out(visit, one)}</span></p> }.into_any());
    }
    let free: Vec<_> = opened.price.free_lines().collect();
    if !free.is_empty() {
        let named = view.lines.iter().filter(|line| free.contains(&line.line));
        let named: Vec<_> = named.map(|line| item_name(locale, &line.description)).collect();
        let items = named.join(i18n::frame::LIST_COMMA.to(locale));
        let text = schedule::FREE.fill(locale, &[("items", &items)]);
        remarks.push(view! { <p><span class="tag tag--warn">{text}</span></p> }.into_any());
    }
    if remarks.is_empty() {
        remarks.push(view! { <span class="meta">{texts::IN_ORDER.to(locale)}</span> }.into_any());
    }
    view! {
        <tr>
            <th scope="row">{bidder(visit, view, opened.bid)}</th>
            <td class="r" data-label=texts::PRICE.to(locale)>{locale.money(opened.price.total)}</td>
            <td data-label=texts::REMARKS.to(locale)>{remarks}</td>
        </tr>
    }
    .into_any()
}

/// What looks too low, with its facts.
fn flag(visit: &Visit, flag: &LowPriceFlag) -> String {
    let locale = visit.locale();
    match flag {
        LowPriceFlag::BelowMean { below, .. } => {
            low_price::BELOW_MEAN.fill(locale, &[("below", &super::common::marks(*below))])
        }
        LowPriceFlag::BelowNext { next, below } => {
            let values = [("below", super::common::marks(*below)), ("next", locale.money(*next))];
            low_price::BELOW_NEXT.fill(locale, &filled(&values))
        }
        LowPriceFlag::BelowEstimate { estimate, below } => {
            let values = [("below", super::common::marks(*below)), ("estimate", locale.money(*estimate))];
            low_price::BELOW_ESTIMATE.fill(locale, &filled(&values))
        }
    }
}

/// What was asked, answered and decided.
fn asked(visit: &Visit, query: &PriceQuery) -> AnyView {
    let locale = visit.locale();
    let kind = i18n::words(price_query_kind::find, query.kind.code(), locale);
    let last = Timestamp::from_millis(query.answer_before.millis() - 1).day();
    let values = [("time", locale.moment(query.asked_at)), ("kind", kind), ("until", locale.date(last))];
    let answer = match &query.answer {
        None => view! { <p class="meta">{texts::NO_ANSWER_YET.to(locale)}</p> }.into_any(),
        Some(answer) => {
            let text =
                texts::ANSWERED.fill(locale, &[("time", &locale.moment(answer.given_at)), ("text", &answer.text)]);
            let stands = if answer.confirmed { texts::CONFIRMED } else { texts::NOT_CONFIRMED };
            view! { <p>{text}</p><p>{stands.to(locale)}</p> }.into_any()
        }
    };
    let decision = query.decision.as_ref().map(|decision| {
        let text = if decision.accepted { texts::ACCEPTED } else { texts::REJECTED };
        view! { <p><b>{text.fill(locale, &[("reason", &decision.reason)])}</b></p> }
    });
    view! { <div class="stack"><p class="meta">{texts::ASKED.fill(locale, &filled(&values))}</p>{answer}{decision}</div> }
        .into_any()
}
