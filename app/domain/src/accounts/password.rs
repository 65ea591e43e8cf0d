//! What a password must be: long, and not one that everybody tries first.
//!
//! Officials choose at least 15 characters; any character counts, blanks and Chinese included,
//! and pasting is welcome. No rotation and no composition rules (OWASP ASVS 5.0, 6.2).

use crate::form::Rule;

/// Fewest characters.
pub const SHORTEST: usize = 15;
/// Most characters.
pub const LONGEST: usize = 128;
/// Most bytes that are ever looked at, so that a huge body costs nothing.
pub const LONGEST_BYTES: usize = LONGEST * 4;

/// Words at the heart of common long passwords, and our own.
const COMMON: [&str; 24] = [
    "password",
    "passw0rd",
    "qwerty",
    "asdfgh",
    "letmein",
    "iloveyou",
    "welcome",
    "administrator",
    "admin",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "princess",
    "sunshine",
    "superman",
    "abc",
    "changeme",
    "secret",
    "hongkong",
    "government",
    "marketplace",
    "digitalpolicy",
    "tender",
];

/// Checks a new password; `own_words` are the person's name and address.
pub fn check(password: &str, own_words: &[&str]) -> Result<(), Rule> {
    if password.is_empty() {
        return Err(Rule::Required);
    }
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Rule::TooShort(SHORTEST));
    }
    if length > LONGEST || password.len() > LONGEST_BYTES {
        return Err(Rule::TooLong(LONGEST));
    }
    if is_common(password, own_words) {
        return Err(Rule::CommonPassword);
    }
    Ok(())
}

/// A password is common when little is left after the well-known words, runs and repeats go.
fn is_common(password: &str, own_words: &[&str]) -> bool {
    let mut rest = password.to_lowercase();
    // The whole name comes first, also written together: its parts alone are often too short to count.
    let whole = own_words.iter().flat_map(|word| [word.to_lowercase(), word.to_lowercase().replace(' ', "")]);
    let parts = own_words.iter().flat_map(|word| word.split(['@', '.', ' ', '-', '_'])).map(str::to_lowercase);
    let own: Vec<String> = whole.chain(parts).filter(|word| word.chars().count() >= 4).collect();
    for word in COMMON.iter().copied().chain(own.iter().map(String::as_str)) {
        rest = rest.replace(word, "");
    }
    let mut telling = 0;
    let mut previous: Option<char> = None;
    for character in rest.chars() {
        let step = previous.map(|before| character as i64 - before as i64);
        if !matches!(step, Some(-1..=1)) {
            telling += 1;
        }
        previous = Some(character);
    }
    telling < 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_judged_by_length_and_by_what_everybody_tries() {
        let words = ["Chan Tai Man", "tm.chan@td.gov.hk"];
        for (password, verdict) in [
            ("", Err(Rule::Required)),
            ("short but nice", Err(Rule::TooShort(15))),
            ("correct horse battery", Ok(())),
            ("我們的貓喜歡在星期三吃魚和飯", Err(Rule::TooShort(15))),
            ("我們家的貓喜歡在星期三吃魚和白飯", Ok(())),
            ("passwordpassword1", Err(Rule::CommonPassword)),
            ("aaaaaaaaaaaaaaaaaaaa", Err(Rule::CommonPassword)),
            ("1234567890123456789", Err(Rule::CommonPassword)),
            ("marketplace-tender-1", Err(Rule::CommonPassword)),
            ("chan.chan.chan.chan", Err(Rule::CommonPassword)),
            ("Chan Tai Man Chan Tai Man", Err(Rule::CommonPassword)),
            ("chantaiman-chantaiman", Err(Rule::CommonPassword)),
        ] {
            assert_eq!(check(password, &words), verdict, "{password:?}");
        }
        assert_eq!(check(&"many words ".repeat(11), &words), Ok(()));
        assert_eq!(check(&"x y z ".repeat(22), &words), Err(Rule::TooLong(128)));
    }
}
