use super::*;
use crate::ids::{LotId, OrganisationId, PersonId, RequirementId, TenderId};
use crate::suppliers::tests::{day, verified};
use crate::suppliers::{Declared, Supplier};
use uuid::Uuid;

pub(crate) const MINUTE: i64 = 60_000;

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Noon in Hong Kong on 8 December 2026, and this many milliseconds.
pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(day("2026-12-08").starts_at().millis() + 12 * 60 * MINUTE + millis)
}

pub(crate) fn terms() -> Terms {
    Terms {
        tender: TenderId(id(1)),
        lot: LotId(id(2)),
        published_at: at(-40 * 24 * 60 * MINUTE),
        closes_at: at(0),
        structure: Structure::TwoEnvelopes,
        notice_revision: 1,
        key_set: Digest([9; 32]),
    }
}

pub(crate) fn envelope(seed: u8) -> Envelope {
    Envelope { sha256: Digest([seed; 32]), size_bytes: 65_536, key_commitment: Digest([seed ^ 0xff; 32]) }
}

fn supplier() -> Supplier {
    verified(OrganisationId(id(3)))
}

pub(crate) fn step(number: u128, millis: i64) -> Step {
    Step {
        id: SubmissionId(id(number)),
        by: PersonId(id(4)),
        password: PasswordCheck { confirmed_at: at(millis - MINUTE) },
        path: SubmissionPath::Browser,
        received_at: at(millis),
        notice_revision: 1,
    }
}

pub(crate) fn submission(number: u128, seed: u8, millis: i64) -> Submission {
    Submission {
        step: step(number, millis),
        envelopes: Envelopes { technical: Some(envelope(seed)), price: envelope(seed + 100) },
        key_set: terms().key_set,
        declarations: vec![Declared::on(Declaration::NonCollusion, at(millis).day())],
    }
}

/// Stands in for SHA-256: another text, another fingerprint.
pub(crate) fn fingerprint(bytes: &[u8]) -> Digest {
    let mut digest = [0_u8; 32];
    for (index, byte) in bytes.iter().enumerate() {
        digest[index % 32] = digest[index % 32].wrapping_mul(31).wrapping_add(*byte);
    }
    Digest(digest)
}

pub(crate) fn stamp() -> Stamp<'static> {
    Stamp { log_entry: 7, sha256: &fingerprint }
}

fn draft() -> Bid {
    Bid::start(BidId(id(5)), &terms(), OrganisationId(id(3)), None, at(-60 * MINUTE)).unwrap()
}

pub(crate) fn submitted() -> Bid {
    draft().submit(&supplier(), &terms(), &submission(10, 1, -50 * MINUTE), &stamp()).unwrap()
}

pub(crate) fn replaced() -> Bid {
    let bid = submitted();
    let latest = bid.latest_receipt().unwrap();
    bid.replace(&supplier(), &terms(), &submission(11, 2, -40 * MINUTE), latest, &stamp()).unwrap()
}

#[test]
fn e19_m5_a_bid_one_millisecond_late_is_refused() {
    for (millis, accepted) in [(-1, true), (0, true), (1, false)] {
        let sent = draft().submit(&supplier(), &terms(), &submission(10, 1, millis), &stamp());
        assert_eq!(sent.is_ok(), accepted, "{millis} ms");
    }
    assert_eq!(at(0).to_rfc3339(), "2026-12-08T04:00:00.000Z");
    let late = draft().submit(&supplier(), &terms(), &submission(10, 1, 1), &stamp()).unwrap_err();
    assert_eq!(late, BidRefusal::Late { received_at: at(1), closed_at: at(0) });
}

#[test]
fn m6_what_came_late_is_recorded_and_leaves_what_was_there() {
    let attempt = |millis| LateAttempt {
        by: PersonId(id(4)),
        received_at: at(millis),
        envelopes: submission(12, 3, millis).envelopes,
    };
    assert_eq!(draft().refuse_late(attempt(0), at(0)), Err(BidRefusal::NotLate));
    let late = draft().refuse_late(attempt(1), at(0)).unwrap();
    assert_eq!((late.state(), late.late.len(), late.versions().count()), (BidState::LateRefused, 1, 0));
    assert_eq!(late.late[0].envelopes.price.sha256, Digest([103; 32]));
    let replaced_late = submitted().refuse_late(attempt(1), at(0)).unwrap();
    assert_eq!((replaced_late.state(), replaced_late.versions().count()), (BidState::Sealed, 1));
}

