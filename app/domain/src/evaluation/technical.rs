//! The steps from declared interests to signed technical marks.

use super::interests::outstanding;
use super::marks::all_submitted;
use super::{
    Bidder, Consensus, Declaration, Evaluation, EvaluationCommand, EvaluationRefusal, EvaluationState, Hurdle,
    Interest, Mark, Outstanding, Ruling, Score, Sheet, Signature, Spread, reason, visible_marks,
};
use crate::ids::{BidId, CriterionId, OrganisationId, PersonId, RequirementId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A bid that misses an essential requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonConformity {
    /// The bid.
    pub bid: BidId,
    /// The requirement.
    pub requirement: RequirementId,
    /// In what way.
    pub reason: String,
    /// When it was found.
    pub found_at: Timestamp,
}

impl Evaluation {
    /// What keeps assessors from seeing the bids.
    pub fn interests_outstanding(&self) -> Vec<Outstanding> {
        let papers = &self.papers;
        let people = papers.panel.iter().flat_map(|panel| panel.people());
        let mut open = outstanding(people, &papers.bidders, &papers.declarations, &papers.rulings);
        open.extend(self.assessment_outstanding());
        open
    }

    /// The assessment of conflicts is to be renewed for the present list of bidders (M19).
    fn assessment_outstanding(&self) -> Option<Outstanding> {
        (self.papers.panel.is_some() && self.papers.conflicts.is_none()).then_some(Outstanding::Assessment)
    }

    /// This person may read the bids: all of the panel declared once, and nothing is open of their own.
    pub fn may_read_bids(&self, person: PersonId) -> bool {
        self.state.shows_bids() && self.cleared(person).is_ok()
    }

    /// The list of bidders changed: conflicts are assessed and interests declared again, and locked sheets open for the
    /// new bids.
    pub fn change_bidders(mut self, bidders: Vec<Bidder>) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::ChangeBidders)?;
        self.papers.bidders = bidders;
        self.papers.declarations.clear();
        self.papers.rulings.clear();
        self.papers.earlier_conflicts.extend(self.papers.conflicts.take());
        let bids = self.bids();
        self.papers.non_conforming.retain(|found| bids.contains(&found.bid));
        for sheet in self.papers.sheets.iter_mut().filter(|sheet| !sheet.is_excluded) {
            sheet.marks.retain(|mark| bids.contains(&mark.bid));
            sheet.submitted_at = None;
        }
        Ok(self)
    }

    /// A bid whose envelope could not be read was read after all, while marks are not all submitted: its bidder joins the
    /// others. Before the panel is appointed there is nothing that anybody declared or marked.
    pub fn take_bidder(self, bidder: Bidder) -> Result<Evaluation, EvaluationRefusal> {
        let mut bidders = self.papers.bidders.clone();
        if bidders.iter().any(|one| one.bid == bidder.bid) {
            return Err(EvaluationRefusal::BidTwice { bid: bidder.bid });
        }
        bidders.push(bidder);
        self.change_bidders(bidders)
    }

    /// An assessor declares interests in every bidder; a later declaration takes an earlier one's place.
    pub fn declare(
        mut self,
        by: PersonId,
        interests: Vec<(OrganisationId, Interest)>,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Declare)?;
        self.of_panel(by)?;
        let declaration = Declaration::parse(by, interests, &self.papers.bidders, now)?;
        self.papers.declarations.retain(|earlier| earlier.assessor != by);
        self.papers.rulings.retain(|ruling| ruling.assessor != by);
        self.papers.declarations.push(declaration);
        self.begin_scoring_when_declared()
    }

    /// The chair rules that an assessor may stay in spite of a declared interest.
    pub fn rule_on_conflict(
        mut self,
        by: PersonId,
        assessor: PersonId,
        supplier: OrganisationId,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::RuleOnConflict)?;
        self.by_chair(by)?;
        if by == assessor {
            return Err(EvaluationRefusal::OwnConflict);
        }
        if !self.interests_outstanding().contains(&Outstanding::Conflict { assessor, supplier }) {
            return Err(EvaluationRefusal::NoConflict);
        }
        self.papers.rulings.push(Ruling { assessor, supplier, reason: reason(why)?, by, ruled_at: now });
        self.begin_scoring_when_declared()
    }

    /// The chair finds that a bid misses an essential requirement; it is given no marks and its price stays shut.
    pub fn mark_non_conforming(
        mut self,
        by: PersonId,
        bid: BidId,
        requirement: RequirementId,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::MarkNonConforming)?;
        self.by_chair(by)?;
        self.cleared(by)?;
        self.conforming(bid)?;
        self.papers.non_conforming.push(NonConformity { bid, requirement, reason: reason(why)?, found_at: now });
        self.papers.technical_signatures.clear();
        Ok(self)
    }

    /// An assessor writes marks; each replaces the one that was there.
    pub fn save_marks(mut self, by: PersonId, marks: Vec<Mark>) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::SaveMarks)?;
        self.cleared(by)?;
        for mark in &marks {
            self.conforming(mark.bid)?;
            mark.check(self.terms.scheme.criterion(mark.criterion)?)?;
        }
        let sheet = self.open_sheet(by)?;
        marks.into_iter().for_each(|mark| sheet.write(mark));
        Ok(self)
    }

    /// An assessor submits a complete sheet, which locks it; the last one begins the moderation.
    pub fn submit_marks(mut self, by: PersonId, now: Timestamp) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::SubmitMarks)?;
        self.cleared(by)?;
        let wanted = self.wanted_marks();
        let sheet = self.open_sheet(by)?;
        if let Some((bid, criterion)) = wanted.into_iter().find(|(bid, id)| sheet.mark(*bid, *id).is_none()) {
            return Err(EvaluationRefusal::MarkMissing { bid, criterion });
        }
        sheet.submitted_at = Some(now);
        if self.state == EvaluationState::Scoring && all_submitted(&self.papers.sheets) {
            self.take(EvaluationCommand::BeginModeration)?;
        }
        Ok(self)
    }

    /// The sheets this person may read (S8). Once the technical marks are final, all of the panel read all.
    pub fn visible_marks(&self, viewer: PersonId) -> Vec<&Sheet> {
        if self.state.is_technically_final() && self.cleared(viewer).is_ok() {
            return self.papers.sheets.iter().collect();
        }
        visible_marks(viewer, &self.papers.sheets)
    }

    /// The individual marks of one criterion of one bid at a glance; `None` while any is outstanding.
    pub fn spread(&self, bid: BidId, criterion: CriterionId) -> Option<Spread> {
        if !all_submitted(&self.papers.sheets) {
            return None;
        }
        let counting = self.papers.sheets.iter().filter(|sheet| !sheet.is_excluded);
        let marks: Vec<Score> = counting.filter_map(|sheet| sheet.mark(bid, criterion)).map(|mark| mark.mark).collect();
        Spread::of(self.terms.scheme.criterion(criterion).ok()?, &marks, self.terms.published_on)
    }

    /// The chair settles one mark of the panel. Signatures given before no longer cover it.
    pub fn set_consensus(mut self, by: PersonId, consensus: Consensus) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::SetConsensus)?;
        self.by_chair(by)?;
        self.cleared(by)?;
        self.nothing_outstanding()?;
        let (bid, id) = (consensus.bid, consensus.criterion);
        self.conforming(bid)?;
        let criterion = self.terms.scheme.criterion(id)?;
        let spread = self.spread(bid, id).ok_or(EvaluationRefusal::MarkMissing { bid, criterion: id })?;
        consensus.check(criterion, &spread)?;
        self.papers.consensus.retain(|kept| (kept.bid, kept.criterion) != (bid, id));
        self.papers.consensus.push(consensus);
        self.papers.technical_signatures.clear();
        Ok(self)
    }

    /// An assessor signs the panel's marks; the last signature makes them final.
    pub fn sign_technical(mut self, by: PersonId, now: Timestamp) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::SignTechnical)?;
        self.cleared(by)?;
        self.nothing_outstanding()?;
        self.hurdles()?;
        Signature::add(&mut self.papers.technical_signatures, by, None, now)?;
        if Signature::of_all(&self.papers.technical_signatures, self.panel()?) {
            self.take(EvaluationCommand::FinaliseTechnical)?;
        }
        Ok(self)
    }

    /// How far every bid came, by the panel's marks.
    pub fn hurdles(&self) -> Result<Vec<(BidId, Hurdle)>, EvaluationRefusal> {
        self.bids().into_iter().map(|bid| Ok((bid, self.hurdle(bid)?))).collect()
    }

    /// The bids whose price may be opened; empty makes the tender unsuccessful. Refused before the marks are final.
    pub fn passed(&self) -> Result<Vec<BidId>, EvaluationRefusal> {
        if !self.state.is_technically_final() {
            let (state, command) = (self.state, EvaluationCommand::LoadPrices);
            return Err(EvaluationRefusal::NotNow { state, command });
        }
        let hurdles = self.hurdles()?.into_iter();
        Ok(hurdles.filter(|(_, hurdle)| hurdle.is_passed()).map(|(bid, _)| bid).collect())
    }

    /// How far one bid came, once the panel settled its marks.
    pub fn hurdle_of(&self, bid: BidId) -> Option<Hurdle> {
        self.hurdle(bid).ok()
    }

    pub(super) fn hurdle(&self, bid: BidId) -> Result<Hurdle, EvaluationRefusal> {
        if let Some(found) = self.papers.non_conforming.iter().find(|found| found.bid == bid) {
            let NonConformity { requirement, reason, .. } = found.clone();
            return Ok(Hurdle::NonConforming { requirement, reason });
        }
        self.terms.scheme.judge(|criterion| self.final_mark(bid, criterion))
    }

    /// The panel's mark, as the board last corrected it.
    pub(crate) fn final_mark(&self, bid: BidId, criterion: CriterionId) -> Option<Score> {
        let key = (bid, criterion);
        let corrected = self.papers.corrections.iter().rev().find(|kept| (kept.bid, kept.criterion) == key);
        let settled = || self.papers.consensus.iter().find(|kept| (kept.bid, kept.criterion) == key);
        corrected.map(|kept| kept.after).or_else(|| settled().map(|kept| kept.mark))
    }

    /// On the panel, declared, and without an open conflict.
    pub(super) fn cleared(&self, person: PersonId) -> Result<(), EvaluationRefusal> {
        self.of_panel(person)?;
        let papers = &self.papers;
        let open = outstanding([person], &papers.bidders, &papers.declarations, &papers.rulings);
        let open = open.first().copied().or(self.assessment_outstanding());
        open.map_or(Ok(()), |open| Err(EvaluationRefusal::InterestsOutstanding(open)))
    }

    pub(super) fn begin_scoring_when_declared(mut self) -> Result<Evaluation, EvaluationRefusal> {
        if self.state == EvaluationState::Declaring && self.interests_outstanding().is_empty() {
            self.take(EvaluationCommand::BeginScoring)?;
        }
        Ok(self)
    }

    fn conforming(&self, bid: BidId) -> Result<(), EvaluationRefusal> {
        let known = self.papers.bidders.iter().any(|bidder| bidder.bid == bid);
        let found = self.papers.non_conforming.iter().any(|found| found.bid == bid);
        if known && !found { Ok(()) } else { Err(EvaluationRefusal::NotABid { bid }) }
    }

    fn open_sheet(&mut self, by: PersonId) -> Result<&mut Sheet, EvaluationRefusal> {
        let mine = self.papers.sheets.iter_mut().find(|sheet| sheet.assessor == by && !sheet.is_excluded);
        let sheet = mine.ok_or(EvaluationRefusal::NotOnPanel { person: by })?;
        if sheet.submitted_at.is_some() { Err(EvaluationRefusal::AlreadySubmitted) } else { Ok(sheet) }
    }

    fn wanted_marks(&self) -> Vec<(BidId, CriterionId)> {
        let conforming = self.bids().into_iter().filter(|bid| self.conforming(*bid).is_ok());
        let criteria = self.terms.scheme.criteria();
        conforming.flat_map(|bid| criteria.iter().map(move |criterion| (bid, criterion.id))).collect()
    }

    /// Everybody's interests are settled and marks are in.
    fn nothing_outstanding(&self) -> Result<(), EvaluationRefusal> {
        if let Some(open) = self.interests_outstanding().first() {
            return Err(EvaluationRefusal::InterestsOutstanding(*open));
        }
        let open = self.papers.sheets.iter().find(|sheet| !sheet.is_excluded && sheet.submitted_at.is_none());
        open.map_or(Ok(()), |sheet| Err(EvaluationRefusal::MarksOutstanding { assessor: sheet.assessor }))
    }
}
