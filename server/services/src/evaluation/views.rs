//! What the pages of an evaluation show; what somebody may not see yet is not in it.

use super::desk::Seat;
use domain::evaluation::price_schedule::ScheduleLine;
use domain::evaluation::{
    Consensus, Correction, Criterion, Draw, EvaluationState, Exclusion, Hurdle, LowPriceFlag, Mark, OpenedPrice,
    Outstanding, PriceQuery, Ranking, Recommendation, Replacement, Sheet, Spread,
};
use domain::ids::{BidId, CriterionId, OrganisationId, PersonId, RequirementId};
use domain::money::Money;
use domain::tenders::{ConflictAssessment, Stage};
use domain::text::Trilingual;
use domain::time::Timestamp;

/// An evaluation, as the one who asks may see it.
#[derive(Debug, Clone)]
pub struct EvaluationView {
    /// Reference of the tender.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
    /// Where the tender stands.
    pub stage: Stage,
    /// Where the evaluation stands.
    pub state: EvaluationState,
    /// Its version, for forms that decide.
    pub version: i64,
    /// Who asks.
    pub me: PersonId,
    /// What they are in it.
    pub seat: Seat,
    /// What is to be done next by them.
    pub to_do: Vec<ToDo>,
    /// The renewed assessments of conflicts, in order.
    pub conflicts: Vec<ConflictAssessment>,
    /// The panel, as named or as appointed.
    pub panel: Vec<MemberView>,
    /// Who was replaced.
    pub replacements: Vec<Replacement>,
    /// The bids with the suppliers behind them.
    pub bids: Vec<BidderView>,
    /// What marks are given for.
    pub criteria: Vec<CriterionView>,
    /// Everything the tender asks for.
    pub requirements: Vec<(RequirementId, Trilingual)>,
    /// Essential requirements.
    pub essentials: Vec<(RequirementId, Trilingual)>,
    /// The asker's own declaration was made.
    pub declared: bool,
    /// Interests the asker may know of.
    pub interests: Vec<InterestView>,
    /// The asker may read the bids.
    pub reads_bids: bool,
    /// The asker's own sheet.
    pub own: Option<Sheet>,
    /// Everybody's marks, once they may be seen.
    pub sheets: Vec<Sheet>,
    /// The individual marks at a glance.
    pub spreads: Vec<(BidId, CriterionId, Spread)>,
    /// The panel's marks.
    pub consensus: Vec<Consensus>,
    /// Bids found to miss an essential requirement, and in what way.
    pub non_conforming: Vec<(BidId, String)>,
    /// How far each bid came; nothing while that is open.
    pub hurdles: Vec<(BidId, Hurdle)>,
    /// What the tender wants priced, line by line.
    pub lines: Vec<ScheduleLine>,
    /// Opened prices.
    pub prices: Vec<OpenedPrice>,
    /// What looks too low about them.
    pub flags: Vec<(BidId, Vec<LowPriceFlag>)>,
    /// Questions about prices.
    pub queries: Vec<PriceQuery>,
    /// Bids left out.
    pub exclusions: Vec<Exclusion>,
    /// Marks that the board corrected.
    pub corrections: Vec<Correction>,
    /// The department's estimate.
    pub estimate: Option<Money>,
    /// The ranking.
    pub ranking: Option<Ranking>,
    /// The draw between equals.
    pub draw: Option<Draw>,
    /// What is recommended.
    pub recommendation: Option<Recommendation>,
    /// Officers who may witness a draw.
    pub openers: Vec<(PersonId, String)>,
    /// What stands under the technical marks, for the form that signs them.
    pub seen_marks: String,
    /// What stands in the report, for the form that signs it.
    pub seen_report: String,
}

