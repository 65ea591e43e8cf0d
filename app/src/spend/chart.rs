//! What the charts share: a scale that ends on a round number, and room for words.

use crate::i18n::chart;
use domain::locale::Locale;
use domain::money::Money;

/// What amounts are written in: millions, or dollars where millions would say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// HK$ million with one decimal.
    Millions,
    /// Exact dollars.
    Dollars,
}

impl Unit {
    /// The unit for a chart whose largest amount is `most`.
    pub fn for_amounts(most: Money) -> Unit {
        if most < Money::from_dollars(2_000_000) { Unit::Dollars } else { Unit::Millions }
    }

    /// Its name, for subtitles and captions.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Unit::Millions => chart::MILLIONS.to(locale),
            Unit::Dollars => chart::DOLLARS.to(locale),
        }
    }

    /// An amount in it.
    pub fn amount(self, locale: Locale, amount: Money) -> String {
        match self {
            Unit::Millions => locale.millions(amount),
            Unit::Dollars => locale.money(amount),
        }
    }

    /// The words beside a grid line.
    pub fn tick(self, locale: Locale, scale: Scale, tick: Money) -> String {
        const MILLION: i64 = 100_000_000;
        match self {
            Unit::Dollars => locale.short_money(tick),
            Unit::Millions if scale.step.cents() % MILLION == 0 => locale.number(tick.cents() / MILLION),
            Unit::Millions => locale.millions(tick),
        }
    }
}

/// Steps from zero up to a round number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// Distance of two grid lines.
    pub step: Money,
    /// How many steps there are.
    pub steps: i64,
}

impl Scale {
    /// The finest scale with up to six steps that holds `most`.
    pub fn for_amounts(most: Money) -> Scale {
        let most = most.cents().max(1);
        // Ten thousand dollars are the finest that the labels can say.
        let mut power = 1_000_000_i64;
        loop {
            for step in [power, power * 2, power.saturating_mul(5)] {
                let steps = most.div_euclid(step) + i64::from(most % step != 0);
                if steps <= 6 {
                    return Scale { step: Money::from_cents(step), steps: steps.max(1) };
                }
            }
            power = power.saturating_mul(10);
        }
    }

    /// The end of the scale.
    pub fn end(self) -> Money {
        self.step.times(self.steps).unwrap_or(self.step)
    }

    /// The amounts of the grid lines, zero first.
    pub fn ticks(self) -> Vec<Money> {
        (0..=self.steps).filter_map(|index| self.step.times(index)).collect()
    }

    /// How far up an amount is, from 0 to 1.
    pub fn share(self, amount: Money) -> f64 {
        amount.cents() as f64 / self.end().cents() as f64
    }
}

/// About how wide a bold label of 13 units is: Chinese letters are square, others about half as wide.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 7.3 } else { 13.0 }).sum()
}

/// A coordinate as a chart writes it.
pub(super) fn at(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_on_a_round_number_above_everything() {
        for (dollars, step, steps) in [
            (38_000_000, 10_000_000, 4),
            (40_000_000, 10_000_000, 4),
            (40_000_001, 10_000_000, 5),
            (50_000_001, 10_000_000, 6),
            (1_200_000, 200_000, 6),
            (40_000, 10_000, 4),
            (0, 10_000, 1),
            (999_000_000, 200_000_000, 5),
        ] {
            let scale = Scale::for_amounts(Money::from_dollars(dollars));
            let expected = Scale { step: Money::from_dollars(step), steps };
            assert_eq!(scale, expected, "{dollars}");
            assert!(scale.end() >= Money::from_dollars(dollars));
        }
    }

    #[test]
    fn grid_lines_are_labelled_as_finely_as_they_stand() {
        let labels = |dollars| {
            let most = Money::from_dollars(dollars);
            let (unit, scale) = (Unit::for_amounts(most), Scale::for_amounts(most));
            let labels = scale.ticks().into_iter().map(|tick| unit.tick(Locale::En, scale, tick));
            labels.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(38_000_000), "0 10 20 30 40");
        assert_eq!(labels(2_200_000), "0.0 0.5 1.0 1.5 2.0 2.5");
        assert_eq!(labels(1_200_000), "HK$0 HK$0.2m HK$0.4m HK$0.6m HK$0.8m HK$1m HK$1.2m");
        assert_eq!(labels(40_000), "HK$0 HK$10,000 HK$20,000 HK$30,000 HK$40,000");
    }
}
