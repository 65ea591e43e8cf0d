//! Who may bring a part of the keys now.

use super::close::{close, recordable_from};
use super::later;
use super::slots::Sets;
use crate::bids::Invitation;
use crate::bids::closing::binding;
use crate::caller::Caller;
use crate::evaluation::may_join;
use crate::failure::Failure;
use crate::tenders as tendering;
use domain::bids::{AttemptFault, BidEvent, EnvelopeKind, KeyRefusal, OpeningRefusal, Structure, TechnicalResult};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::TenderCommand;
use sea_orm::ConnectionTrait;
use sealing::Slot;

/// An opener whose part is wanted now.
pub(super) struct Admitted {
    /// The opener.
    pub officer: PersonId,
    /// What the tender says.
    pub invitation: Invitation,
    /// Which envelopes.
    pub kind: EnvelopeKind,
    /// The keys that bids may be sealed to.
    pub sets: Sets,
    /// The opener's place among them.
    pub slot: Slot,
    /// They were opened, and some could not be read, which this officer tries again with another.
    pub is_again: bool,
}

impl Admitted {
    /// Judges everything but password and key. Refused attempts are logged too (S3).
    pub async fn check(caller: &Caller, tender: &str, kind: EnvelopeKind) -> Result<Admitted, Failure> {
        caller.may(Action::OpenBids)?;
        let officer = caller.officer()?.person;
        let invitation = Invitation::load(caller, tender).await?;
        let (id, closes_at) = (invitation.terms.tender, invitation.terms.closes_at);
        let (_, seen) = tendering::load_published(caller.db(), tender).await?;
        let sets = Sets::of(caller.db(), id).await?;
        let slot = sets.place_of(&seen, officer).ok_or(Failure::NotFound)?;
        let is_again = later::is_left(caller, id, kind).await?;
        let admitted = Admitted { officer, invitation, kind, sets, slot, is_again };
        if caller.now() < recordable_from(closes_at) {
            admitted.log_refusal(caller, AttemptFault::NotClosed).await?;
            return Err(OpeningRefusal::NotClosed { closes_at }.into());
        }
        if let Err(refusal) = admitted.result(caller, caller.db()).await {
            admitted.log_refusal(caller, AttemptFault::MarksNotSigned).await?;
            return Err(refusal);
        }
        if seen.draft.is_author(officer) {
            admitted.log_refusal(caller, AttemptFault::Author).await?;
            return Err(OpeningRefusal::Author.into());
        }
        let in_time = if is_again {
            may_join(caller, caller.db(), &seen, later::joining(&admitted.invitation, kind)).await
        } else {
            seen.stage(caller.now()).after(admitted.command()).map(|_| ()).map_err(Failure::from)
        };
        if let Err(refusal) = in_time {
            admitted.log_refusal(caller, AttemptFault::WrongStage).await?;
            return Err(refusal);
        }
        Ok(admitted)
    }

    /// Sees to it that the closing is recorded, and that the record is the one that the log names.
    pub async fn close(&self, caller: &Caller) -> Result<(), Failure> {
        let terms = &self.invitation.terms;
        let bound = match close(&Caller::system(caller.services()), &self.invitation.reference).await {
            Ok(()) => binding(caller.db(), terms.tender, terms.closes_at).await.map(|_| ()),
            Err(failure) => Err(failure),
        };
        if let Err(Failure::Refused(Refusal::Opening(refusal))) = &bound {
            self.log_refusal(caller, refusal.into()).await?;
        }
        bound
    }

    /// The tender.
    pub fn tender(&self) -> TenderId {
        self.invitation.terms.tender
    }

    /// What the tender's bids consist of.
    pub fn structure(&self) -> Structure {
        self.invitation.terms.structure
    }

    /// The panel's signed result, where nothing is opened without it (S5).
    pub async fn result(&self, caller: &Caller, db: &impl ConnectionTrait) -> Result<Option<TechnicalResult>, Failure> {
        if !self.needs_result() {
            return Ok(None);
        }
        crate::evaluation::technical_result_of(caller, db, self.tender()).await.map(Some)
    }

    /// Writes down that somebody tried, and what stood against it. Only who holds a key of the tender comes this far, so
    /// nobody else can fill the log.
    pub async fn log_refusal(&self, caller: &Caller, fault: AttemptFault) -> Result<(), Failure> {
        let change = caller.begin().await?;
        change.commit(self.refused(fault).into()).await?;
        Ok(())
    }

    /// That somebody tried and was refused.
    pub fn refused(&self, fault: AttemptFault) -> BidEvent {
        BidEvent::OpeningRefused { tender: self.tender(), kind: self.kind, fault: Some(fault) }
    }

    /// Writes down a wrong password or passphrase; a pause after too many is no further entry.
    pub async fn proved<T>(&self, caller: &Caller, proved: Result<T, Failure>) -> Result<T, Failure> {
        let fault = match &proved {
            Err(Failure::Refused(Refusal::SealingKey(KeyRefusal::WrongPassword))) => AttemptFault::WrongPassword,
            Err(Failure::Refused(Refusal::SealingKey(_))) => AttemptFault::WrongPassphrase,
            _ => return proved,
        };
        self.log_refusal(caller, fault).await?;
        proved
    }

    /// Prices that come apart are opened only by the panel's signed result (S5).
    fn needs_result(&self) -> bool {
        self.kind == EnvelopeKind::Price && self.structure() == Structure::TwoEnvelopes
    }

    /// The step of the tender that opens these envelopes.
    fn command(&self) -> TenderCommand {
        if self.needs_result() { TenderCommand::OpenPrice } else { TenderCommand::OpenTechnical }
    }
}
