//! A set of entries, one bit each: what filters combine and facets count.

/// A set of entry numbers. Sets of different lengths combine as if the shorter went on with zeros.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

const WORD: u32 = u64::BITS;

impl Bits {
    /// The empty set, with room for the entries below `length`.
    pub fn new(length: usize) -> Bits {
        Bits(vec![0; length.div_ceil(WORD as usize)])
    }

    pub fn of(length: usize, entries: impl IntoIterator<Item = u32>) -> Bits {
        let mut bits = Bits::new(length);
        entries.into_iter().for_each(|entry| bits.insert(entry));
        bits
    }

    pub fn insert(&mut self, entry: u32) {
        let word = (entry / WORD) as usize;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (entry % WORD);
        }
    }

    pub fn remove(&mut self, entry: u32) {
        if let Some(word) = self.0.get_mut((entry / WORD) as usize) {
            *word &= !(1 << (entry % WORD));
        }
    }

    pub fn holds(&self, entry: u32) -> bool {
        self.0.get((entry / WORD) as usize).is_some_and(|word| word >> (entry % WORD) & 1 == 1)
    }

    pub fn add_all(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    pub fn keep_only(&mut self, other: &Bits) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub fn count_common(&self, other: &Bits) -> u32 {
        self.0.iter().zip(&other.0).map(|(word, other)| (word & other).count_ones()).sum()
    }

    /// How many words a count reads.
    pub fn words(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).step_by(WORD as usize).zip(&self.0).flat_map(|(start, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(start + bit)
            })
        })
    }
}

/// Lets a list take so many more without growing; a growing list would double.
pub(super) fn leave_room<T>(list: &mut Vec<T>, more: usize) {
    list.shrink_to(list.len() + more);
    list.reserve_exact(more);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn some_entries() -> impl Strategy<Value = BTreeSet<u32>> {
        proptest::collection::btree_set(0_u32..500, 0..60)
    }

    proptest! {
        #[test]
        fn bits_are_sets(one in some_entries(), other in some_entries(), removed in 0_u32..600) {
            let (bits, others) = (Bits::of(0, one.iter().copied()), Bits::of(500, other.iter().copied()));
            let common: Vec<u32> = one.intersection(&other).copied().collect();
            let (mut both, mut either, mut fewer) = (bits.clone(), bits.clone(), bits.clone());
            both.keep_only(&others);
            either.add_all(&others);
            fewer.remove(removed);
            prop_assert_eq!(bits.count_common(&others) as usize, common.len());
            prop_assert_eq!(both.iter().collect::<Vec<_>>(), common);
            prop_assert_eq!(either.iter().collect::<Vec<_>>(), one.union(&other).copied().collect::<Vec<_>>());
            prop_assert_eq!(bits.count(), one.len());
            prop_assert!(!fewer.holds(removed) && bits.holds(removed) == one.contains(&removed));
        }
    }
}
