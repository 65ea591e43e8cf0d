//! Which entries hold which words: the settled lists and those of entries changed since.

use std::{collections::BTreeMap, ops::Bound};

use super::{
    answers::Answers,
    growing::Growing,
    postings::Postings,
    ranking::{Answer, Strength},
    standing::Standing,
};

/// A word of a question, with its beginning when longer words may answer it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'q> {
    pub word: &'q str,
    pub beginning: Option<&'q str>,
}

/// Where a word must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Anything,
    Titles,
}

/// All words of the catalogue.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    settled: Postings,
    /// Entries with higher numbers than the settled ones, in order.
    recent: BTreeMap<Box<str>, Vec<(u32, Strength)>>,
}

impl Words {
    pub fn settled(growing: Growing) -> Words {
        Words { settled: growing.settle(), recent: BTreeMap::new() }
    }

    /// An entry that came after the lists were settled.
    pub fn add(&mut self, entry: u32, standing: &Standing<'_>) {
        for (word, strength) in standing.words() {
            match self.recent.get_mut(word) {
                Some(list) => list.push((entry, strength)),
                None => {
                    self.recent.insert(word.into(), vec![(entry, strength)]);
                }
            }
        }
    }

    /// A measure of how long reading the answers takes.
    pub fn cost(&self, ask: Ask<'_>) -> usize {
        let whole = self.settled.find(ask.word).map_or(0, |list| list.size_bytes());
        let begun = ask
            .beginning
            .map_or(0, |beginning| self.settled.beginning(beginning).map(|list| list.size_bytes()).sum::<usize>());
        whole + begun
    }

    /// Whether one of the entries that `counts` holds the word there.
    pub fn any_holder(&self, word: &str, within: Within, counts: impl Fn(u32) -> bool) -> bool {
        let settled = self.settled.find(word).into_iter().flatten();
        let recent = self.recent.get(word).into_iter().flatten().copied();
        settled.chain(recent).any(|(entry, strength)| within.admits(strength) && counts(entry))
    }

    /// Writes down every entry's answer.
    pub fn answer(&self, ask: Ask<'_>, within: Within, answers: &mut Answers) {
        if let Some(beginning) = ask.beginning {
            let recent = self.recent.range::<str, _>((Bound::Included(beginning), Bound::Unbounded));
            let recent = recent.take_while(|(word, _)| word.starts_with(beginning));
            let mut note = |(entry, strength)| {
                if within.admits(strength) {
                    answers.note(entry, Answer::begun(strength));
                }
            };
            self.settled.beginning(beginning).for_each(|list| list.into_iter().for_each(&mut note));
            recent.for_each(|(_, list)| list.iter().copied().for_each(&mut note));
        }
        let mut note = |(entry, strength)| {
            if within.admits(strength) {
                answers.note(entry, Answer::whole(strength));
            }
        };
        self.settled.find(ask.word).into_iter().flatten().for_each(&mut note);
        self.recent.get(ask.word).into_iter().flatten().copied().for_each(&mut note);
    }
}

impl Within {
    fn admits(self, strength: Strength) -> bool {
        self == Within::Anything || strength.in_title()
    }
}
