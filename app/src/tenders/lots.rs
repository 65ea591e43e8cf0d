//! The lots of a tender: what is drafted of them, and where the others stand once each is a tender of its own.

use super::words;
use crate::components::said;
use crate::i18n::{frame, tender, work};
use crate::routes::Route;
use crate::visit::Visit;
use domain::locale::Locale;
use domain::tenders::Draft;
use domain::tenders::views::{self, SiblingLot};
use leptos::prelude::*;

/// Its number among the lots, in words.
pub(super) fn place(locale: Locale, number: u32, count: u32) -> String {
    tender::LOT_PLACE.fill(locale, &[("number", &number.to_string()), ("count", &count.to_string())])
}

/// What is drafted of several lots, for those who check and approve it.
pub(super) fn drafted(visit: &Visit, draft: &Draft) -> Option<AnyView> {
    if draft.lots.len() < 2 {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = draft
        .lots
        .iter()
        .map(|lot| {
            let estimate = lot.estimate.map(|estimate| locale.money(estimate));
            view! {
                <tr>
                    <th scope="row">{said(&views::said(&lot.title, locale))}</th>
                    <td class="r" data-label=work::LOT_ESTIMATE.to(locale)>{estimate}</td>
                </tr>
            }
        })
        .collect();
    let text = work::LOTS_DIVIDE.fill(locale, &[("count", &locale.number(draft.lots.len() as i64))]);
    let section = view! {
        <section class="mt5">
            <h2 id="drafted-lots">{tender::LOTS.to(locale)}</h2>
            <p class="meta mt2">{text}</p>
            <div class="table-scroll mt3" role="region" aria-labelledby="drafted-lots" tabindex="0">
                <table class="table table--stack">
                    <thead><tr>
                        <th scope="col">{work::LOT.to(locale)}</th>
                        <th scope="col" class="r">{work::LOT_ESTIMATE.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    };
    Some(section.into_any())
}

/// The lots that were published together, each with its page: in the workspace, or the public one.
pub(super) fn published(visit: &Visit, lots: &[SiblingLot], inside: bool) -> AnyView {
    let locale = visit.locale();
    let to = |reference| if inside { Route::WorkTender(reference) } else { Route::Tender(reference) };
    let text = if inside { work::LOTS_APART } else { tender::LOTS_TEXT };
    let rows: Vec<_> = lots
        .iter()
        .map(|lot| {
            let title = if lot.is_own {
                view! { <b aria-current="page">{said(&lot.title)}</b>" "<span class="meta">{tender::THIS_LOT.to(locale)}</span> }
                    .into_any()
            } else {
                view! { <a href=visit.to(to(&lot.reference))>{said(&lot.title)}</a> }.into_any()
            };
            let number = place(locale, lot.number, lots.len() as u32);
            view! {
                <li>
                    <p>{title}</p>
                    <p class="row gap-2 mt2">
                        {words::stage_tag(visit, lot.stage)}
                        <span class="meta num">{number}{frame::DOT.to(locale)}{lot.reference.clone()}</span>
                    </p>
                </li>
            }
        })
        .collect();
    view! {
        <p class="meta mt2">{text.to(locale)}</p>
        <ol role="list" class="qa mt3">{rows}</ol>
    }
    .into_any()
}
