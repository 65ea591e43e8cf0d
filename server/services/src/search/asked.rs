//! A question becomes the words an entry must hold.
//!
//! Two Han characters and more are asked for by their neighbours, one by itself. Words that only join
//! others are asked for when there is nothing else. A question of any length costs the same at most.

use super::{
    plurals::singular,
    query::LastWord,
    tokens::{Run, Runs, Word, neighbours, normalised},
};

const LONGEST_QUERY_CHARACTERS: usize = 200;
const MOST_TOKENS: usize = 24;
/// Below this a beginning would stand for too much of the catalogue.
const SHORTEST_BEGINNING_CHARACTERS: usize = 2;

const JOINING_WORDS: [&str; 17] =
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"];

/// What a question asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// An entry must hold all of these. Sorted, without the last one.
    pub words: Vec<String>,
    /// And, when the question ends in a Latin word, that one or a continuation of it.
    pub last: Option<Last>,
    /// Reference numbers: their parts are among the words; an entry that holds them whole counts more.
    pub references: Vec<String>,
}

/// The word at the very end of a question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Last {
    pub word: String,
    /// As it was typed, to compare beginnings with; absent when it is too short for that.
    pub beginning: Option<String>,
}

impl Asked {
    /// Reads a question. Only its first 200 characters and 24 tokens count.
    pub fn of(text: &str, last_word: LastWord) -> Asked {
        let start: String = text.chars().take(LONGEST_QUERY_CHARACTERS).collect();
        let normalised = normalised(&start);
        let (mut words, mut references) = (Vec::new(), Vec::new());
        let mut typed = None;
        let mut runs = Runs(&normalised);
        while let Some(run) = runs.next() {
            match run {
                Run::Han(run) => {
                    let size = if run.chars().nth(1).is_some() { 2 } else { 1 };
                    words.extend(neighbours(run, size).map(str::to_owned));
                }
                Run::Latin(run) => {
                    let word = Word::of(run);
                    words.extend(word.parts.iter().map(|part| singular(part).into_owned()));
                    references.extend(word.reference);
                    if runs.0.is_empty() {
                        typed = word.parts.last().map(|part| (*part).to_owned());
                    }
                }
            }
        }
        if words.len() > MOST_TOKENS {
            words.truncate(MOST_TOKENS);
            typed = None;
        }
        references.truncate(MOST_TOKENS);
        references.sort_unstable();
        references.dedup();
        let last = typed.and_then(|typed| Last::of(typed, &mut words, last_word));
        if last.is_some() || words.iter().any(|word| !joins(word)) {
            words.retain(|word| !joins(word));
        }
        words.sort_unstable();
        words.dedup();
        let last = last.filter(|last| words.binary_search(&last.word).is_err());
        Asked { words, last, references }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.last.is_none()
    }
}

impl Last {
    /// Takes the last word from the others, unless it is finished and only joins them.
    fn of(typed: String, words: &mut Vec<String>, last_word: LastWord) -> Option<Last> {
        let word = words.pop_if(|word| last_word == LastWord::Begun || !joins(word))?;
        let long_enough = typed.chars().nth(SHORTEST_BEGINNING_CHARACTERS - 1).is_some();
        Some(Last { word, beginning: long_enough.then_some(typed) })
    }
}

fn joins(word: &str) -> bool {
    JOINING_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, last_word: LastWord, expected: &str) {
        let asked = Asked::of(text, last_word);
        let last = asked.last.as_ref().map(|last| match &last.beginning {
            Some(beginning) => format!("{}|{beginning}*", last.word),
            None => last.word.clone(),
        });
        let references = asked.references.iter().map(|reference| format!("[{reference}]"));
        let found: Vec<String> = asked.words.iter().cloned().chain(last).chain(references).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn what_a_question_asks_for() {
        use LastWord::{Begun, Whole};
        check("", Whole, "");
        check("?!", Whole, "");
        check("譯", Whole, "译");
        check("採購系統", Whole, "系统 购系 采购");
        check("translation of documents", Whole, "translation document|documents*");
        check("documents, translated ", Whole, "document translated");
        check("the", Whole, "the");
        check("licence for", Whole, "licence");
        check("licence for", Begun, "licence for|for*");
        check("data data", Begun, "data");
        check("d", Begun, "d");
        check("AI 翻譯", Begun, "ai 翻译");
        check("DPO-2026-01", Begun, "2026 dpo 01|01* [dpo-2026-01]");
        check("s0042", Whole, "s0042|s0042*");
    }

    proptest! {
        #[test]
        fn no_question_is_too_long_or_too_strange(text in any::<String>(), times in 1_usize..200) {
            let asked = Asked::of(&text.repeat(times), LastWord::Begun);
            prop_assert!(asked.words.len() + usize::from(asked.last.is_some()) <= MOST_TOKENS);
            prop_assert!(asked.references.len() <= MOST_TOKENS);
        }
    }
}
