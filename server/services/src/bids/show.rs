//! What a bidder sees of the own bid: the tasks, what is written, the receipts.

use super::colleagues::{self, Colleague};
use super::superseded::destroyed_at;
use super::{Invitation, Record, closing, told};
use crate::audit::published_with;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::suppliers;
use domain::bids::contents::{answer_field as answer_name, price_field as price_name};
use domain::bids::{
    Bid, BidDraft, BidState, Digest, EnvelopeKind, Kept, OfferedPromise, Progress, ReceiptAction, Section, Structure,
};
use domain::evaluation::price_schedule::{LineNumber, ScheduleLine, ShownLine};
use domain::money::Money;
use domain::permissions::Action;
use domain::suppliers::SupplierState;
use domain::text::Trilingual;
use domain::time::Timestamp;

/// A bidder's own bid for a tender.
#[derive(Debug, Clone)]
pub struct BidView {
    /// Reference of the tender.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Revision of the notice in force.
    pub notice_revision: u32,
    /// Its envelopes.
    pub structure: Structure,
    /// Where the bid stands, as far as its bidder is told.
    pub state: BidState,
    /// May still be changed.
    pub is_open: bool,
    /// The keys it is sealed to count no more: it is to be handed in again.
    pub is_sealed_to_void: bool,
    /// The tasks with how far each is.
    pub tasks: Vec<(Section, Progress)>,
    /// What is typed so far.
    pub typed: Vec<(String, String)>,
    /// What is required, each with the field of its answer.
    pub requirements: Vec<RequirementView>,
    /// The lines to be priced.
    pub lines: Vec<LineView>,
    /// Months of the contract, within which promises are kept; 0 where none are taken.
    pub term_months: u32,
    /// What is promised so far.
    pub promises: Vec<OfferedPromise>,
    /// The total of the price, once all lines have one.
    pub total: Option<Money>,
    /// Its files.
    pub files: Vec<FileView>,
    /// Receipts given, oldest first.
    pub receipts: Vec<ReceiptView>,
    /// When the envelopes that were replaced or taken back were destroyed.
    pub destroyed_at: Option<Timestamp>,
    /// When something of the draft was last saved.
    pub saved_at: Option<Timestamp>,
    /// Who saved it, where that was kept.
    pub saved_by: Option<String>,
    /// Who took the last step that a receipt was given for.
    pub acted_by: Option<String>,
    /// Who of the company may write the bid and hand it in.
    pub colleagues: Vec<Colleague>,
    /// Two officers opened it, so that its bidder can read it again.
    pub is_opened: bool,
    /// What the closing record says of the bid, once there is one; nothing of a bid that was not in.
    pub closing: Option<ClosingView>,
    /// Name of the bidding company.
    pub company: Trilingual,
    /// Where its registration stands, when that keeps it from handing a bid in.
    pub barred: Option<SupplierState>,
}

/// What a closing record says of a bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingView {
    /// It lists the latest receipt, and is the record that the log names.
    pub lists: bool,
    /// Fingerprint of the record.
    pub sha256: String,
    /// Place in the log of the entry that names it.
    pub log_entry: u64,
}

/// A requirement to be answered.
#[derive(Debug, Clone)]
pub struct RequirementView {
    /// Name of the field.
    pub field: String,
    /// What is required.
    pub text: Trilingual,
    /// Must be met by every bid.
    pub is_essential: bool,
}

/// A line to be priced.
#[derive(Debug, Clone)]
pub struct LineView {
    /// Its number.
    pub line: u32,
    /// Name of the field.
    pub field: String,
    /// What it is; without words when one price is asked for everything.
    pub item: Trilingual,
    /// What is counted.
    pub unit: Trilingual,
    /// How many.
    pub quantity: i64,
    /// The department may do without it; it counts in the total all the same.
    pub is_optional: bool,
    /// What is asked for one unit, once it is saved.
    pub unit_price: Option<Money>,
    /// Quantity times unit price.
    pub amount: Option<Money>,
}

impl LineView {
    /// The line as tables of prices show it.
    pub fn shown(&self) -> ShownLine {
        let wanted = ScheduleLine {
            line: LineNumber(self.line),
            lot: None,
            description: self.item.clone(),
            unit: self.unit.clone(),
            quantity: self.quantity,
            is_optional: self.is_optional,
        };
        ShownLine { wanted, unit_price: self.unit_price, amount: self.amount }
    }

    /// It stands for everything the tender wants.
    pub fn is_whole(&self) -> bool {
        self.item == Trilingual::default()
    }
}

/// A file of the draft.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
    /// Its fingerprint.
    pub sha256: String,
}

/// A receipt that was given.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// From 1.
    pub number: usize,
    /// What was done.
    pub action: ReceiptAction,
    /// When the last byte was stored.
    pub received_at: Timestamp,
    /// The version of the bid.
    pub version: u32,
    /// Fingerprint of the receipt's text, as in the log.
    pub sha256: String,
    /// Place in the log.
    pub log_entry: u64,
    /// The envelopes it brought that are still kept; none for a step that brought none.
    pub envelopes: Vec<EnvelopeKind>,
    /// A head of the log that holds it was published, so its proof can be had.
    pub is_provable: bool,
    /// The envelopes it brought whose keys are offered to the caller, and until when.
    pub keys: Vec<(EnvelopeKind, Timestamp)>,
}

