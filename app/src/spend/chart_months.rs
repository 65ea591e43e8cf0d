//! How committed and actual build up over the year against the budget.

use super::chart::{Scale, Unit, at, text_width};
use super::spend_page::only;
use crate::i18n::{chart, frame};
use crate::routes::Route;
use crate::visit::Visit;
use domain::money::Money;
use domain::spend::views::{Figure, MonthPoint, SpendView};
use domain::text::Text;
use leptos::prelude::*;

/// One drawing: a wide one, and a narrow one for phones.
#[derive(Clone, Copy)]
struct Paper {
    class: &'static str,
    id: &'static str,
    width: f64,
    height: f64,
    /// Every so many months are named on the axis.
    every: usize,
}

const PHONE: Paper =
    Paper { class: "chart chart--phone only-phone", id: "months-phone", width: 320.0, height: 250.0, every: 3 };

/// The wide drawing, about as high as the bars of the chart beside it.
fn wide(view: &SpendView) -> Paper {
    let beside = super::chart_categories::PITCH * view.categories.len() as f64;
    Paper { class: "chart only-wide", id: "months", width: 600.0, height: beside.clamp(290.0, 440.0), every: 1 }
}

const TOP: f64 = 24.0;
/// Below the plot: names of months.
const BELOW: f64 = 30.0;
/// Between the end of a line and its label.
const GAP: f64 = 10.0;
/// Least distance of two labels.
const LINE: f64 = 17.0;

/// The chart with its title and the same numbers in a table.
pub(super) fn chart(visit: &Visit, view: &SpendView) -> AnyView {
    let locale = visit.locale();
    let body = if view.months.is_empty() {
        view! { <p class="meta">{chart::NOT_BEGUN.to(locale)}</p> }.into_any()
    } else {
        view! {
            <div>
                {drawing(visit, view, wide(view))}
                {drawing(visit, view, PHONE)}
            </div>
            {table(visit, view)}
        }
        .into_any()
    };
    view! {
        <figure class="figure">
            <figcaption>
                <h2>{chart::MONTHS_TITLE.to(locale)}</h2>
                <p>{chart::MONTHS_UNIT.fill(locale, &[("unit", unit(view).name(locale))])}</p>
            </figcaption>
            {body}
        </figure>
    }
    .into_any()
}

/// The largest amount of the chart.
fn most(view: &SpendView) -> Money {
    view.months.iter().flat_map(|point| [point.committed, point.actual]).fold(view.total.budget, Money::max)
}

/// What the chart's amounts are written in.
fn unit(view: &SpendView) -> Unit {
    Unit::for_amounts(most(view))
}

/// The finding in one sentence.
fn finding(visit: &Visit, view: &SpendView, last: MonthPoint) -> String {
    let locale = visit.locale();
    let month = locale.month(last.month);
    match (last.committed.share_of(view.total.budget), last.actual.share_of(view.total.budget)) {
        (Some(committed), Some(actual)) => chart::MONTHS_FINDING.fill(
            locale,
            &[("committed", &locale.percent(committed)), ("actual", &locale.percent(actual)), ("month", &month)],
        ),
        _ => chart::MONTHS_FINDING_NO_BUDGET.fill(
            locale,
            &[
                ("committed", &locale.short_money(last.committed)),
                ("actual", &locale.short_money(last.actual)),
                ("month", &month),
            ],
        ),
    }
}

/// The numbers of the first and the last month.
fn description(visit: &Visit, view: &SpendView, first: MonthPoint, last: MonthPoint) -> String {
    let locale = visit.locale();
    let unit = unit(view);
    let words = |amount| unit.amount(locale, amount);
    chart::MONTHS_DESCRIPTION.fill(
        locale,
        &[
            ("first", &locale.month(first.month)),
            ("last", &locale.month(last.month)),
            ("committed_first", &words(first.committed)),
            ("committed_last", &words(last.committed)),
            ("actual_first", &words(first.actual)),
            ("actual_last", &words(last.actual)),
            ("budget", &words(view.total.budget)),
            ("unit", unit.name(locale)),
        ],
    )
}

