//! What a tender asks of a bidder, and what a bidder typed for it.

use super::record::Draft;
use crate::caller::Caller;
use crate::change::Change;
use crate::failure::Failure;
use domain::bids::contents::{
    answer_field as answer_name, price_field as price_name, promise_field, promise_months_field,
};
use domain::bids::draft::{Answer, LONGEST_ANSWER};
use domain::bids::{
    Asked, BidDraft, BidFile, BidRefusal, Digest, Innovation, OfferedPromise, Parties, Section, Structure, Terms,
};
use domain::contracts::{PromiseKind, Term};
use domain::evaluation::price_schedule::ScheduleLine;
use domain::form::{Fields, Reader, Rule};
use domain::ids::RequirementId;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::suppliers::{Declaration, Declared};
use domain::tenders::requirement::Requirement;
use domain::tenders::scheme::{Comparison, Envelopes};
use domain::tenders::{Draft as TenderDraft, Notice};
use domain::text::Trilingual;
use domain::time::{Day, Timestamp};

/// What a published tender asks of a bidder.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    /// `T-2026-0007`.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
    /// Time, lot, envelopes and keys.
    pub terms: Terms,
    /// Fingerprint of the notice in force.
    pub notice_hash: Digest,
    /// Addenda since publication: when, and whether substantial.
    pub addenda: Vec<(Timestamp, bool)>,
    /// Keys that count no more: bids that were sealed to them by then must be handed in again.
    pub void_key_sets: Vec<(Digest, Timestamp)>,
    /// What it requires.
    pub requirements: Vec<Requirement>,
    /// Suggestions are marked.
    pub asks_innovation: bool,
    /// What it wants priced, line by line.
    pub lines: Vec<ScheduleLine>,
    /// Months of its contract, within which promises are kept; 0 where no envelope takes any.
    pub term_months: u32,
}

impl Invitation {
    /// A published tender by reference. One that is not published is not there.
    pub async fn load(caller: &Caller, reference: &str) -> Result<Invitation, Failure> {
        crate::tenders::invitation(caller.db(), reference).await
    }

    /// The same, with the tender locked to the end of the change.
    pub async fn lock(change: &Change, reference: &str) -> Result<Invitation, Failure> {
        crate::tenders::lock_published(change, reference).await?;
        crate::tenders::invitation(change.db(), reference).await
    }

    /// What a tender's draft and notice ask for.
    pub fn of(
        (id, reference): (domain::ids::TenderId, String),
        draft: &TenderDraft,
        notice: &Notice,
        (notice_hash, key_set): (Digest, Digest),
        addenda: Vec<(Timestamp, bool)>,
    ) -> Result<Invitation, Failure> {
        let scheme = draft.scheme.as_ref().ok_or_else(|| Failure::impossible("a published tender without a scheme"))?;
        let lot = draft.lots.first().ok_or_else(|| Failure::impossible("a published tender without a lot"))?;
        let structure = match scheme.envelopes {
            Envelopes::Two => Structure::TwoEnvelopes,
            Envelopes::Single => Structure::PriceOnly,
        };
        let asks_innovation = match &scheme.comparison {
            Comparison::Scored { criteria, .. } => criteria.iter().any(|criterion| criterion.innovation),
            Comparison::PriceOnly { .. } => false,
        };
        let term_months = if structure == Structure::TwoEnvelopes { Term::months_of(draft) } else { None };
        Ok(Invitation {
            reference,
            title: draft.title.clone(),
            terms: Terms {
                tender: id,
                lot: lot.id,
                published_at: notice.published_at,
                closes_at: notice.closes_at.instant(),
                structure,
                notice_revision: notice.revision,
                key_set,
            },
            notice_hash,
            addenda,
            void_key_sets: Vec::new(),
            requirements: if structure == Structure::TwoEnvelopes { draft.requirements.clone() } else { Vec::new() },
            asks_innovation,
            lines: draft.lines_to_price(),
            term_months: term_months.unwrap_or_default(),
        })
    }

    /// What the rules must know of it.
    pub fn asked(&self) -> Asked {
        Asked {
            requirements: self.requirements.iter().map(|one| (one.id, one.is_essential())).collect(),
            innovation: self.asks_innovation,
            lines: self.lines.iter().map(|line| (line.line.0, line.quantity)).collect(),
            term_months: self.term_months,
        }
    }

    /// Reads what was typed for a task, all problems at once. What is empty may be filled in later.
    pub fn read(&self, section: Section, fields: &Fields) -> Result<Vec<(String, String)>, Refusal> {
        let mut reader = Reader::new(fields);
        let mut names = Vec::new();
        match section {
            Section::Eligibility => {
                names.extend(["non_collusion".to_owned(), "parties".to_owned(), "related".to_owned()]);
                reader.optional_text("related", 1_000);
                if fields.get("parties") == "others" {
                    reader.text("related", 1_000);
                }
            }
            Section::Technical => {
                for requirement in &self.requirements {
                    let name = answer_name(requirement.id);
                    reader.optional_text(&name, LONGEST_ANSWER);
                    names.push(name);
                }
            }
            Section::Innovation => {
                names.extend(["innovation".to_owned(), "suggestion".to_owned()]);
                reader.optional_text("suggestion", LONGEST_ANSWER);
                if fields.get("innovation") == "offered" {
                    reader.text("suggestion", LONGEST_ANSWER);
                }
            }
            Section::Promises => {
                OfferedPromise::read(&mut reader, self.term_months);
                names.extend(
                    PromiseKind::ALL.iter().flat_map(|kind| [promise_field(*kind), promise_months_field(*kind)]),
                );
            }
            Section::Prices => {
                let priced = self.read_prices(&mut reader, BidDraft::default())?;
                priced.judge_total(&self.asked())?;
                names.extend(self.lines.iter().map(|line| price_name(line.line.0)));
            }
            Section::Files | Section::Check => {}
        }
        let typed = names.into_iter().map(|name| (name.clone(), fields.get(&name).trim().to_owned())).collect();
        Ok(reader.finish(|| Some(typed))?)
    }

