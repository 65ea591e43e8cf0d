//! The same search as a whole list, for a download.

use super::cards::cards;
use super::search_listings::question;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::catalogue::SearchQuery;
use domain::catalogue::views::ListingCard;
use domain::locale::Locale;
use domain::permissions::Action;
use sea_orm::prelude::Uuid;

/// Most rows of one download.
const MOST_ROWS: usize = 10_000;

/// Every result of a search, in its order, up to ten thousand.
pub async fn export(caller: &Caller, locale: Locale, query: &SearchQuery) -> Result<Vec<ListingCard>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let asked = question(query, 0, MOST_ROWS);
    let found = shelf.read(|index| index.search(&asked))?;
    let ids: Vec<Uuid> = found.ids.iter().map(|id| Uuid::from_bytes(*id)).collect();
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        rows.extend(cards(caller, locale, chunk).await?.iter().map(|card| (**card).clone()));
    }
    Ok(rows)
}
