//! A text becomes the words a search compares: the same for listings and for questions.
//!
//! 1. Unicode NFKC, lower case, Traditional folded to Simplified (`folding.rs`).
//! 2. A run of Han characters gives every character and every two neighbours, because most Chinese
//!    words have two characters and nothing marks where they end.
//! 3. A run of letters and digits gives its words; English plurals meet their singular.
//! 4. A run of several parts with a digit is also kept whole, as a reference number: `DPO/2026/0147`
//!    gives `dpo`, `2026`, `0147` and `dpo-2026-0147`. A single letter stays with its digits: `S0042`
//!    gives `s0042`, and `0042` for who types the number alone.
//!
//! Tokens never hold a space, so a tokenised text is stored as one string.

use unicode_normalization::UnicodeNormalization;

use super::{folding, plurals::singular};

/// Longer ones are cut: they are encoded data, not words.
const LONGEST_TOKEN_BYTES: usize = 64;
const LONGEST_REFERENCE_BYTES: usize = 40;

/// The tokens of a listing's text, with repetitions, separated by single spaces.
pub fn of_text(text: &str) -> String {
    let normalised = normalised(text);
    let mut tokens = String::with_capacity(normalised.len() + normalised.len() / 4);
    let mut push = |token: &str| {
        if !tokens.is_empty() {
            tokens.push(' ');
        }
        tokens.push_str(token);
    };
    for run in Runs(&normalised) {
        match run {
            Run::Han(run) => {
                neighbours(run, 1).for_each(&mut push);
                neighbours(run, 2).for_each(&mut push);
            }
            Run::Latin(run) => {
                let word = Word::of(run);
                word.parts.iter().for_each(|part| push(&singular(part)));
                word.numbers.iter().for_each(|number| push(number));
                word.reference.iter().for_each(|reference| push(reference));
            }
        }
    }
    tokens
}

/// The one token of a listing's own reference number; none when it has no letter or digit.
pub fn of_reference(reference: &str) -> Option<String> {
    let joined: Vec<&str> = reference.split_whitespace().collect();
    Runs(&normalised(&joined.join("-"))).next().map(|run| match run {
        Run::Han(run) => shortened(run).to_owned(),
        Run::Latin(run) => {
            let word = Word::of(run);
            let first = word.parts.first().map(|part| singular(part).into_owned());
            word.reference.or(first).unwrap_or_default()
        }
    })
}

pub(super) fn normalised(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).map(folding::simplified).collect()
}

pub(super) enum Run<'t> {
    Han(&'t str),
    /// Letters and digits of any other writing, with the marks that connect them.
    Latin(&'t str),
}

/// The runs of a normalised text, in order; everything between them is dropped. Holds the text still
/// to be read.
pub(super) struct Runs<'t>(pub &'t str);

impl<'t> Iterator for Runs<'t> {
    type Item = Run<'t>;

    fn next(&mut self) -> Option<Run<'t>> {
        let start = self.0.find(|character| is_han(character) || is_word(character))?;
        let text = self.0.get(start..)?;
        if text.starts_with(is_han) {
            let (run, rest) = split(text, text.find(|character| !is_han(character)));
            self.0 = rest;
            return Some(Run::Han(run));
        }
        let (run, rest) = split(text, end_of_word(text));
        self.0 = without_possessive(rest);
        Some(Run::Latin(run))
    }
}

fn split(text: &str, end: Option<usize>) -> (&str, &str) {
    end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

/// Where the run ends: connecting marks belong to it only between two of its characters.
fn end_of_word(text: &str) -> Option<usize> {
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, after)| after);
        let connects = match character {
            '.' => before.is_numeric() && after.is_numeric(),
            _ => is_connector(character) && is_word(before) && is_word(after),
        };
        if !is_word(character) && !connects {
            return Some(at);
        }
        before = character;
    }
    None
}

fn without_possessive(rest: &str) -> &str {
    rest.strip_prefix(['\'', '’'])
        .and_then(|rest| rest.strip_prefix('s'))
        .filter(|rest| !rest.starts_with(is_word))
        .unwrap_or(rest)
}

fn is_connector(character: char) -> bool {
    matches!(character, '-' | '‐' | '–' | '_' | '/' | '.')
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character)
}

