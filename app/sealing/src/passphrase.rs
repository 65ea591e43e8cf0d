//! Six generated words that guard a private key: 78 bits of chance, shown once and typed back.
//!
//! Nobody chooses one. A word has five letters that stand for thirteen bits, highest first: consonant (4
//! bits), vowel (2), consonant (4), vowel (2), ending (1). All 8192 words can be said aloud, no two sound
//! out of the same letters, and none of the letters l, c, q, x, y is used, which are misread or misheard.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

const CONSONANTS: [char; 16] = ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z'];
const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
const ENDINGS: [char; 2] = ['n', 's'];

/// Words in a passphrase.
pub const WORDS: usize = 6;
/// Letters in a word.
pub const LETTERS: usize = 5;
/// Different words there are.
pub const DIFFERENT_WORDS: u16 = 1 << 13;

/// Most bytes of typed text that are looked at.
const LONGEST_TYPED: usize = 400;

/// A passphrase in its one spelling: lower case, one space between words. It is erased when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why typed text is no passphrase of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum PassphraseRefusal {
    /// Not six times five letters.
    NotSixWords,
    /// A word that is never generated, so a slip of the keyboard.
    UnknownWord {
        /// Its place, from 1.
        place: usize,
    },
}

impl Passphrase {
    /// Draws six words, two bytes of `rng` for each, of which the lower thirteen bits count.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut words = Zeroizing::new(String::with_capacity(WORDS * (LETTERS + 1)));
        for place in 0..WORDS {
            let mut drawn = [0; 2];
            rng.fill_bytes(&mut drawn);
            if place > 0 {
                words.push(' ');
            }
            words.extend(word(u16::from_be_bytes(drawn) % DIFFERENT_WORDS));
            drawn.zeroize();
        }
        Self(words)
    }

    /// Reads what somebody typed. Case, full-width letters, and any blanks, hyphens, commas and full stops
    /// between or within words make no difference.
    pub fn parse(typed: &str) -> Result<Self, PassphraseRefusal> {
        if typed.len() > LONGEST_TYPED {
            return Err(PassphraseRefusal::NotSixWords);
        }
        let letters = Zeroizing::new(typed.chars().filter_map(letter).collect::<Vec<char>>());
        if letters.len() != WORDS * LETTERS {
            return Err(PassphraseRefusal::NotSixWords);
        }
        let mut words = Zeroizing::new(String::with_capacity(WORDS * (LETTERS + 1)));
        for (place, word) in letters.as_chunks::<LETTERS>().0.iter().enumerate() {
            if !is_word(*word) {
                return Err(PassphraseRefusal::UnknownWord { place: place.saturating_add(1) });
            }
            if place > 0 {
                words.push(' ');
            }
            words.extend(word);
        }
        Ok(Self(words))
    }

    /// The words, to be shown once to the person who drew them.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(hidden)")
    }
}

/// The word of thirteen bits.
fn word(bits: u16) -> [char; LETTERS] {
    let at = |shift: u16, mask: u16| usize::from(bits >> shift & mask);
    [CONSONANTS[at(9, 15)], VOWELS[at(7, 3)], CONSONANTS[at(3, 15)], VOWELS[at(1, 3)], ENDINGS[at(0, 1)]]
}

fn is_word([first, second, third, fourth, last]: [char; LETTERS]) -> bool {
    CONSONANTS.contains(&first)
        && VOWELS.contains(&second)
        && CONSONANTS.contains(&third)
        && VOWELS.contains(&fourth)
        && ENDINGS.contains(&last)
}

/// The letter meant by a typed character; none by a separator.
fn letter(typed: char) -> Option<char> {
    let narrow = match typed {
        // What an input method for Chinese types when it is set to full width.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(typed as u32 - 0xfee0).unwrap_or(typed),
        _ => typed,
    };
    let separates = narrow.is_whitespace() || matches!(narrow, '-' | ',' | '.' | '、' | '。' | '\u{2010}'..='\u{2014}');
    (!separates).then_some(narrow.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::chance::Seeded;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_8192_different_words() {
        let all: BTreeSet<_> = (0..DIFFERENT_WORDS).map(word).collect();
        assert_eq!(all.len(), 8192);
        assert!(all.into_iter().all(is_word));
    }

    #[test]
    fn a_word_is_always_the_same_for_its_bits() {
        let rows = [(0, "baban"), (1, "babas"), (2, "babin"), (0b0_1011_0101_0011, "joris"), (0x1fff, "zuzus")];
        for (bits, expected) in rows {
            assert_eq!(word(bits).iter().collect::<String>(), expected, "{bits}");
        }
    }

    #[test]
    fn a_passphrase_is_read_however_it_is_typed() {
        let drawn = Passphrase::generate(&mut Seeded::new("words"));
        let plain = drawn.expose().to_owned();
        let wide: String = plain
            .chars()
            .map(|c| if c == ' ' { '\u{3000}' } else { char::from_u32(c as u32 + 0xfee0).unwrap() })
            .collect();
        let typings = [
            plain.clone(),
            plain.to_uppercase(),
            format!("  {}\n", plain.replace(' ', "\t ")),
            plain.replace(' ', "-"),
            plain.replace(' ', ""),
            wide,
        ];
        for typed in typings {
            assert_eq!(Passphrase::parse(&typed).as_ref(), Ok(&drawn), "{typed}");
        }
    }

    #[test]
    fn a_slip_of_the_keyboard_is_named_by_its_word() {
        let rows = [
            ("baban baban baban baban baban", Err(PassphraseRefusal::NotSixWords)),
            ("baban baban baban baban baban babans", Err(PassphraseRefusal::NotSixWords)),
            ("", Err(PassphraseRefusal::NotSixWords)),
            ("baban baban bable baban baban baban", Err(PassphraseRefusal::UnknownWord { place: 3 })),
            ("baban baban baban baban baban 密密密密密", Err(PassphraseRefusal::UnknownWord { place: 6 })),
        ];
        for (typed, expected) in rows {
            assert_eq!(Passphrase::parse(typed), expected, "{typed}");
        }
        assert_eq!(Passphrase::parse(&"ba".repeat(1000)), Err(PassphraseRefusal::NotSixWords));
    }

    #[test]
    fn a_passphrase_is_never_shown_by_accident() {
        assert_eq!(format!("{:?}", Passphrase::generate(&mut Seeded::new("words"))), "Passphrase(hidden)");
    }
}
