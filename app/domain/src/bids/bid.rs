//! A supplier's answer to one lot, through all its versions, up to the close.
//!
//! Every accepted step leaves a receipt; the versions are the receipts that brought envelopes. Sealing is the clock's:
//! [`Bid::standing`] says sealed from the first millisecond after the close. Source: bid machine (3.4), M5, M6, M10,
//! S20, S22, S23, submission (security 3.4).

use super::{
    BidCommand, BidRefusal, BidState, Digest, Envelopes, PriceQuery, Receipt, ReceiptAction, Stamp, Step, Submission,
    SubmissionId, Terms, is_in_time,
};
use crate::ids::{BidId, LotId, OrganisationId, PersonId, TenderId};
use crate::suppliers::{Declaration, Declared, Supplier, declarations};
use crate::time::Timestamp;

/// A receipt that was given, with the fingerprint of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The receipt.
    pub receipt: Receipt,
    /// SHA-256 of its text.
    pub sha256: Digest,
    /// Who pressed the button.
    pub by: PersonId,
}

/// Something that came after the close: recorded, kept apart, never read (M6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateAttempt {
    /// Who sent it.
    pub by: PersonId,
    /// When its last byte was stored.
    pub received_at: Timestamp,
    /// Its envelopes, by fingerprint and size.
    pub envelopes: Envelopes,
}

/// What became of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is the one that counts.
    Live,
    /// Another version took its place.
    Replaced,
    /// It was taken back.
    Withdrawn,
    /// It counts no more.
    Lapsed,
}

/// A bid, as its rules see it. It holds fingerprints, never contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// The bid.
    pub id: BidId,
    /// The tender.
    pub tender: TenderId,
    /// The lot.
    pub lot: LotId,
    /// The bidder.
    pub organisation: OrganisationId,
    /// Receipts given, oldest first.
    pub receipts: Vec<Kept>,
    /// What came late.
    pub late: Vec<LateAttempt>,
    /// An addendum it was not reconfirmed under was substantial.
    pub amended_substantially: bool,
    /// The keys its envelopes are sealed to count no more: only another version helps.
    pub is_sealed_to_void: bool,
    /// The panel's question about its price.
    pub price_query: Option<PriceQuery>,
    /// Where the last step left it, to be stored; [`Bid::standing`] is what holds now.
    pub(crate) state: BidState,
}

impl Bid {
    /// A bid as it was stored: one without receipts, with `state` put in.
    pub fn stored(id: BidId, tender: TenderId, lot: LotId, organisation: OrganisationId, state: BidState) -> Bid {
        Bid {
            id,
            tender,
            lot,
            organisation,
            receipts: Vec::new(),
            late: Vec::new(),
            amended_substantially: false,
            is_sealed_to_void: false,
            price_query: None,
            state,
        }
    }

    /// Where the last step left it.
    pub fn state(&self) -> BidState {
        self.state
    }

    /// A supplier begins to write. `other` is the bid it has for this lot already, if any (S20).
    pub fn start(
        id: BidId,
        terms: &Terms,
        organisation: OrganisationId,
        other: Option<BidId>,
        now: Timestamp,
    ) -> Result<Bid, BidRefusal> {
        if let Some(bid) = other {
            return Err(BidRefusal::AlreadyBidding { bid });
        }
        if now < terms.published_at {
            return Err(BidRefusal::NotPublished);
        }
        if !is_in_time(now, terms.closes_at) {
            return Err(BidRefusal::Late { received_at: now, closed_at: terms.closes_at });
        }
        Ok(Bid::stored(id, terms.tender, terms.lot, organisation, BidState::Draft))
    }

    /// Where it stands at this instant, whether or not a job has written it down.
    pub fn standing(&self, closes_at: Timestamp, now: Timestamp) -> BidState {
        match self.state {
            state if is_in_time(now, closes_at) => state,
            BidState::Submitted => BidState::Sealed,
            BidState::NeedsReconfirmation if self.amended_substantially || self.is_sealed_to_void => BidState::Lapsed,
            BidState::NeedsReconfirmation => BidState::Sealed,
            state => state,
        }
    }

    /// The receipt that answers a step sent again, or a refusal when the same step now carries something else.
    pub fn repeated(
        &self,
        id: SubmissionId,
        action: ReceiptAction,
        envelopes: Option<&Envelopes>,
    ) -> Result<Option<&Kept>, BidRefusal> {
        let Some(kept) = self.receipts.iter().find(|kept| kept.receipt.submission == id) else {
            return Ok(None);
        };
        let same = kept.receipt.action == action && envelopes.is_none_or(|sent| *sent == kept.receipt.envelopes);
        if same { Ok(Some(kept)) } else { Err(BidRefusal::SubmissionReused) }
    }

