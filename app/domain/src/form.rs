//! What a form carries, and everything that can be wrong with it at once.

mod numbers;

pub use numbers::half_width;

use crate::money::Money;
use crate::time::Day;
use numbers::ungrouped;
use serde::{Deserialize, Serialize};

/// The raw text of every field of a posted form, in the order it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields from name and value pairs.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The first value of a field, as typed; empty when it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a repeated field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// A box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Puts a value in, replacing what was there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(field, _)| field != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// All pairs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// A rule that a field broke, with the figures a person needs to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Nothing was typed.
    Required,
    /// Longer than this many characters.
    TooLong(usize),
    /// Shorter than this many characters.
    TooShort(usize),
    /// Not a whole number.
    NotANumber,
    /// Not an amount of money with at most two decimals.
    NotMoney,
    /// Below this.
    Below(i64),
    /// Above this.
    Above(i64),
    /// Not a day of the calendar.
    NotADay,
    /// Before this day.
    Before(Day),
    /// After this day.
    After(Day),
    /// Not one of the choices.
    NotAChoice,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not the address of a website.
    NotAWebsite,
    /// Not the code of a country.
    NotACountry,
    /// Not a telephone number.
    NotAPhone,
    /// Not a time of the day.
    NotATime,
    /// Later than now, or not after the time before it.
    NotALaterTime,
    /// Not the reference of a tender one may read.
    NotATender,
    /// Carries a web address where a name is wanted.
    NotAName,
    /// The box must be ticked.
    MustBeTicked,
    /// Found in the list of common passwords, or made of our own name or yours.
    CommonPassword,
    /// The two passwords are not the same.
    PasswordsDiffer,
    /// Not a mark of this criterion: outside its scale or between its steps.
    NotAMark {
        /// The highest mark, in hundredths.
        maximum: u32,
        /// Its steps.
        marking: crate::evaluation::Marking,
    },
    /// A mark below half or at the maximum, without saying why.
    MarkNeedsComment,
    /// Marks lie far apart, and what the discussion found is not written.
    MarksNeedDiscussion,
    /// A mark outside the individual marks, without its reason.
    MarkOutsideNeedsReason,
    /// The file is not the sealed envelope that is asked for.
    Envelope(crate::bids::EnvelopeFault),
    /// The file is not the opener's part that is asked for.
    Part(crate::bids::PartFault),
    /// A bid key that its bidder brings does not open the envelope.
    BidKey(crate::bids::BidKeyFault),
    /// Not a year within these bounds.
    Year {
        /// The first.
        from: i32,
        /// The last.
        to: i32,
    },
    /// A date of a tender that cannot hold.
    Timetable(crate::tenders::TenderRefusal),
    /// Somebody who may not have this part in a tender.
    Person(crate::tenders::PeopleGap),
}

/// One field that broke one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field's name in the form.
    pub field: String,
    /// The rule it broke.
    pub rule: Rule,
}

