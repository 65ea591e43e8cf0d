//! The public register of contracts and how promises were kept, as a page and as a file.

use crate::components::{day, moment, pager, said, tags};
use crate::download;
use crate::forms::attempt;
use crate::i18n::{
    self, contracts as list, frame, page, promise_kind, promise_standing, register_of_contracts as texts, search,
};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::contracts::PromiseStanding;
use domain::contracts::views::Register;
use leptos::prelude::*;
use services::contracts::{export_register, read_register};

const HEADER: [&str; 13] = [
    "reference",
    "tender",
    "title",
    "department_code",
    "department",
    "supplier",
    "state",
    "framework",
    "value_hkd",
    "signed_on",
    "starts_on",
    "ends_on",
    "variations",
];

/// `GET /{locale}/contracts`
pub async fn get(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let text = visit.query().get("q").to_owned();
    let view = attempt!(visit, read_register(visit.caller(), visit.locale(), &text, asked).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).under("/contracts");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

/// `GET /{locale}/contracts.csv`: the same list as a file.
pub async fn csv(visit: Visit) -> Response {
    let text = visit.query().get("q").to_owned();
    let rows = attempt!(visit, export_register(visit.caller(), visit.locale(), &text).await);
    let lines = rows.into_iter().map(|row| {
        vec![
            row.reference,
            row.tender,
            row.title.text,
            row.department_code,
            row.department,
            row.supplier,
            row.phase.code().to_owned(),
            row.is_framework.to_string(),
            row.value.plain(),
            row.signed_on.map(|day| day.to_string()).unwrap_or_default(),
            row.starts_on.to_string(),
            row.ends_on.to_string(),
            row.revision.to_string(),
        ]
    });
    download::csv("contracts.csv", &HEADER, lines)
}

fn draw(visit: &Visit, view: &Register) -> AnyView {
    let locale = visit.locale();
    let at = |number: usize| {
        with_query(visit.to(Route::Contracts), &[("q", view.text.clone()), ("page", number.to_string())])
    };
    let file = with_query(visit.to(Route::ContractsFile), &[("q", view.text.clone())]);
    let body = if view.page.rows.is_empty() { nothing(visit, view) } else { table(visit, view) };
    view! {
        {crumbs(visit, vec![(visit.to(Route::Contracts), texts::TITLE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            <dl class="tiles tiles--18 mt4">
                <div class="stat"><dt>{texts::IN_FORCE.to(locale)}</dt><dd class="stat__v">{locale.number(view.in_force as i64)}</dd></div>
                <div class="stat"><dt>{texts::IN_FORCE_VALUE.to(locale)}</dt><dd class="stat__v">{locale.money(view.value)}</dd></div>
            </dl>
            <form role="search" class="mt5" action=visit.to(Route::Contracts)>
                <div class="field">
                    <label for="q">{texts::SEARCH.to(locale)}</label>
                    <div class="search">
                        <input class="input" id="q" name="q" type="search" value=view.text.clone()/>
                        <button class="btn btn--quiet">{search::BUTTON.to(locale)}</button>
                    </div>
                </div>
            </form>
            <p class="mt4" role="status">{texts::COUNT.count(locale, view.page.total as i64)}</p>
            {body}
            {pager(visit, view.page.number, view.page.last(), at)}
            <p class="mt4"><a href=file>{texts::DOWNLOAD.to(locale)}</a></p>
            {tally(visit, view)}
        </main>
    }
    .into_any()
}

fn nothing(visit: &Visit, view: &Register) -> AnyView {
    let locale = visit.locale();
    let searched = !view.text.trim().is_empty();
    let heading = if searched { texts::EMPTY_FOUND } else { texts::EMPTY };
    let all = searched.then(|| {
        view! { <ul><li><a href=visit.to(Route::Contracts)>{texts::SHOW_ALL.to(locale)}</a></li></ul> }
    });
    let text = (!searched).then(|| view! { <p>{texts::EMPTY_TEXT.to(locale)}</p> });
    view! { <div class="empty mt4"><h2>{heading.to(locale)}</h2>{text}{all}</div> }.into_any()
}

fn table(visit: &Visit, view: &Register) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .page
        .rows
        .iter()
        .map(|row| {
            let signed = row.signed_on.map(|on| day(visit, on));
            let varied = (row.revision > 0).then(|| {
                let text = list::VARIATIONS_COUNT.count(locale, i64::from(row.revision));
                view! { <br/><span class="meta">{text}</span> }
            });
            view! {
                <tr>
                    <th scope="row">
                        {said(&row.title)}<br/>
                        <span class="meta">{row.reference.clone()}{frame::DOT.to(locale)}<a href=visit.to(Route::Tender(&row.tender))>{row.tender.clone()}</a></span>
                    </th>
                    <td data-label=list::DEPARTMENT.to(locale)>{row.department.clone()}</td>
                    <td data-label=list::SUPPLIER.to(locale)>{row.supplier.clone()}</td>
                    <td data-label=list::STATE.to(locale)>{tags::contract(visit, row.phase)}</td>
                    <td class="no-wrap" data-label=list::SIGNED_ON.to(locale)>{signed}</td>
                    <td class="no-wrap" data-label=list::ENDS.to(locale)>{day(visit, row.ends_on)}</td>
                    <td class="r" data-label=list::VALUE.to(locale)>{locale.money(row.value)}{varied}</td>
                </tr>
            }
        })
        .collect();
    let showing = page::SHOWING.fill(
        locale,
        &[
            ("first", &locale.number(view.page.first_row() as i64)),
            ("last", &locale.number(view.page.last_row() as i64)),
            ("count", &locale.number(view.page.total as i64)),
        ],
    );
    let caption = texts::TITLE.to(locale);
    view! {
        <div class="table-scroll mt4" tabindex="0" role="region" aria-label=caption>
            <table class="table table--top table--stack">
                <caption class="sr">{caption}</caption>
                <thead><tr>
                    <th scope="col">{list::CONTRACT.to(locale)}</th>
                    <th scope="col">{list::DEPARTMENT.to(locale)}</th>
                    <th scope="col">{list::SUPPLIER.to(locale)}</th>
                    <th scope="col">{list::STATE.to(locale)}</th>
                    <th scope="col">{list::SIGNED_ON.to(locale)}</th>
                    <th scope="col">{list::ENDS.to(locale)}</th>
                    <th scope="col" class="r">{list::VALUE.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta mt3">{showing}</p>
    }
    .into_any()
}

/// How promises were kept, a line for each kind.
fn tally(visit: &Visit, view: &Register) -> AnyView {
    let locale = visit.locale();
    let number = |count: u64| locale.number(i64::try_from(count).unwrap_or(i64::MAX));
    let standing = |one: PromiseStanding| i18n::words(promise_standing::find, one.code(), locale);
    let rows: Vec<_> = view
        .tally
        .iter()
        .map(|line| {
            let counts = [
                (PromiseStanding::Kept, line.kept),
                (PromiseStanding::Late, line.late),
                (PromiseStanding::Missed, line.missed),
                (PromiseStanding::Open, line.open),
            ];
            let counts = counts.map(|(one, count)| {
                view! { <td class="r" data-label=standing(one)>{locale.number(i64::from(count))}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{i18n::words(promise_kind::find, line.kind.code(), locale)}</th>
                    {counts}
                    <td class="r" data-label=texts::PROMISED.to(locale)>{number(line.promised)}</td>
                    <td class="r" data-label=texts::DELIVERED.to(locale)>{number(line.delivered)}</td>
                </tr>
            }
        })
        .collect();
    let heads = [PromiseStanding::Kept, PromiseStanding::Late, PromiseStanding::Missed, PromiseStanding::Open]
        .map(|one| view! { <th scope="col" class="r">{standing(one)}</th> });
    let heading = texts::PROMISES.to(locale);
    view! {
        <section class="mt6">
            <h2>{heading}</h2>
            <p class="mt2">{texts::PROMISES_TEXT.to(locale)}</p>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=heading>
                <table class="table table--stack">
                    <thead><tr>
                        <th scope="col">{texts::KIND.to(locale)}</th>
                        {heads}
                        <th scope="col" class="r">{texts::PROMISED.to(locale)}</th>
                        <th scope="col" class="r">{texts::DELIVERED.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="meta mt3">{texts::AS_OF.to(locale)}" "{moment(visit, view.as_of)}</p>
        </section>
    }
    .into_any()
}
