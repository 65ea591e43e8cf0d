//! The panel of a sample tender declares its interests, marks, settles its marks and looks at the prices.

use super::content::{Bid, Until};
use super::desk::{Desk, form};
use crate::caller::Caller;
use crate::evaluation::{self, EvaluationView};
use crate::failure::Failure;
use domain::bids::EnvelopeKind;
use domain::calendar::working_day_from;
use domain::evaluation::{Criterion, Marking, Score};
use domain::form::Fields;
use domain::ids::BidId;

/// Spread, in percent of a maximum, above which the panel says what it discussed.
const FAR_APART: u32 = 20;

impl Desk<'_> {
    /// Takes the evaluation as far as the file says.
    pub(super) async fn assess(&self, reference: &str) -> Result<(), Failure> {
        let until = self.tender.until;
        if until == Until::Opened {
            return Ok(());
        }
        self.after_close(1, 10 * 60);
        let finding = form([("finding", self.content.words.renewed.as_str())]);
        evaluation::begin(&self.person(self.team.1).await?, reference, &finding).await?;
        self.declare(reference).await?;
        if until == Until::Interests {
            return Ok(());
        }
        self.mark(reference).await?;
        if until <= Until::Moderation {
            return Ok(());
        }
        self.settle(reference).await?;
        if until <= Until::TechnicalFinal {
            return Ok(());
        }
        self.after_close(8, 10 * 60);
        self.open(reference, EnvelopeKind::Price).await?;
        self.query(reference).await?;
        if until == Until::PriceQuery {
            return Ok(());
        }
        self.report(reference).await
    }

    /// Sets the clock to a time of day, so many days after the close.
    pub(super) fn after_close(&self, days: u64, minutes: i64) {
        self.at(working_day_from(self.closes_on().plus_days(days)).starts_at().plus_minutes(minutes));
    }

    async fn seen(&self, who: &str, reference: &str) -> Result<(Caller, EvaluationView), Failure> {
        let caller = self.person(who).await?;
        let view = evaluation::show(&caller, reference).await?;
        Ok((caller, view))
    }

    /// Everybody declares; where the tender stops here one has an interest, and the last has not declared.
    async fn declare(&self, reference: &str) -> Result<(), Failure> {
        let stops = self.tender.until == Until::Interests;
        self.after_close(1, 14 * 60);
        for (place, who) in self.team.4.iter().enumerate() {
            if stops && place == 0 {
                continue;
            }
            self.later();
            let (caller, view) = self.seen(who, reference).await?;
            let mut fields = form::<&str, &str>([]);
            for (nth, bid) in view.bids.iter().enumerate() {
                let near = stops && place == 1 && nth == 0 && !self.tender.interest.is_empty();
                fields.set(&format!("interest-{}", bid.supplier), if near { "conflict" } else { "none" });
                fields.set(&format!("nature-{}", bid.supplier), if near { self.tender.interest.as_str() } else { "" });
            }
            evaluation::declare(&caller, reference, &fields).await?;
        }
        Ok(())
    }

    /// Everybody marks and hands the sheet in; where the tender stops here the second has begun and the rest has not.
    async fn mark(&self, reference: &str) -> Result<(), Failure> {
        let stops = self.tender.until == Until::Marking;
        for (place, who) in self.team.4.iter().enumerate() {
            self.after_close(2 + place as u64, 14 * 60 + 30);
            if stops && place == 2 {
                continue;
            }
            for (nth, bid) in self.tender.bids.iter().enumerate() {
                if stops && place == 0 && nth > 0 {
                    continue;
                }
                let (caller, view) = self.seen(who, reference).await?;
                let marks = bid.marks.get(place).map(Vec::as_slice).unwrap_or_default();
                let fields = self.marks(&criteria(&view), marks, place);
                let bid = self.bid_of(&view, bid).await?;
                evaluation::save_marks(&caller, reference, bid, &fields).await?;
                self.later();
            }
            if !(stops && place == 0) {
                evaluation::submit_marks(&self.person(who).await?, reference).await?;
            }
        }
        Ok(())
    }

    /// The form of a member's marks for one bid.
    fn marks(&self, criteria: &[Criterion], percent: &[u32], place: usize) -> Fields {
        let mut fields = form::<&str, &str>([]);
        for (nth, (criterion, percent)) in criteria.iter().zip(percent).enumerate() {
            let comments = self.content.comments.get(place).and_then(|of| of.get(nth));
            let level = usize::from(*percent >= 50) + usize::from(*percent >= 75);
            fields.set(&format!("mark-{}", criterion.id), mark(criterion, *percent).to_string());
            fields.set(&format!("comment-{}", criterion.id), comments.map_or("", |of| of[level].as_str()));
        }
        fields
    }

    /// The chair settles the mark in the middle of each three, and everybody signs.
    async fn settle(&self, reference: &str) -> Result<(), Failure> {
        let chair = self.team.4[0];
        self.after_close(6, 10 * 60);
        for bid in &self.tender.bids {
            self.later();
            let (caller, view) = self.seen(chair, reference).await?;
            let mut fields = form([("version", view.version.to_string())]);
            for (nth, criterion) in criteria(&view).iter().enumerate() {
                let mut percents: Vec<u32> = bid.marks.iter().filter_map(|of| of.get(nth)).copied().collect();
                percents.sort_unstable();
                let (Some(least), Some(most)) = (percents.first(), percents.last()) else { continue };
                fields
                    .set(&format!("mark-{}", criterion.id), mark(criterion, percents[percents.len() / 2]).to_string());
                if most - least > FAR_APART {
                    fields.set(&format!("discussion-{}", criterion.id), self.tender.discussion.as_str());
                }
            }
            evaluation::set_consensus(&caller, reference, self.bid_of(&view, bid).await?, &fields).await?;
        }
        for who in self.team.4 {
            self.later();
            let (caller, view) = self.seen(who, reference).await?;
            evaluation::sign_technical(&caller, reference, &form([("seen", view.seen_marks)])).await?;
        }
        Ok(())
    }

    /// Whoever has a price that looks too low is asked; where the file has an answer it is given and accepted.
    async fn query(&self, reference: &str) -> Result<(), Failure> {
        let chair = self.team.4[0];
        for bid in &self.tender.bids {
            self.later();
            let (caller, view) = self.seen(chair, reference).await?;
            let id = self.bid_of(&view, bid).await?;
            if view.flags.iter().all(|(of, flags)| *of != id || flags.is_empty()) {
                continue;
            }
            let answer_by = working_day_from(self.now().day().plus_days(14)).to_string();
            let (named, kind) = (id.to_string(), "abnormally_low");
            let asked = form([("bid", named.as_str()), ("kind", kind), ("answer_by", &answer_by)]);
            evaluation::ask_about_price(&caller, reference, &asked).await?;
            let reason = self.tender.price_reason.as_str();
            if reason.is_empty() {
                continue;
            }
            self.after_close(9, 16 * 60);
            let answer = form([("kind", kind), ("text", reason), ("confirmed", "yes")]);
            evaluation::answer_about_price(&self.person(&bid.by).await?, reference, &answer).await?;
            self.after_close(10, 11 * 60);
            let (caller, view) = self.seen(chair, reference).await?;
            let version = view.version.to_string();
            let settled = [("bid", named.as_str()), ("kind", kind), ("decision", "accept"), ("reason", reason)];
            let settled = form(settled.into_iter().chain([("version", version.as_str())]));
            evaluation::decide_about_price(&caller, reference, &settled).await?;
        }
        Ok(())
    }

    /// The panel ranks, recommends the first and signs its report.
    async fn report(&self, reference: &str) -> Result<(), Failure> {
        self.after_close(10, 14 * 60);
        let chair = self.team.4[0];
        evaluation::rank_bids(&self.person(chair).await?, reference).await?;
        self.later();
        let (caller, view) = self.seen(chair, reference).await?;
        let first = view.ranking.as_ref().and_then(|ranking| ranking.places.first());
        let first = first.ok_or_else(|| Failure::impossible("a sample tender without a first place"))?;
        let fields = form([("bid", first.marked.bid.to_string()), ("version", view.version.to_string())]);
        evaluation::recommend(&caller, reference, &fields).await?;
        for who in self.team.4 {
            self.later();
            let (caller, view) = self.seen(who, reference).await?;
            evaluation::sign_report(&caller, reference, &form([("seen", view.seen_report)])).await?;
        }
        Ok(())
    }

    /// The id that a bid of the file has.
    pub(super) async fn bid_of(&self, view: &EvaluationView, bid: &Bid) -> Result<BidId, Failure> {
        let own = self.person(&bid.by).await?.officer()?.organisation;
        let found = view.bids.iter().find(|one| one.supplier == own);
        found.map(|one| one.bid).ok_or_else(|| Failure::impossible(format!("{} has no bid", bid.by)))
    }
}

fn criteria(view: &EvaluationView) -> Vec<Criterion> {
    view.criteria.iter().map(|one| one.criterion).collect()
}

/// So many percent of a criterion's maximum, down to a mark that can be given.
fn mark(criterion: &Criterion, percent: u32) -> Score {
    let share = criterion.maximum.hundredths() * percent / 100;
    let step = if criterion.marking == Marking::Points { 50 } else { criterion.maximum.hundredths() / 4 };
    Score::from_hundredths(share - share % step.max(1))
}
