//! Up to four solutions side by side.

use super::words;
use crate::components::said;
use crate::forms::attempt;
use crate::i18n::{self, compare, frame, nav, results, solution};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::views::SolutionView;
use domain::catalogue::{Facet, orderable};
use domain::text::Text;
use leptos::prelude::*;
use services::Failure;
use std::sync::Arc;

/// Most solutions side by side.
const MOST: usize = 4;

/// What the page shows: the solutions found, and references that are gone.
pub(super) struct Compared {
    pub solutions: Vec<Arc<SolutionView>>,
    gone: Vec<String>,
    differences: bool,
}

/// `GET /{locale}/solutions/compare?s=…&s=…`
pub async fn get(visit: Visit) -> Response {
    let compared = attempt!(visit, load(&visit).await);
    let meta = Meta::titled(compare::TITLE.to(visit.locale())).under("/solutions");
    render::page(&visit, StatusCode::OK, meta, compared, draw).await
}

/// The solutions the address names, each once and no more than fit side by side.
pub(super) async fn load(visit: &Visit) -> Result<Compared, Failure> {
    let mut compared =
        Compared { solutions: Vec::new(), gone: Vec::new(), differences: visit.query().get("only") == "differences" };
    let mut asked: Vec<&str> = Vec::new();
    for reference in visit.query().all("s").filter(|reference| !reference.is_empty()) {
        if asked.len() < MOST && !asked.contains(&reference) {
            asked.push(reference);
        }
    }
    for reference in asked {
        match services::catalogue::show(visit.caller(), visit.locale(), reference).await {
            Ok(view) => compared.solutions.push(view),
            Err(Failure::NotFound) => compared.gone.push(reference.chars().take(20).collect()),
            Err(failure) => return Err(failure),
        }
    }
    Ok(compared)
}

fn draw(visit: &Visit, compared: &Compared) -> impl IntoView + use<> {
    let locale = visit.locale();
    let gone = (!compared.gone.is_empty()).then(|| {
        let list = compared.gone.join(frame::LIST_COMMA.to(locale));
        view! { <p class="meta mt3">{compare::GONE.fill(locale, &[("references", &list)])}</p> }
    });
    let body = if compared.solutions.len() < 2 { too_few(visit, compared) } else { table(visit, compared) };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Catalogue), nav::CATALOGUE.to(locale).to_owned()),
            (visit.to(Route::Compare(&[])), compare::TITLE.to(locale).to_owned()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs compare-page">
            <h1>{compare::TITLE.to(locale)}</h1>
            {gone}
            {body}
        </main>
    }
}

fn too_few(visit: &Visit, compared: &Compared) -> AnyView {
    let locale = visit.locale();
    let one: Vec<_> = compared
        .solutions
        .iter()
        .map(|view| {
            let name = said(&view.card.name);
            view! { <li><a href=visit.to(Route::Solution(&view.card))>{name}</a></li> }
        })
        .collect();
    view! {
        <div class="empty mt5">
            <h2>{compare::TOO_FEW.to(locale)}</h2>
            <p>{compare::TOO_FEW_TEXT.to(locale)}</p>
            <ul>{one}<li><a href=visit.to(Route::Catalogue)>{nav::CATALOGUE.to(locale)}</a></li></ul>
        </div>
    }
    .into_any()
}

/// A row: its label and a cell for each solution.
type Row = (Text, Vec<Option<String>>);

