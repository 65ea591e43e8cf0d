mod changed_entries;
mod order_of_entries;
mod publishing;
mod sending;

use super::{Head, Verified, head, roots_at, verify};
use crate::catalogue::add_to_shortlist;
use crate::entities::{audit_entries, audit_tree};
use crate::testing::{Office, TD};
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};

/// An office with seven entries: some with a person and a subject, some with neither.
async fn office_with_entries() -> Office {
    let office = Office::sample().await;
    let officer = office.person(TD.officer).await;
    for solution in ["S0005", "S0019", "S0026"] {
        add_to_shortlist(&officer, solution).await.unwrap();
    }
    office.endorsed(&TD, "S0019").await;
    let wrong = domain::accounts::SignIn {
        email: domain::text::EmailAddress::parse("nobody@td.sample.hk").unwrap(),
        password: "wrong".to_owned(),
    };
    assert!(crate::accounts::sign_in(&office.public(), wrong, "192.0.2.1", "a browser").await.is_err());
    assert_eq!(office.log().await.len(), 7);
    office
}

async fn entries(office: &Office) -> Vec<audit_entries::Model> {
    let entries = audit_entries::Entity::find().order_by_asc(audit_entries::Column::Position);
    entries.all(office.services.db.reader()).await.unwrap()
}

async fn tree(office: &Office) -> audit_tree::Model {
    audit_tree::Entity::find_by_id(1).one(office.services.db.reader()).await.unwrap().unwrap()
}

/// Puts an entry in the place of the one at this position, past every rule.
async fn replace(office: &Office, position: i64, by: audit_entries::Model) {
    let db = office.services.db.writer();
    audit_entries::Entity::delete_by_id(position).exec(db).await.unwrap();
    insert(office, by).await;
}

async fn insert(office: &Office, entry: audit_entries::Model) {
    let db = office.services.db.writer();
    audit_entries::Entity::insert(entry.into_active_model()).exec_without_returning(db).await.unwrap();
}

async fn put_tree(office: &Office, tree: audit_tree::Model) {
    let db = office.services.db.writer();
    audit_tree::Entity::delete_by_id(1).exec(db).await.unwrap();
    audit_tree::Entity::insert(tree.into_active_model()).exec_without_returning(db).await.unwrap();
}

async fn assert_whole(office: &Office) {
    let found = verify(&office.system()).await.unwrap();
    assert!(matches!(found, Verified::Whole { .. }), "{found:?}");
}

/// The log is found damaged; returns where.
async fn assert_damaged(office: &Office, how: &str) -> u64 {
    match verify(&office.system()).await.unwrap() {
        Verified::Damaged { position, .. } => position,
        whole => panic!("{how} went unnoticed: {whole:?}"),
    }
}
