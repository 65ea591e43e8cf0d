//! The contract of a sample tender is drawn up, signed by both sides, delivered, paid and kept.

use super::content::{Contract, Delivered, Milestone, Until};
use super::desk::{Desk, form};
use crate::contracts;
use crate::failure::Failure;
use crate::sample::PASSWORD;
use domain::form::Fields;
use domain::locale::Locale;
use domain::time::Day;

impl Desk<'_> {
    /// Takes the contract as far as the file says; its reference.
    pub(super) async fn contract(&self, tender: &str) -> Result<String, Failure> {
        let until = self.tender.until;
        let (_, approver, procurement, _, panel) = self.team;
        let missing = || Failure::impossible(format!("the sample tender {tender} has no contract in its file"));
        let file = self.tender.contract.as_ref().ok_or_else(missing)?;
        self.after_close(31, 11 * 60);
        let officer = self.person(procurement).await?;
        let starts_on = self.now().day().plus_days(14).month().next().first_day();
        let reference = contracts::draw_up(&officer, self.once(), tender, &self.drawn(file, starts_on)).await?;
        self.later();
        contracts::make_ready(&self.person(procurement).await?, &reference).await?;
        if until == Until::ContractSent {
            return Ok(reference);
        }
        let company = self.winner(&officer, tender).await?;
        self.after_close(34, 10 * 60);
        let admin = self.person(company).await?;
        let read = contracts::show_own(&admin, Locale::En, &reference).await?.text;
        contracts::sign_for_company(&admin, &reference, &signature(&read)).await?;
        self.after_close(35, 16 * 60);
        let signer = self.person(approver).await?;
        let read = contracts::show(&signer, Locale::En, &reference).await?.text;
        contracts::sign(&signer, &reference, &signature(&read)).await?;
        for (number, milestone) in (1..).zip(&file.milestones) {
            self.deliver(&reference, (number, milestone), starts_on, panel).await?;
        }
        for delivered in &file.delivered {
            self.keep(&reference, delivered, starts_on, company).await?;
        }
        if until >= Until::ContractSpent {
            contracts::warn(&self.system()).await?;
        }
        if until == Until::ContractCompleted {
            self.later();
            let fields = form([("review", self.content.words.review.as_str())]);
            contracts::complete(&self.person(procurement).await?, &reference, &fields).await?;
        }
        Ok(reference)
    }

    /// The form a contract is drawn up from.
    fn drawn(&self, file: &Contract, starts_on: Day) -> domain::form::Fields {
        let words = &self.content.words;
        let mut fields = form([
            ("starts_on", starts_on.to_string()),
            ("performance", words.performance.clone()),
            ("service_levels", words.service_levels.clone()),
            ("data_terms", words.data_terms.clone()),
        ]);
        for (number, milestone) in (1..).zip(&file.milestones) {
            fields.set(&format!("milestone_{number}_title"), milestone.title.as_str());
            fields.set(&format!("milestone_{number}_due"), starts_on.plus_days(milestone.due).to_string());
            fields.set(&format!("milestone_{number}_amount"), milestone.dollars.to_string());
        }
        for promised in &file.promises {
            let field = format!("promise_{}", promised.kind.code());
            fields.set(&field, promised.amount.to_string());
            fields.set(&format!("{field}_due"), starts_on.plus_days(promised.due).to_string());
        }
        fields
    }

    /// Who signs for the company that won.
    async fn winner(&self, officer: &crate::Caller, tender: &str) -> Result<&'static str, Failure> {
        let seen = crate::evaluation::show(officer, tender).await?;
        let first = seen.ranking.as_ref().and_then(|ranking| ranking.places.first()).map(|place| place.marked.bid);
        for (bidder, signs) in [("ym.lam", "kw.cheng"), ("cl.yuen", "mh.leung")] {
            let own = self.person(bidder).await?.officer()?.organisation;
            if seen.bids.iter().any(|bid| Some(bid.bid) == first && bid.supplier == own) {
                return Ok(signs);
            }
        }
        Err(Failure::impossible("a sample tender was won by nobody of the sample"))
    }

    /// A milestone is accepted by the department's user and paid by its finance officer, where the file says so.
    async fn deliver(
        &self,
        reference: &str,
        (number, milestone): (u32, &Milestone),
        starts_on: Day,
        [user, finance, _]: [&'static str; 3],
    ) -> Result<(), Failure> {
        if milestone.evidence.is_empty() {
            return Ok(());
        }
        let number = number.to_string();
        self.at(starts_on.plus_days(milestone.due).starts_at().plus_minutes(-2 * 24 * 60 + 15 * 60));
        let accepted = form([("accepted_milestone", number.as_str()), ("evidence", &milestone.evidence)]);
        contracts::accept_milestone(&self.person(user).await?, reference, &accepted).await?;
        if !milestone.paid {
            return Ok(());
        }
        self.at(starts_on.plus_days(milestone.due + 9).starts_at().plus_minutes(11 * 60));
        let (paid_on, invoice) = (self.now().day().to_string(), format!("INV-{}-{number}", &reference[2..]));
        let paid = form([
            ("milestone", number),
            ("invoice", invoice),
            ("paid_on", paid_on),
            ("amount", milestone.dollars.to_string()),
            ("method", "bank_transfer".to_owned()),
        ]);
        contracts::record_payment(&self.person(finance).await?, self.once(), reference, &paid).await
    }

    /// The company reports what it kept of a promise, and the department confirms it, where the file says so.
    async fn keep(&self, reference: &str, delivered: &Delivered, starts_on: Day, company: &str) -> Result<(), Failure> {
        let on = starts_on.plus_days(delivered.on);
        self.at(on.starts_at().plus_minutes(16 * 60));
        let reported = form([
            ("promise", delivered.promise.to_string()),
            ("delivered_amount", delivered.amount.to_string()),
            ("delivered_on", on.min(self.now().day()).to_string()),
            ("evidence", delivered.evidence.clone()),
        ]);
        contracts::report_promise(&self.person(company).await?, self.once(), reference, &reported).await?;
        if delivered.confirmed {
            self.later();
            let before = file_before(delivered, self.tender.contract.as_ref());
            let report = format!("{}-{}", delivered.promise, before + 1);
            let yes = form([("do", "confirm_promise"), ("report", report.as_str())]);
            contracts::confirm_promise(&self.person(self.team.4[0]).await?, reference, &yes).await?;
        }
        Ok(())
    }
}

/// Reports on the same promise that the file has before this one.
fn file_before(delivered: &Delivered, file: Option<&Contract>) -> usize {
    let all = file.map(|file| file.delivered.as_slice()).unwrap_or_default();
    all.iter().take_while(|one| !std::ptr::eq(*one, delivered)).filter(|one| one.promise == delivered.promise).count()
}

/// The form of a signature under the text with this fingerprint.
fn signature(text: &str) -> Fields {
    form([("password", PASSWORD), ("seen", text)])
}
