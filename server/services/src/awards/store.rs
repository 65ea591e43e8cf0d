//! Rows of awards ⇄ awards as the rules know them.
//!
//! A tender has one award at a time: the newest round. Earlier rounds, returned, cancelled or set aside, stay as they
//! ended. Before the approving body says yes a round is a recommendation alone and no [`Award`].

use crate::caller::Caller;
use crate::change::Change;
use crate::entities::awards;
use crate::failure::{Failure, Stored};
use domain::awards::{Award, BidValidity, Check, Recommendation, Vetting};
use domain::ids::{BidId, TenderId};
use domain::refusal::Refusal;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "award files";

/// What the approving body has before it beside the evaluation; closed, for it speaks of every bidder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AwardFile {
    /// What is recommended.
    pub recommendation: Recommendation,
    /// Why each bid won or did not, in words for its bidder.
    pub reasons: Vec<(BidId, String)>,
    /// Due-diligence checks.
    pub checks: Vec<Check>,
    /// The vetting of the recommended bidder's finances.
    pub vetting: Option<Vetting>,
    /// How long the recommended bid binds.
    pub validity: BidValidity,
    /// The day the Finance Committee approved the project.
    pub finance_committee_on: Option<Day>,
    /// Whoever approved confirmed that the price of the only bid is reasonable.
    #[serde(default)]
    pub price_is_reasonable: bool,
}

/// The newest round of a tender.
pub(crate) async fn row_of(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<awards::Model>, Failure> {
    awards::Entity::find()
        .filter(awards::Column::TenderId.eq(tender.0))
        .order_by_desc(awards::Column::Round)
        .one(db)
        .await
        .stored()
}

/// The same, locked to the end of the change: whoever ends an award and whoever signs its contract take turns.
pub(crate) async fn lock_row_of(change: &Change, tender: TenderId) -> Result<Option<awards::Model>, Failure> {
    let Some(row) = row_of(change.db(), tender).await? else { return Ok(None) };
    Ok(change.locked(awards::Entity::find_by_id(row.id)).await?.pop())
}

/// The award of a tender with the version of its row, if bidders were told of one; the newest, in whatever state.
pub(crate) async fn of_tender(db: &impl ConnectionTrait, tender: TenderId) -> Result<Option<(Award, i64)>, Failure> {
    let Some(row) = row_of(db, tender).await? else { return Ok(None) };
    Ok(award_of(&row)?.map(|award| (award, row.version)))
}

/// The award of a row; none while it is a recommendation alone.
pub(crate) fn award_of(row: &awards::Model) -> Result<Option<Award>, Failure> {
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Failure::broken("reading an award", error));
    row.award_json.as_ref().map(read).transpose()
}

/// Stores an award after a step, if nobody changed it since this version was read.
pub(crate) async fn put(change: &Change, award: &Award, version: i64) -> Result<(), Failure> {
    save(change, award, version, Default::default()).await
}

/// The same with further columns.
pub(super) async fn save(
    change: &Change,
    award: &Award,
    version: i64,
    mut columns: awards::ActiveModel,
) -> Result<(), Failure> {
    columns.state = Set(award.state.code().to_owned());
    columns.award_json = Set(Some(written(award)?));
    update(change, award.id.0, version, columns).await
}

/// Stores columns of a round, if nobody changed it since this version was read.
pub(super) async fn update(
    change: &Change,
    id: Uuid,
    version: i64,
    mut columns: awards::ActiveModel,
) -> Result<(), Failure> {
    columns.version = Set(version + 1);
    let stored = awards::Entity::update_many()
        .set(columns)
        .filter(awards::Column::Id.eq(id))
        .filter(awards::Column::Version.eq(version))
        .exec(change.db())
        .await
        .stored()?;
    if stored.rows_affected == 1 { Ok(()) } else { Err(Failure::Refused(Refusal::ChangedMeanwhile)) }
}

/// The file of a round.
pub(crate) fn file_of(caller: &Caller, row: &awards::Model) -> Result<AwardFile, Failure> {
    let json = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), &row.file_closed)?;
    serde_json::from_slice(&json).map_err(|error| Failure::broken("reading an award's file", error))
}

/// A file as it is stored in the row of this id.
pub(super) fn closed_file(change: &Change, id: Uuid, file: &AwardFile) -> Result<Vec<u8>, Failure> {
    let services = change.caller().services();
    services.secrets.close(&services.random, PURPOSE, id.as_bytes(), written(file)?.as_bytes())
}

/// Anything of an award as text.
pub(super) fn written<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::broken("writing an award", error))
}
