//! Two officers open envelopes together, after the close.
//!
//! Each typed their password just now; they are of different sections, neither wrote the tender, and the second follows
//! the first within two hours, or the first contribution lapses. Technical envelopes come first; prices only with the
//! panel's result locked and signed, and only of bids that passed. Source: S2–S5, closing and opening (security 3.7).

use super::{EnvelopeKind, PasswordCheck, Structure};
use crate::ids::{BidId, PersonId, TenderId};
use crate::rulebook::{self, OPENING_WINDOW_MINUTES};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why envelopes are not opened. Every attempt is logged with its outcome (S3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpeningRefusal {
    /// Bids are still accepted.
    NotClosed {
        /// Until this instant.
        closes_at: Timestamp,
    },
    /// These envelopes are open already.
    OpenedAlready,
    /// One officer is not two.
    SameOfficer,
    /// Both officers are of one section.
    SameSection {
        /// That section.
        section: String,
    },
    /// The tender's author may not open its bids.
    Author,
    /// An officer's password was not typed again just before they contributed.
    PasswordNotFresh {
        /// The officer.
        officer: PersonId,
    },
    /// The second officer came too late, or the opening was not finished in time.
    WindowPassed {
        /// Until when it was open.
        lapsed_at: Timestamp,
    },
    /// The tender has other envelopes than the opening asks for.
    OtherStructure {
        /// What it has.
        structure: Structure,
    },
    /// The panel's technical result is not locked.
    TechnicalNotLocked,
    /// The panel's technical result is not signed by these.
    TechnicalNotSigned {
        /// Who has not signed.
        missing: Vec<PersonId>,
    },
    /// The envelope belongs to another tender.
    OtherTender,
    /// The opening is for the other kind of envelope.
    OtherKind {
        /// The kind of this envelope.
        kind: EnvelopeKind,
    },
    /// The bid did not pass; its price is never opened.
    NotPassed {
        /// The bid.
        bid: BidId,
    },
    /// The envelope was replaced.
    Replaced,
    /// The envelope was taken back.
    Withdrawn,
    /// The envelope came after the close.
    Late,
    /// The bid counts no more.
    Lapsed,
    /// The closing record is gone, or is not the one whose fingerprint is in the log.
    RecordDiffers,
    /// Parts that were made elsewhere do not open these envelopes. Nobody is believed that nothing opens them: the
    /// parts are made here, or the envelopes stay shut.
    PartsDoNotOpen {
        /// How many.
        envelopes: usize,
    },
    /// Every envelope was read, or what was not read is nothing that another try can open.
    NothingToTryAgain,
    /// The evaluation has gone too far for a bid to join it.
    TooLateToTryAgain,
    /// These two have tried already.
    PairHasTried,
    /// Envelopes that were sealed while this opener was not among the tender's keys need another one.
    OtherOpenerNeeded {
        /// How many.
        envelopes: usize,
    },
}

/// What one officer brings to an opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The officer.
    pub officer: PersonId,
    /// The section they work in, by its code.
    pub section: String,
    /// Their password, typed again.
    pub password: PasswordCheck,
    /// When they contributed.
    pub at: Timestamp,
}

/// The panel's technical result, locked and signed by every member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TechnicalResult {
    tender: TenderId,
    locked_at: Timestamp,
    passed: Vec<BidId>,
}

impl TechnicalResult {
    /// The result, once it is locked and the whole panel has signed it.
    pub fn signed(
        tender: TenderId,
        locked_at: Option<Timestamp>,
        panel: &[PersonId],
        signatures: &[PersonId],
        passed: Vec<BidId>,
    ) -> Result<TechnicalResult, OpeningRefusal> {
        let locked_at = locked_at.ok_or(OpeningRefusal::TechnicalNotLocked)?;
        let missing: Vec<_> = panel.iter().copied().filter(|member| !signatures.contains(member)).collect();
        if panel.is_empty() || !missing.is_empty() {
            return Err(OpeningRefusal::TechnicalNotSigned { missing });
        }
        Ok(TechnicalResult { tender, locked_at, passed })
    }

    /// The tender.
    pub fn tender(&self) -> TenderId {
        self.tender
    }

    /// The bid reached the pass marks.
    pub fn has_passed(&self, bid: BidId) -> bool {
        self.passed.contains(&bid)
    }
}

/// What is to be opened.
#[derive(Debug, Clone, Copy)]
pub enum Purpose<'a> {
    /// The technical envelopes.
    Technical,
    /// The prices of the bids that passed.
    Price(&'a TechnicalResult),
    /// The prices of a tender that has nothing else.
    PriceOnly,
}