fn table(visit: &Visit, compared: &Compared) -> AnyView {
    let locale = visit.locale();
    let views = &compared.solutions;
    let heads: Vec<_> = views
        .iter()
        .map(|view| {
            let rest: Vec<String> =
                views.iter().filter(|other| other.card.id != view.card.id).map(|other| other.card.reference.clone()).collect();
            let contract_ends_on = view.contract.as_ref().map(|contract| contract.ends_on);
            let open = orderable(view.card.stage, view.card.access, contract_ends_on, visit.caller().today());
            let request = open.then(|| {
                view! { <a class="btn btn--quiet btn--sm" href=visit.to(Route::ReuseNew(&view.card.reference))>{solution::REQUEST.to(locale)}<span class="sr">": "{view.card.name.text.clone()}</span></a> }
            });
            let name = said(&view.card.name);
            view! {
                <th scope="col">
                    <b><a href=visit.to(Route::Solution(&view.card))>{name}</a></b>
                    <span class="meta">{words::behind(locale, &view.card)}</span>
                    <div class="actions mt2">
                        {request}
                        <a href=visit.to(Route::Compare(&rest))>{results::REMOVE.to(locale)}<span class="sr">": "{view.card.name.text.clone()}</span></a>
                    </div>
                </th>
            }
        })
        .collect();
    let span = (views.len() + 1).to_string();
    let groups: Vec<_> = groups(visit, views)
        .into_iter()
        .map(|(title, rows)| {
            let rows: Vec<_> = rows
                .into_iter()
                .filter(|row| !compared.differences || differs(row))
                .map(|row| draw_row(visit, views, row))
                .collect();
            (!rows.is_empty()).then(|| {
                view! { <tr class="compare__group"><th colspan=span.clone() scope="colgroup">{title.to(locale)}</th></tr>{rows} }
            })
        })
        .collect();
    let references: Vec<String> = views.iter().map(|view| view.card.reference.clone()).collect();
    let all = visit.to(Route::Compare(&references));
    let (href, text) = if compared.differences {
        (all, compare::SHOW_ALL)
    } else {
        (format!("{all}&only=differences"), compare::ONLY_DIFFERENCES)
    };
    let caption = compare::CAPTION.count(locale, views.len() as i64);
    view! {
        <p class="dots mt3 no-print">
            <a href=href>{text.to(locale)}</a>
            <a href=visit.to(Route::CompareFile(&references))>{compare::DOWNLOAD.to(locale)}</a>
        </p>
        <div class="table-scroll mt4" tabindex="0" role="region" aria-label=compare::TITLE.to(locale)>
            <table class="compare">
                <caption>{caption}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></caption>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{groups}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn differs((_, cells): &Row) -> bool {
    cells.windows(2).any(|pair| pair[0] != pair[1])
}

fn draw_row(visit: &Visit, views: &[Arc<SolutionView>], row: Row) -> AnyView {
    let locale = visit.locale();
    let class = (!differs(&row)).then_some("compare__same");
    let cells: Vec<_> = row
        .1
        .into_iter()
        .zip(views)
        .map(|(cell, view)| {
            let cell = cell.map_or_else(
                || view! { <span class="compare__none">{compare::NONE.to(locale)}</span> }.into_any(),
                |text| match view.risk_tier.filter(|_| row.0 == solution::RISK) {
                    Some(tier) => view! { <span class=words::risk_tone(tier)>{text}</span> }.into_any(),
                    None => text.into_any(),
                },
            );
            view! { <td data-label=view.card.name.text.clone()>{cell}</td> }
        })
        .collect();
    view! { <tr class=class><th scope="row">{row.0.to(locale)}</th>{cells}</tr> }.into_any()
}

fn groups(visit: &Visit, views: &[Arc<SolutionView>]) -> Vec<(Text, Vec<Row>)> {
    let locale = visit.locale();
    let row = |label: Text, cell: &dyn Fn(&SolutionView) -> Option<String>| -> Row {
        (label, views.iter().map(|view| cell(view).filter(|text| !text.is_empty())).collect())
    };
    let comma = frame::LIST_COMMA.to(locale);
    let use_rows = vec![
        row(solution::USED_BY, &|view| Some(words::users(locale, &view.card).0)),
        row(solution::EVIDENCE, &|view| {
            view.evidence
                .first()
                .map(|evidence| format!("{}{}{}", evidence.measure, frame::DOT.to(locale), evidence.value))
        }),
        row(solution::LIMITS, &|view| Some(view.limits.text.clone())),
        row(solution::HUMAN_REVIEW, &|view| Some(view.human_review.text.clone())),
    ];
    let price_rows = vec![
        row(solution::PRICE, &|view| {
            let (price, per) = words::price(locale, &view.card);
            Some(format!("{price}{}{per}", frame::DOT.to(locale)))
        }),
        row(solution::CONTRACT_ENDS, &|view| {
            view.contract.as_ref().map(|contract| locale.short_date(contract.ends_on))
        }),
        row(solution::CEILING_LEFT, &|view| {
            view.contract.as_ref().map(|contract| locale.short_money(contract.ceiling_left))
        }),
    ];
    let data_rows = vec![
        row(solution::DATA_UP_TO, &|view| view.card.data_ceiling.map(|level| words::data(locale, level))),
        row(solution::RISK, &|view| view.risk_tier.map(|risk| words::choice(locale, Facet::Risk, risk.code()))),
        row(solution::RUNS_ON, &|view| view.card.hosting.map(|hosting| words::hosting(locale, hosting))),
        row(solution::MODEL, &|view| view.model.map(|model| i18n::words(i18n::model::find, model.code(), locale))),
        row(solution::LANGUAGES, &|view| {
            let all: Vec<_> =
                view.languages.iter().map(|code| words::choice(locale, Facet::Works, code.code())).collect();
            Some(all.join(comma))
        }),
        row(solution::ASSURANCE, &|view| {
            let all: Vec<_> =
                view.assurance.iter().map(|held| words::choice(locale, Facet::Assurance, held.kind.code())).collect();
            Some(all.join(comma))
        }),
    ];
    vec![(solution::WHO_USES_IT, use_rows), (solution::PRICE, price_rows), (solution::DATA_AND_SECURITY, data_rows)]
}
