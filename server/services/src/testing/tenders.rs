//! Short cuts to the middle of a tender's way, through the same operations as the pages.

use super::{Office, form};
use crate::tenders::{self, Upload};
use crate::{Caller, Failure};
use domain::form::Fields;
use domain::tenders::{DocumentKind, Section};

/// Who runs tenders in a department; each is the first part of an address.
#[derive(Debug, Clone, Copy)]
pub struct TenderTeam {
    /// Drafts.
    pub officer: &'static str,
    /// Approves for the department's committee.
    pub approver: &'static str,
    /// Publishes, answers, changes.
    pub procurement: &'static str,
    /// Open, from different sections.
    pub openers: [&'static str; 3],
    /// Assess; the first chairs.
    pub panel: [&'static str; 3],
}

/// Transport Department's tenders.
pub const TD_TENDERS: TenderTeam = TenderTeam {
    officer: "tm.chan",
    approver: "mn.poon",
    procurement: "cw.leung",
    openers: ["yf.kwok", "kh.siu", "ly.kan"],
    panel: ["wk.ho", "ky.ng", "wm.so"],
};
/// Social Welfare Department's tenders.
pub const SWD_TENDERS: TenderTeam = TenderTeam {
    officer: "pf.wong",
    approver: "wy.cheng",
    procurement: "tk.hui",
    openers: ["sy.mok", "lc.tong", "ws.ho"],
    panel: ["mk.tse", "hl.fung", "wm.so"],
};
/// Sits on the tender boards.
pub const BOARD: &str = "ph.lam";

impl Office {
    /// The id of somebody, as forms name them.
    ///
    /// # Panics
    ///
    /// When nobody has that address.
    pub async fn id_of(&self, who: &str) -> String {
        self.person(who).await.officer().expect("an officer").person.to_string()
    }

    /// A begun tender; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn begun(&self, team: &TenderTeam) -> String {
        let fields = form(&[
            ("start", "software"),
            ("category", "CHAT"),
            ("title_en", "Hotline transcription"),
            ("title_zh_hant", "熱線語音轉寫"),
            ("title_zh_hans", "热线语音转写"),
        ]);
        tenders::begin(&self.person(team.officer).await, self.once(), &fields).await.expect("a tender")
    }

    /// Fills in a section of a tender as its officer.
    pub async fn revise(
        &self,
        team: &TenderTeam,
        reference: &str,
        section: Section,
        pairs: &[(&str, &str)],
    ) -> Result<(), Failure> {
        tenders::revise(&self.person(team.officer).await, reference, section, &form(pairs)).await
    }

    /// The fields of a budget section: so many dollars once, on the department's line.
    ///
    /// # Panics
    ///
    /// When the department has no line.
    pub async fn budget_form(&self, caller: &Caller, dollars: &str) -> Fields {
        use crate::entities::budget_lines;
        use sea_orm::prelude::*;
        let own = caller.officer().expect("an officer").organisation.0;
        let line = budget_lines::Entity::find().filter(budget_lines::Column::OrganisationId.eq(own));
        let line =
            line.one(self.services.db.reader()).await.expect("lines can be read").expect("a line").id.to_string();
        form(&[
            ("one_off", dollars),
            ("term_months", "24"),
            ("subject", "services"),
            ("computerisation", "yes"),
            ("budget_line", line.as_str()),
        ])
    }

    /// A tender with nothing missing, to be published today and to close on 18 December 2026; its reference.
    ///
    /// # Panics
    ///
    /// When a section is refused.
    pub async fn drafted(&self, team: &TenderTeam) -> String {
        let reference = self.begun(team).await;
        let at = reference.as_str();
        let revise = async |section, pairs: &[(&str, &str)]| {
            self.revise(team, at, section, pairs).await.expect("a section");
        };
        revise(
            Section::Need,
            &[
                ("category", "CHAT"),
                ("title_en", "Hotline transcription"),
                ("title_zh_hant", "熱線語音轉寫"),
                ("title_zh_hans", "热线语音转写"),
                ("need_en", "Staff spend six minutes on the record of each call."),
                ("need_zh_hant", "職員平均用6分鐘撰寫每個來電的記錄。"),
                ("considered", "S0001"),
                ("why_en", "The shared solution does not follow calls of three speakers."),
                ("why_zh_hant", "現有方案未能處理三方通話。"),
            ],
        )
        .await;
        revise(
            Section::Timetable,
            &[
                ("publishes_on", "2026-11-22"),
                ("closes_on", "2026-12-18"),
                ("questions_end_days", "10"),
                ("validity_days", "90"),
            ],
        )
        .await;
        for (opener, section) in team.openers.iter().zip(["Supplies", "Accounts", "Internal audit"]) {
            let person = self.id_of(opener).await;
            revise(Section::People, &[("do", "put_opener"), ("opener", &person), ("opener_section", section)]).await;
        }
        for (assessor, of) in team.panel.iter().zip(["Hotline", "Systems", "Systems"]) {
            let person = self.id_of(assessor).await;
            revise(Section::People, &[("do", "put"), ("assessor", &person), ("assessor_team", of)]).await;
        }
        let (chair, approver) = (self.id_of(team.panel[0]).await, self.id_of(team.approver).await);
        revise(Section::People, &[("do", "save"), ("chair", &chair), ("approver", &approver)]).await;
        revise(Section::Conflicts, &[("finding", "Nobody named has an interest in a likely bidder.")]).await;
        let officer = self.person(team.officer).await;
        let budget = self.budget_form(&officer, "1,500,000").await;
        tenders::revise(&officer, at, Section::Budget, &budget).await.expect("a budget");
        for kind in [DocumentKind::Terms, DocumentKind::Specification, DocumentKind::DraftContract] {
            let upload = Upload { name: format!("{}.pdf", kind.code()), content: b"%PDF-1.7 test".to_vec() };
            tenders::add_document(&officer, at, kind, upload).await.expect("a document");
        }
        reference
    }

    /// A tender that waits for its approving body; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn tender_in_approval(&self, team: &TenderTeam) -> String {
        let reference = self.drafted(team).await;
        tenders::submit(&self.person(team.officer).await, &reference).await.expect("a complete draft");
        reference
    }

