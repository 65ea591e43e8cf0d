//! Which entries have which filter values, and how many of any set of entries do.
//!
//! A common value is a set of bits, a rare one a list, so that counting every value over a broad
//! result costs a few bits per entry; over a narrow result the values of each entry are read instead.

use std::collections::BTreeMap;

use super::{
    FacetId, ValueId,
    bits::{self, Bits},
};

/// A list longer than this part of the catalogue takes more room than bits.
const RARE: usize = 32;

/// Every value of every facet. Entries that left the catalogue stay in the sets: whoever asks brings
/// living ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Facets {
    values: Vec<Value>,
    places: BTreeMap<(FacetId, ValueId), u32>,
    /// Values of the entries, one entry after the other.
    of_entries: Vec<u32>,
    ends: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Value {
    facet: FacetId,
    holders: Holders,
    living: u32,
}

#[derive(Debug, Clone)]
enum Holders {
    Few(Vec<u32>),
    Many(Bits),
}

/// The entries a text found, with filters applied.
pub(super) struct Narrowed {
    /// By all filters.
    pub all: Bits,
    /// For each filtered facet: by the filters of the others.
    pub others: Vec<(FacetId, Bits)>,
}

impl Narrowed {
    pub fn of(found: Bits, filters: &[(FacetId, Bits)]) -> Narrowed {
        let narrowed_without = |facet: Option<FacetId>| {
            let mut narrowed = found.clone();
            filters.iter().filter(|(other, _)| Some(*other) != facet).for_each(|(_, bits)| narrowed.keep_only(bits));
            narrowed
        };
        let others = filters.iter().map(|&(facet, _)| (facet, narrowed_without(Some(facet)))).collect();
        Narrowed { all: narrowed_without(None), others }
    }
}

impl Facets {
    /// The next entry comes in; numbers go up by one.
    pub fn add(&mut self, entry: u32, facets: &[(FacetId, ValueId)]) {
        let start = self.of_entries.len();
        for &(facet, value) in facets {
            let next = self.values.len() as u32;
            let place = *self.places.entry((facet, value)).or_insert(next);
            if place == next {
                self.values.push(Value { facet, holders: Holders::Few(Vec::new()), living: 0 });
            }
            let again = self.of_entries.get(start..).is_some_and(|already| already.contains(&place));
            if let Some(value) = self.values.get_mut(place as usize).filter(|_| !again) {
                value.living += 1;
                value.holders.insert(entry);
                self.of_entries.push(place);
            }
        }
        self.ends.push(self.of_entries.len() as u32);
    }

    /// The entry is counted no more.
    pub fn remove(&mut self, entry: u32) {
        let range = self.range(entry);
        for &place in self.of_entries.get(range).unwrap_or(&[]) {
            if let Some(value) = self.values.get_mut(place as usize) {
                value.living -= 1;
            }
        }
    }

    /// Chooses the form of every set by its size, and leaves room for more entries.
    pub fn settle(&mut self, room: usize) {
        let entries = self.ends.len();
        for value in &mut self.values {
            if let Holders::Few(list) = &mut value.holders {
                list.shrink_to_fit();
                if list.len() * RARE > entries {
                    value.holders = Holders::Many(Bits::of(entries, list.iter().copied()));
                }
            }
        }
        let values_each = 1 + self.of_entries.len() / entries.max(1);
        bits::leave_room(&mut self.of_entries, room * values_each);
        bits::leave_room(&mut self.ends, room);
    }

    /// One set per filtered facet: the entries with any of its values.
    pub fn filters(&self, filters: &[(FacetId, Vec<ValueId>)]) -> Vec<(FacetId, Bits)> {
        let mut sets: BTreeMap<FacetId, Bits> = BTreeMap::new();
        for (facet, value) in
            filters.iter().flat_map(|(facet, values)| values.iter().map(move |&value| (*facet, value)))
        {
            let set = sets.entry(facet).or_insert_with(|| Bits::new(self.ends.len()));
            match self.places.get(&(facet, value)).and_then(|&place| self.values.get(place as usize)) {
                Some(Value { holders: Holders::Many(bits), .. }) => set.add_all(bits),
                Some(Value { holders: Holders::Few(list), .. }) => list.iter().for_each(|&entry| set.insert(entry)),
                None => {}
            }
        }
        sets.into_iter().collect()
    }

    /// Counts over the whole catalogue, kept ready.
    pub fn of_everything(&self) -> Vec<(FacetId, ValueId, u32)> {
        self.named(|place| self.values.get(place).map_or(0, |value| value.living))
    }

    /// Counts of every value over the result, each following the other facets' filters.
    pub fn of(&self, narrowed: &Narrowed) -> Vec<(FacetId, ValueId, u32)> {
        let mut counts = vec![0; self.values.len()];
        let filtered = |facet| narrowed.others.iter().any(|(other, _)| *other == facet);
        self.count(&narrowed.all, |facet| !filtered(facet), &mut counts);
        for (facet, set) in &narrowed.others {
            self.count(set, |other| other == *facet, &mut counts);
        }
        self.named(|place| counts.get(place).copied().unwrap_or(0))
    }

    fn count(&self, set: &Bits, wanted: impl Fn(FacetId) -> bool, counts: &mut [u32]) {
        let values = || self.values.iter().zip(0_usize..).filter(|(value, _)| wanted(value.facet));
        let by_value: usize = values().map(|(value, _)| value.holders.cost(set)).sum();
        let by_entry = set.count() * (self.of_entries.len() / self.ends.len().max(1) + 1);
        if by_value < by_entry {
            for (value, place) in values() {
                if let Some(count) = counts.get_mut(place) {
                    *count = value.holders.count(set);
                }
            }
            return;
        }
        let mut all = vec![0; self.values.len()];
        for entry in set.iter() {
            for &place in self.of_entries.get(self.range(entry)).unwrap_or(&[]) {
                if let Some(count) = all.get_mut(place as usize) {
                    *count += 1;
                }
            }
        }
        for (_, place) in values() {
            if let (Some(count), Some(&found)) = (counts.get_mut(place), all.get(place)) {
                *count = found;
            }
        }
    }

    fn named(&self, count: impl Fn(usize) -> u32) -> Vec<(FacetId, ValueId, u32)> {
        let counted = self.places.iter().map(|(&(facet, value), &place)| (facet, value, count(place as usize)));
        counted.filter(|&(_, _, count)| count > 0).collect()
    }

    fn range(&self, entry: u32) -> std::ops::Range<usize> {
        let end = |at: Option<usize>| at.and_then(|at| self.ends.get(at)).copied().unwrap_or(0) as usize;
        end((entry as usize).checked_sub(1))..end(Some(entry as usize))
    }
}

impl Holders {
    fn insert(&mut self, entry: u32) {
        match self {
            Holders::Few(list) => list.push(entry),
            Holders::Many(bits) => bits.insert(entry),
        }
    }

    fn count(&self, set: &Bits) -> u32 {
        match self {
            Holders::Few(list) => list.iter().map(|&entry| u32::from(set.holds(entry))).sum(),
            Holders::Many(bits) => bits.count_common(set),
        }
    }

    fn cost(&self, set: &Bits) -> usize {
        match self {
            Holders::Few(list) => list.len(),
            Holders::Many(_) => set.words(),
        }
    }
}
