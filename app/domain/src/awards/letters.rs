//! What each bidder is told about the decision: its own marks and why, and who won with what totals.
//!
//! A letter is made from one bid and the winner's totals; it has no place for anything of another bid, nor for the
//! winner's marks by criterion or its price lines, so no letter can tell them. Rule A2.

use super::AwardRefusal;
use crate::bids::Unreadable;
use crate::ids::{BidId, CriterionId, OrganisationId};
use crate::text::Trilingual;
use serde::{Deserialize, Serialize};

/// The marks one bid got for one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMark {
    /// The criterion.
    pub criterion: CriterionId,
    /// The mark, in hundredths.
    pub mark: i64,
    /// The most there was, in hundredths.
    pub out_of: i64,
    /// Why, in the panel's words.
    pub reason: String,
    /// What it was before it was corrected, if it was.
    #[serde(default)]
    pub corrected: Option<CorrectedMark>,
}

/// A mark that was corrected after the panel had signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedMark {
    /// The panel's mark, in hundredths.
    pub before: i64,
    /// Why it was corrected.
    pub reason: String,
}

/// The published totals of one bid, in hundredths; a part that was never reached is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BidTotals {
    /// Weighted technical score.
    pub technical: Option<i64>,
    /// Weighted price score; `None` when the price was never opened.
    pub price: Option<i64>,
    /// Combined score.
    pub combined: Option<i64>,
}

/// Everything the evaluation knows of one bid that letters draw on. It never leaves the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessedBid {
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub supplier: OrganisationId,
    /// The bidder's name.
    pub name: Trilingual,
    /// Its marks by criterion.
    pub marks: Vec<OwnMark>,
    /// Its totals.
    pub totals: BidTotals,
    /// Why it won or did not, in words for this bidder.
    pub reasons: String,
}

/// A bid that was opened and could not be read: nothing of it was assessed, and its bidder is told so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadBid {
    /// The bid.
    pub bid: BidId,
    /// Whose it is.
    pub supplier: OrganisationId,
    /// Why its envelope could not be read.
    pub why: Unreadable,
}

/// What every bidder learns of the winner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WinnerView {
    /// The winner's name.
    pub name: Trilingual,
    /// The winner's totals.
    pub totals: BidTotals,
}

/// The facts of one bidder's letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefView {
    /// The bidder the letter goes to.
    pub to: OrganisationId,
    /// Its bid.
    pub bid: BidId,
    /// It won.
    pub won: bool,
    /// Its marks by criterion.
    pub marks: Vec<OwnMark>,
    /// Its totals.
    pub totals: BidTotals,
    /// Why it won or did not.
    pub reasons: String,
    /// The winner.
    pub winner: WinnerView,
    /// Why the envelope could not be read, if that is why there are no marks.
    #[serde(default)]
    pub unreadable: Option<Unreadable>,
}

impl DebriefView {
    fn of(own: &AssessedBid, winner: &AssessedBid) -> DebriefView {
        DebriefView {
            to: own.supplier,
            bid: own.bid,
            won: own.bid == winner.bid,
            marks: own.marks.clone(),
            totals: own.totals,
            reasons: own.reasons.clone(),
            winner: WinnerView { name: winner.name.clone(), totals: winner.totals },
            unreadable: None,
        }
    }

    fn unread(own: &UnreadBid, winner: &AssessedBid) -> DebriefView {
        DebriefView {
            to: own.supplier,
            bid: own.bid,
            won: false,
            marks: Vec::new(),
            totals: BidTotals::default(),
            reasons: String::new(),
            winner: WinnerView { name: winner.name.clone(), totals: winner.totals },
            unreadable: Some(own.why),
        }
    }
}

