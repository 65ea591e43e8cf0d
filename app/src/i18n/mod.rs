//! Texts in three languages, from files a translator can edit.
//!
//! The constants below are made from `zh-Hant.toml`, `zh-Hans.toml` and `en.toml` beside this file; a text that is
//! missing in one of them stops the build. Refusals are turned into words by exhaustive matches, so a new one
//! without words does not compile.

#![allow(missing_docs, dead_code, reason = "the constants are made from the catalogue files")]

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

mod refusals;

pub use refusals::{refusal, rule};

use domain::locale::Locale;
use domain::text::Text;

/// The words for a code, or the code itself where there are none.
pub fn words(find: fn(&str) -> Option<Text>, code: &str, locale: Locale) -> String {
    find(code).map_or_else(|| code.to_owned(), |text| text.to(locale).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::Role;
    use domain::catalogue::{Category, Facet, RateKind, Sort, Unit};
    use domain::deployments::DeploymentState;
    use domain::orders::OrderState;
    use domain::suppliers::{Declaration, Region, Section, SizeBand, SupplierCommand, SupplierState, VouchingBody};
    use services::suppliers::VettingStep;

    #[test]
    fn every_choice_has_words() {
        let all = |codes: Vec<&'static str>, find: fn(&str) -> Option<Text>| {
            for code in codes {
                assert!(find(code).is_some(), "{code} has no words");
            }
        };
        all(Role::ALL.iter().map(|choice| choice.code()).collect(), role::find);
        all(Category::ALL.iter().map(|choice| choice.code()).collect(), category::find);
        all(Facet::ALL.iter().map(|choice| choice.code()).collect(), facet::find);
        all(Sort::ALL.iter().map(|choice| choice.code()).collect(), sort::find);
        all(Unit::ALL.iter().map(|choice| choice.code()).collect(), unit::find);
        all(RateKind::ALL.iter().map(|choice| choice.code()).collect(), rate_kind::find);
        all(OrderState::ALL.iter().map(|choice| choice.code()).collect(), order_state::find);
        all(DeploymentState::ALL.iter().map(|choice| choice.code()).collect(), deployment_state::find);
        all(SupplierState::ALL.iter().map(|choice| choice.code()).collect(), supplier_state::find);
        all(Section::ALL.iter().map(|choice| choice.code()).collect(), section::find);
        all(Declaration::ALL.iter().map(|choice| choice.code()).collect(), declaration::find);
        all(Region::ALL.iter().map(|choice| choice.code()).collect(), region::find);
        all(SizeBand::ALL.iter().map(|choice| choice.code()).collect(), size_band::find);
        all(VouchingBody::ALL.iter().map(|choice| choice.code()).collect(), vouching_body::find);
        let steps = SupplierCommand::ALL.iter().filter(|step| VettingStep::action_of(**step).is_some());
        all(steps.clone().map(|step| step.code()).collect(), vetting_step::find);
        all(steps.map(|step| step.code()).collect(), vetting_told::find);
        for facet in Facet::ALL.iter().filter(|facet| **facet != Facet::Task) {
            for choice in services::catalogue::choices(*facet) {
                let key = format!("{}_{choice}", facet.code());
                assert!(value::find(&key).is_some(), "{key} has no words");
            }
        }
    }
}