#[test]
fn a_bid_is_sealed_by_the_clock_and_needs_no_job() {
    let bid = submitted();
    for (millis, standing) in [(-1, BidState::Submitted), (0, BidState::Submitted), (1, BidState::Sealed)] {
        assert_eq!(bid.standing(at(0), at(millis)), standing, "{millis} ms");
    }
    assert_eq!(bid.state(), BidState::Submitted);
    assert!(bid.clone().settle(at(0), at(0)).is_err());
    assert_eq!(bid.settle(at(0), at(1)).unwrap().state(), BidState::Sealed);
}

#[test]
fn s20_a_supplier_bids_once_for_a_lot() {
    let start =
        |other, now| Bid::start(BidId(id(6)), &terms(), OrganisationId(id(3)), other, now).map(|bid| bid.state());
    let bid = BidId(id(5));
    assert_eq!(start(Some(bid), at(-1)), Err(BidRefusal::AlreadyBidding { bid }));
    assert_eq!(start(None, at(-1)), Ok(BidState::Draft));
    assert_eq!(start(None, at(1)), Err(BidRefusal::Late { received_at: at(1), closed_at: at(0) }));
    let early = Timestamp::from_millis(terms().published_at.millis() - 1);
    assert_eq!(start(None, early), Err(BidRefusal::NotPublished));
}

#[test]
fn s23_without_a_non_collusion_declaration_of_its_own_a_bid_is_not_submitted() {
    let mut silent = submission(10, 1, -1);
    silent.declarations.clear();
    let missing = vec![Declaration::NonCollusion];
    let refused = draft().submit(&supplier(), &terms(), &silent, &stamp());
    assert_eq!(refused, Err(BidRefusal::DeclarationsMissing { missing }), "the one on file does not do");
    let mut forgetful = supplier();
    forgetful.declarations.retain(|one| one.declaration != Declaration::DataTerms);
    let missing = vec![Declaration::DataTerms];
    let refused = draft().submit(&forgetful, &terms(), &submission(10, 1, -1), &stamp());
    assert_eq!(refused, Err(BidRefusal::DeclarationsMissing { missing }));
}

#[test]
fn a_submission_is_refused_for_each_thing_that_is_wrong_with_it() {
    let refuse = |change: fn(&mut Submission, &mut Terms, &mut Supplier)| {
        let (mut sent, mut terms, mut supplier) = (submission(10, 1, -1), terms(), supplier());
        change(&mut sent, &mut terms, &mut supplier);
        draft().submit(&supplier, &terms, &sent, &stamp()).map(|bid| bid.state())
    };
    assert_eq!(refuse(|_, _, _| ()), Ok(BidState::Submitted));
    let structure = Structure::TwoEnvelopes;
    assert_eq!(refuse(|s, _, _| s.envelopes.technical = None), Err(BidRefusal::WrongEnvelopes { structure }));
    let structure = Structure::PriceOnly;
    assert_eq!(refuse(|_, t, _| t.structure = Structure::PriceOnly), Err(BidRefusal::WrongEnvelopes { structure }));
    let alone = refuse(|s, t, _| (s.envelopes.technical, t.structure) = (None, Structure::PriceOnly));
    assert_eq!(alone, Ok(BidState::Submitted));
    assert_eq!(refuse(|_, t, _| t.notice_revision = 2), Err(BidRefusal::OutdatedNotice { current: 2 }));
    let current = Digest([9; 32]);
    assert_eq!(refuse(|s, _, _| s.key_set = Digest([8; 32])), Err(BidRefusal::OtherKeySet { current }));
    let stale = refuse(|s, _, _| s.step.password.confirmed_at = at(-11 * MINUTE));
    assert_eq!(stale, Err(BidRefusal::PasswordNotFresh));
    assert_eq!(refuse(|_, t, _| t.lot = LotId(id(99))), Err(BidRefusal::NotThisBid));
    assert_eq!(refuse(|_, _, s| s.organisation = OrganisationId(id(99))), Err(BidRefusal::NotThisBid));
    let standing = SupplierState::Suspended;
    assert_eq!(refuse(|_, _, s| s.state = SupplierState::Suspended), Err(BidRefusal::SupplierMayNotBid { standing }));
}

