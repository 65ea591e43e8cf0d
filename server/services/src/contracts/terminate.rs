//! An approver ends a contract before its time, for a cause, with notice.

use super::{money, store};
use crate::caller::Caller;
use crate::entities::awarded_contracts;
use crate::failure::Failure;
use domain::contracts::forms::REASON;
use domain::contracts::{ContractEvent, Termination, TerminationCause};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use sea_orm::Set;

/// Ends it: `cause`, `explanation`, and `effective_on`, today or later. What is unpaid is released.
pub async fn terminate(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignContract)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    let mut reader = Reader::new(fields);
    let cause = reader.choice("cause", TerminationCause::parse);
    let explanation = reader.text("explanation", REASON);
    let effective_on = reader.day("effective_on", caller.today(), caller.today().plus_days(366));
    let termination = reader.finish(|| {
        Some(Termination {
            cause: cause?,
            explanation: explanation?,
            approved_by: officer.person,
            noticed_on: caller.today(),
            effective_on: effective_on?,
        })
    })?;
    let change = caller.begin().await?;
    let held = store::lock_own(&change, reference).await?;
    let contract = held.contract.clone().terminate(&termination)?;
    let released = money::release_unpaid(&change, &held, &contract).await?;
    let columns = awarded_contracts::ActiveModel {
        ended_on: Set(Some(termination.effective_on.to_string())),
        end_cause: Set(Some(termination.cause.code().to_owned())),
        end_words: Set(termination.explanation.clone()),
        ..Default::default()
    };
    store::save(&change, &held, &contract, columns).await?;
    let event = ContractEvent::Terminated {
        contract: contract.id,
        cause: termination.cause,
        comment: termination.explanation,
        effective_on: termination.effective_on,
        released,
    };
    change.commit(event.into()).await?;
    Ok(())
}
