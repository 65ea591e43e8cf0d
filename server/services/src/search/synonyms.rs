//! Words that mean the same: 泊車 finds 停車, `invoice` finds 發票.
//!
//! They help where the office and its visitors write differently; an entry that holds the words as they were typed
//! comes first. The groups, reviewed by hand, are in `synonyms.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{
    plurals::singular,
    tokens::{Run, Runs, Word, neighbours, normalised},
};

/// One side of a group, as it may stand in a question.
#[derive(Debug)]
pub(super) struct Side {
    /// Folded; of a Chinese side the characters, of an English side empty.
    han: String,
    /// The words an entry must hold that has this side.
    pub tokens: Vec<String>,
    group: usize,
}

struct Synonyms {
    /// Longest first among those that begin alike.
    han: HashMap<char, Vec<&'static Side>>,
    latin: HashMap<&'static str, Vec<&'static Side>>,
    groups: Vec<Vec<&'static Side>>,
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| {
    let mut synonyms = Synonyms { han: HashMap::new(), latin: HashMap::new(), groups: Vec::new() };
    for (group, sides) in lines().enumerate() {
        let mut members: Vec<&'static Side> = Vec::new();
        for side in sides {
            // They live as long as the program: there is one table.
            let side: &'static Side = Box::leak(Box::new(Side::of(side, group)));
            match (side.han.chars().next(), side.tokens.first()) {
                (Some(first), _) => synonyms.han.entry(first).or_default().push(side),
                (None, Some(first)) => synonyms.latin.entry(first).or_default().push(side),
                (None, None) => {}
            }
            members.push(side);
        }
        synonyms.groups.push(members);
    }
    synonyms.han.values_mut().for_each(|sides| sides.sort_by_key(|side| std::cmp::Reverse(side.han.len())));
    synonyms.latin.values_mut().for_each(|sides| sides.sort_by_key(|side| std::cmp::Reverse(side.tokens.len())));
    synonyms
});

fn lines() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    let lines = include_str!("synonyms.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| line.split('=').map(str::trim))
}

impl Side {
    fn of(text: &str, group: usize) -> Side {
        let normalised = normalised(text);
        let mut side = Side { han: String::new(), tokens: Vec::new(), group };
        for run in Runs(&normalised) {
            match run {
                Run::Han(run) => {
                    side.han.push_str(run);
                    side.tokens.extend(of_run(run));
                }
                Run::Latin(run) => {
                    side.tokens.extend(Word::of(run).parts.iter().map(|part| singular(part).into_owned()))
                }
            }
        }
        side
    }

    /// The longest side with which a run of Chinese characters begins, and its length in bytes.
    pub fn beginning_han(run: &str) -> Option<(&'static Side, usize)> {
        let sides = SYNONYMS.han.get(&run.chars().next()?)?;
        sides.iter().find(|side| run.starts_with(&side.han)).map(|side| (*side, side.han.len()))
    }

    /// The longest side with which these English words begin.
    pub fn beginning_latin(words: &[String]) -> Option<&'static Side> {
        let sides = SYNONYMS.latin.get(words.first()?.as_str())?;
        sides.iter().find(|side| words.starts_with(&side.tokens)).copied()
    }

    /// The words of the other sides of its group.
    pub fn others(&self) -> impl Iterator<Item = &'static [String]> {
        let group = SYNONYMS.groups.get(self.group).map_or(&[][..], Vec::as_slice);
        group.iter().filter(|other| other.tokens != self.tokens).map(|other| other.tokens.as_slice())
    }
}

/// What a run of Chinese characters is asked for by.
pub(super) fn of_run(run: &str) -> impl Iterator<Item = String> {
    let size = if run.chars().nth(1).is_some() { 2 } else { 1 };
    neighbours(run, size).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Index, LastWord, Query, folding, searching::tests::entry};
    use super::*;

    #[test]
    fn every_side_is_one_run_of_chinese_or_some_english_words_and_stands_once() {
        let mut seen = BTreeSet::new();
        let mut groups = 0;
        for sides in lines() {
            let sides: Vec<_> = sides.collect();
            assert!(sides.len() > 1, "{sides:?}");
            groups += 1;
            for side in sides {
                let normalised = normalised(side);
                let runs: Vec<_> = Runs(&normalised).collect();
                let han = runs.iter().filter(|run| matches!(run, Run::Han(_))).count();
                assert!(han == 0 || runs.len() == 1, "{side} is mixed");
                assert!(!runs.is_empty() && seen.insert(Side::of(side, 0).tokens), "{side} stands twice");
            }
        }
        assert!(groups >= 60, "{groups} groups");
    }

    #[test]
    fn each_side_finds_every_other_in_traditional_and_simplified() {
        for sides in lines() {
            let sides: Vec<_> = sides.collect();
            for (number, held) in (0..).zip(&sides) {
                let index = Index::build([entry(number, held, "")]);
                for asked in &sides {
                    let simplified: String = asked.chars().map(folding::simplified).collect();
                    for text in [(*asked).to_owned(), simplified, asked.to_uppercase()] {
                        let found = index.search(&Query { text: text.clone(), limit: 1, ..Query::default() });
                        assert_eq!((found.total, found.close), (1, false), "{text} does not find {held}");
                        assert_eq!(index.suggest(&text, 1).len(), 1, "{text} does not suggest {held}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_typed_comes_before_what_means_the_same() {
        let index = Index::build([entry(1, "停車", ""), entry(2, "泊車", ""), entry(3, "parking", "")]);
        for (text, first) in [("泊車", 2), ("停车", 1), ("Parking", 3)] {
            let found = index.search(&Query { text: text.to_owned(), limit: 3, ..Query::default() });
            assert_eq!((found.total, found.ids[0][0]), (3, first), "{text}");
        }
        let typing = Query { text: "park".to_owned(), last_word: LastWord::Begun, limit: 3, ..Query::default() };
        assert_eq!(index.search(&typing).total, 1);
    }
}
