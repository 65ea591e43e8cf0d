//! A bid being written: what is asked, what is there, what is missing.
//!
//! The tasks are done in any order; the last one, the check, is undone by any change.
//! Source: submission guard of the bid machine (3.4), S23.

use super::{BidFile, BidRefusal, Digest, FileLimits, OfferedPromise, Parties, files};
use crate::coded;
use crate::contracts::PromiseKind;
use crate::ids::RequirementId;
use crate::money::Money;
use crate::suppliers::{Declaration, Declared};
use crate::time::Day;
use std::collections::BTreeMap;
use std::fmt;

/// Longest answer or suggestion, in characters.
pub const LONGEST_ANSWER: usize = 4_000;

coded! {
    /// A task of writing a bid.
    Section {
        /// Who bids, and what they declare.
        Eligibility = "eligibility",
        /// An answer to every requirement.
        Technical = "technical",
        /// Something new, if the bidder has it.
        Innovation = "innovation",
        /// What is promised beyond the work; nothing need be.
        Promises = "promises",
        /// A unit price for every line.
        Prices = "prices",
        /// Further files.
        Files = "files",
        /// Read it all once more.
        Check = "check",
    }
}

coded! {
    /// How far a task is.
    Progress {
        /// Nothing is there.
        NotStarted = "not_started",
        /// Something is missing.
        InProgress = "in_progress",
        /// Nothing is missing.
        Complete = "complete",
    }
}

/// What a tender asks of a bid for one lot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The requirements, and whether each must be answered.
    pub requirements: Vec<(RequirementId, bool)>,
    /// Suggestions are marked, so the bidder says whether it makes one.
    pub innovation: bool,
    /// The lines of the price schedule by number, each with its quantity.
    pub lines: BTreeMap<u32, i64>,
    /// Months of the contract, within which promises are kept; 0 when none are taken.
    pub term_months: u32,
}

impl Section {
    /// A bid may be submitted without anything in it.
    pub fn is_optional(self) -> bool {
        matches!(self, Section::Promises | Section::Files)
    }
}

/// An answer to one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// What the bidder writes.
    pub text: String,
    /// Files of the bid that belong to it, by fingerprint.
    pub attachments: Vec<Digest>,
}

/// What a bidder says about something new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Innovation {
    /// Nothing yet.
    #[default]
    Unanswered,
    /// It makes no suggestion.
    NotOffered,
    /// Its suggestion.
    Offered(String),
}

/// Something that keeps a bid from being submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A declaration that is made anew for each bid.
    Declaration(Declaration),
    /// Who else is behind the bid, even if nobody.
    Parties,
    /// An answer to this requirement.
    Answer(RequirementId),
    /// An attachment of this answer is no longer among the files.
    Attachment(RequirementId),
    /// Whether a suggestion is made.
    Innovation,
    /// A promise of this kind that fits into the contract, or none.
    Promise(PromiseKind),
    /// The unit price of this line.
    Price(u32),
    /// A total above zero that can be counted.
    Total,
    /// The check of all answers.
    Check,
}

/// A bid being written. Its contents are nobody's but the bidder's, so it does not print them.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct BidDraft {
    declarations: Vec<Declared>,
    parties: Option<Parties>,
    answers: BTreeMap<RequirementId, Answer>,
    innovation: Innovation,
    promises: Vec<OfferedPromise>,
    prices: BTreeMap<u32, Money>,
    files: Vec<BidFile>,
    checked: bool,
}

impl fmt::Debug for BidDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BidDraft(hidden)")
    }
}

impl BidDraft {
    /// The bidder says who is behind the bid and declares what is declared anew for each bid.
    pub fn declare(mut self, parties: Parties, declarations: Vec<Declared>) -> BidDraft {
        (self.parties, self.declarations, self.checked) = (Some(parties), declarations, false);
        self
    }

    /// The bidder answers a requirement.
    pub fn answer(mut self, requirement: RequirementId, answer: Answer) -> Result<BidDraft, BidRefusal> {
        fits(&answer.text)?;
        self.answers.insert(requirement, answer);
        self.checked = false;
        Ok(self)
    }

    /// The bidder makes a suggestion, or says it makes none.
    pub fn suggest(mut self, innovation: Innovation) -> Result<BidDraft, BidRefusal> {
        if let Innovation::Offered(text) = &innovation {
            fits(text)?;
        }
        (self.innovation, self.checked) = (innovation, false);
        Ok(self)
    }

    /// The bidder promises something beyond the work, or nothing.
    pub fn promise(mut self, promises: Vec<OfferedPromise>) -> BidDraft {
        (self.promises, self.checked) = (promises, false);
        self
    }

    /// The bidder prices a line. A line may be free of charge; the total may not.
    pub fn price(mut self, line: u32, unit_price: Money) -> Result<BidDraft, BidRefusal> {
        if unit_price.is_negative() {
            return Err(BidRefusal::NegativePrice);
        }
        self.prices.insert(line, unit_price);
        self.checked = false;
        Ok(self)
    }

    /// The bidder adds a file; the same one twice is there once.
    pub fn attach(mut self, file: BidFile, today: Day) -> Result<BidDraft, BidRefusal> {
        if !self.files.iter().any(|one| one.sha256 == file.sha256) {
            files::fits_beside(&self.files, &file, FileLimits::on(today))?;
            self.files.push(file);
            self.checked = false;
        }
        Ok(self)
    }

    /// The bidder takes a file away.
    pub fn detach(mut self, sha256: Digest) -> BidDraft {
        self.files.retain(|file| file.sha256 != sha256);
        self.checked = false;
        self
    }