    /// Prices the lines of which something is typed; a line that cannot be counted is refused by its field.
    fn read_prices(&self, reader: &mut Reader<'_>, mut written: BidDraft) -> Result<BidDraft, BidRefusal> {
        for line in &self.lines {
            let name = price_name(line.line.0);
            if reader.fields().get(&name).trim().is_empty() {
                continue;
            }
            let Some(price) = reader.money_or_nothing(&name) else { continue };
            match line.shown(Some(price)).amount {
                Some(_) => written = written.price(line.line.0, price)?,
                None => reader.refuse(&name, Rule::Above(Money::LARGEST.cents() / 100 / line.quantity.max(1))),
            }
        }
        Ok(written)
    }

    /// The draft as its rules see it.
    pub fn draft(&self, draft: &Draft, today: Day) -> Result<BidDraft, BidRefusal> {
        let typed = Fields::new(draft.fields.clone());
        let mut written = BidDraft::default();
        if typed.ticked("non_collusion") || !typed.get("parties").is_empty() {
            let declared = typed.ticked("non_collusion").then(|| Declared::on(Declaration::NonCollusion, today));
            let declared: Vec<_> = declared.into_iter().collect();
            if typed.get("parties").is_empty() {
                return Ok(written);
            }
            written = written.declare(Parties::default(), declared);
        }
        for requirement in &self.requirements {
            let text = typed.get(&answer_name(requirement.id));
            if !text.is_empty() {
                written = written.answer(requirement.id, Answer { text: text.to_owned(), attachments: Vec::new() })?;
            }
        }
        written = match typed.get("innovation") {
            "offered" => written.suggest(Innovation::Offered(typed.get("suggestion").to_owned()))?,
            "none" => written.suggest(Innovation::NotOffered)?,
            _ => written,
        };
        // A contract that became shorter since is judged by the rules, not here.
        let promises = OfferedPromise::read(&mut Reader::new(&typed), u32::MAX);
        if !promises.is_empty() {
            written = written.promise(promises);
        }
        written = self.read_prices(&mut Reader::new(&typed), written)?;
        for file in &draft.files {
            written = written.attach(BidFile::stored(&file.name, file.size_bytes, file.sha256)?, today)?;
        }
        if draft.is_checked {
            written = match written.clone().check(&self.asked()) {
                Ok(checked) => checked,
                Err(_) => written,
            };
        }
        Ok(written)
    }

    /// The declarations made with a draft that lacks nothing; refused with the tasks that are not complete.
    pub fn complete(&self, draft: &Draft, today: Day) -> Result<Vec<Declared>, BidRefusal> {
        let (asked, written) = (self.asked(), self.draft(draft, today)?);
        let open = written.unfinished(&asked);
        written.judge_total(&asked)?;
        if !open.is_empty() {
            return Err(BidRefusal::Incomplete { sections: open });
        }
        Ok(vec![Declared::on(Declaration::NonCollusion, today)])
    }

    /// Unit prices by line.
    pub fn prices(&self, draft: &Draft) -> Result<Vec<(u32, Money)>, Failure> {
        let typed = Fields::new(draft.fields.clone());
        let priced = self.read_prices(&mut Reader::new(&typed), BidDraft::default())?;
        let price = |line: &ScheduleLine| priced.price_of(line.line.0).map(|price| (line.line.0, price));
        let prices: Option<Vec<_>> = self.lines.iter().map(price).collect();
        prices.ok_or_else(|| Failure::impossible("a complete bid without a price of every line"))
    }

    /// Answers to the requirements.
    pub fn answers(&self, draft: &Draft) -> Vec<(RequirementId, String)> {
        let typed = Fields::new(draft.fields.clone());
        self.requirements.iter().map(|one| (one.id, typed.get(&answer_name(one.id)).to_owned())).collect()
    }

    /// The suggestion beyond what is asked.
    pub fn innovation(&self, draft: &Draft) -> Option<String> {
        let typed = Fields::new(draft.fields.clone());
        (typed.get("innovation") == "offered").then(|| typed.get("suggestion").to_owned())
    }

    /// What is promised beyond the work.
    pub fn promises(&self, draft: &Draft) -> Vec<OfferedPromise> {
        let typed = Fields::new(draft.fields.clone());
        if self.term_months > 0 { OfferedPromise::read(&mut Reader::new(&typed), self.term_months) } else { Vec::new() }
    }

    /// Who else is behind the bid.
    pub fn related(&self, draft: &Draft) -> String {
        let typed = Fields::new(draft.fields.clone());
        if typed.get("parties") == "others" { typed.get("related").to_owned() } else { String::new() }
    }
}
