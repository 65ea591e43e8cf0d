//! The department's user finds a milestone done, on evidence; whoever drew the contract up does not.

use super::store;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::{Acceptance, ContractEvent, ContractRefusal};
use domain::form::{Fields, Reader};
use domain::permissions::Action;

/// Accepts the milestone named by `accepted_milestone`; `evidence` says on what it rests.
pub async fn accept_milestone(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::AcceptWork)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let mut reader = Reader::new(fields);
    let number = reader.number("accepted_milestone", 1, 99).and_then(|number| u32::try_from(number).ok());
    let evidence = reader.text("evidence", domain::contracts::forms::REASON);
    let (number, evidence) = reader.finish(|| number.zip(evidence))?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    if !held.contract.milestones.iter().any(|milestone| milestone.number == number) {
        return Err(ContractRefusal::NoSuchMilestone { number }.into());
    }
    let acceptance = Acceptance { by: officer.person, on: change.today(), evidence: evidence.clone() };
    let contract = held.contract.clone().accept_milestone(number, acceptance)?;
    store::save(&change, &held, &contract, Default::default()).await?;
    change.commit(ContractEvent::MilestoneAccepted { contract: contract.id, number, evidence }.into()).await?;
    Ok(())
}
