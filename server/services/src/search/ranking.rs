//! How well an entry answers a question, in whole points.
//!
//! BM25 with small tables: a word counts more when few entries hold it, when it stands in the title
//! (three times), when it is repeated, and when the entry is short. Points are whole numbers, so their
//! sum does not depend on the order of the words, on the database, or on what the index went through.

/// How a word stands in an entry: three bits beside its number in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Strength(u8);

impl Strength {
    pub const COUNT: u8 = 8;
    const FIRST_IN_TITLE: u8 = 4;
    /// The word is the entry's own reference number.
    pub const OWN_REFERENCE: Strength = Strength(7);

    pub fn of(in_body: u16, in_title: u16) -> Strength {
        Strength(match (in_title, in_body) {
            (0, 0 | 1) => 0,
            (0, 2) => 1,
            (0, 3 | 4) => 2,
            (0, _) => 3,
            (_, 0) => Strength::FIRST_IN_TITLE,
            (_, 1 | 2) => 5,
            (_, _) => 6,
        })
    }

    pub fn from_bits(bits: u8) -> Strength {
        Strength(bits % Strength::COUNT)
    }

    pub fn bits(self) -> u8 {
        self.0
    }

    pub fn in_title(self) -> bool {
        self.0 >= Strength::FIRST_IN_TITLE
    }

    /// As many times as in the body once; a title counts three times.
    fn weight(self) -> f32 {
        match self.0 {
            0 => 1.0,
            1 => 2.0,
            2 => 3.5,
            3 => 6.0,
            4 => 3.0,
            5 => 4.5,
            6 => 7.0,
            _ => 9.0,
        }
    }
}

/// How an entry answers one word of a question. Zero is not at all; a greater one replaces a smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answer(pub u8);

impl Answer {
    pub const COUNT: usize = 1 + 2 * Strength::COUNT as usize;

    pub fn whole(strength: Strength) -> Answer {
        Answer(1 + Strength::COUNT + strength.bits())
    }

    /// The entry holds a longer word that begins with the one asked for.
    pub fn begun(strength: Strength) -> Answer {
        Answer(1 + strength.bits())
    }

    /// The same answer given by another word that means the same.
    pub fn by_another_word(self) -> Answer {
        if self.0 > Strength::COUNT { Answer(self.0 - Strength::COUNT) } else { self }
    }

    fn is_own_reference(self) -> bool {
        self == Answer::whole(Strength::OWN_REFERENCE)
    }

    fn weight(self) -> f32 {
        let whole = self.0 > Strength::COUNT;
        match self.0.checked_sub(1) {
            None => 0.0,
            Some(bits) => Strength::from_bits(bits).weight() * if whole { 1.0 } else { 0.5 },
        }
    }
}

/// What ranking needs to know of an entry beside its words: how long it is and whether it goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape(u8);

/// Two steps for every doubling.
const LONGER_FROM: [usize; 15] = [11, 16, 22, 32, 45, 64, 90, 128, 181, 256, 362, 512, 724, 1024, 1448];
const TYPICAL_TOKENS: [u64; 16] = [9, 13, 19, 27, 38, 54, 76, 108, 152, 215, 304, 431, 609, 861, 1218, 1722];

impl Shape {
    const LENGTHS: u8 = 16;
    const COUNT: usize = 2 * Shape::LENGTHS as usize;

    pub fn of(tokens: usize, goes_first: bool) -> Shape {
        let length = LONGER_FROM.iter().take_while(|&&from| tokens >= from).count() as u8;
        Shape(length + if goes_first { Shape::LENGTHS } else { 0 })
    }

    /// Typical tokens of entries of this length.
    pub fn tokens(self) -> u64 {
        TYPICAL_TOKENS.get(usize::from(self.0 % Shape::LENGTHS)).copied().unwrap_or_default()
    }

    fn goes_first(self) -> bool {
        self.0 >= Shape::LENGTHS
    }
}

/// Points of every kind of answer in every shape of entry, for one word of a question.
pub(super) struct Points(Vec<u32>);

