//! A tender of several lots is divided at publication; each lot is a tender that knows its place.

use crate::{refers, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lots = Table::create()
            .table("tender_lots")
            .col(pk_uuid("tender_id"))
            .col(uuid("group_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(integer("count").check(Expr::cust("count > 1 and number <= count")))
            .foreign_key(&mut refers("tender_lots", "tender_id", "tenders"))
            .foreign_key(&mut refers("tender_lots", "group_id", "tenders"))
            .to_owned();
        manager.create_table(lots).await?;
        // Finds the lots of a group, and forbids a second one with a number.
        manager.create_index(unique("tender_lots", &["group_id", "number"])).await
    }
}