    /// The supplier submits. The same submission sent again changes nothing, even after the close.
    pub fn submit(
        mut self,
        supplier: &Supplier,
        terms: &Terms,
        submission: &Submission,
        stamp: &Stamp<'_>,
    ) -> Result<Bid, BidRefusal> {
        let (step, action) = (&submission.step, ReceiptAction::Submitted);
        if self.repeated(step.id, action, Some(&submission.envelopes))?.is_some() {
            return Ok(self);
        }
        self.may_take(supplier, terms, submission)?;
        self.advance(BidCommand::Submit, terms.closes_at, step.received_at)?;
        Ok(self.receipted(action, terms, step, submission.envelopes, stamp))
    }

    /// The supplier puts another version in the place of the one whose receipt it names.
    pub fn replace(
        mut self,
        supplier: &Supplier,
        terms: &Terms,
        submission: &Submission,
        replaces: Digest,
        stamp: &Stamp<'_>,
    ) -> Result<Bid, BidRefusal> {
        let (step, action) = (&submission.step, ReceiptAction::Replaced);
        if self.repeated(step.id, action, Some(&submission.envelopes))?.is_some() {
            return Ok(self);
        }
        self.may_take(supplier, terms, submission)?;
        self.advance(BidCommand::Replace, terms.closes_at, step.received_at)?;
        let latest = self.latest_receipt();
        if latest != Some(replaces) {
            return Err(BidRefusal::NotLatestReceipt { latest });
        }
        Ok(self.receipted(action, terms, step, submission.envelopes, stamp))
    }

    /// The supplier takes its bid back.
    pub fn withdraw(self, terms: &Terms, step: &Step, stamp: &Stamp<'_>) -> Result<Bid, BidRefusal> {
        self.confirmed(BidCommand::Withdraw, ReceiptAction::Withdrawn, terms, step, stamp)
    }

    /// The supplier says that its bid stands under the changed notice. A word does not help a bid whose envelopes are
    /// sealed to keys that count no more (security 3.3).
    pub fn reconfirm(self, terms: &Terms, step: &Step, stamp: &Stamp<'_>) -> Result<Bid, BidRefusal> {
        if self.is_sealed_to_void && self.repeated(step.id, ReceiptAction::Reconfirmed, None)?.is_none() {
            return Err(BidRefusal::SealedToVoidKeys { closes_at: terms.closes_at });
        }
        self.confirmed(BidCommand::Reconfirm, ReceiptAction::Reconfirmed, terms, step, stamp)
    }

    /// The notice changed while the bid was in. A substantial change stays one until the bid is reconfirmed (M10).
    pub fn amended(mut self, substantially: bool, closes_at: Timestamp, now: Timestamp) -> Result<Bid, BidRefusal> {
        self.advance(BidCommand::Amend, closes_at, now)?;
        self.amended_substantially |= substantially;
        Ok(self)
    }

    /// The keys its envelopes are sealed to became void while it was in: it needs another version before the close, or
    /// lapses with it (security 3.3).
    pub fn key_set_voided(mut self, closes_at: Timestamp, now: Timestamp) -> Result<Bid, BidRefusal> {
        self.advance(BidCommand::Amend, closes_at, now)?;
        self.is_sealed_to_void = true;
        Ok(self)
    }

    /// Fingerprint of the keys the version that counts is sealed to.
    pub fn key_set(&self) -> Option<Digest> {
        self.versions().next_back().map(|receipt| receipt.key_set)
    }

    /// Something came after the close: it is recorded and changes nothing that was in before.
    pub fn refuse_late(mut self, attempt: LateAttempt, closes_at: Timestamp) -> Result<Bid, BidRefusal> {
        if is_in_time(attempt.received_at, closes_at) {
            return Err(BidRefusal::NotLate);
        }
        self.advance(BidCommand::RefuseLate, closes_at, attempt.received_at)?;
        self.late.push(attempt);
        Ok(self)
    }

    /// Fingerprint of the latest receipt.
    pub fn latest_receipt(&self) -> Option<Digest> {
        self.receipts.last().map(|kept| kept.sha256)
    }