/// One letter for each bid that was opened, in the order given. A bid that failed or did not conform gets one too, and
/// so does one that nobody could read.
pub fn letters(bids: &[AssessedBid], unread: &[UnreadBid], winner: BidId) -> Result<Vec<DebriefView>, AwardRefusal> {
    let winning = bids.iter().find(|bid| bid.bid == winner).ok_or(AwardRefusal::WinnerNotAssessed)?;
    if bids.iter().any(|bid| bid.reasons.trim().is_empty()) {
        return Err(AwardRefusal::ReasonMissing);
    }
    let unread = unread.iter().map(|bid| DebriefView::unread(bid, winning));
    Ok(bids.iter().map(|bid| DebriefView::of(bid, winning)).chain(unread).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn bid(number: u128, combined: i64) -> AssessedBid {
        AssessedBid {
            bid: BidId(Uuid::from_u128(number)),
            supplier: OrganisationId(Uuid::from_u128(number + 100)),
            name: Trilingual::same(&format!("bidder {number}")),
            marks: vec![OwnMark {
                criterion: CriterionId(Uuid::from_u128(7)),
                mark: combined / 2,
                out_of: 10_000,
                reason: format!("shown in demonstration {number}"),
                corrected: None,
            }],
            totals: BidTotals { technical: Some(combined - 1), price: Some(1), combined: Some(combined) },
            reasons: format!("reason for {number}"),
        }
    }

    #[test]
    fn a2_every_bidder_gets_its_own_marks_and_the_winners_name_and_totals() {
        let bids = [bid(1, 9_333), bid(2, 9_151), bid(3, 8_683)];
        let letters = letters(&bids, &[], bids[0].bid).unwrap();
        assert_eq!(letters.len(), 3);
        for (letter, own) in letters.iter().zip(&bids) {
            assert_eq!((letter.to, letter.bid), (own.supplier, own.bid));
            assert_eq!((&letter.marks, letter.totals, &letter.reasons), (&own.marks, own.totals, &own.reasons));
            assert_eq!(letter.won, own.bid == bids[0].bid);
            assert_eq!(letter.winner, WinnerView { name: bids[0].name.clone(), totals: bids[0].totals });
        }
    }

    #[test]
    fn a2_a_letter_is_the_same_whatever_a_rival_wrote_or_got() {
        let bids = [bid(1, 9_333), bid(2, 9_151), bid(3, 8_683)];
        let before = letters(&bids, &[], bids[0].bid).unwrap();
        let mut changed = bids.clone();
        changed[2] = AssessedBid { bid: bids[2].bid, name: Trilingual::same("other name"), ..bid(30, 1_234) };
        changed[0].marks[0].reason = "the winner's own strengths".into();
        changed[0].reasons = "told to the winner".into();
        let after = letters(&changed, &[], bids[0].bid).unwrap();
        assert_eq!(after[1], before[1]);
        assert_ne!(after[0], before[0]);
        assert_ne!(after[2], before[2]);
    }

    #[test]
    fn a2_a_bidder_whose_envelope_nobody_could_read_is_told_that_and_the_winner() {
        let bids = [bid(1, 9_333)];
        let (own, supplier) = (BidId(Uuid::from_u128(2)), OrganisationId(Uuid::from_u128(102)));
        let unread = [UnreadBid { bid: own, supplier, why: Unreadable::SealBroken }];
        let letters = letters(&bids, &unread, bids[0].bid).unwrap();
        let letter = &letters[1];
        assert_eq!((letters.len(), letter.to, letter.bid, letter.won), (2, supplier, own, false));
        assert_eq!((letter.unreadable, letters[0].unreadable), (Some(Unreadable::SealBroken), None));
        assert_eq!((letter.marks.len(), letter.totals, letter.reasons.as_str()), (0, BidTotals::default(), ""));
        assert_eq!(letter.winner, letters[0].winner);
    }

    #[test]
    fn a2_no_letter_goes_out_without_reasons_or_without_a_winner() {
        let mut bids = [bid(1, 9_333), bid(2, 9_151)];
        assert_eq!(letters(&bids, &[], BidId(Uuid::from_u128(9))), Err(AwardRefusal::WinnerNotAssessed));
        bids[1].reasons.clear();
        assert_eq!(letters(&bids, &[], bids[0].bid), Err(AwardRefusal::ReasonMissing));
    }
}
