//! Words and small parts that pages of tenders share.

use crate::components::{area, input, schedule_table};
use crate::forms::FormState;
use crate::i18n::{self, label, price_schedule, tender, tender_stage, tender_value};
use crate::visit::Visit;
use domain::evaluation::price_schedule::ScheduleLine;
use domain::locale::Locale;
use domain::tenders::{Comparison, MarkingScheme, Stage, ValueBand};
use leptos::prelude::*;

/// Where a tender stands, as a tag.
pub fn stage_tag(visit: &Visit, stage: Stage) -> AnyView {
    let tone = match stage {
        Stage::Published => "tag tag--good",
        Stage::Draft | Stage::InApproval | Stage::Approved => "tag tag--plum",
        Stage::Cancelled | Stage::Unsuccessful => "tag tag--warn",
        Stage::Complete | Stage::AwardedPending => "tag tag--info",
        _ => "tag",
    };
    view! { <span class=tone>{i18n::words(tender_stage::find, stage.code(), visit.locale())}</span> }.into_any()
}

/// How much a tender is expected to cost.
pub fn value(locale: Locale, band: ValueBand) -> String {
    i18n::words(tender_value::find, band.code(), locale)
}

/// What decides, in a few words.
pub fn weights(locale: Locale, scheme: &MarkingScheme) -> String {
    match &scheme.comparison {
        Comparison::PriceOnly { .. } => tender::PRICE_ONLY.to(locale).to_owned(),
        Comparison::Scored { weights, .. } => {
            let of = |value: u32| i18n::hundredths(u64::from(value));
            tender::WEIGHTS.fill(locale, &[("technical", &of(weights.technical())), ("price", &of(weights.price()))])
        }
    }
}

/// The length of a file.
pub fn size(locale: Locale, bytes: i64) -> String {
    if bytes >= 1024 * 1024 {
        let tenths = bytes * 10 / (1024 * 1024);
        tender::SIZE_MB.fill(locale, &[("size", &format!("{}.{}", tenths / 10, tenths % 10))])
    } else {
        tender::SIZE_KB.fill(locale, &[("size", &(bytes + 1023).div_euclid(1024).to_string())])
    }
}

/// The ending of a file's name, in capitals.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_uppercase())
}

/// A text in three languages, the official ones first; in lines when `rows` are given.
pub fn three(visit: &Visit, form: &FormState, names: [&'static str; 3], rows: Option<&'static str>) -> Vec<AnyView> {
    names
        .into_iter()
        .map(|name| {
            let text = label::find(name).unwrap_or(label::TITLE_EN);
            match rows {
                Some(rows) => area(visit, form, name, text, None, rows),
                None => input(visit, form, name, text, None, "text", ""),
            }
        })
        .collect()
}

/// The lines of a draft's price schedule, when it has some.
pub fn schedule(visit: &Visit, lines: &[ScheduleLine]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let section = view! {
        <section class="mt5">
            <h2 id="price-schedule">{price_schedule::TITLE.to(visit.locale())}</h2>
            {schedule_table(visit, lines, "price-schedule")}
        </section>
    };
    Some(section.into_any())
}

/// Days, hours and minutes that are left.
pub fn left(millis: i64) -> (i64, i64, i64) {
    let minutes = millis.max(0) / 60_000;
    (minutes / (24 * 60), minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_so_that_nothing_is_nothing() {
        for (bytes, words) in [(1, "1 KB"), (1024, "1 KB"), (1025, "2 KB"), (1_258_292, "1.2 MB")] {
            assert_eq!(size(Locale::En, bytes), words);
        }
        assert_eq!(ending("技術規格.pdf"), "PDF");
        assert_eq!(left(13 * 86_400_000 + 21 * 3_600_000 + 59_999), (13, 21, 0));
    }
}
