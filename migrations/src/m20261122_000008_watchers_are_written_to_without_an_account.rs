//! Watchers are written to without an account: their address is kept closed, and a letter may belong to a watch.

use crate::{coded, index, refers, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let watches = Table::create()
            .table("watches")
            .col(pk_uuid("id"))
            .col(coded("scope", &["tender", "category", "all"]))
            .col(uuid_null("tender_id"))
            .col(string_null("category"))
            .col(uuid_null("person_id"))
            .col(binary_null("email_closed"))
            // What is watched by whom, as a mark: a second request finds the first.
            .col(binary("mark"))
            .col(coded("locale", &["zh-Hant", "zh-Hans", "en"]))
            .col(binary("confirm_hash"))
            .col(binary("stop_hash"))
            .col(big_integer("asked_at"))
            .col(big_integer_null("confirmed_at"))
            .foreign_key(&mut refers("watches", "tender_id", "tenders"))
            .foreign_key(&mut refers("watches", "person_id", "people"))
            .check(Expr::cust("(person_id is null) <> (email_closed is null)"))
            .check(Expr::cust("(scope = 'tender') = (tender_id is not null)"))
            .check(Expr::cust("(scope = 'category') = (category is not null)"))
            .to_owned();
        manager.create_table(watches).await?;
        manager.create_index(unique("watches", &["mark"])).await?;
        manager.create_index(unique("watches", &["confirm_hash"])).await?;
        manager.create_index(unique("watches", &["stop_hash"])).await?;
        manager.create_index(index("watches", &["tender_id"])).await?;

        // Without a foreign key: a watch that was stopped is gone, and its letters are then not sent.
        let letters = Table::alter().table("outbox").add_column(uuid_null("watch_id")).to_owned();
        manager.alter_table(letters).await?;
        manager.create_index(index("outbox", &["watch_id"])).await
    }
}