#[test]
fn the_same_submission_sent_again_has_the_same_receipt_even_after_the_close() {
    let bid = submitted();
    let again = submission(10, 1, 5 * MINUTE);
    assert_eq!(bid.clone().submit(&supplier(), &terms(), &again, &stamp()).unwrap(), bid);
    let other = submission(10, 2, -MINUTE);
    assert_eq!(bid.clone().submit(&supplier(), &terms(), &other, &stamp()), Err(BidRefusal::SubmissionReused));
    assert_eq!(bid.withdraw(&terms(), &step(10, -MINUTE), &stamp()), Err(BidRefusal::SubmissionReused));
}

#[test]
fn s22_every_version_is_kept_and_only_the_last_counts() {
    let bid = replaced();
    let versions: Vec<_> = bid.versions().map(|receipt| receipt.version).collect();
    assert_eq!(versions, [1, 2]);
    let fates = |bid: &Bid| [1, 2, 3].map(|version| bid.fate(version, at(0), at(1)));
    assert_eq!(fates(&bid), [Some(Fate::Replaced), Some(Fate::Live), None]);
    assert_eq!(bid.receipts[1].receipt.previous, Some(bid.receipts[0].sha256));
    let withdrawn = bid.withdraw(&terms(), &step(12, -30 * MINUTE), &stamp()).unwrap();
    assert_eq!(fates(&withdrawn), [Some(Fate::Replaced), Some(Fate::Withdrawn), None]);
    assert_eq!(withdrawn.standing(at(0), at(1)), BidState::Withdrawn);
    let back = withdrawn.submit(&supplier(), &terms(), &submission(13, 4, -20 * MINUTE), &stamp()).unwrap();
    assert_eq!(fates(&back), [Some(Fate::Replaced), Some(Fate::Withdrawn), Some(Fate::Live)]);
    assert_eq!(back.receipts.len(), 4);
}

#[test]
fn s22_a_bid_is_replaced_or_withdrawn_until_the_close_and_not_after() {
    let latest = submitted().latest_receipt().unwrap();
    for (millis, accepted) in [(-1, true), (0, true), (1, false)] {
        let sent = submission(11, 2, millis);
        let bid = submitted().replace(&supplier(), &terms(), &sent, latest, &stamp());
        assert_eq!(bid.is_ok(), accepted, "replaced {millis} ms");
        let bid = submitted().withdraw(&terms(), &step(11, millis), &stamp());
        assert_eq!(bid.is_ok(), accepted, "withdrawn {millis} ms");
    }
}

#[test]
fn a_replacement_names_the_receipt_it_replaces() {
    let refused = submitted().replace(&supplier(), &terms(), &submission(11, 2, -1), Digest([0; 32]), &stamp());
    assert_eq!(refused, Err(BidRefusal::NotLatestReceipt { latest: submitted().latest_receipt() }));
}

#[test]
fn a_withdrawal_needs_a_fresh_password_and_has_a_receipt_of_its_own() {
    let stale = Step { password: PasswordCheck { confirmed_at: at(-11 * MINUTE) }, ..step(11, 0) };
    assert_eq!(submitted().withdraw(&terms(), &stale, &stamp()), Err(BidRefusal::PasswordNotFresh));
    let withdrawn = submitted().withdraw(&terms(), &step(11, 0), &stamp()).unwrap();
    let receipt = &withdrawn.receipts[1].receipt;
    assert_eq!((receipt.action, receipt.version), (ReceiptAction::Withdrawn, 1));
    assert_eq!(receipt.envelopes, withdrawn.receipts[0].receipt.envelopes);
}

