//! What a rule about contracts says to a person.

use super::{contract_award_state, contract_blocker, contract_part, contract_phase, refused_contract as texts, words};
use domain::awards::Eligibility;
use domain::contracts::{ContractRefusal, Shortfall, SigningBlocker};
use domain::ids::PersonId;
use domain::locale::Locale;
use domain::text::Text;

/// The words of a refusal about a contract.
pub fn of_contract(locale: Locale, refusal: &ContractRefusal) -> String {
    use ContractRefusal as No;
    let plain = |text: Text| text.to(locale).to_owned();
    let on = |text: Text, day| text.fill(locale, &[("day", &locale.date(day))]);
    let money = |text: Text, name, amount| text.fill(locale, &[(name, &locale.money(amount))]);
    let count = |text: Text, number: u32| text.fill(locale, &[("number", &locale.number(i64::from(number)))]);
    match refusal {
        No::NotNow { state, .. } => {
            texts::NOT_NOW.fill(locale, &[("state", &words(contract_phase::find, state.code(), locale))])
        }
        No::AwardNotActive { state } => {
            texts::AWARD_NOT_ACTIVE.fill(locale, &[("state", &words(contract_award_state::find, state.code(), locale))])
        }
        No::TermBackwards => plain(texts::TERM_BACKWARDS),
        No::FrameworkTooLong { latest } => on(texts::FRAMEWORK_TOO_LONG, *latest),
        No::FrameworkNamesNobody => plain(texts::FRAMEWORK_NAMES_NOBODY),
        No::DraftIncomplete { missing } => {
            let parts: Vec<_> = missing.iter().map(|part| words(contract_part::find, part.code(), locale)).collect();
            texts::DRAFT_INCOMPLETE.fill(locale, &[("parts", &parts.join(super::frame::LIST_COMMA.to(locale)))])
        }
        No::FundsMissing { shortfalls } => {
            let years: Vec<_> = shortfalls.iter().map(|one| year(locale, texts::FUNDS_YEAR, one)).collect();
            texts::FUNDS_MISSING.fill(locale, &[("years", &years.join(" "))])
        }
        No::NotSignable { blockers } => {
            let blockers: Vec<_> = blockers.iter().map(|one| blocker(locale, one, &[])).collect();
            texts::NOT_SIGNABLE.fill(locale, &[("blockers", &blockers.join(" "))])
        }
        No::NotTheDrafter => plain(texts::NOT_THE_DRAFTER),
        No::NotTheSupplier => plain(texts::NOT_THE_SUPPLIER),
        No::SigningTimeOver { last_day } => on(texts::SIGNING_TIME_OVER, *last_day),
        No::SigningTimeRuns { last_day } => on(texts::SIGNING_TIME_RUNS, *last_day),
        No::ChallengePending => plain(texts::CHALLENGE_PENDING),
        No::ReasonMissing => plain(texts::REASON_MISSING),
        No::AmountNotPositive => plain(texts::AMOUNT_NOT_POSITIVE),
        No::MilestonesExceedValue { value } => money(texts::MILESTONES_EXCEED_VALUE, "value", *value),
        No::MilestoneTwice { number } => count(texts::MILESTONE_TWICE, *number),
        No::NoSuchMilestone { number } => count(texts::NO_SUCH_MILESTONE, *number),
        No::MilestoneAccepted { number } => count(texts::MILESTONE_ACCEPTED, *number),
        No::MilestoneNotAccepted { number } => count(texts::MILESTONE_NOT_ACCEPTED, *number),
        No::PayerAccepted => plain(texts::PAYER_ACCEPTED),
        No::MoreThanMilestone { left } => money(texts::MORE_THAN_MILESTONE, "left", *left),
        No::MoreThanValue { left } => money(texts::MORE_THAN_VALUE, "left", *left),
        No::InvoicePaid { .. } => plain(texts::INVOICE_PAID),
        No::NotElectronic => plain(texts::NOT_ELECTRONIC),
        No::PaidLater => plain(texts::PAID_LATER),
        No::AdditionsExceeded { left } => money(texts::ADDITIONS_EXCEEDED, "left", *left),
        No::NothingVaried => plain(texts::NOTHING_VARIED),
        No::BelowPaid { paid } => money(texts::BELOW_PAID, "paid", *paid),
        No::ValueTooLarge => plain(texts::VALUE_TOO_LARGE),
        No::NoSuchVariation { number } => count(texts::NO_SUCH_VARIATION, *number),
        No::OwnRequest => plain(texts::OWN_REQUEST),
        No::NoFramework => plain(texts::NO_FRAMEWORK),
        No::NotABuyer => plain(texts::NOT_A_BUYER),
        No::FrameworkOver { ended_on } => on(texts::FRAMEWORK_OVER, *ended_on),
        No::FrameworkNotBegun { starts_on } => on(texts::FRAMEWORK_NOT_BEGUN, *starts_on),
        No::CeilingExceeded { left } => money(texts::CEILING_EXCEEDED, "left", *left),
        No::CompetitionNeeded => plain(texts::COMPETITION_NEEDED),
        No::ContractorsLeftOut { count: left_out } => count(texts::CONTRACTORS_LEFT_OUT, *left_out),
        No::CompetitionTooShort { earliest } => on(texts::COMPETITION_TOO_SHORT, *earliest),
        No::CompetitionOpen { closes_on } => on(texts::COMPETITION_OPEN, *closes_on),
        No::MilestonesOpen { numbers } => texts::MILESTONES_OPEN.fill(locale, &[("numbers", &listed(locale, numbers))]),
        No::MilestonesUnpaid { numbers } => {
            texts::MILESTONES_UNPAID.fill(locale, &[("numbers", &listed(locale, numbers))])
        }
        No::NoticeTooLate => plain(texts::NOTICE_TOO_LATE),
        No::NoticeGiven { effective_on } => on(texts::NOTICE_GIVEN, *effective_on),
        No::DeliveredLater => plain(texts::DELIVERED_LATER),
        No::DrawnUpAlready { reference } => texts::DRAWN_UP_ALREADY.fill(locale, &[("reference", reference)]),
        No::NoSuchPromise { .. } => plain(texts::NO_SUCH_PROMISE),
        No::PromiseNotBinding => plain(texts::PROMISE_NOT_BINDING),
    }
}

