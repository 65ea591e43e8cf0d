//! An English plural and its singular are one word: `licences` finds `licence`.
//!
//! Nothing more is folded: `translate` and `translation` stay two words. Both sides of a search pass
//! here, so a wrong guess costs nothing as long as singular and plural end the same.

use std::borrow::Cow;

/// Plurals the endings would get wrong, and words that only look like plurals.
const IRREGULAR: [(&str, &str); 14] = [
    ("analyses", "analysis"),
    ("apis", "api"),
    ("bias", "bias"),
    ("biases", "bias"),
    ("buses", "bus"),
    ("cookies", "cookie"),
    ("cpus", "cpu"),
    ("gpus", "gpu"),
    ("ids", "id"),
    ("kpis", "kpi"),
    ("menus", "menu"),
    ("movies", "movie"),
    ("news", "news"),
    ("series", "series"),
];

/// The singular of a lower-case English plural; any other word as it is.
pub(super) fn singular(word: &str) -> Cow<'_, str> {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return Cow::Borrowed(singular);
    }
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let shorter = if ends_in(&["sses", "shes", "ches", "xes"]) {
        word.strip_suffix("es")
    } else if ends_in(&["che"]) {
        // `caches` loses two letters above, so `cache` loses one here.
        word.strip_suffix('e')
    } else if ends_in(&["ss", "us", "is"]) {
        None
    } else {
        word.strip_suffix('s')
    };
    Cow::Borrowed(shorter.unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_and_singular_meet() {
        for (plural, one) in [
            ("licences", "licence"),
            ("policies", "policy"),
            ("processes", "process"),
            ("searches", "search"),
            ("caches", "cache"),
            ("boxes", "box"),
            ("databases", "database"),
            ("apis", "api"),
            ("biases", "bias"),
            ("analyses", "analysis"),
            ("ids", "id"),
        ] {
            assert_eq!(singular(plural), singular(one));
        }
    }

    #[test]
    fn words_that_only_look_like_plurals_keep_apart() {
        for word in ["status", "analysis", "class", "this", "series", "news", "gas", "s0042s", "été", ""] {
            assert_eq!(singular(word), word);
        }
        for (word, other) in [("translate", "translation"), ("care", "car"), ("size", "siz"), ("less", "les")] {
            assert_ne!(singular(word), singular(other));
        }
    }
}
