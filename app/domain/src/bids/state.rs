//! Where a bid stands and which steps there are.
//!
//! The table holds the steps alone; that a submitted bid is sealed from the closing instant is the clock's doing, in
//! `Bid::standing`. Source: bid machine (3.4).

use super::BidRefusal;
use crate::coded;

coded! {
    /// Where a bid stands.
    BidState {
        /// Being written.
        Draft = "draft",
        /// Submitted; may still be replaced or withdrawn.
        Submitted = "submitted",
        /// The notice changed after it was submitted.
        NeedsReconfirmation = "needs_reconfirmation",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Came after the close.
        LateRefused = "late_refused",
        /// The tender has closed; nobody can read it yet.
        Sealed = "sealed",
        /// Its technical envelope is open.
        Opened = "opened",
        /// Its technical envelope, or its only one, could not be read; it is not assessed.
        Unreadable = "unreadable",
        /// It misses an essential requirement.
        NonConforming = "non_conforming",
        /// It missed a pass mark; its price is never opened.
        TechnicallyFailed = "technically_failed",
        /// It reached the pass marks.
        TechnicallyPassed = "technically_passed",
        /// Its price is open.
        PriceOpened = "price_opened",
        /// The panel asked about its price.
        PriceQuery = "price_query",
        /// Its price was refused after asking.
        Rejected = "rejected",
        /// Another bid ranks higher.
        Unsuccessful = "unsuccessful",
        /// It ranks first.
        Recommended = "recommended",
        /// It won.
        Awarded = "awarded",
        /// It counts no more: not reconfirmed, the tender was cancelled, or its bidder refused to sign.
        Lapsed = "lapsed",
    }
}

coded! {
    /// A step somebody takes, or the clock.
    BidCommand {
        /// Submit it.
        Submit = "submit",
        /// Put another version in its place.
        Replace = "replace",
        /// Take it back.
        Withdraw = "withdraw",
        /// The notice changed.
        Amend = "amend",
        /// Say that it stands under the changed notice.
        Reconfirm = "reconfirm",
        /// Something came after the close.
        RefuseLate = "refuse_late",
        /// The tender closes.
        Seal = "seal",
        /// The tender closes and it was not reconfirmed, or the tender is cancelled.
        Lapse = "lapse",
        /// Open the technical envelope.
        Open = "open",
        /// Open its technical envelope, which cannot be read.
        FindUnreadable = "find_unreadable",
        /// Its first envelope, which could not be read, was read after all.
        Rescue = "rescue",
        /// It misses an essential requirement.
        MarkNonConforming = "mark_non_conforming",
        /// It reached the pass marks.
        PassTechnical = "pass_technical",
        /// It missed a pass mark.
        FailTechnical = "fail_technical",
        /// Open the price envelope.
        OpenPrice = "open_price",
        /// Ask about the price.
        QueryPrice = "query_price",
        /// The answer satisfies.
        AcceptPrice = "accept_price",
        /// The answer does not satisfy.
        RejectPrice = "reject_price",
        /// It ranks first.
        Recommend = "recommend",
        /// Another ranks higher.
        RankLower = "rank_lower",
        /// The award is confirmed.
        Award = "award",
    }
}

use BidCommand::{
    AcceptPrice, Amend, Award, FailTechnical, FindUnreadable, Lapse, MarkNonConforming, Open, OpenPrice, PassTechnical,
    QueryPrice, RankLower, Recommend, Reconfirm, RefuseLate, RejectPrice, Replace, Rescue, Seal, Submit, Withdraw,
};
use BidState::{
    Awarded, Draft, Lapsed, LateRefused, NeedsReconfirmation, NonConforming, Opened, PriceOpened, PriceQuery,
    Recommended, Rejected, Sealed, Submitted, TechnicallyFailed, TechnicallyPassed, Unreadable, Unsuccessful,
    Withdrawn,
};

impl BidState {
    /// It was handed in and could still win.
    pub fn may_win(self) -> bool {
        matches!(
            self,
            Submitted
                | NeedsReconfirmation
                | Sealed
                | Opened
                | TechnicallyPassed
                | PriceOpened
                | PriceQuery
                | Recommended
        )
    }

