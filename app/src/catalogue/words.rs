//! Words for the facts of a listing, shared by rows, pages, comparison and download.

use crate::i18n::{self, data_level, rate_kind, results, unit, value};
use domain::catalogue::views::ListingCard;
use domain::catalogue::{Access, DataLevel, Facet, Hosting, Rate, RateKind, RiskTier, Stage};
use domain::locale::Locale;

/// The words of a choice of a facet.
pub fn choice(locale: Locale, facet: Facet, code: &str) -> String {
    match facet {
        Facet::Task => i18n::words(i18n::category::find, code, locale),
        _ => i18n::words(value::find, &format!("{}_{code}", facet.code()), locale),
    }
}

/// How to get it, in a few words, and the tone of its tag.
pub fn access(locale: Locale, card: &ListingCard) -> (&'static str, String) {
    match (card.stage, card.access) {
        (Stage::Suspended, _) => ("tag tag--warn", choice(locale, Facet::Status, "suspended")),
        (Stage::Retired, Access::Reference) => ("tag", results::REFERENCE_RETIRED.to(locale).to_owned()),
        (Stage::Retired, _) => ("tag", choice(locale, Facet::Status, "retired")),
        (Stage::Listed, Access::CallOff) => ("tag tag--good", choice(locale, Facet::Get, "call_off")),
        (Stage::Listed, Access::InHouse) => ("tag tag--info", choice(locale, Facet::Get, "in_house")),
        (Stage::Listed, Access::Trial) => ("tag tag--plum", choice(locale, Facet::Get, "trial")),
        (Stage::Listed, Access::Reference) => ("tag", results::REFERENCE.to(locale).to_owned()),
    }
}

/// The data level as it stands in a sentence.
pub fn data(locale: Locale, level: DataLevel) -> String {
    i18n::words(data_level::find, level.code(), locale)
}

/// Where it runs.
pub fn hosting(locale: Locale, hosting: Hosting) -> String {
    choice(locale, Facet::Hosting, hosting.code())
}

/// What an amount is paid for.
pub fn per(locale: Locale, rate: &Rate) -> String {
    match (rate.kind, rate.unit) {
        (RateKind::Unit, Some(of)) => i18n::words(unit::find, of.code(), locale),
        _ => i18n::words(rate_kind::find, rate.kind.code(), locale),
    }
}

/// The figure that stands in large beside a result, and the line below it.
pub fn price(locale: Locale, card: &ListingCard) -> (String, String) {
    if card.access == Access::Reference {
        return (results::NOT_OFFERED.to(locale).to_owned(), results::NOT_OFFERED_TEXT.to(locale).to_owned());
    }
    if card.access == Access::Trial {
        return (results::TRIAL_PRICE.to(locale).to_owned(), results::TRIAL_PRICE_TEXT.to(locale).to_owned());
    }
    let running = card.rates.iter().filter(|rate| rate.kind != RateKind::Once).min_by_key(|rate| rate.amount);
    match (running.or(card.rates.first()), card.access) {
        (None, _) => (results::NO_FEE.to(locale).to_owned(), results::NO_FEE_TEXT.to(locale).to_owned()),
        (Some(rate), Access::InHouse) => {
            let support =
                results::SUPPORT.fill(locale, &[("price", &locale.money(rate.amount)), ("per", &per(locale, rate))]);
            (results::NO_FEE.to(locale).to_owned(), support)
        }
        (Some(rate), _) => (locale.money(rate.amount), beside_others(locale, card, rate)),
    }
}

/// What a rate is paid for, saying what the rest of the rate card adds to it.
fn beside_others(locale: Locale, card: &ListingCard, rate: &Rate) -> String {
    let per = per(locale, rate);
    let others: Vec<_> = card.rates.iter().filter(|other| *other != rate).collect();
    let fixed = |other: &&Rate| matches!(other.kind, RateKind::Once | RateKind::Month);
    match others.as_slice() {
        [] => per,
        others if others.iter().all(fixed) => results::PLUS_FIXED.fill(locale, &[("per", &per)]),
        others if others.iter().any(fixed) => results::PLUS_FIXED_AND_OTHERS.fill(locale, &[("per", &per)]),
        _ => results::PLUS_OTHERS.fill(locale, &[("per", &per)]),
    }
}

/// The tone of a risk tier's tag.
pub fn risk_tone(tier: RiskTier) -> &'static str {
    match tier {
        RiskTier::Low => "tag tag--good",
        RiskTier::Limited => "tag tag--info",
        RiskTier::High => "tag tag--warn",
    }
}

/// Who stands behind it: the supplier and its size, the building department, or the reporting agency.
pub fn behind(locale: Locale, card: &ListingCard) -> String {
    let dot = i18n::frame::DOT.to(locale);
    match (&card.supplier, card.access) {
        (Some(supplier), _) => {
            let size = if card.startup { Some("startup") } else { card.supplier_size.map(|size| size.code()) };
            match size {
                Some(size) => format!("{supplier}{dot}{}", choice(locale, Facet::Size, size)),
                None => supplier.clone(),
            }
        }
        (None, Access::Reference) => card.owner.clone(),
        (None, _) => format!("{}{dot}{}", card.owner, choice(locale, Facet::Size, "government")),
    }
}

/// Who uses it: a headline, and a line of names.
pub fn users(locale: Locale, card: &ListingCard) -> (String, String) {
    if card.access == Access::Reference {
        return (results::USED_ELSEWHERE.to(locale).to_owned(), results::USED_ELSEWHERE_TEXT.to(locale).to_owned());
    }
    let trials = || results::TRYING.count(locale, card.trials as i64);
    if card.adopters == 0 {
        let line = if card.trials > 0 { trials() } else { String::new() };
        return (results::NOT_IN_USE.to(locale).to_owned(), line);
    }
    let names = card.adopter_names.join(i18n::frame::LIST_COMMA.to(locale));
    let more = card.adopters - card.adopter_names.len();
    let line = if more == 0 {
        names
    } else {
        results::AND_MORE.fill(locale, &[("names", &names), ("count", &locale.number(more as i64))])
    };
    (results::USE_IT.count(locale, card.adopters as i64), line)
}