    /// The bidder has read it all once more. Refused with what is missing.
    pub fn check(mut self, asked: &Asked) -> Result<BidDraft, Vec<Missing>> {
        self.checked = true;
        let missing = self.missing(asked);
        if missing.is_empty() { Ok(self) } else { Err(missing) }
    }

    /// The tasks of this tender, in order.
    pub fn sections(asked: &Asked) -> Vec<Section> {
        let is_asked = |section: &Section| match section {
            Section::Technical => !asked.requirements.is_empty(),
            Section::Innovation => asked.innovation,
            Section::Promises => asked.term_months > 0,
            _ => true,
        };
        Section::ALL.iter().copied().filter(is_asked).collect()
    }

    /// How far a task is.
    pub fn progress(&self, section: Section, asked: &Asked) -> Progress {
        let started = match section {
            Section::Eligibility => self.parties.is_some() || !self.declarations.is_empty(),
            Section::Technical => !self.answers.is_empty(),
            Section::Innovation => self.innovation != Innovation::Unanswered,
            Section::Promises => !self.promises.is_empty(),
            Section::Prices => !self.prices.is_empty(),
            Section::Files => !self.files.is_empty(),
            Section::Check => self.checked,
        };
        let missing = if section == Section::Check { self.missing(asked) } else { self.missing_in(section, asked) };
        match (started, missing.is_empty()) {
            (false, _) => Progress::NotStarted,
            (true, false) => Progress::InProgress,
            (true, true) => Progress::Complete,
        }
    }

    /// Everything that keeps the bid from being submitted, in the order of the tasks.
    pub fn missing(&self, asked: &Asked) -> Vec<Missing> {
        Self::sections(asked).into_iter().flat_map(|section| self.missing_in(section, asked)).collect()
    }

    /// The tasks that must still be done: an optional one only if it was begun.
    pub fn unfinished(&self, asked: &Asked) -> Vec<Section> {
        let is_open = |section: &Section| match self.progress(*section, asked) {
            Progress::NotStarted => !section.is_optional(),
            Progress::InProgress => true,
            Progress::Complete => false,
        };
        Self::sections(asked).into_iter().filter(is_open).collect()
    }

    /// The total of the price schedule; `None` when a line has no price or the sum cannot be counted.
    pub fn total(&self, asked: &Asked) -> Option<Money> {
        asked
            .lines
            .iter()
            .try_fold(Money::ZERO, |sum, (line, quantity)| sum.plus(self.prices.get(line)?.times(*quantity)?))
            .filter(|total| *total <= Money::LARGEST)
    }

    /// The unit price of a line, once it has one.
    pub fn price_of(&self, line: u32) -> Option<Money> {
        self.prices.get(&line).copied()
    }

    /// Once every line is priced, the total is above zero (E13) and can be counted.
    pub fn judge_total(&self, asked: &Asked) -> Result<(), BidRefusal> {
        if asked.lines.keys().any(|line| !self.prices.contains_key(line)) {
            return Ok(());
        }
        match self.total(asked) {
            None => Err(BidRefusal::PriceTooLarge),
            Some(total) if total <= Money::ZERO => Err(BidRefusal::PriceNotPositive),
            Some(_) => Ok(()),
        }
    }

    fn missing_in(&self, section: Section, asked: &Asked) -> Vec<Missing> {
        match section {
            Section::Eligibility => {
                let declared = self.declarations.iter().any(|one| one.declaration == Declaration::NonCollusion);
                let non_collusion = (!declared).then_some(Missing::Declaration(Declaration::NonCollusion));
                let parties = self.parties.is_none().then_some(Missing::Parties);
                non_collusion.into_iter().chain(parties).collect()
            }
            Section::Technical => asked.requirements.iter().filter_map(|(id, must)| self.lacks(*id, *must)).collect(),
            Section::Innovation => match &self.innovation {
                Innovation::Unanswered => vec![Missing::Innovation],
                Innovation::Offered(text) if text.trim().is_empty() => vec![Missing::Innovation],
                Innovation::NotOffered | Innovation::Offered(_) => Vec::new(),
            },
            Section::Prices => {
                let unpriced = asked.lines.keys().filter(|line| !self.prices.contains_key(line));
                let mut missing: Vec<_> = unpriced.map(|line| Missing::Price(*line)).collect();
                if missing.is_empty() && self.total(asked).is_none_or(|total| total <= Money::ZERO) {
                    missing.push(Missing::Total);
                }
                missing
            }
            Section::Promises => {
                let does_not_fit =
                    |one: &&OfferedPromise| one.amount == 0 || !(1..=asked.term_months).contains(&one.months);
                self.promises.iter().filter(does_not_fit).map(|one| Missing::Promise(one.kind)).collect()
            }
            Section::Files => Vec::new(),
            Section::Check => {
                if self.checked {
                    Vec::new()
                } else {
                    vec![Missing::Check]
                }
            }
        }
    }

    fn lacks(&self, requirement: RequirementId, must: bool) -> Option<Missing> {
        let Some(answer) = self.answers.get(&requirement) else {
            return must.then_some(Missing::Answer(requirement));
        };
        if must && answer.text.trim().is_empty() {
            return Some(Missing::Answer(requirement));
        }
        let is_there = |sha256: &Digest| self.files.iter().any(|file| file.sha256 == *sha256);
        (!answer.attachments.iter().all(is_there)).then_some(Missing::Attachment(requirement))
    }
}

fn fits(text: &str) -> Result<(), BidRefusal> {
    if text.chars().count() > LONGEST_ANSWER {
        return Err(BidRefusal::TextTooLong { most: LONGEST_ANSWER });
    }
    Ok(())
}
