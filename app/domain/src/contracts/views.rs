//! What is shown of contracts, in one language.

use super::{
    ContractCommand, ContractPhase, MilestoneStanding, PaymentMethod, PromiseKind, PromiseStanding, PromiseTally,
    SigningBlocker, TerminationCause, VariationState, YearShare,
};
use crate::bids::OfferedPromise;
use crate::catalogue::views::Said;
use crate::evaluation::price_schedule::ShownLine;
use crate::money::Money;
use crate::orders::views::Happening;
use crate::page::Page;
use crate::time::{Day, Timestamp};

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRow {
    /// `C-2026-0007`.
    pub reference: String,
    /// Title of its tender.
    pub title: Said,
    /// The tender's reference.
    pub tender: String,
    /// The department's name.
    pub department: String,
    /// The department's code.
    pub department_code: String,
    /// The supplier's name.
    pub supplier: String,
    /// Where it stands today.
    pub phase: ContractPhase,
    /// Departments order under it.
    pub is_framework: bool,
    /// Value now; a framework's ceiling.
    pub value: Money,
    /// Paid so far, or ordered under a framework.
    pub used: Money,
    /// First day.
    pub starts_on: Day,
    /// Last day.
    pub ends_on: Day,
    /// Both signed on this day.
    pub signed_on: Option<Day>,
    /// Changes that were agreed since.
    pub revision: u32,
    /// Last day for the party whose turn it is to sign.
    pub sign_by: Option<Day>,
    /// It waits for the one who looks.
    pub waits_for_me: bool,
}

/// A final award that has no contract yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardWaiting {
    /// The tender's reference.
    pub tender: String,
    /// Its title.
    pub title: Said,
    /// The winner.
    pub supplier: String,
    /// What it is worth.
    pub value: Money,
}

/// The list of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractList {
    /// Awards that wait for their contract, for the one who may draw it up.
    pub waiting: Vec<AwardWaiting>,
    /// Contracts, newest change first.
    pub page: Page<ContractRow>,
}

/// What a draft starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The award.
    pub award: AwardWaiting,
    /// First day on which it may be signed.
    pub signable_from: Day,
    /// Months the tender asks for.
    pub months: u32,
    /// Departments will order under it, as the tender said.
    pub is_framework: bool,
    /// What the winning bid promises, which is part of every contract of the award.
    pub promised: Vec<OfferedPromise>,
}

/// A milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneView {
    /// Its number.
    pub number: u32,
    /// What it is.
    pub title: String,
    /// The day it is due.
    pub due_on: Day,
    /// What is paid for it.
    pub amount: Money,
    /// Paid of it.
    pub paid: Money,
    /// How it stands.
    pub standing: MilestoneStanding,
    /// Who accepted it, when, on what evidence.
    pub accepted: Option<(String, Day, String)>,
    /// The one who looks may accept it.
    pub may_accept: bool,
    /// The one who looks may record a payment of it.
    pub may_pay: bool,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentView {
    /// Of which milestone.
    pub milestone: u32,
    /// The invoice.
    pub invoice: String,
    /// The day it was made.
    pub paid_on: Day,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
}

/// A variation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariationView {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reason: String,
    /// Added to the value; below zero takes away.
    pub added: Money,
    /// New last day.
    pub ends_on: Option<Day>,
    /// Milestones that are new or changed: number, title, day, amount.
    pub milestones: Vec<(u32, String, Day, Money)>,
    /// Where it stands.
    pub state: VariationState,
    /// Who proposed it.
    pub proposed_by: String,
    /// The one who looks may decide on it.
    pub may_decide: bool,
}

/// A report on a promise that waits for an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportView {
    /// Its number within the promise.
    pub number: u32,
    /// How much.
    pub amount: u32,
    /// The day.
    pub on: Day,
    /// What shows it.
    pub evidence: String,
    /// `None` while it waits; whether it counts.
    pub confirmed: Option<bool>,
}

/// A promise of the bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseView {
    /// Its number within the contract.
    pub number: u32,
    /// What was promised.
    pub kind: PromiseKind,
    /// How much.
    pub amount: u32,
    /// Counted so far.
    pub delivered: u64,
    /// The last day to keep it.
    pub due_on: Day,
    /// How it stands.
    pub standing: PromiseStanding,
    /// What was reported.
    pub reports: Vec<ReportView>,
}

/// How a contract ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The day.
    pub on: Day,
    /// The ground, when it ended before its time.
    pub cause: Option<TerminationCause>,
    /// In words: the review, the reason.
    pub words: String,
}

/// A contract, for the parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractView {
    /// What lists show.
    pub row: ContractRow,
    /// The organisation of the one who looks is the department.
    pub own_department: bool,
    /// Value when signed.
    pub original_value: Money,
    /// What variations may still add.
    pub additions_left: Money,
    /// Share of the value that is used, in basis points, once it calls for a warning.
    pub spent_warning: Option<i64>,
    /// What the winning bid asked, line by line.
    pub price_lines: Vec<ShownLine>,
    /// How performance is measured, service levels, what may be done with data.
    pub terms: [String; 3],
    /// The money it needs by financial year.
    pub years: Vec<YearShare>,
    /// What is left of the budget line in each of them, for officers while it is drawn up.
    pub line_left: Vec<YearShare>,
    /// The budget line's code.
    pub budget_line: Option<String>,
    /// Milestones.
    pub milestones: Vec<MilestoneView>,
    /// Payments.
    pub payments: Vec<PaymentView>,
    /// Variations.
    pub variations: Vec<VariationView>,
    /// Promises.
    pub promises: Vec<PromiseView>,
    /// Who signed for the supplier, and when.
    pub supplier_signed: Option<(String, Timestamp)>,
    /// Who signed for the department, and when.
    pub department_signed: Option<(String, Timestamp)>,
    /// First instant at which it may be signed.
    pub signable_from: Timestamp,
    /// What stands in the way of the signature of the one who looks, if it is theirs to give.
    pub blockers: Vec<SigningBlocker>,
    /// Names of those whom blockers mean.
    pub people: Vec<(crate::ids::PersonId, String)>,
    /// The steps the one who looks may take.
    pub may: Vec<ContractCommand>,
    /// The one who looks may report on promises.
    pub may_report: bool,
    /// The one who looks may confirm reports.
    pub may_confirm: bool,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Fingerprint of the text as it is shown; whoever signs names it.
    pub text: String,
    /// What happened, oldest first.
    pub history: Vec<Happening>,
}

/// What the form that writes a contract anew begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewriteView {
    /// `C-2026-0001`.
    pub reference: String,
    /// What the first form showed: award, months, promises of the bid.
    pub draft: DraftView,
    /// First day.
    pub starts_on: Day,
    /// How performance is measured, service levels, what may be done with data.
    pub terms: [String; 3],
    /// Title, last day and amount of each milestone.
    pub milestones: Vec<(String, Day, Money)>,
    /// What was promised beside the bid: kind, amount, last day.
    pub promises: Vec<(PromiseKind, u32, Day)>,
    /// The supplier has it, and is told of a change.
    pub is_sent: bool,
    /// The supplier signed it, which a change undoes.
    pub is_signed: bool,
    /// Version of what is shown.
    pub version: i64,
}

/// The public register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Contracts in force or ended, newest first.
    pub page: Page<ContractRow>,
    /// What was typed to search for.
    pub text: String,
    /// Value of all contracts in force.
    pub value: Money,
    /// Contracts in force.
    pub in_force: usize,
    /// How promises were kept.
    pub tally: Vec<PromiseTally>,
    /// The moment it was read.
    pub as_of: Timestamp,
}
