//! Questions about a published tender, their answers to everybody, and changes of terms.
//!
//! Who asked is known to the buyer only: everybody reads the wording the officer published and the answer. An
//! addendum says whether it is substantial: bids handed in before it all need to be confirmed again, and one that
//! was not by the close is counted only when nothing substantial changed since it was (M10).
//!
//! Source: M8 to M10.

use super::TenderRefusal;
use crate::coded;
use crate::ids::{AddendumId, OrganisationId, PersonId, QuestionId};
use crate::text::Trilingual;
use crate::time::{Day, Timestamp};

/// A question of a supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub id: QuestionId,
    /// The supplier; never shown to the public or to other suppliers.
    pub asked_by: OrganisationId,
    /// When.
    pub asked_at: Timestamp,
    /// As it was asked.
    pub text: String,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
}

/// An answer, published to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question in words that do not give the asker away.
    pub wording: String,
    /// The answer.
    pub text: String,
    /// The officer.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What everybody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAnswer {
    /// The question.
    pub id: QuestionId,
    /// The question as published.
    pub wording: String,
    /// The answer.
    pub text: String,
    /// The day of the answer.
    pub answered_on: Day,
}

impl Question {
    /// Puts the answer to it; refused when there is one already or when a part of it is empty.
    pub fn answered(mut self, answer: Answer) -> Result<Question, TenderRefusal> {
        if self.answer.is_some() {
            return Err(TenderRefusal::AlreadyAnswered);
        }
        if answer.wording.trim().is_empty() || answer.text.trim().is_empty() {
            return Err(TenderRefusal::TextNeeded);
        }
        self.answer = Some(answer);
        Ok(self)
    }

    /// What everybody reads of it; nothing before it is answered.
    pub fn public(&self) -> Option<PublicAnswer> {
        let answer = self.answer.as_ref()?;
        let Answer { wording, text, at, .. } = answer.clone();
        Some(PublicAnswer { id: self.id, wording, text, answered_on: at.day() })
    }
}

coded! {
    /// How much an addendum changes (M10).
    AddendumKind {
        /// It may change what a bidder would offer.
        Substantial = "substantial",
        /// It corrects or explains.
        NonSubstantial = "non_substantial",
    }
}

/// A change of a published tender's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    /// The addendum.
    pub id: AddendumId,
    /// How much it changes.
    pub kind: AddendumKind,
    /// What it changes.
    pub text: Trilingual,
    /// The officer.
    pub by: PersonId,
    /// When it was issued.
    pub at: Timestamp,
}

coded! {
    /// What the close makes of a bid, as far as addenda go (M10).
    BidStanding {
        /// No addendum since it was handed in or confirmed.
        Confirmed = "confirmed",
        /// Needs to be confirmed; counts even if it is not.
        CountsUnconfirmed = "counts_unconfirmed",
        /// Needs to be confirmed; lapses if it is not.
        LapsesUnconfirmed = "lapses_unconfirmed",
    }
}

/// Where a bid stands that was handed in or last confirmed at this instant (M10).
pub fn standing(confirmed_at: Timestamp, addenda: &[Addendum]) -> BidStanding {
    let since = || addenda.iter().filter(|addendum| addendum.at >= confirmed_at);
    if since().any(|addendum| addendum.kind == AddendumKind::Substantial) {
        BidStanding::LapsesUnconfirmed
    } else if since().next().is_some() {
        BidStanding::CountsUnconfirmed
    } else {
        BidStanding::Confirmed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn answer(wording: &str, text: &str) -> Answer {
        Answer { wording: wording.into(), text: text.into(), by: PersonId(Uuid::nil()), at: at(0) }
    }

    fn question() -> Question {
        let asked_by = OrganisationId(Uuid::from_u128(77));
        let text = "We at Lantau Voice ask".into();
        Question { id: QuestionId(Uuid::nil()), asked_by, asked_at: at(0), text, answer: None }
    }

    #[test]
    fn the_public_reads_the_answer_and_never_who_asked() {
        assert_eq!(question().public(), None);
        let public = question().answered(answer("May it run offline?", "Yes.")).unwrap().public().unwrap();
        let shown = format!("{public:?}");
        assert!(shown.contains("May it run offline?") && shown.contains("Yes."));
        assert!(!shown.contains("Lantau Voice") && !shown.contains(&Uuid::from_u128(77).to_string()));
    }

    #[test]
    fn a_question_is_answered_once_and_with_words() {
        let answered = question().answered(answer("May it run offline?", "Yes.")).unwrap();
        assert_eq!(answered.answered(answer("May it?", "No.")), Err(TenderRefusal::AlreadyAnswered));
        for (wording, text) in [(" ", "Yes."), ("May it?", "")] {
            assert_eq!(question().answered(answer(wording, text)), Err(TenderRefusal::TextNeeded));
        }
    }

    #[test]
    fn m10_an_unconfirmed_bid_counts_only_when_nothing_substantial_changed() {
        use AddendumKind::{NonSubstantial, Substantial};
        for (addenda, expected) in [
            (vec![], BidStanding::Confirmed),
            (vec![(99, Substantial), (99, NonSubstantial)], BidStanding::Confirmed),
            (vec![(100, NonSubstantial)], BidStanding::CountsUnconfirmed),
            (vec![(101, NonSubstantial), (99, Substantial)], BidStanding::CountsUnconfirmed),
            (vec![(100, Substantial)], BidStanding::LapsesUnconfirmed),
            (vec![(101, Substantial), (102, NonSubstantial)], BidStanding::LapsesUnconfirmed),
        ] {
            let issue = |(millis, kind): (i64, AddendumKind)| Addendum {
                id: AddendumId(Uuid::nil()),
                kind,
                text: Trilingual::same("changed"),
                by: PersonId(Uuid::nil()),
                at: at(millis),
            };
            let addenda: Vec<_> = addenda.into_iter().map(issue).collect();
            assert_eq!(standing(at(100), &addenda), expected, "{addenda:?}");
        }
    }
}