    /// What its bidder is told of where it stands: what the panel finds is kept back until every bidder is told of the
    /// decision, save a question about the price, which only the bidder can answer.
    pub fn as_told(self, decision_told: bool) -> BidState {
        match self {
            NonConforming | TechnicallyFailed | TechnicallyPassed | PriceOpened | Rejected | Unsuccessful
            | Recommended
                if !decision_told =>
            {
                Opened
            }
            state => state,
        }
    }

    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: BidCommand) -> Result<BidState, BidRefusal> {
        let next = match (self, command) {
            // What came late may be handed in when the close is moved for everybody afterwards (M7).
            (Draft | Withdrawn | LateRefused, Submit) => Submitted,
            (Submitted | NeedsReconfirmation, Replace) => Submitted,
            (Submitted | NeedsReconfirmation, Withdraw) => Withdrawn,
            (Submitted | NeedsReconfirmation, Amend) => NeedsReconfirmation,
            (NeedsReconfirmation, Reconfirm) => Submitted,
            (Draft | LateRefused, RefuseLate) => LateRefused,
            // A late replacement or return leaves what was there before the close as it was.
            (state @ (Withdrawn | Sealed | Lapsed), RefuseLate) => state,
            (Submitted | NeedsReconfirmation, Seal) => Sealed,
            (Submitted | NeedsReconfirmation, Lapse) => Lapsed,
            (Sealed | Opened | TechnicallyPassed | PriceOpened | PriceQuery | Recommended | Awarded, Lapse) => Lapsed,
            (Sealed, Open) => Opened,
            (Sealed, FindUnreadable) => Unreadable,
            (Unreadable, Rescue) => Opened,
            (Opened, MarkNonConforming) => NonConforming,
            (Opened, PassTechnical) => TechnicallyPassed,
            (Opened, FailTechnical) => TechnicallyFailed,
            (TechnicallyPassed, OpenPrice) => PriceOpened,
            (PriceOpened, QueryPrice) => PriceQuery,
            (PriceQuery, AcceptPrice) => PriceOpened,
            (PriceQuery, RejectPrice) => Rejected,
            // Once the one before it refused to sign, the next in rank takes its place.
            (PriceOpened | Unsuccessful, Recommend) => Recommended,
            (PriceOpened, RankLower) => Unsuccessful,
            (Recommended, Award) => Awarded,
            (state, command) => return Err(BidRefusal::NotNow { state, command }),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bidder_learns_what_the_panel_found_with_the_decision_and_not_before() {
        use BidState as S;
        let kept_back = [
            S::NonConforming,
            S::TechnicallyFailed,
            S::TechnicallyPassed,
            S::PriceOpened,
            S::Rejected,
            S::Unsuccessful,
            S::Recommended,
        ];
        for state in S::ALL.iter().copied() {
            let before = if kept_back.contains(&state) { S::Opened } else { state };
            assert_eq!((state.as_told(false), state.as_told(true)), (before, state), "{state:?}");
        }
    }

    #[test]
    fn what_may_happen_to_a_bid() {
        let table = "
                             submit    replace   withdraw  amend                reconfirm refuse_late  seal   lapse  open   find_unreadable rescue mark_non_conforming pass_technical     fail_technical     open_price   query_price accept_price reject_price recommend   rank_lower   award
        draft                submitted -         -         -                    -         late_refused -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        submitted            -         submitted withdrawn needs_reconfirmation -         -            sealed lapsed -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        needs_reconfirmation -         submitted withdrawn needs_reconfirmation submitted -            sealed lapsed -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        withdrawn            submitted -         -         -                    -         withdrawn    -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        late_refused         submitted -         -         -                    -         late_refused -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        sealed               -         -         -         -                    -         sealed       -      lapsed opened unreadable      -      -                   -                  -                  -            -           -            -            -           -            -
        opened               -         -         -         -                    -         -            -      lapsed -      -               -      non_conforming      technically_passed technically_failed -            -           -            -            -           -            -
        unreadable           -         -         -         -                    -         -            -      -      -      -               opened -                   -                  -                  -            -           -            -            -           -            -
        non_conforming       -         -         -         -                    -         -            -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        technically_failed   -         -         -         -                    -         -            -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        technically_passed   -         -         -         -                    -         -            -      lapsed -      -               -      -                   -                  -                  price_opened -           -            -            -           -            -
        price_opened         -         -         -         -                    -         -            -      lapsed -      -               -      -                   -                  -                  -            price_query -            -            recommended unsuccessful -
        price_query          -         -         -         -                    -         -            -      lapsed -      -               -      -                   -                  -                  -            -           price_opened rejected     -           -            -
        rejected             -         -         -         -                    -         -            -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        unsuccessful         -         -         -         -                    -         -            -      -      -      -               -      -                   -                  -                  -            -           -            -            recommended -            -
        recommended          -         -         -         -                    -         -            -      lapsed -      -               -      -                   -                  -                  -            -           -            -            -           -            awarded
        awarded              -         -         -         -                    -         -            -      lapsed -      -               -      -                   -                  -                  -            -           -            -            -           -            -
        lapsed               -         -         -         -                    -         lapsed       -      -      -      -               -      -                   -                  -                  -            -           -            -            -           -            -";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let commands: Vec<_> =
            rows.next().unwrap().split_whitespace().map(|code| BidCommand::parse(code).unwrap()).collect();
        assert_eq!(commands.len(), BidCommand::ALL.len());
        let mut states = 0;
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            let state = BidState::parse(cells[0]).unwrap();
            states += 1;
            assert_eq!(cells.len(), commands.len() + 1, "{state:?}");
            for (command, expected) in commands.iter().zip(&cells[1..]) {
                let next = state.after(*command).map_or("-", BidState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        assert_eq!(states, BidState::ALL.len());
    }
}
