//! The ranking with its arithmetic.

use super::common::{bidder, filled, marks};
use crate::i18n::{self, evaluation as texts, ranked_by};
use crate::visit::Visit;
use domain::evaluation::{Model, Outcome, Place, Ranking, Score};
use leptos::prelude::*;
use services::evaluation::EvaluationView;

/// The bids in their places, each figure with how it came about.
pub(super) fn table(visit: &Visit, view: &EvaluationView, ranking: &Ranking) -> AnyView {
    let locale = visit.locale();
    let weighs = matches!(ranking.model, Model::Rated(_));
    let how = match ranking.model {
        Model::Rated(weights) => {
            let values = [("technical", marks(weights.technical())), ("price", marks(weights.price()))];
            texts::FORMULA.fill(locale, &filled(&values))
        }
        Model::PriceOnly => texts::PRICE_ONLY.to(locale).to_owned(),
        Model::QualityOnly => texts::QUALITY_ONLY.to(locale).to_owned(),
    };
    let version =
        texts::FORMULA_VERSION.fill(locale, &[("version", &locale.number(i64::from(ranking.formula_version)))]);
    let rows: Vec<_> = ranking.places.iter().map(|place| row(visit, view, ranking, place)).collect();
    let weighted = weighs.then(|| {
        view! {
            <th scope="col" class="r">{texts::WEIGHTED_TECHNICAL.to(locale)}</th>
            <th scope="col" class="r">{texts::WEIGHTED_PRICE.to(locale)}</th>
            <th scope="col" class="r">{texts::COMBINED.to(locale)}</th>
        }
    });
    let remark = match &ranking.outcome {
        Outcome::NoBid => Some(texts::NO_BID_LEFT),
        Outcome::Unresolved(_) => Some(texts::TIED),
        Outcome::First(_) if ranking.single_bid => Some(texts::SINGLE),
        Outcome::First(_) => None,
    };
    let remark = remark.map(|text| super::common::note(text.to(locale).to_owned()));
    view! {
        <section class="section">
            <h2 id="ranking">{texts::RANKING.to(locale)}</h2>
            <p class="mt2">{how}</p>
            <p class="meta">{version}</p>
            <div class="table-scroll mt3" role="region" aria-labelledby="ranking" tabindex="0">
                <table class="table table--top table--stack">
                    <thead><tr>
                        <th scope="col" class="r">{texts::PLACE.to(locale)}</th>
                        <th scope="col">{texts::BIDDER.to(locale)}</th>
                        <th scope="col" class="r">{texts::TECHNICAL.to(locale)}</th>
                        <th scope="col" class="r">{texts::PRICE.to(locale)}</th>
                        {weighted}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {remark}
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, view: &EvaluationView, ranking: &Ranking, place: &Place) -> AnyView {
    let locale = visit.locale();
    let marked = &place.marked;
    let ahead = place.ahead_by.map(|by| {
        let by = i18n::words(ranked_by::find, by.code(), locale);
        view! { <p class="meta">{texts::AHEAD.fill(locale, &[("by", &by)])}</p> }
    });
    let weighted = match (ranking.model, place.weighted) {
        (Model::Rated(weights), Some(weighted)) => {
            let highest = ranking.highest_technical.unwrap_or(Score::ZERO);
            let lowest = ranking.lowest_price.unwrap_or(marked.price);
            let technical = [
                ("weight", marks(weights.technical())),
                ("marks", marks(marked.technical)),
                ("highest", marks(highest)),
            ];
            let price = [
                ("weight", marks(weights.price())),
                ("lowest", locale.money(lowest)),
                ("price", locale.money(marked.price)),
            ];
            let cell = view! {
                <td class="r" data-label=texts::WEIGHTED_TECHNICAL.to(locale)>
                    {weighted.technical.to_string()}<p class="meta">{texts::WORK_TECHNICAL.fill(locale, &filled(&technical))}</p>
                </td>
                <td class="r" data-label=texts::WEIGHTED_PRICE.to(locale)>
                    {weighted.price.to_string()}<p class="meta">{texts::WORK_PRICE.fill(locale, &filled(&price))}</p>
                </td>
                <td class="r" data-label=texts::COMBINED.to(locale)><b>{weighted.combined.to_string()}</b></td>
            };
            Some(cell.into_any())
        }
        _ => None,
    };
    view! {
        <tr>
            <td class="r" data-label=texts::PLACE.to(locale)><b>{locale.number(i64::from(place.rank))}</b></td>
            <th scope="row">{bidder(visit, view, marked.bid)}{ahead}</th>
            <td class="r" data-label=texts::TECHNICAL.to(locale)>{marks(marked.technical)}</td>
            <td class="r" data-label=texts::PRICE.to(locale)>{locale.money(marked.price)}</td>
            {weighted}
        </tr>
    }
    .into_any()
}
