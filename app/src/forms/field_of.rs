//! Which field of a form a broken rule is about, so that the field is marked and not the form alone.

use domain::awards::AwardRefusal;
use domain::bids::{BidRefusal, KeyRefusal, OpeningRefusal};
use domain::contracts::ContractRefusal as Contract;
use domain::deployments::DeploymentRefusal;
use domain::orders::OrderRefusal;
use domain::refusal::Refusal;
use domain::spend::SpendRefusal;
use domain::tenders::TenderRefusal;

/// The field one changes to mend a broken rule. A form without it is marked as a whole.
pub(super) fn field_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::Order(OrderRefusal::DataTooSensitive { .. }) => Some("data_level"),
        Refusal::Order(OrderRefusal::OutsideContract { .. }) => Some("starts_on"),
        Refusal::Order(OrderRefusal::BudgetExceeded { .. }) => Some("budget_line"),
        Refusal::Deployment(DeploymentRefusal::MoreUsersThanLicensed { .. }) => Some("active_users"),
        Refusal::Deployment(DeploymentRefusal::MonthNotReportable { .. }) => Some("period"),
        Refusal::Deployment(DeploymentRefusal::CorrectionNeedsReason) => Some("reason"),
        Refusal::Spend(SpendRefusal::MoreThanPrice { .. } | SpendRefusal::YearExhausted { .. }) => Some("amount"),
        Refusal::Spend(SpendRefusal::InvoiceTwice { .. }) => Some("invoice"),
        Refusal::SealingKey(KeyRefusal::WrongPassword)
        | Refusal::Opening(OpeningRefusal::PasswordNotFresh { .. })
        | Refusal::Bid(BidRefusal::PasswordNotFresh) => Some("password"),
        Refusal::SealingKey(KeyRefusal::WrongPassphrase | KeyRefusal::NotAPassphrase) => Some("passphrase"),
        Refusal::Tender(
            TenderRefusal::CloseNotLater { .. }
            | TenderRefusal::NotNoonOnAWorkingDay { .. }
            | TenderRefusal::HolidaysUnknown { .. },
        )
        | Refusal::SealingKey(KeyRefusal::CloseNotMoved { .. }) => Some("later_close"),
        Refusal::Tender(TenderRefusal::NoOpener { .. }) | Refusal::SealingKey(KeyRefusal::OpensAlready) => {
            Some("opener")
        }
        Refusal::Award(AwardRefusal::NoExtension) => Some("until"),
        Refusal::Award(AwardRefusal::GroundKnownLater { .. }) => Some("ground_known_on"),
        Refusal::Contract(refusal) => of_contract(refusal),
        _ => None,
    }
}

fn of_contract(refusal: &Contract) -> Option<&'static str> {
    match refusal {
        Contract::TermBackwards | Contract::FrameworkTooLong { .. } => Some("ends_on"),
        Contract::AmountNotPositive | Contract::MoreThanMilestone { .. } | Contract::MoreThanValue { .. } => {
            Some("amount")
        }
        Contract::InvoicePaid { .. } => Some("invoice"),
        Contract::PaidLater => Some("paid_on"),
        Contract::AdditionsExceeded { .. } | Contract::BelowPaid { .. } => Some("added_amount"),
        Contract::DeliveredLater => Some("delivered_on"),
        Contract::NoticeTooLate => Some("effective_on"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_about_a_field_marks_the_field() {
        for (refusal, field) in [
            (Refusal::SealingKey(KeyRefusal::WrongPassword), Some("password")),
            (Refusal::SealingKey(KeyRefusal::WrongPassphrase), Some("passphrase")),
            (Refusal::Contract(Contract::PaidLater), Some("paid_on")),
            (Refusal::SealingKey(KeyRefusal::NoRecovery), None),
        ] {
            assert_eq!(field_of(&refusal), field, "{refusal:?}");
        }
    }
}