/// What an opening must know of the tender.
#[derive(Debug, Clone, Copy)]
pub struct Convening<'a> {
    /// The tender.
    pub tender: TenderId,
    /// Who wrote it.
    pub author: PersonId,
    /// The closing instant, with every extension.
    pub closes_at: Timestamp,
    /// Its envelopes.
    pub structure: Structure,
    /// What is to be opened.
    pub purpose: Purpose<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
    Technical,
    Price { passed: Vec<BidId> },
    PriceOnly,
}

/// Two officers together, after the close. To have one is to have both facts proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    tender: TenderId,
    closes_at: Timestamp,
    convened_at: Timestamp,
    lapses_at: Timestamp,
    officers: [PersonId; 2],
    scope: Scope,
}

impl Opening {
    /// Two officers convene. `now` is the instant of the second one's contribution being judged.
    pub fn convene(
        convening: Convening<'_>,
        one: &Contribution,
        other: &Contribution,
        now: Timestamp,
    ) -> Result<Opening, OpeningRefusal> {
        let closes_at = convening.closes_at;
        if [now, one.at, other.at].into_iter().any(|at| super::is_in_time(at, closes_at)) {
            return Err(OpeningRefusal::NotClosed { closes_at });
        }
        if one.officer == other.officer {
            return Err(OpeningRefusal::SameOfficer);
        }
        let section = one.section.trim();
        if section == other.section.trim() {
            return Err(OpeningRefusal::SameSection { section: section.to_owned() });
        }
        if [one.officer, other.officer].contains(&convening.author) {
            return Err(OpeningRefusal::Author);
        }
        for contribution in [one, other] {
            if contribution.at > now || !contribution.password.is_fresh(contribution.at) {
                return Err(OpeningRefusal::PasswordNotFresh { officer: contribution.officer });
            }
        }
        let minutes = rulebook::on(OPENING_WINDOW_MINUTES, now.day()).unwrap_or_default();
        let lapses_at = one.at.min(other.at).plus_minutes(minutes);
        if now > lapses_at {
            return Err(OpeningRefusal::WindowPassed { lapsed_at: lapses_at });
        }
        let scope = scope(&convening, now)?;
        let officers = [one.officer, other.officer];
        Ok(Opening { tender: convening.tender, closes_at, convened_at: now, lapses_at, officers, scope })
    }

    /// The officers.
    pub fn officers(&self) -> [PersonId; 2] {
        self.officers
    }

    /// The close it comes after.
    pub fn closes_at(&self) -> Timestamp {
        self.closes_at
    }

    /// When it was convened.
    pub fn convened_at(&self) -> Timestamp {
        self.convened_at
    }

    /// The last instant at which it opens anything.
    pub fn lapses_at(&self) -> Timestamp {
        self.lapses_at
    }

    /// Opens the first envelopes of this tender: technical ones, or the only ones.
    pub fn is_first_of(&self, tender: TenderId) -> bool {
        self.tender == tender && matches!(self.scope, Scope::Technical | Scope::PriceOnly)
    }

    /// May open this envelope.
    pub fn covers(&self, tender: TenderId, bid: BidId, kind: EnvelopeKind) -> bool {
        self.admit(tender, bid, kind).is_ok()
    }

    pub(super) fn admit(&self, tender: TenderId, bid: BidId, kind: EnvelopeKind) -> Result<(), OpeningRefusal> {
        if tender != self.tender {
            return Err(OpeningRefusal::OtherTender);
        }
        match (&self.scope, kind) {
            (Scope::Technical, EnvelopeKind::Technical) | (Scope::PriceOnly, EnvelopeKind::Price) => Ok(()),
            (Scope::Price { passed }, EnvelopeKind::Price) if passed.contains(&bid) => Ok(()),
            (Scope::Price { .. }, EnvelopeKind::Price) => Err(OpeningRefusal::NotPassed { bid }),
            (_, kind) => Err(OpeningRefusal::OtherKind { kind }),
        }
    }
}

fn scope(convening: &Convening<'_>, now: Timestamp) -> Result<Scope, OpeningRefusal> {
    let structure = convening.structure;
    match (convening.purpose, structure) {
        (Purpose::Technical, Structure::TwoEnvelopes) => Ok(Scope::Technical),
        (Purpose::PriceOnly, Structure::PriceOnly) => Ok(Scope::PriceOnly),
        (Purpose::Price(result), Structure::TwoEnvelopes) if result.tender != convening.tender => {
            Err(OpeningRefusal::OtherTender)
        }
        (Purpose::Price(result), Structure::TwoEnvelopes) if result.locked_at > now => {
            Err(OpeningRefusal::TechnicalNotLocked)
        }
        (Purpose::Price(result), Structure::TwoEnvelopes) => Ok(Scope::Price { passed: result.passed.clone() }),
        _ => Err(OpeningRefusal::OtherStructure { structure }),
    }
}
