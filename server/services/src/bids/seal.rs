//! Seals a draft here, for browsers without script: the plain text is in memory for that moment and nowhere after.

use super::record::{Draft, File};
use super::{Invitation, envelopes as kept};
use crate::Services;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys::{Chance, Keys, of_tender};
use domain::bids::contents::{Prices, Technical};
use domain::bids::{Digest, Envelope, Envelopes, Structure, SubmissionId};
use domain::ids::OrganisationId;
use sealing::{BidKey, Context, EnvelopeKind, FileEntry, Recipients, Sealer, Suite, read_header};
use std::sync::Arc;

/// Bytes kept free for an envelope's header, answers and least padding.
const ROOM: usize = 256 * 1024;

/// An envelope and its bytes.
struct Sealed {
    envelope: Envelope,
    bytes: Vec<u8>,
    key: BidKey,
}

/// What was sealed, and the keys of it, which are kept nowhere.
pub(super) struct SealedHere {
    pub envelopes: Envelopes,
    keys: Vec<(Digest, BidKey)>,
}

impl SealedHere {
    /// Offers the keys to whoever handed these envelopes in.
    pub fn offer(self, caller: &Caller) -> Result<(), Failure> {
        let (services, person) = (caller.services(), caller.officer()?.person);
        for (envelope, key) in self.keys {
            services.bid_keys.offer(person, envelope, key, services.clock.now());
        }
        Ok(())
    }
}

/// Seals a complete draft and keeps the envelopes among the files; they count once a receipt names them. Whoever calls has
/// waited for a turn.
pub(super) async fn seal(
    caller: &Caller,
    invitation: &Invitation,
    organisation: OrganisationId,
    submission: SubmissionId,
    draft: &Draft,
) -> Result<SealedHere, Failure> {
    let keys = of_tender(caller.db(), invitation.terms.tender).await?;
    let context = |kind| Context {
        suite: Suite::X25519,
        tender: *invitation.terms.tender.0.as_bytes(),
        notice_revision: invitation.notice_hash.0,
        kind,
        key_set: keys.set.hash(),
        organisation: *organisation.0.as_bytes(),
        submission: *submission.0.as_bytes(),
    };
    let prices = Prices { lines: invitation.prices(draft)? };
    let price = one(caller, &keys, context(EnvelopeKind::Price), &prices, Vec::new()).await?;
    let technical = if invitation.terms.structure == Structure::TwoEnvelopes {
        let contents = Technical {
            related: invitation.related(draft),
            answers: invitation.answers(draft),
            innovation: invitation.innovation(draft),
            promises: invitation.promises(draft),
        };
        Some(one(caller, &keys, context(EnvelopeKind::Technical), &contents, draft.files.clone()).await?)
    } else {
        None
    };
    let envelopes = Envelopes { technical: technical.as_ref().map(|sealed| sealed.envelope), price: price.envelope };
    let mut keys = Vec::new();
    for sealed in technical.into_iter().chain([price]) {
        kept::keep(caller.services(), sealed.bytes).await?;
        keys.push((sealed.envelope.sha256, sealed.key));
    }
    Ok(SealedHere { envelopes, keys })
}

async fn one<T: serde::Serialize>(
    caller: &Caller,
    keys: &Keys,
    context: Context,
    contents: &T,
    files: Vec<File>,
) -> Result<Sealed, Failure> {
    let answers = serde_json::to_vec(contents).map_err(|error| Failure::broken("writing a bid's contents", error))?;
    let (services, keys) = (Arc::clone(caller.services()), keys.clone());
    tokio::task::spawn_blocking(move || sealed(&services, &keys, context, &answers, &files))
        .await
        .map_err(|error| Failure::broken("sealing a bid", error))?
}

/// Blocks. Files are read one after another, so that the envelope and one file are in memory at most.
fn sealed(
    services: &Services,
    keys: &Keys,
    context: Context,
    answers: &[u8],
    files: &[File],
) -> Result<Sealed, Failure> {
    let failed = |error: String| Failure::impossible(format!("a bid cannot be sealed: {error}"));
    let to = Recipients { key_set: &keys.set, closing_key: &keys.closing };
    let entries = files.iter().map(entry).collect();
    let chance = &mut Chance(&services.random);
    let size: u64 = files.iter().map(|file| file.size_bytes).sum();
    // Room for the padding too, which is an eighth at most.
    let out = Vec::with_capacity(usize::try_from(size + size / 8).unwrap_or(0) + ROOM);
    let mut sealer =
        Sealer::begin(out, context, to, entries, answers, chance).map_err(|error| failed(format!("{error:?}")))?;
    for file in files {
        sealer.push(&file.content(services)?).map_err(|error| failed(format!("{error:?}")))?;
    }
    let (bytes, done) = sealer.finish().map_err(|error| failed(format!("{error:?}")))?;
    // Read back what a receipt is about to vouch for.
    let strange = || Failure::impossible("an envelope that does not say to whom it is sealed");
    let (header, _) = read_header(bytes.as_slice()).map_err(|_| strange())?;
    let envelope = Envelope {
        sha256: Digest(done.sha256),
        size_bytes: done.size_bytes,
        key_commitment: Digest(*header.commitment()),
    };
    Ok(Sealed { envelope, bytes, key: done.bid_key })
}

fn entry(file: &File) -> FileEntry {
    FileEntry {
        name: file.name.clone(),
        media_type: "application/octet-stream".to_owned(),
        size_bytes: file.size_bytes,
        sha256: file.sha256.0,
    }
}
