//! Notice that a contract ends before its time: until its last day it is carried out.

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
        let notices = Table::create()
            .table("termination_notices")
            .col(pk_uuid("contract_id"))
            .col(string("cause"))
            .col(text("words").check(Expr::cust("words <> ''")))
            .col(string("effective_on"))
            .foreign_key(&mut refers("termination_notices", "contract_id", "contracts"))
            .to_owned();
        manager.create_table(notices).await
    }
}
