//! The lists of entries while the first entries come in, one after the other.
//!
//! All lists grow inside one piece of memory: a list has a chain of chunks, each twice as long as the
//! one before, so that a hundred thousand short lists and a few long ones both fit, and all of it is
//! given back at once when the lists are settled.

use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
};

use super::{
    postings::{Postings, encoded},
    standing::{Field, Met},
};

/// So many words are found without a look into the large table, which is far from the processor.
const COMMON_WORDS: usize = 8192;
const FIRST_CHUNK: usize = 4;
const LONGEST_CHUNK: usize = 512;
/// A chunk ends with the place of the next.
const LINK: usize = size_of::<u32>();

/// Words and lists while they grow.
#[derive(Debug, Default)]
pub(super) struct Growing {
    /// Words by half of their keyed hash, so that the table stays near the processor; the few that
    /// share one are kept apart.
    places: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    others: HashMap<Box<str>, u32>,
    /// The last word met of each of these hashes.
    common: Vec<(u32, u32)>,
    hashing: RandomState,
    words: String,
    lists: Vec<List>,
    chunks: Vec<u8>,
    /// The words of the entry that is coming in.
    met: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct List {
    word_start: u32,
    word_end: u32,
    first: u32,
    length: u32,
    /// Where the next byte goes, and where its chunk's link stands.
    next: u32,
    link: u32,
    chunk: u16,
    /// The last entry of the list.
    entry: u32,
    met: Option<Met>,
}

impl Growing {
    /// Entries come with ascending numbers below 2^28.
    pub fn add<'t>(&mut self, entry: u32, tokens: impl Iterator<Item = (&'t str, Field)>) {
        for (token, field) in tokens {
            let place = self.place(token);
            if let Some(list) = self.lists.get_mut(place as usize) {
                if list.met.is_none() {
                    self.met.push(place);
                }
                list.met.get_or_insert_default().note(field);
            }
        }
        for place in self.met.drain(..) {
            if let Some(list) = self.lists.get_mut(place as usize)
                && let Some(met) = list.met.take()
            {
                let distance = entry - list.entry;
                list.entry = entry;
                encoded(distance, met.strength()).for_each(|byte| list.push(byte, &mut self.chunks));
            }
        }
    }

    pub fn settle(self) -> Postings {
        let mut lists: Vec<(&str, &List)> = self.lists.iter().map(|list| (list.word(&self.words), list)).collect();
        lists.sort_unstable_by_key(|&(word, _)| word);
        let list_bytes = lists.iter().map(|(_, list)| list.length as usize).sum();
        let mut settled = Postings::with_room(lists.len(), self.words.len(), list_bytes);
        for (word, list) in lists {
            settled.push(word, list.pieces(&self.chunks));
        }
        settled
    }

    fn hash(&self, word: &str) -> u32 {
        self.hashing.hash_one(word) as u32
    }

    fn place(&mut self, word: &str) -> u32 {
        let hash = self.hash(word);
        let common = hash as usize % COMMON_WORDS;
        if let Some(&(known, place)) = self.common.get(common)
            && known == hash
            && self.is(place, word)
        {
            return place;
        }
        let place = self.rare_place(word, hash);
        if self.common.is_empty() {
            self.common.resize(COMMON_WORDS, (0, u32::MAX));
        }
        if let Some(known) = self.common.get_mut(common) {
            *known = (hash, place);
        }
        place
    }

    fn rare_place(&mut self, word: &str, hash: u32) -> u32 {
        let next = self.lists.len() as u32;
        let place = *self.places.entry(hash).or_insert(next);
        if place != next && self.is(place, word) {
            return place;
        }
        if place != next {
            if let Some(&place) = self.others.get(word) {
                return place;
            }
            self.others.insert(word.into(), next);
        }
        let word_start = self.words.len() as u32;
        self.words.push_str(word);
        self.lists.push(List { word_start, word_end: self.words.len() as u32, ..List::default() });
        next
    }

    fn is(&self, place: u32, word: &str) -> bool {
        self.lists.get(place as usize).is_some_and(|list| list.word(&self.words) == word)
    }
}

