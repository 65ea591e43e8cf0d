//! Assessors mark alone; the panel then settles one mark for each criterion of each bid.
//!
//! sheet: being written → submitted (locked); a replaced assessor's sheet is kept and counts no more.
//! A mark below half or at the maximum needs a comment. Nobody, the chair included, sees another's sheet
//! before all are submitted. Where the individual marks lie far apart, the panel's mark needs the reason
//! found in discussion; where it lies outside them, a second one.
//!
//! Source: S8, S9, marks machine (3.5), worked example E15.

use super::{Criterion, EvaluationRefusal, Score, in_force, reason};
use crate::ids::{BidId, CriterionId, PersonId};
use crate::rulebook;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// One assessor's mark for one criterion of one bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The bid.
    pub bid: BidId,
    /// The criterion.
    pub criterion: CriterionId,
    /// The mark.
    pub mark: Score,
    /// Why; may be empty in the middle of the scale.
    pub comment: String,
}

impl Mark {
    /// Fits the criterion, with a comment where one is needed.
    pub fn check(&self, criterion: &Criterion) -> Result<(), EvaluationRefusal> {
        fits(criterion, self.mark)?;
        let low = u64::from(self.mark.hundredths()) * 2 < u64::from(criterion.maximum.hundredths());
        if (low || self.mark == criterion.maximum) && self.comment.trim().is_empty() {
            return Err(EvaluationRefusal::CommentMissing { bid: self.bid, criterion: criterion.id });
        }
        Ok(())
    }
}

/// Refuses a mark outside the scale or between its steps.
pub(super) fn fits(criterion: &Criterion, mark: Score) -> Result<(), EvaluationRefusal> {
    let (id, maximum) = (criterion.id, criterion.maximum);
    let refusal = EvaluationRefusal::MarkNotOnScale { criterion: id, maximum, marking: criterion.marking };
    if criterion.accepts(mark) { Ok(()) } else { Err(refusal) }
}

/// Why and when an assessor left the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// Who left.
    pub left: PersonId,
    /// Who came instead.
    pub joined: PersonId,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// One assessor's marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The assessor.
    pub assessor: PersonId,
    /// The marks so far.
    pub marks: Vec<Mark>,
    /// When it was locked.
    pub submitted_at: Option<Timestamp>,
    /// The assessor was replaced: the marks are kept and count no more.
    pub is_excluded: bool,
}

impl Sheet {
    /// An empty sheet.
    pub fn of(assessor: PersonId) -> Sheet {
        Sheet { assessor, marks: Vec::new(), submitted_at: None, is_excluded: false }
    }

    /// The mark for one criterion of one bid.
    pub fn mark(&self, bid: BidId, criterion: CriterionId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.bid == bid && mark.criterion == criterion)
    }

    pub(super) fn write(&mut self, mark: Mark) {
        self.marks.retain(|kept| (kept.bid, kept.criterion) != (mark.bid, mark.criterion));
        self.marks.push(mark);
    }
}

/// The sheets this person may read: always their own; the others' once every sheet that counts is
/// submitted; nothing for somebody without a sheet, and only their own for somebody replaced.
pub fn visible_marks(viewer: PersonId, sheets: &[Sheet]) -> Vec<&Sheet> {
    let marks_along = sheets.iter().any(|sheet| sheet.assessor == viewer && !sheet.is_excluded);
    let open = marks_along && all_submitted(sheets);
    sheets.iter().filter(|sheet| open || sheet.assessor == viewer).collect()
}

/// Every sheet that counts is submitted.
pub fn all_submitted(sheets: &[Sheet]) -> bool {
    sheets.iter().all(|sheet| sheet.is_excluded || sheet.submitted_at.is_some())
}

/// The individual marks for one criterion of one bid, at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// The lowest.
    pub lowest: Score,
    /// The highest.
    pub highest: Score,
    /// Their mean in hundredths; shown, never used.
    pub mean: Score,
    /// They lie so far apart that the panel must discuss and give its reason.
    pub needs_moderation: bool,
}

