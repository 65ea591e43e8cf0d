//! Two officers open the bids of a tender.

use super::tests::{MINUTE, at, id, replaced, stamp, step, submitted, terms};
use super::*;
use crate::ids::{PersonId, TenderId};

fn contribution(officer: u128, section: &str, millis: i64) -> Contribution {
    let password = PasswordCheck { confirmed_at: at(millis - MINUTE).max(at(1)) };
    Contribution { officer: PersonId(id(officer)), section: section.into(), password, at: at(millis) }
}

fn convening(purpose: Purpose<'_>) -> Convening<'_> {
    let Terms { tender, closes_at, structure, .. } = terms();
    Convening { tender, author: PersonId(id(70)), closes_at, structure, purpose }
}

fn convene(purpose: Purpose<'_>) -> Result<Opening, OpeningRefusal> {
    let (one, other) = (contribution(71, "finance", 1), contribution(72, "supplies", MINUTE));
    Opening::convene(convening(purpose), &one, &other, at(MINUTE))
}

fn result(passed: &[u128]) -> TechnicalResult {
    let panel = [PersonId(id(81)), PersonId(id(82)), PersonId(id(83))];
    let passed = passed.iter().map(|one| BidId(id(*one))).collect();
    TechnicalResult::signed(TenderId(id(1)), Some(at(0)), &panel, &panel, passed).unwrap()
}

fn sealed(bid: &Bid, version: u32, kind: EnvelopeKind) -> SealedBid {
    SealedBid::stored(bid, version, kind, b"sealed".to_vec(), at(0), at(1)).unwrap()
}

fn read(opening: &Opening, bid: &Bid, version: u32, kind: EnvelopeKind) -> Result<&'static str, OpeningRefusal> {
    let envelope = sealed(bid, version, kind);
    let receipt = bid.versions().find(|receipt| receipt.version == version).unwrap();
    let measured = receipt.envelopes.get(kind).unwrap().sha256;
    let reading = opening.open(envelope, measured, at(2 * MINUTE), |bytes| {
        assert_eq!(bytes, b"sealed");
        Ok("contents")
    })?;
    Ok(match reading {
        Reading::Opened(opened) => opened.contents(),
        Reading::Unreadable { reason, .. } => reason.code(),
    })
}

#[test]
fn s2_two_different_officers_of_different_sections_open_and_the_author_does_not() {
    let both = |one: Contribution, other: Contribution| {
        Opening::convene(convening(Purpose::Technical), &one, &other, at(MINUTE)).map(|_| ())
    };
    let first = || contribution(71, "finance", 1);
    assert_eq!(both(first(), contribution(72, "supplies", MINUTE)), Ok(()));
    assert_eq!(both(first(), contribution(71, "supplies", MINUTE)), Err(OpeningRefusal::SameOfficer));
    let section = "finance".to_owned();
    assert_eq!(both(first(), contribution(72, " finance ", MINUTE)), Err(OpeningRefusal::SameSection { section }));
    assert_eq!(both(first(), contribution(70, "supplies", MINUTE)), Err(OpeningRefusal::Author));
    assert_eq!(both(contribution(70, "supplies", 1), first()), Err(OpeningRefusal::Author));
}

#[test]
fn s2_each_officer_has_typed_the_password_just_now() {
    let officer = PersonId(id(71));
    for (minutes, fresh) in [(9, true), (10, true), (11, false), (-1, false)] {
        let mut one = contribution(71, "finance", 30 * MINUTE);
        one.password.confirmed_at = at((30 - minutes) * MINUTE);
        let other = contribution(72, "supplies", 30 * MINUTE);
        let opening = Opening::convene(convening(Purpose::Technical), &one, &other, at(30 * MINUTE));
        let expected = if fresh { Ok(()) } else { Err(OpeningRefusal::PasswordNotFresh { officer }) };
        assert_eq!(opening.map(|_| ()), expected, "{minutes} minutes before");
    }
}

