//! Where commitments went, by category.

use super::chart::{Unit, at, text_width};
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

/// The bars, largest first, and what their amounts are written in.
struct Bars {
    unit: Unit,
    bars: Vec<Bar>,
}

impl Bars {
    fn total(&self) -> Money {
        self.bars.iter().map(|(_, amount)| *amount).sum()
    }
}

/// The chart with its title and the same numbers in a table.
pub(super) fn chart(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let bars: Vec<Bar> =
        view.categories.iter().map(|(code, amount)| (words(category::find, code.code(), locale), *amount)).collect();
    let unit = Unit::for_amounts(bars.first().map_or(Money::ZERO, |(_, amount)| *amount));
    let bars = Bars { unit, bars };
    let body = if bars.bars.is_empty() {
        view! { <p class="meta">{chart::NOTHING_COMMITTED.to(locale)}</p> }.into_any()
    } else {
        view! {
            <div>
                {drawing(visit, &bars, WIDE)}
                {drawing(visit, &bars, PHONE)}
            </div>
            {table(visit, view, &bars)}
        }
        .into_any()
    };
    view! {
        <figure class="figure">
            <figcaption>
                <h2>{chart::CATEGORIES_TITLE.to(locale)}</h2>
                <p>{chart::CATEGORIES_UNIT.fill(locale, &[("unit", unit.name(locale))])}</p>
            </figcaption>
            {body}
        </figure>
    }
    .into_any()
}

/// The finding in one sentence, and every number.
fn said(visit: &Visit, bars: &Bars) -> Option<(String, String)> {
    let locale = visit.locale();
    let (name, amount) = bars.bars.first()?;
    let share = amount.share_of(bars.total()).unwrap_or(0);
    let finding = chart::CATEGORIES_FINDING.fill(
        locale,
        &[("category", name), ("share", &locale.percent(share)), ("amount", &locale.short_money(*amount))],
    );
    let item = |(name, amount): &Bar| {
        chart::CATEGORY_ITEM.fill(locale, &[("category", name), ("amount", &bars.unit.amount(locale, *amount))])
    };
    let list = bars.bars.iter().map(item).collect::<Vec<_>>().join(chart::ITEM_SEPARATOR.to(locale));
    let unit = bars.unit.name(locale);
    Some((finding, chart::CATEGORIES_DESCRIPTION.fill(locale, &[("list", &list), ("unit", unit)])))
}

fn drawing(visit: &Visit, bars: &Bars, paper: Paper) -> Option<AnyView> {
    let locale = visit.locale();
    let (finding, description) = said(visit, bars)?;
    let amounts: Vec<String> = bars.bars.iter().map(|(_, amount)| bars.unit.amount(locale, *amount)).collect();
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let beside = widest(&mut bars.bars.iter().map(|(name, _)| text_width(name))).min(MOST_WORDS);
    let left = if paper.beside { beside + 8.0 } else { 0.0 };
    let room = paper.width - left - 10.0 - widest(&mut amounts.iter().map(|amount| text_width(amount)));
    let most = bars.bars.first()?.1.cents().max(1) as f64;
    let marks: Vec<_> = bars
        .bars
        .iter()
        .zip(amounts)
        .enumerate()
        .map(|(index, ((name, amount), words))| {
            let top = paper.pitch * index as f64;
            let bar_top = if paper.beside { top + 4.0 } else { top + 20.0 };
            let base = if paper.beside { bar_top + 11.5 } else { top + 14.0 };
            let width = (room * amount.cents() as f64 / most).max(1.0);
            view! {
                <text class="lab lab--plain" x="0" y=at(base)>{name.clone()}</text>
                <rect class="act" x=at(left) y=at(bar_top) width=at(width) height=at(BAR) rx="1"></rect>
                <text class="lab" x=at(left + width + 7.0) y=at(bar_top + 11.5)>{words}</text>
            }
        })
        .collect();
    let height = paper.pitch * bars.bars.len() as f64;
    let ids = (format!("{}-title", paper.id), format!("{}-description", paper.id));
    let labelled_by = format!("{} {}", ids.0, ids.1);
    let drawing = view! {
        <svg class=paper.class viewBox=format!("0 0 {} {height}", paper.width) role="img" aria-labelledby=labelled_by>
            <title id=ids.0>{finding}</title>
            <desc id=ids.1>{description}</desc>
            {marks}
        </svg>
    };
    Some(drawing.into_any())
}

fn table(visit: &Visit, view: &SpendView, bars: &Bars) -> impl IntoView + use<> {
    let locale = visit.locale();
    let unit = bars.unit;
    let rows: Vec<_> = bars
        .bars
        .iter()
        .map(|(name, amount)| {
            view! { <tr><th scope="row">{name.clone()}</th><td class="r">{unit.amount(locale, *amount)}</td></tr> }
        })
        .collect();
    let file = visit.to(Route::FigureFile(Figure::Committed, view.year, only(view)));
    view! {
        <details>
            <summary>{frame::SHOW_TABLE.to(locale)}</summary>
            <table class="table mt3">
                <caption class="sr">{chart::CATEGORIES_TABLE.fill(locale, &[("unit", unit.name(locale))])}</caption>
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
                        <td class="r">{unit.amount(locale, bars.total())}</td>
                    </tr>
                </tfoot>
            </table>
            <p class="actions mt3"><a href=file>{chart::COMMITMENTS_FILE.to(locale)}</a></p>
        </details>
    }
}
