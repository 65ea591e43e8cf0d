//! What stands in the file, as text people can read: decoded, cleaned, and cut to a summary.

use super::LONGEST_SUMMARY;
use std::borrow::Cow;

/// The bytes as UTF-8 if that is what they are, otherwise as Windows-1252, in which every byte means
/// something. `None` for what is no such text: a workbook, or every other byte zero as in UTF-16. A stray zero byte
/// spoils only its row.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let is_workbook = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0");
    if is_workbook || zeros > bytes.len() / 100 {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}

/// Tabs, double and non-breaking blanks become one blank, several empty lines one; every other
/// character that cannot be seen is left out. Line breaks stay: lists and paragraphs are made of them.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut cleaned = String::new();
    let mut paragraph_ended = false;
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).map(one_line) {
        if line.is_empty() {
            paragraph_ended = true;
            continue;
        }
        if !cleaned.is_empty() {
            cleaned.push_str(if paragraph_ended { "\n\n" } else { "\n" });
        }
        paragraph_ended = false;
        cleaned.push_str(&line);
    }
    cleaned
}

/// The same in one line: a line break becomes a blank too.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        line.extend(word.chars().filter(|character| !is_unseen(*character)));
        if line.len() > before && before > 0 {
            line.insert(before, ' ');
        }
    }
    line
}

/// Control characters, and those that turn the direction of text round or hide in it.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Letters and digits only, in lower case, words parted by one blank: what is left for comparing.
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word.to_lowercase());
    }
    words
}

/// Both as [`words`]; a part of a word does not count.
pub(super) fn starts_with_words(words: &str, start: &str) -> bool {
    words.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What a result shows of a long answer, in at most [`LONGEST_SUMMARY`] characters: all of it, or the
/// sentences that fit, or as many words as fit and `…`.
pub(super) fn summary(text: &str) -> String {
    let line = one_line(text);
    let line = without_label(&line);
    let Some((too_far, _)) = line.char_indices().nth(LONGEST_SUMMARY) else {
        return line.to_owned();
    };
    // One character beyond what fits is looked at: the blank after a stop that just fits.
    let sentences = sentence_ends(line).take_while(|end| *end <= too_far).last();
    // "No." is a sentence too, but says nothing.
    const FEWEST_BYTES: usize = 60;
    if let Some(end) = sentences.filter(|end| *end >= FEWEST_BYTES) {
        return line[..end].to_owned();
    }
    let fits = line.char_indices().nth(LONGEST_SUMMARY - 1).map_or(line, |(end, _)| &line[..end]);
    let whole_words = fits.rfind(' ').map_or(fits, |blank| &fits[..blank]);
    let whole_words = whole_words.trim_end_matches(|character: char| !character.is_alphanumeric());
    format!("{}…", if whole_words.is_empty() { fits } else { whole_words })
}

/// Many answers begin by repeating the question.
fn without_label(line: &str) -> &str {
    let Some((label, rest)) = line.split_once(':') else {
        return line;
    };
    let repeats = [
        "purpose",
        "intended purpose",
        "purpose and expected benefits",
        "intended purpose and expected benefits",
        "intended purpose and expected benefits of the ai",
    ];
    let rest = rest.trim_start();
    if repeats.contains(&words(label).as_str()) && !rest.is_empty() { rest } else { line }
}

/// Where a sentence ends and another starts: after a stop, before a blank and a capital letter, digit
/// or quotation mark.
fn sentence_ends(line: &str) -> impl Iterator<Item = usize> + '_ {
    line.match_indices(' ').filter_map(|(blank, _)| {
        let (before, after) = (&line[..blank], &line[blank + 1..]);
        let sentence = before.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        let starts = after
            .chars()
            .next()
            .is_some_and(|next| next.is_uppercase() || next.is_numeric() || matches!(next, '"' | '“' | '•' | '('));
        let ends = match sentence.strip_suffix('.') {
            Some(sentence) => !ends_with_abbreviation(sentence),
            None => sentence.ends_with(['!', '?']),
        };
        (starts && ends).then_some(blank)
    })
}

/// `U.S`, `e.g`, an initial, `No`: words whose stop ends no sentence.
fn ends_with_abbreviation(sentence: &str) -> bool {
    let word = sentence.rsplit(' ').next().unwrap_or_default();
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    let short = ["dr", "mr", "mrs", "ms", "st", "no", "vs", "inc", "fig", "approx", "dept", "gov"];
    word.contains('.') || word.chars().count() < 2 || short.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_summary_is_whole_sentences_or_ends_in_an_ellipsis() {
        let filler = "It sorts the letters that come in every morning and hands them to the right desk. ";
        let sentence = filler.trim_end();
        let five = filler.repeat(5);
        let no_stop = "word ".repeat(100);
        for (purpose, summary) in [
            ("Purpose: Sorts letters.\n\nBenefits: saves time.", "Sorts letters. Benefits: saves time.".into()),
            ("Purpose:", "Purpose:".into()),
            (five.as_str(), [sentence; 3].join(" ")),
            (no_stop.as_str(), format!("{}word…", "word ".repeat(58))),
            (&"é".repeat(301), format!("{}…", "é".repeat(299))),
            (&"é".repeat(300), "é".repeat(300)),
            (&format!("Made in the U.S. Army by Dr. Lee. {no_stop}"), {
                format!("Made in the U.S. Army by Dr. Lee. {}word…", "word ".repeat(52))
            }),
            (&format!("{filler}Used by the U.S. {}", "Army ".repeat(60)), sentence.into()),
            ("", String::new()),
        ] {
            assert_eq!(super::summary(purpose), summary, "{purpose:?}");
        }
    }
}
