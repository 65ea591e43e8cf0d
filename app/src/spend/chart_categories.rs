//! Where commitments went, by category.

use super::chart::{at, text_width};
use super::spend_page::only;
use crate::i18n::{category, chart, frame, words};
use crate::routes::Route;
use crate::visit::Visit;
use domain::money::Money;
use domain::spend::views::{Figure, SpendView};
use leptos::prelude::*;

/// One drawing: a wide one with words beside the bars, and a narrow one for phones with words above them.
#[derive(Clone, Copy)]
struct Paper {
    class: &'static str,
    id: &'static str,
    width: f64,
    /// From one bar to the next.
    pitch: f64,
    beside: bool,
}

const WIDE: Paper = Paper { class: "chart only-wide", id: "categories", width: 420.0, pitch: PITCH, beside: true };
const PHONE: Paper =
    Paper { class: "chart chart--phone only-phone", id: "categories-phone", width: 320.0, pitch: 42.0, beside: false };

/// From one bar of the wide drawing to the next.
pub(super) const PITCH: f64 = 25.0;
/// Height of a bar.
const BAR: f64 = 14.0;
/// Most room for words beside the bars.
const MOST_WORDS: f64 = 215.0;

/// A bar: its words and its amount.
type Bar = (String, Money);

/// The chart with its title and the same numbers in a table.
pub(super) fn chart(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let all: Vec<Bar> =
        view.categories.iter().map(|(code, amount)| (words(category::find, code.code(), locale), *amount)).collect();
    let body = match all.first().cloned() {
        None => view! { <p class="meta">{chart::NOTHING_COMMITTED.to(locale)}</p> }.into_any(),
        Some(first) => view! {
            <div>
                {drawing(visit, &first, &all, WIDE)}
                {drawing(visit, &first, &all, PHONE)}
            </div>
            {table(visit, view, &all)}
        }
        .into_any(),
    };
    view! {
        <figure class="figure">
            <figcaption>
                <h2>{chart::CATEGORIES_TITLE.to(locale)}</h2>
                <p>{chart::CATEGORIES_UNIT.to(locale)}</p>
            </figcaption>
            {body}
        </figure>
    }
    .into_any()
}

fn sum(bars: &[Bar]) -> Money {
    bars.iter().map(|(_, amount)| *amount).sum()
}

/// The finding in one sentence, and every number.
fn words_of(visit: &Visit, first: &Bar, bars: &[Bar]) -> (String, String) {
    let locale = visit.locale();
    let share = first.1.share_of(sum(bars)).unwrap_or(0);
    let finding = chart::CATEGORIES_FINDING.fill(
        locale,
        &[("category", &first.0), ("share", &locale.percent(share)), ("amount", &locale.short_money(first.1))],
    );
    let item = |(name, amount): &Bar| {
        chart::CATEGORY_ITEM.fill(locale, &[("category", name), ("amount", &locale.millions(*amount))])
    };
    let list = bars.iter().map(item).collect::<Vec<_>>().join(frame::LIST_COMMA.to(locale));
    (finding, chart::CATEGORIES_DESCRIPTION.fill(locale, &[("list", &list)]))
}

fn drawing(visit: &Visit, first: &Bar, bars: &[Bar], paper: Paper) -> impl IntoView + use<> {
    let locale = visit.locale();
    let (finding, description) = words_of(visit, first, bars);
    let widest =
        |text: fn(&Visit, &Bar) -> String| bars.iter().map(|bar| text_width(&text(visit, bar))).fold(0.0, f64::max);
    // Words beside the bars are not bold, so they need a little less than their measure.
    let left = if paper.beside { widest(|_, bar| bar.0.clone()).min(MOST_WORDS) } else { 0.0 };
    let room = paper.width - left - 10.0 - widest(|visit, bar| visit.locale().millions(bar.1));
    let most = first.1.cents().max(1) as f64;
    let marks: Vec<_> = bars
        .iter()
        .enumerate()
        .map(|(index, (name, amount))| {
            let top = paper.pitch * index as f64;
            let bar_top = if paper.beside { top + 4.0 } else { top + 20.0 };
            let words_base = if paper.beside { bar_top + 11.5 } else { top + 14.0 };
            let width = (room * amount.cents() as f64 / most).max(1.0);
            view! {
                <text class="lab lab--plain" x="0" y=at(words_base)>{name.clone()}</text>
                <rect class="act" x=at(left) y=at(bar_top) width=at(width) height=at(BAR) rx="1"></rect>
                <text class="lab" x=at(left + width + 7.0) y=at(bar_top + 11.5)>{locale.millions(*amount)}</text>
            }
        })
        .collect();
    let height = paper.pitch * bars.len() as f64;
    let ids = (format!("{}-title", paper.id), format!("{}-description", paper.id));
    let labelled_by = format!("{} {}", ids.0, ids.1);
    view! {
        <svg class=paper.class viewBox=format!("0 0 {} {height}", paper.width) role="img" aria-labelledby=labelled_by>
            <title id=ids.0>{finding}</title>
            <desc id=ids.1>{description}</desc>
            {marks}
        </svg>
    }
}

fn table(visit: &Visit, view: &SpendView, bars: &[Bar]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows: Vec<_> = bars
        .iter()
        .map(|(name, amount)| {
            view! { <tr><th scope="row">{name.clone()}</th><td class="r">{locale.millions(*amount)}</td></tr> }
        })
        .collect();
    let file = visit.to(Route::FigureFile(Figure::Committed, view.year, only(view)));
    view! {
        <details>
            <summary>{frame::SHOW_TABLE.to(locale)}</summary>
            <table class="table mt3">
                <caption class="sr">{chart::CATEGORIES_TABLE.to(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{chart::CATEGORY.to(locale)}</th>
                        <th scope="col" class="r">{chart::COMMITTED.to(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{chart::TOTAL.to(locale)}</th>
                        <td class="r">{locale.millions(sum(bars))}</td>
                    </tr>
                </tfoot>
            </table>
            <p class="actions mt3"><a href=file>{chart::COMMITMENTS_FILE.to(locale)}</a></p>
        </details>
    }
}
