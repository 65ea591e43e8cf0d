//! Which entries hold a word, settled: one sorted list of words, one compressed list of entries each.
//!
//! A list is a sequence of whole numbers, seven bits per byte, high bit for "goes on": the distance to
//! the entry before, times eight, plus the [`Strength`]. Common words cost one byte per entry.

use super::ranking::Strength;

const STRENGTH_BITS: u32 = Strength::COUNT.trailing_zeros();

/// The settled lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    /// All words, sorted, one after the other.
    words: String,
    word_ends: Vec<u32>,
    bytes: Vec<u8>,
    list_ends: Vec<u32>,
}

/// One word's entries.
#[derive(Clone, Copy)]
pub(super) struct List<'p>(&'p [u8]);

impl Postings {
    pub fn find(&self, word: &str) -> Option<List<'_>> {
        let at = self.first_from(word);
        (self.word(at)? == word).then(|| self.list(at))
    }

    /// The lists of all words that begin so.
    pub fn beginning<'p>(&'p self, beginning: &'p str) -> impl Iterator<Item = List<'p>> {
        (self.first_from(beginning)..self.word_ends.len())
            .take_while(move |&at| self.word(at).is_some_and(|word| word.starts_with(beginning)))
            .map(|at| self.list(at))
    }

    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.word_ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle).is_some_and(|found| found < word) { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(range(&self.word_ends, at)?)
    }

    fn list(&self, at: usize) -> List<'_> {
        List(range(&self.list_ends, at).and_then(|range| self.bytes.get(range)).unwrap_or(&[]))
    }
}

fn range(ends: &[u32], at: usize) -> Option<std::ops::Range<usize>> {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    Some(start as usize..*ends.get(at)? as usize)
}

impl List<'_> {
    /// A measure of its length, without reading it.
    pub fn size_bytes(self) -> usize {
        self.0.len()
    }
}

/// Every entry with its strength, in order.
pub(super) struct Entries<'p> {
    bytes: std::slice::Iter<'p, u8>,
    entry: u32,
}

impl<'p> IntoIterator for List<'p> {
    type Item = (u32, Strength);
    type IntoIter = Entries<'p>;

    fn into_iter(self) -> Entries<'p> {
        Entries { bytes: self.0.iter(), entry: 0 }
    }
}

impl Iterator for Entries<'_> {
    type Item = (u32, Strength);

    #[inline]
    fn next(&mut self) -> Option<(u32, Strength)> {
        let first = *self.bytes.next()?;
        let mut number = u32::from(first & 0x7f);
        let (mut byte, mut shift) = (first, 7);
        while byte & 0x80 != 0 {
            byte = self.bytes.next().copied().unwrap_or(0);
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
        self.entry = self.entry.wrapping_add(number >> STRENGTH_BITS);
        Some((self.entry, Strength::from_bits(first)))
    }
}

impl Postings {
    /// Room for so many words of so many bytes, and so many bytes of lists.
    pub fn with_room(words: usize, word_bytes: usize, list_bytes: usize) -> Postings {
        Postings {
            words: String::with_capacity(word_bytes),
            word_ends: Vec::with_capacity(words),
            bytes: Vec::with_capacity(list_bytes),
            list_ends: Vec::with_capacity(words),
        }
    }

    /// Takes in the next word in order; its list is handed over piece by piece.
    pub fn push<'b>(&mut self, word: &str, list: impl Iterator<Item = &'b [u8]>) {
        self.words.push_str(word);
        self.word_ends.push(self.words.len() as u32);
        list.for_each(|bytes| self.bytes.extend_from_slice(bytes));
        self.list_ends.push(self.bytes.len() as u32);
    }
}

/// The bytes of the next entry of a list.
pub(super) fn encoded(distance: u32, strength: Strength) -> impl Iterator<Item = u8> {
    let mut rest = Some(distance << STRENGTH_BITS | u32::from(strength.bits()));
    std::iter::from_fn(move || {
        let number = rest?;
        rest = (number >= 0x80).then_some(number >> 7);
        Some(number as u8 & 0x7f | if rest.is_some() { 0x80 } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn read(list: List<'_>) -> Vec<(u32, u8)> {
        list.into_iter().map(|(entry, strength)| (entry, strength.bits())).collect()
    }

    proptest! {
        #[test]
        fn what_was_taken_in_is_found_by_word_and_by_beginning(
            lists in proptest::collection::btree_map(
                "[abc采购]{1,3}", proptest::collection::vec((0_u32..300_000, 0_u8..8), 1..9), 0..20),
            beginning in "[abc采]{1,2}",
        ) {
            let mut settled = Postings::default();
            let mut expected: BTreeMap<&str, Vec<(u32, u8)>> = BTreeMap::new();
            for (word, list) in &lists {
                let mut number = 0;
                let bytes: Vec<u8> =
                    list.iter().flat_map(|&(distance, bits)| encoded(distance, Strength::from_bits(bits))).collect();
                settled.push(word, bytes.chunks(2));
                expected.insert(word, list.iter().map(|&(distance, bits)| { number += distance; (number, bits) }).collect());
            }
            for (word, list) in &expected {
                let found = settled.find(word).map(read);
                prop_assert_eq!(found.as_ref(), Some(list));
            }
            prop_assert!(settled.find("d").is_none() && settled.find("").is_none());
            let begun: Vec<_> = settled.beginning(&beginning).map(read).collect();
            expected.retain(|word, _| word.starts_with(&beginning));
            prop_assert_eq!(begun, expected.into_values().collect::<Vec<_>>());
        }
    }
}