impl List {
    fn word<'w>(&self, words: &'w str) -> &'w str {
        words.get(self.word_start as usize..self.word_end as usize).unwrap_or_default()
    }

    fn push(&mut self, byte: u8, chunks: &mut Vec<u8>) {
        if self.next == self.link {
            let start = chunks.len() as u32;
            if self.length == 0 {
                self.first = start;
            } else if let Some(link) = chunks.get_mut(self.link as usize..self.link as usize + LINK) {
                link.copy_from_slice(&start.to_ne_bytes());
            }
            self.chunk = longer(self.chunk.into()) as u16;
            chunks.resize(chunks.len() + usize::from(self.chunk) + LINK, 0);
            self.next = start;
            self.link = start + u32::from(self.chunk);
        }
        if let Some(place) = chunks.get_mut(self.next as usize) {
            *place = byte;
        }
        self.next += 1;
        self.length += 1;
    }

    fn pieces<'c>(&self, chunks: &'c [u8]) -> impl Iterator<Item = &'c [u8]> {
        let (mut start, mut left, mut chunk) = (self.first as usize, self.length as usize, 0);
        std::iter::from_fn(move || {
            chunk = longer(chunk);
            let piece = chunks.get(start..start + left.min(chunk)).filter(|piece| !piece.is_empty())?;
            left -= piece.len();
            let link = chunks.get(start + chunk..)?.first_chunk()?;
            start = u32::from_ne_bytes(*link) as usize;
            Some(piece)
        })
    }
}

/// Length of the chunk after one of this length.
fn longer(chunk: usize) -> usize {
    (chunk * 2).clamp(FIRST_CHUNK, LONGEST_CHUNK)
}

/// Spreads half a hash over a whole one.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(self.0 as u32 ^ u32::from(byte)));
    }

    fn write_u32(&mut self, half: u32) {
        self.0 = u64::from(half).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn entries(settled: &Postings, word: &str) -> Vec<(u32, u8)> {
        settled.find(word).into_iter().flatten().map(|(entry, strength)| (entry, strength.bits())).collect()
    }

    proptest! {
        #[test]
        fn lists_hold_what_came_in(
            comings in proptest::collection::vec((1_u32..100_000, "[ab採]( [ab採]){0,6}", "[ab]?"), 0..400),
        ) {
            let mut growing = Growing::default();
            let mut expected: BTreeMap<&str, BTreeMap<u32, Met>> = BTreeMap::new();
            let mut number = 0;
            for (distance, body, title) in &comings {
                let body = body.split(' ').map(|token| (token, Field::Body));
                let tokens: Vec<_> = body.chain(title.split_whitespace().map(|token| (token, Field::Title))).collect();
                growing.add(number, tokens.iter().copied());
                for (token, field) in tokens {
                    expected.entry(token).or_default().entry(number).or_default().note(field);
                }
                number += distance;
            }
            let settled = growing.settle();
            for word in ["a", "b", "採", "c"] {
                let list = expected.get(word).into_iter().flatten();
                let list: Vec<_> = list.map(|(&entry, met)| (entry, met.strength().bits())).collect();
                prop_assert_eq!(entries(&settled, word), list);
            }
        }
    }

    #[test]
    fn two_words_with_one_hash_stay_two_words() {
        let mut growing = Growing::default();
        growing.add(0, [("a", Field::Body)].into_iter());
        growing.places.insert(growing.hash("b"), 0);
        for entry in 1..3 {
            growing.add(entry, [("b", Field::Body)].into_iter());
        }
        let settled = growing.settle();
        assert_eq!(entries(&settled, "a"), [(0, 0)]);
        assert_eq!(entries(&settled, "b"), [(1, 0), (2, 0)]);
    }
}
