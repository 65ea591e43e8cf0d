//! Short cuts along the evaluation of a tender's bids, through the same operations as the pages.

use super::{Office, PASSWORD, TenderTeam, form};
use crate::evaluation::{self, EvaluationView};
use crate::{bids, openings};
use domain::bids::EnvelopeKind;
use domain::evaluation::{Criterion, EvaluationState, Marking, Score};
use domain::form::Fields;
use domain::ids::BidId;
use domain::time::{Day, Timestamp};
use std::collections::HashMap;

/// A tender whose bids were opened.
#[derive(Debug)]
pub struct OpenedTender {
    /// Its reference.
    pub reference: String,
    /// The openers' passphrases.
    pub keys: HashMap<&'static str, String>,
}

/// What each criterion is marked with, in percent of its maximum; the same for every criterion.
pub type Marks<'a> = &'a [(&'a str, u32)];

impl Office {
    /// A tender with these bids (who and for how many dollars), closed, its technical envelopes open.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn bids_opened(&self, team: &TenderTeam, offers: &[(&str, &str)]) -> OpenedTender {
        let opened = self.bids_handed_in(team, offers).await;
        self.envelopes_opened(team, &opened, EnvelopeKind::Technical).await;
        opened
    }

    /// A tender with these bids (who and for how many dollars), closed three minutes ago, all envelopes sealed.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn bids_handed_in(&self, team: &TenderTeam, offers: &[(&str, &str)]) -> OpenedTender {
        let keys = self.keys_held(team).await;
        let reference = self.tender_published(team).await;
        for (who, dollars) in offers {
            self.bid_written(who, &reference, "We do.", dollars).await;
            let press = self.submission();
            bids::submit(&self.person(who).await, &reference, press, PASSWORD).await.expect("a receipt");
        }
        let close = Day::of(2026, 12, 18).map_or(Timestamp::from_millis(0), |day| day.starts_at().plus_minutes(720));
        self.services.clock.set(close.plus_minutes(3));
        OpenedTender { reference, keys }
    }

    /// The stored envelope of somebody's first version loses a bit, so that nobody can read it.
    ///
    /// # Panics
    ///
    /// When there is no such envelope.
    pub async fn envelope_damaged(&self, who: &str, tender: &str, kind: EnvelopeKind) {
        let receipt = bids::receipt(&self.person(who).await, tender, 1).await.expect("a receipt");
        let receipt = domain::bids::Receipt::from_text(bidding::text_of_note(&receipt).expect("a note"))
            .expect("the text of a receipt");
        let envelope = receipt.envelopes.get(kind).expect("an envelope");
        let path = self.services.files.path(&envelope.sha256.0);
        let mut bytes = std::fs::read(&path).expect("the envelope's file");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&path, bytes).expect("the envelope's file");
    }

    /// Two openers open the envelopes of a kind.
    ///
    /// # Panics
    ///
    /// When an opener is refused.
    pub async fn envelopes_opened(&self, team: &TenderTeam, tender: &OpenedTender, kind: EnvelopeKind) {
        for who in &team.openers[..2] {
            let caller = self.person(who).await;
            let key = &tender.keys[who];
            openings::contribute(&caller, &tender.reference, kind, PASSWORD, key).await.expect("an opening");
        }
    }

    /// What somebody sees of an evaluation.
    ///
    /// # Panics
    ///
    /// When they may not see it.
    pub async fn evaluation(&self, who: &str, reference: &str) -> EvaluationView {
        evaluation::show(&self.person(who).await, reference).await.expect("an evaluation")
    }

    /// The bid of somebody's company.
    ///
    /// # Panics
    ///
    /// When it has none.
    pub async fn bid_of(&self, who: &str, reference: &str, bidder: &str) -> BidId {
        let own = self.person(bidder).await.officer().expect("somebody of a supplier").organisation;
        let view = self.evaluation(who, reference).await;
        view.bids.iter().find(|bid| bid.supplier == own).expect("a bid").bid
    }

    /// The panel is appointed.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn panel_appointed(&self, team: &TenderTeam, reference: &str) {
        let fields = form(&[("finding", "Nobody of the panel is related to a bidder, as far as is known.")]);
        evaluation::begin(&self.person(team.approver).await, reference, &fields).await.expect("a panel");
    }

    /// A declaration of no interest in any bidder.
    pub async fn no_interests(&self, who: &str, reference: &str) -> Fields {
        let view = self.evaluation(who, reference).await;
        Fields::new(view.bids.iter().map(|bid| (format!("interest-{}", bid.supplier), "none".to_owned())).collect())
    }

    /// Everybody on the panel declares no interest.
    ///
    /// # Panics
    ///
    /// When a declaration is refused.
    pub async fn all_declared(&self, team: &TenderTeam, reference: &str) {
        self.panel_appointed(team, reference).await;
        for who in team.panel {
            let fields = self.no_interests(who, reference).await;
            evaluation::declare(&self.person(who).await, reference, &fields).await.expect("a declaration");
        }
    }

    /// The form of marks for one bid: this share of each maximum, with a comment.
    pub fn marks_form(&self, criteria: &[Criterion], percent: u32) -> Fields {
        let pairs = criteria.iter().flat_map(|criterion| {
            let share = criterion.maximum.hundredths() * percent / 100;
            // Down to a whole step of half a mark; grades are exact shares already.
            let steps = if criterion.marking == Marking::Points { share - share % 50 } else { share };
            let mark = Score::from_hundredths(steps);
            [
                (format!("mark-{}", criterion.id), mark.to_string()),
                (format!("comment-{}", criterion.id), "As shown in the answers.".to_owned()),
            ]
        });
        Fields::new(pairs.collect())
    }

    /// Somebody marks every bid, and submits.
    ///
    /// # Panics
    ///
    /// When marks are refused.
    pub async fn marked(&self, who: &str, reference: &str, marks: Marks<'_>) {
        let caller = self.person(who).await;
        let view = self.evaluation(who, reference).await;
        let criteria: Vec<Criterion> = view.criteria.iter().map(|one| one.criterion).collect();
        for (bidder, percent) in marks {
            let bid = self.bid_of(who, reference, bidder).await;
            let fields = self.marks_form(&criteria, *percent);
            evaluation::save_marks(&caller, reference, bid, &fields).await.expect("marks");
        }
        evaluation::submit_marks(&caller, reference).await.expect("a submitted sheet");
    }

    /// Everybody marks alike, the chair settles just these marks, and the whole panel signs them.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn technically_final(&self, team: &TenderTeam, reference: &str, marks: Marks<'_>) {
        for who in team.panel {
            self.marked(who, reference, marks).await;
        }
        let chair = self.person(team.panel[0]).await;
        for (bidder, percent) in marks {
            let view = self.evaluation(team.panel[0], reference).await;
            let criteria: Vec<Criterion> = view.criteria.iter().map(|one| one.criterion).collect();
            let bid = self.bid_of(team.panel[0], reference, bidder).await;
            let mut fields = self.marks_form(&criteria, *percent);
            fields.set("version", view.version.to_string());
            evaluation::set_consensus(&chair, reference, bid, &fields).await.expect("a settled mark");
        }
        for who in team.panel {
            let seen = self.evaluation(who, reference).await.seen_marks;
            let fields = form(&[("seen", &seen)]);
            evaluation::sign_technical(&self.person(who).await, reference, &fields).await.expect("a signature");
        }
    }

    /// A whole evaluation up to its signed report, which recommends the first in the ranking; prices are near enough
    /// to each other that nobody need be asked.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn reported(&self, team: &TenderTeam, offers: &[(&str, &str)], marks: Marks<'_>) -> OpenedTender {
        let tender = self.bids_opened(team, offers).await;
        let at = tender.reference.as_str();
        self.all_declared(team, at).await;
        self.technically_final(team, at, marks).await;
        self.envelopes_opened(team, &tender, EnvelopeKind::Price).await;
        self.report_signed(team, at).await;
        tender
    }

    /// From open prices to the report: bids are ranked, the first is recommended, and everybody signs.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn report_signed(&self, team: &TenderTeam, at: &str) {
        let chair = self.person(team.panel[0]).await;
        evaluation::rank_bids(&chair, at).await.expect("a ranking");
        let view = self.evaluation(team.panel[0], at).await;
        let first = view.ranking.as_ref().and_then(|ranking| ranking.places.first()).expect("a first place");
        let (bid, version) = (first.marked.bid.to_string(), view.version.to_string());
        let fields = form(&[("bid", &bid), ("version", &version)]);
        evaluation::recommend(&chair, at, &fields).await.expect("a recommendation");
        for who in team.panel {
            let seen = self.evaluation(who, at).await.seen_report;
            let fields = form(&[("seen", &seen)]);
            evaluation::sign_report(&self.person(who).await, at, &fields).await.expect("a signature");
        }
        debug_assert_eq!(self.evaluation(team.panel[0], at).await.state, EvaluationState::Reported);
    }
}
