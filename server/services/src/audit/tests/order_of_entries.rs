//! Entries have one order, nothing is between them, and what did not happen is not among them.

use super::*;
use crate::Failure;
use crate::catalogue::shortlist;
use crate::change::Change;
use crate::testing::SWD;
use domain::event::Event;
use domain::locale::Locale;
use tokio::task::JoinSet;

#[tokio::test]
async fn a_deleted_entry_is_missed_wherever_it_stood() {
    let office = office_with_entries().await;
    let entries = entries(&office).await;
    for entry in &entries {
        office.damage(&format!("delete from audit_entries where position = {}", entry.position)).await.unwrap();
        assert_eq!(assert_damaged(&office, "a deleted entry").await, entry.position as u64);
        insert(&office, entry.clone()).await;
    }
    assert_whole(&office).await;
    office.damage("delete from audit_entries").await.unwrap();
    assert_damaged(&office, "an emptied log").await;
}

#[tokio::test]
async fn a_deleted_last_entry_is_missed_even_when_the_tree_is_set_back_to_an_earlier_one() {
    let office = office_with_entries().await;
    let last = entries(&office).await.pop().unwrap();
    let tree = tree(&office).await;
    office.damage(&format!("delete from audit_entries where position = {}", last.position)).await.unwrap();
    put_tree(&office, audit_tree::Model { size: tree.size - 1, ..tree }).await;
    assert_damaged(&office, "a shortened log").await;
}

#[tokio::test]
async fn an_added_entry_is_found_wherever_it_stands() {
    let office = office_with_entries().await;
    let entries = entries(&office).await;
    let last = entries.last().unwrap();
    for position in [last.position + 1, last.position + 50, -1] {
        let added = audit_entries::Model { position, ..last.clone() };
        insert(&office, added).await;
        assert_damaged(&office, "an added entry").await;
        office.damage(&format!("delete from audit_entries where position = {position}")).await.unwrap();
    }
    assert_whole(&office).await;
}

#[tokio::test]
async fn entries_that_changed_places_are_found() {
    let office = office_with_entries().await;
    let entries = entries(&office).await;
    let (first, second) = (&entries[1], &entries[2]);
    replace(&office, 1, audit_entries::Model { position: 1_000, ..second.clone() }).await;
    replace(&office, 2, audit_entries::Model { position: 2, ..first.clone() }).await;
    replace(&office, 1_000, audit_entries::Model { position: 1, ..second.clone() }).await;
    assert_eq!(assert_damaged(&office, "two entries in each other's place").await, 1);
}

#[tokio::test]
async fn a_change_that_was_not_committed_leaves_nothing() {
    let office = Office::sample().await;
    let before = (entries(&office).await, tree(&office).await);
    let officer = office.person(TD.officer).await;
    let change = Change::begin(&officer).await.unwrap();
    assert_eq!(change.next_number("a counter of this test").await.unwrap(), 1);
    let once = office.once();
    assert_eq!(change.answer_before(once).await.unwrap(), None);
    change.remember_answer(once, "an answer").await.unwrap();
    let event = Event::ShortlistAdded {
        organisation: officer.officer().unwrap().organisation,
        listing: office.once().0.into(),
    };
    super::super::append(&change, &event).await.unwrap();
    drop(change);

    let change = Change::begin(&officer).await.unwrap();
    assert_eq!(change.next_number("a counter of this test").await.unwrap(), 1);
    assert_eq!(change.answer_before(once).await.unwrap(), None);
    drop(change);
    assert_eq!((entries(&office).await, tree(&office).await), before);
    assert_whole(&office).await;
}

#[tokio::test]
async fn an_operation_that_was_refused_halfway_leaves_nothing() {
    let office = Office::sample().await;
    let reference = office.endorsed(&TD, "S0019").await;
    let before = office.log().await;
    office.damage("update contracts set ceiling_cents = 0").await.unwrap();
    let refused = office.decide(crate::testing::CURATOR, &reference, domain::orders::Command::Approve).await;
    assert!(matches!(refused, Err(Failure::Refused(_))));
    assert_eq!(office.log().await, before);
    assert!(office.letters().await.iter().all(|(_, subject)| !subject.contains("批准：")));
    assert_whole(&office).await;
}

#[tokio::test]
async fn changes_made_at_once_stand_in_one_order_and_none_is_lost() {
    let office = Office::sample().await;
    let mut at_once = JoinSet::new();
    for solution in 1..=10 {
        for who in [TD.officer, SWD.officer] {
            let person = office.person(who).await;
            at_once.spawn(async move { add_to_shortlist(&person, &format!("S{solution:04}")).await.unwrap() });
        }
    }
    at_once.join_all().await;
    let entries = entries(&office).await;
    let positions: Vec<i64> = entries.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, (0..21).collect::<Vec<_>>());
    assert_whole(&office).await;
    for who in [TD.officer, SWD.officer] {
        assert_eq!(shortlist(&office.person(who).await, Locale::En).await.unwrap().len(), 10, "{who}");
    }
}

#[tokio::test]
async fn a_log_that_grows_while_it_is_read_is_whole() {
    let office = Office::sample().await;
    let mut writing = JoinSet::new();
    for who in [TD.officer, SWD.officer, TD.user] {
        let (person, solutions) = (office.person(who).await, 1..=20);
        writing.spawn(async move {
            for solution in solutions {
                add_to_shortlist(&person, &format!("S{solution:04}")).await.unwrap();
                crate::catalogue::remove_from_shortlist(&person, &format!("S{solution:04}")).await.unwrap();
            }
        });
    }
    while writing.try_join_next().is_none() {
        assert_whole(&office).await;
    }
    writing.join_all().await;
    assert_whole(&office).await;
}

#[tokio::test]
async fn the_head_of_the_log_is_the_root_that_its_last_entry_remembers() {
    let office = office_with_entries().await;
    let system = office.system();
    let Verified::Whole { size, root, .. } = verify(&system).await.unwrap() else { panic!("a damaged log") };
    assert_eq!(head(&system).await.unwrap(), Head { size, root: root.clone() });
    let roots = roots_at(&system, &[0, 1, 7, 8, u64::MAX]).await.unwrap();
    assert_eq!((roots.len(), &roots[&7]), (3, &root));
    let first = entries(&office).await.remove(0);
    assert_eq!(roots[&1], crate::random::hex(&first.root_hash));
    assert_eq!(roots[&1], crate::random::hex(&first.leaf_hash));
    let empty = Office::open().await;
    assert_eq!(head(&empty.system()).await.unwrap(), Head { size: 0, root: roots[&0].clone() });
}

#[tokio::test]
async fn only_the_service_itself_reads_the_log_again() {
    let office = Office::sample().await;
    assert!(matches!(verify(&office.public()).await, Err(Failure::SignInFirst)));
    assert!(matches!(head(&office.public()).await, Err(Failure::SignInFirst)));
    assert!(matches!(roots_at(&office.public(), &[1]).await, Err(Failure::SignInFirst)));
    assert!(matches!(verify(&office.person("sl.chow").await).await, Err(Failure::Forbidden(_))));
}
