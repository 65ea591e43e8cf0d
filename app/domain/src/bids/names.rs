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

/// A file name as it is shown: composed, without control and direction characters, at most 120 bytes, never empty.
/// A name that is too long keeps its ending.
pub fn display_name(name: &str) -> String {
    display_name_by(name, |text| text.nfc().collect())
}

/// The same where something else composes a text (NFC): a browser can do it, and need not be sent the tables.
pub fn display_name_by(name: &str, compose: impl FnOnce(&str) -> String) -> String {
    let visible: String = name.chars().filter(|character| !is_hidden(*character)).collect();
    let shown = compose(&visible);
    let shown = shown.trim();
    let cut = if shown.len() <= LONGEST_FILE_NAME { shown.to_owned() } else { shortened(shown) };
    if cut.is_empty() { NAMELESS.to_owned() } else { cut }
}

fn shortened(name: &str) -> String {
    let ending = name.rfind('.').and_then(|at| name.get(at..)).filter(|ending| ending.len() <= LONGEST_ENDING);
    let ending = ending.unwrap_or_default();
    let mut end = LONGEST_FILE_NAME.saturating_sub(ending.len());
    while !name.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let stem = name.get(..end).unwrap_or_default().trim_end();
    format!("{stem}{ending}")
}

/// Control characters, line and paragraph separators, and marks that reorder text on the screen.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
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
