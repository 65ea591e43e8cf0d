//! The three languages, and how each writes money, dates, times and numbers.
//!
//! Pages and letters use the same functions, so a date in a letter reads as on the page.

use crate::money::{Money, round_half_up};
use crate::time::{Day, FinancialYear, Month, Timestamp};
use serde::{Deserialize, Serialize};

/// A language of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Locale {
    /// Traditional Chinese, Hong Kong.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// Simplified Chinese, Hong Kong.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English.
    #[serde(rename = "en")]
    En,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const WEEKDAYS_ZH: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

impl Locale {
    /// All three, in the order of the language switch.
    pub const ALL: [Locale; 3] = [Locale::ZhHant, Locale::ZhHans, Locale::En];

    /// First segment of every page's path: `zh-Hant`, `zh-Hans` or `en`.
    pub const fn segment(self) -> &'static str {
        match self {
            Locale::ZhHant => "zh-Hant",
            Locale::ZhHans => "zh-Hans",
            Locale::En => "en",
        }
    }

    /// The `lang` attribute, with the region that picks Hong Kong letter shapes.
    pub const fn lang(self) -> &'static str {
        match self {
            Locale::ZhHant => "zh-Hant-HK",
            Locale::ZhHans => "zh-Hans-HK",
            Locale::En => "en-HK",
        }
    }

    /// Reads a path segment exactly.
    pub fn from_segment(segment: &str) -> Option<Locale> {
        Locale::ALL.into_iter().find(|locale| locale.segment() == segment)
    }

    /// The best language for an `Accept-Language` header, or `None` when it names none of ours.
    ///
    /// Tags from Hong Kong, Macao and Taiwan, and a bare `zh`, mean Traditional Chinese; tags
    /// from the Mainland, Singapore and Malaysia mean Simplified.
    pub fn from_accept_language(header: &str) -> Option<Locale> {
        let mut wishes: Vec<(u32, Locale)> = header
            .split(',')
            .filter_map(|wish| {
                let (tag, parameters) = wish.split_once(';').unwrap_or((wish, ""));
                let weight = parameters
                    .trim()
                    .strip_prefix("q=")
                    .map_or(1.0, |quality| quality.trim().parse::<f32>().unwrap_or(0.0));
                let locale = Locale::from_tag(tag.trim())?;
                (weight > 0.0).then_some(((weight * 1000.0) as u32, locale))
            })
            .collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.first().map(|(_, locale)| *locale)
    }

    fn from_tag(tag: &str) -> Option<Locale> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next()? {
            "en" => Some(Locale::En),
            "yue" => Some(Locale::ZhHant),
            "zh" => {
                // The script says it; only without one does the place.
                let rest: Vec<&str> = parts.collect();
                let place = |part: &&str| matches!(*part, "cn" | "sg" | "my");
                let simplified = rest.contains(&"hans") || (!rest.contains(&"hant") && rest.iter().any(place));
                Some(if simplified { Locale::ZhHans } else { Locale::ZhHant })
            }
            _ => None,
        }
    }

    /// The first of two or three texts that fits: Traditional, Simplified, English.
    pub fn pick<T>(self, zh_hant: T, zh_hans: T, en: T) -> T {
        match self {
            Locale::ZhHant => zh_hant,
            Locale::ZhHans => zh_hans,
            Locale::En => en,
        }
    }

    /// `8 December 2026` or `2026年12月8日`.
    pub fn date(self, day: Day) -> String {
        let (year, month, date) = day.parts();
        match self {
            Locale::En => format!("{date} {} {year}", MONTHS[month as usize - 1]),
            _ => format!("{year}年{month}月{date}日"),
        }
    }

    /// `8 Dec 2026` in tables; Chinese stays as it is.
    pub fn short_date(self, day: Day) -> String {
        let (year, month, date) = day.parts();
        match self {
            Locale::En => format!("{date} {} {year}", &MONTHS[month as usize - 1][..3]),
            _ => self.date(day),
        }
    }

    /// `Tuesday 8 December 2026` or `2026年12月8日（星期二）`.
    pub fn date_with_weekday(self, day: Day) -> String {
        match self {
            Locale::En => format!("{} {}", WEEKDAYS[day.weekday()], self.date(day)),
            _ => format!("{}（星期{}）", self.date(day), WEEKDAYS_ZH[day.weekday()]),
        }
    }

    /// `12:00 noon`, `2:38 pm`, `中午12時正`, `下午2時38分`.
    pub fn time(self, at: Timestamp) -> String {
        let (hour, minute) = at.hour_and_minute();
        let hour12 = if hour % 12 == 0 { 12 } else { hour % 12 };
        let (o_clock, sharp) = self.pick(("時", "正"), ("时", "正"), ("", ""));
        match self {
            Locale::En if (hour, minute) == (12, 0) => "12:00 noon".to_owned(),
            Locale::En => {
                format!("{hour12}:{minute:02} {}", if hour < 12 { "am" } else { "pm" })
            }
            _ => {
                let part = match hour {
                    0..=5 => "凌晨",
                    6..=11 => "上午",
                    12 => "中午",
                    13..=17 => "下午",
                    _ => "晚上",
                };
                let hour = if hour == 0 { 0 } else { hour12 };
                if minute == 0 {
                    format!("{part}{hour}{o_clock}{sharp}")
                } else {
                    format!("{part}{hour}{o_clock}{minute}分")
                }
            }
        }
    }

    /// Date and time together.
    pub fn moment(self, at: Timestamp) -> String {
        let separator = self.pick("", "", ", ");
        format!("{}{separator}{}", self.date(at.day()), self.time(at))
    }

    /// Date and time to the millisecond on the 24-hour clock, where a millisecond decides: `18 December 2026, 12:00:00.000`.
    pub fn exact_moment(self, at: Timestamp) -> String {
        let separator = self.pick(" ", " ", ", ");
        let in_day = at.millis() - at.day().starts_at().millis();
        let (seconds, millis) = (in_day / 1000, in_day % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("{}{separator}{hour:02}:{minute:02}:{second:02}.{millis:03}", self.date(at.day()))
    }

    /// The size of a file: `3 KB`, `1.2 MB`, rounded up.
    pub fn bytes(self, bytes: u64) -> String {
        const MIB: u64 = 1024 * 1024;
        if bytes < MIB {
            return format!("{} KB", bytes.div_ceil(1024));
        }
        let tenths = (bytes.saturating_mul(10)).div_ceil(MIB);
        let (whole, rest) = (tenths / 10, tenths % 10);
        if rest == 0 { format!("{whole} MB") } else { format!("{whole}.{rest} MB") }
    }

    /// `November 2026` or `2026年11月`.
    pub fn month(self, month: Month) -> String {
        let (year, number) = month.parts();
        match self {
            Locale::En => format!("{} {year}", MONTHS[number as usize - 1]),
            _ => format!("{year}年{number}月"),
        }
    }

    /// `Nov` or `11月`, for a chart's axis.
    pub fn month_alone(self, month: Month) -> String {
        let (_, number) = month.parts();
        match self {
            Locale::En => MONTHS[number as usize - 1][..3].to_owned(),
            _ => format!("{number}月"),
        }
    }

    /// `2026–27` or `2026–27年度`.
    pub fn financial_year(self, year: FinancialYear) -> String {
        let label = format!("{}–{:02}", year.0, (year.0 + 1).rem_euclid(100));
        match self {
            Locale::En => label,
            _ => format!("{label}年度"),
        }
    }

    /// `1,234,567`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut grouped = String::from(if number < 0 { "−" } else { "" });
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Exact money for tables and text: `HK$18,000`, `HK$0.42`, `18,000港元`.
    pub fn money(self, amount: Money) -> String {
        let cents = amount.cents();
        let sign = if cents < 0 { "−" } else { "" };
        let dollars = self.number((cents.unsigned_abs() / 100) as i64);
        let decimals = match cents.unsigned_abs() % 100 {
            0 => String::new(),
            rest => format!(".{rest:02}"),
        };
        match self {
            Locale::En => format!("{sign}HK${dollars}{decimals}"),
            _ => format!("{sign}{dollars}{decimals}港元"),
        }
    }

    /// Money in short for headlines: `HK$18.6m`, `1,860萬港元`, `1.23億港元`; below 100,000 dollars exact.
    pub fn short_money(self, amount: Money) -> String {
        let cents = amount.cents();
        let sign = if cents < 0 { "−" } else { "" };
        let magnitude = i128::from(cents.unsigned_abs());
        if magnitude < 10_000_000 {
            return self.money(amount);
        }
        match self {
            Locale::En => {
                let tenths = round_half_up(magnitude, 10_000_000);
                format!("{sign}HK${}m", tenths_text(self, tenths))
            }
            // What would round to ten thousand times ten thousand is said in hundreds of millions.
            _ if round_half_up(magnitude, 1_000_000) >= 10_000 => {
                let yi = self.pick('億', '亿', '亿');
                let hundredths = round_half_up(magnitude, 100_000_000);
                format!("{sign}{}.{:02}{yi}港元", self.number(hundredths / 100), hundredths % 100)
            }
            _ => {
                let wan = self.pick('萬', '万', '万');
                // One decimal of ten thousand dollars while the figure is small enough to need it.
                let tenths = round_half_up(magnitude, 100_000);
                let text = if tenths >= 10_000 {
                    self.number(round_half_up(magnitude, 1_000_000))
                } else {
                    tenths_text(self, tenths)
                };
                format!("{sign}{text}{wan}港元")
            }
        }
    }

    /// HK$ million with one decimal, for columns headed "HK$ million".
    pub fn millions(self, amount: Money) -> String {
        let cents = amount.cents();
        let sign = if cents < 0 { "−" } else { "" };
        let tenths = round_half_up(i128::from(cents.unsigned_abs()), 10_000_000);
        format!("{sign}{}.{}", self.number(tenths / 10), tenths % 10)
    }

    /// Basis points as a whole percentage: `79%`.
    pub fn percent(self, basis_points: i64) -> String {
        format!("{}%", self.number(round_half_up(i128::from(basis_points.max(0)), 100)))
    }
}

