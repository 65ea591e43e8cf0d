//! An append-only Merkle tree after RFC 6962, kept as its right edge.

use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// The root of a tree without leaves.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Hash of a leaf: SHA-256 of 0x00 and the leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(leaf);
    hash.finalize().into()
}

/// Hash of a node: SHA-256 of 0x01 and its two children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The hashes beside the way from a leaf to the root, lowest first (RFC 6962, section 2.1.1); none without such a leaf.
pub fn path(leaves: &[Hash], place: usize) -> Vec<Hash> {
    if leaves.len() < 2 || place >= leaves.len() {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut below, beside) = match place.checked_sub(left.len()) {
        None => (path(left, place), right),
        Some(place) => (path(right, place), left),
    };
    below.push(root_of(beside));
    below
}

fn root_of(leaves: &[Hash]) -> Hash {
    let mut tree = Frontier::default();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

/// The right edge of a tree: the roots of its largest complete subtrees, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge as it was stored; `None` when it cannot belong to a tree of this size.
    pub fn stored(size: i64, bytes: &[u8]) -> Option<Frontier> {
        let size = u64::try_from(size).ok()?;
        let (hashes, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && hashes.len() == size.count_ones() as usize;
        fits.then(|| Frontier { size, peaks: hashes.to_vec() })
    }

    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The edge as bytes to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each complete subtree of the same height as the new one merges with it.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => empty_root(),
            Some(smallest) => peaks.fold(*smallest, |right, left| node_hash(left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::hex;
    use proptest::prelude::*;

    /// The definition of RFC 6962 section 2.1, word for word.
    fn root_by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node_hash(&root_by_definition(&leaves[..split]), &root_by_definition(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_tree_gives_the_known_roots_of_the_reference_tests() {
        // Leaves and roots used by the certificate-transparency reference implementation.
        let leaves: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        let mut tree = Frontier::default();
        assert_eq!(hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let mut roots = Vec::new();
        for leaf in leaves {
            tree.push(leaf_hash(leaf));
            roots.push(hex(&tree.root()));
        }
        assert_eq!(roots[0], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(roots[1], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(roots[7], "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    proptest! {
        #[test]
        fn appending_gives_the_root_of_the_definition(count in 0..200_usize) {
            let leaves: Vec<Hash> = (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect();
            let mut tree = Frontier::default();
            for leaf in &leaves {
                tree.push(*leaf);
                let stored = Frontier::stored(tree.size() as i64, &tree.to_bytes());
                prop_assert_eq!(stored.as_ref(), Some(&tree));
            }
            prop_assert_eq!(tree.root(), root_by_definition(&leaves));
        }
    }

    #[test]
    fn an_edge_that_cannot_be_is_not_read() {
        assert_eq!(Frontier::stored(3, &[0; 32]), None);
        assert_eq!(Frontier::stored(1, &[0; 31]), None);
        assert_eq!(Frontier::stored(-1, &[]), None);
    }
}
