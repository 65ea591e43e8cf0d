//! The shortlist: a team's when signed in, this browser's when not.

use super::result_row::{Aside, compare_bar, result_row};
use crate::forms::{Posted, attempt};
use crate::i18n::{nav, shortlist};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, safe_return};
use crate::visit::{Visit, keep_in_browser, see_other};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::views::ListingCard;
use domain::permissions::{Action, allows};
use leptos::prelude::*;
use services::catalogue as office;
use std::sync::Arc;

/// `GET /{locale}/shortlist`
pub async fn get(visit: Visit) -> Response {
    let locale = visit.locale();
    let cards = if keeps_team(&visit) {
        attempt!(visit, office::shortlist(visit.caller(), locale).await)
    } else {
        attempt!(visit, office::cards_for(visit.caller(), locale, visit.kept()).await)
    };
    let meta = Meta::titled(nav::SHORTLIST.to(locale)).private().with_islands().under("/shortlist");
    render::page(&visit, StatusCode::OK, meta, cards, draw).await
}

/// `POST /{locale}/shortlist`: `do` is `add` or `remove`, `solution` a reference, `back` where to go on.
pub async fn post(posted: Posted) -> Response {
    let visit = &posted.visit;
    let reference = posted.fields.get("solution").to_uppercase();
    let adds = posted.fields.get("do") == "add";
    let back = safe_return(posted.fields.get("back")).map_or_else(|| visit.to(Route::Shortlist), str::to_owned);
    let done = if adds { "shortlisted" } else { "unlisted" };
    let back = with_done(&back, done);
    if keeps_team(visit) {
        let result = if adds {
            office::add_to_shortlist(visit.caller(), &reference).await
        } else {
            office::remove_from_shortlist(visit.caller(), &reference).await
        };
        attempt!(visit, result);
        return see_other(&back);
    }
    let known =
        attempt!(visit, office::cards_for(visit.caller(), visit.locale(), std::slice::from_ref(&reference)).await);
    let mut kept: Vec<String> = visit.kept().iter().filter(|other| **other != reference).cloned().collect();
    if adds && !known.is_empty() {
        kept.insert(0, reference);
    }
    kept.truncate(50);
    let mut response = see_other(&back);
    keep_in_browser(visit, &mut response, &kept);
    response
}

fn keeps_team(visit: &Visit) -> bool {
    allows(Action::KeepShortlist, visit.caller().actor())
}

/// The address to go back to, saying what was done; an earlier message is replaced.
fn with_done(back: &str, done: &str) -> String {
    let (address, part) = back.split_once('#').map_or((back, None), |(address, part)| (address, Some(part)));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (key, value) in form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != "done") {
        pairs.append_pair(&key, &value);
    }
    pairs.append_pair("done", done);
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    format!("{path}?{}{part}", pairs.finish())
}

#[expect(clippy::ptr_arg, reason = "a page is drawn from exactly what was loaded for it")]
fn draw(visit: &Visit, cards: &Vec<Arc<ListingCard>>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let note = if keeps_team(visit) { shortlist::TEAM } else { shortlist::BROWSER };
    let body = if cards.is_empty() {
        view! {
            <div class="empty mt5">
                <h2>{shortlist::EMPTY.to(locale)}</h2>
                <p>{shortlist::EMPTY_TEXT.to(locale)}</p>
                <ul><li><a href=visit.to(Route::Catalogue)>{shortlist::TO_CATALOGUE.to(locale)}</a></li></ul>
            </div>
        }
        .into_any()
    } else {
        let rows: Vec<_> = cards.iter().map(|card| result_row(visit, card, &Aside::Shortlisted)).collect();
        view! { <ol role="list" class="results mt5">{rows}</ol> }.into_any()
    };
    let compare = (!cards.is_empty()).then(|| compare_bar(visit));
    view! {
        {crumbs(visit, vec![(visit.to(Route::Shortlist), nav::SHORTLIST.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <h1>{nav::SHORTLIST.to(locale)}</h1>
            <p class="meta mt2">{note.to(locale)}</p>
            {body}
        </main>
        {compare}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_the_row_and_is_told_once() {
        for (back, expected) in [
            ("/en/solutions", "/en/solutions?done=shortlisted"),
            ("/en/solutions?q=a#s0026", "/en/solutions?q=a&done=shortlisted#s0026"),
            ("/en/solutions?done=unlisted&q=a#s0001", "/en/solutions?q=a&done=shortlisted#s0001"),
        ] {
            assert_eq!(with_done(back, "shortlisted"), expected);
        }
    }
}
