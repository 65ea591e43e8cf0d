//! What can happen to an award, for the log.

use super::{ChallengeOutcome, CheckKind, CheckResult, VettingResult};
use crate::event::Event;
use crate::ids::{AwardId, BidId, OrganisationId, TenderId};
use crate::money::Money;
use crate::tenders::ApprovingBody;
use crate::tenders::decision::SetAsideGround;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum AwardEvent {
    /// The panel's recommendation went to the approving body.
    #[serde(rename = "award.recommended")]
    Recommended {
        /// The tender.
        tender: TenderId,
        /// The award it may become.
        award: AwardId,
        /// The bid.
        bid: BidId,
        /// Its evaluated price.
        value: Money,
        /// The body that must approve.
        body: ApprovingBody,
    },
    /// A due-diligence check was made.
    #[serde(rename = "award.check_recorded")]
    CheckRecorded {
        /// The tender.
        tender: TenderId,
        /// What was looked into.
        kind: CheckKind,
        /// What was found.
        result: CheckResult,
    },
    /// The recommended bidder's finances were vetted.
    #[serde(rename = "award.vetting_recorded")]
    VettingRecorded {
        /// The tender.
        tender: TenderId,
        /// What was found.
        result: VettingResult,
    },
    /// The recommended bidder bound itself for longer.
    #[serde(rename = "award.validity_extended")]
    ValidityExtended {
        /// The tender.
        tender: TenderId,
        /// The bid.
        bid: BidId,
        /// Its new last day.
        until: Day,
    },
    /// The approving body sent the recommendation back.
    #[serde(rename = "award.returned")]
    Returned {
        /// The tender.
        tender: TenderId,
        /// What is missing.
        comment: String,
    },
    /// The approving body said yes, and every bidder was told.
    #[serde(rename = "award.notified")]
    Notified {
        /// The tender.
        tender: TenderId,
        /// The award.
        award: AwardId,
        /// The winner.
        supplier: OrganisationId,
        /// The winning bid.
        bid: BidId,
        /// What it is worth.
        value: Money,
        /// The body that approved.
        body: ApprovingBody,
        /// Bidders that were told.
        told: u32,
        /// First instant at which a contract may be signed.
        signable_from: Timestamp,
    },
    /// A bidder challenged the award.
    #[serde(rename = "award.challenged")]
    Challenged {
        /// The tender.
        tender: TenderId,
        /// Its number.
        number: u32,
        /// Who.
        by: OrganisationId,
        /// It came in time and holds the signature up.
        suspends: bool,
    },
    /// A challenge got its outcome.
    #[serde(rename = "award.challenge_decided")]
    ChallengeDecided {
        /// The tender.
        tender: TenderId,
        /// Its number.
        number: u32,
        /// Who had challenged.
        by: OrganisationId,
        /// The outcome.
        outcome: ChallengeOutcome,
        /// Why.
        comment: String,
    },
    /// The standstill ended without a challenge and the award became final.
    #[serde(rename = "award.confirmed")]
    Confirmed {
        /// The tender.
        tender: TenderId,
        /// The award.
        award: AwardId,
        /// The winner.
        supplier: OrganisationId,
    },
    /// The approving body took its decision back.
    #[serde(rename = "award.set_aside")]
    SetAside {
        /// The tender.
        tender: TenderId,
        /// On what ground.
        ground: SetAsideGround,
        /// Why.
        comment: String,
    },
    /// The winner did not sign.
    #[serde(rename = "award.lapsed")]
    Lapsed {
        /// The tender.
        tender: TenderId,
        /// The award.
        award: AwardId,
        /// Whose it was.
        supplier: OrganisationId,
    },
    /// The tender ended without a bid that could win.
    #[serde(rename = "award.unsuccessful")]
    Unsuccessful {
        /// The tender.
        tender: TenderId,
        /// Bids that were handed in.
        bids: u32,
        /// Why, for the public.
        comment: String,
        /// What was reserved and is free again.
        released: Money,
    },
    /// The public notice appeared.
    #[serde(rename = "award.notice_published")]
    NoticePublished {
        /// The tender.
        tender: TenderId,
        /// SHA-256 of the notice, in hexadecimal.
        notice_sha256: String,
    },
    /// A bidder asked to have the decision explained.
    #[serde(rename = "award.debrief_asked")]
    DebriefAsked {
        /// The tender.
        tender: TenderId,
        /// Its bid.
        bid: BidId,
        /// Last day of the delivery.
        deliver_by: Day,
    },
    /// A bidder got the explanation.
    #[serde(rename = "award.debrief_delivered")]
    DebriefDelivered {
        /// The tender.
        tender: TenderId,
        /// Its bid.
        bid: BidId,
        /// Whose bid it is.
        to: OrganisationId,
    },
}

impl From<AwardEvent> for Event {
    fn from(event: AwardEvent) -> Event {
        Event::Award(event)
    }
}

impl AwardEvent {
    /// Its name in the log, such as `award.notified`.
    pub fn name(&self) -> &'static str {
        match self {
            AwardEvent::Recommended { .. } => "award.recommended",
            AwardEvent::CheckRecorded { .. } => "award.check_recorded",
            AwardEvent::VettingRecorded { .. } => "award.vetting_recorded",
            AwardEvent::ValidityExtended { .. } => "award.validity_extended",
            AwardEvent::Returned { .. } => "award.returned",
            AwardEvent::Notified { .. } => "award.notified",
            AwardEvent::Challenged { .. } => "award.challenged",
            AwardEvent::ChallengeDecided { .. } => "award.challenge_decided",
            AwardEvent::Confirmed { .. } => "award.confirmed",
            AwardEvent::SetAside { .. } => "award.set_aside",
            AwardEvent::Lapsed { .. } => "award.lapsed",
            AwardEvent::Unsuccessful { .. } => "award.unsuccessful",
            AwardEvent::NoticePublished { .. } => "award.notice_published",
            AwardEvent::DebriefAsked { .. } => "award.debrief_asked",
            AwardEvent::DebriefDelivered { .. } => "award.debrief_delivered",
        }
    }

    /// The tender whose history this belongs to.
    pub fn tender(&self) -> TenderId {
        match self {
            AwardEvent::Recommended { tender, .. }
            | AwardEvent::CheckRecorded { tender, .. }
            | AwardEvent::VettingRecorded { tender, .. }
            | AwardEvent::ValidityExtended { tender, .. }
            | AwardEvent::Returned { tender, .. }
            | AwardEvent::Notified { tender, .. }
            | AwardEvent::Challenged { tender, .. }
            | AwardEvent::ChallengeDecided { tender, .. }
            | AwardEvent::Confirmed { tender, .. }
            | AwardEvent::SetAside { tender, .. }
            | AwardEvent::Lapsed { tender, .. }
            | AwardEvent::Unsuccessful { tender, .. }
            | AwardEvent::NoticePublished { tender, .. }
            | AwardEvent::DebriefAsked { tender, .. }
            | AwardEvent::DebriefDelivered { tender, .. } => *tender,
        }
    }

    /// What somebody wrote with it.
    pub fn comment(&self) -> &str {
        match self {
            AwardEvent::Returned { comment, .. }
            | AwardEvent::ChallengeDecided { comment, .. }
            | AwardEvent::SetAside { comment, .. }
            | AwardEvent::Unsuccessful { comment, .. } => comment,
            _ => "",
        }
    }
}
