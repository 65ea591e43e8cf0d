//! The approving body takes its decision back, and the panel may recommend anew.

use super::decide_challenge::decided;
use super::{LONGEST, store};
use crate::caller::Caller;
use crate::entities::{awarded_contracts, awards};
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::awards::{AwardEvent, SetAside};
use domain::contracts::ContractState;
use domain::form::{Fields, Reader};
use domain::ids::AwardId;
use domain::permissions::Action;
use domain::tenders::decision::SetAsideGround;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Sets the award aside. Fields: `ground`, `reason`.
pub async fn set_aside(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveAward)?;
    let mut reader = Reader::new(fields);
    let ground = reader.choice("ground", SetAsideGround::parse);
    let comment = reader.text("reason", LONGEST);
    let (ground, comment) = reader.finish(|| Some((ground?, comment?)))?;
    let change = caller.begin().await?;
    let (dossier, row, award, by) = decided(&change, reference).await?;
    let contract_in_force = contract_in_force(change.db(), award.id).await?;
    let award = award.set_aside(&SetAside { ground, reason: comment.clone(), contract_in_force })?;
    let tender = dossier.tender.clone().set_aside(&by, ground, change.now())?;
    tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    let columns = awards::ActiveModel { end_reason: Set(comment.clone()), ..Default::default() };
    store::save(&change, &award, row.version, columns).await?;
    change.commit(AwardEvent::SetAside { tender: tender.id, ground, comment }.into()).await?;
    Ok(())
}

/// A contract of this award is signed by both. Contracts are a later feature, so their row is asked, not they. Whoever
/// asks holds the award's lock, which a signature takes too.
pub(super) async fn contract_in_force(db: &impl ConnectionTrait, award: AwardId) -> Result<bool, Failure> {
    let in_force = [ContractState::Active, ContractState::Completed, ContractState::Terminated];
    let rows = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::AwardId.eq(award.0))
        .filter(awarded_contracts::Column::State.is_in(in_force.map(ContractState::code)));
    Ok(rows.count(db).await.stored()? > 0)
}