#[test]
fn m10_an_unreconfirmed_bid_counts_only_when_no_change_was_substantial() {
    let amend = |changes: &[bool]| {
        changes.iter().fold(submitted(), |bid, one| bid.amended(*one, at(0), at(-30 * MINUTE)).unwrap())
    };
    for (changes, at_close) in [
        (vec![], BidState::Sealed),
        (vec![false], BidState::Sealed),
        (vec![true], BidState::Lapsed),
        (vec![true, false], BidState::Lapsed),
        (vec![false, true], BidState::Lapsed),
    ] {
        let bid = amend(&changes);
        assert_eq!(bid.standing(at(0), at(1)), at_close, "{changes:?}");
        assert_eq!(bid.settle(at(0), at(1)).unwrap().state(), at_close, "{changes:?}");
    }
    let amended = amend(&[true]);
    assert_eq!(amended.state(), BidState::NeedsReconfirmation);
    let revised = Terms { notice_revision: 2, ..terms() };
    let outdated = amended.clone().reconfirm(&revised, &step(14, -1), &stamp());
    assert_eq!(outdated, Err(BidRefusal::OutdatedNotice { current: 2 }));
    let confirm = Step { notice_revision: 2, ..step(14, 0) };
    let bid = amended.clone().reconfirm(&revised, &confirm, &stamp()).unwrap();
    assert_eq!((bid.state(), bid.standing(at(0), at(1))), (BidState::Submitted, BidState::Sealed));
    assert_eq!(bid.receipts[1].receipt.notice_revision, 2);
    let late = Step { notice_revision: 2, ..step(14, 1) };
    assert!(amended.reconfirm(&revised, &late, &stamp()).is_err());
}

#[test]
fn s1_nobody_learns_how_many_bids_there_are_before_the_opening() {
    assert_eq!(shown_count(None, at(1), 4), None);
    for (millis, shown) in [(-1, None), (0, Some(4)), (1, Some(4))] {
        assert_eq!(shown_count(Some(at(0)), at(millis), 4), shown);
    }
}

fn in_state(state: BidState) -> Bid {
    Bid { state, ..submitted() }
}

#[test]
fn s21_a_supplier_excluded_at_the_close_or_at_the_award_cannot_win() {
    for at_close in SupplierState::ALL {
        for at_award in SupplierState::ALL {
            let excluded = |state: &SupplierState| matches!(state.code(), "suspended" | "debarred");
            let awarded = in_state(BidState::Recommended).award(*at_close, *at_award);
            assert_eq!(awarded.is_ok(), !excluded(at_close) && !excluded(at_award), "{at_close:?} {at_award:?}");
        }
    }
}

#[test]
fn a_price_is_judged_when_the_bidder_has_answered_or_its_time_is_over() {
    let query = PriceQuery { question: "why so low?".into(), due_at: at(100), answered_at: None };
    let asked = in_state(BidState::PriceOpened).query_price(query).unwrap();
    let outstanding = BidRefusal::AnswerOutstanding { due_at: at(100) };
    assert_eq!(asked.clone().reject_price("silent", at(100)), Err(outstanding));
    assert_eq!(asked.clone().reject_price("silent", at(101)).unwrap().state(), BidState::Rejected);
    assert_eq!(asked.clone().answer_price(at(101)), Err(BidRefusal::AnswerLate { due_at: at(100) }));
    let answered = asked.answer_price(at(100)).unwrap();
    assert_eq!(answered.clone().accept_price(" ", at(100)), Err(BidRefusal::ReasonMissing));
    assert_eq!(answered.accept_price("explained", at(100)).unwrap().state(), BidState::PriceOpened);
}

#[test]
fn a_bid_misses_a_named_requirement_for_a_reason() {
    let found = |reason: &str| result::NonConformity { requirement: RequirementId(id(8)), reason: reason.into() };
    assert_eq!(in_state(BidState::Opened).mark_non_conforming(&found("")), Err(BidRefusal::ReasonMissing));
    let marked = in_state(BidState::Opened).mark_non_conforming(&found("no Cantonese")).unwrap();
    assert_eq!(marked.state(), BidState::NonConforming);
}

#[test]
fn s20_related_and_joint_bids_are_both_kept_and_flagged() {
    let parties = |members: &[u128], related: &[u128]| Parties {
        members: members.iter().map(|one| OrganisationId(id(*one))).collect(),
        related: related.iter().map(|one| OrganisationId(id(*one))).collect(),
    };
    let bid = |number, organisation, parties| (BidId(id(number)), OrganisationId(id(organisation)), parties);
    let bids = [
        bid(1, 11, parties(&[], &[12])),
        bid(2, 12, parties(&[], &[])),
        bid(3, 13, parties(&[14], &[])),
        bid(4, 14, parties(&[], &[])),
        bid(5, 15, parties(&[], &[99])),
    ];
    let found: Vec<_> = parties::linked(&bids).into_iter().map(|two| (two.one, two.other, two.shares_member)).collect();
    assert_eq!(found, [(BidId(id(1)), BidId(id(2)), false), (BidId(id(3)), BidId(id(4)), true)]);
}
