//! A question becomes what an entry must answer.
//!
//! Two Han characters and more are asked for by their neighbours, one by itself. Words that only join
//! others are asked for when there is nothing else. A word of the table of synonyms is answered by any
//! word of its group. A question of any length costs the same at most.

use super::{
    plurals::singular,
    query::LastWord,
    synonyms::{Side, of_run},
    tokens::{Run, Runs, Word, normalised},
};

const LONGEST_QUERY_CHARACTERS: usize = 200;
const MOST_TOKENS: usize = 24;
/// So many words of one question are looked up in their other forms.
const MOST_SYNONYMS: usize = 6;
/// Below this a beginning would stand for too much of the catalogue.
const SHORTEST_BEGINNING_CHARACTERS: usize = 2;

const JOINING_WORDS: [&str; 17] =
    ["a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"];

/// What a question asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// An entry must answer all of these. Each once.
    pub slots: Vec<Slot>,
    /// Whole reference numbers, whose parts are among the slots, and neighbours across two slots: an entry that
    /// holds them counts more.
    pub welcome: Vec<String>,
}

/// One thing an entry must answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    /// As it was typed: an entry must hold all of these words.
    pub typed: Vec<String>,
    /// A question that ends in a Latin word may also mean a continuation of it: the last of the typed words, as it
    /// was typed, to compare beginnings with.
    pub beginning: Option<String>,
    /// Or all words of one of these, for fewer points.
    pub others: Vec<&'static [String]>,
}

