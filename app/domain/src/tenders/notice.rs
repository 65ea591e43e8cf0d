//! What the public saw of a tender, revision by revision; kept as it was, whatever changes later.
//!
//! Nothing here names who drafted, approves, opens or assesses, and the estimate shows as its band alone.

use super::closing::Closing;
use super::draft::{DocumentKind, Draft};
use super::lots::{Lot, LotPlace};
use super::requirement::Requirement;
use super::scheme::MarkingScheme;
use super::tender::CancelGround;
use super::{DisruptionKind, Procedure, Tender};
use crate::bids::Digest;
use crate::catalogue::Category;
use crate::coded;
use crate::evaluation::price_schedule::ScheduleLine;
use crate::ids::{ListingId, OrganisationId, QuestionId};
use crate::money::Money;
use crate::text::Trilingual;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

coded! {
    /// How much a tender is expected to cost, the whole term with every option.
    ValueBand {
        /// At most the ceiling of quotations, 1.4 million dollars.
        Small = "to_1m4",
        /// Above, to 5 million.
        Middle = "to_5m",
        /// Above, to 15 million.
        Large = "to_15m",
        /// Above, to 30 million.
        Larger = "to_30m",
        /// Above 30 million.
        Largest = "over_30m",
    }
}

impl ValueBand {
    /// The band of this amount.
    pub fn of(amount: Money) -> ValueBand {
        let upper = [
            (ValueBand::Small, 1_400_000),
            (ValueBand::Middle, 5_000_000),
            (ValueBand::Large, 15_000_000),
            (ValueBand::Larger, 30_000_000),
        ];
        let found = upper.iter().find(|(_, dollars)| amount <= Money::from_dollars(*dollars));
        found.map_or(ValueBand::Largest, |(band, _)| *band)
    }
}

/// What a revision changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Cause {
    /// It was published.
    Published,
    /// A question was answered late, which moved the close.
    Answered {
        /// The question.
        question: QuestionId,
    },
    /// An addendum was issued.
    Addendum {
        /// Its number.
        number: i64,
    },
    /// The close was moved later.
    Extended,
    /// Weather or an outage moved the close.
    Postponed {
        /// What happened.
        kind: DisruptionKind,
    },
    /// It was called off.
    Cancelled {
        /// Why.
        ground: CancelGround,
    },
    /// Bids are sealed to other keys from now on.
    KeysChanged {
        /// Fingerprint of the keys.
        key_set: Digest,
        /// Bids that were sealed to the keys before must be handed in again.
        is_void: bool,
    },
}

/// A document as it is offered to the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicDocument {
    /// What it is.
    pub kind: DocumentKind,
    /// Its name.
    pub name: String,
    /// Its length.
    pub size_bytes: i64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// 1 for the first under this name, one more with each that replaced it.
    pub version: i64,
}

/// A tender as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicNotice {
    /// `T-2026-0007`.
    pub reference: String,
    /// 1 when published.
    pub revision: u32,
    /// When this revision appeared.
    pub at: Timestamp,
    /// What it changed.
    pub cause: Cause,
    /// The department.
    pub department: OrganisationId,
    /// What kind of solution is sought.
    pub category: Category,
    /// Its title.
    pub title: Trilingual,
    /// What is needed.
    pub need: Trilingual,
    /// What of the catalogue was considered.
    pub considered: Vec<ListingId>,
    /// Why it is not reused.
    pub why_not_reuse: Trilingual,
    /// Its lots.
    pub lots: Vec<Lot>,
    /// Its place among the lots it was published with, when there were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_of: Option<LotPlace>,
    /// What is asked for.
    pub requirements: Vec<Requirement>,
    /// What is to be priced, line by line; nothing written asks for one price of everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price_schedule: Vec<ScheduleLine>,
    /// How bids are compared.
    pub scheme: Option<MarkingScheme>,
    /// Its documents.
    pub documents: Vec<PublicDocument>,
    /// How much it is expected to cost.
    pub value: ValueBand,
    /// The procurement agreement applies.
    pub agreement_applies: bool,
    /// Months of the term without options, when it has a term.
    pub months: u32,
    /// It is for a framework: every department may order under it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_framework: bool,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// The last day for questions.
    pub questions_until: Day,
    /// The last day bids stand.
    pub valid_until: Day,
}

impl PublicNotice {
    /// What the public would see if a tender were published on its planned day; `None` until it has dates.
    pub fn preview(tender: &Tender, procedure: &Procedure, at: Timestamp) -> Option<PublicNotice> {
        let timetable = tender.draft.timetable.as_ref()?;
        let (published_at, closes_at) = (timetable.publishes_on.starts_at(), Closing::on(timetable.closes_on).ok()?);
        let mut planned = tender.clone();
        planned.progress.notice = Some(super::tender::Notice { published_at, closes_at, revision: 1 });
        PublicNotice::of(&planned, procedure, Vec::new(), Cause::Published, at)
    }

    /// What the public sees of a published tender now; `None` before it is published.
    pub fn of(
        tender: &Tender,
        procedure: &Procedure,
        documents: Vec<PublicDocument>,
        cause: Cause,
        at: Timestamp,
    ) -> Option<PublicNotice> {
        let notice = tender.progress.notice.as_ref()?;
        let timetable = tender.draft.timetable.as_ref()?;
        let Draft {
            category,
            title,
            need,
            considered,
            why_not_reuse,
            lots,
            lot_of,
            requirements,
            price_schedule,
            scheme,
            ..
        } = tender.draft.clone();
        Some(PublicNotice {
            reference: tender.reference.clone(),
            revision: notice.revision,
            at,
            cause,
            department: tender.draft.department,
            category,
            title,
            need,
            considered,
            why_not_reuse,
            // What a lot is expected to cost is told as the band alone.
            lots: lots.into_iter().map(|lot| Lot { estimate: None, ..lot }).collect(),
            lot_of,
            requirements: requirements.into_iter().map(public).collect(),
            price_schedule,
            scheme: scheme.map(nameless),
            documents,
            value: ValueBand::of(procedure.total),
            agreement_applies: procedure.agreement_applies,
            months: tender.draft.purchase.as_ref().map_or(0, |purchase| purchase.estimate.months),
            is_framework: tender.draft.purchase.as_ref().is_some_and(|purchase| purchase.is_framework),
            published_at: notice.published_at,
            closes_at: notice.closes_at.instant(),
            questions_until: timetable.last_question_day(notice.closes_at),
            valid_until: timetable.valid_until(notice.closes_at),
        })
    }
}

/// Left out of a notice, so that notices of before have the hash they had.
fn is_false(value: &bool) -> bool {
    !value
}

/// Without what the drafter told the approver alone.
fn public(requirement: Requirement) -> Requirement {
    Requirement { justification: String::new(), ..requirement }
}

/// Without the name of the officer who approved doing without a marking scheme.
fn nameless(mut scheme: MarkingScheme) -> MarkingScheme {
    if let super::Comparison::PriceOnly { approved_by, .. } = &mut scheme.comparison {
        *approved_by = None;
    }
    scheme
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_with_its_ceiling() {
        for (cents, band) in [
            (1, ValueBand::Small),
            (1_400_000_00, ValueBand::Small),
            (1_400_000_01, ValueBand::Middle),
            (5_000_000_00, ValueBand::Middle),
            (15_000_000_00, ValueBand::Large),
            (30_000_000_00, ValueBand::Larger),
            (30_000_000_01, ValueBand::Largest),
        ] {
            assert_eq!(ValueBand::of(Money::from_cents(cents)), band, "{cents}");
        }
    }
}
