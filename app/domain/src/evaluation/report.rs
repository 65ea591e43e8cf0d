//! The panel recommends a bid and signs its report.
//!
//! The first in the ranking is recommended; anything else needs a written reason. Equals are separated by a
//! draw that two officers outside the panel witness, and by nothing else. Every member signs, with a dissent
//! if there is one; a new draw or recommendation voids the signatures under the earlier one.
//!
//! Source: S18, S19, evaluation machine (3.5).

use super::{Evaluation, EvaluationCommand, EvaluationRefusal, Outcome, Panel, reason};
use crate::ids::{BidId, PersonId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A signature under the technical marks or the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed.
    pub person: PersonId,
    /// In what they differ from the others; signing is not agreeing.
    pub dissent: Option<String>,
    /// When.
    pub signed_at: Timestamp,
}

impl Signature {
    pub(super) fn add(
        signatures: &mut Vec<Signature>,
        person: PersonId,
        dissent: Option<String>,
        signed_at: Timestamp,
    ) -> Result<(), EvaluationRefusal> {
        if signatures.iter().any(|signature| signature.person == person) {
            return Err(EvaluationRefusal::AlreadySigned);
        }
        signatures.push(Signature { person, dissent, signed_at });
        Ok(())
    }

    /// Everybody on the panel signed.
    pub(super) fn of_all(signatures: &[Signature], panel: &Panel) -> bool {
        panel.people().all(|person| signatures.iter().any(|signature| signature.person == person))
    }
}

/// A draw between bids that nothing separates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// The equals.
    pub among: Vec<BidId>,
    /// Which of them was drawn.
    pub drawn: BidId,
    /// The two officers who watched.
    pub witnesses: (PersonId, PersonId),
    /// When.
    pub drawn_at: Timestamp,
}

/// What the panel recommends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The bid.
    pub bid: BidId,
    /// Why not the first, where it is not.
    pub reason: Option<String>,
    /// When.
    pub made_at: Timestamp,
}

impl Evaluation {
    /// Records a draw for a tied first place.
    pub fn record_draw(
        mut self,
        drawn: BidId,
        witnesses: (PersonId, PersonId),
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::RecordDraw)?;
        let among = match self.papers.ranking.as_ref().map(|ranking| &ranking.outcome) {
            Some(Outcome::Unresolved(among)) if among.contains(&drawn) && self.papers.draw.is_none() => among.clone(),
            _ => return Err(EvaluationRefusal::NothingToDraw),
        };
        if witnesses.0 == witnesses.1 {
            return Err(EvaluationRefusal::TwoWitnessesNeeded);
        }
        if let Some(person) = [witnesses.0, witnesses.1].into_iter().find(|person| self.of_panel(*person).is_ok()) {
            return Err(EvaluationRefusal::OfThePanel { person });
        }
        self.papers.draw = Some(Draw { among, drawn, witnesses, drawn_at: now });
        Ok(self)
    }

    /// The bid that comes first, by the ranking or by the draw.
    pub fn first(&self) -> Result<BidId, EvaluationRefusal> {
        let ranking = self.papers.ranking.as_ref().ok_or(EvaluationRefusal::NothingRecommended)?;
        match (&ranking.outcome, &self.papers.draw) {
            (Outcome::First(bid), _) => Ok(*bid),
            (Outcome::Unresolved(_), Some(draw)) => Ok(draw.drawn),
            (Outcome::Unresolved(among), None) => Err(EvaluationRefusal::DrawNeeded { among: among.clone() }),
            (Outcome::NoBid, _) => Err(EvaluationRefusal::NonePassed),
        }
    }

    /// The chair recommends the first bid, or another with a written reason.
    pub fn recommend(
        mut self,
        by: PersonId,
        bid: BidId,
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Recommend)?;
        self.by_chair(by)?;
        let first = self.first()?;
        if self.papers.ranking.as_ref().and_then(|ranking| ranking.place(bid)).is_none() {
            return Err(EvaluationRefusal::NotABid { bid });
        }
        let reason = why.and_then(|why| reason(why).ok());
        if bid != first && reason.is_none() {
            return Err(EvaluationRefusal::NotTheFirst { first });
        }
        self.papers.recommendation = Some(Recommendation { bid, reason, made_at: now });
        self.papers.report_signatures.clear();
        Ok(self)
    }

    /// A member of the panel signs the report; the last signature ends the evaluation.
    pub fn sign_report(
        mut self,
        by: PersonId,
        dissent: Option<&str>,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::SignReport)?;
        self.cleared(by)?;
        if self.papers.recommendation.is_none() {
            return Err(EvaluationRefusal::NothingRecommended);
        }
        let dissent = dissent.map(reason).transpose()?;
        Signature::add(&mut self.papers.report_signatures, by, dissent, now)?;
        if Signature::of_all(&self.papers.report_signatures, self.panel()?) {
            self.take(EvaluationCommand::FinishReport)?;
        }
        Ok(self)
    }

    /// The chair takes the signed report up again, because the recommendation was sent back or its award came to
    /// nothing: recommendation and signatures are void, the ranking stands until a bid is left out.
    pub fn reopen(mut self, by: PersonId) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Reopen)?;
        self.by_chair(by)?;
        self.papers.recommendation = None;
        self.papers.report_signatures.clear();
        Ok(self)
    }
}