/// Where things stand on a paper.
struct Plot {
    scale: Scale,
    unit: Unit,
    paper: Paper,
    /// Where April stands.
    left: f64,
    /// Where March stands.
    right: f64,
    bottom: f64,
}

impl Plot {
    fn x(&self, month: usize) -> f64 {
        self.left + (self.right - self.left) * month as f64 / 11.0
    }

    fn y(&self, amount: Money) -> f64 {
        self.bottom - (self.bottom - TOP) * self.scale.share(amount)
    }

    fn points(&self, months: &[MonthPoint], amount: fn(&MonthPoint) -> Money) -> String {
        let points = months
            .iter()
            .enumerate()
            .map(|(index, point)| format!("{},{}", at(self.x(index)), at(self.y(amount(point)))));
        points.collect::<Vec<_>>().join(" ")
    }
}

fn drawing(visit: &Visit, view: &SpendView, paper: Paper) -> Option<AnyView> {
    let locale = visit.locale();
    let (first, last) = (*view.months.first()?, *view.months.last()?);
    let budget = view.total.budget;
    let (unit, scale) = (unit(view), Scale::for_amounts(most(view)));
    let label = |text: Text, amount| text.fill(locale, &[("amount", &unit.amount(locale, amount))]);
    let committed_label = label(chart::COMMITTED_LABEL, last.committed);
    let actual_label = label(chart::ACTUAL_LABEL, last.actual);

    let ticks = scale.ticks().into_iter().map(|tick| text_width(&unit.tick(locale, scale, tick)));
    let left = ticks.fold(20.0, f64::max) + 10.0;
    // The labels stand right of the last month, so the plot leaves them room when the year is nearly over.
    let room = GAP + text_width(&committed_label).max(text_width(&actual_label));
    let end = view.months.len() - 1;
    let most_right = paper.width - 14.0;
    let right =
        if end == 0 { most_right } else { most_right.min(left + (paper.width - room - left) * 11.0 / end as f64) };
    let plot = Plot { scale, unit, paper, left, right, bottom: paper.height - BELOW };

    let (x_end, y_budget) = (plot.x(end), plot.y(budget));
    let (y_committed, y_actual) = label_heights(&plot, last, y_budget);
    let area = format!(
        "{},{b} {} {},{b}",
        at(left),
        plot.points(&view.months, |point| point.actual),
        at(x_end),
        b = at(plot.bottom),
    );
    let ids = (format!("{}-title", paper.id), format!("{}-description", paper.id));
    let labelled_by = format!("{} {}", ids.0, ids.1);
    let drawing = view! {
        <svg class=paper.class viewBox=format!("0 0 {} {}", paper.width, paper.height) role="img" aria-labelledby=labelled_by>
            <title id=ids.0>{finding(visit, view, last)}</title>
            <desc id=ids.1>{description(visit, view, first, last)}</desc>
            {frame_of(visit, view, &plot)}
            <line class="bud" x1=at(left) x2=at(right) y1=at(y_budget) y2=at(y_budget)></line>
            <text class="lab" x=at(left + 8.0) y=at(y_budget - 6.0)>{label(chart::BUDGET_LABEL, budget)}</text>
            <polygon class="act" points=area></polygon>
            <polyline class="com" points=plot.points(&view.months, |point| point.committed)></polyline>
            <circle class="com" cx=at(x_end) cy=at(plot.y(last.committed)) r="4.5"></circle>
            <text class="lab com" x=at(x_end + GAP) y=at(y_committed)>{committed_label}</text>
            <polyline class="act" points=plot.points(&view.months, |point| point.actual)></polyline>
            <circle class="act" cx=at(x_end) cy=at(plot.y(last.actual)) r="4.5"></circle>
            <text class="lab act" x=at(x_end + GAP) y=at(y_actual)>{actual_label}</text>
        </svg>
    };
    Some(drawing.into_any())
}

