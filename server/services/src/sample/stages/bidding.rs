//! Suppliers write, submit and replace their bids; the close is recorded and the envelopes are opened.

use super::content::{Bid, Until};
use super::desk::{Desk, form};
use crate::failure::Failure;
use crate::sample::{PASSPHRASE, PASSWORD};
use crate::{bids, openings};
use domain::bids::contents::{promise_field, promise_months_field};
use domain::bids::{EnvelopeKind, OfferedPromise, Section, SubmissionId};
use domain::locale::Locale;

impl Desk<'_> {
    /// Every bid of the file is written and submitted in time.
    pub(super) async fn bid(&self, reference: &str) -> Result<(), Failure> {
        for (day, bid) in (12..).zip(&self.tender.bids) {
            self.on(day, 15 * 60);
            if let Some(dollars) = bid.replaces_dollars {
                self.submit(reference, bid, dollars).await?;
            }
            self.submit(reference, bid, bid.dollars).await?;
        }
        Ok(())
    }

    async fn submit(&self, reference: &str, bid: &Bid, dollars: i64) -> Result<(), Failure> {
        self.later();
        let caller = self.person(&bid.by).await?;
        let view = bids::show(&caller, reference).await?;
        let save = async |section, fields| bids::save(&caller, reference, section, &fields).await;
        save(Section::Eligibility, form([("non_collusion", "yes"), ("parties", "alone")])).await?;
        let said = self.content.answers.get(&bid.by).map(Vec::as_slice).unwrap_or_default();
        let answers = view.requirements.iter().zip(said.iter().cycle()).map(|(one, said)| (one.field.as_str(), said));
        save(Section::Technical, form(answers)).await?;
        let innovation = if bid.suggestion.is_empty() { "none" } else { "offered" };
        save(Section::Innovation, form([("innovation", innovation), ("suggestion", &bid.suggestion)])).await?;
        save(Section::Promises, form(promised(&bid.promises))).await?;
        save(Section::Prices, form(priced(&view.lines, bid, dollars))).await?;
        let name = if caller.officer()?.locale == Locale::En { "work-plan.txt" } else { "實施計劃.txt" };
        let plan = format!("Sample data. Plan of work.\n示例數據。實施計劃。\n\n{}\n", self.tender.title.zh_hant);
        bids::attach(&caller, reference, name, plan.as_bytes()).await?;
        save(Section::Check, form::<&str, &str>([])).await?;
        let press = SubmissionId(caller.services().random.id());
        bids::submit(&caller, reference, press, PASSWORD).await?;
        Ok(())
    }

    /// The close is recorded, and from then on the envelopes wait for two officers.
    pub(super) async fn close(&self, reference: &str) -> Result<(), Failure> {
        self.at(self.closes_on().starts_at().plus_minutes(12 * 60 + 3));
        openings::close(&self.system(), reference).await?;
        if self.tender.until > Until::Closed {
            self.open(reference, EnvelopeKind::Technical).await?;
        }
        Ok(())
    }

    /// Two officers of different sections open the envelopes of a kind.
    pub(super) async fn open(&self, reference: &str, kind: EnvelopeKind) -> Result<(), Failure> {
        for who in &self.team.3[..2] {
            self.later();
            openings::contribute(&self.person(who).await?, reference, kind, PASSWORD, PASSPHRASE).await?;
        }
        Ok(())
    }
}

/// The form of the promises.
fn promised(promises: &[OfferedPromise]) -> Vec<(String, String)> {
    let fields = |one: &OfferedPromise| {
        [(promise_field(one.kind), one.amount.to_string()), (promise_months_field(one.kind), one.months.to_string())]
    };
    promises.iter().flat_map(fields).collect()
}

/// The form of the price schedule: the price of each line's unit, or one price of everything.
fn priced<'a>(lines: &'a [bids::LineView], bid: &Bid, dollars: i64) -> Vec<(&'a str, String)> {
    let price = |place: usize| bid.unit_prices.get(place).cloned().unwrap_or_else(|| dollars.to_string());
    lines.iter().enumerate().map(|(place, line)| (line.field.as_str(), price(place))).collect()
}
