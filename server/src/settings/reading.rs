//! Reads one setting, and says in one way what is wrong with it.

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use std::ffi::OsStr;
use std::fmt;

/// Variables that begin like settings but belong to tests and scripts.
const NOT_OURS: [&str; 2] = ["MARKET_TEST_", "MARKET_BINARY"];

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its variable.
    pub name: String,
    /// What is wrong.
    pub wrong: String,
    /// What would do, where anybody can tell.
    pub example: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the setting {} {}", self.name, self.wrong)?;
        self.example.as_ref().map_or(Ok(()), |example| write!(f, "\n  for example: {example}"))
    }
}

/// How the text of a setting becomes its value; an error says what is wrong without repeating the text.
#[derive(Clone)]
pub(super) struct Setting<T> {
    name: &'static str,
    example: &'static str,
    hidden: bool,
    read: fn(&str) -> Result<T, String>,
}

/// A setting with this name and an example of a good value.
pub(super) fn setting<T>(name: &'static str, example: &'static str, read: fn(&str) -> Result<T, String>) -> Setting<T> {
    Setting { name, example, hidden: false, read }
}

impl<T> Setting<T> {
    /// Its text may hold a password and is not repeated.
    pub(super) fn hidden(self) -> Self {
        Setting { hidden: true, ..self }
    }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Setting<T> {
    type Value = T;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &OsStr) -> Result<T, clap::Error> {
        let read = value.to_str().ok_or_else(|| "is not text".to_owned()).and_then(self.read);
        read.map_err(|wrong| {
            let given = if self.hidden { String::new() } else { format!(" (it is {value:?})") };
            let problem = Problem {
                name: self.name.to_owned(),
                wrong: format!("{wrong}{given}"),
                example: Some(assignment(self)),
            };
            clap::Error::raw(ErrorKind::ValueValidation, format!("{problem}\n"))
        })
    }
}

fn assignment<T>(setting: &Setting<T>) -> String {
    format!("{}={}", setting.name, setting.example)
}

/// The first variable that begins like a setting and is none; `known` are the settings.
pub fn unknown_variables(variables: impl Iterator<Item = String>, known: &[String]) -> Option<Problem> {
    let ours = |name: &String| name.starts_with("MARKET_") && !NOT_OURS.iter().any(|other| name.starts_with(other));
    let unknown = variables.filter(ours).find(|name| !known.contains(name))?;
    let near = known.iter().max_by_key(|known| alike(known, &unknown));
    let near = near.filter(|known| alike(known, &unknown) >= SIMILAR);
    Some(Problem {
        name: unknown,
        wrong: format!("is not known; there are {}", known.join(", ")),
        example: near.map(|near| format!("{near}=…")),
    })
}

/// Letters two names must share for one to be a slip of the other.
const SIMILAR: usize = 4;

/// How many letters two names share from the front and from the back, after what all of them begin with.
fn alike(a: &str, b: &str) -> usize {
    let same = |(a, b): &(u8, u8)| a == b;
    let [a, b] = [a, b].map(|name| name.trim_start_matches("MARKET_"));
    let front = a.bytes().zip(b.bytes()).take_while(same).count();
    let back = a.bytes().rev().zip(b.bytes().rev()).take_while(same).count();
    front + back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_variable_is_named_with_the_nearest_known_one() {
        let known = ["MARKET_ADDR".to_owned(), "MARKET_SMTP_URL".to_owned()];
        let of = |names: &[&str]| unknown_variables(names.iter().map(|name| (*name).to_owned()), &known);
        assert_eq!(of(&["PATH", "MARKET_ADDR", "MARKET_TEST_DATABASE_URL", "MARKET_BINARY"]), None);
        let problem = of(&["MARKET_ADDRESS"]).unwrap();
        assert_eq!((problem.name.as_str(), problem.example.as_deref()), ("MARKET_ADDRESS", Some("MARKET_ADDR=…")));
        let unlike = of(&["MARKET_COLOUR"]).unwrap();
        assert_eq!((unlike.name.as_str(), unlike.example.as_deref()), ("MARKET_COLOUR", None));
        assert!(!unlike.to_string().contains("for example"), "{unlike}");
    }
}
