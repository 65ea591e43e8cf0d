//! What everybody tries first: the words and phrases people choose, with what they put around them.
//!
//! The two lists beside this file were written by hand for this service; they hold what passwords are made of, not
//! passwords that somebody lost. Around them people put digits, years, repeats and runs along the keyboard, so a
//! password is judged by what is left when all of that is gone.

use std::sync::LazyLock;

/// Words that passwords are made of, the longest first.
static FREQUENT: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut words: Vec<_> = include_str!("frequent_words.txt").split_whitespace().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
});
/// Sentences that everybody knows, written together.
static PHRASES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("famous_phrases.txt").split_whitespace().collect());

/// Words at the heart of common long passwords, and our own: however many of them there are, they tell nothing.
const HEARTS: [&str; 24] = [
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
/// Frequent words that tell nothing together; a third one does.
const FREQUENT_TOGETHER: usize = 2;
/// Fewest characters that must be left to tell one password from another.
const FEWEST_TELLING: usize = 6;
/// Digits in a row count as no more than this many characters.
const OF_A_NUMBER: usize = 2;
/// Ways a finger goes over the keyboard.
const WALKS: [&str; 6] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
];
/// Fewest keys of a walk.
const SHORTEST_WALK: usize = 4;

/// Little is left of the password after what everybody tries. `own_words` are the person's name and address.
pub(super) fn is_common(password: &str, own_words: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let without_hearts = own_parts(own_words)
        .iter()
        .map(String::as_str)
        .fold(without(&lower, HEARTS), |rest, word| rest.replace(word, ""));
    if telling(&without_hearts) < FEWEST_TELLING {
        return true;
    }
    let bare: String = lower.chars().filter(|character| character.is_alphanumeric()).collect();
    let spelt: String = lower.chars().map(letter_meant).filter(|character| character.is_alphanumeric()).collect();
    [bare, spelt].iter().any(|text| is_a_phrase(text) || telling(&without_frequent(text)) < FEWEST_TELLING)
}

fn without<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""))
}

/// The whole name comes first, also written together: its parts alone are often too short to count.
fn own_parts(own_words: &[&str]) -> Vec<String> {
    let whole = own_words.iter().flat_map(|word| [word.to_lowercase(), word.to_lowercase().replace(' ', "")]);
    let parts = own_words.iter().flat_map(|word| word.split(['@', '.', ' ', '-', '_'])).map(str::to_lowercase);
    whole.chain(parts).filter(|word| word.chars().count() >= 4).collect()
}

/// A letter that a sign or digit stands for, as in `p@55w0rd`.
fn letter_meant(character: char) -> char {
    match character {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        other => other,
    }
}

/// A sentence everybody knows, with little around it.
fn is_a_phrase(text: &str) -> bool {
    PHRASES.iter().any(|phrase| text.contains(phrase) && telling(&text.replace(phrase, "")) < FEWEST_TELLING)
}

fn without_frequent(text: &str) -> String {
    let mut rest = text.to_owned();
    for _ in 0..FREQUENT_TOGETHER {
        match FREQUENT.iter().find(|word| rest.contains(**word)) {
            // Something stays in its place, or what stood around it would become a new word.
            Some(word) => rest = rest.replace(*word, " "),
            None => break,
        }
    }
    rest
}

/// How many characters tell something: not those that repeat, count on, follow the keyboard or make up a number.
fn telling(text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let unit = repeated_unit(&characters);
    let (mut telling, mut at, mut digits) = (0, 0, 0);
    let mut previous: Option<char> = None;
    while at < unit.len() {
        let walk = walk_from(&unit[at..]);
        if walk >= SHORTEST_WALK {
            telling += 1;
            at += walk;
            previous = None;
            continue;
        }
        let character = unit[at];
        digits = if character.is_ascii_digit() { digits + 1 } else { 0 };
        let step = previous.map(|before| character as i64 - before as i64);
        if !character.is_whitespace() && !matches!(step, Some(-1..=1)) && digits <= OF_A_NUMBER {
            telling += 1;
        }
        previous = Some(character);
        at += 1;
    }
    telling
}

/// The shortest beginning that, written again and again, gives the whole.
fn repeated_unit(characters: &[char]) -> &[char] {
    let again = |length: &usize| characters.iter().enumerate().all(|(at, one)| *one == characters[at % length]);
    let length = (1..=characters.len() / 2).find(again).unwrap_or(characters.len());
    &characters[..length]
}

/// How many characters from the beginning follow one way over the keyboard, there or back.
fn walk_from(characters: &[char]) -> usize {
    let along = |keys: Vec<char>| {
        let Some(start) = characters.first().and_then(|first| keys.iter().position(|key| key == first)) else {
            return 0;
        };
        characters.iter().zip(&keys[start..]).take_while(|(one, key)| one == key).count()
    };
    WALKS
        .iter()
        .flat_map(|keys| [along(keys.chars().collect()), along(keys.chars().rev().collect())])
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_common() {
        for common in [
            "correcthorsebatterystaple",
            "Correct-Horse-Battery-Staple",
            "c0rrecth0rsebatterystaple1",
            "butterfly20262027",
            "Butterfly@Summer2026!",
            "liverpool123456789",
            "Manchester1234567890",
            "1qaz2wsx3edc4rfv5tgb",
            "qwertyuiopasdfghjkl",
            "zxcvbnmasdfghjkl1",
            "xk3!xk3!xk3!xk3!xk3!",
            "20260101 20261231",
            "846291746152839",
            "P@ssw0rdP@ssw0rd",
            "sharedaimarketplace",
            "kowloonhongkong2026",
            "maytheforcebewithyou!",
            "Tobeornottobe,2026",
            "gongxifacai888888",
            "woaini5201314woaini",
            "chantaiman-wongsiuming",
        ] {
            assert!(is_common(common, &[]), "{common:?}");
        }
    }

    #[test]
    fn what_somebody_made_up_is_not() {
        for own in [
            "lion rock at low tide",
            "eleven quiet herons wade",
            "correct horse battery",
            "the ferry leaves at nine",
            "我們家的貓喜歡在星期三吃魚和白飯",
            "vK9#mTq2!xLp7@wZ",
            "my dragon eats purple noodles",
            "summer butterfly over liverpool street",
        ] {
            assert!(!is_common(own, &[]), "{own:?}");
        }
    }

    #[test]
    fn the_lists_are_whole_and_plain() {
        assert!(FREQUENT.len() >= 1000, "{}", FREQUENT.len());
        let plain = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        assert_eq!(FREQUENT.iter().chain(PHRASES.iter()).filter(|word| !plain(word)).count(), 0);
        assert!(FREQUENT.iter().all(|word| word.len() >= 4));
    }
}
