//! The recovery sheet of an official's sealing key, to be printed and kept in a safe.

use crate::components::moment;
use crate::forms::{Posted, attempt};
use crate::i18n::{self, key_sheet as texts, key_use, nav, sealing_key, solution};
use crate::layout::{Meta, crumbs};
use crate::render;
use crate::routes::Route;
use crate::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use services::keys::{self, SheetView};

/// The command that reads what was typed from a sheet.
const READ: &str = "marketplace key from-sheet sheet.txt --out key.txt";

/// `GET /{locale}/account/sealing-key/sheet`: says what it is; taking it is logged, and looking changes nothing.
pub async fn get(visit: Visit) -> Response {
    attempt!(visit, keys::show(visit.caller()).await);
    show(&visit, None).await
}

/// `POST /{locale}/account/sealing-key/sheet`: the sheet itself.
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit;
    let sheet = attempt!(visit, keys::sheet(visit.caller()).await);
    show(&visit, Some(sheet)).await
}

async fn show(visit: &Visit, sheet: Option<SheetView>) -> Response {
    let meta = Meta::titled(texts::TITLE.to(visit.locale())).private();
    render::page(visit, StatusCode::OK, meta, sheet, draw).await
}

fn draw(visit: &Visit, sheet: &Option<SheetView>) -> AnyView {
    let locale = visit.locale();
    let taken = match sheet {
        Some(sheet) => view! {
            <p class="meta mt2 no-print">{solution::PRINT.to(locale)}</p>
            {facts(visit, sheet)}
            {lines(visit, sheet)}
        }
        .into_any(),
        None => view! {
            <form class="form mt4" method="post" novalidate>
                <button class="btn" name="do" value="take">{texts::TAKE.to(locale)}</button>
            </form>
        }
        .into_any(),
    };
    let way = vec![
        (visit.to(Route::Account), nav::ACCOUNT.to(locale).to_owned()),
        (visit.to(Route::SealingKey), sealing_key::TITLE.to(locale).to_owned()),
    ];
    let steps = [texts::STEP_SAFE, texts::STEP_WORDS, texts::STEP_TYPE, texts::STEP_USE, texts::STEP_OLD];
    let steps: Vec<_> = steps.iter().map(|step| view! { <li>{step.to(locale)}</li> }).collect();
    view! {
        {crumbs(visit, way)}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                <h1>{texts::TITLE.to(locale)}</h1>
                <p class="lede mt3">{texts::LEDE.to(locale)}</p>
                {taken}
                <section class="section" aria-labelledby="do">
                    <h2 id="do">{texts::TO_DO.to(locale)}</h2>
                    <ol class="mt3">{steps}</ol>
                    <p class="mt3"><code class="break">{READ}</code></p>
                </section>
            </div>
        </main>
    }
    .into_any()
}

fn facts(visit: &Visit, sheet: &SheetView) -> AnyView {
    let locale = visit.locale();
    let serves = i18n::words(key_use::find, sheet.serves.code(), locale);
    view! {
        <dl class="facts facts--wide mt4">
            <div><dt>{texts::HOLDER.to(locale)}</dt><dd>{sheet.holder.clone()}</dd></div>
            <div><dt>{texts::OFFICE.to(locale)}</dt><dd>{sheet.office.get(locale).to_owned()}</dd></div>
            <div><dt>{texts::SERVES.to(locale)}</dt><dd>{serves}</dd></div>
            <div><dt>{sealing_key::FINGERPRINT.to(locale)}</dt><dd><code class="break">{sheet.fingerprint.clone()}</code></dd></div>
            <div><dt>{sealing_key::MADE.to(locale)}</dt><dd>{moment(visit, sheet.made_at)}</dd></div>
        </dl>
    }
    .into_any()
}

fn lines(visit: &Visit, sheet: &SheetView) -> AnyView {
    let locale = visit.locale();
    let rows = sheet.lines.iter().map(|line| {
        view! {
            <tr>
                <th scope="row" class="num">{format!("{}.", line.number)}</th>
                <td><code>{line.groups.join(" ")}</code></td>
                <td><code>{line.check.clone()}</code></td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section class="section" aria-labelledby="lines">
            <h2 id="lines">{texts::LINES.to(locale)}</h2>
            <p class="mt2">{texts::LINES_TEXT.to(locale)}</p>
            <div class="table-scroll mt4" role="region" aria-labelledby="lines" tabindex="0">
                <table class="table">
                    <thead><tr>
                        <th scope="col" class="num">{texts::LINE.to(locale)}</th>
                        <th scope="col">{texts::DIGITS.to(locale)}</th>
                        <th scope="col">{texts::CHECK.to(locale)}</th>
                    </tr></thead>
                    <tbody translate="no">{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
