//! The body of an envelope in authenticated chunks, so that it is sealed and opened while it flows.
//!
//! Sections follow one another: 0 holds the manifest and the answers, 1 and up a file each, the last only
//! padding. Each has its own key and is cut into chunks of 64 KiB, the last filled up with zeros; chunk n is
//! sealed with a nonce of seven zeros, n in four bytes and the end marker (the STREAM construction of
//! Hoang, Reyhanitabar, Rogaway and Vizár, 2015). All chunks look alike, so only their number shows, and
//! that is rounded up coarsely.

use crate::bid_key::BidKey;
use crate::suite::{Cipher, SuiteFailed, TAG};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// Bytes of text in a chunk.
pub const CHUNK: usize = 64 * 1024;
/// Bytes of a chunk as sealed.
pub const SEALED_CHUNK: usize = CHUNK + TAG;

/// The section with the manifest and the answers.
pub(crate) const FIRST: u32 = 0;
/// The section that only fills up.
pub(crate) const PADDING: u32 = u32::MAX;

/// Chunks for so many bytes; nothing still takes one, for the end marker.
pub(crate) const fn chunks_of(bytes: u64) -> u64 {
    let chunks = bytes.div_ceil(CHUNK as u64);
    if chunks == 0 { 1 } else { chunks }
}

/// Chunks a body is filled up to: a multiple of two, and of the eighth of the power of two below, so that
/// no body grows by more than an eighth (or to 128 KiB) and eight sizes tell all from one power to the next.
pub(crate) fn padded(chunks: u64) -> u64 {
    let step = (1u64 << chunks.max(1).ilog2().saturating_sub(3)).max(2);
    chunks.checked_next_multiple_of(step).unwrap_or(chunks)
}

/// Seals one section; holds back one chunk at most, because the last is marked.
pub(crate) struct SectionSealer {
    cipher: Cipher,
    counter: u32,
    chunk: Zeroizing<Vec<u8>>,
}

/// Why a section cannot go on.
pub(crate) enum Broken {
    Suite,
    Io(io::Error),
}

impl From<SuiteFailed> for Broken {
    fn from(_: SuiteFailed) -> Self {
        Self::Suite
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl SectionSealer {
    pub(crate) fn new(key: &BidKey, section: u32) -> Result<Self, SuiteFailed> {
        let cipher = Cipher::new(&key.section(section)?);
        Ok(Self { cipher, counter: 0, chunk: Zeroizing::new(Vec::with_capacity(SEALED_CHUNK)) })
    }

    pub(crate) fn push(&mut self, mut text: &[u8], out: &mut impl Write) -> Result<(), Broken> {
        while !text.is_empty() {
            if self.chunk.len() == CHUNK {
                self.seal(false, out)?;
            }
            let room = CHUNK.saturating_sub(self.chunk.len()).min(text.len());
            let (now, later) = text.split_at(room);
            self.chunk.extend_from_slice(now);
            text = later;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self, out: &mut impl Write) -> Result<(), Broken> {
        self.chunk.resize(CHUNK, 0);
        self.seal(true, out)
    }

    fn seal(&mut self, last: bool, out: &mut impl Write) -> Result<(), Broken> {
        let tag = self.cipher.seal(&nonce(self.counter, last), &[], &mut self.chunk)?;
        out.write_all(&self.chunk)?;
        out.write_all(&tag)?;
        self.chunk.clear();
        // No envelope has so many chunks; if it had, a nonce would not come twice.
        self.counter = self.counter.checked_add(1).ok_or(SuiteFailed)?;
        Ok(())
    }
}

/// Opens one section of a known number of chunks.
pub(crate) struct SectionOpener {
    cipher: Cipher,
    counter: u32,
    chunk: Zeroizing<Vec<u8>>,
}

/// Why a chunk gives no text.
pub(crate) enum Unread {
    /// The body ends here.
    Ended,
    /// Altered, or out of its place.
    NotAuthentic,
    Io(io::Error),
}

impl SectionOpener {
    pub(crate) fn new(key: &BidKey, section: u32) -> Result<Self, SuiteFailed> {
        let cipher = Cipher::new(&key.section(section)?);
        Ok(Self { cipher, counter: 0, chunk: Zeroizing::new(vec![0; SEALED_CHUNK]) })
    }

    /// The text of the next chunk, which is the section's last or is not. When that depends on what the
    /// chunk itself says, see [`Self::first`].
    pub(crate) fn next(&mut self, last: bool, from: &mut impl Read) -> Result<&[u8], Unread> {
        self.read(from)?;
        if !self.open(last) {
            return Err(Unread::NotAuthentic);
        }
        self.advance()
    }

    /// The text of a section's first chunk, and whether it is also the last.
    pub(crate) fn first(&mut self, from: &mut impl Read) -> Result<(&[u8], bool), Unread> {
        self.read(from)?;
        let sealed = self.chunk.clone();
        let mut last = false;
        if !self.open(last) {
            // A refused chunk may be left as anything.
            self.chunk = sealed;
            last = true;
            if !self.open(last) {
                return Err(Unread::NotAuthentic);
            }
        }
        Ok((self.advance()?, last))
    }

    fn read(&mut self, from: &mut impl Read) -> Result<(), Unread> {
        from.read_exact(&mut self.chunk).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Unread::Ended,
            _ => Unread::Io(error),
        })
    }

    fn open(&mut self, last: bool) -> bool {
        let opened = self
            .chunk
            .split_last_chunk_mut::<TAG>()
            .and_then(|(text, tag)| self.cipher.open(&nonce(self.counter, last), &[], text, *tag));
        opened.is_some()
    }

    fn advance(&mut self) -> Result<&[u8], Unread> {
        self.counter = self.counter.checked_add(1).ok_or(Unread::NotAuthentic)?;
        self.chunk.get(..CHUNK).ok_or(Unread::NotAuthentic)
    }
}

fn nonce(counter: u32, last: bool) -> [u8; 12] {
    let [a, b, c, d] = counter.to_be_bytes();
    [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_size_is_one_of_few() {
        let rows = [(1, 2), (2, 2), (3, 4), (16, 16), (17, 18), (31, 32), (33, 36), (481, 512), (513, 576)];
        for (chunks, expected) in rows {
            assert_eq!(padded(chunks), expected, "{chunks}");
        }
        let sizes: std::collections::BTreeSet<_> = (513..=1024).map(padded).collect();
        assert_eq!(sizes.len(), 8);
        assert!((16..5000).all(|chunks| padded(chunks) >= chunks && padded(chunks) - chunks <= chunks / 8));
    }

    #[test]
    fn nothing_still_takes_a_chunk() {
        for (bytes, expected) in [(0, 1), (1, 1), (65_536, 1), (65_537, 2), (131_073, 3)] {
            assert_eq!(chunks_of(bytes), expected, "{bytes}");
        }
    }
}
