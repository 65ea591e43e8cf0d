//! What those who decide on a request must weigh before they do.

use super::store;
use crate::caller::Caller;
use crate::catalogue;
use crate::entities::{contracts, listings, orders};
use crate::failure::Failure;
use domain::locale::Locale;
use domain::orders::Headroom;
use domain::orders::views::Weighing;

/// The facts of a request, as they are now. Nothing is locked: the decision reads them again.
pub(super) async fn weigh(
    caller: &Caller,
    locale: Locale,
    row: &orders::Model,
    listing: &listings::Model,
    contract: Option<&contracts::Model>,
) -> Result<Weighing, Failure> {
    let solution = catalogue::show(caller, locale, &listing.reference).await?;
    let ceiling_left = match contract {
        Some(contract) => Some(store::left_of(caller.db(), contract).await?),
        None => None,
    };
    Ok(Weighing {
        room: Headroom {
            ceiling_left,
            budget_left: store::line_left(caller.db(), row.budget_line_id).await?,
            duplicate: store::duplicate_of(caller.db(), row).await?,
        },
        data_ceiling: solution.card.data_ceiling,
        risk_tier: solution.risk_tier,
        evidence: solution.evidence.clone(),
    })
}