#[test]
fn s2_the_second_officer_follows_the_first_within_two_hours() {
    for (millis, accepted) in [(120 * MINUTE - 1, true), (120 * MINUTE, true), (120 * MINUTE + 1, false)] {
        let (one, other) = (contribution(71, "finance", 1), contribution(72, "supplies", 1 + millis));
        for (one, other) in [(&one, &other), (&other, &one)] {
            let opening = Opening::convene(convening(Purpose::Technical), one, other, at(1 + millis));
            assert_eq!(opening.is_ok(), accepted, "{millis} ms after");
        }
    }
    let opening = convene(Purpose::Technical).unwrap();
    let open = |now| opening.open(sealed(&submitted(), 1, EnvelopeKind::Technical), Digest([1; 32]), now, |_| Ok(()));
    let last = at(1 + 120 * MINUTE);
    assert!(opening.lapses_at() == last && open(last).is_ok());
    let lapsed = open(Timestamp::from_millis(last.millis() + 1)).err();
    assert_eq!(lapsed, Some(OpeningRefusal::WindowPassed { lapsed_at: last }));
}

#[test]
fn s3_nothing_is_opened_before_the_close_nor_with_a_contribution_made_before_it() {
    for (one, other, now, accepted) in [(1, 1, 1, true), (1, 1, 0, false), (0, 1, 1, false), (1, 0, 1, false)] {
        let (one, other) = (contribution(71, "finance", one), contribution(72, "supplies", other));
        let opening = Opening::convene(convening(Purpose::Technical), &one, &other, at(now));
        match opening {
            Ok(_) => assert!(accepted),
            Err(refusal) => assert_eq!((refusal, accepted), (OpeningRefusal::NotClosed { closes_at: at(0) }, false)),
        }
    }
}

#[test]
fn s4_an_opening_lists_the_time_and_fingerprint_of_the_receipt_and_checks_them() {
    let (bid, opening) = (submitted(), convene(Purpose::Technical).unwrap());
    let open = |measured| {
        let envelope = sealed(&bid, 1, EnvelopeKind::Technical);
        opening.open(envelope, measured, at(2 * MINUTE), |_| Ok(())).unwrap()
    };
    let receipt = &bid.receipts[0].receipt;
    let kept = receipt.envelopes.technical.unwrap().sha256;
    let listing = open(kept).listing().clone();
    assert_eq!((listing.received_at, listing.sha256), (receipt.received_at, kept));
    match open(Digest([77; 32])) {
        Reading::Unreadable { listing, reason } => {
            assert_eq!((listing.sha256, reason), (kept, Unreadable::FingerprintDiffers));
        }
        Reading::Opened(_) => panic!("another file was opened"),
    }
}

#[test]
fn s4_an_unreadable_envelope_is_listed_with_its_reason() {
    let (bid, opening) = (submitted(), convene(Purpose::Technical).unwrap());
    for reason in Unreadable::ALL {
        let envelope = sealed(&bid, 1, EnvelopeKind::Technical);
        let reading = opening.open::<()>(envelope, Digest([1; 32]), at(2 * MINUTE), |_| Err(*reason)).unwrap();
        assert_eq!(reading.listing().bid, bid.id);
        assert!(matches!(reading, Reading::Unreadable { reason: named, .. } if named == *reason));
    }
}

#[test]
fn s5_technical_envelopes_are_opened_first_and_prices_only_of_bids_that_passed() {
    let bid = submitted();
    let technical = convene(Purpose::Technical).unwrap();
    assert_eq!(read(&technical, &bid, 1, EnvelopeKind::Technical), Ok("contents"));
    let kind = EnvelopeKind::Price;
    assert_eq!(read(&technical, &bid, 1, kind), Err(OpeningRefusal::OtherKind { kind }));
    let (passed, failed) = (result(&[5]), result(&[6]));
    assert_eq!(read(&convene(Purpose::Price(&passed)).unwrap(), &bid, 1, kind), Ok("contents"));
    let refused = read(&convene(Purpose::Price(&failed)).unwrap(), &bid, 1, kind);
    assert_eq!(refused, Err(OpeningRefusal::NotPassed { bid: bid.id }));
    let kind = EnvelopeKind::Technical;
    let again = read(&convene(Purpose::Price(&passed)).unwrap(), &bid, 1, kind);
    assert_eq!(again, Err(OpeningRefusal::OtherKind { kind }));
}

#[test]
fn s5_the_price_of_a_failed_bid_stays_closed_even_when_a_list_says_it_passed() {
    let opening = convene(Purpose::Price(&result(&[5]))).unwrap();
    for state in [BidState::NonConforming, BidState::TechnicallyFailed, BidState::Lapsed] {
        let failed = Bid { state, ..submitted() };
        assert_eq!(read(&opening, &failed, 1, EnvelopeKind::Price), Err(OpeningRefusal::Lapsed), "{state:?}");
    }
}

