//! Seals a bid: header first, then the body as it comes.
//!
//! Files are read twice by the caller: once for the sizes and digests in the manifest, once for their
//! content. The sealer checks that the second reading equals the first, holds back one chunk at most, and
//! gives at the end what the receipt repeats.

use crate::bid_key::BidKey;
use crate::context::Context;
use crate::header::Header;
use crate::key_set::KeySet;
use crate::keys::PublicKey;
use crate::manifest::{FileEntry, LONGEST_ANSWERS, Manifest, ManifestFault};
use crate::stream::{Broken, FIRST, PADDING, SEALED_CHUNK, SectionSealer, chunks_of, padded};
use crate::suite::SuiteFailed;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Why a bid is not sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum SealingRefusal {
    /// The context names another key set.
    OtherKeySet,
    /// The manifest or the answers are beyond a limit.
    Manifest {
        /// In what way.
        fault: ManifestFault,
    },
    /// A file's content is not what its first reading was.
    FileChanged {
        /// Its place, from 1.
        place: usize,
    },
    /// Content came after the last file was complete.
    TooMuchContent,
    /// The content of a file did not come to its end.
    FileMissing {
        /// Its place, from 1.
        place: usize,
    },
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<SuiteFailed> for SealingRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

/// Why something that flows came to a stop.
#[derive(Debug)]
pub enum Stopped<R> {
    /// By a rule.
    Refused(R),
    /// By the reader or writer it flows through.
    Broken(io::Error),
}

impl<R> From<R> for Stopped<R> {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Broken> for Stopped<SealingRefusal> {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Suite => Self::Refused(SealingRefusal::SuiteFailed),
            Broken::Io(error) => Self::Broken(error),
        }
    }
}

/// To whom and for what a bid is sealed.
#[derive(Debug, Clone, Copy)]
pub struct Recipients<'a> {
    /// The officers.
    pub key_set: &'a KeySet,
    /// The tender's closing key.
    pub closing_key: &'a PublicKey,
}

/// What a sealed envelope is known by.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// SHA-256 of the whole envelope.
    pub sha256: [u8; 32],
    /// Size of the whole envelope.
    pub size_bytes: u64,
    /// Reads the bid: to be kept by the bidder as a file, or let go.
    pub bid_key: BidKey,
}

/// An envelope being written.
pub struct Sealer<W> {
    out: Counted<W>,
    key: BidKey,
    files: Vec<FileEntry>,
    /// Files complete so far.
    complete: usize,
    current: Option<Current>,
    padding_chunks: u64,
}

struct Current {
    section: SectionSealer,
    hash: Sha256,
    left: u64,
}

