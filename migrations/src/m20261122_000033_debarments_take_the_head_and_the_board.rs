//! A debarment waits as a proposal until the board agrees.

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
        let proposals = Table::create()
            .table("debarment_proposals")
            .col(pk_uuid("supplier_id"))
            .col(uuid("person_id"))
            .col(text("reason").check(Expr::cust("reason <> ''")))
            .col(text("hearing").check(Expr::cust("hearing <> ''")))
            .col(string("proposed_on"))
            .col(string("ends_on"))
            .foreign_key(&mut refers("debarment_proposals", "supplier_id", "suppliers"))
            .foreign_key(&mut refers("debarment_proposals", "person_id", "people"))
            .to_owned();
        manager.create_table(proposals).await
    }
}
