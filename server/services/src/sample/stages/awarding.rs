//! The recommendation of a sample tender goes to its approving body, bidders are told, and the standstill runs.

use super::content::{Tender, Until};
use super::desk::{Desk, form};
use crate::failure::Failure;
use crate::{awards, evaluation, tenders};
use domain::awards::CheckKind;
use domain::locale::Locale;

/// Sits on the tender board, whose word a published tender is called off by.
const BOARD: &str = "ph.lam";

impl Desk<'_> {
    /// Takes the award as far as the file says, or past its standstill.
    pub(super) async fn award(&self, reference: &str) -> Result<(), Failure> {
        let (_, approver, procurement, ..) = self.team;
        self.after_close(11, 15 * 60);
        let officer = self.person(procurement).await?;
        let view = awards::show(&officer, Locale::En, reference).await?;
        let words = &self.content.words;
        let mut fields = form([("version", view.evaluation_version.to_string()), ("issuer", words.issuer.clone())]);
        for kind in CheckKind::ALL {
            fields.set(&format!("result_{}", kind.code()), "satisfactory");
            let evidence = words.checks.get(kind.code()).map_or("", String::as_str);
            fields.set(&format!("evidence_{}", kind.code()), evidence);
        }
        let seen = evaluation::show(&officer, reference).await?;
        for bid in &self.tender.bids {
            fields.set(&awards::reason_field(self.bid_of(&seen, bid).await?), bid.reason.as_str());
        }
        awards::recommend(&officer, reference, &fields).await?;
        if self.tender.until == Until::Recommended {
            return Ok(());
        }
        self.after_close(14, 11 * 60);
        let body = self.person(approver).await?;
        let view = awards::show(&body, Locale::En, reference).await?;
        let version = view.round.map_or(0, |round| round.version).to_string();
        awards::decide(
            &body,
            reference,
            &form([("do", "approve"), ("version", &version), ("price_reasonable", "yes")]),
        )
        .await?;
        if self.tender.until == Until::Awarded {
            return Ok(());
        }
        self.after_close(31, 9 * 60);
        awards::settle(&self.system()).await?;
        self.later();
        let mut notice = form([("method", "open")]);
        if let Some(address) = words.addresses.get(&self.tender.department) {
            notice.set("address_en", address.en.as_str());
            notice.set("address_zh_hant", address.zh_hant.as_str());
            notice.set("address_zh_hans", address.zh_hans.as_str());
        }
        awards::publish_notice(&self.person(procurement).await?, reference, &notice).await
    }

    /// The tender ends without a result, where the file says so.
    pub(super) async fn end(&self, reference: &str) -> Result<(), Failure> {
        let (_, _, procurement, ..) = self.team;
        let Tender { cancelled, unsuccessful, .. } = self.tender;
        if !unsuccessful.is_empty() {
            self.after_close(9, 15 * 60);
            let fields = form([("reason", unsuccessful.as_str())]);
            awards::declare_unsuccessful(&self.person(procurement).await?, reference, &fields).await?;
        }
        if let Some(cancelled) = cancelled {
            self.after_close(9, 15 * 60);
            let fields = form([("ground", cancelled.ground.code()), ("reason", cancelled.reason.as_str())]);
            tenders::propose_cancellation(&self.person(procurement).await?, reference, &fields).await?;
            self.after_close(11, 10 * 60);
            let yes = form([("do", "agree_cancel")]);
            tenders::settle_cancellation(&self.person(BOARD).await?, reference, &yes).await?;
        }
        Ok(())
    }
}
