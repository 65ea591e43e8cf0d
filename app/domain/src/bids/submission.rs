//! What comes in with a submission, and what the tender says about it.

use super::{BidRefusal, Digest, Envelopes, PasswordCheck, SubmissionId, SubmissionPath};
use crate::ids::{LotId, PersonId, TenderId};
use crate::suppliers::Declared;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Which envelopes a tender asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Structure {
    /// A technical and a price envelope, opened one after the other.
    TwoEnvelopes,
    /// The price alone, where nothing else decides (S5).
    PriceOnly,
}

/// What the tender says to everybody who bids; read under its lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The tender.
    pub tender: TenderId,
    /// The lot.
    pub lot: LotId,
    /// When it was published.
    pub published_at: Timestamp,
    /// The closing instant, with every extension.
    pub closes_at: Timestamp,
    /// The envelopes.
    pub structure: Structure,
    /// Revision of the notice in force, from 1.
    pub notice_revision: u32,
    /// Fingerprint of the keys that bids are sealed to.
    pub key_set: Digest,
}

/// What every step of a bidder carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Made with the page; the same one sent twice counts once.
    pub id: SubmissionId,
    /// The authorised submitter.
    pub by: PersonId,
    /// Their password, typed again.
    pub password: PasswordCheck,
    /// The way it came.
    pub path: SubmissionPath,
    /// When the last byte was stored and fingerprinted, by our clock.
    pub received_at: Timestamp,
    /// Revision of the notice it was made to.
    pub notice_revision: u32,
}

/// A submission: the step, its envelopes and what is declared with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The step.
    pub step: Step,
    /// The sealed envelopes, by fingerprint.
    pub envelopes: Envelopes,
    /// The keys they are sealed to.
    pub key_set: Digest,
    /// Declarations made with this bid.
    pub declarations: Vec<Declared>,
}

/// What the log adds to a receipt.
pub struct Stamp<'a> {
    /// Place of the event in the log, from 0; known under its lock.
    pub log_entry: u64,
    /// SHA-256.
    pub sha256: &'a (dyn Fn(&[u8]) -> Digest + Sync),
}

impl std::fmt::Debug for Stamp<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stamp").field("log_entry", &self.log_entry).finish_non_exhaustive()
    }
}

impl Terms {
    /// The step is made to the notice in force, in time, by somebody who typed their password just now.
    pub(super) fn accept(&self, step: &Step) -> Result<(), BidRefusal> {
        let (received_at, closed_at) = (step.received_at, self.closes_at);
        if !super::is_in_time(received_at, closed_at) {
            return Err(BidRefusal::Late { received_at, closed_at });
        }
        if step.notice_revision != self.notice_revision {
            return Err(BidRefusal::OutdatedNotice { current: self.notice_revision });
        }
        if !step.password.is_fresh(received_at) {
            return Err(BidRefusal::PasswordNotFresh);
        }
        Ok(())
    }

    /// The envelopes are those the tender asks for, sealed to the keys it names.
    pub(super) fn accept_envelopes(&self, submission: &Submission) -> Result<(), BidRefusal> {
        let fits = match self.structure {
            Structure::TwoEnvelopes => submission.envelopes.technical.is_some(),
            Structure::PriceOnly => submission.envelopes.technical.is_none(),
        };
        if !fits {
            return Err(BidRefusal::WrongEnvelopes { structure: self.structure });
        }
        if submission.key_set != self.key_set {
            return Err(BidRefusal::OtherKeySet { current: self.key_set });
        }
        Ok(())
    }
}
