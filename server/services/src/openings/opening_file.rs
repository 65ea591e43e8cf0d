//! An opener takes the file by which the own part is made on a machine of the opener's own.

use super::admit::Admitted;
use super::again::wanted;
use super::parts::{headers, live};
use super::slots;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys::wrapped_key_of_slot;
use domain::bids::{BidEvent, EnvelopeKind};
use domain::permissions::Action;
use officers::{OpeningFile, SealedEnvelope};
use sealing::hex;

/// The opener's wrapped key and the headers of the envelopes that are to be opened. They tell how many bids there are and
/// under which numbers their bidders go, so the file is given only when `contribute` would take a part, and each time is
/// logged.
pub async fn opening_file(caller: &Caller, tender: &str, kind: EnvelopeKind) -> Result<OpeningFile, Failure> {
    caller.may(Action::OpenBids)?;
    let admitted = Admitted::check(caller, tender, kind).await?;
    let wrapped = wrapped_key_of_slot(caller.db(), &admitted.slot).await?;
    admitted.close(caller).await?;
    slots::opens_all(caller, &admitted).await?;

    let change = caller.begin().await?;
    let envelopes = if admitted.is_again {
        wanted(caller, &change, &admitted).await?.1
    } else {
        let result = admitted.result(caller, change.db()).await?;
        let live = live(&change, &admitted.invitation, kind, result.as_ref()).await?;
        headers(caller, live.listed.iter().map(|(_, bid)| bid), kind).await?
    };
    change.commit(BidEvent::OpeningFileGiven { tender: admitted.tender(), kind }.into()).await?;

    let (format, version) = OpeningFile::heading();
    let envelope =
        |(sha256, header): (_, sealing::Header)| SealedEnvelope { sha256, header: hex::encode(&header.to_bytes()) };
    Ok(OpeningFile {
        format,
        version,
        reference: admitted.invitation.reference.clone(),
        title: admitted.invitation.title.clone(),
        tender: admitted.tender(),
        kind,
        slot: admitted.slot.number,
        wrapped_key: hex::encode(&wrapped),
        envelopes: envelopes.into_iter().map(envelope).collect(),
    })
}
