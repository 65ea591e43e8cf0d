//! What an opener brings: a part for every envelope.

use super::store::OpeningLine;
use crate::bids::closing::binding;
use crate::bids::{Invitation, Record, all_of_tender, envelopes};
use crate::caller::Caller;
use crate::change::Change;
use crate::failure::Failure;
use crate::keys::Chance;
use domain::bids::{Bid, BidState, Digest, EnvelopeKind, KeyPath, TechnicalResult};
use sealing::{Contribution, Header, KeyPair, OpeningRefusal as Broken, PrivateKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One opener's part, as it waits for the second one's.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Parts {
    /// Where it was made.
    #[serde(default, rename = "made", skip_serializing_if = "is_server")]
    pub path: KeyPath,
    /// Contributions by fingerprint of the envelope, in hexadecimal.
    #[serde(flatten)]
    of_envelopes: BTreeMap<String, String>,
}

fn is_server(path: &KeyPath) -> bool {
    *path == KeyPath::Server
}

impl Parts {
    /// Makes them here. An envelope that is gone or damaged lacks its part and stops no other.
    pub fn made_here(caller: &Caller, envelopes: &[(Digest, Header)], slot: u16, private: &PrivateKey) -> Parts {
        let random = &caller.services().random;
        let mut parts = Parts::default();
        for (sha256, header) in envelopes {
            if let Ok(part) = Contribution::make(header, slot, private, &mut Chance(random)) {
                parts.put(*sha256, &part);
            }
        }
        parts
    }

    /// Keeps what was made elsewhere and judged.
    pub fn made_elsewhere(path: KeyPath, judged: &BTreeMap<Digest, Contribution>) -> Parts {
        let mut parts = Parts { path, ..Parts::default() };
        for (sha256, part) in judged {
            parts.put(*sha256, part);
        }
        parts
    }

    fn put(&mut self, sha256: Digest, part: &Contribution) {
        self.of_envelopes.insert(sha256.to_string(), sealing::hex::encode(&part.to_bytes()));
    }

    /// The part for an envelope.
    pub fn of(&self, sha256: Digest) -> Option<Contribution> {
        let bytes = sealing::hex::decode(self.of_envelopes.get(&sha256.to_string())?)?;
        Contribution::parse(&bytes).ok()
    }
}

/// How many envelopes two parts do not unlock, when one of them was made elsewhere. Parts that were made here are what
/// the key gives, so what they do not unlock was sealed wrongly; of others that is not known.
pub(super) fn in_doubt(envelopes: &[(Digest, Header)], first: &Parts, second: &Parts, closing_key: &KeyPair) -> usize {
    if is_server(&first.path) && is_server(&second.path) {
        return 0;
    }
    let is_in_doubt = |(sha256, header): &&(Digest, Header)| match (first.of(*sha256), second.of(*sha256)) {
        (Some(one), Some(other)) => !matches!(
            sealing::unlock(header, &one, &other, &closing_key.private),
            // What unlocks to another key than the bidder committed to, or was sealed to another tender's key, is the
            // bidder's doing.
            Ok(_) | Err(Broken::PairNotCommitted { .. } | Broken::OtherClosingKey)
        ),
        (one, other) => (one.is_none() && !is_server(&first.path)) || (other.is_none() && !is_server(&second.path)),
    };
    envelopes.iter().filter(is_in_doubt).count()
}

/// What there is to be opened, against the closing record.
pub(super) struct Live {
    /// Bids that the record lists as they are.
    pub listed: Vec<(Record, Bid)>,
    /// Bids that are there and that the record does not list so: they are recorded, and nothing of them is opened.
    pub unlisted: Vec<(Record, Bid)>,
    /// What the record lists and is there no more.
    pub missing: Vec<OpeningLine>,
}

/// The live bids with an envelope of the kind; of prices that come apart, those of bids that passed. The closing record
/// binds, if it is the one that the log names.
pub(super) async fn live(
    change: &Change,
    invitation: &Invitation,
    kind: EnvelopeKind,
    result: Option<&TechnicalResult>,
) -> Result<Live, Failure> {
    let closing = binding(change.db(), invitation.terms.tender, invitation.terms.closes_at).await?;
    let (mut live, mut there) = (Vec::new(), BTreeSet::new());
    for record in all_of_tender(change, invitation.terms.tender).await? {
        let bid = record.bid(invitation)?;
        let state = bid.standing(invitation.terms.closes_at, change.now());
        let counts = matches!(state, BidState::Sealed | BidState::TechnicallyPassed | BidState::Opened);
        let has_envelope = bid.versions().next_back().is_some_and(|receipt| receipt.envelopes.get(kind).is_some());
        let passed = result.is_none_or(|result| result.has_passed(bid.id));
        let is_live = counts && has_envelope && passed;
        // Of prices that follow it is known since the first opening what was there, and a bid that failed is no longer live.
        if is_live || result.is_some() {
            there.extend(bid.latest_receipt());
        }
        if is_live {
            live.push((record, bid));
        }
    }
    live.sort_by_key(|(_, bid)| bid.latest_receipt());
    let missing = closing.bids.iter().filter(|line| !there.contains(&line.receipt));
    let missing = missing.filter_map(|line| OpeningLine::missing(line, kind)).collect();
    let (listed, unlisted) = live.into_iter().partition(|(_, bid)| closing.lists(bid));
    Ok(Live { listed, unlisted, missing })
}

/// The headers of the envelopes of bids. One that is gone or damaged is left out and stops no other; a folder that cannot be
/// read stops all.
pub(super) async fn headers(
    caller: &Caller,
    bids: impl Iterator<Item = &Bid>,
    kind: EnvelopeKind,
) -> Result<Vec<(Digest, Header)>, Failure> {
    let mut headers = Vec::new();
    for bid in bids {
        let Some(envelope) = bid.versions().next_back().and_then(|receipt| receipt.envelopes.get(kind).copied()) else {
            continue;
        };
        let Some(bytes) = envelopes::find(caller.services(), &envelope.sha256.0).await? else { continue };
        // What is not what the receipt names is listed as such, whatever any part says of it.
        if crate::bids::digest(&bytes) != envelope.sha256 {
            continue;
        }
        if let Ok((header, _)) = sealing::read_header(bytes.as_slice()) {
            headers.push((envelope.sha256, header));
        }
    }
    Ok(headers)
}
