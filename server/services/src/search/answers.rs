//! How every entry answers one part of a question, and who is left after several.

use super::{
    bits::Bits,
    ranking::{Answer, Points, Shape},
};

/// One answer per entry, for one part of a question at a time.
pub(super) struct Answers {
    answers: Vec<u8>,
    /// Entries that answer at all.
    holders: usize,
}

/// An entry that holds every word so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub entry: u32,
    pub points: u32,
}

impl Answers {
    pub fn new(entries: usize) -> Answers {
        Answers { answers: vec![0; entries], holders: 0 }
    }

    /// Forgets the word before.
    pub fn clear(&mut self) {
        self.answers.fill(0);
        self.holders = 0;
    }

    /// Keeps the better answer of the entry.
    #[inline]
    pub fn note(&mut self, entry: u32, answer: Answer) {
        if let Some(place) = self.answers.get_mut(entry as usize) {
            self.holders += usize::from(*place == 0);
            *place = answer.0.max(*place);
        }
    }

    /// Takes back the answers of entries that are no longer in the catalogue.
    pub fn forget(&mut self, entries: &[u32]) {
        for &entry in entries {
            if let Some(place) = self.answers.get_mut(entry as usize) {
                self.holders -= usize::from(*place != 0);
                *place = 0;
            }
        }
    }

    /// Leaves of each entry the weaker of two answers: it must give both.
    pub fn keep_weaker(&mut self, other: &Answers) {
        self.answers.iter_mut().zip(&other.answers).for_each(|(answer, other)| *answer = (*answer).min(*other));
        self.count();
    }

    /// Takes in answers that were given by another word that means the same.
    pub fn take_in(&mut self, other: &Answers) {
        let better = |(answer, other): (&mut u8, &u8)| *answer = (*answer).max(Answer(*other).by_another_word().0);
        self.answers.iter_mut().zip(&other.answers).for_each(better);
        self.count();
    }

    fn count(&mut self) {
        self.holders = self.answers.iter().filter(|&&answer| answer != 0).count();
    }

    pub fn holders(&self) -> usize {
        self.holders
    }

    /// Everyone who answers, by number.
    pub fn hits(&self, shapes: &[Shape], points: &Points) -> Vec<Hit> {
        const BLOCK: usize = 16;
        let mut hits = Vec::with_capacity(self.holders);
        let blocks = self.answers.chunks(BLOCK).zip(shapes.chunks(BLOCK)).zip((0_u32..).step_by(BLOCK));
        for ((answers, shapes), start) in blocks {
            if answers.iter().all(|&answer| answer == 0) {
                continue;
            }
            for ((&answer, &shape), entry) in answers.iter().zip(shapes).zip(start..) {
                if answer != 0 {
                    hits.push(Hit { entry, points: points.get(Answer(answer), shape) });
                }
            }
        }
        hits
    }

    /// Leaves those who answer this word too, and adds its points.
    pub fn narrow(&self, hits: &mut Vec<Hit>, shapes: &[Shape], points: &Points) {
        hits.retain_mut(|hit| {
            let answer = self.of(hit.entry);
            hit.points = Points::add(hit.points, self.points(hit.entry, shapes, points));
            answer != Answer(0)
        });
    }

    /// Adds the points of those who answer this part of the question, and counts the part.
    pub fn cover(&self, sums: &mut [u32], shapes: &[Shape], points: &Points) {
        for ((sum, &answer), &shape) in sums.iter_mut().zip(&self.answers).zip(shapes) {
            if answer != 0 {
                *sum = Points::add(*sum, Points::COVERED + points.get(Answer(answer), shape));
            }
        }
    }

    /// Adds the points of those who answer this word; nobody leaves.
    pub fn reward(&self, hits: &mut [Hit], shapes: &[Shape], points: &Points) {
        for hit in hits {
            hit.points = Points::add(hit.points, self.points(hit.entry, shapes, points));
        }
    }

    fn of(&self, entry: u32) -> Answer {
        Answer(self.answers.get(entry as usize).copied().unwrap_or(0))
    }

    fn points(&self, entry: u32, shapes: &[Shape], points: &Points) -> u32 {
        shapes.get(entry as usize).map_or(0, |&shape| points.get(self.of(entry), shape))
    }
}

/// The entries of the hits.
pub(super) fn entries(hits: &[Hit], length: usize) -> Bits {
    Bits::of(length, hits.iter().map(|hit| hit.entry))
}