/// Reads fields one by one and gathers every problem, so that a page can mark them all at once.
#[derive(Debug)]
pub struct Reader<'a> {
    fields: &'a Fields,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Starts reading.
    pub fn new(fields: &'a Fields) -> Self {
        Self { fields, problems: Vec::new() }
    }

    /// Notes that a field broke a rule.
    pub fn refuse(&mut self, field: &str, rule: Rule) {
        if !self.problems.iter().any(|problem| problem.field == field) {
            self.problems.push(Problem { field: field.to_owned(), rule });
        }
    }

    /// Says more exactly what is wrong with a field that was refused already.
    pub fn replace(&mut self, field: &str, rule: Rule) {
        self.problems.retain(|problem| problem.field != field);
        self.refuse(field, rule);
    }

    /// The parsed form, if nothing was wrong.
    pub fn finish<T>(self, value: impl FnOnce() -> Option<T>) -> Result<T, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        value().ok_or_else(|| vec![Problem { field: String::new(), rule: Rule::Required }])
    }

    /// Text of 1 to `longest` characters, trimmed, without control characters except line ends.
    pub fn text(&mut self, field: &str, longest: usize) -> Option<String> {
        let text = clean(self.fields.get(field));
        if text.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        self.fits(field, text, longest)
    }

    /// Text of at most `longest` characters, or nothing.
    pub fn optional_text(&mut self, field: &str, longest: usize) -> Option<String> {
        let text = clean(self.fields.get(field));
        self.fits(field, text, longest)
    }

    fn fits(&mut self, field: &str, text: String, longest: usize) -> Option<String> {
        if text.chars().count() > longest {
            self.refuse(field, Rule::TooLong(longest));
            return None;
        }
        Some(text)
    }

    /// A whole number within bounds; commas, full-width digits and 萬 are understood.
    pub fn number(&mut self, field: &str, least: i64, most: i64) -> Option<i64> {
        let text = half_width(self.fields.get(field));
        if text.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        let number = match text.split_once(['萬', '万']) {
            Some((head, "")) => ungrouped(head).parse::<i64>().ok().and_then(|head| head.checked_mul(10_000)),
            Some(_) => None,
            None => ungrouped(&text).parse::<i64>().ok(),
        };
        let Some(number) = number else {
            self.refuse(field, Rule::NotANumber);
            return None;
        };
        if number < least {
            self.refuse(field, Rule::Below(least));
            return None;
        }
        if number > most {
            self.refuse(field, Rule::Above(most));
            return None;
        }
        Some(number)
    }

    /// A year within bounds; it is said as a year, never counted in thousands.
    pub fn year(&mut self, field: &str, from: i32, to: i32) -> Option<i32> {
        let year = self.number(field, from.into(), to.into());
        let outside = |problem: &Problem| matches!(problem.rule, Rule::Below(_) | Rule::Above(_));
        if self.problems.iter().any(|problem| problem.field == field && outside(problem)) {
            self.replace(field, Rule::Year { from, to });
        }
        i32::try_from(year?).ok()
    }

    /// An amount of money above zero.
    pub fn money(&mut self, field: &str) -> Option<Money> {
        let amount = self.money_or_nothing(field)?;
        if amount <= Money::ZERO {
            self.refuse(field, Rule::Below(1));
            return None;
        }
        Some(amount)
    }

    /// An amount of money that may be zero.
    pub fn money_or_nothing(&mut self, field: &str) -> Option<Money> {
        let text = half_width(self.fields.get(field));
        let text = text.strip_prefix("HK$").or_else(|| text.strip_prefix('$')).unwrap_or(&text).trim_start();
        if text.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        let amount = match text.split_once(['萬', '万']) {
            Some((head, "")) => Money::parse(&ungrouped(head)).and_then(|head| head.times(10_000)),
            Some(_) => None,
            None => Money::parse(&ungrouped(text)),
        };
        let amount = amount.filter(|amount| *amount <= Money::LARGEST);
        if amount.is_none() {
            self.refuse(field, Rule::NotMoney);
        }
        amount
    }

    /// Marks with at most two decimals, in hundredths.
    pub fn hundredths(&mut self, field: &str) -> Option<i64> {
        let typed = half_width(self.fields.get(field));
        self.in_hundredths(field, &typed)
    }

    /// Percent with at most two decimals, in hundredths; the sign may be typed behind them.
    pub fn percent(&mut self, field: &str) -> Option<i64> {
        let typed = half_width(self.fields.get(field));
        self.in_hundredths(field, typed.trim_end_matches('%').trim_end())
    }

    fn in_hundredths(&mut self, field: &str, typed: &str) -> Option<i64> {
        if typed.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        let read = Money::parse(&ungrouped(typed)).map(Money::cents);
        if read.is_none() {
            self.refuse(field, Rule::NotANumber);
        }
        read
    }

    /// A day, written `2026-11-22` as a date field sends it; full-width digits are understood.
    pub fn day(&mut self, field: &str, earliest: Day, latest: Day) -> Option<Day> {
        let text = half_width(self.fields.get(field));
        if text.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        let Some(day) = Day::parse(&text) else {
            self.refuse(field, Rule::NotADay);
            return None;
        };
        if day < earliest {
            self.refuse(field, Rule::Before(earliest));
            return None;
        }
        if day > latest {
            self.refuse(field, Rule::After(latest));
            return None;
        }
        Some(day)
    }

    /// The same, with words of its own for what is none of the values.
    pub fn choice_or<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Option<T>, rule: Rule) -> Option<T> {
        let found = self.choice(field, parse);
        if self.problems.iter().any(|problem| problem.field == field && problem.rule == Rule::NotAChoice) {
            self.replace(field, rule);
        }
        found
    }

    /// One of a list of choices.
    pub fn choice<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.fields.get(field).trim();
        if text.is_empty() {
            self.refuse(field, Rule::Required);
            return None;
        }
        let choice = parse(text);
        if choice.is_none() {
            self.refuse(field, Rule::NotAChoice);
        }
        choice
    }

    /// A box that must be ticked.
    pub fn must_tick(&mut self, field: &str) -> Option<()> {
        if self.fields.ticked(field) {
            return Some(());
        }
        self.refuse(field, Rule::MustBeTicked);
        None
    }

    /// The raw fields.
    pub fn fields(&self) -> &'a Fields {
        self.fields
    }
}

/// Text as it is kept: outer blanks gone, line ends of one kind, no other control characters.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let kept: String = text
        .chars()
        .filter(|character| *character == '\n' || !(character.is_control() || is_direction_mark(*character)))
        .collect();
    // What leaves nothing to be seen is no text.
    if kept.chars().all(|character| character.is_whitespace() || is_invisible(character)) {
        return String::new();
    }
    kept.trim().to_owned()
}

/// Characters without width: they join or part others, or fill a place, and say nothing alone.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Marks that reorder text on the screen and can make one thing look like another.
fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
