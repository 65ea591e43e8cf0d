//! Pages that explain: help, how figures are counted, accessibility, privacy.
//!
//! Each is a list of parts, and each part a list of blocks of text; all words stand in the catalogue files. Periods
//! and limits are filled in from the rules themselves, so that a page never says something else than is done.

mod accessibility;
mod counting;
mod help;
pub(crate) mod log_page;
mod privacy;

use crate::i18n::about as texts;
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::{IDLE_MINUTES, INVITATION_MINUTES, RESET_LINK_MINUTES, SESSION_MINUTES, password};
use domain::rulebook;
use domain::text::Text;
use leptos::prelude::*;

/// Year, month and day the pages were last read through.
pub(crate) const REVIEWED: (i32, u32, u32) = (2026, 11, 22);

/// `GET /help`: what people do most, signing in, whom to ask, the words.
pub async fn help(visit: Visit) -> Response {
    page(&visit, &help::PAGE).await
}

/// `GET /how-we-count`: what each figure means and leaves out.
pub async fn how_we_count(visit: Visit) -> Response {
    page(&visit, &counting::PAGE).await
}

/// `GET /accessibility`: what was checked, and what was not.
pub async fn accessibility(visit: Visit) -> Response {
    page(&visit, &accessibility::PAGE).await
}

/// `GET /privacy`: what is kept about people, why, and how to see it.
pub async fn privacy(visit: Visit) -> Response {
    page(&visit, &privacy::PAGE).await
}

/// A page that explains.
struct Page {
    title: Text,
    /// What the page says, in a sentence or two.
    lede: Text,
    parts: &'static [Part],
}

/// A part under its own heading, which links can point to by its id.
struct Part {
    id: &'static str,
    heading: Text,
    blocks: &'static [Block],
}

/// A piece of a part.
enum Block {
    /// A paragraph.
    Words(Text),
    /// A heading below that of the part.
    Heading(Text),
    /// Points without order.
    Points(&'static [Text]),
    /// Points with their own short names.
    Terms(&'static [(Text, Text)]),
    /// Somewhere to go on.
    Link(Route<'static>, Text),
    /// Something only its own page knows how to draw.
    Drawn(fn(&Visit) -> AnyView),
}

async fn page(visit: &Visit, page: &'static Page) -> Response {
    let meta = Meta::titled(page.title.to(visit.locale()));
    render::page(visit, StatusCode::OK, meta, page, |visit, page| draw(visit, page)).await
}

fn draw(visit: &Visit, page: &Page) -> AnyView {
    let locale = visit.locale();
    let contents: Vec<_> = page
        .parts
        .iter()
        .map(|part| view! { <li><a href=format!("#{}", part.id)>{part.heading.to(locale)}</a></li> })
        .collect();
    let parts: Vec<_> = page
        .parts
        .iter()
        .map(|part| {
            let blocks: Vec<_> = part.blocks.iter().map(|block| draw_block(visit, block)).collect();
            view! { <h2 id=part.id>{part.heading.to(locale)}</h2>{blocks} }
        })
        .collect();
    view! {
        {crumbs(visit, vec![(visit.path_and_query(), page.title.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <article class="legal">
                <h1>{page.title.to(locale)}</h1>
                <p class="lede">{page.lede.to(locale)}</p>
                <nav class="contents" aria-labelledby="contents">
                    <h2 id="contents">{texts::CONTENTS.to(locale)}</h2>
                    <ul role="list">{contents}</ul>
                </nav>
                {parts}
            </article>
        </main>
    }
    .into_any()
}

fn draw_block(visit: &Visit, block: &Block) -> AnyView {
    match block {
        Block::Words(text) => view! { <p>{said(visit, *text)}</p> }.into_any(),
        Block::Heading(text) => view! { <h3>{said(visit, *text)}</h3> }.into_any(),
        Block::Points(points) => {
            let points: Vec<_> = points.iter().map(|text| view! { <li>{said(visit, *text)}</li> }).collect();
            view! { <ul>{points}</ul> }.into_any()
        }
        Block::Terms(terms) => {
            let terms: Vec<_> = terms
                .iter()
                .map(|(term, text)| view! { <div><dt>{said(visit, *term)}</dt><dd>{said(visit, *text)}</dd></div> })
                .collect();
            view! { <dl class="facts facts--wide">{terms}</dl> }.into_any()
        }
        Block::Link(route, text) => {
            view! { <p><a href=visit.to(route.clone())>{said(visit, *text)}</a></p> }.into_any()
        }
        Block::Drawn(draw) => draw(visit),
    }
}

/// A text with the periods and limits of the service filled in.
fn said(visit: &Visit, text: Text) -> String {
    let current = rulebook::on(rulebook::USAGE_CURRENT_DAYS, visit.caller().today()).unwrap_or_default().to_string();
    text.fill(
        visit.locale(),
        &[
            ("idle_minutes", &IDLE_MINUTES.to_string()),
            ("session_hours", &(SESSION_MINUTES / 60).to_string()),
            ("reset_minutes", &RESET_LINK_MINUTES.to_string()),
            ("invitation_days", &(INVITATION_MINUTES / 60 / 24).to_string()),
            ("shortest", &password::SHORTEST.to_string()),
            ("current_days", &current),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::locale::Locale;
    use std::collections::BTreeSet;

    #[test]
    fn every_part_can_be_linked_to_and_no_english_sentence_is_long() {
        for page in [&help::PAGE, &counting::PAGE, &accessibility::PAGE, &privacy::PAGE] {
            let ids: BTreeSet<_> = page.parts.iter().map(|part| part.id).collect();
            assert_eq!(ids.len(), page.parts.len(), "{}", page.title.en);
            let mut texts = vec![page.lede];
            for block in page.parts.iter().flat_map(|part| part.blocks) {
                match block {
                    Block::Words(text) | Block::Heading(text) | Block::Link(_, text) => texts.push(*text),
                    Block::Points(points) => texts.extend_from_slice(points),
                    Block::Terms(terms) => texts.extend(terms.iter().map(|(_, text)| *text)),
                    Block::Drawn(_) => {}
                }
            }
            for text in texts {
                for sentence in text.to(Locale::En).split(['.', ';', ':']) {
                    assert!(sentence.split_whitespace().count() <= 25, "{sentence:?}");
                }
            }
        }
    }
}
