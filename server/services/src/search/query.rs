//! A question to the catalogue, and its answer.

use super::{FacetId, ValueId};

/// What a visitor asks for: the search page's address, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed: Traditional, Simplified, English, reference numbers. Empty shows everything.
    pub text: String,
    /// Whether the last word may still be going on.
    pub last_word: LastWord,
    /// Any of the values inside a facet, all of the facets. A facet without values filters nothing.
    pub filters: Vec<(FacetId, Vec<ValueId>)>,
    /// Order of the results.
    pub sort: Sort,
    /// Results to leave out before the first shown.
    pub offset: usize,
    /// Most results to show.
    pub limit: usize,
}

/// Order of the results. Equals stand Hong Kong's first, then newest, then by id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first; without a text all are equal.
    #[default]
    Relevance,
    /// Used by most departments first.
    MostReused,
    /// Cheapest first, without price last.
    LowestPrice,
    /// Latest first.
    Newest,
}

/// How the last Latin word of a text is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LastWord {
    /// The visitor has finished: a beginning only helps when no entry holds the word (`transcri`).
    #[default]
    Whole,
    /// The visitor is typing: entries that continue the word match too, for fewer points.
    Begun,
}

/// The answer. All numbers are of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Results of text and filters.
    pub total: usize,
    /// Results of the text alone.
    pub unfiltered_total: usize,
    /// No entry holds all words of the text: these hold some of them, those with most first.
    pub close: bool,
    /// The page asked for; empty beyond the end.
    pub ids: Vec<[u8; 16]>,
    /// For every filter value that has results, their number with the text and the *other* facets'
    /// filters. Sorted by facet and value.
    pub facets: Vec<(FacetId, ValueId, u32)>,
    /// When there are no results: for every filtered facet, results if it were not filtered.
    pub without: Vec<(FacetId, u32)>,
}
