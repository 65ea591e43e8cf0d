//! The openers of a tender that takes bids: who can be counted on, and who is named beside them.

use crate::components::{error_summary, icons, input, once, said, select};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{form as form_text, label, nav, openers as texts, work};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::permissions::Action;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::Failure;
use services::tenders::{self, OpenerView, OpenersView};

/// `GET /{locale}/workspace/tenders/{reference}/openers`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    show(&visit, &reference, FormState::default()).await
}

/// `POST /{locale}/workspace/tenders/{reference}/openers`: names an opener, or takes one out.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok(done) => see_other(&with_query(visit.to(Route::Openers(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let (caller, fields) = (posted.visit.caller(), &posted.fields);
    caller.may(Action::RunTender)?;
    let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired));
    match fields.get("do") {
        "name" => tenders::name_opener(caller, once?, reference, fields).await.map(|()| "opener_named"),
        "leave" => tenders::take_opener_out(caller, once?, reference, fields).await.map(|()| "opener_left"),
        _ => Err(Failure::NotFound),
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let view = attempt!(visit, tenders::show_openers(visit.caller(), visit.locale(), reference).await);
    let meta =
        Meta::titled(texts::TITLE.to(visit.locale())).private().refused(form.is_refused()).under("/workspace/tenders");
    let status = form.status();
    render::page(visit, status, meta, (view, form), draw).await
}

fn draw(visit: &Visit, (view, form): &(OpenersView, FormState)) -> impl IntoView + use<> {
    let locale = visit.locale();
    let notice = if form.is_refused() { None } else { Some(banner(visit)) };
    let rows: Vec<_> = view.openers.iter().map(|opener| row(visit, view.may_change, opener)).collect();
    let act = view.may_change.then(|| view! { <th scope="col"><span class="sr">{texts::LEAVE.to(locale)}</span></th> });
    let naming = match (view.may_change, view.is_open) {
        (true, _) => naming(visit, view, form),
        (false, true) => ().into_any(),
        (false, false) => view! { <p class="mt5">{texts::CLOSED.to(locale)}</p> }.into_any(),
    };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned()),
            (visit.to(Route::WorkTender(&view.reference)), view.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {notice}
            {error_summary(visit, form)}
            <p class="eyebrow num">{view.reference.clone()}</p>
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="meta mt2">{said(&view.title)}</p>
            <p class="lede mt3">{texts::LEDE.to(locale)}</p>
            {warning(visit, view)}
            <dl class="facts mt4">
                <div><dt>{texts::USABLE.to(locale)}</dt><dd>{texts::USABLE_COUNT.count(locale, i64::from(view.usable))}</dd></div>
                <div><dt>{work::CLOSES.to(locale)}</dt><dd>{locale.moment(view.closes_at)}</dd></div>
            </dl>
            <div class="table-wrap mt4" role="region" aria-label=texts::TITLE.to(locale) tabindex="0">
                <table class="table table--stack">
                    <thead><tr>
                        <th scope="col">{texts::NUMBER.to(locale)}</th>
                        <th scope="col">{texts::NAME.to(locale)}</th>
                        <th scope="col">{texts::SECTION.to(locale)}</th>
                        <th scope="col">{texts::STATE.to(locale)}</th>
                        {act}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {naming}
        </main>
    }
}

/// So few openers can be counted on that somebody must act.
fn warning(visit: &Visit, view: &OpenersView) -> Option<AnyView> {
    let locale = visit.locale();
    let (class, first, then) = match (view.is_red(), view.is_few()) {
        (true, _) => ("note note--bad mt5", texts::RED, texts::RED_TEXT),
        (false, true) => ("note note--warn mt5", texts::FEW, texts::FEW_TEXT),
        (false, false) => return None,
    };
    let text = view! {
        <div class=class>{icons::warn()}<p><b>{first.to(locale)}</b>" "{then.to(locale)}</p></div>
    };
    Some(text.into_any())
}

fn row(visit: &Visit, may_change: bool, opener: &OpenerView) -> AnyView {
    let locale = visit.locale();
    let standing = &opener.standing;
    let states = [
        (standing.is_suspected, texts::GIVEN_UP),
        (opener.number.is_some() && !standing.has_access, texts::NO_ACCESS),
        (opener.number.is_some() && !standing.has_key && !standing.is_suspected, texts::NO_KEY),
        (standing.has_key && !standing.is_tried, texts::NOT_TRIED),
    ];
    let tags: Vec<_> = match standing.is_usable() {
        true => vec![view! { <span class="tag tag--good">{texts::GOOD.to(locale)}</span> }.into_any()],
        false => states
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, text)| view! { <span class="tag tag--bad">{text.to(locale)}</span>" " }.into_any())
            .collect(),
    };
    let number = opener.number.map(|number| number.to_string()).unwrap_or_default();
    let section = opener.section.clone().unwrap_or_else(|| texts::RECOVERY.to(locale).to_owned());
    let leave = opener.may_leave.then(|| {
        let named = texts::LEAVE_NAMED.fill(locale, &[("name", &opener.name)]);
        view! {
            <form method="post">
                {once(visit, &FormState::default())}
                <input type="hidden" name="person" value=opener.person.to_string()/>
                <button class="btn btn--quiet" name="do" value="leave" aria-label=named>{texts::LEAVE.to(locale)}</button>
            </form>
        }
    });
    let leave = may_change.then(|| view! { <td>{leave}</td> });
    view! {
        <tr>
            <td data-label=texts::NUMBER.to(locale) class="num">{number}</td>
            <td data-label=texts::NAME.to(locale)>{opener.name.clone()}</td>
            <td data-label=texts::SECTION.to(locale)>{section}</td>
            <td data-label=texts::STATE.to(locale)>{tags}</td>
            {leave}
        </tr>
    }
    .into_any()
}

fn naming(visit: &Visit, view: &OpenersView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let state = if form.fields.get("do") == "name" { form.clone() } else { FormState::default() };
    let choices: Vec<_> = view.candidates.iter().map(|(person, name)| (person.to_string(), name.clone())).collect();
    let body = if choices.is_empty() {
        view! { <p class="mt3">{texts::NOBODY.to(locale)}</p> }.into_any()
    } else {
        view! {
            <form class="form mt4" method="post" novalidate>
                {once(visit, &state)}
                {select(visit, &state, "opener", label::OPENER, None, Some(form_text::CHOOSE), choices)}
                {input(visit, &state, "opener_section", label::OPENER_SECTION, None, "text", "input--20")}
                <button class="btn" name="do" value="name">{texts::NAME_BUTTON.to(locale)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="name-opener">
            <h2 id="name-opener">{texts::NAME_TITLE.to(locale)}</h2>
            <p class="mt2">{texts::NAME_TEXT.to(locale)}</p>
            {body}
        </section>
    }
    .into_any()
}
