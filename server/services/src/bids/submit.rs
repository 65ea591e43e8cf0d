//! A bidder submits a bid, or puts another in its place, and gets a receipt.

use super::attach::forget;
use super::closing::is_recorded;
use super::record::{Late, Record, digest};
use super::{Invitation, seal};
use crate::accounts::confirm_password;
use crate::audit::next_position;
use crate::caller::Caller;
use crate::change::Change;
use crate::failure::Failure;
use crate::suppliers;
use domain::bids::{
    Bid, BidEvent, BidRefusal, BidState, Envelopes, LateAttempt, PasswordCheck, ReceiptAction, Stamp, Step, Submission,
    SubmissionId, SubmissionPath, is_in_time,
};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::suppliers::Declared;
use domain::time::Timestamp;

/// The receipt a bidder was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its number among the bidder's receipts for this bid, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
}

/// Seals the draft, stores it and gives a receipt. The same submission sent again gives the same receipt.
pub async fn submit(caller: &Caller, tender: &str, submission: SubmissionId, password: &str) -> Result<Given, Failure> {
    submit_as_seen(caller, tender, submission, password, None).await
}

/// The same, refused when the notice changed since the bidder's page was drawn to this revision.
pub async fn submit_as_seen(
    caller: &Caller,
    tender: &str,
    submission: SubmissionId,
    password: &str,
    seen: Option<u32>,
) -> Result<Given, Failure> {
    caller.may(Action::SubmitBid)?;
    // All that was sent is here, and what is sealed lies here already: this instant decides, however many wait for a turn.
    let received_at = caller.services().clock.now();
    let invitation = Invitation::load(caller, tender).await?;
    let organisation = caller.officer()?.organisation;
    let found = Record::find(caller.db(), caller, &invitation, organisation).await?;
    let record = found.ok_or(Failure::NotFound)?;
    if let Some(given) = record.given(submission) {
        return Ok(given);
    }
    let current = invitation.terms.notice_revision;
    if seen.is_some_and(|seen| seen != current) && is_in_time(caller.now(), invitation.terms.closes_at) {
        return Err(BidRefusal::OutdatedNotice { current }.into());
    }
    let password = confirm_password(caller, password).await?;
    // One bid for each processor: more at once would take memory for each and finish none sooner.
    let turn = caller.services().turn().await?;
    let found = Record::find(caller.db(), caller, &invitation, organisation).await?;
    let mut record = found.ok_or(Failure::NotFound)?;
    if let Some(given) = record.given(submission) {
        // The same press had an earlier turn; nothing is sealed twice.
        return Ok(given);
    }
    // Who presses the button has what is sent before their eyes: that is the check.
    record.draft.is_checked = true;
    let declarations = invitation.complete(&record.draft, caller.today())?;
    let sealed = match seal::seal(caller, &invitation, organisation, submission, &record.draft).await {
        Ok(sealed) => sealed,
        Err(failure) => {
            // The same press may have been taken meanwhile, and what was sealed is gone from the draft.
            let found = Record::find(caller.db(), caller, &invitation, organisation).await?;
            let Some(now) = found else { return Err(failure) };
            let is_changed = now.row.map(|row| row.version) != record.row.map(|row| row.version);
            let refused = if is_changed { Refusal::ChangedMeanwhile.into() } else { failure };
            return now.given(submission).ok_or(refused);
        }
    };
    drop(turn);
    let notice_revision = invitation.terms.notice_revision;
    let path = SubmissionPath::Server;
    let sealed_draft = record.row.map(|row| row.version);
    let envelopes = sealed.envelopes;
    let came = Came { sealed_draft, submission, password, received_at, notice_revision, path, envelopes, declarations };
    let given = receive(caller, tender, came).await?;
    // The same press may have been taken before with other envelopes, whose keys were offered then.
    if domain::bids::Receipt::from_text(&given.text).is_some_and(|receipt| receipt.envelopes == envelopes) {
        sealed.offer(caller)?;
    }
    Ok(given)
}

/// What came from a bidder, stored and fingerprinted.
pub(super) struct Came {
    /// Version of the record whose draft was sealed here; nothing when it was sealed elsewhere.
    pub sealed_draft: Option<i64>,
    pub submission: SubmissionId,
    pub password: PasswordCheck,
    pub received_at: Timestamp,
    /// Revision of the notice the envelopes are bound to.
    pub notice_revision: u32,
    pub path: SubmissionPath,
    pub envelopes: Envelopes,
    pub declarations: Vec<Declared>,
}

