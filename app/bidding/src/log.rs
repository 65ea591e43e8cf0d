//! The published heads of the office's log, and the proof that a receipt is in it: read and checked without the office.
//!
//! Leaves and nodes are hashed as RFC 6962 section 2.1 says. This is written apart from the log itself, so that an error
//! in one of the two shows.

use domain::bids::{BidEvent, Digest};
use domain::event::Event;
use domain::time::Timestamp;
use sha2::{Digest as _, Sha256};
use std::str::FromStr;

const HEADS: &str = "marketplace log heads 1";
const PROOF: &str = "marketplace log proof 1";
/// What stands first in every leaf of the log.
const LEAF: &str = "shared-ai-marketplace/audit/v1";

/// A published head: so many entries, and the root of their tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// When it was taken, as `2026-11-22T02:00:00.000Z`.
    pub taken_at: String,
    /// Entries.
    pub size: u64,
    /// Root of their tree.
    pub root: Digest,
    /// Why it was published: `hour`, `closing` or `opening`.
    pub occasion: String,
}

/// That an entry with a receipt's fingerprint stands in the log of some size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    /// Place of the entry, from 0.
    pub entry: u64,
    /// When it was written.
    pub written_at: Timestamp,
    /// Entries of the log whose root the path leads to.
    pub size: u64,
    /// Hashes from the leaf to the root.
    pub path: Vec<Digest>,
}

/// The text of published heads, to be signed: a line for each, oldest first.
pub fn write_heads(heads: &[LogHead]) -> String {
    let line = |head: &LogHead| format!("{} {} {} {}\n", head.taken_at, head.size, head.root, head.occasion);
    std::iter::once(format!("{HEADS}\n")).chain(heads.iter().map(line)).collect()
}

/// Reads the text of published heads; anything but exactly what is written is `None`.
pub fn read_heads(text: &str) -> Option<Vec<LogHead>> {
    let mut lines = text.lines();
    (lines.next()? == HEADS).then_some(())?;
    let head = |line: &str| {
        let mut words = line.split(' ');
        let (taken_at, size, root) = (words.next()?, words.next()?.parse().ok()?, Digest::parse(words.next()?)?);
        Some(LogHead { taken_at: taken_at.to_owned(), size, root, occasion: words.next()?.to_owned() })
    };
    let heads: Vec<_> = lines.map(head).collect::<Option<_>>()?;
    (write_heads(&heads) == text).then_some(heads)
}

impl LogProof {
    /// The one text of this proof.
    pub fn to_text(&self) -> String {
        let written_at = self.written_at.millis();
        let mut text = format!("{PROOF}\nentry: {}\nwritten-at-ms: {written_at}\nsize: {}\n", self.entry, self.size);
        for hash in &self.path {
            text.push_str(&format!("path: {hash}\n"));
        }
        text + "end: -\n"
    }

    /// Reads a proof's text; anything but exactly what [`LogProof::to_text`] writes is `None`.
    pub fn from_text(text: &str) -> Option<LogProof> {
        fn fact<T: FromStr>(line: Option<&str>, name: &str) -> Option<T> {
            line?.strip_prefix(name)?.strip_prefix(": ")?.parse().ok()
        }
        let mut lines = text.lines();
        (lines.next()? == PROOF).then_some(())?;
        let entry = fact(lines.next(), "entry")?;
        let written_at = Timestamp::from_millis(fact(lines.next(), "written-at-ms")?);
        let size = fact(lines.next(), "size")?;
        let path = lines.map_while(|line| line.strip_prefix("path: ")).map(Digest::parse).collect::<Option<_>>()?;
        let proof = LogProof { entry, written_at, size, path };
        (proof.to_text() == text).then_some(proof)
    }

    /// The root that the log of this size must have, if the receipt of this fingerprint is its entry; `None` when the path
    /// cannot be one.
    pub fn root(&self, receipt: Digest) -> Option<Digest> {
        if self.entry >= self.size {
            return None;
        }
        let (mut place, mut last) = (self.entry, self.size - 1);
        let mut hash = self.leaf(receipt)?;
        for beside in &self.path {
            if last == 0 {
                return None;
            }
            if place % 2 == 1 || place == last {
                hash = node(beside.0, hash);
                // A subtree at the right edge that is alone moves up until it has a neighbour.
                while place % 2 == 0 && place != 0 {
                    (place, last) = (place / 2, last / 2);
                }
            } else {
                hash = node(hash, beside.0);
            }
            (place, last) = (place / 2, last / 2);
        }
        (last == 0).then_some(Digest(hash))
    }

    /// The leaf of the entry: every part with its length in front. It names nobody and belongs to no history.
    fn leaf(&self, receipt: Digest) -> Option<[u8; 32]> {
        let event = Event::from(BidEvent::ReceiptGiven { receipt });
        let body = serde_json::to_string(&event).ok()?;
        let (place, at) = (self.entry.to_be_bytes(), self.written_at.millis().to_be_bytes());
        let nobody: &[u8] = &[];
        let parts = [LEAF.as_bytes(), &place, &at, nobody, nobody, nobody, event.name().as_bytes(), body.as_bytes()];
        let mut hash = Sha256::new_with_prefix([0]);
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Some(hash.finalize().into())
    }
}

fn node(left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
    Sha256::new_with_prefix([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof() -> LogProof {
        let path = vec![Digest([1; 32]), Digest([2; 32])];
        LogProof { entry: 2, written_at: Timestamp::from_millis(1_795_000_000_123), size: 4, path }
    }

    #[test]
    fn a_proof_has_one_text_and_any_other_is_refused() {
        let text = proof().to_text();
        assert_eq!(LogProof::from_text(&text), Some(proof()));
        for (from, to) in [("entry: 2", "entry: 02"), ("size: 4", "size:4"), ("end: -\n", ""), ("proof 1", "proof 2")] {
            assert_eq!(LogProof::from_text(&text.replace(from, to)), None, "{from}");
        }
    }

    #[test]
    fn a_path_leads_to_one_root_and_one_of_another_length_to_none() {
        let receipt = Digest([9; 32]);
        let leaf = proof().leaf(receipt).unwrap();
        let expected = node([2; 32], node(leaf, [1; 32]));
        assert_eq!(proof().root(receipt), Some(Digest(expected)));
        assert_ne!(proof().root(Digest([8; 32])), Some(Digest(expected)));
        assert_eq!(LogProof { path: Vec::new(), ..proof() }.root(receipt), None);
        assert_eq!(LogProof { path: vec![Digest([1; 32]); 3], ..proof() }.root(receipt), None);
        assert_eq!(LogProof { entry: 4, ..proof() }.root(receipt), None);
    }

    #[test]
    fn heads_are_read_as_they_were_written() {
        let head = LogHead {
            taken_at: "2026-12-18T04:02:03.004Z".into(),
            size: 57,
            root: Digest([7; 32]),
            occasion: "closing".into(),
        };
        let text = write_heads(std::slice::from_ref(&head));
        assert_eq!(read_heads(&text), Some(vec![head]));
        for (from, to) in [("57", "057"), (" closing", ""), ("heads 1", "heads 2"), ("closing\n", "closing")] {
            assert_eq!(read_heads(&text.replace(from, to)), None, "{from}");
        }
    }
}
