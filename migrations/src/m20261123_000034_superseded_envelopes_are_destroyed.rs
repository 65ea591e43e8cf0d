//! Which tenders' replaced and withdrawn envelopes were destroyed.

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
        let destroyed = Table::create()
            .table("destroyed_envelopes")
            .col(pk_uuid("tender_id"))
            .col(big_integer("destroyed_at"))
            .col(big_integer("envelopes").check(Expr::cust("envelopes >= 0")))
            .foreign_key(&mut refers("destroyed_envelopes", "tender_id", "tenders"))
            .to_owned();
        manager.create_table(destroyed).await
    }
}