    /// Decides on a tender as this person.
    pub async fn decide_tender(&self, who: &str, reference: &str, step: &str) -> Result<(), Failure> {
        let fields = form(&[
            ("do", step),
            ("comment", "Because of the test"),
            ("splitting_answer", "Another service altogether"),
        ]);
        tenders::decide(&self.person(who).await, reference, &fields).await
    }

    /// An approved tender; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn tender_approved(&self, team: &TenderTeam) -> String {
        let reference = self.tender_in_approval(team).await;
        self.decide_tender(team.approver, &reference, "approve").await.expect("an approval");
        reference
    }

    /// A tender is called off: its procurement officer proposes it for the want of a need, the board agrees.
    ///
    /// # Panics
    ///
    /// When either is refused.
    pub async fn called_off(&self, team: &TenderTeam, reference: &str) {
        let proposed = form(&[("ground", "requirement_gone"), ("reason", "Another department does it for all.")]);
        let procurement = self.person(team.procurement).await;
        tenders::propose_cancellation(&procurement, reference, &proposed).await.expect("a proposal");
        let agreed = form(&[("do", "agree_cancel"), ("comment", "Agreed.")]);
        tenders::settle_cancellation(&self.person(BOARD).await, reference, &agreed).await.expect("an agreement");
    }

    /// A tender that takes bids until noon of 18 December 2026; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn tender_published(&self, team: &TenderTeam) -> String {
        let reference = self.tender_approved(team).await;
        tenders::publish(&self.person(team.procurement).await, &reference).await.expect("a publication");
        reference
    }
}
