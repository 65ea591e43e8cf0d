//! Any file name is accepted and made safe to show.
//!
//! Source: file rules (security 4.5): composed form, no control or direction characters, 120 bytes.

use unicode_normalization::UnicodeNormalization;

/// Longest name kept, in bytes of UTF-8.
pub const LONGEST_FILE_NAME: usize = 120;
/// Longest ending kept when a long name is cut, with its point.
const LONGEST_ENDING: usize = 10;
/// What a name is when nothing of it can be shown.
const NAMELESS: &str = "_";

/// A file name as it is shown and sealed: composed, without control, direction and unseen characters, a line where a
/// path had a stroke, at most 120 bytes, never empty. A name that is too long keeps its ending.
pub fn display_name(name: &str) -> String {
    display_name_by(name, |text| text.nfc().collect())
}

/// The same where something else composes a text (NFC): a browser can do it, and need not be sent the tables.
pub fn display_name_by(name: &str, compose: impl FnOnce(&str) -> String) -> String {
    let lined = |character| if matches!(character, '/' | '\\') { '_' } else { character };
    let visible: String = name.chars().filter(|character| !is_hidden(*character)).map(lined).collect();
    let shown = compose(&visible);
    let shown = shown.trim();
    let cut = if shown.len() <= LONGEST_FILE_NAME { shown.to_owned() } else { shortened(shown) };
    if cut.is_empty() { NAMELESS.to_owned() } else { cut }
}

/// The name, or the first with a number that no other file of the bid has: an envelope holds each name once.
pub fn name_beside(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut numbered = (2_u32..).map(|number| with_mark(name, &format!(" ({number})")));
    numbered.find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

fn shortened(name: &str) -> String {
    with_mark(name, "")
}

/// The name with a mark before its ending, cut so that all of it fits.
fn with_mark(name: &str, mark: &str) -> String {
    let ending = name.rfind('.').and_then(|at| name.get(at..)).filter(|ending| ending.len() <= LONGEST_ENDING);
    let ending = ending.unwrap_or_default();
    let stem = name.strip_suffix(ending).unwrap_or(name);
    let mut end = LONGEST_FILE_NAME.saturating_sub(ending.len()).saturating_sub(mark.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let stem = stem.get(..end).unwrap_or_default().trim_end();
    format!("{stem}{mark}{ending}")
}

/// Control characters, line and paragraph separators, marks that reorder text on the screen, and those that leave no
/// mark there at all. Envelopes (crate `sealing`) take none of them either.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn a_file_name_is_shown_without_what_hides_in_it() {
        let long = "長".repeat(60);
        for (given, shown) in [
            ("Method statement.pdf", "Method statement.pdf".to_owned()),
            ("技術建議書.docx", "技術建議書.docx".to_owned()),
            ("bid\u{202e}fdp.exe", "bidfdp.exe".to_owned()),
            (" a\u{0}b\r\n\u{2028}.txt ", "ab.txt".to_owned()),
            ("e\u{301}.pdf", "é.pdf".to_owned()),
            ("C:\\bids\\a/b.pdf", "C:_bids_a_b.pdf".to_owned()),
            ("\u{feff}a\u{200d}b.pdf", "ab.pdf".to_owned()),
            ("e\u{202e}\u{301}.pdf", "é.pdf".to_owned()),
            ("", "_".to_owned()),
            ("\u{202e}\t", "_".to_owned()),
            (&format!("{long}.pdf"), format!("{}.pdf", "長".repeat(38))),
            (&format!("{}.tar", "a".repeat(116)), format!("{}.tar", "a".repeat(116))),
            (&format!("{}.tar", "a".repeat(117)), format!("{}.tar", "a".repeat(116))),
            (&long, "長".repeat(40)),
        ] {
            assert_eq!(display_name(given), shown, "{given:?}");
        }
    }

    #[test]
    fn a_name_that_another_file_has_gets_a_number_and_still_fits() {
        let long = format!("{}.pdf", "長".repeat(38));
        for (name, taken, given) in [
            ("a.pdf", &[][..], "a.pdf".to_owned()),
            ("a.pdf", &["a.pdf"], "a (2).pdf".to_owned()),
            ("a.pdf", &["a.pdf", "a (2).pdf"], "a (3).pdf".to_owned()),
            ("_", &["_"], "_ (2)".to_owned()),
            (&long, &[long.as_str()], format!("{} (2).pdf", "長".repeat(37))),
        ] {
            assert_eq!(name_beside(name, |one| taken.contains(&one)), given, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_file_name_becomes_one_that_can_be_shown(name in "\\PC{0,80}|.{0,200}") {
            let shown = display_name(&name);
            prop_assert!(!shown.is_empty() && shown.len() <= LONGEST_FILE_NAME);
            prop_assert!(is_nfc(&shown) && !shown.chars().any(is_hidden));
            prop_assert_eq!(display_name(&shown), shown);
        }
    }
}
