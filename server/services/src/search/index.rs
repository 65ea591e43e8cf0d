//! The catalogue in memory: entries come, change and go, and every question reads it as it is.
//!
//! An entry has a number, given once. A changed entry is removed and comes in again with the next
//! number; its old words stay in the lists but are never counted, so the answers are always those of an
//! index built afresh from the same entries. Only room and time are lost: see [`Index::is_worn`].

use std::collections::HashMap;

use super::{
    Entry, Origin,
    bits::{self, Bits},
    facets::Facets,
    growing::Growing,
    orders::{Orders, Place},
    ranking::Shape,
    standing::Standing,
    words::Words,
};

/// So many entries may have changed since the index was built, or a tenth if that is more.
const CHANGES_BORNE: usize = 1_000;

/// The search index of the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Index {
    numbers: HashMap<[u8; 16], u32>,
    pub(super) places: Vec<Place>,
    pub(super) shapes: Vec<Shape>,
    pub(super) living: Bits,
    pub(super) removed: Vec<u32>,
    /// Tokens of the living entries.
    pub(super) tokens: u64,
    /// Entries that were there when the index was built.
    settled: usize,
    pub(super) words: Words,
    pub(super) facets: Facets,
    pub(super) orders: Orders,
}

/// An index while it takes in its first entries, for a caller who reads them page by page.
#[derive(Debug, Default)]
pub struct Builder {
    index: Index,
    words: Growing,
}

impl Builder {
    /// Takes an entry in; of two with one id the later counts.
    pub fn add(&mut self, entry: &Entry) {
        let standing = Standing::of(entry);
        let number = self.index.enter(entry, standing.tokens());
        self.words.add(number, standing.fields());
    }

    /// The index, ready to answer.
    pub fn finish(self) -> Index {
        let Builder { mut index, words } = self;
        index.words = Words::settled(words);
        index.settled = index.places.len();
        let room = index.changes_borne();
        bits::leave_room(&mut index.places, room);
        bits::leave_room(&mut index.shapes, room);
        index.facets.settle(room);
        index.orders = Orders::of(&index.living, &index.places, room);
        index
    }
}

impl Index {
    /// The index of these entries; of two with one id the later counts.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> Index {
        let mut builder = Builder::default();
        entries.into_iter().for_each(|entry| builder.add(&entry));
        builder.finish()
    }

    /// A listing was published or changed: this is how it is now.
    pub fn replace(&mut self, entry: &Entry) {
        let standing = Standing::of(entry);
        let number = self.enter(entry, standing.tokens());
        self.words.add(number, &standing);
        self.orders.insert(&self.places);
    }

    /// A listing left the catalogue. Tells whether it was there.
    pub fn remove(&mut self, id: [u8; 16]) -> bool {
        let number = self.numbers.remove(&id);
        number.into_iter().for_each(|number| self.withdraw(number));
        number.is_some()
    }

    /// Entries in the catalogue.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether the catalogue has no entry.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Whether so much has changed that building afresh would save room and time. Answers stay right
    /// either way.
    pub fn is_worn(&self) -> bool {
        let changed = self.removed.len() + self.places.len() - self.settled;
        changed > self.changes_borne()
    }

    fn changes_borne(&self) -> usize {
        CHANGES_BORNE.max(self.settled / 10)
    }

    fn enter(&mut self, entry: &Entry, tokens: usize) -> u32 {
        let number = self.places.len() as u32;
        let shape = Shape::of(tokens, entry.origin == Origin::HongKong);
        if let Some(before) = self.numbers.insert(entry.id, number) {
            self.withdraw(before);
        }
        self.places.push(Place { id: entry.id, sort: entry.sort, origin: entry.origin });
        self.shapes.push(shape);
        self.living.insert(number);
        self.tokens += shape.tokens();
        self.facets.add(number, &entry.facets);
        number
    }

    fn withdraw(&mut self, number: u32) {
        self.living.remove(number);
        self.removed.push(number);
        self.facets.remove(number);
        self.orders.remove(number, &self.places);
        self.tokens -= self.shapes.get(number as usize).map_or(0, |shape| shape.tokens());
    }
}

#[cfg(test)]
mod tests {
    use super::super::searching::tests::{entry, found, office};
    use super::*;

    #[test]
    fn a_changed_listing_is_found_by_its_new_words_only() {
        let mut index = office();
        index.replace(&entry(2, "Speech summary", "會議紀錄"));
        assert!(found(&index, "translation").is_empty());
        assert_eq!(found(&index, "會議"), [2]);
        assert!(index.remove([2; 16]));
        assert!(!index.remove([2; 16]));
        assert_eq!((found(&index, "會議"), index.len()), (vec![], 2));
    }

    #[test]
    fn an_index_is_worn_after_many_changes() {
        let mut index = office();
        for _ in 0..CHANGES_BORNE / 2 {
            index.replace(&entry(1, "Cantonese voice intake", ""));
        }
        assert!(!index.is_worn());
        index.replace(&entry(1, "Cantonese voice intake", ""));
        assert!(index.is_worn());
    }
}
