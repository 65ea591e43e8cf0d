//! Bids lie sealed: officers' keys, the keys of each tender, bids under marks, openings and what they opened.

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
        let keys = Table::create()
            .table("sealing_keys")
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(coded("purpose", &["officer", "recovery"]))
            .col(binary("public_key"))
            .col(binary("wrapped"))
            .col(big_integer("made_at"))
            .col(big_integer_null("rehearsed_at"))
            .col(big_integer_null("retired_at"))
            .foreign_key(&mut refers("sealing_keys", "person_id", "people"))
            .to_owned();
        manager.create_table(keys).await?;
        manager.create_index(index("sealing_keys", &["person_id"])).await?;

        let sets = Table::create()
            .table("key_sets")
            .col(pk_uuid("tender_id"))
            .col(binary("canonical"))
            .col(binary("hash"))
            .col(binary("closing_public_key"))
            .col(binary("closing_wrapped"))
            .col(big_integer("made_at"))
            .to_owned();
        manager.create_table(sets).await?;

        // Nothing here tells which tender or whose a bid is: `mark` says so only to holders of the master key.
        let bids = Table::create()
            .table("bids")
            .col(pk_uuid("id"))
            .col(binary("mark"))
            .col(binary("closed"))
            .col(big_integer("version").default(0))
            .to_owned();
        manager.create_table(bids).await?;
        manager.create_index(unique("bids", &["mark"])).await?;

        let closings = Table::create()
            .table("closing_records")
            .col(pk_uuid("tender_id"))
            .col(big_integer("closed_at"))
            .col(big_integer("recorded_at"))
            .col(big_integer("bids").check(Expr::cust("bids >= 0")))
            .col(text("record_json"))
            .to_owned();
        manager.create_table(closings).await?;

        let openings = Table::create()
            .table("openings")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(coded("kind", &["technical", "price"]))
            .col(coded("state", &["waiting", "opened", "lapsed"]))
            .col(uuid("first_by"))
            .col(big_integer("first_at"))
            .col(text("first_contributions"))
            .col(uuid_null("second_by"))
            .col(big_integer_null("opened_at"))
            .col(text("record_json"))
            .foreign_key(&mut refers("openings", "first_by", "people"))
            .to_owned();
        manager.create_table(openings).await?;
        manager.create_index(index("openings", &["tender_id", "kind"])).await?;

        let opened = Table::create()
            .table("opened_bids")
            .col(pk_uuid("bid_id"))
            .col(uuid("tender_id"))
            .col(uuid("lot_id"))
            .col(uuid("organisation_id"))
            .col(big_integer("received_at"))
            .col(string("state"))
            .col(text("technical_outcome"))
            .col(binary_null("technical_closed"))
            .col(text("price_outcome"))
            .col(binary_null("price_closed"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("opened_bids", "organisation_id", "organisations"))
            .to_owned();
        manager.create_table(opened).await?;
        manager.create_index(index("opened_bids", &["tender_id"])).await
    }
}
