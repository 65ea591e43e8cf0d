//! Custodians keep keys of their own, and every pair of them holds each tender's closing key jointly.

use crate::{coded, refers};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A check cannot be changed on SQLite, so the column gives way to another of the same name.
        let keys = || Table::alter().table("sealing_keys").to_owned();
        manager.alter_table(keys().rename_column("purpose", "former_purpose").to_owned()).await?;
        let purpose = coded("purpose", &["officer", "recovery", "closing_custodian"]).default("officer").take();
        manager.alter_table(keys().add_column(purpose).to_owned()).await?;
        let fill = Query::update().table("sealing_keys").value("purpose", Expr::col("former_purpose")).to_owned();
        manager.execute(fill).await?;
        manager.alter_table(keys().drop_column("former_purpose").to_owned()).await?;

        let custodies = Table::create()
            .table("closing_custodies")
            .col(uuid("tender_id"))
            .col(uuid("first_id"))
            .col(uuid("second_id").check(Expr::cust("second_id <> first_id")))
            .col(binary("first_public_key"))
            .col(binary("second_public_key"))
            .col(binary("joint"))
            .col(big_integer("made_at"))
            .primary_key(Index::create().col("tender_id").col("first_id").col("second_id"))
            .foreign_key(&mut refers("closing_custodies", "first_id", "people"))
            .foreign_key(&mut refers("closing_custodies", "second_id", "people"))
            .to_owned();
        manager.create_table(custodies).await
    }
}
