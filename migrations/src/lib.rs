//! The schema, one sentence per file.
//!
//! Rules for every migration: forward only; expand first, contract in a later release; constraints say
//! the rules again; instants are whole milliseconds since 1970 in UTC (`…_at`, bigint), days are text
//! `2026-11-22` (`…_on`), money is whole cents (`…_cents`, bigint), on SQLite and PostgreSQL alike.
//! Nothing here imports today's types, so an old migration keeps compiling and meaning the same.

#![expect(elided_lifetimes_in_paths, reason = "the trait of the library writes them so")]

mod m20261122_000001_people_belong_to_organisations;
mod m20261122_000002_the_catalogue_holds_listings;
mod m20261122_000003_departments_order_within_their_budget;
mod m20261122_000004_deployments_report_their_use;
mod m20261122_000005_the_log_remembers_and_letters_wait;
mod m20261122_000006_suppliers_are_vetted_before_they_bid;
mod m20261122_000007_tenders_are_drafted_approved_and_published;
mod m20261122_000008_watchers_are_written_to_without_an_account;
mod m20261122_000009_bids_lie_sealed;
mod m20261122_000010_evaluations_lie_closed;
mod m20261122_000011_awards_are_approved_and_notified;
mod m20261122_000012_contracts_are_signed_and_carried_out;
mod m20261122_000021_orders_and_keys_remember_what_was_sent;
mod m20261122_000032_lots_are_tenders_of_their_own;
mod m20261122_000033_debarments_take_the_head_and_the_board;
mod m20261123_000034_superseded_envelopes_are_destroyed;
mod m20261123_000035_log_heads_are_published;
mod m20261123_000037_notice_is_given_before_a_contract_ends;
mod m20261123_000038_tenders_change_their_keys;
mod m20261123_000039_custodians_hold_closing_keys_jointly;
mod m20261123_000041_unread_envelopes_are_tried_again;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// Every migration, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_people_belong_to_organisations::Migration),
            Box::new(m20261122_000002_the_catalogue_holds_listings::Migration),
            Box::new(m20261122_000003_departments_order_within_their_budget::Migration),
            Box::new(m20261122_000004_deployments_report_their_use::Migration),
            Box::new(m20261122_000005_the_log_remembers_and_letters_wait::Migration),
            Box::new(m20261122_000006_suppliers_are_vetted_before_they_bid::Migration),
            Box::new(m20261122_000007_tenders_are_drafted_approved_and_published::Migration),
            Box::new(m20261122_000008_watchers_are_written_to_without_an_account::Migration),
            Box::new(m20261122_000009_bids_lie_sealed::Migration),
            Box::new(m20261122_000010_evaluations_lie_closed::Migration),
            Box::new(m20261122_000011_awards_are_approved_and_notified::Migration),
            Box::new(m20261122_000012_contracts_are_signed_and_carried_out::Migration),
            Box::new(m20261122_000021_orders_and_keys_remember_what_was_sent::Migration),
            Box::new(m20261122_000032_lots_are_tenders_of_their_own::Migration),
            Box::new(m20261122_000033_debarments_take_the_head_and_the_board::Migration),
            Box::new(m20261123_000034_superseded_envelopes_are_destroyed::Migration),
            Box::new(m20261123_000035_log_heads_are_published::Migration),
            Box::new(m20261123_000037_notice_is_given_before_a_contract_ends::Migration),
            Box::new(m20261123_000038_tenders_change_their_keys::Migration),
            Box::new(m20261123_000039_custodians_hold_closing_keys_jointly::Migration),
            Box::new(m20261123_000041_unread_envelopes_are_tried_again::Migration),
        ]
    }
}

/// A column that must be one of these codes.
fn coded(name: &'static str, codes: &[&str]) -> ColumnDef {
    let list = codes.iter().map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ");
    let mut column = sea_orm_migration::schema::string(name);
    column.check(Expr::cust(format!("{name} in ({list})")));
    column
}

/// A foreign key to `table.id`; `column` says the rest of its name.
fn refers(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("fk_{from}_{column}")).from(from, column).to(to, "id").to_owned()
}

/// An index that finds rows by these columns.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// An index that forbids a second row with the same values.
fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut unique = index(table, columns).unique().to_owned();
    unique.name(format!("uq_{table}_{}", columns.join("_")));
    unique
}
