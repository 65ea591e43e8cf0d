//! Receipts say what was received, and when.

use super::tests::{at, envelope, id, replaced, submitted};
use super::*;
use crate::ids::{LotId, OrganisationId, TenderId};
use proptest::prelude::*;

const KEPT: &str = "\
marketplace bid receipt 1
action: submitted
tender: 00000000-0000-0000-0000-000000000001
lot: 00000000-0000-0000-0000-000000000002
notice-revision: 1
key-set: 0909090909090909090909090909090909090909090909090909090909090909
organisation: 00000000-0000-0000-0000-000000000003
submission: 00000000-0000-0000-0000-00000000000a
version: 1
technical: sha256=0101010101010101010101010101010101010101010101010101010101010101 bytes=65536 commitment=fefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefe
price: sha256=6565656565656565656565656565656565656565656565656565656565656565 bytes=65536 commitment=9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a
path: browser
received-at: 2026-12-08T03:10:00.000Z
previous: -
log-entry: 7
end: -
";

#[test]
fn a_receipt_has_one_text() {
    let bid = submitted();
    assert_eq!(bid.receipts[0].receipt.to_text(), KEPT);
    assert_eq!(Receipt::from_text(KEPT).as_ref(), Some(&bid.receipts[0].receipt));
    let second = &replaced().receipts[1].receipt;
    assert!(second.to_text().contains(&format!("previous: {}\n", bid.receipts[0].sha256)));
}

#[test]
fn a_receipt_that_was_touched_is_refused() {
    for (from, to) in [
        ("receipt 1", "receipt 2"),
        ("action: submitted", "action: accepted"),
        ("version: 1", "version: 01"),
        ("version: 1", "version: +1"),
        ("version: 1", "version: 4294967296"),
        ("version: 1\n", ""),
        ("\n", "\r\n"),
        ("lot: ", "lot:"),
        ("0909", "09 09"),
        ("fefe", "FEFE"),
        ("00000000000a", "00000000000A"),
        ("bytes=65536", "bytes=-1"),
        ("bytes=65536", "bytes=65536 more=1"),
        ("technical: sha256", "technical: - sha256"),
        ("T03:10", "T24:10"),
        ("T03:10", "t03:10"),
        (":00.000Z", ":00Z"),
        (":00.000Z", ":60.000Z"),
        (":00.000Z", ":00.000+00:00"),
        ("12-08", "13-08"),
        ("path: browser", "path: fax"),
        ("previous: -", "previous: "),
        ("end: -\n", "end: -"),
        ("end: -\n", "end: -\n\n"),
        ("end: -\n", "end: -\nmore: 1\n"),
    ] {
        let touched = KEPT.replace(from, to);
        assert_ne!(touched, KEPT, "{from:?}");
        assert_eq!(Receipt::from_text(&touched), None, "{from:?} -> {to:?}");
    }
    let lines: Vec<_> = KEPT.lines().collect();
    for index in 1..lines.len() {
        let mut swapped = lines.clone();
        swapped.swap(index, index - 1);
        assert_eq!(Receipt::from_text(&format!("{}\n", swapped.join("\n"))), None, "line {index}");
    }
}

prop_compose! {
    fn receipts()(
        ids in any::<[u128; 4]>(), seeds in any::<[u8; 4]>(), two in any::<bool>(), after in any::<bool>(),
        action in 0..4_usize, path in 0..3_usize, version in any::<u32>(), revision in any::<u32>(),
        millis in -2_000_000_000_000_i64..7_000_000_000_000, size_bytes in any::<u64>(), log_entry in any::<u64>(),
    ) -> Receipt {
        Receipt {
            action: ReceiptAction::ALL[action],
            tender: TenderId(id(ids[0])),
            lot: LotId(id(ids[1])),
            notice_revision: revision,
            key_set: Digest([seeds[0]; 32]),
            organisation: OrganisationId(id(ids[2])),
            submission: SubmissionId(id(ids[3])),
            version,
            envelopes: Envelopes {
                technical: two.then(|| Envelope { size_bytes, ..envelope(seeds[1]) }),
                price: envelope(seeds[2]),
            },
            path: SubmissionPath::ALL[path],
            received_at: Timestamp::from_millis(millis),
            previous: after.then_some(Digest([seeds[3]; 32])),
            log_entry,
        }
    }
}

proptest! {
    #[test]
    fn every_receipt_is_read_back_as_it_was_written(receipt in receipts()) {
        prop_assert_eq!(Receipt::from_text(&receipt.to_text()), Some(receipt));
    }

    #[test]
    fn a_receipt_with_one_character_changed_is_refused_or_another_receipt(
        receipt in receipts(), place in any::<prop::sample::Index>(), other in any::<char>(),
    ) {
        let text = receipt.to_text();
        let mut characters: Vec<_> = text.chars().collect();
        let place = place.index(characters.len());
        prop_assume!(characters[place] != other);
        characters[place] = other;
        let touched: String = characters.into_iter().collect();
        prop_assert_ne!(Receipt::from_text(&touched), Some(receipt));
    }

    #[test]
    fn any_text_is_read_without_failing(text in ".{0,400}") {
        prop_assert_eq!(Receipt::from_text(&text), None);
    }
}

#[test]
fn a_stamp_is_kept_to_the_millisecond() {
    let mut receipt = submitted().receipts[0].receipt.clone();
    receipt.received_at = at(1);
    assert!(receipt.to_text().contains("received-at: 2026-12-08T04:00:00.001Z\n"));
}
