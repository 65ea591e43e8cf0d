//! The text that both sides sign, as one row of bytes, so that the log can say what was signed.

use super::confirm_promise::promises;
use super::store::Held;
use crate::failure::Failure;
use crate::random::sha256;
use domain::bids::Digest;
use domain::contracts::Framework;
use domain::ids::{AwardId, ContractId, OrganisationId};
use sea_orm::ConnectionTrait;
use serde::Serialize;

/// Raised with the form of the text.
const FORM: &str = "marketplace contract 1";

/// What is signed. The order of the fields is the order in the text.
#[derive(Serialize)]
struct Text<'a> {
    form: &'static str,
    contract: ContractId,
    reference: &'a str,
    award: AwardId,
    supplier: OrganisationId,
    buyer: OrganisationId,
    value_cents: i64,
    starts_on: String,
    ends_on: String,
    performance: &'a str,
    service_levels: &'a str,
    data: &'a str,
    /// Number, title, last day, cents.
    milestones: Vec<(u32, &'a str, String, i64)>,
    framework: Option<&'a Framework>,
    /// Number, kind, amount, last day.
    promises: Vec<(i32, &'static str, u32, String)>,
}

/// Fingerprint of the contract's text, from what is stored. What happens under it later is not in it, nor who signed.
pub(super) async fn fingerprint(db: &impl ConnectionTrait, held: &Held) -> Result<Digest, Failure> {
    let contract = &held.contract;
    let promised = promises(db, Some(contract.id.0)).await?;
    let text = Text {
        form: FORM,
        contract: contract.id,
        reference: &held.row.reference,
        award: contract.award,
        supplier: contract.supplier,
        buyer: contract.buyer,
        value_cents: contract.value.cents(),
        starts_on: contract.term.starts_on().to_string(),
        ends_on: contract.term.ends_on().to_string(),
        performance: &contract.terms.performance,
        service_levels: &contract.terms.service_levels,
        data: &contract.terms.data,
        milestones: contract
            .milestones
            .iter()
            .map(|one| (one.number, one.title.as_str(), one.due_on.to_string(), one.amount.cents()))
            .collect(),
        framework: contract.framework.as_ref(),
        promises: promised
            .into_iter()
            .map(|((_, number), one)| (number, one.kind.code(), one.amount, one.due_on.to_string()))
            .collect(),
    };
    let json = serde_json::to_vec(&text).map_err(|error| Failure::broken("writing a contract's text", error))?;
    Ok(Digest(sha256(&json)))
}
