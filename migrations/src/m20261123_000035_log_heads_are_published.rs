//! Which heads of the log everybody may read.

use crate::coded;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let heads = Table::create()
            .table("log_heads")
            .col(big_integer("size").check(Expr::cust("size > 0")))
            .col(coded("occasion", &["hour", "closing", "opening"]))
            .col(binary("root_hash"))
            .col(big_integer("taken_at"))
            .primary_key(Index::create().col("size").col("occasion"))
            .to_owned();
        manager.create_table(heads).await
    }
}