    /// The versions, oldest first.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &Receipt> {
        let brings = |action| matches!(action, ReceiptAction::Submitted | ReceiptAction::Replaced);
        self.receipts.iter().map(|kept| &kept.receipt).filter(move |receipt| brings(receipt.action))
    }

    /// What became of a version by this instant; `None` when there is no such version.
    pub fn fate(&self, version: u32, closes_at: Timestamp, now: Timestamp) -> Option<Fate> {
        self.versions().find(|receipt| receipt.version == version)?;
        // A withdrawn version stays withdrawn when another is submitted after it.
        let mut after = self.receipts.iter().map(|kept| &kept.receipt).skip_while(|one| one.version <= version);
        let withdrawn = |one: &Kept| one.receipt.version == version && one.receipt.action == ReceiptAction::Withdrawn;
        Some(if self.receipts.iter().any(withdrawn) {
            Fate::Withdrawn
        } else if after.next().is_some() {
            Fate::Replaced
        } else if self.standing(closes_at, now) == BidState::Lapsed {
            Fate::Lapsed
        } else {
            Fate::Live
        })
    }

    /// Moves to the state after this step, from what the clock made of it.
    pub(super) fn advance(
        &mut self,
        command: BidCommand,
        closes_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), BidRefusal> {
        self.state = self.standing(closes_at, now).after(command)?;
        Ok(())
    }

    fn may_take(&self, supplier: &Supplier, terms: &Terms, submission: &Submission) -> Result<(), BidRefusal> {
        let now = submission.step.received_at;
        self.is_for(terms)?;
        if supplier.organisation != self.organisation {
            return Err(BidRefusal::NotThisBid);
        }
        terms.accept(&submission.step)?;
        terms.accept_envelopes(submission)?;
        if !supplier.may_bid(now) {
            return Err(BidRefusal::SupplierMayNotBid { standing: supplier.standing(now) });
        }
        let missing = undeclared(&supplier.declarations, &submission.declarations, now);
        if missing.is_empty() { Ok(()) } else { Err(BidRefusal::DeclarationsMissing { missing }) }
    }

    fn is_for(&self, terms: &Terms) -> Result<(), BidRefusal> {
        if (terms.tender, terms.lot) == (self.tender, self.lot) { Ok(()) } else { Err(BidRefusal::NotThisBid) }
    }

    fn confirmed(
        mut self,
        command: BidCommand,
        action: ReceiptAction,
        terms: &Terms,
        step: &Step,
        stamp: &Stamp<'_>,
    ) -> Result<Bid, BidRefusal> {
        if self.repeated(step.id, action, None)?.is_some() {
            return Ok(self);
        }
        self.is_for(terms)?;
        terms.accept(step)?;
        let state = self.state;
        self.advance(command, terms.closes_at, step.received_at)?;
        let envelopes = self.versions().next_back().map(|receipt| receipt.envelopes);
        let envelopes = envelopes.ok_or(BidRefusal::NotNow { state, command })?;
        Ok(self.receipted(action, terms, step, envelopes, stamp))
    }

    fn receipted(
        mut self,
        action: ReceiptAction,
        terms: &Terms,
        step: &Step,
        envelopes: Envelopes,
        stamp: &Stamp<'_>,
    ) -> Bid {
        let latest = self.versions().next_back();
        let brings = matches!(action, ReceiptAction::Submitted | ReceiptAction::Replaced);
        let version = latest.map_or(0, |receipt| receipt.version).saturating_add(u32::from(brings));
        let key_set = latest.filter(|_| !brings).map_or(terms.key_set, |receipt| receipt.key_set);
        let receipt = Receipt {
            action,
            tender: self.tender,
            lot: self.lot,
            notice_revision: step.notice_revision,
            key_set,
            organisation: self.organisation,
            submission: step.id,
            version,
            envelopes,
            path: step.path,
            received_at: step.received_at,
            previous: self.latest_receipt(),
            log_entry: stamp.log_entry,
        };
        let sha256 = (stamp.sha256)(receipt.to_text().as_bytes());
        self.receipts.push(Kept { receipt, sha256, by: step.by });
        self.amended_substantially = false;
        self.is_sealed_to_void &= !brings;
        self
    }
}

/// What is not declared: non-collusion with this very bid (S23), the rest here or in the supplier's file.
fn undeclared(on_file: &[Declared], with_bid: &[Declared], now: Timestamp) -> Vec<Declaration> {
    let kept = on_file.iter().filter(|one| one.declaration != Declaration::NonCollusion);
    let made: Vec<_> = with_bid.iter().chain(kept).cloned().collect();
    declarations::missing(&made, now.day())
}
