//! Whatever is changed in a stored entry or in the tree is found.

use super::*;

type Mutation = (&'static str, fn(&mut audit_entries::Model));

fn flip(byte: &mut u8) {
    *byte ^= 1;
}

fn flip_id(id: &mut Option<Uuid>) {
    *id = Some(id.map_or(Uuid::nil(), |id| {
        let mut bytes = id.into_bytes();
        flip(&mut bytes[15]);
        Uuid::from_bytes(bytes)
    }));
}

/// Changes the character nearest to this share of the text that is one byte, in one bit.
fn flip_character(text: &mut String, share: usize) {
    let mut bytes = std::mem::take(text).into_bytes();
    let from = (bytes.len() - 1) * share / 4;
    let at = (from..bytes.len()).chain(0..from).find(|at| bytes[*at].is_ascii_graphic()).unwrap();
    flip(&mut bytes[at]);
    *text = String::from_utf8(bytes).unwrap();
}

/// One changed byte in each column, and in the long ones in several places.
const MUTATIONS: [Mutation; 17] = [
    ("position", |entry| entry.position += 1_000),
    ("position, before the first", |entry| entry.position = -1 - entry.position),
    ("at", |entry| entry.at ^= 1),
    ("person_id", |entry| flip_id(&mut entry.person_id)),
    ("person_id, gone or come", |entry| entry.person_id = entry.person_id.xor(Some(Uuid::nil()))),
    ("organisation_id", |entry| flip_id(&mut entry.organisation_id)),
    ("event", |entry| flip_character(&mut entry.event, 0)),
    ("subject_id", |entry| flip_id(&mut entry.subject_id)),
    ("body, first byte", |entry| flip_character(&mut entry.body, 0)),
    ("body, a quarter in", |entry| flip_character(&mut entry.body, 1)),
    ("body, in the middle", |entry| flip_character(&mut entry.body, 2)),
    ("body, last byte", |entry| flip_character(&mut entry.body, 4)),
    ("body, a blank more", |entry| entry.body.push(' ')),
    ("leaf_hash, first byte", |entry| flip(&mut entry.leaf_hash[0])),
    ("leaf_hash, a byte less", |entry| entry.leaf_hash.truncate(31)),
    ("root_hash, last byte", |entry| flip(&mut entry.root_hash[31])),
    ("root_hash, a byte more", |entry| entry.root_hash.push(0)),
];

#[tokio::test]
async fn a_changed_byte_in_any_column_of_any_entry_is_found() {
    let office = office_with_entries().await;
    assert_whole(&office).await;
    let entries = entries(&office).await;
    assert!(
        entries.iter().any(|entry| entry.person_id.is_none()) && entries.iter().any(|entry| entry.person_id.is_some())
    );
    for entry in entries {
        for (column, change) in MUTATIONS {
            let mut changed = entry.clone();
            change(&mut changed);
            assert_ne!(changed, entry, "{column}");
            replace(&office, entry.position, changed.clone()).await;
            let at = assert_damaged(&office, column).await;
            if !column.starts_with("position") {
                assert_eq!(at, entry.position as u64, "{column}");
            }
            replace(&office, changed.position, entry.clone()).await;
        }
    }
    assert_whole(&office).await;
}

#[tokio::test]
async fn two_fields_that_only_moved_a_letter_between_them_are_found() {
    let office = office_with_entries().await;
    let entry = entries(&office).await.pop().unwrap();
    let mut changed = entry.clone();
    let letter = changed.event.pop().unwrap();
    changed.body.insert(0, letter);
    replace(&office, entry.position, changed).await;
    assert_damaged(&office, "a letter moved from event to body").await;
    let mut changed = entry.clone();
    (changed.person_id, changed.organisation_id) = (entry.subject_id, entry.person_id);
    changed.subject_id = Some(Uuid::nil());
    replace(&office, entry.position, changed).await;
    assert_damaged(&office, "ids that changed places").await;
}

#[tokio::test]
async fn a_changed_byte_in_any_column_of_the_tree_is_found() {
    let office = office_with_entries().await;
    let tree = tree(&office).await;
    type Damage = fn(&mut audit_tree::Model);
    let changes: [(&str, Damage); 6] = [
        ("size", |tree| tree.size += 1),
        ("frontier, first byte", |tree| flip(&mut tree.frontier[0])),
        ("frontier, last byte", |tree| flip(tree.frontier.last_mut().unwrap())),
        ("frontier, emptied", |tree| tree.frontier.clear()),
        ("root_hash, first byte", |tree| flip(&mut tree.root_hash[0])),
        ("root_hash, a byte less", |tree| tree.root_hash.truncate(31)),
    ];
    for (column, change) in changes {
        let mut changed = tree.clone();
        change(&mut changed);
        assert_ne!(changed, tree, "{column}");
        put_tree(&office, changed).await;
        assert_eq!(assert_damaged(&office, column).await, tree.size as u64, "{column}");
    }
    put_tree(&office, tree).await;
    assert_whole(&office).await;
    office.damage("delete from audit_tree").await.unwrap();
    assert_damaged(&office, "a tree that is gone").await;
}

#[tokio::test]
async fn a_value_of_another_kind_is_damage_and_not_a_failure_of_ours() {
    let office = office_with_entries().await;
    for (column, value) in
        [("at", "'yesterday'"), ("person_id", "'Chan'"), ("leaf_hash", "'abc'"), ("event", "x'ff00ff'")]
    {
        let before = entries(&office).await.remove(2);
        // PostgreSQL and the types of its columns may refuse the value; then there is nothing to find.
        let sql = format!("update audit_entries set {column} = {value} where position = 2");
        if office.damage(&sql).await.is_ok() {
            assert_eq!(assert_damaged(&office, column).await, 2, "{column}");
            replace(&office, 2, before).await;
            assert_whole(&office).await;
        }
    }
}
