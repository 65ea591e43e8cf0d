//! Who may do what: one table, asked on the first line of every operation.
//!
//! The table says whether a role may do a thing at all. Whether it may be done to *this* order or
//! deployment is part of the rule, which knows the actor's organisation.

use crate::accounts::Role;
use crate::actor::Actor;

/// Something that is done here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Search and read the catalogue.
    BrowseCatalogue,
    /// Bring entries into the catalogue from a file.
    ImportListings,
    /// Keep a team's shortlist.
    KeepShortlist,
    /// Draft and submit a reuse request, start its deployment, cancel it.
    RequestReuse,
    /// Endorse or reject a department's request.
    EndorseReuse,
    /// Approve or return a request for the coordinating office.
    ApproveReuse,
    /// Read orders.
    ReadOrders,
    /// Move a deployment: begin a pilot, confirm it is live, retire it.
    RunDeployment,
    /// Report a month's use.
    ReportUsage,
    /// Record a payment.
    RecordPayment,
    /// Read budgets, commitments and payments.
    ReviewSpend,
    /// Make and try out one's own sealing key.
    KeepSealingKey,
    /// Write a bid for one's own company.
    WriteBid,
    /// Submit, replace, withdraw and reconfirm a bid for one's own company.
    SubmitBid,
    /// Read one's own company's bids and receipts.
    ReadOwnBid,
    /// Bring one's part of the keys when bids are opened.
    OpenBids,
    /// See whether and by whom the bids of a tender were opened.
    SeeOpening,
    /// Read the published heads of the log, and the key the office signs with.
    ReadLogHeads,
    /// Read opened bids.
    ReadOpenedBids,
    /// Ask to register a company.
    RegisterSupplier,
    /// Read the directory of suppliers.
    BrowseSuppliers,
    /// Read one's own company's file.
    ReadOwnFile,
    /// Keep one's own company's file and its people.
    KeepOwnFile,
    /// Read every supplier's file.
    ReadSuppliers,
    /// Vet suppliers, suspend and reinstate them.
    VetSuppliers,
    /// Propose to shut a supplier out for a period.
    DebarSuppliers,
    /// Agree to shut a supplier out, or not.
    AgreeDebarment,
    /// Invite somebody.
    Invite,
    /// Read and end one's own sessions.
    KeepOwnAccount,
    /// Find and read published tenders.
    BrowseTenders,
    /// Draft a tender and send it to its approving body.
    DraftTender,
    /// Read drafts and the workspace of tenders.
    ReadTenders,
    /// Approve a tender or send it back, and agree to calling one off.
    ApproveTender,
    /// Publish a tender, answer questions, issue addenda, extend, propose to call it off.
    RunTender,
    /// See whether the openers of a tender that takes bids can be counted on.
    SeeOpeners,
    /// Move the closes of a day because of weather or an outage.
    PostponeClosings,
    /// Ask about a published tender.
    AskAboutTender,
    /// Be written to about tenders.
    WatchTenders,
    /// Read the public register of contracts.
    BrowseContracts,
    /// Read contracts of one's department, or all.
    ReadContracts,
    /// Draw a contract up, send it to the supplier, give it up, propose variations, finish it.
    DrawUpContract,
    /// Sign for the department, decide on variations, end a contract before its time.
    SignContract,
    /// Accept milestones and confirm that promises were kept.
    AcceptWork,
    /// Sign for one's own company, or decline to.
    SignForCompany,
    /// Read one's own company's contracts.
    ReadOwnContract,
    /// Report that one's own company kept a promise.
    ReportPromise,
    /// Follow the evaluation of a tender's bids.
    ReadEvaluation,
    /// Appoint the panel of a tender, and put somebody in a member's place.
    AppointPanel,
    /// Sit on a panel: declare, mark, settle, sign, ask about prices, rank, recommend.
    AssessBids,
    /// Leave out a bid that may not win, and record a draw.
    RunEvaluation,
    /// Correct a final mark.
    CorrectMarks,
    /// Answer a question about one's own company's price.
    AnswerAboutPrice,
    /// Read the workspace of awards.
    ReadAwards,
    /// File the panel's recommendation with its checks.
    RecommendAward,
    /// Approve an award or send its recommendation back, decide challenges, set an award aside.
    ApproveAward,
    /// Record checks and extensions, publish notices, deliver debriefs, end a tender without a result.
    RunAward,
    /// Read what one's own company was told about a decision.
    ReadOutcome,
    /// Challenge a decision, or ask to have it explained.
    AnswerOutcome,
    /// Read public notices of awards.
    BrowseAwards,
    /// Run jobs.
    RunJobs,
}

