//! A published tender, as anybody reads it: from what was kept of its notice, never from the draft.

use super::{cancel, lots, parts, store, watch};
use crate::caller::Caller;
use crate::entities::organisations;
use crate::failure::{Failure, Stored};
use domain::accounts::OrganisationKind;
use domain::ids::TenderId;
use domain::locale::Locale;
use domain::permissions::{Action, allows};
use domain::tenders::Stage;
use domain::tenders::views::PublicTender;
use sea_orm::prelude::*;

/// Everything that is public about a tender, by its reference.
pub async fn show_public(caller: &Caller, locale: Locale, reference: &str) -> Result<PublicTender, Failure> {
    caller.may(Action::BrowseTenders)?;
    let row = store::public_row(caller.db(), reference).await?;
    let tender = store::tender_of(&row)?;
    let stage = tender.stage(caller.now());
    let revisions = store::notices_of(caller.db(), row.id).await?;
    let missing = || Failure::impossible(format!("{} is published and has no notice", row.reference));
    let notice = revisions.last().ok_or_else(missing)?.0.clone();
    let department = organisations::Entity::find_by_id(row.organisation_id).one(caller.db()).await.stored()?;
    let department = department.map(|one| locale.pick(one.name_zh_hant, one.name_zh_hans, one.name_en));
    let actor = caller.actor();
    let supplier = actor.officer().is_some_and(|one| one.organisation_kind == OrganisationKind::Supplier);
    let may_ask = supplier && allows(Action::AskAboutTender, actor) && tender.ask_question(caller.now()).is_ok();
    let cancelled = match (stage, cancel::proposal_of(&row)?) {
        (Stage::Cancelled, Some(proposal)) => Some((proposal.ground, notice.at)),
        _ => None,
    };
    let may_manage = allows(Action::ReadTenders, actor)
        && match actor.officer() {
            Some(officer) => store::load_row(caller.db(), officer, reference).await.is_ok(),
            None => false,
        };
    Ok(PublicTender {
        id: TenderId(row.id),
        lots: lots::siblings(caller.db(), (locale, caller.now()), row.id).await?,
        considered: parts::considered(caller, locale, &notice.considered).await?,
        questions: parts::questions(caller, &row, false).await?,
        addenda: parts::addenda(caller, locale, row.id).await?,
        department: department.unwrap_or_default(),
        follows: watch::follows(caller, row.id).await?,
        stage,
        notice,
        revisions,
        cancelled,
        may_ask,
        may_manage,
    })
}