/// A member of the panel.
#[derive(Debug, Clone)]
pub struct MemberView {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Leads the panel.
    pub chairs: bool,
    /// What is open before they may read bids.
    pub outstanding: Option<Outstanding>,
    /// When the sheet was handed in.
    pub submitted_at: Option<Timestamp>,
    /// When the technical marks were signed.
    pub signed_technical_at: Option<Timestamp>,
    /// When the report was signed, and with what dissent.
    pub signed_report: Option<(Timestamp, Option<String>)>,
}

/// A bid and who stands behind it.
#[derive(Debug, Clone)]
pub struct BidderView {
    /// The bid.
    pub bid: BidId,
    /// The supplier.
    pub supplier: OrganisationId,
    /// Its name.
    pub name: Trilingual,
    /// Why the envelope could not be read, by its code; such a bid is listed and not marked.
    pub unreadable: Option<String>,
}

/// A criterion.
#[derive(Debug, Clone)]
pub struct CriterionView {
    /// Its maximum, pass mark and steps.
    pub criterion: Criterion,
    /// Its name.
    pub name: Trilingual,
    /// What the tender asks for that earns its marks.
    pub asks: Vec<Trilingual>,
}

/// An interest somebody declared.
#[derive(Debug, Clone)]
pub struct InterestView {
    /// Who.
    pub assessor: PersonId,
    /// In which bidder.
    pub supplier: OrganisationId,
    /// What it is.
    pub nature: String,
    /// Why the chair ruled that it does not matter.
    pub ruling: Option<String>,
}

/// A step that waits for the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToDo {
    /// Appoint the panel.
    Appoint,
    /// Assess conflicts again, now that a bidder joined.
    RenewConflicts,
    /// Declare interests.
    Declare,
    /// Rule on a conflict.
    Rule,
    /// Write marks and hand them in.
    Mark,
    /// Settle the panel's marks.
    Settle,
    /// Sign the technical marks.
    SignTechnical,
    /// Open the prices with another officer.
    OpenPrices,
    /// Settle what is open about prices, and rank.
    Rank,
    /// Record a draw.
    Draw,
    /// Recommend a bid.
    Recommend,
    /// Sign the report.
    SignReport,
    /// Take the signed report up again, or leave it as it is.
    Reopen,
}

impl ToDo {
    /// Its code, for words.
    pub const fn code(self) -> &'static str {
        match self {
            ToDo::Appoint => "appoint",
            ToDo::RenewConflicts => "renew_conflicts",
            ToDo::Declare => "declare",
            ToDo::Rule => "rule",
            ToDo::Mark => "mark",
            ToDo::Settle => "settle",
            ToDo::SignTechnical => "sign_technical",
            ToDo::OpenPrices => "open_prices",
            ToDo::Rank => "rank",
            ToDo::Draw => "draw",
            ToDo::Recommend => "recommend",
            ToDo::SignReport => "sign_report",
            ToDo::Reopen => "reopen",
        }
    }
}

impl EvaluationView {
    /// The name of somebody of the panel, or who was.
    pub fn name_of(&self, person: PersonId) -> &str {
        self.panel.iter().find(|member| member.person == person).map_or("", |member| member.name.as_str())
    }

    /// A bid by its id.
    pub fn bid(&self, bid: BidId) -> Option<&BidderView> {
        self.bids.iter().find(|one| one.bid == bid && one.unreadable.is_none())
    }

    /// The asker's own mark.
    pub fn own_mark(&self, bid: BidId, criterion: CriterionId) -> Option<&Mark> {
        self.own.as_ref().and_then(|sheet| sheet.mark(bid, criterion))
    }

    /// The panel's mark, as the board last corrected it.
    pub fn settled(&self, bid: BidId, criterion: CriterionId) -> Option<&Consensus> {
        self.consensus.iter().find(|kept| (kept.bid, kept.criterion) == (bid, criterion))
    }

    /// How far a bid came.
    pub fn hurdle(&self, bid: BidId) -> Option<&Hurdle> {
        self.hurdles.iter().find(|(of, _)| *of == bid).map(|(_, hurdle)| hurdle)
    }
}
