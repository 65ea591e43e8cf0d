//! An opened bid: its manifest and answers at once, its files as they are read.
//!
//! What has been given out is authentic chunk by chunk; that a bid is complete and nothing follows it is
//! known when [`Opened::finish`] returns, so nobody acts on a bid before.

use crate::bid_key::BidKey;
use crate::header::Header;
use crate::manifest::{FileEntry, LONGEST_ANSWERS, LONGEST_MANIFEST, Manifest, ManifestFault};
use crate::opening::OpeningRefusal;
use crate::sealer::{Stopped, first_chunks, section_of};
use crate::stream::{CHUNK, FIRST, PADDING, SectionOpener, Unread, chunks_of, padded};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// A bid whose content is being read.
pub struct Opened<R> {
    header: Header,
    body: R,
    key: BidKey,
    manifest: Manifest,
    manifest_sha256: [u8; 32],
    answers: Vec<u8>,
    /// Files read so far.
    read: usize,
    padding_chunks: u64,
}

impl From<Unread> for Stopped<OpeningRefusal> {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Ended => Self::Refused(OpeningRefusal::BodyTooShort),
            Unread::NotAuthentic => Self::Refused(OpeningRefusal::BodyNotAuthentic),
            Unread::Io(error) => Self::Broken(error),
        }
    }
}

impl<R: Read> Opened<R> {
    pub(crate) fn begin(header: Header, mut body: R, key: &BidKey) -> Result<Self, Stopped<OpeningRefusal>> {
        let mut section = SectionOpener::new(key, FIRST).map_err(OpeningRefusal::from)?;
        let too_long = || OpeningRefusal::Manifest { fault: ManifestFault::TooLong };
        let (text, only) = section.first(&mut body)?;
        let (manifest_length, rest) = split_length(text).ok_or_else(too_long)?;
        let (answers_length, rest) = split_length(rest).ok_or_else(too_long)?;
        if manifest_length > LONGEST_MANIFEST || answers_length > LONGEST_ANSWERS {
            return Err(too_long().into());
        }
        let chunks = first_chunks(manifest_length, answers_length);
        if only != (chunks == 1) {
            return Err(OpeningRefusal::BodyNotAuthentic.into());
        }
        let mut text = Zeroizing::new(rest.to_vec());
        for number in 2..=chunks {
            text.extend_from_slice(section.next(number == chunks, &mut body)?);
        }
        let (json, rest) = text.split_at_checked(manifest_length).ok_or_else(too_long)?;
        let (answers, zeros) = rest.split_at_checked(answers_length).ok_or_else(too_long)?;
        only_zeros(zeros)?;
        let manifest = Manifest::parse(json).map_err(|fault| OpeningRefusal::Manifest { fault })?;
        if manifest.answers_sha256 != <[u8; 32]>::from(Sha256::digest(answers)) {
            return Err(OpeningRefusal::AnswersDiffer.into());
        }
        let used = chunks.saturating_add(manifest.file_chunks());
        Ok(Self {
            header,
            body,
            key: key.clone(),
            manifest,
            manifest_sha256: Sha256::digest(json).into(),
            answers: answers.to_vec(),
            read: 0,
            padding_chunks: padded(used).saturating_sub(used),
        })
    }

    /// What the envelope said on its outside.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What is in the envelope.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// SHA-256 of the manifest as the bidder wrote it, for the opening record; it covers the answers' digest.
    pub fn manifest_sha256(&self) -> [u8; 32] {
        self.manifest_sha256
    }

    /// The answers, as they were given to be sealed.
    pub fn answers(&self) -> &[u8] {
        &self.answers
    }

    /// Writes the content of the next file; `None` when there is no further.
    pub fn next_file(&mut self, out: &mut impl Write) -> Result<Option<&FileEntry>, Stopped<OpeningRefusal>> {
        let Some(file) = self.manifest.files.get(self.read) else { return Ok(None) };
        let mut section = SectionOpener::new(&self.key, section_of(self.read)).map_err(OpeningRefusal::from)?;
        self.read = self.read.saturating_add(1);
        let (mut left, mut hash) = (file.size_bytes, Sha256::new());
        let chunks = chunks_of(file.size_bytes);
        for number in 1..=chunks {
            let text = section.next(number == chunks, &mut self.body)?;
            let size = usize::try_from(left).unwrap_or(CHUNK).min(text.len());
            let (content, zeros) = text.split_at(size);
            only_zeros(zeros)?;
            hash.update(content);
            out.write_all(content).map_err(Stopped::Broken)?;
            left = left.saturating_sub(size as u64);
        }
        if file.sha256 != <[u8; 32]>::from(hash.finalize()) {
            return Err(OpeningRefusal::FileDiffers { place: self.read }.into());
        }
        Ok(Some(file))
    }

    /// Checks everything that was not read yet, the padding, and that nothing follows.
    pub fn finish(mut self) -> Result<(), Stopped<OpeningRefusal>> {
        while self.next_file(&mut io::sink())?.is_some() {}
        let mut padding = SectionOpener::new(&self.key, PADDING).map_err(OpeningRefusal::from)?;
        for number in 1..=self.padding_chunks {
            only_zeros(padding.next(number == self.padding_chunks, &mut self.body)?)?;
        }
        match self.body.read_exact(&mut [0]) {
            Ok(()) => Err(OpeningRefusal::BodyTooLong.into()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
            Err(error) => Err(Stopped::Broken(error)),
        }
    }
}

fn split_length(text: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = text.split_first_chunk()?;
    Some((usize::try_from(u32::from_be_bytes(*length)).ok()?, rest))
}

fn only_zeros(padding: &[u8]) -> Result<(), OpeningRefusal> {
    if padding.iter().all(|byte| *byte == 0) { Ok(()) } else { Err(OpeningRefusal::PaddingNotZero) }
}