/// Grid, axis and the words beside them.
fn frame_of(visit: &Visit, view: &SpendView, plot: &Plot) -> impl IntoView + use<> {
    let locale = visit.locale();
    let (left, right, paper) = (at(plot.left), at(plot.right), plot.paper);
    let lines: Vec<_> = plot
        .scale
        .ticks()
        .into_iter()
        .map(|tick| {
            let y = plot.y(tick);
            let class = if tick == Money::ZERO { "axis" } else { "grid" };
            view! {
                <line class=class x1=left.clone() x2=right.clone() y1=at(y) y2=at(y)></line>
                <text x=at(plot.left - 8.0) y=at(y + 4.0) text-anchor="end">{plot.unit.tick(locale, plot.scale, tick)}</text>
            }
        })
        .collect();
    let months: Vec<_> = view
        .year
        .months()
        .enumerate()
        .filter(|(index, _)| index % paper.every == 0)
        .map(|(index, month)| {
            view! {
                <text x=at(plot.x(index)) y=at(paper.height - 8.0) text-anchor="middle">{locale.month_alone(month)}</text>
            }
        })
        .collect();
    view! { {lines} {months} }
}

/// Base lines of the two labels at the end of the lines: apart from each other, and off the budget line.
fn label_heights(plot: &Plot, last: MonthPoint, y_budget: f64) -> (f64, f64) {
    let mut committed = plot.y(last.committed) - 2.0;
    let mut actual = plot.y(last.actual) + 5.0;
    // A label is about nine units high above its base line.
    if (committed - 4.5 - y_budget).abs() < 10.0 {
        committed = if plot.y(last.committed) >= y_budget { y_budget + 16.0 } else { y_budget - 7.0 };
    }
    actual = actual.max(committed + LINE);
    if actual > plot.bottom - 5.0 {
        actual = plot.bottom - 5.0;
        committed = committed.min(actual - LINE);
    }
    (committed, actual)
}

fn table(visit: &Visit, view: &SpendView) -> impl IntoView + use<> {
    let locale = visit.locale();
    let unit = unit(view);
    let rows: Vec<_> = view
        .months
        .iter()
        .map(|point| {
            view! {
                <tr>
                    <th scope="row">{locale.month(point.month)}</th>
                    <td class="r">{unit.amount(locale, point.committed)}</td>
                    <td class="r">{unit.amount(locale, point.actual)}</td>
                </tr>
            }
        })
        .collect();
    let file = visit.to(Route::FigureFile(Figure::Actual, view.year, only(view)));
    view! {
        <details>
            <summary>{frame::SHOW_TABLE.to(locale)}</summary>
            <table class="table mt3">
                <caption class="sr">{chart::MONTHS_TABLE.fill(locale, &[("unit", unit.name(locale))])}</caption>
                <thead>
                    <tr>
                        <th scope="col">{chart::MONTH.to(locale)}</th>
                        <th scope="col" class="r">{chart::COMMITTED.to(locale)}</th>
                        <th scope="col" class="r">{chart::ACTUAL.to(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{chart::BUDGET.to(locale)}</th>
                        <td class="r" colspan="2">{unit.amount(locale, view.total.budget)}</td>
                    </tr>
                </tfoot>
            </table>
            <p class="actions mt3"><a href=file>{chart::PAYMENTS_FILE.to(locale)}</a></p>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::FinancialYear;

    #[test]
    fn labels_keep_apart_from_each_other_the_axis_and_the_budget() {
        let month = FinancialYear(2026).first_day().month();
        let amounts = [0, 1, 5_000_000, 10_000_000, 19_900_000, 20_000_000, 20_100_000, 40_000_000];
        for (budget, committed, actual) in
            amounts.into_iter().flat_map(|a| amounts.into_iter().flat_map(move |b| amounts.map(move |c| (a, b, c))))
        {
            let [budget, committed, actual] = [budget, committed, actual.min(committed)].map(Money::from_dollars);
            let last = MonthPoint { month, committed, actual };
            let scale = Scale::for_amounts(budget.max(committed));
            let unit = Unit::for_amounts(budget.max(committed));
            let plot = Plot { scale, unit, paper: PHONE, left: 34.0, right: 300.0, bottom: 220.0 };
            let (upper, lower) = label_heights(&plot, last, plot.y(budget));
            let said = format!("{budget:?} {committed:?} {actual:?}: {upper} {lower}");
            assert!(lower - upper >= LINE - 0.01, "{said}");
            assert!(lower <= plot.bottom - 4.9 && upper > 9.0, "{said}");
        }
    }
}