impl Points {
    /// Above any sum of words: who types a reference number wants that entry.
    pub const OWN_REFERENCE: u32 = 1 << 30;
    /// Above any sum of words, and below the sign of a reference number: one part of the question is answered. There
    /// are fewer than 64 parts.
    pub const COVERED: u32 = 1 << 22;
    const PER_UNIT: f32 = 100.0;
    /// A Hong Kong entry counts this much more than a reference entry with the same words.
    const FIRST: f32 = 8.0;
    /// How soon repetition stops to matter, and how much length does.
    const SATURATION: f32 = 1.2;
    const LENGTH: f32 = 0.3;

    /// `holders` of the `entries` answer this word; all entries together have `tokens`.
    pub fn of(entries: usize, tokens: u64, holders: usize) -> Points {
        let (entries, holders) = (entries as f32, holders as f32);
        let rarity = (1.0 + (entries - holders + 0.5) / (holders + 0.5)).ln();
        let usual = tokens as f32 / entries.max(1.0);
        let mut points = Vec::with_capacity(Answer::COUNT * Shape::COUNT);
        for answer in (0..=u8::MAX).take(Answer::COUNT).map(Answer) {
            for shape in (0..=u8::MAX).take(Shape::COUNT).map(Shape) {
                let length = 1.0 - Points::LENGTH + Points::LENGTH * shape.tokens() as f32 / usual.max(1.0);
                let weight = answer.weight();
                let frequency = weight * (Points::SATURATION + 1.0) / (weight + Points::SATURATION * length);
                let first = if shape.goes_first() { Points::FIRST } else { 1.0 };
                let sum = (rarity * frequency * first * Points::PER_UNIT).round() as u32;
                points.push(if answer.is_own_reference() { sum | Points::OWN_REFERENCE } else { sum });
            }
        }
        Points(points)
    }

    pub fn get(&self, answer: Answer, shape: Shape) -> u32 {
        self.0.get(usize::from(answer.0) * Shape::COUNT + usize::from(shape.0)).copied().unwrap_or(0)
    }

    /// How many parts of the question were answered, where that is counted.
    pub fn covered(points: u32) -> u32 {
        (points & !Points::OWN_REFERENCE) / Points::COVERED
    }

    /// Both sums; two reference numbers are not better than one.
    pub fn add(one: u32, other: u32) -> u32 {
        let words = (one & !Points::OWN_REFERENCE) + (other & !Points::OWN_REFERENCE);
        words | ((one | other) & Points::OWN_REFERENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Shape = Shape(10);
    const SHORT: Shape = Shape(4);

    #[test]
    fn what_counts_more() {
        let points = Points::of(1000, 100_000, 100);
        let rare = Points::of(1000, 100_000, 3);
        let body = Answer::whole(Strength::of(1, 0));
        let title = Answer::whole(Strength::of(0, 1));
        let check = |more: u32, less: u32| assert!(more > less, "{more} is not more than {less}");
        check(points.get(title, LONG), points.get(body, LONG));
        check(points.get(Answer::whole(Strength::of(2, 0)), LONG), points.get(body, LONG));
        check(points.get(body, SHORT), points.get(body, LONG));
        check(rare.get(body, LONG), points.get(body, LONG));
        check(points.get(body, LONG), points.get(Answer::begun(Strength::of(1, 0)), LONG));
        check(points.get(body, Shape::of(500, true)), points.get(body, Shape::of(500, false)));
        let own = points.get(Answer::whole(Strength::OWN_REFERENCE), LONG);
        check(own, (0..24).fold(0, |sum, _| Points::add(sum, rare.get(title, SHORT))));
        assert_eq!(Points::add(own, own) & Points::OWN_REFERENCE, Points::OWN_REFERENCE);
        assert_eq!(points.get(Answer(0), LONG), 0);
    }

    #[test]
    fn a_word_everywhere_still_counts_and_an_empty_office_does_not_divide_by_zero() {
        let body = Answer::whole(Strength::of(1, 0));
        assert!(Points::of(100_000, 1_000_000, 100_000).get(body, LONG) < 10);
        assert_eq!(Points::of(0, 0, 0).get(Answer(0), LONG), 0);
        assert!(Points::of(1, 1, 1).get(body, Shape::of(0, false)) > 0);
    }

    #[test]
    fn lengths_keep_their_order() {
        let tokens: Vec<u64> = [0, 8, 20, 100, 500, 5000].map(|length| Shape::of(length, true).tokens()).to_vec();
        assert!(tokens.is_sorted(), "{tokens:?}");
    }
}
