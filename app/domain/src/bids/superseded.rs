//! Envelopes that nobody will ever open: what was replaced, and what was taken back.
//!
//! They are kept while their bidder could challenge what became of the tender, as proof of what was handed in, and are
//! destroyed afterwards: nobody needs a text that its own author called back. Receipts stay. Source: security 3.4, S22, M16.

use super::{Bid, Digest, Envelopes, ReceiptAction};
use crate::awards::challenge::last_day_to_challenge;
use crate::time::{Day, Timestamp};

impl Bid {
    /// Fingerprints of its envelopes that count no more, each once; one that the last version still holds is not among them.
    pub fn superseded(&self) -> Vec<Digest> {
        let taken_back = self.receipts.last().is_some_and(|kept| kept.receipt.action == ReceiptAction::Withdrawn);
        let live = self.versions().next_back().filter(|_| !taken_back).map(|receipt| receipt.envelopes);
        let live: Vec<_> = live.iter().flat_map(each).collect();
        let mut found: Vec<_> = self.versions().flat_map(|receipt| each(&receipt.envelopes)).collect();
        found.retain(|envelope| !live.contains(envelope));
        found.sort();
        found.dedup();
        found
    }
}

fn each(envelopes: &Envelopes) -> impl Iterator<Item = Digest> + use<> {
    let technical = envelopes.technical.map(|envelope| envelope.sha256);
    technical.into_iter().chain([envelopes.price.sha256])
}

/// From when the superseded envelopes of a tender are destroyed that ended on this day: when nobody can challenge it any more.
pub fn destroyed_from(ended_on: Day) -> Timestamp {
    last_day_to_challenge(ended_on).plus_days(1).starts_at()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bids::tests::{MINUTE, replaced, stamp, step, submitted, terms};

    #[test]
    fn what_was_replaced_or_taken_back_is_superseded_and_what_counts_is_not() {
        let digests = |seeds: &[u8]| seeds.iter().map(|seed| Digest([*seed; 32])).collect::<Vec<_>>();
        let withdrawn = |bid: Bid| bid.withdraw(&terms(), &step(12, -30 * MINUTE), &stamp()).unwrap();
        for (bid, superseded) in [
            (submitted(), digests(&[])),
            (replaced(), digests(&[1, 101])),
            (withdrawn(submitted()), digests(&[1, 101])),
            (withdrawn(replaced()), digests(&[1, 2, 101, 102])),
        ] {
            assert_eq!(bid.superseded(), superseded);
        }
    }

    #[test]
    fn an_envelope_handed_in_again_with_a_new_price_still_counts() {
        let mut bid = replaced();
        bid.receipts[1].receipt.envelopes.technical = bid.receipts[0].receipt.envelopes.technical;
        assert_eq!(bid.superseded(), [Digest([101; 32])]);
    }

    #[test]
    fn m16_they_are_destroyed_on_the_day_after_the_last_for_a_challenge() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(destroyed_from(day("2026-07-20")), day("2026-08-04").starts_at());
    }
}
