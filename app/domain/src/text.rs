//! Text that has been checked, and text in three languages.

use crate::locale::Locale;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One text in the three languages of the service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trilingual {
    /// English.
    pub en: String,
    /// Traditional Chinese as written in Hong Kong.
    pub zh_hant: String,
    /// Simplified Chinese with Hong Kong vocabulary.
    pub zh_hans: String,
}

impl Trilingual {
    /// The text in this language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::ZhHant => &self.zh_hant,
            Locale::ZhHans => &self.zh_hans,
        }
    }

    /// The same text in every language: a name that has only one form.
    pub fn same(text: &str) -> Self {
        Self { en: text.into(), zh_hant: text.into(), zh_hans: text.into() }
    }
}

/// One text of the catalogue files, in the three languages; made when the program is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Traditional Chinese.
    pub zh_hant: &'static str,
    /// Simplified Chinese.
    pub zh_hans: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in a language, as it stands.
    pub fn to(self, locale: Locale) -> &'static str {
        locale.pick(self.zh_hant, self.zh_hans, self.en)
    }

    /// The text with its `{names}` filled in; `[one|other]` is chosen by `{count}`.
    pub fn fill(self, locale: Locale, values: &[(&str, &str)]) -> String {
        fill(self.to(locale), values)
    }

    /// The text with only `{count}` filled in.
    pub fn count(self, locale: Locale, count: i64) -> String {
        self.fill(locale, &[("count", &locale.number(count))])
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let single = value("count") == Some("1");
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '[']) {
        filled.push_str(&rest[..at]);
        let (open, inner) = (rest.as_bytes()[at], &rest[at + 1..]);
        let close = if open == b'{' { '}' } else { ']' };
        let Some(end) = inner.find(close) else {
            filled.push_str(&rest[at..]);
            return filled;
        };
        let word = &inner[..end];
        match (open, word.split_once('|')) {
            (b'[', Some((one, other))) => filled.push_str(if single { one } else { other }),
            (b'{', _) => filled.push_str(value(word).unwrap_or("")),
            _ => {
                // A bracket that offers no choice is a bracket; names inside it are filled in.
                filled.push('[');
                rest = inner;
                continue;
            }
        }
        rest = &inner[end + 1..];
    }
    filled.push_str(rest);
    filled
}

/// An address mail can be sent to, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Longest address accepted, in bytes (RFC 5321).
    pub const LONGEST: usize = 254;

    /// Reads an address: one `@`, a host with a dot or `localhost`, no blank or control character.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@')?;
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&byte))
        };
        let host_fits = host
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
            && (host.contains('.') || host.eq_ignore_ascii_case("localhost"));
        let fits = text.len() <= Self::LONGEST
            && plain(local)
            && !local.contains('@')
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && host_fits;
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Lower-case words joined by hyphens, for the readable half of an address.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if slug.len() >= 60 {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "solution".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_must_be_one_that_mail_can_reach() {
        for (text, fits) in [
            ("tm.chan@td.gov.hk", true),
            (" TM.Chan@TD.gov.hk ", true),
            ("officer@localhost", true),
            ("no-at-sign", false),
            ("two@@signs.hk", false),
            ("a b@c.hk", false),
            ("a@b", false),
            ("a@b..hk", false),
            (".a@b.hk", false),
            ("a@b.hk\r\nBcc: c@d.hk", false),
            ("陳@b.hk", false),
            ("<a@b.hk>", false),
        ] {
            assert_eq!(EmailAddress::parse(text).is_some(), fits, "{text:?}");
        }
        assert_eq!(EmailAddress::parse("A@B.HK").unwrap().as_str(), "a@b.hk");
    }

    #[test]
    fn a_text_is_filled_and_counts_in_english() {
        let text =
            Text {
                zh_hant: "{count}項方案", zh_hans: "{count}项方案", en: "{count} [solution|solutions] for {who}"
            };
        assert_eq!(text.fill(Locale::En, &[("count", "1"), ("who", "{you}")]), "1 solution for {you}");
        assert_eq!(text.fill(Locale::En, &[("count", "2"), ("who", "[a|b]")]), "2 solutions for [a|b]");
        assert_eq!(text.count(Locale::ZhHant, 1234), "1,234項方案");
        let bracketed = Text { zh_hant: "", zh_hans: "", en: "Approved: {what} [{reference}]" };
        let values = [("what", "Notes [old]"), ("reference", "RQ-2026-0042")];
        assert_eq!(bracketed.fill(Locale::En, &values), "Approved: Notes [old] [RQ-2026-0042]");
    }

    #[test]
    fn a_slug_keeps_only_plain_words() {
        assert_eq!(slug("Cantonese call transcription & summary"), "cantonese-call-transcription-summary");
        assert_eq!(slug("語音"), "solution");
        assert!(slug(&"word ".repeat(100)).len() <= 61);
    }
}
