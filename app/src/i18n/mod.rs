//! Texts in three languages, from files a translator can edit.
//!
//! The constants below are made from `zh-Hant.toml`, `zh-Hans.toml` and `en.toml` beside this file; a text that is
//! missing in one of them stops the build. Refusals are turned into words by exhaustive matches, so a new one
//! without words does not compile.

#![allow(missing_docs, dead_code, reason = "the constants are made from the catalogue files")]

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

mod award_refusals;
mod bid_refusals;
mod contract_refusals;
mod evaluation_refusals;
mod refusals;
mod tender_refusals;

pub use award_refusals::blocker as award_blocker;
pub use contract_refusals::{blocker, of_contract};
pub use refusals::{refusal, rule};
pub use tender_refusals::{gap, hundredths, of_tender};

use domain::locale::Locale;
use domain::text::Text;
use domain::time::Timestamp;

/// The words for a code, or the code itself where there are none.
pub fn words(find: fn(&str) -> Option<Text>, code: &str, locale: Locale) -> String {
    find(code).map_or_else(|| code.to_owned(), |text| text.to(locale).to_owned())
}

/// When a period ends: its last day where it ends with the day, else the moment. Nobody reads midnight the same way.
pub fn until(locale: Locale, at: Timestamp) -> String {
    let is_midnight = at == at.day().starts_at();
    if is_midnight { locale.date(Timestamp::from_millis(at.millis() - 1).day()) } else { locale.moment(at) }
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
    fn a_period_that_ends_with_a_day_ends_on_its_last_day() {
        let midnight = domain::time::Day::of(2026, 11, 29).unwrap().starts_at();
        assert_eq!(until(Locale::En, midnight), "28 November 2026");
        assert_eq!(until(Locale::ZhHant, midnight), "2026年11月28日");
        assert_eq!(until(Locale::En, midnight.plus_minutes(720)), "29 November 2026, 12:00 noon");
    }

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
        all(domain::bids::BidKeyFault::ALL.iter().map(|choice| choice.code()).collect(), bid_key_fault::find);
        all(domain::bids::PartFault::ALL.iter().map(|choice| choice.code()).collect(), part_fault::find);
        use domain::tenders as td;
        all(td::Stage::ALL.iter().map(|choice| choice.code()).collect(), tender_stage::find);
        all(td::Section::ALL.iter().map(|choice| choice.code()).collect(), tender_section::find);
        all(td::SectionProgress::ALL.iter().map(|choice| choice.code()).collect(), tender_progress::find);
        all(td::TenderTab::ALL.iter().map(|choice| choice.code()).collect(), tender_tab::find);
        all(td::TenderFacet::ALL.iter().map(|choice| choice.code()).collect(), tender_facet::find);
        all(td::TenderSort::ALL.iter().map(|choice| choice.code()).collect(), tender_sort::find);
        all(td::ValueBand::ALL.iter().map(|choice| choice.code()).collect(), tender_value::find);
        all(td::DocumentKind::ALL.iter().map(|choice| choice.code()).collect(), tender_document::find);
        all(td::Subject::ALL.iter().map(|choice| choice.code()).collect(), tender_subject::find);
        all(td::ApprovingBody::ALL.iter().map(|choice| choice.code()).collect(), tender_body::find);
        all(td::Route::ALL.iter().map(|choice| choice.code()).collect(), tender_route::find);
        all(td::CancelGround::ALL.iter().map(|choice| choice.code()).collect(), tender_ground::find);
        all(td::DisruptionKind::ALL.iter().map(|choice| choice.code()).collect(), tender_disruption::find);
        all(td::AddendumKind::ALL.iter().map(|choice| choice.code()).collect(), tender_addendum::find);
        all(td::TieBreak::ALL.iter().map(|choice| choice.code()).collect(), tender_tie::find);
        all(services::tenders::TEMPLATES.to_vec(), tender_start::find);
        all(services::tenders::WatchScope::ALL.iter().map(|choice| choice.code()).collect(), watch_scope::find);
        use domain::awards as aw;
        all(aw::AwardState::ALL.iter().map(|choice| choice.code()).collect(), award_state::find);
        all(aw::views::Round::ALL.iter().map(|choice| choice.code()).collect(), award_round::find);
        all(aw::views::AwardStep::ALL.iter().map(|choice| choice.code()).collect(), award_step::find);
        all(aw::views::AwardStep::ALL.iter().map(|choice| choice.code()).collect(), award_told::find);
        all(aw::Eligibility::ALL.iter().map(|choice| choice.code()).collect(), eligibility::find);
        all(aw::CheckKind::ALL.iter().map(|choice| choice.code()).collect(), award_check::find);
        all(aw::CheckResult::ALL.iter().map(|choice| choice.code()).collect(), check_result::find);
        all(aw::VettingResult::ALL.iter().map(|choice| choice.code()).collect(), vetting_result::find);
        all(aw::ChallengeOutcome::ALL.iter().map(|choice| choice.code()).collect(), challenge_outcome::find);
        all(td::decision::SetAsideGround::ALL.iter().map(|one| one.code()).collect(), set_aside_ground::find);
        all(aw::AwardMethod::ALL.iter().map(|choice| choice.code()).collect(), award_method::find);
        all(aw::recommendation::AwardBasis::ALL.iter().map(|choice| choice.code()).collect(), award_basis::find);
        all(aw::views::OutcomeResult::ALL.iter().map(|choice| choice.code()).collect(), outcome_result::find);
        all(aw::NoticeField::ALL.iter().map(|choice| choice.code()).collect(), notice_part::find);
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
        use domain::contracts as ct;
        all(ct::ContractPhase::ALL.iter().map(|choice| choice.code()).collect(), contract_phase::find);
        all(ct::ContractState::ALL.iter().map(|choice| choice.code()).collect(), contract_phase::find);
        all(ct::DraftPart::ALL.iter().map(|choice| choice.code()).collect(), contract_part::find);
        all(ct::MilestoneStanding::ALL.iter().map(|choice| choice.code()).collect(), milestone_standing::find);
        all(ct::PaymentMethod::ALL.iter().map(|choice| choice.code()).collect(), payment_method::find);
        all(ct::PromiseKind::ALL.iter().map(|choice| choice.code()).collect(), promise_kind::find);
        all(ct::PromiseStanding::ALL.iter().map(|choice| choice.code()).collect(), promise_standing::find);
        all(ct::TerminationCause::ALL.iter().map(|choice| choice.code()).collect(), termination_cause::find);
        all(ct::VariationState::ALL.iter().map(|choice| choice.code()).collect(), variation_state::find);
        use domain::awards::AwardState;
        all(AwardState::ALL.iter().map(|choice| choice.code()).collect(), contract_award_state::find);
        for facet in Facet::ALL.iter().filter(|facet| **facet != Facet::Task) {
            for choice in services::catalogue::choices(*facet) {
                let key = format!("{}_{choice}", facet.code());
                assert!(value::find(&key).is_some(), "{key} has no words");
            }
        }
    }
}
