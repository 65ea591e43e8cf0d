//! The catalogue answers a search and the beginning of a word.

use super::cards::cards;
use super::values::{choices, facet_id, facet_of, value_id, value_of};
use crate::caller::Caller;
use crate::failure::Failure;
use crate::search::{self, LastWord, Query};
use domain::catalogue::views::{ListingCard, SearchView};
use domain::catalogue::{Facet, SearchQuery, Sort};
use domain::locale::Locale;
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use sea_orm::prelude::Uuid;

/// Results of a search with the counts beside every choice.
pub async fn search(caller: &Caller, locale: Locale, query: SearchQuery) -> Result<SearchView, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let asked = question(&query, query.page.saturating_sub(1).saturating_mul(PAGE_SIZE), PAGE_SIZE);
    let mut found = shelf.read(|index| index.search(&asked))?;
    let number = page_to_show(query.page, found.total);
    if number != query.page.max(1) {
        // Beyond the end the last page is shown instead.
        let asked = question(&query, (number - 1) * PAGE_SIZE, PAGE_SIZE);
        found = shelf.read(|index| index.search(&asked))?;
    }
    let ids: Vec<Uuid> = found.ids.iter().map(|id| Uuid::from_bytes(*id)).collect();
    let rows: Vec<ListingCard> = cards(caller, locale, &ids).await?.iter().map(|card| (**card).clone()).collect();
    let facets = Facet::ALL
        .iter()
        .map(|facet| {
            let counts = found.facets.iter().filter(|(id, _, _)| *id == facet_id(*facet));
            let counts: Vec<_> =
                counts.filter_map(|(_, value, count)| Some((value_of(*facet, *value)?, *count as usize))).collect();
            let count = |code: &str| counts.iter().find(|(value, _)| *value == code).map_or(0, |(_, count)| *count);
            (*facet, choices(*facet).into_iter().map(|code| (code.to_owned(), count(code))).collect())
        })
        .collect();
    let ways_out =
        found.without.iter().filter_map(|(facet, count)| Some((facet_of(*facet)?, *count as usize))).collect();
    Ok(SearchView {
        page: Page { rows, total: found.total, number, asked: query.page },
        without_filters: found.unfiltered_total,
        close: found.close,
        facets,
        ways_out,
        query,
    })
}

/// The index's form of a search.
pub(super) fn question(query: &SearchQuery, offset: usize, limit: usize) -> Query {
    let filters = query
        .filters
        .iter()
        .map(|(facet, codes)| (facet_id(*facet), codes.iter().map(|code| value_id(*facet, code)).collect()))
        .collect();
    let sort = match query.order() {
        Sort::Relevance => search::Sort::Relevance,
        Sort::MostReused => search::Sort::MostReused,
        Sort::LowestPrice => search::Sort::LowestPrice,
        Sort::Newest => search::Sort::Newest,
    };
    Query { text: query.text.clone(), last_word: LastWord::Whole, filters, sort, offset, limit }
}

/// The most reused of Hong Kong's own solutions, their number, and the number of all other entries.
pub async fn most_reused(
    caller: &Caller,
    locale: Locale,
    limit: usize,
) -> Result<(Vec<ListingCard>, usize, usize), Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let shared = Query {
        filters: vec![(facet_id(Facet::Kind), vec![value_id(Facet::Kind, "shared")])],
        sort: search::Sort::MostReused,
        limit,
        ..Query::default()
    };
    let (own, all) = shelf.read(|index| (index.search(&shared), index.len()))?;
    let ids: Vec<Uuid> = own.ids.iter().map(|id| Uuid::from_bytes(*id)).collect();
    let rows = cards(caller, locale, &ids).await?.iter().map(|card| (**card).clone()).collect();
    Ok((rows, own.total, all - own.total))
}

/// One suggestion under the search field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Readable words and reference of the listing's address.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Departments using it.
    pub adopters: usize,
}

/// At most eight listings whose name answers what is being typed.
pub async fn suggest(caller: &Caller, locale: Locale, text: &str) -> Result<Vec<Suggestion>, Failure> {
    caller.may(Action::BrowseCatalogue)?;
    let shelf = &caller.services().shelf;
    shelf.refresh(caller).await?;
    let found = shelf.read(|index| index.suggest(text, 8))?;
    let ids: Vec<Uuid> = found.into_iter().map(Uuid::from_bytes).collect();
    let cards = cards(caller, locale, &ids).await?;
    Ok(cards
        .iter()
        .map(|card| Suggestion {
            path: format!("{}-{}", card.slug, card.reference.to_lowercase()),
            name: card.name.text.clone(),
            adopters: card.adopters,
        })
        .collect())
}