fn tenths_text(locale: Locale, tenths: i64) -> String {
    match tenths % 10 {
        0 => locale.number(tenths / 10),
        rest => format!("{}.{rest}", locale.number(tenths / 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, ZhHans, ZhHant};

    fn at(day: &str, hour: i64, minute: i64) -> Timestamp {
        let midnight = Day::parse(day).unwrap().starts_at();
        midnight.plus_minutes(hour * 60 + minute)
    }

    #[test]
    fn dates_follow_the_house_table() {
        let day = Day::parse("2026-12-08").unwrap();
        assert_eq!(En.date(day), "8 December 2026");
        assert_eq!(En.short_date(day), "8 Dec 2026");
        assert_eq!(En.date_with_weekday(day), "Tuesday 8 December 2026");
        assert_eq!(ZhHant.date(day), "2026年12月8日");
        assert_eq!(ZhHans.date_with_weekday(day), "2026年12月8日（星期二）");
        assert_eq!(En.financial_year(FinancialYear(2026)), "2026–27");
        assert_eq!(ZhHant.financial_year(FinancialYear(2026)), "2026–27年度");
    }

    #[test]
    fn times_follow_the_house_table() {
        for (hour, minute, en, hant, hans) in [
            (12, 0, "12:00 noon", "中午12時正", "中午12时正"),
            (14, 38, "2:38 pm", "下午2時38分", "下午2时38分"),
            (23, 59, "11:59 pm", "晚上11時59分", "晚上11时59分"),
            (0, 5, "12:05 am", "凌晨0時5分", "凌晨0时5分"),
            (12, 30, "12:30 pm", "中午12時30分", "中午12时30分"),
        ] {
            let at = at("2026-12-08", hour, minute);
            assert_eq!((En.time(at).as_str(), ZhHant.time(at).as_str(), ZhHans.time(at).as_str()), (en, hant, hans));
        }
    }

    #[test]
    fn an_exact_moment_tells_the_millisecond_and_a_size_is_rounded_up() {
        let noon = at("2026-12-18", 12, 0);
        assert_eq!(En.exact_moment(noon), format!("{}, 12:00:00.000", En.date(noon.day())));
        let late = Timestamp::from_millis(noon.millis() + 1);
        assert_eq!(ZhHant.exact_moment(late), format!("{} 12:00:00.001", ZhHant.date(noon.day())));
        let mib = 1024 * 1024;
        for (bytes, text) in [(1, "1 KB"), (1024, "1 KB"), (1025, "2 KB"), (mib, "1 MB"), (mib + 1, "1.1 MB")] {
            assert_eq!(En.bytes(bytes), text);
        }
    }

    #[test]
    fn money_follows_the_house_table() {
        for (dollars, exact, short, exact_zh, short_zh) in [
            (4_000_000, "HK$4,000,000", "HK$4m", "4,000,000港元", "400萬港元"),
            (18_000, "HK$18,000", "HK$18,000", "18,000港元", "18,000港元"),
            (-400_000, "−HK$400,000", "−HK$0.4m", "−400,000港元", "−40萬港元"),
            (18_600_000, "HK$18,600,000", "HK$18.6m", "18,600,000港元", "1,860萬港元"),
            (0, "HK$0", "HK$0", "0港元", "0港元"),
            (123_456_789, "HK$123,456,789", "HK$123.5m", "123,456,789港元", "1.23億港元"),
            (99_994_999, "HK$99,994,999", "HK$100m", "99,994,999港元", "9,999萬港元"),
            (99_995_000, "HK$99,995,000", "HK$100m", "99,995,000港元", "1.00億港元"),
            (-2_005_000_000, "−HK$2,005,000,000", "−HK$2,005m", "−2,005,000,000港元", "−20.05億港元"),
        ] {
            let amount = Money::from_dollars(dollars);
            assert_eq!(En.money(amount), exact);
            assert_eq!(En.short_money(amount), short);
            assert_eq!(ZhHant.money(amount), exact_zh);
            assert_eq!(ZhHant.short_money(amount), short_zh);
        }
        assert_eq!(En.money(Money::from_cents(42)), "HK$0.42");
        assert_eq!(ZhHans.short_money(Money::from_dollars(4_000_000)), "400万港元");
        assert_eq!(ZhHans.short_money(Money::from_dollars(146_060_000)), "1.46亿港元");
        assert_eq!(En.millions(Money::from_dollars(30_249_999)), "30.2");
        assert_eq!(En.millions(Money::from_dollars(-450_000)), "−0.5");
    }

    #[test]
    fn the_language_header_chooses_the_nearest_language() {
        for (header, expected) in [
            ("zh-HK,zh;q=0.9,en;q=0.8", Some(ZhHant)),
            ("en-GB,en;q=0.9", Some(En)),
            ("zh-CN", Some(ZhHans)),
            ("zh", Some(ZhHant)),
            ("zh-Hans-HK", Some(ZhHans)),
            ("zh-Hant-CN", Some(ZhHant)),
            ("zh-Hant-SG;q=0.9, en;q=0.1", Some(ZhHant)),
            ("zh-Hans-TW", Some(ZhHans)),
            ("zh-TW;q=0.3, en;q=0.7", Some(En)),
            ("fr-FR, de;q=0.5", None),
            ("fr, zh-SG;q=0.1", Some(ZhHans)),
            ("en;q=0", None),
            ("", None),
            (";;;,,q=,", None),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header:?}");
        }
    }
}
