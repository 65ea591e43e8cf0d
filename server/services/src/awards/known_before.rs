//! What the forms about an award need not ask again: the tender, the register and the department's last notice say it.

use super::dossier::Dossier;
use crate::caller::Caller;
use crate::entities::{award_notices, tenders};
use crate::failure::{Failure, Stored};
use crate::suppliers;
use domain::awards::views::KnownBefore;
use domain::awards::{AwardMethod, AwardNotice};
use domain::ids::OrganisationId;
use domain::text::Trilingual;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait};

/// The method that follows from the tender, the winner's address on the register, and the department's own address.
pub(super) async fn known_before(
    caller: &Caller,
    dossier: &Dossier,
    winner: Option<OrganisationId>,
) -> Result<KnownBefore, Failure> {
    let procedure = dossier.tender.procedure(caller.now()).ok();
    let winner_address = match winner {
        None => None,
        Some(winner) => match suppliers::of_organisation(caller.db(), winner).await {
            Ok((_, supplier)) => Some(supplier.registration.address),
            Err(Failure::NotFound) => None,
            Err(failure) => return Err(failure),
        },
    };
    Ok(KnownBefore {
        method: procedure.and_then(|procedure| AwardMethod::of_route(procedure.route)),
        department_address: last_address(caller, dossier.row.organisation_id).await?,
        winner_address,
    })
}

/// The address in the department's newest notice of an award; none before its first.
async fn last_address(caller: &Caller, department: Uuid) -> Result<Option<Trilingual>, Failure> {
    let own = tenders::Entity::find()
        .select_only()
        .column(tenders::Column::Id)
        .filter(tenders::Column::OrganisationId.eq(department))
        .into_query();
    let row = award_notices::Entity::find()
        .filter(award_notices::Column::TenderId.in_subquery(own))
        .filter(award_notices::Column::Kind.eq("awarded"))
        .order_by_desc(award_notices::Column::PublishedAt)
        .one(caller.db())
        .await
        .stored()?;
    let broken = |error| Failure::broken("reading a notice of an award", error);
    row.map(|row| serde_json::from_str::<AwardNotice>(&row.notice_json).map_err(broken))
        .transpose()
        .map(|notice| notice.map(|notice| notice.entity_address))
}