impl<W: Write> Sealer<W> {
    /// Writes the header, the manifest and the answers (an opaque part: what a form or price table holds).
    pub fn begin(
        out: W,
        context: Context,
        to: Recipients<'_>,
        files: Vec<FileEntry>,
        answers: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Self, Stopped<SealingRefusal>> {
        let manifest = Manifest { answers_sha256: Sha256::digest(answers).into(), files };
        let fault = |fault| SealingRefusal::Manifest { fault };
        if answers.len() > LONGEST_ANSWERS {
            return Err(fault(ManifestFault::TooLong).into());
        }
        let json = manifest.to_json().map_err(fault)?;
        let (header, key) = Header::seal(context, to.key_set, to.closing_key, rng)?;

        let mut out = Counted { out, hash: Sha256::new(), size: 0 };
        out.write_all(&header.to_bytes()).map_err(Stopped::Broken)?;
        let mut first = SectionSealer::new(&key, FIRST).map_err(SealingRefusal::from)?;
        // Both are below their limits, so both lengths fit.
        first.push(&(json.len() as u32).to_be_bytes(), &mut out)?;
        first.push(&(answers.len() as u32).to_be_bytes(), &mut out)?;
        first.push(&json, &mut out)?;
        first.push(answers, &mut out)?;
        first.finish(&mut out)?;

        let used = first_chunks(json.len(), answers.len()).saturating_add(manifest.file_chunks());
        let padding_chunks = padded(used).saturating_sub(used);
        let mut sealer = Self { out, key, files: manifest.files, complete: 0, current: None, padding_chunks };
        sealer.advance()?;
        Ok(sealer)
    }

    /// Seals the next content, file after file in the manifest's order. Where one ends is known from its
    /// size, so a call may carry the end of one and the beginning of the next.
    pub fn push(&mut self, mut content: &[u8]) -> Result<(), Stopped<SealingRefusal>> {
        while !content.is_empty() {
            let Some(current) = &mut self.current else {
                return Err(SealingRefusal::TooMuchContent.into());
            };
            let size = usize::try_from(current.left).unwrap_or(usize::MAX).min(content.len());
            let (now, later) = content.split_at(size);
            current.hash.update(now);
            current.section.push(now, &mut self.out)?;
            current.left = current.left.saturating_sub(size as u64);
            content = later;
            self.advance()?;
        }
        Ok(())
    }

    /// Writes the padding. Without it the envelope does not open.
    pub fn finish(mut self) -> Result<(W, Sealed), Stopped<SealingRefusal>> {
        if self.complete < self.files.len() {
            return Err(SealingRefusal::FileMissing { place: self.complete.saturating_add(1) }.into());
        }
        if self.padding_chunks > 0 {
            let mut padding = SectionSealer::new(&self.key, PADDING).map_err(SealingRefusal::from)?;
            let zeros = vec![0; crate::stream::CHUNK];
            for _ in 0..self.padding_chunks {
                padding.push(&zeros, &mut self.out)?;
            }
            padding.finish(&mut self.out)?;
        }
        self.out.flush().map_err(Stopped::Broken)?;
        let Counted { out, hash, size } = self.out;
        Ok((out, Sealed { sha256: hash.finalize().into(), size_bytes: size, bid_key: self.key }))
    }

    /// Ends every file that is complete and begins the one that is not.
    fn advance(&mut self) -> Result<(), Stopped<SealingRefusal>> {
        loop {
            if let Some(current) = self.current.take_if(|current| current.left == 0) {
                let place = self.complete.saturating_add(1);
                let promised = self.files.get(self.complete).map(|file| file.sha256);
                if promised != Some(current.hash.finalize().into()) {
                    return Err(SealingRefusal::FileChanged { place }.into());
                }
                current.section.finish(&mut self.out)?;
                self.complete = place;
            }
            if self.current.is_some() {
                return Ok(());
            }
            let Some(file) = self.files.get(self.complete) else { return Ok(()) };
            let section = SectionSealer::new(&self.key, section_of(self.complete)).map_err(SealingRefusal::from)?;
            self.current = Some(Current { section, hash: Sha256::new(), left: file.size_bytes });
        }
    }
}

/// The section of the file that follows `before` others.
pub(crate) fn section_of(before: usize) -> u32 {
    u32::try_from(before).unwrap_or(PADDING).saturating_add(1)
}

/// Chunks of the section with the manifest and the answers.
pub(crate) fn first_chunks(manifest: usize, answers: usize) -> u64 {
    chunks_of((manifest as u64).saturating_add(answers as u64).saturating_add(8))
}

/// The size an envelope will have, before it is sealed: of its header, then chunks and padding.
pub fn envelope_size(key_set: &KeySet, manifest: &Manifest, answers_bytes: usize) -> Result<u64, ManifestFault> {
    let json = manifest.to_json()?;
    let chunks = padded(first_chunks(json.len(), answers_bytes).saturating_add(manifest.file_chunks()));
    Ok(chunks.saturating_mul(SEALED_CHUNK as u64).saturating_add(Header::size(key_set) as u64))
}

/// Counts and hashes what is written.
struct Counted<W> {
    out: W,
    hash: Sha256,
    size: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or(bytes));
        self.size = self.size.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