/// Takes what came, whichever way it was sealed: under the tender's lock, in time, once.
pub(super) async fn receive(caller: &Caller, tender: &str, came: Came) -> Result<Given, Failure> {
    let officer = caller.officer()?;
    let change = caller.begin().await?;
    let invitation = Invitation::lock(&change, tender).await?;
    let found = Record::find(change.db(), caller, &invitation, officer.organisation).await?;
    let terms = &invitation.terms;
    let begun = || Record::begun(terms.tender, terms.lot, officer.organisation);
    let mut record = found.unwrap_or_else(begun);
    // Each sealing of the same draft makes other envelopes; those that were sealed elsewhere must be the same.
    let sealed_elsewhere = (came.path != SubmissionPath::Server).then_some(&came.envelopes);
    if let Some(given) = record.repeated(came.submission, sealed_elsewhere)? {
        return Ok(given);
    }
    if !is_in_time(came.received_at, terms.closes_at) {
        return refuse_late(change, record, &invitation, &came).await;
    }
    if is_recorded(change.db(), terms.tender).await? {
        return refuse_not_stored(change, record, came.received_at, Some(&came.envelopes)).await;
    }
    if came.notice_revision != terms.notice_revision {
        return Err(BidRefusal::OutdatedNotice { current: terms.notice_revision }.into());
    }
    // A colleague wrote meanwhile: what was sealed is not what is there to be handed in.
    if came.sealed_draft.is_some_and(|sealed| record.row.map(|row| row.version) != Some(sealed)) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    let (_, supplier) = suppliers::of_organisation(change.db(), officer.organisation).await?;
    let step = step(caller, &invitation, came.submission, came.password, came.path, came.received_at)?;
    let submission =
        Submission { step, envelopes: came.envelopes, key_set: terms.key_set, declarations: came.declarations };
    let stamp = Stamp { log_entry: next_position(&change).await? as u64, sha256: &digest };
    let bid = record.bid(&invitation)?;
    let bid = match bid.latest_receipt() {
        Some(replaces) if bid.state() != BidState::Withdrawn => {
            bid.replace(&supplier, terms, &submission, replaces, &stamp)?
        }
        _ => bid.submit(&supplier, terms, &submission, &stamp)?,
    };
    // Whoever sealed elsewhere begins the bid here, and hears of addenda from now on.
    if record.row.is_none() {
        crate::tenders::follow_own_bid(&change, terms.tender).await?;
    }
    let sealed = std::mem::take(&mut record.draft).files;
    let given = keep(change, record, &bid).await?;
    // What is sealed is not kept in any other form: the draft's copies go once the receipt stands.
    forget(caller, &sealed).await;
    Ok(given)
}

/// Stores a bid with its new receipt, which is given once all of it is kept.
pub(super) async fn keep(change: Change, mut record: Record, bid: &Bid) -> Result<Given, Failure> {
    record.take(bid);
    record.store(&change).await?;
    let kept = bid.receipts.last().ok_or_else(|| Failure::impossible("a bid without the receipt it was given"))?;
    let position = change.commit_unnamed(BidEvent::ReceiptGiven { receipt: kept.sha256 }.into()).await?;
    if position as u64 != kept.receipt.log_entry {
        return Err(Failure::impossible("a receipt that names another place in the log"));
    }
    Ok(Given { number: bid.receipts.len(), text: kept.receipt.to_text() })
}

/// What the bidder's step carries, made to the notice as it stands under the lock.
pub(super) fn step(
    caller: &Caller,
    invitation: &Invitation,
    id: SubmissionId,
    password: PasswordCheck,
    path: SubmissionPath,
    received_at: Timestamp,
) -> Result<Step, Failure> {
    let notice_revision = invitation.terms.notice_revision;
    Ok(Step { id, by: caller.officer()?.person, password, path, received_at, notice_revision })
}

/// It came in time, and the closing was recorded without it: that it came is kept, and it does not count.
pub(super) async fn refuse_not_stored(
    change: Change,
    mut record: Record,
    received_at: Timestamp,
    envelopes: Option<&Envelopes>,
) -> Result<Given, Failure> {
    let price = envelopes.map(|envelopes| envelopes.price);
    if let Some(price) = price {
        let by = change.caller().officer()?.person;
        let (sha256, size_bytes) = (price.sha256, price.size_bytes);
        record.late.push(Late { by, received_at: received_at.millis(), sha256, size_bytes });
        record.store(&change).await?;
    }
    let envelope = price.map(|price| price.sha256);
    change.commit_unnamed(BidEvent::NotStored { envelope }.into()).await?;
    Err(BidRefusal::NotStored { received_at }.into())
}

async fn refuse_late(
    change: Change,
    mut record: Record,
    invitation: &Invitation,
    came: &Came,
) -> Result<Given, Failure> {
    let (closed_at, by) = (invitation.terms.closes_at, change.caller().officer()?.person);
    let attempt = LateAttempt { by, received_at: came.received_at, envelopes: came.envelopes };
    let bid = record.bid(invitation)?.refuse_late(attempt, closed_at)?;
    let price = came.envelopes.price;
    record.late.push(Late {
        by,
        received_at: came.received_at.millis(),
        sha256: price.sha256,
        size_bytes: price.size_bytes,
    });
    // What was in before stays as it was, should the close be moved for everybody afterwards (M7).
    if record.state == BidState::Draft {
        record.state = bid.state();
    }
    record.store(&change).await?;
    change.commit_unnamed(BidEvent::CameLate { envelope: price.sha256 }.into()).await?;
    Err(BidRefusal::Late { received_at: came.received_at, closed_at }.into())
}

impl Record {
    /// The receipt that this submission was given before.
    pub(super) fn given(&self, submission: SubmissionId) -> Option<Given> {
        let receipts = self.receipts.iter().enumerate();
        receipts
            .filter_map(|(index, given)| Some((index, given, domain::bids::Receipt::from_text(&given.text)?)))
            .find(|(_, _, receipt)| receipt.submission == submission)
            .map(|(index, given, _)| Given { number: index + 1, text: given.text.clone() })
    }

    /// The same, refused when the submission brought other envelopes than these before.
    pub(super) fn repeated(
        &self,
        submission: SubmissionId,
        envelopes: Option<&Envelopes>,
    ) -> Result<Option<Given>, BidRefusal> {
        let Some(given) = self.given(submission) else { return Ok(None) };
        let before = domain::bids::Receipt::from_text(&given.text);
        let brought = before.filter(|one| matches!(one.action, ReceiptAction::Submitted | ReceiptAction::Replaced));
        let same = envelopes.is_none_or(|sent| brought.is_some_and(|before| before.envelopes == *sent));
        if same { Ok(Some(given)) } else { Err(BidRefusal::SubmissionReused) }
    }
}