impl Spread {
    /// The spread of these marks; `None` of no marks. The limit is that of the day of publication.
    pub fn of(criterion: &Criterion, marks: &[Score], published_on: Day) -> Option<Spread> {
        let (lowest, highest) = (*marks.iter().min()?, *marks.iter().max()?);
        let percent = u64::from(in_force(rulebook::MODERATION_SPREAD_PERCENT, published_on));
        let apart = u64::from(highest.above(lowest).hundredths());
        let needs_moderation = apart * 100 > percent * u64::from(criterion.maximum.hundredths());
        Some(Spread { lowest, highest, mean: Score::mean(marks)?, needs_moderation })
    }
}

/// The panel's own mark for one criterion of one bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consensus {
    /// The bid.
    pub bid: BidId,
    /// The criterion.
    pub criterion: CriterionId,
    /// The mark.
    pub mark: Score,
    /// What the discussion found, where the marks lay far apart.
    pub discussion: Option<String>,
    /// Why the mark lies outside the individual marks, where it does.
    pub outside_reason: Option<String>,
    /// When it was set.
    pub set_at: Timestamp,
}

impl Consensus {
    /// Holds it against the individual marks.
    pub fn check(&self, criterion: &Criterion, spread: &Spread) -> Result<(), EvaluationRefusal> {
        fits(criterion, self.mark)?;
        let Spread { lowest, highest, .. } = *spread;
        if spread.needs_moderation && missing(self.discussion.as_deref()) {
            return Err(EvaluationRefusal::ModerationNeeded { criterion: criterion.id, lowest, highest });
        }
        if !(lowest..=highest).contains(&self.mark) && missing(self.outside_reason.as_deref()) {
            return Err(EvaluationRefusal::OutsideIndividualMarks { criterion: criterion.id, lowest, highest });
        }
        Ok(())
    }
}

fn missing(text: Option<&str>) -> bool {
    text.is_none_or(|text| reason(text).is_err())
}

#[cfg(test)]
mod tests {
    use super::super::Marking;
    use super::*;
    use uuid::Uuid;

    const BID: BidId = BidId(Uuid::from_u128(1));

    fn criterion(maximum: u32, marking: Marking) -> Criterion {
        let id = CriterionId(Uuid::from_u128(5));
        Criterion { id, maximum: Score::from_hundredths(maximum), pass_mark: None, marking }
    }

    fn score(hundredths: u32) -> Score {
        Score::from_hundredths(hundredths)
    }

    fn published_on() -> Day {
        Day::parse("2026-05-04").unwrap()
    }

    #[test]
    fn marks_go_in_steps_of_a_half_from_nothing_to_the_maximum() {
        let (points, graded) = (criterion(25_00, Marking::Points), criterion(25_00, Marking::Graded));
        let innovation = criterion(20_00, Marking::Innovation);
        for (criterion, mark, accepted) in [
            (points, 0, true),
            (points, 49, false),
            (points, 50, true),
            (points, 51, false),
            (points, 25_00, true),
            (points, 25_50, false),
            (points, u32::MAX, false),
            (graded, 18_75, true),
            (graded, 18_50, false),
            (graded, 31_25, false),
            (innovation, 0, true),
            (innovation, 5_00, true),
            (innovation, 10_00, true),
            (innovation, 12_00, false),
            (innovation, 15_00, true),
            (innovation, 20_00, true),
        ] {
            assert_eq!(criterion.accepts(score(mark)), accepted, "{criterion:?} {mark}");
        }
    }

    #[test]
    fn a_mark_below_half_or_at_the_maximum_needs_a_comment() {
        let criterion = criterion(20_00, Marking::Points);
        for (mark, needed) in [(0, true), (9_50, true), (10_00, false), (10_50, false), (19_50, false), (20_00, true)] {
            let mark =
                |comment: &str| Mark { bid: BID, criterion: criterion.id, mark: score(mark), comment: comment.into() };
            assert_eq!(mark("  ").check(&criterion).is_err(), needed, "{mark:?}", mark = mark(""));
            assert_eq!(mark("clear").check(&criterion), Ok(()));
        }
    }

