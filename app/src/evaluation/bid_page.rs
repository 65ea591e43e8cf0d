//! One bid: what it says, and one's own marks for it.

use super::common::{Shown, answered, bidder, folded, framed, grades, hidden, marks, note, result};
use super::sheet_page::is_marked;
use crate::bids::promised;
use crate::components::{Named, named_area, named_input, named_select, price_table};
use crate::download;
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
use services::evaluation::{self, CriterionView};
use services::openings::{self, OpenedView};
use services::tenders::Download;

/// A bid with the evaluation it belongs to.
struct Opened {
    shown: Shown,
    bid: OpenedView,
    requirements: Vec<(domain::ids::RequirementId, String)>,
}

type Address = (String, String, String);

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}`
pub async fn get(visit: Visit, Path((_, reference, bid)): Path<Address>) -> Response {
    let bid = attempt!(visit, parse(&bid));
    show(&visit, &reference, bid, None).await
}

/// `POST /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}`: marks are saved, or the bid misses a requirement.
pub async fn post(Path((_, reference, bid)): Path<Address>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let bid = attempt!(visit, parse(&bid));
    let (caller, fields) = (visit.caller(), posted.fields);
    let outcome = match fields.get("form") {
        "marks" => evaluation::save_marks(caller, &reference, bid, &fields).await.map(|missing| match missing {
            0 => "evaluation_saved",
            _ => "evaluation_saved_partly",
        }),
        "miss" => evaluation::mark_non_conforming(caller, &reference, bid, &fields).await.map(|()| "evaluation_found"),
        _ => Err(Failure::NotFound),
    };
    let to = visit.to(Route::EvaluationMarks(&reference));
    answered(&visit, fields, outcome, to, async |form| show(&visit, &reference, bid, Some(form)).await).await
}

/// `GET /{locale}/workspace/tenders/{reference}/evaluation/marks/{bid}/files/{file}`
pub async fn file(visit: Visit, Path((_, reference, bid, file)): Path<(String, String, String, String)>) -> Response {
    let bid = attempt!(visit, parse(&bid));
    let (name, content) = attempt!(visit, openings::file(visit.caller(), &reference, bid, &file).await);
    let format = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    download::document(Download { name, format, content })
}

/// A bid as an address names it.
pub(super) fn parse(text: &str) -> Result<BidId, Failure> {
    BidId::parse(text).ok_or(Failure::NotFound)
}

async fn show(visit: &Visit, reference: &str, bid: BidId, form: Option<FormState>) -> Response {
    let view = attempt!(visit, evaluation::show(visit.caller(), reference).await);
    let opened = attempt!(visit, openings::opened_bid(visit.caller(), reference, bid).await);
    let form = form.unwrap_or_else(|| {
        let mut fields = Fields::default();
        for one in &view.criteria {
            if let Some(mark) = view.own_mark(bid, one.criterion.id) {
                fields.set(&format!("mark-{}", one.criterion.id), marks(mark.mark));
                fields.set(&format!("comment-{}", one.criterion.id), mark.comment.clone());
            }
        }
        fields.set("form", "marks");
        FormState::filled(fields)
    });
    let locale = visit.locale();
    let requirements = view.requirements.iter().map(|(id, text)| (*id, text.get(locale).to_owned())).collect();
    let meta = Meta::titled(opened.name.get(locale)).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    let opened = Opened { shown: Shown { view, form }, bid: opened, requirements };
    render::page(visit, status, meta, opened, draw).await
}

fn draw(visit: &Visit, opened: &Opened) -> AnyView {
    let (view, bid) = (&opened.shown.view, &opened.bid);
    let known = view.bid(bid.bid);
    let open = matches!(view.state, EvaluationState::Scoring | EvaluationState::Moderating);
    let unlocked = view.own.as_ref().is_some_and(|sheet| sheet.submitted_at.is_none());
    let writes = open && unlocked && known.is_some_and(|bid| is_marked(view, bid));
    let form = writes.then(|| sheet(visit, opened));
    let misses =
        (view.seat.chair && open && known.is_some_and(|bid| is_marked(view, bid))).then(|| miss(visit, opened));
    let body = view! {
        <p class="row gap-2 mt3">{result(visit, view, bid.bid)}</p>
        <div class="with-key mt5">
            <div class="text stack">{answers(visit, opened)}</div>
            <div class="rail stack">{form}{misses}</div>
        </div>
    };
    framed(visit, &opened.shown, bidder(visit, view, bid.bid), body.into_any())
}

fn answers(visit: &Visit, opened: &Opened) -> AnyView {
    let (locale, bid) = (visit.locale(), &opened.bid);
    if let Some(code) = &bid.unreadable {
        return note(crate::i18n::words(crate::i18n::unreadable::find, code, locale));
    }
    let said = |text: &str| match text.trim() {
        "" => view! { <span class="meta">{texts::NO_ANSWER.to(locale)}</span> }.into_any(),
        text => text.to_owned().into_any(),
    };
    let rows: Vec<_> = opened
        .requirements
        .iter()
        .map(|(id, asked)| {
            let answer = bid.answers.iter().find(|(of, _)| of == id).map_or("", |(_, text)| text.as_str());
            view! { <div><dt>{asked.clone()}</dt><dd>{said(answer)}</dd></div> }
        })
        .collect();
    let innovation = bid.innovation.as_ref().map(|text| {
        view! { <div><dt>{texts::INNOVATION_OFFERED.to(locale)}</dt><dd>{said(text)}</dd></div> }
    });
    let promises = promised(visit, &bid.promises);
    let unmarked = promises.is_some().then(|| view! { <p class="meta mt3">{texts::PROMISES_UNMARKED.to(locale)}</p> });
    let related = (!bid.related.is_empty()).then(|| {
        view! { <div><dt>{texts::RELATED.to(locale)}</dt><dd>{bid.related.clone()}</dd></div> }
    });
    let files: Vec<_> = bid
        .files
        .iter()
        .map(|(name, size, sha256)| {
            let href = visit.to(Route::EvaluationFile(&opened.shown.view.reference, bid.bid, sha256));
            view! { <li><a href=href>{name.clone()}</a>" "<span class="meta">{locale.bytes(*size)}</span></li> }
        })
        .collect();
    let files = (!files.is_empty())
        .then(|| view! { <div><dt>{texts::FILES.to(locale)}</dt><dd><ul role="list">{files}</ul></dd></div> });
    let price = bid.price.as_ref().and_then(|price| price.total).map(|total| {
        view! { <div><dt>{texts::PRICE.to(locale)}</dt><dd class="num"><b>{locale.money(total)}</b></dd></div> }
    });
    let lines = bid
        .price
        .as_ref()
        .filter(|price| price.lines.iter().any(|line| !line.wanted.is_whole()))
        .map(|price| price_table(visit, &price.lines, price.total, texts::PRICE.to(locale).to_owned()));
    view! {
        <section aria-labelledby="answers">
            <h2 id="answers">{texts::ANSWERS.to(locale)}</h2>
            {lines}
            <dl class="facts facts--wide mt3">{price}{rows}{innovation}{promises}{related}{files}</dl>
            {unmarked}
        </section>
    }
    .into_any()
}

fn sheet(visit: &Visit, opened: &Opened) -> AnyView {
    let (locale, shown) = (visit.locale(), &opened.shown);
    let state = shown.state_of("marks");
    let rows: Vec<_> = shown.view.criteria.iter().map(|one| criterion(visit, &state, one)).collect();
    view! {
        <section class="panel" aria-labelledby="sheet">
            <h2 id="sheet">{texts::OWN_MARKS.to(locale)}</h2>
            <form class="form mt3" method="post" novalidate>
                {hidden(shown, "marks", &[])}
                {rows}
                <button class="btn btn--wide">{texts::SAVE_MARKS.to(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn criterion(visit: &Visit, state: &FormState, one: &CriterionView) -> AnyView {
    let (locale, rules) = (visit.locale(), &one.criterion);
    let maximum = marks(rules.maximum);
    let mark = Named::of(format!("mark-{}", rules.id), texts::MARK.to(locale)).within("marks");
    let mark = match rules.marking {
        Marking::Points => {
            let field = mark.hinted(texts::POINTS_HINT.fill(locale, &[("maximum", &maximum)]));
            named_input(visit, state, &field, "text", "input--10 input--num")
        }
        Marking::Graded | Marking::Innovation => named_select(visit, state, &mark, grades(visit, rules)),
    };
    let comment = Named::of(format!("comment-{}", rules.id), texts::COMMENT.to(locale))
        .hinted(texts::COMMENT_HINT.to(locale))
        .within("marks");
    let pass = rules.pass_mark.map(|pass| {
        view! { " · "{texts::PASS_AT.fill(locale, &[("pass", &marks(pass))])} }
    });
    let most = texts::MOST.fill(locale, &[("maximum", &maximum)]);
    let asks: Vec<_> = one.asks.iter().map(|text| view! { <li>{text.get(locale).to_owned()}</li> }).collect();
    let guide = (!asks.is_empty()).then(|| {
        view! { <details class="help"><summary><span>{texts::GUIDE.to(locale)}</span></summary><ul>{asks}</ul></details> }
    });
    view! {
        <fieldset class="section stack">
            <legend><b>{one.name.get(locale).to_owned()}</b></legend>
            <p class="meta">{most}{pass}</p>
            {guide}
            {mark}
            {named_area(visit, state, &comment, "3")}
        </fieldset>
    }
    .into_any()
}

fn miss(visit: &Visit, opened: &Opened) -> AnyView {
    let (locale, shown) = (visit.locale(), &opened.shown);
    let state = shown.state_of("miss");
    let choices =
        shown.view.essentials.iter().map(|(id, text)| (id.to_string(), text.get(locale).to_owned())).collect();
    let field = |name: &str, text: domain::text::Text| Named::of(name, text.to(locale)).within("miss");
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "miss", &[])}
            <p>{texts::MISS_TEXT.to(locale)}</p>
            {named_select(visit, &state, &field("requirement", texts::REQUIREMENT), choices)}
            {named_area(visit, &state, &field("reason", texts::REASON), "3")}
            <button class="btn btn--quiet">{texts::MISS_BUTTON.to(locale)}</button>
        </form>
    };
    folded(state.is_refused(), texts::MISS.to(locale).to_owned(), body.into_any())
}
