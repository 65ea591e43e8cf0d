//! Which keys a tender's bids were sealed to before, whether those bids count on, and which keys may be known to others.

use crate::refers;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["suspected_at", "erased_at"] {
            let added = Table::alter().table("sealing_keys").add_column(big_integer_null(column)).to_owned();
            manager.alter_table(added).await?;
        }
        let former = Table::create()
            .table("former_key_sets")
            .col(uuid("tender_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(binary("canonical"))
            .col(binary("hash"))
            .col(big_integer("made_at"))
            .col(big_integer("ended_at"))
            .col(boolean("is_void"))
            .primary_key(Index::create().col("tender_id").col("number"))
            .foreign_key(&mut refers("former_key_sets", "tender_id", "tenders"))
            .to_owned();
        manager.create_table(former).await
    }
}
