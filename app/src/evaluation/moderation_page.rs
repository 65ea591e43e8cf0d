//! Moderation: all marks side by side, where they lie far apart, what the panel agreed, and the signatures under it.

use super::common::{Shown, answered, framed, hidden, marks, note, result, show};
use super::sheet_page::is_marked;
use crate::forms::{FormState, Posted};
use crate::i18n::evaluation as texts;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::evaluation::EvaluationState;
use domain::ids::PersonId;
use leptos::prelude::*;
use services::evaluation::{self, BidderView, CriterionView, EvaluationView, ToDo};

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/moderation`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default(), texts::MODERATION, draw).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/moderation`: a member signs.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let outcome = evaluation::sign_technical(visit.caller(), &reference, &posted.fields).await;
    let to = visit.to(Route::Evaluation(&reference));
    let again = async |form| show(&visit, &reference, form, texts::MODERATION, draw).await;
    answered(&visit, posted.fields, outcome.map(|()| "evaluation_signed"), to, again).await
}

fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let there = !view.sheets.is_empty() || !view.consensus.is_empty() || !view.hurdles.is_empty();
    let bids: Vec<_> = view.bids.iter().filter(|bid| bid.unreadable.is_none()).collect();
    let tables: Vec<_> = bids.iter().filter(|_| there).map(|bid| table(visit, view, bid)).collect();
    let waits = (!there).then(|| note(texts::MODERATION_WAITS.to(locale).to_owned()));
    let sign = view.to_do.contains(&ToDo::SignTechnical).then(|| {
        view! {
            <section class="section" aria-labelledby="sign">
                <h2 id="sign">{texts::SIGN_BUTTON.to(locale)}</h2>
                <form class="form mt3" method="post">
                    {hidden(shown, "sign", &[("seen", view.seen_marks.clone())])}
                    <p>{texts::SIGN_TEXT.to(locale)}</p>
                    <button class="btn">{texts::SIGN_BUTTON.to(locale)}</button>
                </form>
            </section>
        }
    });
    let signed: Vec<_> = view
        .panel
        .iter()
        .filter_map(|member| {
            let time = locale.moment(member.signed_technical_at?);
            Some(view! { <li>{texts::SIGNED_AT.fill(locale, &[("name", &member.name), ("time", &time)])}</li> })
        })
        .collect();
    let body = view! {
        <p class="lede mt3">{texts::MODERATION_TEXT.to(locale)}</p>
        {waits}
        {tables}
        {sign}
        <ul class="meta mt4">{signed}</ul>
    };
    framed(visit, shown, texts::MODERATION.to(locale).to_owned(), body.into_any())
}

/// Whose marks stand side by side: the panel's, then those of who left.
pub(super) fn members(visit: &Visit, view: &EvaluationView) -> Vec<(PersonId, String)> {
    let left = texts::LEFT_PANEL.to(visit.locale());
    let name = |person: PersonId, excluded: bool| match (view.name_of(person), excluded) {
        ("", _) => left.to_owned(),
        (name, _) => name.to_owned(),
    };
    view.sheets.iter().map(|sheet| (sheet.assessor, name(sheet.assessor, sheet.is_excluded))).collect()
}

fn table(visit: &Visit, view: &EvaluationView, bid: &BidderView) -> AnyView {
    let locale = visit.locale();
    let heading = format!("bid-{}", bid.bid);
    let people = members(visit, view);
    let names: Vec<_> = people.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect();
    let rows: Vec<_> = view.criteria.iter().map(|one| row(visit, view, bid, one, &people)).collect();
    let settles = view.seat.chair && view.state == EvaluationState::Moderating && is_marked(view, bid);
    let settle = settles.then(|| {
        let words = texts::SETTLE.fill(locale, &[("bidder", bid.name.get(locale))]);
        let href = visit.to(Route::EvaluationSettle(&view.reference, bid.bid));
        view! { <p class="mt3"><a class="btn btn--quiet" href=href>{words}</a></p> }
    });
    let marked = is_marked(view, bid).then(|| {
        view! {
            <div class="table-scroll mt3" role="region" aria-labelledby=heading.clone() tabindex="0">
                <table class="table table--top table--stack">
                    <thead><tr>
                        <th scope="col">{texts::CRITERION.to(locale)}</th>
                        {names}
                        <th scope="col" class="r">{texts::AGREED.to(locale)}</th>
                        <th scope="col">{texts::REASON.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 id=heading.clone()>{bid.name.get(locale).to_owned()}</h2>
            <p class="mt2">{result(visit, view, bid.bid)}</p>
            {marked}
            {settle}
        </section>
    }
    .into_any()
}

fn row(
    visit: &Visit,
    view: &EvaluationView,
    bid: &BidderView,
    one: &CriterionView,
    people: &[(PersonId, String)],
) -> AnyView {
    let (locale, id) = (visit.locale(), one.criterion.id);
    let cells: Vec<_> = people
        .iter()
        .map(|(person, name)| {
            let sheet = view.sheets.iter().find(|sheet| sheet.assessor == *person);
            let mark = sheet.and_then(|sheet| sheet.mark(bid.bid, id));
            let shown = mark.map_or_else(String::new, |mark| marks(mark.mark));
            let comment = mark.filter(|mark| !mark.comment.is_empty()).map(|mark| mark.comment.clone());
            view! { <td data-label=name.clone()><b class="num">{shown}</b><p class="meta">{comment}</p></td> }
        })
        .collect();
    let spread = view.spreads.iter().find(|(of, criterion, _)| (*of, *criterion) == (bid.bid, id));
    let flag = spread.filter(|(_, _, spread)| spread.needs_moderation).map(|_| {
        view! { " "<span class="tag tag--warn">{texts::SPREAD.to(locale)}</span> }
    });
    let mean = spread.map(|(_, _, spread)| {
        view! { <p class="meta">{texts::MEAN.fill(locale, &[("mean", &marks(spread.mean))])}</p> }
    });
    let settled = view.settled(bid.bid, id);
    let agreed = settled.map_or_else(|| texts::OPEN.to(locale).to_owned(), |one| marks(one.mark));
    let reasons: Vec<_> = settled
        .iter()
        .flat_map(|one| one.discussion.iter().chain(&one.outside_reason))
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect();
    let most = texts::MOST.fill(locale, &[("maximum", &marks(one.criterion.maximum))]);
    view! {
        <tr>
            <th scope="row">{one.name.get(locale).to_owned()}{flag}<p class="meta">{most}</p>{mean}</th>
            {cells}
            <td class="r" data-label=texts::AGREED.to(locale)><b>{agreed}</b></td>
            <td data-label=texts::REASON.to(locale)>{reasons}</td>
        </tr>
    }
    .into_any()
}
