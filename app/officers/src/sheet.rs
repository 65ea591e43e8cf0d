//! The recovery sheet: a wrapped key as lines that can be printed, kept in a safe and typed in again.
//!
//! Each line is sixteen bytes in groups of four hexadecimal digits, with the first two bytes of a SHA-256 of the line's
//! number and bytes behind them. The digits are those of the wrapped key, so a sheet opens nothing without its words.

use sealing::{CustodyRefusal, Malformed, WrappedKey, hex};
use sha2::{Digest, Sha256};

/// Bytes of the key on a line.
const PER_LINE: usize = 16;
/// Bytes of a line's check.
const CHECK: usize = 2;
/// Digits in a group.
const GROUP: usize = 4;

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its digits, in groups.
    pub groups: Vec<String>,
    /// Its check.
    pub check: String,
}

/// What is wrong with a typed sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFault {
    /// The first line that does not fit its check, or holds what is no digit.
    WrongLine {
        /// Its number, from 1.
        number: usize,
    },
    /// Lines are missing at the end.
    TooShort {
        /// The first line that is not there.
        number: usize,
    },
    /// Every line is right, and together they are no wrapped key.
    NotAKey,
}

/// The lines of a wrapped key.
pub fn sheet_of(key: &WrappedKey) -> Vec<SheetLine> {
    let bytes = key.to_bytes();
    let lines = (1..).zip(bytes.chunks(PER_LINE));
    lines
        .map(|(number, bytes)| {
            let digits = hex::encode(bytes);
            let groups = digits.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned());
            SheetLine { number, groups: groups.collect(), check: hex::encode(&check(number, bytes)) }
        })
        .collect()
}

/// Reads a sheet as somebody typed it. Blanks, line ends, capitals and the numbers of lines (`3.`) make no difference,
/// and the letters o, i and l count as the digits they look like.
pub fn read_sheet(typed: &str) -> Result<WrappedKey, SheetFault> {
    let words = typed.split_whitespace().filter(|word| !is_number_of_a_line(word));
    let digits: Vec<char> = words.flat_map(str::chars).map(|typed| meant(typed.to_ascii_lowercase())).collect();
    let mut bytes = Vec::new();
    for (number, line) in (1..).zip(digits.chunks(2 * (PER_LINE + CHECK))) {
        let wrong = SheetFault::WrongLine { number };
        let line = hex::decode(&line.iter().collect::<String>()).ok_or(wrong)?;
        let (part, found) = line.split_last_chunk::<CHECK>().ok_or(wrong)?;
        if *found != check(number, part) {
            return Err(wrong);
        }
        bytes.extend_from_slice(part);
    }
    WrappedKey::parse(&bytes).map_err(|refusal| match refusal {
        CustodyRefusal::Malformed { reason: Malformed::TooShort } => {
            SheetFault::TooShort { number: bytes.len() / PER_LINE + 1 }
        }
        _ => SheetFault::NotAKey,
    })
}

/// The number in front is part of what is checked, so that lines cannot change places.
fn check(number: usize, bytes: &[u8]) -> [u8; CHECK] {
    let mut hash = Sha256::new_with_prefix(b"shared-ai-marketplace/sheet/1");
    hash.update((number as u64).to_be_bytes());
    hash.update(bytes);
    let hash: [u8; 32] = hash.finalize().into();
    [hash[0], hash[1]]
}

fn is_number_of_a_line(word: &str) -> bool {
    word.strip_suffix(['.', ':', ')']).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn meant(typed: char) -> char {
    match typed {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}
