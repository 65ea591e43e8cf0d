//! A solution's page: what it does, who uses it, on what evidence, at what price, and how to ask for it.

use super::solution_key::key_panel;
use super::{solution_parts as parts, solution_price, words};
use crate::components::{said, words::other_language};
use crate::forms::attempt;
use crate::i18n::{frame, nav, solution};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::Access;
use domain::catalogue::views::SolutionView;
use leptos::prelude::*;
use services::Failure;
use std::sync::Arc;

/// `GET /{locale}/solutions/{slug-reference}`; the reference decides, an old or wrong slug redirects for good.
pub async fn get(visit: Visit, Path((_, solution)): Path<(String, String)>) -> Response {
    let Some((_, reference)) = solution.rsplit_once('-').or(Some(("", solution.as_str()))) else {
        return visit.failed(Failure::NotFound).await;
    };
    let view = attempt!(visit, services::catalogue::show(visit.caller(), visit.locale(), reference).await);
    let canonical = format!("{}-{}", view.card.slug, view.card.reference.to_lowercase());
    if canonical != solution {
        let mut response = see_other(&visit.to(Route::SolutionPath(&canonical)));
        *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
        return response;
    }
    let meta = Meta::titled(view.card.name.text.clone()).under("/solutions");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &Arc<SolutionView>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let card = &view.card;
    let (tone, tag) = words::access(locale, card);
    let sample = card.sample.then(|| view! { <span class="sample">{frame::SAMPLE.to(locale)}</span> });
    let lang = card.summary.other.map(|other| other.lang());
    // The inventory's summaries are the beginnings of its descriptions; one of the two is enough.
    let beginning = card.summary.text.trim_end_matches(['…', '.', ' ']);
    let repeated = card.access == Access::Reference && view.description.text.starts_with(beginning);
    let lede = (!repeated).then(|| view! { <p class="lede" lang=lang>{card.summary.text.clone()}</p> });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Catalogue), nav::CATALOGUE.to(locale).to_owned()),
            (visit.to(Route::Solution(card)), card.name.text.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <header class="solution-head">
                <div class="row gap-2">
                    <span class=tone>{tag}</span>
                    <span class="meta" lang=lang>{words::behind(locale, card)}</span>
                    {sample}
                </div>
                <h1>{said(&card.name)}</h1>
                {lede}
                {other_language(visit, &card.summary)}
            </header>
            <div class="with-key mt5">
                {key_panel(visit, view)}
                <div class="text">
                    <nav class="subnav" aria-label=solution::ON_THIS_PAGE.to(locale)>
                        <a href="#does">{solution::WHAT_IT_DOES.to(locale)}</a>
                        {parts::contents(visit, view)}
                    </nav>
                    <div class="solution__parts">
                        {parts::what_it_does(visit, view)}
                        {parts::users(visit, view)}
                        {parts::evidence(visit, view)}
                        {solution_price::price(visit, view)}
                        {parts::data_and_security(visit, view)}
                        {parts::source(visit, view)}
                    </div>
                </div>
                <aside class="rail stack" aria-label=solution::FACTS.to(locale)>{parts::facts(visit, view)}{parts::contact(visit, view)}</aside>
            </div>
        </main>
    }
}