#[test]
fn s5_prices_need_a_technical_result_that_is_locked_and_signed_by_the_whole_panel() {
    let panel = [PersonId(id(81)), PersonId(id(82))];
    let sign = |locked_at, panel: &[PersonId], signed: &[PersonId]| {
        TechnicalResult::signed(TenderId(id(1)), locked_at, panel, signed, Vec::new()).map(|_| ())
    };
    assert_eq!(sign(Some(at(1)), &panel, &panel), Ok(()));
    assert_eq!(sign(None, &panel, &panel), Err(OpeningRefusal::TechnicalNotLocked));
    let missing = vec![panel[1]];
    assert_eq!(sign(Some(at(1)), &panel, &panel[..1]), Err(OpeningRefusal::TechnicalNotSigned { missing }));
    let missing = Vec::new();
    assert_eq!(sign(Some(at(1)), &[], &[]), Err(OpeningRefusal::TechnicalNotSigned { missing }));
    let later = TechnicalResult::signed(TenderId(id(1)), Some(at(MINUTE + 1)), &panel, &panel, Vec::new()).unwrap();
    assert_eq!(convene(Purpose::Price(&later)), Err(OpeningRefusal::TechnicalNotLocked));
    let other = TechnicalResult::signed(TenderId(id(9)), Some(at(1)), &panel, &panel, Vec::new()).unwrap();
    assert_eq!(convene(Purpose::Price(&other)), Err(OpeningRefusal::OtherTender));
}

#[test]
fn s5_a_single_envelope_is_opened_only_where_the_price_alone_decides() {
    let structure = Structure::TwoEnvelopes;
    assert_eq!(convene(Purpose::PriceOnly), Err(OpeningRefusal::OtherStructure { structure }));
    let structure = Structure::PriceOnly;
    let (one, other) = (contribution(71, "finance", 1), contribution(72, "supplies", MINUTE));
    let open =
        |purpose| Opening::convene(Convening { structure, ..convening(purpose) }, &one, &other, at(MINUTE)).map(|_| ());
    assert_eq!(open(Purpose::PriceOnly), Ok(()));
    assert_eq!(open(Purpose::Technical), Err(OpeningRefusal::OtherStructure { structure }));
}

#[test]
fn replaced_withdrawn_lapsed_and_late_envelopes_are_never_opened() {
    let opening = convene(Purpose::Technical).unwrap();
    let kind = EnvelopeKind::Technical;
    assert_eq!(read(&opening, &replaced(), 1, kind), Err(OpeningRefusal::Replaced));
    assert_eq!(read(&opening, &replaced(), 2, kind), Ok("contents"));
    let withdrawn = submitted().withdraw(&terms(), &step(12, -1), &stamp()).unwrap();
    assert_eq!(read(&opening, &withdrawn, 1, kind), Err(OpeningRefusal::Withdrawn));
    let lapsed = submitted().amended(true, at(0), at(-1)).unwrap();
    assert_eq!(read(&opening, &lapsed, 1, kind), Err(OpeningRefusal::Lapsed));
    let mut late = submitted();
    late.receipts[0].receipt.received_at = at(1);
    assert_eq!(read(&opening, &late, 1, kind), Err(OpeningRefusal::Late));
    let mut other = submitted();
    other.tender = TenderId(id(99));
    assert_eq!(read(&opening, &other, 1, kind), Err(OpeningRefusal::OtherTender));
    assert!(SealedBid::stored(&submitted(), 2, kind, Vec::new(), at(0), at(1)).is_none(), "no such version");
}

#[test]
fn a_bid_moves_on_with_the_opening_of_its_own_envelopes() {
    let (technical, passed) = (convene(Purpose::Technical).unwrap(), result(&[5]));
    let price = convene(Purpose::Price(&passed)).unwrap();
    let opened = submitted().open(&technical).unwrap();
    assert_eq!(submitted().open(&price), Err(BidRefusal::OtherOpening));
    assert_eq!(opened.clone().judged(&result(&[])).unwrap().state(), BidState::TechnicallyFailed);
    let judged = opened.judged(&passed).unwrap();
    assert_eq!(judged.clone().open_price(&technical), Err(BidRefusal::OtherOpening));
    assert_eq!(judged.open_price(&price).unwrap().recommend().unwrap().state(), BidState::Recommended);
    let cancelled = submitted().lapse(at(0), at(1)).unwrap();
    assert!(cancelled.state() == BidState::Lapsed && cancelled.open(&technical).is_err());
}
