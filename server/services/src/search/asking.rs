//! Which entries answer the parts of a question: all of them, or as many as any entry does.

use super::{
    Index, LastWord,
    answers::{Answers, Hit},
    asked::Slot,
    ranking::Points,
    words::{Ask, Within},
};

/// A question while it is answered.
pub(super) struct Asking<'i> {
    index: &'i Index,
    last_word: LastWord,
    within: Within,
    /// To the part asked last.
    answers: Answers,
}

impl<'i> Asking<'i> {
    pub fn new(index: &'i Index, last_word: LastWord, within: Within) -> Asking<'i> {
        Asking { index, last_word, within, answers: Answers::new(index.places.len()) }
    }
}

impl Asking<'_> {
    /// Everyone who answers all of these. The rarest goes first, so that few are left for the others.
    pub fn all(&mut self, slots: &[Slot]) -> Vec<Hit> {
        let shapes = &self.index.shapes;
        let mut slots: Vec<&Slot> = slots.iter().collect();
        slots.sort_by_cached_key(|slot| self.cost(slot));
        let mut slots = slots.into_iter();
        let Some(first) = slots.next() else {
            return Vec::new();
        };
        let points = self.answer(first);
        let mut hits = self.answers.hits(shapes, &points);
        for slot in slots {
            if hits.is_empty() {
                return hits;
            }
            let points = self.answer(slot);
            self.answers.narrow(&mut hits, shapes, &points);
        }
        hits
    }

    /// Those who answer at least half as much of the question as the one who answers most, by how much; and those
    /// whose own reference number was typed.
    pub fn most(&mut self, pieces: &[Slot]) -> Vec<Hit> {
        // A question in one piece has no part.
        if pieces.len() < 2 {
            return Vec::new();
        }
        let mut sums = vec![0; self.index.places.len()];
        for piece in pieces {
            let points = self.answer(piece);
            self.answers.cover(&mut sums, &self.index.shapes, &points);
        }
        let most = sums.iter().map(|&sum| Points::covered(sum)).max().unwrap_or(0);
        let enough = most.div_ceil(2).max(1);
        let hits = (0..).zip(sums).map(|(entry, points)| Hit { entry, points });
        hits.filter(|hit| Points::covered(hit.points) >= enough || hit.points & Points::OWN_REFERENCE != 0).collect()
    }

    /// Gives more points to the hits that hold this word.
    pub fn reward(&mut self, hits: &mut [Hit], word: &str) {
        let points = self.answer(&Slot { typed: vec![word.to_owned()], ..Slot::default() });
        self.answers.reward(hits, &self.index.shapes, &points);
    }

    fn answer(&mut self, slot: &Slot) -> Points {
        self.answers.clear();
        self.answer_words(slot.typed.iter().map(String::as_str), slot.beginning.as_deref());
        if !slot.others.is_empty() {
            let mut asking = Asking::new(self.index, self.last_word, self.within);
            for other in &slot.others {
                asking.answers.clear();
                asking.answer_words(other.iter().map(String::as_str), None);
                self.answers.take_in(&asking.answers);
            }
        }
        self.answers.forget(&self.index.removed);
        Points::of(self.index.len(), self.index.tokens, self.answers.holders())
    }

    /// Writes down who holds all of these words; the last may be going on.
    fn answer_words<'q>(&mut self, words: impl DoubleEndedIterator<Item = &'q str>, beginning: Option<&'q str>) {
        let index = self.index;
        let mut asks = words.rev().enumerate().map(|(place, word)| {
            let beginning = beginning.filter(|_| place == 0 && !self.is_finished(word));
            Ask { word, beginning }
        });
        let Some(last) = asks.next() else { return };
        let before: Vec<Ask<'_>> = asks.collect();
        index.words.answer(last, self.within, &mut self.answers);
        for ask in before {
            let mut other = Answers::new(index.places.len());
            index.words.answer(ask, self.within, &mut other);
            self.answers.keep_weaker(&other);
        }
    }

    /// The word was typed to its end, and an entry holds it.
    fn is_finished(&self, word: &str) -> bool {
        let living = |entry| self.index.living.holds(entry);
        self.last_word == LastWord::Whole && self.index.words.any_holder(word, self.within, living)
    }

    fn cost(&self, slot: &Slot) -> usize {
        let words = || slot.typed.iter().chain(slot.others.iter().copied().flatten());
        let whole: usize = words().map(|word| self.index.words.cost(Ask { word, beginning: None })).sum();
        let last = slot.typed.last().filter(|word| slot.beginning.is_some() && !self.is_finished(word));
        whole + last.map_or(0, |word| self.index.words.cost(Ask { word, beginning: slot.beginning.as_deref() }))
    }
}
