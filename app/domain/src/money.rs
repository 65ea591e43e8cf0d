//! Hong Kong dollars as whole cents, and the one way to round.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount in Hong Kong dollars, held as whole cents; never a floating-point number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// Largest amount a person may type, and largest total of a price: thirteen digits of dollars.
    pub const LARGEST: Money = Money(999_999_999_999_999);

    /// An amount from whole cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// An amount from whole dollars.
    pub const fn from_dollars(dollars: i64) -> Self {
        Self(dollars * 100)
    }

    /// Whole cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount taken `count` times; `None` when it no longer fits.
    pub fn times(self, count: i64) -> Option<Money> {
        self.0.checked_mul(count).map(Money)
    }

    /// The sum; `None` when it no longer fits.
    pub fn plus(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// Share of `whole` in basis points, rounded half up; `None` when `whole` is not above zero.
    pub fn share_of(self, whole: Money) -> Option<i64> {
        (whole.0 > 0 && self.0 >= 0).then(|| round_half_up(10_000 * i128::from(self.0), i128::from(whole.0)))
    }

    /// Reads exact dollars: digits, optionally one point and one or two decimals.
    ///
    /// The form layer removes grouping commas before calling. Signs, three decimals and
    /// anything else are `None`.
    pub fn parse(text: &str) -> Option<Money> {
        let (dollars, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=13).contains(&dollars.len()) && digits(dollars);
        let decimals_fit = text.contains('.') != decimals.is_empty() && decimals.len() <= 2 && digits(decimals);
        if !fits || !decimals_fit {
            return None;
        }
        let cents: i64 = format!("{decimals:0<2}").parse().ok()?;
        let dollars: i64 = dollars.parse().ok()?;
        let total = dollars.checked_mul(100)?.checked_add(cents)?;
        Some(Money(total)).filter(|total| *total <= Money::LARGEST)
    }

    /// Plain dollars with two decimals and no grouping, as open data and CSV want it.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

/// `numerator / denominator`, rounded half up: `(2n + d) div 2d`. The only rounding we use.
///
/// `numerator` is zero or more and `denominator` above zero.
pub fn round_half_up(numerator: i128, denominator: i128) -> i64 {
    let rounded = (2 * numerator + denominator).div_euclid(2 * denominator);
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dollars_are_read_exactly_or_not_at_all() {
        for (text, cents) in [
            ("0", Some(0)),
            ("1234567.89", Some(123_456_789)),
            ("18000", Some(1_800_000)),
            ("0.4", Some(40)),
            ("9999999999999.99", Some(999_999_999_999_999)),
            ("99999999999999", None),
            ("1.234", None),
            ("-1", None),
            ("+1", None),
            ("1.", None),
            (".5", None),
            ("", None),
            ("1e3", None),
            ("１２", None),
        ] {
            assert_eq!(Money::parse(text).map(Money::cents), cents, "{text:?}");
        }
    }

    #[test]
    fn halves_are_rounded_up() {
        for (n, d, expected) in [(1, 2, 1), (1, 3, 0), (2, 3, 1), (5, 10, 1), (4, 10, 0), (0, 7, 0)] {
            assert_eq!(round_half_up(n, d), expected, "{n}/{d}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_plainly_is_read_back(cents in 0..Money::LARGEST.cents()) {
            prop_assert_eq!(Money::parse(&Money(cents).plain()), Some(Money(cents)));
        }
    }
}
