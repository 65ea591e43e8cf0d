//! What came of trying envelopes again that could not be read at the opening.

use crate::{coded, index, refers};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let later = Table::create()
            .table("later_openings")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(coded("kind", &["technical", "price"]))
            .col(coded("way", &["pair", "bid_key"]))
            .col(uuid("first_by"))
            .col(uuid_null("second_by"))
            .col(big_integer("opened_at"))
            .col(text("record_json"))
            .foreign_key(&mut refers("later_openings", "first_by", "people"))
            .to_owned();
        manager.create_table(later).await?;
        manager.create_index(index("later_openings", &["tender_id"])).await
    }
}
