//! A bidder reads what the panel asks about its price, and answers once.

use crate::components::{Named, icons, named_area, named_summary};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{evaluation as texts, label};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::evaluation::{PriceQuery, QueryKind};
use domain::permissions::Action;
use domain::time::{Day, Timestamp};
use leptos::prelude::*;
use services::Failure;
use services::evaluation::{self, PriceQuestions};

/// `GET /{locale}/tenders/{reference}/price-question`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/tenders/{reference}/price-question`
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match evaluation::answer_about_price(visit.caller(), &reference, &posted.fields).await {
        Ok(()) => {
            see_other(&with_query(visit.to(Route::PriceQuestion(&reference)), &[("done", "price_answered".to_owned())]))
        }
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let questions = attempt!(visit, evaluation::price_questions(visit.caller(), reference).await);
    let meta = Meta::titled(texts::QUESTION_TITLE.to(visit.locale())).private();
    let meta = meta.refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, (questions, form), |visit, (questions, form)| draw(visit, questions, form)).await
}

/// The last day to answer, while the panel waits for one's own company to.
pub(crate) async fn answer_by(visit: &Visit, reference: &str) -> Result<Option<Day>, Failure> {
    let questions = match evaluation::price_questions(visit.caller(), reference).await {
        Ok(found) => found,
        Err(Failure::NotFound) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let now = visit.caller().now();
    let waits = |query: &&PriceQuery| query.answer.is_none() && query.decision.is_none() && now < query.answer_before;
    Ok(questions.queries.iter().filter(waits).map(last_day).min())
}

/// The last day before an answer is late.
fn last_day(query: &PriceQuery) -> Day {
    Timestamp::from_millis(query.answer_before.millis() - 1).day()
}

fn draw(visit: &Visit, questions: &PriceQuestions, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    let name = |field: &str| match field {
        "text" => texts::YOUR_ANSWER.to(locale).to_owned(),
        other => label::find(other).map(|text| text.to(locale).to_owned()).unwrap_or_default(),
    };
    let price = questions.price.map(|price| {
        view! { <dl class="facts mt4"><div><dt>{texts::YOUR_PRICE.to(locale)}</dt><dd class="num"><b>{locale.money(price)}</b></dd></div></dl> }
    });
    let queries: Vec<_> = questions.queries.iter().map(|query| question(visit, query, form)).collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::Tender(&questions.reference)), questions.reference.clone())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {notice}
                {named_summary(visit, form, name)}
                <p class="eyebrow num">{questions.reference.clone()}</p>
                <h1>{texts::QUESTION_TITLE.to(locale)}</h1>
                <p class="meta mt2">{questions.title.get(locale).to_owned()}</p>
                <p class="lede mt3">{texts::QUESTION_LEDE.to(locale)}</p>
                {price}
                {queries}
            </div>
        </main>
    }
    .into_any()
}

fn question(visit: &Visit, query: &PriceQuery, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let asked = match query.kind {
        QueryKind::AbnormallyLow => texts::QUESTION_LOW,
        QueryKind::Arithmetic => texts::QUESTION_TOTAL,
    };
    let until = texts::PRICE_AT.fill(locale, &[("day", &locale.date(last_day(query)))]);
    let open = query.answer.is_none()
        && query.decision.is_none()
        && visit.caller().now() < query.answer_before
        && visit.caller().may(Action::AnswerAboutPrice).is_ok();
    let code = query.kind.code();
    let answer = query.answer.as_ref().map(|answer| {
        let stands = if answer.confirmed { texts::CONFIRMED } else { texts::NOT_CONFIRMED };
        let text = texts::ANSWERED.fill(locale, &[("time", &locale.moment(answer.given_at)), ("text", &answer.text)]);
        view! { <div class="note mt4">{icons::good()}<div><p>{text}</p><p>{stands.to(locale)}</p></div></div> }
    });
    let reply = open.then(|| {
        let state = if form.fields.get("form") == code { form.clone() } else { FormState::default() };
        let text = Named::of("text", texts::YOUR_ANSWER.to(locale)).within(code);
        let ticked = state.fields.ticked("confirmed");
        view! {
            <form class="form mt4" method="post" novalidate>
                <input type="hidden" name="form" value=code/>
                <input type="hidden" name="kind" value=code/>
                {named_area(visit, &state, &text, "6")}
                <label class="choice"><input type="checkbox" name="confirmed" value="yes" checked=ticked/><span>{texts::CONFIRM_PRICE.to(locale)}</span></label>
                <p class="meta">{texts::ANSWER_ONCE.to(locale)}</p>
                <button class="btn">{texts::ANSWER_BUTTON.to(locale)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby=code>
            <h2 id=code>{asked.to(locale)}</h2>
            <p class="meta mt2">{until}</p>
            {answer}
            {reply}
        </section>
    }
    .into_any()
}
