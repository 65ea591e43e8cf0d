//! How a supplier is told apart from every other: its number in a register.
//!
//! Source: identifiers and formats (7.5).

use crate::coded;
use crate::form::half_width;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A Hong Kong business registration number: eight digits, since 27 December 2023 also a company's unique
/// business identifier.
///
/// Only the form is checked: no rule for a check digit is published that we know of, so a mistyped digit is found by
/// the officer who searches the register, not here. The certificate's branch and expiry follow the eight digits and
/// are not part of the number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct BusinessRegistration(String);

impl BusinessRegistration {
    /// Digits of a number.
    pub const DIGITS: usize = 8;

    /// Reads exactly eight ASCII digits; outer blanks do not matter, and full-width digits are understood.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = half_width(text);
        let fits = digits.len() == Self::DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then_some(Self(digits))
    }

    /// The eight digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BusinessRegistration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for BusinessRegistration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a business registration number has eight digits"))
    }
}

/// A country or territory by its two letters (ISO 3166-1), other than Hong Kong. The list itself is not kept here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Country(String);

impl Country {
    /// Reads two letters; `HK` is refused because a Hong Kong company has a business registration.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        let fits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) && code != "HK";
        fits.then_some(Self(code))
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The register a supplier is found in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identity {
    /// Registered in Hong Kong.
    HongKong {
        /// Its number.
        registration: BusinessRegistration,
        /// Last day of the certificate.
        expires_on: Day,
        /// Its number at the Companies Registry; empty when it is no company.
        company_number: String,
    },
    /// Registered elsewhere; an officer searches that register by hand.
    Overseas {
        /// Where.
        country: Country,
        /// Its number there, as that register writes it.
        register_number: String,
    },
}

impl Identity {
    /// Last day of the certificate, where there is one.
    pub fn expires_on(&self) -> Option<Day> {
        match self {
            Identity::HongKong { expires_on, .. } => Some(*expires_on),
            Identity::Overseas { .. } => None,
        }
    }

    /// The entry of a register this is, the same however it was typed: what no two suppliers share.
    pub fn entry(&self) -> String {
        match self {
            Identity::HongKong { registration, .. } => format!("HK:{registration}"),
            Identity::Overseas { country, register_number } => {
                let plain = register_number.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_uppercase);
                format!("{}:{}", country.as_str(), plain.collect::<String>())
            }
        }
    }

    /// Does another identity name the same entry of the same register? A new certificate changes nothing.
    pub fn is_same_entry(&self, other: &Identity) -> bool {
        self.entry() == other.entry()
    }
}

coded! {
    /// The part of Hong Kong an address is in; there are no postal codes.
    Region {
        /// Hong Kong Island.
        HongKong = "hong_kong",
        /// Kowloon.
        Kowloon = "kowloon",
        /// New Territories.
        NewTerritories = "new_territories",
    }
}

/// A telephone number: `+`, country code, digits, without blanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads eight digits (Hong Kong, `+852` is put in front), or `+` and 7 to 15 digits not starting with 0.
    /// Blanks, hyphens and brackets are ignored; a number under `+852` must have eight digits.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String =
            half_width(text).chars().filter(|character| !matches!(character, ' ' | '-' | '(' | ')')).collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
            return None;
        }
        if plain == digits {
            return (digits.len() == 8).then(|| Self(format!("+852{digits}")));
        }
        let fits = match digits.strip_prefix("852") {
            Some(local) => local.len() == 8,
            None => (7..=15).contains(&digits.len()),
        };
        fits.then_some(Self(plain))
    }

    /// `+85223456789`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_business_registration_number_has_eight_digits() {
        for (typed, read) in [
            ("12345678", Some("12345678")),
            (" 01234567 ", Some("01234567")),
            ("１２３４５６７８", Some("12345678")),
            ("1234567", None),
            ("123456789", None),
            ("1234567a", None),
            ("12345678-000-03-26-A", None),
            ("", None),
        ] {
            let number = BusinessRegistration::parse(typed);
            assert_eq!(number.as_ref().map(BusinessRegistration::as_str), read, "{typed:?}");
        }
    }

    #[test]
    fn a_telephone_number_is_local_or_international() {
        for (typed, read) in [
            ("2345 6789", Some("+85223456789")),
            ("+852 2345-6789", Some("+85223456789")),
            ("+852 2345 678", None),
            ("+852 2345 67890", None),
            ("+44 (20) 7946 0018", Some("+442079460018")),
            ("+123456", None),
            ("+1234567", Some("+1234567")),
            ("+123456789012345", Some("+123456789012345")),
            ("+1234567890123456", None),
            ("+0123456789", None),
            ("1234567", None),
            ("++85223456789", None),
            ("two", None),
        ] {
            assert_eq!(Phone::parse(typed).as_ref().map(Phone::as_str), read, "{typed:?}");
        }
    }

    #[test]
    fn a_company_from_elsewhere_names_its_country_and_not_hong_kong() {
        for (typed, fits) in [("gb", true), ("CN", true), ("HK", false), ("hk", false), ("GBR", false), ("1A", false)] {
            assert_eq!(Country::parse(typed).is_some(), fits, "{typed}");
        }
    }

    #[test]
    fn a_new_certificate_is_the_same_entry_and_another_number_is_not() {
        let hong_kong = |number: &str, day: &str| Identity::HongKong {
            registration: BusinessRegistration::parse(number).unwrap(),
            expires_on: Day::parse(day).unwrap(),
            company_number: String::new(),
        };
        let old = hong_kong("12345678", "2026-12-31");
        assert!(old.is_same_entry(&hong_kong("12345678", "2027-12-31")));
        assert!(!old.is_same_entry(&hong_kong("12345679", "2026-12-31")));
        let abroad = Identity::Overseas { country: Country::parse("GB").unwrap(), register_number: "12345678".into() };
        assert!(!old.is_same_entry(&abroad) && abroad.is_same_entry(&abroad.clone()));
        let typed = |number: &str| Identity::Overseas {
            country: Country::parse("GB").unwrap(),
            register_number: number.into(),
        };
        assert!(typed("SC 123-456").is_same_entry(&typed("sc123456")), "blanks and hyphens tell no two apart");
        assert_eq!((old.entry(), typed("sc 1").entry()), ("HK:12345678".to_owned(), "GB:SC1".to_owned()));
    }
}