use Role::{
    Auditor, Board, Curator, DepartmentApprover, DepartmentFinance, DepartmentOfficer, DepartmentOpener,
    DepartmentProcurement, DepartmentUser, Head, SpendReviewer, SupplierAdmin, SupplierBidder, SupplierViewer,
    SystemAdministrator, Vetting,
};

/// Who may do an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Everybody,
    /// Anybody signed in.
    SignedIn,
    /// Holders of one of these roles.
    Roles(&'static [Role]),
    /// The service itself alone.
    SystemOnly,
}

impl Action {
    /// The row of the table.
    pub const fn who(self) -> Who {
        match self {
            Action::BrowseCatalogue | Action::BrowseSuppliers | Action::RegisterSupplier => Who::Everybody,
            Action::ImportListings | Action::RunJobs => Who::SystemOnly,
            Action::KeepShortlist => {
                Who::Roles(&[DepartmentOfficer, DepartmentApprover, DepartmentUser, DepartmentFinance])
            }
            Action::RequestReuse => Who::Roles(&[DepartmentOfficer]),
            Action::EndorseReuse | Action::SignContract => Who::Roles(&[DepartmentApprover]),
            Action::ApproveReuse => Who::Roles(&[Curator, Head]),
            Action::ReadOrders => Who::Roles(&[
                DepartmentOfficer,
                DepartmentApprover,
                DepartmentFinance,
                DepartmentUser,
                Curator,
                SpendReviewer,
                Head,
                Auditor,
            ]),
            Action::RunDeployment | Action::ReportUsage => Who::Roles(&[DepartmentUser]),
            Action::RecordPayment => Who::Roles(&[DepartmentFinance]),
            Action::ReviewSpend => Who::Roles(&[
                DepartmentOfficer,
                DepartmentApprover,
                DepartmentFinance,
                DepartmentUser,
                Curator,
                SpendReviewer,
                Head,
                Auditor,
            ]),
            // Board and auditor hold closing keys jointly; their keys open nothing.
            Action::KeepSealingKey => Who::Roles(&[DepartmentOpener, Head, Board, Auditor]),
            Action::WriteBid | Action::SubmitBid => Who::Roles(&[SupplierAdmin, SupplierBidder]),
            Action::ReadOwnBid => Who::Roles(&[SupplierAdmin, SupplierBidder, SupplierViewer]),
            // The head holds a recovery key.
            Action::OpenBids => Who::Roles(&[DepartmentOpener, Head]),
            Action::SeeOpening => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                DepartmentUser,
                Head,
                Board,
                Auditor,
            ]),
            Action::ReadOpenedBids => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                DepartmentUser,
                DepartmentFinance,
                Curator,
                Vetting,
                SpendReviewer,
                Board,
                Auditor,
            ]),
            Action::ReadOwnFile => Who::Roles(&[SupplierAdmin, SupplierBidder, SupplierViewer]),
            Action::KeepOwnFile => Who::Roles(&[SupplierAdmin]),
            Action::ReadSuppliers => Who::Roles(&[
                Vetting,
                Head,
                Curator,
                SpendReviewer,
                Board,
                DepartmentProcurement,
                DepartmentApprover,
                Auditor,
            ]),
            Action::VetSuppliers => Who::Roles(&[Vetting]),
            Action::AgreeDebarment => Who::Roles(&[Board]),
            Action::Invite => Who::Roles(&[SystemAdministrator]),
            Action::KeepOwnAccount => Who::SignedIn,
            Action::ReadLogHeads | Action::BrowseTenders | Action::WatchTenders => Who::Everybody,
            Action::DraftTender => Who::Roles(&[DepartmentOfficer, DepartmentProcurement]),
            Action::ReadTenders => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                Board,
                Head,
                Auditor,
            ]),
            Action::ApproveTender => Who::Roles(&[DepartmentApprover, Board]),
            Action::RunTender => Who::Roles(&[DepartmentProcurement]),
            Action::SeeOpeners => Who::Roles(&[DepartmentProcurement, Head, Auditor]),
            Action::DebarSuppliers | Action::PostponeClosings => Who::Roles(&[Head]),
            Action::ReadEvaluation => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                DepartmentUser,
                DepartmentFinance,
                Curator,
                Vetting,
                SpendReviewer,
                Board,
                Head,
                Auditor,
            ]),
            Action::AppointPanel => Who::Roles(&[DepartmentApprover, Board]),
            // A panel is named for one tender, from whatever its members do otherwise.
            Action::AssessBids => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                DepartmentUser,
                DepartmentFinance,
                Curator,
                Vetting,
                SpendReviewer,
            ]),
            Action::RunEvaluation => Who::Roles(&[DepartmentProcurement]),
            Action::CorrectMarks => Who::Roles(&[Board]),
            Action::AnswerAboutPrice => Who::Roles(&[SupplierAdmin, SupplierBidder]),
            Action::AskAboutTender => Who::Roles(&[SupplierAdmin, SupplierBidder, SupplierViewer]),
            Action::ReadContracts => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentFinance,
                DepartmentUser,
                Board,
                Curator,
                SpendReviewer,
                Head,
                Auditor,
            ]),
            Action::DrawUpContract => Who::Roles(&[DepartmentProcurement]),
            Action::AcceptWork => Who::Roles(&[DepartmentUser]),
            Action::SignForCompany => Who::Roles(&[SupplierAdmin]),
            Action::ReadOwnContract => Who::Roles(&[SupplierAdmin, SupplierBidder, SupplierViewer]),
            Action::ReportPromise => Who::Roles(&[SupplierAdmin, SupplierBidder]),
            // Panels are named from everybody of a department; whose award it is, each operation asks.
            Action::ReadAwards => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentApprover,
                DepartmentOpener,
                DepartmentUser,
                DepartmentFinance,
                Curator,
                SpendReviewer,
                Head,
                Board,
                Auditor,
            ]),
            Action::RecommendAward => Who::Roles(&[
                DepartmentOfficer,
                DepartmentProcurement,
                DepartmentOpener,
                DepartmentUser,
                DepartmentFinance,
                Curator,
            ]),
            Action::ApproveAward => Who::Roles(&[DepartmentApprover, Board]),
            Action::RunAward => Who::Roles(&[DepartmentProcurement]),
            Action::ReadOutcome => Who::Roles(&[SupplierAdmin, SupplierBidder, SupplierViewer]),
            Action::AnswerOutcome => Who::Roles(&[SupplierAdmin, SupplierBidder]),
            Action::BrowseAwards | Action::BrowseContracts => Who::Everybody,
        }
    }

    /// Every action, for the table test.
    pub const ALL: [Action; 60] = [
        Action::BrowseCatalogue,
        Action::ImportListings,
        Action::KeepShortlist,
        Action::RequestReuse,
        Action::EndorseReuse,
        Action::ApproveReuse,
        Action::ReadOrders,
        Action::RunDeployment,
        Action::ReportUsage,
        Action::RecordPayment,
        Action::ReviewSpend,
        Action::KeepSealingKey,
        Action::WriteBid,
        Action::SubmitBid,
        Action::ReadOwnBid,
        Action::OpenBids,
        Action::SeeOpening,
        Action::ReadLogHeads,
        Action::ReadOpenedBids,
        Action::RegisterSupplier,
        Action::BrowseSuppliers,
        Action::ReadOwnFile,
        Action::KeepOwnFile,
        Action::ReadSuppliers,
        Action::VetSuppliers,
        Action::DebarSuppliers,
        Action::AgreeDebarment,
        Action::Invite,
        Action::KeepOwnAccount,
        Action::BrowseTenders,
        Action::DraftTender,
        Action::ReadTenders,
        Action::ApproveTender,
        Action::RunTender,
        Action::SeeOpeners,
        Action::PostponeClosings,
        Action::AskAboutTender,
        Action::WatchTenders,
        Action::BrowseContracts,
        Action::ReadContracts,
        Action::DrawUpContract,
        Action::SignContract,
        Action::AcceptWork,
        Action::SignForCompany,
        Action::ReadOwnContract,
        Action::ReportPromise,
        Action::ReadEvaluation,
        Action::AppointPanel,
        Action::AssessBids,
        Action::RunEvaluation,
        Action::CorrectMarks,
        Action::AnswerAboutPrice,
        Action::ReadAwards,
        Action::RecommendAward,
        Action::ApproveAward,
        Action::RunAward,
        Action::ReadOutcome,
        Action::AnswerOutcome,
        Action::BrowseAwards,
        Action::RunJobs,
    ];
}

/// May this actor do this at all?
pub fn allows(action: Action, actor: &Actor) -> bool {
    match (action.who(), actor) {
        (_, Actor::System) | (Who::Everybody, _) | (Who::SignedIn, Actor::Person(_)) => true,
        (Who::Roles(roles), Actor::Person(officer)) => roles.iter().any(|role| officer.has(*role)),
        (Who::Roles(_) | Who::SignedIn | Who::SystemOnly, Actor::Public) | (Who::SystemOnly, Actor::Person(_)) => false,
    }
}

#[cfg(test)]
mod tests;
