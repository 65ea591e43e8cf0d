//! How bids are marked and ranked, from the appointment of a panel to its signed report.
//!
//! not_started → declaring → scoring → moderating → technical_final → pricing → ranked → reported; a bid
//! left out, or a mark corrected by the board, after the ranking leads back to pricing.
//!
//! Interests in every bidder come before the first look at a bid; marks are given alone; the panel's marks
//! are signed by all before a price is opened; the price of a bid that failed is never opened; a low price
//! is asked about before it is rejected; the system ranks, and never picks among equals.
//!
//! [`Terms`] is what was published, [`Papers`] is what was written down since; [`Evaluation`] is both with
//! the steps that may be taken. The steps stand in `technical`, `pricing` and `report`.
//!
//! Source: evaluation machine (3.5), S5 to S13, S16 to S19, evaluation mathematics (5).

pub mod abnormal;
pub mod event;
pub mod formula;
pub mod interests;
pub mod marks;
pub mod panel;
pub mod price_schedule;
mod pricing;
pub mod refusal;
pub mod report;
pub mod scheme;
pub mod score;
pub mod state;
mod technical;

pub use abnormal::{LowPriceFlag, PriceQuery, QueryKind, earliest_answer_before};
pub use event::EvaluationEvent;
pub use formula::{Marked, Model, Outcome, Place, RankedBy, Ranking, Weighted, Weights, rank};
pub use interests::{Bidder, Declaration, Interest, Outstanding, Ruling};
pub use marks::{Consensus, Mark, Replacement, Sheet, Spread, visible_marks};
pub use panel::{Assessor, Panel};
pub use price_schedule::{
    EvaluatedPrice, LineNumber, OfferLine, PriceOffer, PriceRefusal, PriceSchedule, ScheduleLine, ShownLine,
};
pub use pricing::{Correction, Exclusion, Ground, Grounds, OpenedPrice};
pub use refusal::EvaluationRefusal;
pub use report::{Draw, Recommendation, Signature};
pub use scheme::{Criterion, Hurdle, Marking, Scheme, SchemeRefusal};
pub use score::Score;
pub use state::{EvaluationCommand, EvaluationState};
pub use technical::NonConformity;

use crate::ids::{BidId, PersonId, TenderId};
use crate::money::Money;
use crate::rulebook::{self, Dated};
use crate::tenders::draft::ConflictAssessment;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// What was published, as far as the evaluation needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The tender.
    pub tender: TenderId,
    /// Its marking scheme.
    pub scheme: Scheme,
    /// The day it was published; thresholds are those of that day.
    pub published_on: Day,
    /// The department's estimate.
    pub estimate: Option<Money>,
    /// Who drafted the specification.
    pub drafter: PersonId,
}

/// What was written down since; nothing is ever taken out of it but what a later step makes void.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Papers {
    /// The suppliers behind the bids.
    pub bidders: Vec<Bidder>,
    /// The assessment of conflicts of interest, renewed after the opening (M19).
    #[serde(default)]
    pub conflicts: Option<ConflictAssessment>,
    /// Assessments that were renewed before, when there were fewer bidders.
    #[serde(default)]
    pub earlier_conflicts: Vec<ConflictAssessment>,
    /// The panel.
    pub panel: Option<Panel>,
    /// Who was replaced.
    pub replacements: Vec<Replacement>,
    /// Interests, one declaration an assessor.
    pub declarations: Vec<Declaration>,
    /// Rulings on conflicts.
    pub rulings: Vec<Ruling>,
    /// Everybody's marks; to be shown only through [`Evaluation::visible_marks`].
    pub sheets: Vec<Sheet>,
    /// Bids that miss an essential requirement.
    pub non_conforming: Vec<NonConformity>,
    /// The panel's marks.
    pub consensus: Vec<Consensus>,
    /// Signatures under the technical marks.
    pub technical_signatures: Vec<Signature>,
    /// Opened prices.
    pub prices: Vec<OpenedPrice>,
    /// Questions about prices.
    pub queries: Vec<PriceQuery>,
    /// Bids left out after prices were opened.
    pub exclusions: Vec<Exclusion>,
    /// Corrections of final marks.
    pub corrections: Vec<Correction>,
    /// The ranking.
    pub ranking: Option<Ranking>,
    /// The draw between equals.
    pub draw: Option<Draw>,
    /// What the panel recommends.
    pub recommendation: Option<Recommendation>,
    /// Signatures under the report.
    pub report_signatures: Vec<Signature>,
}

/// The evaluation of one tender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    terms: Terms,
    papers: Papers,
    state: EvaluationState,
}

impl Evaluation {
    /// The evaluation of a tender that was opened, before a panel is appointed.
    pub fn open(terms: Terms, bidders: Vec<Bidder>) -> Evaluation {
        let papers = Papers { bidders, ..Papers::default() };
        Evaluation { terms, papers, state: EvaluationState::NotStarted }
    }

