//! The front page: search, an entry for each kind of visitor, what is most reused, and what sharing saved.

use crate::components::icons;
use crate::forms::attempt;
use crate::home_work::{self, Work};
use crate::i18n::{frame, home, results, search};
use crate::layout::{Meta, banner};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::views::HomeView;
use domain::catalogue::{Facet, SearchQuery};
use domain::text::Text;
use islands::Suggestions;
use leptos::prelude::*;

/// `GET /{locale}`
pub async fn get(visit: Visit) -> Response {
    let view = attempt!(visit, services::impact::home(visit.caller(), visit.locale()).await);
    let work = if visit.caller().actor().officer().is_some() {
        Some(attempt!(visit, home_work::load(&visit).await))
    } else {
        None
    };
    let meta = Meta::titled(home::TITLE.to(visit.locale())).with_islands();
    render::page(&visit, StatusCode::OK, meta, Shown { view, work }, draw).await
}

/// What the page shows: its figures, and to somebody who works here what waits for them.
struct Shown {
    view: HomeView,
    work: Option<Work>,
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    let entries = match &shown.work {
        Some(work) => home_work::draw(visit, work),
        None => view! { <div class="tiles tiles--18">{roles(visit, view)}</div> }.into_any(),
    };
    view! {
        <main id="main" tabindex="-1" class="home">
            {hero(visit)}
            <div class="wrap lift">
                {banner(visit)}
                {entries}
            </div>
            <div class="wrap section">
                <div class="duo duo--even">
                    <section aria-labelledby="saved">
                        <div class="row row--spread">
                            <h2 id="saved">{home::SAVED.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h2>
                            <a href=visit.to(Route::HowWeCount)>{home::HOW_WE_COUNT.to(locale)}</a>
                        </div>
                        {figures(visit, view)}
                        <p class="meta mt4">{home::REFERENCES.fill(locale, &[("count", &locale.number(view.references as i64))])}</p>
                    </section>
                    {most_reused(visit, view)}
                </div>
            </div>
        </main>
    }
}

fn hero(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    let often = [home::OFTEN_1, home::OFTEN_2, home::OFTEN_3, home::OFTEN_4].map(|words| {
        let words = words.to(locale);
        view! { <a href=visit.to(Route::Search(words))>{words}</a> }
    });
    view! {
        <section class="hero">
            {ripple()}
            <div class="wrap">
                <h1>{home::TITLE.to(locale)}</h1>
                <p>{home::LEDE.to(locale)}</p>
                <form role="search" action=visit.to(Route::Catalogue)>
                    <label for="q">{search::LABEL_HOME.to(locale)}</label>
                    {search_field(visit, "")}
                </form>
                <p class="try dots"><span>{home::OFTEN.to(locale)}</span>{often}</p>
            </div>
        </section>
    }
}

/// The search field with its button; enhanced, it suggests solutions by name.
pub(crate) fn search_field(visit: &Visit, value: &str) -> impl IntoView + use<> {
    let locale = visit.locale();
    view! {
        <Suggestions
            endpoint=format!("{}/suggestions", visit.to(Route::Catalogue))
            id="q".to_owned()
            name="q".to_owned()
            value=value.to_owned()
            list_label=search::SUGGESTIONS.to(locale).to_owned()
            found_one=search::FOUND_ONE.to(locale).to_owned()
            found_many=search::FOUND_MANY.to(locale).to_owned()
        >
            <button class="btn">{icons::magnifier()}" "{search::BUTTON.to(locale)}</button>
        </Suggestions>
    }
}

/// Rings that spread from three points: one solution reaching many departments.
fn ripple() -> impl IntoView {
    let centres = [(250, 300, "dot"), (430, 130, "dot dot--key"), (590, 320, "dot")];
    let opacities = ["0.34", "0.31", "0.27", "0.24", "0.20", "0.17", "0.14", "0.10", "0.07"];
    let rings: Vec<_> = centres
        .iter()
        .flat_map(|(x, y, _)| {
            opacities.iter().zip(0..).map(move |(opacity, ring)| {
                view! { <circle cx=x.to_string() cy=y.to_string() r=(26 + 34 * ring).to_string() stroke-opacity=*opacity></circle> }
            })
        })
        .collect();
    let dots =
        centres.map(|(x, y, class)| view! { <circle class=class cx=x.to_string() cy=y.to_string() r="9"></circle> });
    view! {
        <svg class="ripple" viewBox="0 0 700 460" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
            {rings}{dots}
        </svg>
    }
}

fn roles(visit: &Visit, view: &HomeView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let card = |heading: Text, text: Text, links: Vec<(String, String)>| {
        let links: Vec<_> =
            links.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect();
        view! {
            <section class="role">
                <h2>{heading.to(locale)}</h2>
                <p class="meta">{text.to(locale)}</p>
                <ul>{links}</ul>
            </section>
        }
    };
    let words = |text: Text| text.to(locale).to_owned();
    let shared = solutions(&[(Facet::Kind, "shared")]);
    let orderable = solutions(&[(Facet::Kind, "shared"), (Facet::Get, "call_off")]);
    let in_use = solutions(&[(Facet::Kind, "shared"), (Facet::Status, "in_use")]);
    let request = visit.to(Route::Solutions(&orderable));
    let sign_in = with_query(visit.to(Route::SignIn), &[("next", request.clone())]);
    let ask = if visit.caller().actor().officer().is_none() {
        (sign_in, words(home::SIGN_IN_TO_REQUEST))
    } else {
        (request, words(home::SEE_WHAT_CAN_BE_ORDERED))
    };
    let buyer = vec![
        (visit.to(Route::Solutions(&shared)), home::BROWSE.count(locale, view.solutions as i64)),
        ask,
        (visit.to(Route::Shortlist), words(home::YOUR_SHORTLIST)),
    ];
    let supplier = vec![
        (visit.to(Route::OpenTenders), words(home::FIND_TENDERS)),
        (visit.to(Route::Register), words(crate::i18n::nav::REGISTER)),
        (visit.to(Route::Alerts), words(home::TENDER_ALERTS)),
        (visit.to(Route::Solutions(&in_use)), words(home::SEE_WHAT_WORKS)),
    ];
    let public = vec![
        (visit.to(Route::HowWeCount), words(home::HOW_WE_COUNT)),
        (format!("{}.csv", visit.to(Route::Catalogue)), words(home::DOWNLOAD)),
    ];
    view! {
        {card(home::BUYER, home::BUYER_TEXT, buyer)}
        {card(home::SUPPLIER, home::SUPPLIER_TEXT, supplier)}
        {card(home::PUBLIC, home::PUBLIC_TEXT, public)}
    }
}

/// The catalogue narrowed down to these choices, most reused first.
fn solutions(choices: &[(Facet, &str)]) -> SearchQuery {
    let filters = choices.iter().map(|(facet, choice)| (*facet, vec![(*choice).to_owned()])).collect();
    SearchQuery { filters, page: 1, ..SearchQuery::default() }
}

fn figures(visit: &Visit, view: &HomeView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let days = view.median_days_to_live.map_or_else(
        || view! { <dd class="stat__v">{home::NONE_YET.to(locale)}</dd> }.into_any(),
        |days| {
            let number = locale.number(days);
            view! { <dd class="stat__v">{number}" "<small>{home::DAYS.to(locale)}</small></dd> }.into_any()
        },
    );
    view! {
        <dl class="tiles tiles--13 tiles--stats mt4">
            <div class="stat stat--key">
                <dt>{home::AVOIDED.to(locale)}</dt>
                <dd class="stat__v">{locale.short_money(view.avoided)}</dd>
                <dd class="stat__d">{home::AVOIDED_BY.count(locale, view.reuses as i64)}</dd>
            </div>
            <div class="stat">
                <dt>{home::REUSING.to(locale)}</dt>
                <dd class="stat__v">{view.departments_reusing}</dd>
                <dd class="stat__d">{home::OF_REGISTERED.count(locale, view.departments as i64)}</dd>
            </div>
            <div class="stat">
                <dt>{home::TIME_TO_USE.to(locale)}</dt>
                {days}
                <dd class="stat__d">{home::TIME_TO_USE_TEXT.to(locale)}</dd>
            </div>
        </dl>
    }
}

fn most_reused(visit: &Visit, view: &HomeView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let most = view.most_reused.iter().map(|card| card.adopters).max().unwrap_or(0).max(1);
    let rows: Vec<_> = view
        .most_reused
        .iter()
        .map(|card| {
            let width = (card.adopters * 100 / most).to_string();
            let name = crate::components::said(&card.name);
            view! {
                <li class="hbar">
                    <a href=visit.to(Route::Solution(card))>{name}</a>
                    <b>{card.adopters}</b>
                    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect class="bar__fill" width=width height="4"></rect>
                    </svg>
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="most-reused">
            <h2 id="most-reused">{home::MOST_REUSED.to(locale)}" "<span class="sample">{frame::SAMPLE.to(locale)}</span></h2>
            <p class="meta">{results::DEPARTMENTS_USING.to(locale)}</p>
            <ul role="list" class="mt3">{rows}</ul>
        </section>
    }
}
