//! Where commitments went, by category.

use super::chart::{at, text_width};
use super::spend_page::only;
use crate::i18n::{category, chart, frame, words};
use crate::routes::Route;
use crate::visit::Visit;
use domain::money::Money;
use domain::spend::views::{Figure, SpendView};
use leptos::prelude::*;

/// Most bars; what comes after the last but one goes together.
const MOST_BARS: usize = 8;
const WIDTH: f64 = 420.0;
/// From one bar to the next.
const PITCH: f64 = 44.0;

/// A bar: its words and its amount.
type Bar = (String, Money);

/// The chart with its title and the same numbers in a table.
pub(super) fn chart(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let all: Vec<Bar> =
        view.categories.iter().map(|(code, amount)| (words(category::find, code.code(), locale), *amount)).collect();
    let body = match all.first().cloned() {
        None => view! { <p class="meta">{chart::NOTHING_COMMITTED.to(locale)}</p> }.into_any(),
        Some(first) => {
            let bars = bars(visit, &all);
            view! { {drawing(visit, &first, &bars)} {table(visit, view, &bars)} }.into_any()
        }
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

/// The largest categories, and the rest as one.
fn bars(visit: &Visit, all: &[Bar]) -> Vec<Bar> {
    if all.len() <= MOST_BARS {
        return all.to_vec();
    }
    let (shown, rest) = all.split_at(MOST_BARS - 1);
    let mut bars = shown.to_vec();
    bars.push((chart::OTHERS.count(visit.locale(), rest.len() as i64), sum(rest)));
    bars
}

fn sum(bars: &[Bar]) -> Money {
    bars.iter().map(|(_, amount)| *amount).sum()
}

fn drawing(visit: &Visit, first: &Bar, bars: &[Bar]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let total = sum(bars);
    let share = first.1.share_of(total).unwrap_or(0);
    let finding = chart::CATEGORIES_FINDING.fill(
        locale,
        &[("category", &first.0), ("share", &locale.percent(share)), ("amount", &locale.short_money(first.1))],
    );
    let item = |(name, amount): &Bar| {
        chart::CATEGORY_ITEM.fill(locale, &[("category", name), ("amount", &locale.millions(*amount))])
    };
    let list = bars.iter().map(item).collect::<Vec<_>>().join(frame::LIST_COMMA.to(locale));
    let description = chart::CATEGORIES_DESCRIPTION.fill(locale, &[("list", &list)]);

    let most = bars.iter().map(|(_, amount)| *amount).max().unwrap_or(Money::ZERO);
    let room = WIDTH - 12.0 - bars.iter().map(|(_, amount)| text_width(&locale.millions(*amount))).fold(0.0, f64::max);
    let marks: Vec<_> = bars
        .iter()
        .enumerate()
        .map(|(index, (name, amount))| {
            let top = PITCH * index as f64;
            let width = room * amount.cents() as f64 / most.cents().max(1) as f64;
            view! {
                <text class="lab lab--plain" x="0" y=at(top + 13.0)>{name.clone()}</text>
                <rect class="act" x="0" y=at(top + 20.0) width=at(width.max(1.0)) height="14" rx="1"></rect>
                <text class="lab" x=at(width + 8.0) y=at(top + 32.0)>{locale.millions(*amount)}</text>
            }
        })
        .collect();
    let height = PITCH * bars.len() as f64 - 6.0;
    view! {
        <svg class="chart" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-labelledby="categories-title categories-description">
            <title id="categories-title">{finding}</title>
            <desc id="categories-description">{description}</desc>
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