/// The caller's own bid, begun or not.
pub async fn show(caller: &Caller, tender: &str) -> Result<BidView, Failure> {
    caller.may(Action::ReadOwnBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let (terms, organisation) = (&invitation.terms, caller.officer()?.organisation);
    let found = Record::find(caller.db(), caller, &invitation, organisation).await?;
    let record = found.unwrap_or_else(|| Record::begun(terms.tender, terms.lot, organisation));
    let bid = record.bid(&invitation)?;
    let told = told::of(caller.db(), terms.tender, organisation).await?;
    let state = bid.standing(terms.closes_at, caller.now()).as_told(told.decision);
    let (asked, draft) = (invitation.asked(), invitation.draft(&record.draft, caller.today())?);
    let tasks = BidDraft::sections(&asked).into_iter().map(|section| (section, draft.progress(section, &asked)));
    let (_, supplier) = suppliers::of_organisation(caller.db(), organisation).await?;
    let destroyed_at = destroyed_at(caller.db(), terms.tender).await?;
    let gone = if destroyed_at.is_some() { bid.superseded() } else { Vec::new() };
    let closing = closing_of(caller, &bid, terms.closes_at).await?;
    let saved_by = match record.draft.saved_by {
        Some(person) => colleagues::name_of(caller, person).await?,
        None => None,
    };
    let acted_by = match bid.receipts.last() {
        Some(kept) => colleagues::name_of(caller, kept.by).await?,
        None => None,
    };
    let mut receipts = Vec::with_capacity(bid.receipts.len());
    for (number, kept) in (1..).zip(&bid.receipts) {
        let published = published_with(caller.db(), kept.receipt.log_entry).await?;
        let shown = receipt(number, kept, &gone, published.is_some());
        receipts.push(ReceiptView { keys: offered(caller, kept)?, ..shown });
    }
    Ok(BidView {
        reference: invitation.reference.clone(),
        title: invitation.title.clone(),
        closes_at: terms.closes_at,
        notice_revision: terms.notice_revision,
        structure: terms.structure,
        state,
        is_open: domain::bids::is_in_time(caller.now(), terms.closes_at),
        is_sealed_to_void: bid.is_sealed_to_void,
        tasks: tasks.collect(),
        typed: record.draft.fields.clone(),
        requirements: invitation
            .requirements
            .iter()
            .map(|one| RequirementView {
                field: answer_name(one.id),
                text: one.text.clone(),
                is_essential: one.is_essential(),
            })
            .collect(),
        lines: invitation.lines.iter().map(|line| price_line(line, draft.price_of(line.line.0))).collect(),
        term_months: invitation.term_months,
        promises: invitation.promises(&record.draft),
        total: draft.total(&asked),
        files: record
            .draft
            .files
            .iter()
            .map(|file| FileView {
                name: file.name.clone(),
                size_bytes: file.size_bytes,
                sha256: file.sha256.to_string(),
            })
            .collect(),
        receipts,
        destroyed_at: destroyed_at.filter(|_| !gone.is_empty()),
        saved_at: record.draft.saved_at.map(Timestamp::from_millis),
        saved_by,
        acted_by,
        colleagues: colleagues::colleagues(caller).await?,
        is_opened: crate::openings::is_opened(caller, terms.tender, organisation).await?,
        closing,
        company: caller.officer()?.organisation_name.clone(),
        barred: (!supplier.may_bid(caller.now())).then(|| supplier.standing(caller.now())),
    })
}

/// What the closing record says of a bid that was in at the close.
async fn closing_of(caller: &Caller, bid: &Bid, closes_at: Timestamp) -> Result<Option<ClosingView>, Failure> {
    let was_in = !matches!(
        bid.standing(closes_at, caller.now()),
        BidState::Draft | BidState::Withdrawn | BidState::Lapsed | BidState::LateRefused
    );
    let found = if was_in { closing::recorded(caller.db(), bid.tender).await? } else { None };
    Ok(found.map(|found| ClosingView {
        lists: found.is_of_the_log && found.record.lists(bid),
        sha256: found.sha256.to_string(),
        log_entry: found.log_entry,
    }))
}

fn price_line(line: &ScheduleLine, unit_price: Option<Money>) -> LineView {
    LineView {
        line: line.line.0,
        field: price_name(line.line.0),
        item: line.description.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        is_optional: line.is_optional,
        unit_price,
        amount: line.shown(unit_price).amount,
    }
}

fn receipt(number: usize, kept: &Kept, gone: &[Digest], is_provable: bool) -> ReceiptView {
    let receipt = &kept.receipt;
    let brings = matches!(receipt.action, ReceiptAction::Submitted | ReceiptAction::Replaced);
    let is_kept = |kind: &EnvelopeKind| {
        receipt.envelopes.get(*kind).is_some_and(|envelope| brings && !gone.contains(&envelope.sha256))
    };
    ReceiptView {
        number,
        action: receipt.action,
        received_at: receipt.received_at,
        version: receipt.version,
        sha256: kept.sha256.to_string(),
        log_entry: receipt.log_entry,
        envelopes: EnvelopeKind::ALL.iter().copied().filter(is_kept).collect(),
        is_provable,
        keys: Vec::new(),
    }
}

/// The envelopes of a receipt whose keys the caller may still take, and until when.
fn offered(caller: &Caller, kept: &Kept) -> Result<Vec<(EnvelopeKind, Timestamp)>, Failure> {
    let (person, now) = (caller.officer()?.person, caller.now());
    let until = |kind: &EnvelopeKind| {
        let envelope = kept.receipt.envelopes.get(*kind)?;
        let until = caller.services().bid_keys.until(person, &envelope.sha256, now)?;
        Some((*kind, until))
    };
    Ok(EnvelopeKind::ALL.iter().filter_map(until).collect())
}