    /// An evaluation as it was stored.
    pub fn stored(terms: Terms, papers: Papers, state: EvaluationState) -> Evaluation {
        Evaluation { terms, papers, state }
    }

    /// Where it stands.
    pub fn state(&self) -> EvaluationState {
        self.state
    }

    /// What was published.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What was written down; for the store. Marks are shown to people through [`Evaluation::visible_marks`].
    pub fn papers(&self) -> &Papers {
        &self.papers
    }

    /// The bids, each once, in the order their bidders are listed.
    pub fn bids(&self) -> Vec<BidId> {
        let mut bids: Vec<BidId> = Vec::new();
        for bidder in &self.papers.bidders {
            if !bids.contains(&bidder.bid) {
                bids.push(bidder.bid);
            }
        }
        bids
    }

    /// The approver appoints the panel.
    pub fn appoint(mut self, chair: PersonId, assessors: Vec<Assessor>) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::Appoint)?;
        let panel = Panel::parse(chair, assessors, self.terms.drafter, self.terms.published_on)?;
        self.papers.sheets = panel.people().map(Sheet::of).collect();
        self.papers.panel = Some(panel);
        Ok(self)
    }

    /// Sat on the panel and was replaced.
    pub fn left_the_panel(&self, person: PersonId) -> bool {
        self.papers.replacements.iter().any(|replacement| replacement.left == person)
    }

    /// Whoever appoints the panel looks again whether anybody who works on the tender has an interest in one of its
    /// bidders, once for each list of them; no bid is shown before (M19).
    pub fn renew_conflicts(mut self, by: PersonId, finding: &str, on: Day) -> Result<Evaluation, EvaluationRefusal> {
        let (state, command) = (self.state, EvaluationCommand::RenewConflicts);
        self.take(command)?;
        if self.papers.conflicts.is_some() {
            return Err(EvaluationRefusal::NotNow { state, command });
        }
        self.papers.conflicts = Some(ConflictAssessment { by, on, finding: reason(finding)? });
        self.begin_scoring_when_declared()
    }

    /// The approver puts somebody in an assessor's place. The marks of whoever leaves are kept and count
    /// no more; until the technical marks are final, whoever joins marks alone like everybody before.
    pub fn replace_assessor(
        mut self,
        leaving: PersonId,
        joining: Assessor,
        why: &str,
        now: Timestamp,
    ) -> Result<Evaluation, EvaluationRefusal> {
        self.take(EvaluationCommand::ReplaceAssessor)?;
        let joined = joining.person;
        if self.left_the_panel(joined) {
            return Err(EvaluationRefusal::WasReplaced { person: joined });
        }
        let Terms { drafter, published_on, .. } = self.terms;
        let panel = self.panel()?.replace(leaving, joining, drafter, published_on)?;
        let replacement = Replacement { left: leaving, joined, reason: reason(why)?, at: now };
        self.papers.replacements.push(replacement);
        self.papers.panel = Some(panel);
        if !self.state.is_technically_final() {
            for sheet in self.papers.sheets.iter_mut().filter(|sheet| sheet.assessor == leaving) {
                sheet.is_excluded = true;
            }
            self.papers.sheets.push(Sheet::of(joined));
            // What the panel settled rested on marks that no longer count.
            self.papers.consensus.clear();
            self.papers.technical_signatures.clear();
        }
        Ok(self)
    }

    fn take(&mut self, command: EvaluationCommand) -> Result<(), EvaluationRefusal> {
        self.state = self.state.after(command)?;
        Ok(())
    }

    fn panel(&self) -> Result<&Panel, EvaluationRefusal> {
        let missing = EvaluationRefusal::NotNow { state: self.state, command: EvaluationCommand::Appoint };
        self.papers.panel.as_ref().ok_or(missing)
    }

    fn of_panel(&self, person: PersonId) -> Result<(), EvaluationRefusal> {
        if self.panel()?.has(person) { Ok(()) } else { Err(EvaluationRefusal::NotOnPanel { person }) }
    }

    fn by_chair(&self, person: PersonId) -> Result<(), EvaluationRefusal> {
        if self.panel()?.chair() == person { Ok(()) } else { Err(EvaluationRefusal::NotTheChair) }
    }
}

/// A written reason, trimmed.
fn reason(text: &str) -> Result<String, EvaluationRefusal> {
    let text = text.trim();
    if text.is_empty() { Err(EvaluationRefusal::ReasonMissing) } else { Ok(text.to_owned()) }
}

/// The value of a rule on a day; every table has at least one entry.
fn in_force<T: Copy + Default>(table: &[Dated<T>], day: Day) -> T {
    rulebook::on(table, day).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod examples;
#[cfg(test)]
mod price_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worked_examples;
