//! Heads of the log are published at fixed times, and receipts are proved to be in the log by them.

use super::*;
use crate::audit::{heads_file, publish_heads, published_heads, tree};
use crate::bids;
use crate::entities::log_heads;
use crate::testing::{BIDDER, PASSWORD, TD_TENDERS};
use bidding::{LogHead, LogProof, NoteKey, read_heads};
use domain::bids::{Digest, EnvelopeKind, Receipt};
use domain::log::Occasion;
use domain::time::{Day, Timestamp};

fn on_the_hour() -> Timestamp {
    Day::of(2026, 12, 1).unwrap().starts_at().plus_minutes(600)
}

async fn occasions(office: &Office) -> Vec<(u64, Occasion)> {
    let heads = published_heads(&office.public(), 100).await.unwrap();
    heads.into_iter().rev().map(|one| (one.head.size, one.occasion)).collect()
}

async fn file(office: &Office) -> Vec<LogHead> {
    let key = NoteKey::parse(&crate::signing::published_key(&office.services)).unwrap();
    let note = heads_file(&office.public()).await.unwrap();
    read_heads(key.read(&note).unwrap()).unwrap()
}

#[tokio::test]
async fn a_head_is_published_once_an_hour_and_what_is_written_between_does_not_show() {
    let office = office_with_entries().await;
    let (officer, size) = (office.person(TD.officer).await, office.log().await.len() as u64);
    office.services.clock.set(on_the_hour());
    publish_heads(&office.system()).await.unwrap();
    assert_eq!(occasions(&office).await, [(size, Occasion::Hour)]);
    crate::catalogue::remove_from_shortlist(&officer, "S0005").await.unwrap();
    office.services.clock.set(on_the_hour().plus_minutes(59));
    publish_heads(&office.system()).await.unwrap();
    assert_eq!(occasions(&office).await, [(size, Occasion::Hour)], "not before the next hour");
    for hour in 1..3 {
        office.services.clock.set(on_the_hour().plus_minutes(60 * hour));
        publish_heads(&office.system()).await.unwrap();
        assert_eq!(occasions(&office).await, [(size, Occasion::Hour), (size + 1, Occasion::Hour)]);
    }
    crate::catalogue::remove_from_shortlist(&officer, "S0019").await.unwrap();
    publish_heads(&office.system()).await.unwrap();
    assert_eq!(occasions(&office).await.len(), 2, "an hour in which nothing was written was published as well");
    assert_whole(&office).await;
}

#[tokio::test]
async fn a_published_head_that_is_not_the_logs_own_is_found() {
    let office = office_with_entries().await;
    publish_heads(&office.system()).await.unwrap();
    assert_whole(&office).await;
    let db = office.services.db.writer();
    let root = log_heads::Column::RootHash;
    log_heads::Entity::update_many().col_expr(root, Expr::value(vec![0_u8; 32])).exec(db).await.unwrap();
    assert_eq!(assert_damaged(&office, "another root").await, 7);
}

#[tokio::test]
async fn a_receipt_is_proved_to_be_in_the_log_by_the_heads_that_everybody_reads() {
    let office = Office::sample().await;
    let keys = office.keys_held(&TD_TENDERS).await;
    let tender = office.tender_published(&TD_TENDERS).await;
    publish_heads(&office.system()).await.unwrap();
    office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
    let caller = office.person(BIDDER).await;
    let given = bids::submit(&caller, &tender, office.submission(), PASSWORD).await.unwrap();
    publish_heads(&office.system()).await.unwrap();
    let early = bids::receipt_proof(&caller, &tender, 1).await;
    assert!(matches!(early, Err(crate::Failure::NotFound)), "the head of this hour was published before");
    assert!(!bids::show(&caller, &tender).await.unwrap().receipts[0].is_provable);

    office.pass_minutes(60);
    publish_heads(&office.system()).await.unwrap();
    assert!(bids::show(&caller, &tender).await.unwrap().receipts[0].is_provable);
    let text = bids::receipt_proof(&caller, &tender, 1).await.unwrap();
    let proof = LogProof::from_text(&text).unwrap();
    let receipt = Digest(crate::random::sha256(given.text.as_bytes()));
    assert_eq!(proof.entry, Receipt::from_text(&given.text).unwrap().log_entry);
    let root = proof.root(receipt).unwrap();
    assert!(file(&office).await.iter().any(|head| head.size == proof.size && head.root == root));
    assert_ne!(proof.root(Digest([0; 32])), Some(root), "no other receipt is there");
    let later = LogProof { written_at: proof.written_at.plus_minutes(1), ..proof.clone() };
    assert_ne!(later.root(receipt), Some(root), "nor is it there at another instant");

    // Closing and opening are published as soon as they are recorded, and the log is proved at every later size.
    office.services.clock.set(Day::of(2026, 12, 18).unwrap().starts_at().plus_minutes(725));
    for who in &TD_TENDERS.openers[..2] {
        let opener = office.person(who).await;
        let kind = EnvelopeKind::Technical;
        crate::openings::contribute(&opener, &tender, kind, PASSWORD, &keys[*who]).await.unwrap();
    }
    publish_heads(&office.system()).await.unwrap();
    let log = office.log().await;
    for (name, occasion) in [("bids.closed", Occasion::Closing), ("bids.opened", Occasion::Opening)] {
        let position = log.iter().position(|event| event == name).unwrap() as u64;
        assert!(occasions(&office).await.contains(&(position + 1, occasion)), "{name}");
    }
    let sizes: Vec<_> = file(&office).await.iter().map(|head| head.size).collect();
    assert!(sizes.is_sorted() && sizes.len() >= 4, "{sizes:?}");
    let entries = entries(&office).await;
    let leaves: Vec<tree::Hash> = entries.iter().map(|one| one.leaf_hash.clone().try_into().unwrap()).collect();
    for size in proof.entry + 1..=leaves.len() as u64 {
        let path = tree::path(&leaves[..size as usize], proof.entry as usize).into_iter().map(Digest).collect();
        let root = LogProof { size, path, ..proof.clone() }.root(receipt).unwrap();
        assert_eq!(root.0, entries[size as usize - 1].root_hash[..], "{size} entries");
    }
    assert_whole(&office).await;
}
