//! The office finds a listing by any word of it, in Chinese or English, and counts every filter.
//!
//! A text becomes [`tokens`] (Traditional and Simplified meet, see `folding.rs`); a listing with its
//! tokens, filter values and sort keys is an [`Entry`]; the [`Index`] of all entries lives in memory and
//! answers a [`Query`] with one page and all facet counts. Someone else reads the entries from the
//! database and says what changed: nothing here waits, stores or asks a clock.
//!
//! *Life of an entry:* built in ([`Builder`]) or published ([`Index::replace`]) → replaced at every
//! change → removed. After many changes the index [is worn](Index::is_worn) and is built afresh.
//!
//! *A question* is answered by the entries that hold all its words, or words that mean the same
//! (`synonyms.txt`). When there are none, by those that hold most of them, and the answer says so.
//!
//! *Always true:* the answer depends only on the entries there are, not on their order of coming; it is
//! the same on SQLite and PostgreSQL; equal results never change places between two pages; the counts of
//! a facet follow the text and the filters of the *other* facets.
//!
//! *Why our own:* SQLite's trigram search and PostgreSQL's find no two-character Chinese word, the two
//! rank differently, and neither counts a hundred filter values over 100,000 listings within the time a
//! page may take. Here that is about a millisecond.

mod entry;
mod query;

mod asked;
mod folding;
mod plurals;
mod synonyms;
pub mod tokens;

mod asking;
mod index;
mod searching;

mod growing;
mod postings;
mod standing;
mod words;

mod answers;
mod bits;
mod facets;
mod orders;
mod ranking;

#[cfg(test)]
mod oracle;

pub use entry::{Entry, FacetId, Origin, SortKeys, ValueId};
pub use folding::simplified;
pub use index::{Builder, Index};
pub use query::{Found, LastWord, Query, Sort};
