//! An approver ends a contract before its time, for a cause, with notice.

use super::notice::notice_of;
use super::{money, store};
use crate::caller::Caller;
use crate::entities::{awarded_contracts, termination_notices};
use crate::failure::{Failure, Stored};
use domain::contracts::forms::REASON;
use domain::contracts::{ContractEvent, ContractRefusal, Termination, TerminationCause};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::time::Day;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Ends it: `cause`, `explanation`, and `effective_on`, today or later. Ended today, what is unpaid is released; otherwise
/// notice is given, and that happens when its last day is over ([`super::end_noticed`]).
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
    if let Some(notice) = notice_of(change.db(), &held.contract).await? {
        return Err(ContractRefusal::NoticeGiven { effective_on: notice.on }.into());
    }
    let contract = held.contract.clone().terminate(&termination)?;
    if termination.effective_on > change.today() {
        // It is carried out until its last day, and money stays committed for what is done by then (A9).
        let row = termination_notices::ActiveModel {
            contract_id: Set(contract.id.0),
            cause: Set(termination.cause.code().to_owned()),
            words: Set(termination.explanation.clone()),
            effective_on: Set(termination.effective_on.to_string()),
        };
        termination_notices::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        let event = ContractEvent::NoticeGiven {
            contract: contract.id,
            cause: termination.cause,
            comment: termination.explanation,
            effective_on: termination.effective_on,
        };
        change.commit(event.into()).await?;
        return Ok(());
    }
    let released = money::release_unpaid(&change, &held, &contract).await?;
    let ended = ended(termination.effective_on, termination.cause, &termination.explanation);
    store::save(&change, &held, &contract, ended).await?;
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

/// The columns of a contract that ended before its time.
pub(super) fn ended(on: Day, cause: TerminationCause, words: &str) -> awarded_contracts::ActiveModel {
    awarded_contracts::ActiveModel {
        ended_on: Set(Some(on.to_string())),
        end_cause: Set(Some(cause.code().to_owned())),
        end_words: Set(words.to_owned()),
        ..Default::default()
    }
}
