//! How figures are counted: the definitions behind `domain::deployments::metrics` and `domain::spend`, in words.

use super::{Block, Page, Part};
use crate::i18n::counting as texts;
use crate::visit::Visit;
use Block::{Drawn, Points, Terms, Words};
use domain::money::Money;
use domain::spend::cost_per_active_user;
use leptos::prelude::*;

pub(super) static PAGE: Page = Page {
    title: texts::TITLE,
    lede: texts::LEDE,
    parts: &[
        Part {
            id: "kept-apart",
            heading: texts::KEPT_APART,
            blocks: &[Terms(&[
                (texts::TRIAL, texts::TRIAL_IS),
                (texts::LIVE, texts::LIVE_IS),
                (texts::STOPPED, texts::STOPPED_IS),
                (texts::REFERENCE, texts::REFERENCE_IS),
            ])],
        },
        Part {
            id: "departments",
            heading: texts::DEPARTMENTS,
            blocks: &[Points(&[
                texts::ADOPTING,
                texts::ONCE,
                texts::ACTIVE,
                texts::TRYING,
                texts::REUSES,
                texts::REUSE_RATE,
                texts::COVERAGE,
            ])],
        },
        Part {
            id: "use",
            heading: texts::USE,
            blocks: &[Points(&[texts::UTILISATION, texts::UTILISATION_ALL, texts::TIME_TO_ADOPT, texts::CONVERSION])],
        },
        Part {
            id: "money",
            heading: texts::MONEY,
            blocks: &[Points(&[
                texts::BUDGET,
                texts::COMMITTED,
                texts::ACTUAL,
                texts::RATES,
                texts::NEVER_MORE,
                texts::PER_USER,
                texts::PER_CASE,
            ])],
        },
        Part {
            id: "avoided",
            heading: texts::AVOIDED,
            blocks: &[
                Words(texts::AVOIDED_IS),
                Points(&[texts::FIRST, texts::YEAR, texts::NO_ESTIMATE, texts::NEGATIVE, texts::NOT_CASH]),
                Drawn(worked_examples),
            ],
        },
        Part { id: "sources", heading: texts::SOURCES, blocks: &[Words(texts::FROM_RECORDS), Words(texts::SAMPLE)] },
    ],
};

const ESTIMATE: Money = Money::from_dollars(2_400_000);
const ORDER: Money = Money::from_dollars(550_000);
const INTEGRATION: Money = Money::from_dollars(50_000);
const FURTHER_ADOPTERS: usize = 7;
const SPENT: Money = Money::from_dollars(1_050_000);
const ACTIVE_USERS: i64 = 350;

/// What one adopter avoids, and all of them together.
fn avoided() -> (Money, Money) {
    let each = ESTIMATE - ORDER - INTEGRATION;
    (each, std::iter::repeat_n(each, FURTHER_ADOPTERS).sum())
}

fn worked_examples(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    let money = |amount: Money| locale.money(amount);
    let (each, all) = avoided();
    let adopters = texts::FURTHER.count(locale, FURTHER_ADOPTERS as i64);
    let users = locale.number(ACTIVE_USERS);
    let per_user = cost_per_active_user(SPENT, ACTIVE_USERS).map(money).unwrap_or_default();
    let per_user_line =
        texts::PER_USER_EXAMPLE.fill(locale, &[("spent", &money(SPENT)), ("users", &users), ("each", &per_user)]);
    let heading = |text: domain::text::Text| {
        view! { <h3>{text.to(locale)}" "<span class="sample">{texts::EXAMPLE.to(locale)}</span></h3> }
    };
    view! {
        {heading(texts::EXAMPLE_AVOIDED)}
        <div class="estimate">
            <dl>
                <div><dt>{texts::ALONE.to(locale)}</dt><dd>{money(ESTIMATE)}</dd></div>
                <div><dt>{texts::ORDER.to(locale)}</dt><dd>{money(-ORDER)}</dd></div>
                <div><dt>{texts::CONNECTING.to(locale)}</dt><dd>{money(-INTEGRATION)}</dd></div>
                <div><dt>{texts::EACH.to(locale)}</dt><dd>{money(each)}</dd></div>
                <div><dt>{texts::ADOPTERS.to(locale)}</dt><dd>{adopters}</dd></div>
                <div class="estimate__total"><dt>{texts::AVOIDED.to(locale)}</dt><dd>{money(all)}</dd></div>
            </dl>
        </div>
        {heading(texts::EXAMPLE_PER_USER)}
        <p>{per_user_line}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_adds_up_to_the_published_figure() {
        assert_eq!(avoided(), (Money::from_dollars(1_800_000), Money::from_dollars(12_600_000)));
        assert_eq!(cost_per_active_user(SPENT, ACTIVE_USERS), Some(Money::from_dollars(3_000)));
    }
}