fn is_han(character: char) -> bool {
    matches!(character,
        '々' | '〇' | '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A run of letters and digits, taken apart.
pub(super) struct Word<'t> {
    /// Never empty.
    pub parts: Vec<&'t str>,
    /// Digits that stay with a single letter in their part, for who types the number alone.
    pub numbers: Vec<&'t str>,
    pub reference: Option<String>,
}

impl<'t> Word<'t> {
    pub fn of(run: &'t str) -> Word<'t> {
        let (mut parts, mut numbers) = (Vec::new(), Vec::new());
        for piece in run.split(is_connector) {
            let single_letter = |group: &str| !group.starts_with(char::is_numeric) && group.chars().nth(1).is_none();
            if letters_and_digits(piece).any(single_letter) {
                parts.push(shortened(piece));
                let digits = letters_and_digits(piece).filter(|group| group.starts_with(char::is_numeric));
                numbers.extend(digits.filter(|group| group.len() > 1).map(shortened));
            } else {
                parts.extend(letters_and_digits(piece).map(shortened));
            }
        }
        let is_reference = parts.len() > 1 && run.contains(char::is_numeric) && run.len() <= LONGEST_REFERENCE_BYTES;
        let reference = is_reference.then(|| run.replace(is_connector, "-"));
        Word { parts, numbers, reference }
    }
}

fn letters_and_digits(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        let digits = rest.chars().next()?.is_numeric();
        let (group, after) = split(rest, rest.find(|character: char| character.is_numeric() != digits));
        rest = after;
        Some(group)
    })
}

/// Every `size` neighbouring characters of a run.
pub(super) fn neighbours(run: &str, size: usize) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().map(|(at, character)| at + character.len_utf8());
    run.char_indices().zip(ends.skip(size - 1)).filter_map(|((start, _), end)| run.get(start..end))
}

fn shortened(token: &str) -> &str {
    let mut end = token.len().min(LONGEST_TOKEN_BYTES);
    while !token.is_char_boundary(end) {
        end -= 1;
    }
    token.get(..end).unwrap_or(token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_text_is_found_by() {
        for (text, tokens) in [
            ("", ""),
            ("Machine Translation", "machine translation"),
            ("the officer’s licences", "the officer licence"),
            ("採購", "采 购 采购"),
            ("AI翻譯員", "ai 翻 译 员 翻译 译员"),
            ("ＡＩ　翻訳", "ai 翻 訳 翻訳"),
            ("text-to-speech", "text to speech"),
            ("DPO-2026-0147", "dpo 2026 0147 dpo-2026-0147"),
            ("DPO/2026/0147.", "dpo 2026 0147 dpo-2026-0147"),
            ("S0042", "s0042 0042"),
            ("GPT-4o, GPT4", "gpt 4o gpt-4o gpt 4 gpt4"),
            ("v1.5 to 2.0.", "v1 5 v1-5 to 2 0 2-0"),
            ("first.Second 3.Third", "first second 3 third"),
            ("---", ""),
            ("第3季", "第 3 季"),
        ] {
            assert_eq!(of_text(text), tokens, "{text}");
        }
    }

    #[test]
    fn a_reference_number_is_one_token_however_it_is_written() {
        for written in ["DPO-2026-0147", "dpo/2026/0147", " DPO 2026 0147 ", "ＤＰＯ–2026–0147"] {
            assert_eq!(of_reference(written).as_deref(), Some("dpo-2026-0147"), "{written}");
        }
        assert_eq!(of_reference("S0042").as_deref(), Some("s0042"));
        assert_eq!(of_reference("合約").as_deref(), Some("合约"));
        assert_eq!(of_reference(" – "), None);
    }

    proptest! {
        #[test]
        fn any_text_gives_short_tokens_without_spaces(text in any::<String>()) {
            let tokens = of_text(&text);
            for token in tokens.split(' ').filter(|_| !tokens.is_empty()) {
                prop_assert!(!token.is_empty() && token.len() <= LONGEST_TOKEN_BYTES);
                prop_assert!(!token.contains(char::is_whitespace));
            }
            of_reference(&text);
        }

        #[test]
        fn a_reference_is_among_the_tokens_of_its_text(text in "[A-Za-z]{1,4}[-/_]?[0-9]{1,5}([-/][0-9A-Z]{1,4}){0,2}") {
            let reference = of_reference(&text).unwrap_or_default();
            prop_assert!(of_text(&text).split(' ').any(|token| token == reference), "{}", reference);
        }
    }
}
