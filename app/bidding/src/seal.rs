//! Seals what was judged: an envelope for the answers and files, another for the prices.

use crate::{Contents, SealingFile, SealingFileFault};
use domain::bids::EnvelopeKind;
use rand_core::CryptoRng;
use sealing::{BidKey, Context, FileEntry, Recipients, Sealer, SealingRefusal, Stopped};
use serde::Serialize;

/// A sealed envelope.
pub struct SealedEnvelope {
    /// Its bytes, to be handed in as they are.
    pub bytes: Vec<u8>,
    /// SHA-256 of them, as the receipt will name it.
    pub sha256: [u8; 32],
    /// Opens it again: to be kept by the bidder, or let go.
    pub bid_key: BidKey,
}

/// The envelopes of a bid.
pub struct SealedBid {
    /// Answers and files, where they are asked for.
    pub technical: Option<SealedEnvelope>,
    /// Prices.
    pub price: SealedEnvelope,
}

/// Why something that was judged is not sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSealed {
    /// The keys of the sealing file are not usable.
    Keys(SealingFileFault),
    /// The library refuses.
    Refused(SealingRefusal),
    /// What is offered cannot be written down.
    Unwritable,
}

impl SealingFile {
    /// Seals the contents of an offer.
    pub fn seal(&self, contents: &Contents, rng: &mut impl CryptoRng) -> Result<SealedBid, NotSealed> {
        let (key_set, closing_key) = self.keys().map_err(NotSealed::Keys)?;
        let to = Recipients { key_set: &key_set, closing_key: &closing_key };
        let technical = match &contents.technical {
            Some(technical) => {
                let context = self.context(EnvelopeKind::Technical);
                Some(seal_envelope(context, to, &json(technical)?, &contents.files, rng)?)
            }
            None => None,
        };
        let price = seal_envelope(self.context(EnvelopeKind::Price), to, &json(&contents.prices)?, &[], rng)?;
        Ok(SealedBid { technical, price })
    }
}

fn json(contents: &impl Serialize) -> Result<Vec<u8>, NotSealed> {
    serde_json::to_vec(contents).map_err(|_| NotSealed::Unwritable)
}

/// Seals one envelope: answers as they are, and files in their order.
pub fn seal_envelope(
    context: Context,
    to: Recipients<'_>,
    answers: &[u8],
    files: &[(FileEntry, Vec<u8>)],
    rng: &mut impl CryptoRng,
) -> Result<SealedEnvelope, NotSealed> {
    let refused = |stopped: Stopped<SealingRefusal>| match stopped {
        Stopped::Refused(refusal) => NotSealed::Refused(refusal),
        Stopped::Broken(_) => NotSealed::Unwritable,
    };
    let entries = files.iter().map(|(entry, _)| entry.clone()).collect();
    let mut sealer = Sealer::begin(Vec::new(), context, to, entries, answers, rng).map_err(refused)?;
    for (_, content) in files {
        sealer.push(content).map_err(refused)?;
    }
    let (bytes, sealed) = sealer.finish().map_err(refused)?;
    Ok(SealedEnvelope { bytes, sha256: sealed.sha256, bid_key: sealed.bid_key })
}
