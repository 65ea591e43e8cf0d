//! The notice of how one tender ended, as it was published.

use super::notices_page::value;
use crate::components::words::other_language;
use crate::components::{day, said, sample};
use crate::forms::attempt;
use crate::i18n::{self, awards as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::awards::AwardNotice;
use domain::awards::views::{Ending, PublicAward};
use domain::tenders::views;
use leptos::prelude::*;
use services::awards;

/// `GET /{locale}/awards/{reference}`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    let locale = visit.locale();
    let view = attempt!(visit, awards::show_notice(visit.caller(), locale, &reference).await);
    let title = texts::PAGE_TITLE.fill(locale, &[("title", &view.title.text), ("reference", &view.reference)]);
    let meta = Meta::titled(title).under("/tenders");
    render::page(&visit, StatusCode::OK, meta, view, draw).await
}

fn draw(visit: &Visit, view: &PublicAward) -> AnyView {
    let locale = visit.locale();
    let body = match &view.ending {
        Ending::Awarded(notice) => awarded(visit, notice),
        Ending::Unsuccessful { bids, reason } => view! {
            <p class="mt3"><span class="tag">{texts::NO_AWARD.to(locale)}</span></p>
            <dl class="facts facts--wide mt5">
                {fact(texts::REASON.to(locale), reason.clone().into_any())}
                {fact(texts::BIDS.to(locale), locale.number(i64::from(*bids)).into_any())}
            </dl>
        }
        .into_any(),
    };
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::Awards), texts::TITLE.to(locale).to_owned()),
            (visit.to(Route::AwardNotice(&view.reference)), view.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <p class="eyebrow">{texts::SEE_NOTICE.to(locale)}" "{view.reference.clone()}</p>
            <h1>{said(&view.title)}</h1>
            <p class="row gap-2 mt3">{sample(visit)}</p>
            <div class="text">
                {body}
                <dl class="facts facts--wide">
                    {fact(texts::PUBLISHED.to(locale), day(visit, view.published_on))}
                    {fact(texts::TENDER.to(locale), view! { <a href=visit.to(Route::Tender(&view.reference))>{view.reference.clone()}</a> }.into_any())}
                    {fact(texts::HASH.to(locale), view! { <code class="break">{view.sha256.clone()}</code> }.into_any())}
                </dl>
                <p class="mt5"><a href=visit.to(Route::Awards)>{texts::ALL.to(locale)}</a></p>
            </div>
        </main>
    }
    .into_any()
}

fn awarded(visit: &Visit, notice: &AwardNotice) -> AnyView {
    let locale = visit.locale();
    let text = |text: &domain::text::Trilingual| {
        let text = views::said(text, locale);
        view! { <span class="pre-line">{said(&text)}</span>{other_language(visit, &text)} }.into_any()
    };
    let justification = notice.justification.as_ref().map(|why| fact(texts::JUSTIFICATION.to(locale), text(why)));
    view! {
        <dl class="facts facts--wide mt5">
            {fact(texts::WINNER.to(locale), text(&notice.supplier_name))}
            {fact(texts::ADDRESS.to(locale), text(&notice.supplier_address))}
            {fact(texts::VALUE.to(locale), value(visit, notice.value).into_any())}
            {fact(texts::AWARDED_ON.to(locale), day(visit, notice.awarded_on))}
            {fact(texts::DEPARTMENT.to(locale), text(&notice.entity_name))}
            {fact(texts::ADDRESS.to(locale), text(&notice.entity_address))}
            {fact(texts::BOUGHT.to(locale), text(&notice.description))}
            {fact(texts::METHOD.to(locale), i18n::words(i18n::award_method::find, notice.method.code(), locale).into_any())}
            {justification}
            {fact(texts::BIDS.to(locale), locale.number(i64::from(notice.bids)).into_any())}
            {fact(texts::BASIS.to(locale), i18n::words(i18n::award_basis::find, notice.basis.code(), locale).into_any())}
        </dl>
    }
    .into_any()
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}