impl Asked {
    /// Reads a question. Only its first 200 characters and 24 tokens count.
    pub fn of(text: &str, last_word: LastWord) -> Asked {
        let start: String = text.chars().take(LONGEST_QUERY_CHARACTERS).collect();
        let normalised = normalised(&start);
        let mut asked = Asked::default();
        let mut latin = Vec::new();
        let mut typed = None;
        let mut runs = Runs(&normalised);
        while let Some(run) = runs.next() {
            match run {
                Run::Han(run) => {
                    asked.take_latin(&mut latin);
                    asked.take_han(run);
                }
                Run::Latin(run) => {
                    let word = Word::of(run);
                    latin.extend(word.parts.iter().map(|part| singular(part).into_owned()));
                    asked.welcome.extend(word.reference);
                    if runs.0.is_empty() {
                        typed = word.parts.last().map(|part| (*part).to_owned());
                    }
                }
            }
        }
        asked.take_latin(&mut latin);
        if asked.cut() {
            typed = None;
        }
        asked.tidy(typed, last_word);
        asked
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// What counts when nothing answers everything: each slot, and of a slot of several words each word too.
    pub fn pieces(&self) -> Vec<Slot> {
        let several = self.slots.iter().filter(|slot| slot.typed.len() > 1).flat_map(|slot| &slot.typed);
        let words = several.map(|word| Slot { typed: vec![word.clone()], ..Slot::default() });
        let mut pieces: Vec<Slot> = self.slots.iter().cloned().chain(words).collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }

    /// A run of Chinese characters, parted where a word of the table stands.
    fn take_han(&mut self, run: &str) {
        let mut plain = 0;
        let mut at = 0;
        while let Some(rest) = run.get(at..).filter(|rest| !rest.is_empty()) {
            match Side::beginning_han(rest) {
                Some((side, length)) => {
                    self.take_plain(run.get(plain..at).unwrap_or_default());
                    self.welcome.extend(across(run, at));
                    self.welcome.extend(across(run, at + length));
                    self.take_side(side);
                    at += length;
                    plain = at;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        self.take_plain(run.get(plain..).unwrap_or_default());
    }

    fn take_plain(&mut self, run: &str) {
        self.slots.extend(of_run(run).map(|word| Slot { typed: vec![word], ..Slot::default() }));
    }

    fn take_latin(&mut self, words: &mut Vec<String>) {
        let mut rest = words.as_slice();
        while let Some((word, after)) = rest.split_first() {
            match Side::beginning_latin(rest) {
                Some(side) => {
                    self.take_side(side);
                    rest = rest.get(side.tokens.len()..).unwrap_or_default();
                }
                None => {
                    self.slots.push(Slot { typed: vec![word.clone()], ..Slot::default() });
                    rest = after;
                }
            }
        }
        words.clear();
    }

    fn take_side(&mut self, side: &Side) {
        let looked_up = self.slots.iter().filter(|slot| !slot.others.is_empty()).count();
        let others = if looked_up < MOST_SYNONYMS { side.others().collect() } else { Vec::new() };
        self.slots.push(Slot { typed: side.tokens.clone(), beginning: None, others });
    }

    /// Leaves what costs no more than it may; whether there was more.
    fn cut(&mut self) -> bool {
        let mut tokens = 0;
        let before = self.slots.len();
        self.slots.retain(|slot| {
            tokens += slot.typed.len();
            tokens <= MOST_TOKENS
        });
        self.welcome.truncate(MOST_TOKENS);
        self.welcome.sort_unstable();
        self.welcome.dedup();
        self.slots.len() < before
    }

    /// Leaves each slot once, and words that only join others when there is nothing else. The last one, unless it is
    /// finished and only joins, keeps how it begins.
    fn tidy(&mut self, typed: Option<String>, last_word: LastWord) {
        let joining = |slot: &Slot| matches!(slot.typed.as_slice(), [word] if joins(word));
        let last = typed.and_then(|typed| {
            let last = self.slots.pop_if(|slot| last_word == LastWord::Begun || !joining(slot))?;
            let long_enough = typed.chars().nth(SHORTEST_BEGINNING_CHARACTERS - 1).is_some();
            Some(Slot { beginning: long_enough.then_some(typed), ..last })
        });
        if last.is_some() || self.slots.iter().any(|slot| !joining(slot)) {
            self.slots.retain(|slot| !joining(slot));
        }
        self.slots.sort_unstable();
        self.slots.dedup();
        let last = last.filter(|last| self.slots.iter().all(|slot| slot.typed != last.typed));
        self.slots.extend(last);
    }
}

/// The two characters on both sides of a place in a run.
fn across(run: &str, at: usize) -> Option<String> {
    let (before, after) = run.split_at_checked(at)?;
    let (start, _) = before.char_indices().next_back()?;
    let end = at + after.chars().next()?.len_utf8();
    run.get(start..end).map(str::to_owned)
}

fn joins(word: &str) -> bool {
    JOINING_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(slot: &Slot) -> String {
        let typed = slot.typed.join("+");
        match &slot.beginning {
            Some(beginning) => format!("{typed}|{beginning}*"),
            None => typed,
        }
    }

    fn check(text: &str, last_word: LastWord, expected: &str) {
        let asked = Asked::of(text, last_word);
        let welcome = asked.welcome.iter().map(|word| format!("[{word}]"));
        let found: Vec<String> = asked.slots.iter().map(shown).chain(welcome).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn what_a_question_asks_for() {
        use LastWord::{Begun, Whole};
        check("", Whole, "");
        check("?!", Whole, "");
        check("譯", Whole, "译");
        check("撰寫系統", Whole, "写系 撰写 系统");
        check("booking of hearings", Whole, "booking hearing|hearings*");
        check("hearings, booked ", Whole, "booked hearing");
        check("the", Whole, "the");
        check("booking for", Whole, "booking");
        check("booking for", Begun, "booking for|for*");
        check("hall hall", Begun, "hall");
        check("d", Begun, "d");
        check("DPO-2026-01", Begun, "2026 dpo 01|01* [dpo-2026-01]");
        check("s0042", Whole, "s0042|s0042*");
    }

    #[test]
    fn a_word_of_the_table_stands_by_itself_and_may_be_answered_by_its_group() {
        use LastWord::Whole;
        check("採購系統", Whole, "系统 采购 [购系]");
        check("客服熱線", Whole, "客服 热线 [服热]");
        check("泊車位", Whole, "位 泊车 [车位]");
        check("AI 聊天機械人", Whole, "ai 聊天+天机+机械+械人");
        check("Customer services online", Whole, "customer+service online|online*");
        check("speech to text", Whole, "speech+to+text|text*");
        let asked = Asked::of("CCTV", Whole);
        let others: Vec<String> = asked.slots[0].others.iter().map(|other| other.join("+")).collect();
        assert_eq!(others[..2], ["闭路+路电+电视", "摄影+影机"]);
    }

    #[test]
    fn only_so_many_words_are_looked_up_in_their_other_forms() {
        let asked = Asked::of("泊車交通塞車行人巴士的士排隊斜坡", LastWord::Whole);
        assert_eq!(asked.slots.len(), 8);
        assert_eq!(asked.slots.iter().filter(|slot| !slot.others.is_empty()).count(), MOST_SYNONYMS);
    }

    proptest! {
        #[test]
        fn no_question_is_too_long_or_too_strange(text in any::<String>(), times in 1_usize..200) {
            let asked = Asked::of(&text.repeat(times), LastWord::Begun);
            prop_assert!(asked.slots.iter().map(|slot| slot.typed.len()).sum::<usize>() <= MOST_TOKENS);
            prop_assert!(asked.welcome.len() <= MOST_TOKENS);
        }
    }
}
