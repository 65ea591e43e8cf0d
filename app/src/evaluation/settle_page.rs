//! The chair settles the panel's marks of one bid.

use super::bid_page::parse;
use super::common::{Shown, answered, framed, grades, hidden, marks};
use super::moderation_page::members;
use crate::components::{Named, named_area, named_input, named_select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::evaluation as texts;
use crate::layout::Meta;
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use domain::evaluation::{EvaluationState, Marking};
use domain::form::Fields;
use domain::ids::BidId;
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, CriterionView, EvaluationView};

struct Settled {
    shown: Shown,
    bid: BidId,
}

type Address = (String, String, String);

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}`
pub async fn get(visit: Visit, Path((_, reference, bid)): Path<Address>) -> Response {
    let bid = attempt!(visit, parse(&bid));
    show(&visit, &reference, bid, None).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/moderation/{bid}`
pub async fn post(Path((_, reference, bid)): Path<Address>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let bid = attempt!(visit, parse(&bid));
    let outcome = evaluation::set_consensus(visit.caller(), &reference, bid, &posted.fields).await;
    let to = visit.to(Route::EvaluationModeration(&reference));
    let again = async |form| show(&visit, &reference, bid, Some(form)).await;
    answered(&visit, posted.fields, outcome.map(|()| "evaluation_settled"), to, again).await
}

async fn show(visit: &Visit, reference: &str, bid: BidId, form: Option<FormState>) -> Response {
    let view = attempt!(visit, evaluation::show(visit.caller(), reference).await);
    let there = view.seat.chair && view.state == EvaluationState::Moderating && view.bid(bid).is_some();
    if form.is_none() && !there {
        return visit.failed(Failure::NotFound).await;
    }
    let form = form.unwrap_or_else(|| FormState::filled(settled(&view, bid)));
    let title = view.bid(bid).map(|bid| bid.name.get(visit.locale()).to_owned()).unwrap_or_default();
    let meta = Meta::titled(title).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, Settled { shown: Shown { view, form }, bid }, draw).await
}

/// What is settled already.
fn settled(view: &EvaluationView, bid: BidId) -> Fields {
    let mut fields = Fields::default();
    fields.set("form", "settle");
    for one in &view.criteria {
        let id = one.criterion.id;
        let Some(kept) = view.settled(bid, id) else { continue };
        fields.set(&format!("mark-{id}"), marks(kept.mark));
        fields.set(&format!("discussion-{id}"), kept.discussion.clone().unwrap_or_default());
        fields.set(&format!("outside-{id}"), kept.outside_reason.clone().unwrap_or_default());
    }
    fields
}

fn draw(visit: &Visit, settled: &Settled) -> AnyView {
    let (locale, shown) = (visit.locale(), &settled.shown);
    let state = shown.state_of("settle");
    let rows: Vec<_> = shown.view.criteria.iter().map(|one| criterion(visit, settled, &state, one)).collect();
    let name = shown.view.bid(settled.bid).map(|bid| bid.name.get(locale).to_owned()).unwrap_or_default();
    let body = view! {
        <div class="wizard">
            <p class="lede mt3">{texts::MODERATION_TEXT.to(locale)}</p>
            <form class="form mt4" method="post" novalidate>
                {hidden(shown, "settle", &[])}
                {rows}
                <button class="btn">{texts::SETTLE_BUTTON.to(locale)}</button>
            </form>
        </div>
    };
    framed(visit, shown, texts::SETTLE.fill(locale, &[("bidder", &name)]), body.into_any())
}

fn criterion(visit: &Visit, settled: &Settled, state: &FormState, one: &CriterionView) -> AnyView {
    let (locale, view, rules) = (visit.locale(), &settled.shown.view, &one.criterion);
    let id = rules.id;
    let given: Vec<_> = members(visit, view)
        .into_iter()
        .map(|(person, name)| {
            let sheet = view.sheets.iter().find(|sheet| sheet.assessor == person);
            let mark = sheet.and_then(|sheet| sheet.mark(settled.bid, id));
            let shown = mark.map_or_else(String::new, |mark| marks(mark.mark));
            let comment = mark.map(|mark| mark.comment.clone()).unwrap_or_default();
            view! { <div><dt>{name}</dt><dd><b class="num">{shown}</b>" "<small>{comment}</small></dd></div> }
        })
        .collect();
    let spread = view.spreads.iter().find(|(bid, criterion, _)| (*bid, *criterion) == (settled.bid, id));
    let apart = spread.is_some_and(|(_, _, spread)| spread.needs_moderation);
    let flag = apart.then(|| view! { " "<span class="tag tag--warn">{texts::SPREAD.to(locale)}</span> });
    let mean = spread.map(|(_, _, spread)| {
        view! { <p class="meta">{texts::MEAN.fill(locale, &[("mean", &marks(spread.mean))])}</p> }
    });
    let named =
        |name: &str, text: domain::text::Text| Named::of(format!("{name}-{id}"), text.to(locale)).within("settle");
    let mark = named("mark", texts::AGREED);
    let mark = match rules.marking {
        Marking::Points => {
            let field = mark.hinted(texts::POINTS_HINT.fill(locale, &[("maximum", &marks(rules.maximum))]));
            named_input(visit, state, &field, "text", "input--10 input--num")
        }
        Marking::Graded | Marking::Innovation => named_select(visit, state, &mark, grades(visit, rules)),
    };
    let discussion = named("discussion", texts::DISCUSSION);
    let discussion = if apart { discussion.hinted(texts::DISCUSSION_HINT.to(locale)) } else { discussion };
    view! {
        <fieldset class="section stack">
            <legend><b>{one.name.get(locale).to_owned()}</b>{flag}</legend>
            <dl class="facts">{given}</dl>
            {mean}
            {mark}
            {named_area(visit, state, &discussion, "2")}
            {named_area(visit, state, &named("outside", texts::OUTSIDE), "2")}
        </fieldset>
    }
    .into_any()
}
