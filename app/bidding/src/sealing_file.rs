//! The file that tells a bidder's own tool what to seal, to whom, and for which bid.

use domain::bids::{Asked, Digest, EnvelopeKind, FileLimits, SubmissionId};
use domain::ids::{OrganisationId, RequirementId, TenderId};
use domain::text::Trilingual;
use sealing::{Context, KeySet, PublicKey, Suite, hex};
use serde::{Deserialize, Serialize};

/// What the file says it is.
const FORMAT: &str = "marketplace sealing file";
/// Raised with the form of the file or of what is sealed.
const VERSION: u16 = 1;

/// What a tender asks of one bidder, and the keys it is sealed to. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealingFile {
    /// What the file is.
    pub format: String,
    /// In which form.
    pub version: u16,
    /// `T-2026-0007`.
    pub reference: String,
    /// The tender's title.
    pub title: Trilingual,
    /// The tender.
    pub tender: TenderId,
    /// The revision of the notice the bid is made to.
    pub notice_revision: u32,
    /// The notice's fingerprint.
    pub notice_sha256: Digest,
    /// When the tender closes, in UTC.
    pub closes_at: String,
    /// The bidder.
    pub organisation: OrganisationId,
    /// The bid that is handed in with envelopes made of this file: it counts once.
    pub submission: SubmissionId,
    /// The envelopes to be sealed.
    pub envelopes: Vec<EnvelopeKind>,
    /// The officers' keys: the canonical bytes of the set, in hexadecimal digits.
    pub key_set: String,
    /// The fingerprint of the set, as the notice names it.
    pub key_set_sha256: Digest,
    /// The tender's closing key, in hexadecimal digits.
    pub closing_key: String,
    /// What must be answered.
    pub requirements: Vec<AskedRequirement>,
    /// Suggestions beyond what is asked are marked.
    pub asks_innovation: bool,
    /// What must be priced.
    pub lines: Vec<AskedLine>,
    /// What is taken.
    pub limits: Limits,
    /// Months of the contract, within which promises are kept; left out when none are taken.
    #[serde(default, skip_serializing_if = "is_none")]
    pub term_months: u32,
    /// The key the office signs receipts with, as it is published; left out of files that are older.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receipt_key: String,
}

/// A requirement to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedRequirement {
    /// The requirement.
    pub id: RequirementId,
    /// What is required.
    pub text: Trilingual,
    /// Every bid must meet it.
    pub is_essential: bool,
}

/// A line to be priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedLine {
    /// Its number.
    pub line: u32,
    /// What is priced; empty when one price is asked for everything.
    pub item: Trilingual,
    /// What it is counted in.
    pub unit: Trilingual,
    /// How many of it are priced.
    pub quantity: i64,
}

/// What is taken: what is beyond these is not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Longest answer, in characters.
    pub answer_characters: usize,
    /// Largest file.
    pub file_bytes: u64,
    /// Largest sum of all files.
    pub bid_bytes: u64,
    /// Most files.
    pub files: usize,
}

/// Why a file cannot be sealed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealingFileFault {
    /// It is no sealing file.
    NotASealingFile,
    /// It was made by a later version of the marketplace.
    UnknownVersion,
    /// The keys are damaged, or not those whose fingerprint it names.
    KeysDiffer,
}

impl SealingFile {
    /// The heading of every such file.
    pub fn heading() -> (String, u16) {
        (FORMAT.to_owned(), VERSION)
    }

    /// Reads a file and checks its keys.
    pub fn parse(json: &[u8]) -> Result<SealingFile, SealingFileFault> {
        #[derive(Deserialize)]
        struct Heading {
            format: String,
            version: u16,
        }
        let heading: Heading = serde_json::from_slice(json).map_err(|_| SealingFileFault::NotASealingFile)?;
        if heading.format != FORMAT {
            return Err(SealingFileFault::NotASealingFile);
        }
        if heading.version != VERSION {
            return Err(SealingFileFault::UnknownVersion);
        }
        let file: SealingFile = serde_json::from_slice(json).map_err(|_| SealingFileFault::NotASealingFile)?;
        file.keys()?;
        Ok(file)
    }

    /// The keys: the officers' and the tender's own.
    pub(crate) fn keys(&self) -> Result<(KeySet, PublicKey), SealingFileFault> {
        let differ = || SealingFileFault::KeysDiffer;
        let set = hex::decode(&self.key_set).and_then(|bytes| KeySet::parse(&bytes).ok()).ok_or_else(differ)?;
        let closing = hex::decode(&self.closing_key).and_then(|bytes| bytes.try_into().ok()).ok_or_else(differ)?;
        let closing = PublicKey::from_bytes(closing).map_err(|_| differ())?;
        if set.hash() == self.key_set_sha256.0 { Ok((set, closing)) } else { Err(differ()) }
    }

    /// What an envelope of this bid is bound to.
    pub(crate) fn context(&self, kind: EnvelopeKind) -> Context {
        Context {
            suite: Suite::X25519,
            tender: *self.tender.0.as_bytes(),
            notice_revision: self.notice_sha256.0,
            kind: match kind {
                EnvelopeKind::Technical => sealing::EnvelopeKind::Technical,
                EnvelopeKind::Price => sealing::EnvelopeKind::Price,
            },
            key_set: self.key_set_sha256.0,
            organisation: *self.organisation.0.as_bytes(),
            submission: *self.submission.0.as_bytes(),
        }
    }

    /// A technical envelope is asked for beside the price.
    pub fn asks_technical(&self) -> bool {
        self.envelopes.contains(&EnvelopeKind::Technical)
    }

    /// What the rules must know of it.
    pub fn asked(&self) -> Asked {
        Asked {
            requirements: self.requirements.iter().map(|one| (one.id, one.is_essential)).collect(),
            innovation: self.asks_innovation,
            lines: self.lines.iter().map(|one| (one.line, one.quantity)).collect(),
            term_months: self.term_months,
        }
    }

    pub(crate) fn file_limits(&self) -> FileLimits {
        FileLimits { file_bytes: self.limits.file_bytes, bid_bytes: self.limits.bid_bytes, count: self.limits.files }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn is_none(months: &u32) -> bool {
    *months == 0
}
