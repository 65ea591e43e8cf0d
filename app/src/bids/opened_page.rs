//! A bidder reads its own bid as two officers opened it.

use super::promised;
use crate::components::{moment, price_table};
use crate::download;
use crate::forms::attempt;
use crate::i18n::{self, opened_bid as texts, own_bids, rescue};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::permissions::{Action, allows};
use domain::tenders::views::said;
use leptos::prelude::*;
use services::openings::{self, OwnOpened, PriceView};
use services::tenders::Download;

/// `GET /{locale}/tenders/{reference}/bid/opened`
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    let own = attempt!(visit, openings::own_opened(visit.caller(), &reference).await);
    let rescuable = attempt!(visit, openings::rescuable(visit.caller(), &reference).await);
    let may_rescue = rescuable.is_some() && allows(Action::SubmitBid, visit.caller().actor());
    let title = texts::TITLE.fill(visit.locale(), &[("tender", own.title.get(visit.locale()))]);
    let meta = Meta::titled(title).private().under("/tenders");
    render::page(&visit, StatusCode::OK, meta, own, move |visit, own| draw(visit, own, may_rescue)).await
}

/// `GET /{locale}/tenders/{reference}/bid/opened/files/{file}`: a file of it, by its SHA-256.
pub async fn file(visit: Visit, Path((_, reference, file)): Path<(String, String, String)>) -> Response {
    let (name, content) = attempt!(visit, openings::own_file(visit.caller(), &reference, &file).await);
    let format = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    download::document(Download { name, format, content })
}

fn draw(visit: &Visit, own: &OwnOpened, may_rescue: bool) -> AnyView {
    let locale = visit.locale();
    let back = visit.to(Route::Bid(&own.reference));
    let rescue = may_rescue.then(|| {
        view! {
            <p class="mt4"><a class="btn" href=visit.to(Route::BidRescue(&own.reference))>{rescue::GO.to(locale)}</a></p>
        }
    });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned()),
            (back.clone(), own.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            <p class="eyebrow num">{own.reference.clone()}</p>
            <h1>{texts::TITLE.fill(locale, &[("tender", own.title.get(locale))])}</h1>
            <p class="lede mt3">{texts::LEDE.to(locale)}</p>
            <p class="meta mt3">{texts::RECEIVED.to(locale)}" "{moment(visit, own.bid.received_at)}</p>
            <div class="text stack mt5">
                {offer(visit, own)}
                {price(visit, own)}
            </div>
            {rescue}
            <p class="mt6"><a href=back>{texts::BACK.to(locale)}</a></p>
        </main>
    }
    .into_any()
}

/// Answers, suggestion, promises and files; or why they could not be read.
fn offer(visit: &Visit, own: &OwnOpened) -> Option<AnyView> {
    let (locale, bid) = (visit.locale(), &own.bid);
    if let Some(code) = &bid.unreadable {
        return Some(unread(visit, code));
    }
    let nothing = bid.answers.is_empty() && bid.files.is_empty() && bid.innovation.is_none();
    if nothing && bid.promises.is_empty() && bid.related.is_empty() {
        return None;
    }
    let line = |name: String, text: &str| {
        let text = match text.trim() {
            "" => view! { <span class="meta">{texts::NO_ANSWER.to(locale)}</span> }.into_any(),
            text => text.to_owned().into_any(),
        };
        view! { <div><dt>{name}</dt><dd class="pre-line">{text}</dd></div> }
    };
    let answers: Vec<_> = own
        .requirements
        .iter()
        .map(|(id, asked)| {
            let answer = bid.answers.iter().find(|(of, _)| of == id).map_or("", |(_, text)| text.as_str());
            line(said(asked, locale).text, answer)
        })
        .collect();
    let innovation = bid.innovation.as_ref().map(|text| line(texts::INNOVATION.to(locale).to_owned(), text));
    let related = (!bid.related.is_empty()).then(|| line(texts::RELATED.to(locale).to_owned(), &bid.related));
    let files: Vec<_> = bid
        .files
        .iter()
        .map(|(name, size, sha256)| {
            let href = visit.to(Route::OwnOpenedFile(&own.reference, sha256));
            view! { <li><a href=href>{name.clone()}</a>" "<span class="meta">{locale.bytes(*size)}</span></li> }
        })
        .collect();
    let files = (!files.is_empty())
        .then(|| view! { <div><dt>{texts::FILES.to(locale)}</dt><dd><ul role="list">{files}</ul></dd></div> });
    let section = view! {
        <section aria-labelledby="answers">
            <h2 id="answers">{texts::OFFER.to(locale)}</h2>
            <dl class="facts facts--wide mt3">{answers}{innovation}{promised(visit, &bid.promises)}{related}{files}</dl>
        </section>
    };
    Some(section.into_any())
}

/// The price, once its envelope was opened.
fn price(visit: &Visit, own: &OwnOpened) -> AnyView {
    let locale = visit.locale();
    let body = match &own.bid.price {
        None => view! { <p class="mt3">{texts::PRICE_SEALED.to(locale)}</p> }.into_any(),
        Some(PriceView { unreadable: Some(code), .. }) => unread(visit, code),
        Some(price) if price.lines.iter().any(|line| !line.wanted.is_whole()) => {
            price_table(visit, &price.lines, price.total, texts::PRICE.to(locale).to_owned())
        }
        Some(price) => {
            let total = price.total.map(|total| locale.money(total));
            view! { <p class="mt3 num"><b>{total}</b></p> }.into_any()
        }
    };
    view! { <section aria-labelledby="price"><h2 id="price">{texts::PRICE.to(locale)}</h2>{body}</section> }.into_any()
}

fn unread(visit: &Visit, code: &str) -> AnyView {
    let locale = visit.locale();
    let why = i18n::words(i18n::unreadable::find, code, locale);
    view! {
        <div class="note mt3">
            {crate::components::icons::info()}
            <p>{texts::UNREAD.fill(locale, &[("why", &why)])}</p>
        </div>
    }
    .into_any()
}
