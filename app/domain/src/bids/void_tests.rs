//! What becomes of a bid whose keys count no more.

use super::tests::{at, replaced, stamp, step, submission, submitted, terms};
use super::*;
use crate::ids::OrganisationId;
use crate::suppliers::tests::verified;

const MINUTES: i64 = 60_000;

/// Sealed to keys that became void half an hour before the close.
fn voided() -> Bid {
    submitted().key_set_voided(at(0), at(-30 * MINUTES)).unwrap()
}

fn put_again(bid: Bid, millis: i64) -> Result<Bid, BidRefusal> {
    let latest = bid.latest_receipt().unwrap();
    let organisation = OrganisationId(super::tests::id(3));
    bid.replace(&verified(organisation), &terms(), &submission(21, 5, millis), latest, &stamp())
}

#[test]
fn a_bid_that_is_sealed_to_void_keys_is_handed_in_again_before_the_close_or_lapses_with_it() {
    let again = || put_again(voided(), -MINUTES).unwrap();
    let withdrawn = || voided().withdraw(&terms(), &step(22, -MINUTES), &stamp()).unwrap();
    let back = || {
        let organisation = OrganisationId(super::tests::id(3));
        withdrawn().submit(&verified(organisation), &terms(), &submission(23, 6, -MINUTES), &stamp()).unwrap()
    };
    type Row = (&'static str, Bid, BidState, BidState);
    let rows: [Row; 5] = [
        ("nothing is done", voided(), BidState::NeedsReconfirmation, BidState::Lapsed),
        ("another version", again(), BidState::Submitted, BidState::Sealed),
        ("taken back", withdrawn(), BidState::Withdrawn, BidState::Withdrawn),
        ("taken back and another", back(), BidState::Submitted, BidState::Sealed),
        ("keys that are not void", submitted(), BidState::Submitted, BidState::Sealed),
    ];
    for (what, bid, before, after) in rows {
        assert_eq!((bid.standing(at(0), at(0)), bid.standing(at(0), at(1))), (before, after), "{what}");
    }
    assert_eq!(voided().settle(at(0), at(1)).unwrap().state(), BidState::Lapsed);
}

#[test]
fn a_word_that_it_stands_does_not_help_a_bid_that_is_sealed_to_void_keys() {
    let refused = BidRefusal::SealedToVoidKeys { closes_at: at(0) };
    assert_eq!(voided().reconfirm(&terms(), &step(24, -1), &stamp()), Err(refused.clone()));
    let amended = voided().amended(true, at(0), at(-20 * MINUTES)).unwrap();
    assert_eq!(amended.reconfirm(&terms(), &step(24, -1), &stamp()), Err(refused));
    // A word that was given before is answered as it was.
    let stood = submitted().amended(true, at(0), at(-40 * MINUTES)).unwrap();
    let stood = stood.reconfirm(&terms(), &step(25, -35 * MINUTES), &stamp()).unwrap();
    let stood = stood.key_set_voided(at(0), at(-30 * MINUTES)).unwrap();
    assert!(stood.clone().reconfirm(&terms(), &step(25, -1), &stamp()).is_ok());
    assert!(stood.reconfirm(&terms(), &step(26, -1), &stamp()).is_err());
}

#[test]
fn keys_become_void_for_bids_that_are_in_and_before_the_close() {
    assert!(put_again(voided(), 1).is_err(), "after the close nothing helps");
    for (bid, fits) in [(submitted(), true), (replaced(), true), (voided(), true)] {
        assert_eq!(bid.key_set_voided(at(0), at(-1)).is_ok(), fits);
    }
    let withdrawn = submitted().withdraw(&terms(), &step(22, -MINUTES), &stamp()).unwrap();
    assert!(withdrawn.key_set_voided(at(0), at(-1)).is_err());
    assert!(submitted().key_set_voided(at(0), at(1)).is_err(), "what has closed is sealed as it is");
    assert_eq!(submitted().key_set(), Some(terms().key_set));
}
