//! The same search as a whole list, for a download.
//!
//! A download is the dearest thing anybody may ask for, so few are made at once and the whole catalogue, which most
//! people want, is made once for each language and kept until the catalogue changes.

use super::cards::cards_for_once;
use super::search_listings::question;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::catalogue::SearchQuery;
use domain::catalogue::views::ListingCard;
use domain::locale::Locale;
use domain::permissions::Action;
use sea_orm::prelude::Uuid;
use std::sync::Arc;

/// Most rows of one download.
const MOST_ROWS: usize = 10_000;

/// Every result of a search, in its order, up to ten thousand.
pub async fn export(caller: &Caller, locale: Locale, query: &SearchQuery) -> Result<Vec<Arc<ListingCard>>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let asked = question(query, 0, MOST_ROWS);
    let found = shelf.read(|index| index.search(&asked))?;
    let ids: Vec<Uuid> = found.ids.iter().map(|id| Uuid::from_bytes(*id)).collect();
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        rows.extend(cards_for_once(caller, locale, chunk).await?);
    }
    Ok(rows)
}

/// The results of a search as a file that `write` makes of them; busy while others are being made.
pub async fn download(
    caller: &Caller,
    locale: Locale,
    query: &SearchQuery,
    write: impl FnOnce(Vec<Arc<ListingCard>>) -> Result<Vec<u8>, Failure> + Send + 'static,
) -> Result<Arc<[u8]>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let whole = *query == SearchQuery { page: query.page, ..SearchQuery::default() };
    let read_at = shelf.revision();
    if whole && let Some(file) = shelf.file(locale)? {
        return Ok(file);
    }
    let _turn = shelf.turn_to_download()?;
    let rows = export(caller, locale, query).await?;
    // On a thread of its own: those that answer others are not held up.
    let file = tokio::task::spawn_blocking(move || write(rows)).await;
    let file: Arc<[u8]> = file.map_err(|error| Failure::broken("writing a file", error))??.into();
    if whole {
        shelf.keep_file(read_at, locale, &file)?;
    }
    Ok(file)
}
