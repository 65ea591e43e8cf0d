//! The log remembers every change as a leaf of a Merkle tree, and letters wait to be delivered.

use crate::{index, refers};
use sea_orm_migration::{prelude::*, schema::*, sea_orm};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let entries = Table::create()
            .table("audit_entries")
            .col(big_integer("position").primary_key())
            .col(big_integer("at"))
            .col(uuid_null("person_id"))
            .col(uuid_null("organisation_id"))
            .col(string("event"))
            .col(uuid_null("subject_id"))
            .col(text("body"))
            .col(binary("leaf_hash"))
            .col(binary("root_hash"))
            .to_owned();
        manager.create_table(entries).await?;
        manager.create_index(index("audit_entries", &["subject_id", "position"])).await?;

        let tree = Table::create()
            .table("audit_tree")
            .col(integer("id").primary_key().check(Expr::cust("id = 1")))
            .col(big_integer("size"))
            .col(binary("frontier"))
            .col(binary("root_hash"))
            .to_owned();
        manager.create_table(tree).await?;
        // SHA-256 of nothing is the root of the empty tree (RFC 6962, 2.1).
        let literal = match manager.get_database_backend() {
            sea_orm::DatabaseBackend::Postgres => {
                ["'\\x'", "'\\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"]
            }
            _ => ["x''", "x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"],
        };
        let [frontier, root] = literal;
        manager
            .get_connection()
            .execute_unprepared(&format!(
                "insert into audit_tree (id, size, frontier, root_hash) values (1, 0, {frontier}, {root})"
            ))
            .await?;

        let outbox = Table::create()
            .table("outbox")
            .col(pk_uuid("id"))
            .col(uuid_null("person_id"))
            .col(string("letter"))
            .col(text("facts_json"))
            .col(big_integer("written_at"))
            .col(big_integer("attempts").default(0))
            .col(big_integer("next_at"))
            .col(big_integer("leased_until").default(0))
            .col(big_integer_null("sent_at"))
            .col(big_integer_null("given_up_at"))
            .col(text("last_error").default(""))
            .foreign_key(&mut refers("outbox", "person_id", "people"))
            .to_owned();
        manager.create_table(outbox).await?;
        manager.create_index(index("outbox", &["sent_at", "given_up_at", "next_at"])).await?;
        manager.create_index(index("outbox", &["person_id"])).await?;

        let once = Table::create()
            .table("once_tokens")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(text("answer"))
            .col(big_integer("used_at"))
            .to_owned();
        manager.create_table(once).await
    }
}
