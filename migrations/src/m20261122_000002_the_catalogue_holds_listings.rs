//! The catalogue holds listings with their texts, evidence, assurance, rates and sources.

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
        let counters =
            Table::create().table("counters").col(string("name").primary_key()).col(big_integer("value")).to_owned();
        manager.create_table(counters).await?;

        let contracts = Table::create()
            .table("contracts")
            .col(pk_uuid("id"))
            .col(string("reference"))
            .col(big_integer("ceiling_cents").check(Expr::cust("ceiling_cents >= 0")))
            .col(string("starts_on"))
            .col(string("ends_on"))
            .to_owned();
        manager.create_table(contracts).await?;
        manager.create_index(unique("contracts", &["reference"])).await?;

        let listings = Table::create()
            .table("listings")
            .col(pk_uuid("id"))
            .col(string("reference"))
            .col(string("slug"))
            .col(coded("access", &["call_off", "in_house", "trial", "reference"]))
            .col(coded("stage", &["listed", "suspended", "retired"]))
            .col(string("category"))
            .col(uuid_null("owner_id"))
            .col(text("owner_name"))
            .col(string_null("data_ceiling"))
            .col(string_null("risk_tier"))
            .col(string_null("hosting"))
            .col(string_null("model"))
            .col(text("supplier_en"))
            .col(text("supplier_zh_hant"))
            .col(text("supplier_zh_hans"))
            .col(string_null("supplier_size"))
            .col(boolean("startup"))
            .col(string("languages"))
            .col(uuid_null("contract_id"))
            .col(string("listed_on"))
            .col(big_integer_null("standalone_estimate_cents"))
            .col(big_integer("integration_cost_cents"))
            .col(boolean("sample"))
            .col(big_integer("revision"))
            .foreign_key(&mut refers("listings", "owner_id", "organisations"))
            .foreign_key(&mut refers("listings", "contract_id", "contracts"))
            .to_owned();
        manager.create_table(listings).await?;
        manager.create_index(unique("listings", &["reference"])).await?;
        manager.create_index(index("listings", &["revision"])).await?;
        manager.create_index(index("listings", &["contract_id"])).await?;

        let texts = Table::create()
            .table("listing_texts")
            .col(uuid("listing_id"))
            .col(coded("locale", &["zh-Hant", "zh-Hans", "en"]))
            .col(text("name"))
            .col(text("summary"))
            .col(text("description"))
            .col(text("human_review"))
            .col(text("limits"))
            .col(text("integration"))
            .col(text("prompts_go"))
            .primary_key(Index::create().col("listing_id").col("locale"))
            .foreign_key(&mut refers("listing_texts", "listing_id", "listings"))
            .to_owned();
        manager.create_table(texts).await?;

        let evidence = Table::create()
            .table("listing_evidence")
            .col(uuid("listing_id"))
            .col(integer("ordinal"))
            .col(coded("kind", &["test", "live", "trial"]))
            .col(string("measured_on"))
            .col(text("value"))
            .col(text("measure_en"))
            .col(text("measure_zh_hant"))
            .col(text("measure_zh_hans"))
            .col(text("set_en"))
            .col(text("set_zh_hant"))
            .col(text("set_zh_hans"))
            .primary_key(Index::create().col("listing_id").col("ordinal"))
            .foreign_key(&mut refers("listing_evidence", "listing_id", "listings"))
            .to_owned();
        manager.create_table(evidence).await?;

        let assurance = Table::create()
            .table("listing_assurance")
            .col(uuid("listing_id"))
            .col(coded("kind", &["security", "privacy", "ai", "accessibility"]))
            .col(string("signed_on"))
            .col(string("valid_until"))
            .primary_key(Index::create().col("listing_id").col("kind"))
            .foreign_key(&mut refers("listing_assurance", "listing_id", "listings"))
            .to_owned();
        manager.create_table(assurance).await?;

        let rates = Table::create()
            .table("listing_rates")
            .col(uuid("listing_id"))
            .col(integer("ordinal"))
            .col(coded("kind", &["once", "month", "user_month", "unit"]))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents > 0")))
            .col(string_null("unit"))
            .primary_key(Index::create().col("listing_id").col("ordinal"))
            .foreign_key(&mut refers("listing_rates", "listing_id", "listings"))
            .to_owned();
        manager.create_table(rates).await?;

        let sources = Table::create()
            .table("listing_sources")
            .col(uuid("listing_id").primary_key())
            .col(string("source"))
            .col(string("source_key"))
            .col(string("row_sha256"))
            .col(big_integer("line"))
            .col(text("row_json"))
            .foreign_key(&mut refers("listing_sources", "listing_id", "listings"))
            .to_owned();
        manager.create_table(sources).await?;
        manager.create_index(unique("listing_sources", &["source", "source_key"])).await?;

        let search = Table::create()
            .table("listing_search")
            .col(uuid("listing_id").primary_key())
            .col(text("title_tokens"))
            .col(text("body_tokens"))
            .foreign_key(&mut refers("listing_search", "listing_id", "listings"))
            .to_owned();
        manager.create_table(search).await?;

        let shortlist = Table::create()
            .table("shortlist_items")
            .col(uuid("organisation_id"))
            .col(uuid("listing_id"))
            .col(uuid("person_id"))
            .col(big_integer("added_at"))
            .primary_key(Index::create().col("organisation_id").col("listing_id"))
            .foreign_key(&mut refers("shortlist_items", "organisation_id", "organisations"))
            .foreign_key(&mut refers("shortlist_items", "listing_id", "listings"))
            .foreign_key(&mut refers("shortlist_items", "person_id", "people"))
            .to_owned();
        manager.create_table(shortlist).await
    }
}
