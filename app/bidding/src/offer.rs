//! What a bidder typed and picked, judged by the rules that hold for a bid written on the page.

use crate::SealingFile;
use domain::bids::contents::{LONGEST_RELATED, Prices, Technical, answer_field, price_field};
use domain::bids::files::{FIRST_BYTES, fits_beside};
use domain::bids::{BidFile, BidRefusal, Digest, OfferedPromise};
use domain::form::{Fields, Problem, Reader, Rule};
use domain::money::Money;
use sealing::FileEntry;
use sha2::Digest as _;
use std::collections::BTreeMap;

/// What files say they are; what they are is looked at after the opening.
const MEDIA_TYPE: &str = "application/octet-stream";

/// What a bidder offers: text by field, as the page names them, and files.
///
/// `answer-…` to each requirement, `parties` (`alone` or `others`) with `related`, `innovation` (`none` or `offered`) with
/// `suggestion`, `promise-…` with `promise-…-months` for each kind of promise, and `price-…` for each line.
#[derive(Clone, Default)]
pub struct Offer {
    /// What was typed.
    pub fields: Fields,
    /// Names, as `domain::bids::names` makes them to be shown, and contents of files.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What goes into the envelopes.
#[derive(Clone)]
pub struct Contents {
    /// Answers, where they are asked for.
    pub technical: Option<Technical>,
    /// Files of the technical envelope.
    pub files: Vec<(FileEntry, Vec<u8>)>,
    /// Prices.
    pub prices: Prices,
    /// What the prices come to.
    pub total: Money,
}

/// Something that keeps an offer from being sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field it is about.
    pub field: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What was typed breaks a rule.
    Rule(Rule),
    /// A file breaks a rule.
    File(BidRefusal),
    /// Two files have this name.
    NameTwice(String),
    /// The tender takes prices alone.
    NoFilesAsked,
}

impl SealingFile {
    /// Judges an offer: what goes into the envelopes, or everything that is wrong with it.
    pub fn judge(&self, offer: &Offer) -> Result<Contents, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut reader = Reader::new(&offer.fields);
        let technical = self.asks_technical().then(|| self.technical(offer, &mut reader));
        let prices = self.prices(&mut reader);
        if let Err(problems) = reader.finish(|| Some(())) {
            faults.extend(problems.into_iter().map(|Problem { field, rule }| Fault { field, why: Why::Rule(rule) }));
        }
        let total = self.total(&prices);
        // A line may be free of charge; the whole may not, and must be one that can be counted.
        let wrong = match total {
            None => Some(Rule::NotMoney),
            Some(total) => (total <= Money::ZERO).then_some(Rule::Below(1)),
        };
        if let (Some(rule), Some(last), true) = (wrong, self.lines.last(), faults.is_empty()) {
            faults.push(Fault { field: price_field(last.line), why: Why::Rule(rule) });
        }
        let files = match self.files(offer) {
            Ok(files) => files,
            Err(why) => {
                faults.push(Fault { field: "files".to_owned(), why });
                Vec::new()
            }
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        let prices = Prices { lines: prices.into_iter().collect() };
        Ok(Contents { technical, files, prices, total: total.unwrap_or_default() })
    }

    fn technical(&self, offer: &Offer, reader: &mut Reader<'_>) -> Technical {
        let longest = self.limits.answer_characters;
        let related = match offer.fields.get("parties") {
            "alone" => None,
            "others" => reader.text("related", LONGEST_RELATED),
            _ => {
                reader.refuse("parties", Rule::Required);
                None
            }
        };
        let answers = self.requirements.iter().map(|one| {
            let name = answer_field(one.id);
            let text =
                if one.is_essential { reader.text(&name, longest) } else { reader.optional_text(&name, longest) };
            (one.id, text.unwrap_or_default())
        });
        let answers = answers.collect();
        let innovation = match offer.fields.get("innovation") {
            _ if !self.asks_innovation => None,
            "offered" => reader.text("suggestion", longest),
            "none" => None,
            _ => {
                reader.refuse("innovation", Rule::Required);
                None
            }
        };
        let promises = if self.term_months > 0 { OfferedPromise::read(reader, self.term_months) } else { Vec::new() };
        Technical { related: related.unwrap_or_default(), answers, innovation, promises }
    }

    fn prices(&self, reader: &mut Reader<'_>) -> BTreeMap<u32, Money> {
        let priced = self.lines.iter().map(|one| (one.line, reader.money_or_nothing(&price_field(one.line))));
        priced.filter_map(|(line, price)| Some((line, price?))).collect()
    }

    /// What the prices come to; `None` when a line has none or it cannot be counted.
    fn total(&self, prices: &BTreeMap<u32, Money>) -> Option<Money> {
        let mut lines = self.lines.iter();
        lines.try_fold(Money::ZERO, |sum, one| sum.plus(prices.get(&one.line)?.times(one.quantity)?))
    }

    fn files(&self, offer: &Offer) -> Result<Vec<(FileEntry, Vec<u8>)>, Why> {
        if !self.asks_technical() && !offer.files.is_empty() {
            return Err(Why::NoFilesAsked);
        }
        let (mut known, mut files) = (Vec::<BidFile>::new(), Vec::new());
        for (name, content) in &offer.files {
            let sha256 = Digest(sha2::Sha256::digest(content).into());
            if known.iter().any(|one| one.sha256 == sha256) {
                continue;
            }
            let first = content.get(..FIRST_BYTES).unwrap_or(content);
            let file = BidFile::named(&sealable(name), first, content.len() as u64, sha256).map_err(Why::File)?;
            fits_beside(&known, &file, self.file_limits()).map_err(Why::File)?;
            if known.iter().any(|one| one.name == file.name) {
                return Err(Why::NameTwice(file.name));
            }
            let entry = FileEntry {
                name: file.name.clone(),
                media_type: MEDIA_TYPE.to_owned(),
                size_bytes: file.size_bytes,
                sha256: sha256.0,
            };
            known.push(file);
            files.push((entry, content.clone()));
        }
        Ok(files)
    }
}

/// A name without folders and without what nobody sees, which no manifest takes.
fn sealable(name: &str) -> String {
    let unseen = |one: &char| matches!(one, '\u{200b}'..='\u{200d}' | '\u{feff}');
    name.chars().filter(|one| !unseen(one)).map(|one| if matches!(one, '/' | '\\') { '_' } else { one }).collect()
}
