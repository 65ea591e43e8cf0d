//! A department's tenders in the workspace, newest change first.

use super::words;
use crate::components::{moment, said};
use crate::forms::attempt;
use crate::i18n::{frame, nav, work};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::permissions::{Action, allows};
use domain::tenders::Stage;
use domain::tenders::views::TenderRow;
use leptos::prelude::*;

/// `GET /{locale}/workspace/tenders`
pub async fn get(visit: Visit) -> Response {
    let rows = attempt!(visit, services::tenders::browse(visit.caller(), visit.locale()).await);
    let meta = Meta::titled(work::TITLE.to(visit.locale())).private().under("/workspace/tenders");
    render::page(&visit, StatusCode::OK, meta, rows, |visit, rows| draw(visit, rows)).await
}

fn draw(visit: &Visit, rows: &[TenderRow]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let actor = visit.caller().actor();
    let new = allows(Action::DraftTender, actor)
        .then(|| view! { <a class="btn" href=visit.to(Route::TenderNew)>{work::NEW.to(locale)}</a> });
    let postpone = allows(Action::PostponeClosings, actor)
        .then(|| view! { <a class="btn btn--quiet" href=visit.to(Route::Postpone)>{work::POSTPONE.to(locale)}</a> });
    // By stage in the order of a tender's life; inside a stage the newest change stays first.
    let body: Vec<AnyView> = Stage::ALL
        .iter()
        .filter_map(|stage| {
            let of_stage: Vec<_> = rows.iter().filter(|row| row.stage == *stage).collect();
            (!of_stage.is_empty()).then(|| table(visit, *stage, &of_stage))
        })
        .collect();
    let empty = rows.is_empty().then(|| {
        view! { <div class="empty mt5"><h2>{work::EMPTY.to(locale)}</h2><p>{work::EMPTY_TEXT.to(locale)}</p></div> }
    });
    view! {
        {crumbs(visit, vec![(visit.to(Route::WorkTenders), nav::OWN_TENDERS.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{work::TITLE.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h1>
            <p class="row mt4">{new}{postpone}</p>
            {body}{empty}
        </main>
    }
}

fn table(visit: &Visit, stage: Stage, rows: &[&TenderRow]) -> AnyView {
    let locale = visit.locale();
    let heading = crate::i18n::words(crate::i18n::tender_stage::find, stage.code(), locale);
    let label = heading.clone();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let closes = row.closes_at.map(|at| moment(visit, at));
            let lot = row.lot.map(|(number, count)| {
                view! { <br/><span class="meta num">{super::lots::place(locale, number, count)}</span> }
            });
            view! {
                <tr>
                    <th scope="row"><a href=visit.to(Route::WorkTender(&row.reference))>{row.reference.clone()}</a><br/><span class="meta">{said(&row.title)}</span>{lot}</th>
                    <td>{row.department.clone()}</td>
                    <td>{words::stage_tag(visit, row.stage)}</td>
                    <td>{closes}</td>
                    <td>{moment(visit, row.updated_at)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h2 class="mt5">{heading}</h2>
        <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
            <table class="table table--top">

                <thead><tr>
                    <th scope="col">{work::TENDER.to(locale)}</th>
                    <th scope="col">{work::DEPARTMENT.to(locale)}</th>
                    <th scope="col">{work::STAGE.to(locale)}</th>
                    <th scope="col">{work::CLOSES.to(locale)}</th>
                    <th scope="col">{work::CHANGED.to(locale)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
