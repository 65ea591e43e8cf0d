//! A department's contracts, and awards that wait for theirs.

use crate::components::{day, pager, said, tags};
use crate::forms::attempt;
use crate::i18n::{contracts as texts, footer, nav, page};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::contracts::views::{AwardWaiting, ContractList, ContractRow};
use domain::page::Page;
use domain::text::Text;
use leptos::prelude::*;
use services::contracts::browse;

/// `GET /{locale}/workspace/contracts`
pub async fn get(visit: Visit) -> Response {
    let asked = visit.query().get("page").parse().unwrap_or(1);
    let view = attempt!(visit, browse(visit.caller(), visit.locale(), asked).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private().under("/workspace/contracts");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &ContractList) -> impl IntoView + use<> {
    let locale = visit.locale();
    let body = if view.page.rows.is_empty() {
        nothing(visit, texts::EMPTY_TEXT)
    } else {
        table(visit, &view.page, texts::TITLE, &|reference| visit.to(Route::WorkContract(reference)))
    };
    let at = |number: usize| with_query(visit.to(Route::WorkContracts), &[("page", number.to_string())]);
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkContracts), nav::OWN_CONTRACTS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{texts::TITLE.to(locale)}</h1>
            <p class="lede mt2">{texts::LEDE.to(locale)}</p>
            {waiting(visit, &view.waiting)}
            {body}
            {pager(visit, view.page.number, view.page.last(), at)}
            <p class="mt5"><a href=visit.to(Route::Contracts)>{footer::CONTRACTS.to(locale)}</a></p>
        </main>
    }
}

fn waiting(visit: &Visit, awards: &[AwardWaiting]) -> Option<AnyView> {
    if awards.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = awards
        .iter()
        .map(|award| {
            view! {
                <li>
                    <div>
                        <h3 class="rows__title">{said(&award.title)}</h3>
                        <p class="meta dots">
                            <span>{award.tender.clone()}</span>
                            <span>{award.supplier.clone()}</span>
                            <span>{locale.money(award.value)}</span>
                        </p>
                    </div>
                    <div class="rows__side">
                        <a class="btn" href=visit.to(Route::ContractNew(&award.tender))>{texts::DRAW_UP.to(locale)}</a>
                    </div>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <section class="mt5" aria-labelledby="awards">
                <h2 id="awards">{texts::WAITING.to(locale)}</h2>
                <ul role="list" class="rows mt3">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What is said when there is none.
pub(super) fn nothing(visit: &Visit, text: Text) -> AnyView {
    let locale = visit.locale();
    view! {
        <div class="empty mt5">
            <h2>{texts::EMPTY.to(locale)}</h2>
            <p>{text.to(locale)}</p>
        </div>
    }
    .into_any()
}

/// Contracts, one a row.
pub(super) fn table(
    visit: &Visit,
    view: &Page<ContractRow>,
    caption: Text,
    address: &dyn Fn(&str) -> String,
) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            let waits = row
                .waits_for_me
                .then(|| view! { <span class="tag tag--plum">{texts::YOUR_TURN.to(locale)}</span>" " });
            let framework =
                row.is_framework.then(|| view! { " "<span class="tag">{texts::FRAMEWORK.to(locale)}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=address(&row.reference)>{row.reference.clone()}</a>{framework}<br/><span class="meta">{said(&row.title)}</span></th>
                    <td data-label=texts::SUPPLIER.to(locale)>{row.supplier.clone()}</td>
                    <td data-label=texts::STATE.to(locale)>{waits}{tags::contract(visit, row.phase)}</td>
                    <td class="no-wrap" data-label=texts::ENDS.to(locale)>{day(visit, row.ends_on)}</td>
                    <td class="r" data-label=texts::USED.to(locale)>{locale.money(row.used)}</td>
                    <td class="r" data-label=texts::VALUE.to(locale)>{locale.money(row.value)}</td>
                </tr>
            }
        })
        .collect();
    let showing = page::SHOWING.fill(
        locale,
        &[
            ("first", &locale.number(view.first_row() as i64)),
            ("last", &locale.number(view.last_row() as i64)),
            ("count", &locale.number(view.total as i64)),
        ],
    );
    let label = caption.to(locale);
    view! {
        <div class="table-scroll mt5" tabindex="0" role="region" aria-label=label>
            <table class="table table--top table--stack">
                <caption class="sr">{label}</caption>
                <thead><tr>
                    <th scope="col">{texts::CONTRACT.to(locale)}</th>
                    <th scope="col">{texts::SUPPLIER.to(locale)}</th>
                    <th scope="col">{texts::STATE.to(locale)}</th>
                    <th scope="col">{texts::ENDS.to(locale)}</th>
                    <th scope="col" class="r">{texts::USED.to(locale)}</th>
                    <th scope="col" class="r">{texts::VALUE.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="meta mt3">{showing}</p>
    }
    .into_any()
}
