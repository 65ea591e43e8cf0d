//! Evaluations lie closed: where they stand can be read, marks and prices only by holders of the master key.

use crate::{coded, refers};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 8] =
    ["not_started", "declaring", "scoring", "moderating", "technical_final", "pricing", "ranked", "reported"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let evaluations = Table::create()
            .table("evaluations")
            .col(pk_uuid("tender_id"))
            .col(coded("state", &STATES))
            .col(text("terms_json"))
            .col(binary("papers_closed"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("evaluations", "tender_id", "tenders"))
            .to_owned();
        manager.create_table(evaluations).await
    }
}
