//! What the charts share: a scale that ends on a round number, and room for words.

use domain::locale::Locale;
use domain::money::Money;

/// Steps from zero up to a round number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// Distance of two grid lines.
    pub step: Money,
    /// How many steps there are.
    pub steps: i64,
}

impl Scale {
    /// The coarsest scale with three to six steps that holds `most`.
    pub fn for_amounts(most: Money) -> Scale {
        let most = most.cents().max(1);
        // A tenth of a million is the finest that the labels can say.
        let mut power = 10_000_000_i64;
        loop {
            for step in [power, power * 2, power.saturating_mul(5)] {
                let steps = most.div_euclid(step) + i64::from(most % step != 0);
                if steps <= 5 {
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

    /// The words beside a grid line, in millions.
    pub fn label(self, locale: Locale, tick: Money) -> String {
        const MILLION: i64 = 100_000_000;
        if self.step.cents() % MILLION == 0 { locale.number(tick.cents() / MILLION) } else { locale.millions(tick) }
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
            (50_000_001, 20_000_000, 3),
            (1_200_000, 500_000, 3),
            (40_000, 100_000, 1),
            (0, 100_000, 1),
            (999_000_000, 200_000_000, 5),
        ] {
            let scale = Scale::for_amounts(Money::from_dollars(dollars));
            let expected = Scale { step: Money::from_dollars(step), steps };
            assert_eq!(scale, expected, "{dollars}");
            assert!(scale.end() >= Money::from_dollars(dollars));
        }
    }

    #[test]
    fn grid_lines_are_labelled_in_millions() {
        let scale = Scale::for_amounts(Money::from_dollars(38_000_000));
        let labels: Vec<_> = scale.ticks().iter().map(|tick| scale.label(Locale::En, *tick)).collect();
        assert_eq!(labels, ["0", "10", "20", "30", "40"]);
        let scale = Scale::for_amounts(Money::from_dollars(1_200_000));
        let labels: Vec<_> = scale.ticks().iter().map(|tick| scale.label(Locale::En, *tick)).collect();
        assert_eq!(labels, ["0.0", "0.5", "1.0", "1.5"]);
    }
}
