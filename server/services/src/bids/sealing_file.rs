//! A bidder takes the file by which the bid is sealed on a machine of its own.

use super::Invitation;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys::{Keys, of_tender};
use bidding::{AskedLine, AskedRequirement, Limits, SealingFile};
use domain::bids::draft::LONGEST_ANSWER;
use domain::bids::{BidRefusal, EnvelopeKind, FileLimits, Structure, SubmissionId, is_in_time};
use domain::ids::OrganisationId;
use domain::permissions::Action;

/// What the caller's company is asked for and the keys to seal it to, with a submission of its own: taken twice, it is
/// for two bids, of which the second replaces the first.
pub async fn sealing_file(caller: &Caller, tender: &str) -> Result<SealingFile, Failure> {
    caller.may(Action::SubmitBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let (terms, now) = (&invitation.terms, caller.now());
    if !is_in_time(now, terms.closes_at) {
        return Err(BidRefusal::Late { received_at: now, closed_at: terms.closes_at }.into());
    }
    let keys = of_tender(caller.db(), terms.tender).await?;
    let submission = SubmissionId(caller.services().random.id());
    Ok(write(caller, &invitation, &keys, caller.officer()?.organisation, submission))
}

/// The file for one submission.
pub(super) fn write(
    caller: &Caller,
    invitation: &Invitation,
    keys: &Keys,
    organisation: OrganisationId,
    submission: SubmissionId,
) -> SealingFile {
    let (terms, asked) = (&invitation.terms, invitation.asked());
    let (format, version) = SealingFile::heading();
    let limits = FileLimits::on(caller.today());
    let requirements = invitation.requirements.iter().map(|one| AskedRequirement {
        id: one.id,
        text: one.text.clone(),
        is_essential: one.is_essential(),
    });
    let lines = invitation.lines.iter().map(|line| AskedLine {
        line: line.line.0,
        item: line.description.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
    });
    SealingFile {
        format,
        version,
        reference: invitation.reference.clone(),
        title: invitation.title.clone(),
        tender: terms.tender,
        notice_revision: terms.notice_revision,
        notice_sha256: invitation.notice_hash,
        closes_at: terms.closes_at.to_rfc3339(),
        organisation,
        submission,
        envelopes: match terms.structure {
            Structure::TwoEnvelopes => vec![EnvelopeKind::Technical, EnvelopeKind::Price],
            Structure::PriceOnly => vec![EnvelopeKind::Price],
        },
        key_set: sealing::hex::encode(keys.set.canonical_bytes()),
        key_set_sha256: keys.hash(),
        closing_key: sealing::hex::encode(keys.closing.as_bytes()),
        requirements: requirements.collect(),
        asks_innovation: asked.innovation,
        lines: lines.collect(),
        limits: Limits {
            answer_characters: LONGEST_ANSWER,
            file_bytes: limits.file_bytes,
            bid_bytes: limits.bid_bytes,
            files: limits.count,
        },
        term_months: invitation.term_months,
        receipt_key: crate::signing::published_key(caller.services()),
    }
}