    #[test]
    fn s8_nobody_sees_anothers_marks_until_all_have_submitted() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let mut sheets: Vec<_> = (1..=3).map(|number| Sheet::of(person(number))).collect();
        let seen = |viewer: u128, sheets: &[Sheet]| -> Vec<u128> {
            visible_marks(person(viewer), sheets).iter().map(|sheet| sheet.assessor.0.as_u128()).collect()
        };
        sheets[0].submitted_at = Some(Timestamp::from_millis(1));
        sheets[1].submitted_at = Some(Timestamp::from_millis(2));
        for viewer in 1..=3 {
            assert_eq!(seen(viewer, &sheets), [viewer], "person 1 is the chair");
        }
        assert_eq!(seen(9, &sheets), []);
        sheets[2].submitted_at = Some(Timestamp::from_millis(3));
        for viewer in 1..=3 {
            assert_eq!(seen(viewer, &sheets), [1, 2, 3]);
        }
        assert_eq!(seen(9, &sheets), [], "somebody who does not mark sees nothing");
        sheets[1].is_excluded = true;
        assert_eq!(seen(2, &sheets), [2], "somebody replaced sees only what they wrote");
        sheets.push(Sheet::of(person(4)));
        assert_eq!(seen(1, &sheets), [1], "a newcomer marks as much alone as the others did");
        assert_eq!(seen(4, &sheets), [4]);
    }

    #[test]
    fn e15_marks_more_than_a_fifth_apart_need_moderation_and_the_mean_is_shown() {
        let criterion = criterion(20_00, Marking::Points);
        let spread = Spread::of(&criterion, &[score(15_50), score(17_00), score(12_50)], published_on()).unwrap();
        assert_eq!((spread.lowest, spread.highest), (score(12_50), score(17_00)));
        assert_eq!((spread.mean.to_string().as_str(), spread.needs_moderation), ("15.00", true));
        for (highest, needed) in [(15_50, false), (16_00, false), (16_50, true)] {
            let spread = Spread::of(&criterion, &[score(12_00), score(highest)], published_on()).unwrap();
            assert_eq!(spread.needs_moderation, needed, "{highest}");
        }
        assert_eq!(Spread::of(&criterion, &[], published_on()), None);
    }

    #[test]
    fn s9_a_mark_outside_the_individual_marks_needs_a_second_reason() {
        let criterion = criterion(20_00, Marking::Points);
        let consensus = |mark, discussion: Option<&str>, outside: Option<&str>| Consensus {
            bid: BID,
            criterion: criterion.id,
            mark: score(mark),
            discussion: discussion.map(str::to_owned),
            outside_reason: outside.map(str::to_owned),
            set_at: Timestamp::from_millis(0),
        };
        let wide = Spread::of(&criterion, &[score(12_00), score(17_00)], published_on()).unwrap();
        let narrow = Spread::of(&criterion, &[score(14_00), score(15_00)], published_on()).unwrap();
        let (id, wide_ends) = (criterion.id, (score(12_00), score(17_00)));
        let moderation =
            Err(EvaluationRefusal::ModerationNeeded { criterion: id, lowest: wide_ends.0, highest: wide_ends.1 });
        let outside =
            |(lowest, highest)| Err(EvaluationRefusal::OutsideIndividualMarks { criterion: id, lowest, highest });
        for (spread, mark, discussion, second, expected) in [
            (&wide, 15_00, None, None, moderation.clone()),
            (&wide, 15_00, Some(" "), None, moderation),
            (&wide, 15_00, Some("misread"), None, Ok(())),
            (&wide, 11_50, Some("misread"), None, outside(wide_ends)),
            (&wide, 11_50, Some("misread"), Some("all agree"), Ok(())),
            (&narrow, 13_50, None, None, outside((score(14_00), score(15_00)))),
            (&narrow, 14_00, None, None, Ok(())),
            (&narrow, 15_00, None, None, Ok(())),
            (&narrow, 15_50, None, None, outside((score(14_00), score(15_00)))),
            (&narrow, 15_50, None, Some("all agree"), Ok(())),
        ] {
            assert_eq!(consensus(mark, discussion, second).check(&criterion, spread), expected, "{mark}");
        }
    }
}
