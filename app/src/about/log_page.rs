//! The log, for everybody: its published heads, the key the office signs with, and how a receipt is checked by them.

use crate::components::moment;
use crate::download;
use crate::forms::attempt;
use crate::i18n::{self, log_occasion, log_page as texts};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use services::audit::{self, PublishedHead};
use services::signing;

/// Heads on the page; the file has more.
const SHOWN: u64 = 50;

/// `GET /{locale}/log`
pub async fn get(visit: Visit) -> Response {
    let heads = attempt!(visit, audit::published_heads(visit.caller(), SHOWN).await);
    let meta = Meta::titled(texts::TITLE.to(visit.locale()));
    render::page(&visit, StatusCode::OK, meta, heads, |visit, heads| draw(visit, heads)).await
}

/// `GET /{locale}/log/heads.txt`: the published heads as a note that the office signs.
pub async fn file(visit: Visit) -> Response {
    let note = attempt!(visit, audit::heads_file(visit.caller()).await);
    download::text("text/plain; charset=utf-8", note)
}

fn draw(visit: &Visit, heads: &[PublishedHead]) -> AnyView {
    let locale = visit.locale();
    let key = signing::published_key(visit.caller().services());
    let rows: Vec<_> = heads.iter().map(|head| row(visit, head)).collect();
    let table = if rows.is_empty() {
        view! { <p>{texts::NONE.to(locale)}</p> }.into_any()
    } else {
        view! {
            <p><a href=visit.to(Route::LogHeads)>{texts::FILE.to(locale)}</a></p>
            <div class="table-wrap mt4" role="region" aria-labelledby="heads" tabindex="0">
                <table class="table table--stack">
                    <thead><tr>
                        <th scope="col">{texts::TAKEN.to(locale)}</th>
                        <th scope="col">{texts::OCCASION.to(locale)}</th>
                        <th scope="col">{texts::SIZE.to(locale)}</th>
                        <th scope="col">{texts::ROOT.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let steps = [texts::STEP_TAKE, texts::STEP_CHECK, texts::STEP_KEEP, texts::STEP_RECORD];
    let steps: Vec<_> = steps.iter().map(|step| view! { <li>{step.to(locale)}</li> }).collect();
    view! {
        {crumbs(visit, vec![(visit.to(Route::Log), texts::TITLE.to(locale).to_owned())])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <article class="legal">
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede">{texts::LEDE.to(locale)}</p>
                <h2 id="key">{texts::KEY.to(locale)}</h2>
                <p>{texts::KEY_TEXT.to(locale)}</p>
                <p><code class="break">{key}</code></p>
                <h2 id="check">{texts::CHECK.to(locale)}</h2>
                <ol>{steps}</ol>
                <p><code class="break">{texts::COMMAND.to(locale)}</code></p>
                <h2 id="heads">{texts::HEADS.to(locale)}</h2>
                <p>{texts::HEADS_TEXT.to(locale)}</p>
                {table}
            </article>
        </main>
    }
    .into_any()
}

fn row(visit: &Visit, published: &PublishedHead) -> AnyView {
    let locale = visit.locale();
    let occasion = i18n::words(log_occasion::find, published.occasion.code(), locale);
    view! {
        <tr>
            <td data-label=texts::TAKEN.to(locale) class="num">{moment(visit, published.taken_at)}</td>
            <td data-label=texts::OCCASION.to(locale)>{occasion}</td>
            <td data-label=texts::SIZE.to(locale) class="num">{locale.number(published.head.size as i64)}</td>
            <td data-label=texts::ROOT.to(locale)><code class="break">{published.head.root.clone()}</code></td>
        </tr>
    }
    .into_any()
}