/// What stands in the way of a signature, in words; `people` are the names of those it may mean.
pub fn blocker(locale: Locale, blocker: &SigningBlocker, people: &[(PersonId, String)]) -> String {
    let plain = |text: Text| text.to(locale).to_owned();
    match blocker {
        SigningBlocker::AwardNotActive { state } => {
            let state = words(contract_award_state::find, state.code(), locale);
            contract_blocker::AWARD_NOT_ACTIVE.fill(locale, &[("state", &state)])
        }
        SigningBlocker::StandstillRuns { over_on } => {
            contract_blocker::STANDSTILL_RUNS.fill(locale, &[("day", &locale.date(*over_on))])
        }
        SigningBlocker::Challenged { number } => {
            contract_blocker::CHALLENGED.fill(locale, &[("number", &locale.number(i64::from(*number)))])
        }
        SigningBlocker::VettingMissing => plain(contract_blocker::VETTING_MISSING),
        SigningBlocker::FundsMissing(shortfall) => year(locale, contract_blocker::FUNDS_MISSING, shortfall),
        SigningBlocker::DeclarationOpen { person } => {
            let name = people.iter().find(|(known, _)| known == person).map_or("", |(_, name)| name.as_str());
            contract_blocker::DECLARATION_OPEN.fill(locale, &[("person", name)])
        }
        SigningBlocker::SupplierBarred { standing: Eligibility::Debarred } => {
            plain(contract_blocker::SUPPLIER_DEBARRED)
        }
        SigningBlocker::SupplierBarred { .. } => plain(contract_blocker::SUPPLIER_SUSPENDED),
        SigningBlocker::SignatoryAssessed => plain(contract_blocker::SIGNATORY_ASSESSED),
        SigningBlocker::SignatoryDrafted => plain(contract_blocker::SIGNATORY_DRAFTED),
    }
}

fn year(locale: Locale, text: Text, shortfall: &Shortfall) -> String {
    text.fill(
        locale,
        &[
            ("year", &locale.financial_year(shortfall.year)),
            ("needed", &locale.money(shortfall.needed)),
            ("committed", &locale.money(shortfall.committed)),
        ],
    )
}

fn listed(locale: Locale, numbers: &[u32]) -> String {
    let numbers: Vec<_> = numbers.iter().map(|number| locale.number(i64::from(*number))).collect();
    numbers.join(super::frame::LIST_COMMA.to(locale))
}
