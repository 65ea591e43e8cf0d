//! A typed no: what was asked breaks a rule, and which.

use crate::accounts::AccountRefusal;
use crate::awards::AwardRefusal;
use crate::bids::{BidRefusal, KeyRefusal, OpeningRefusal};
use crate::contracts::ContractRefusal;
use crate::deployments::DeploymentRefusal;
use crate::evaluation::EvaluationRefusal;
use crate::form::Problem;
use crate::orders::OrderRefusal;
use crate::spend::SpendRefusal;
use crate::suppliers::SupplierRefusal;
use crate::tenders::TenderRefusal;
use serde::{Deserialize, Serialize};

/// Why something was refused, with the facts a person needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Fields of the form are wrong.
    Form(Vec<Problem>),
    /// An account rule.
    Account(AccountRefusal),
    /// A rule about reuse requests and orders.
    Order(OrderRefusal),
    /// A rule about bids.
    Bid(BidRefusal),
    /// A rule about opening bids.
    Opening(OpeningRefusal),
    /// A rule about officers' sealing keys.
    SealingKey(KeyRefusal),
    /// A rule about evaluating bids.
    Evaluation(EvaluationRefusal),
    /// A rule about deployments and their usage.
    Deployment(DeploymentRefusal),
    /// A rule about money.
    Spend(SpendRefusal),
    /// A rule about suppliers.
    Supplier(SupplierRefusal),
    /// A rule about tenders.
    Tender(TenderRefusal),
    /// A rule about contracts.
    Contract(ContractRefusal),
    /// A rule about awards.
    Award(AwardRefusal),
    /// Somebody else changed it meanwhile.
    ChangedMeanwhile,
    /// The form's one-time key is missing or was used for something else.
    FormExpired,
}

macro_rules! from {
    ($($source:ty => $variant:ident,)*) => {$(
        impl From<$source> for Refusal {
            fn from(refusal: $source) -> Self { Refusal::$variant(refusal) }
        }
    )*};
}

from! {
    Vec<Problem> => Form,
    AccountRefusal => Account,
    OrderRefusal => Order,
    BidRefusal => Bid,
    OpeningRefusal => Opening,
    KeyRefusal => SealingKey,
    EvaluationRefusal => Evaluation,
    DeploymentRefusal => Deployment,
    SpendRefusal => Spend,
    SupplierRefusal => Supplier,
    TenderRefusal => Tender,
    ContractRefusal => Contract,
    AwardRefusal => Award,
}
