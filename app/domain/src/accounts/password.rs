//! What a password must be: long, and not one that everybody tries first.
//!
//! Officials choose at least 15 characters; any character counts, blanks and Chinese included,
//! and pasting is welcome. What everybody tries first is refused. No rotation and no composition rules (OWASP ASVS 5.0, 6.2).

use super::common::is_common;
use crate::form::Rule;

/// Fewest characters.
pub const SHORTEST: usize = 15;
/// Most characters.
pub const LONGEST: usize = 128;
/// Most bytes that are ever looked at, so that a huge body costs nothing.
pub const LONGEST_BYTES: usize = LONGEST * 4;

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
            ("correcthorsebatterystaple", Err(Rule::CommonPassword)),
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
        let long = "a ferry left the pier at nine with forty herons on its roof, \
                    and nobody but the oldest of the sailors thought it odd at all";
        assert_eq!((long.len() > 100, check(long, &words)), (true, Ok(())));
        assert_eq!(check(&"x y z ".repeat(22), &words), Err(Rule::TooLong(128)));
    }
}
