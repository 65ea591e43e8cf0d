//! Departments order within their budget: lines, allocations, orders, commitments and payments.

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
        let lines = Table::create()
            .table("budget_lines")
            .col(pk_uuid("id"))
            .col(uuid("organisation_id"))
            .col(string("code"))
            .col(text("name_en"))
            .col(text("name_zh_hant"))
            .col(text("name_zh_hans"))
            .foreign_key(&mut refers("budget_lines", "organisation_id", "organisations"))
            .to_owned();
        manager.create_table(lines).await?;
        manager.create_index(unique("budget_lines", &["organisation_id", "code"])).await?;

        let allocations = Table::create()
            .table("budget_allocations")
            .col(uuid("line_id"))
            .col(integer("year"))
            .col(big_integer("allocated_cents").check(Expr::cust("allocated_cents >= 0")))
            .primary_key(Index::create().col("line_id").col("year"))
            .foreign_key(&mut refers("budget_allocations", "line_id", "budget_lines"))
            .to_owned();
        manager.create_table(allocations).await?;

        let states = [
            "draft",
            "submitted",
            "coordinator_review",
            "returned",
            "approved",
            "ordered",
            "accepted",
            "declined",
            "in_delivery",
            "fulfilled",
            "closed",
            "cancelled",
            "rejected",
        ];
        let orders = Table::create()
            .table("orders")
            .col(pk_uuid("id"))
            .col(string("reference"))
            .col(uuid("listing_id"))
            .col(uuid_null("contract_id"))
            .col(uuid("organisation_id"))
            .col(uuid("created_by"))
            .col(uuid_null("endorsed_by"))
            .col(uuid_null("approved_by"))
            .col(coded("state", &states))
            .col(big_integer("users").check(Expr::cust("users > 0")))
            .col(big_integer("units").check(Expr::cust("units >= 0")))
            .col(big_integer("months").check(Expr::cust("months > 0")))
            .col(string("starts_on"))
            .col(string("data_level"))
            .col(uuid("budget_line_id"))
            .col(text("purpose"))
            .col(text("reason"))
            .col(big_integer("price_cents").check(Expr::cust("price_cents >= 0")))
            .col(text("quote_json"))
            .col(big_integer("submitted_at"))
            .col(big_integer_null("approved_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("orders", "listing_id", "listings"))
            .foreign_key(&mut refers("orders", "contract_id", "contracts"))
            .foreign_key(&mut refers("orders", "organisation_id", "organisations"))
            .foreign_key(&mut refers("orders", "created_by", "people"))
            .foreign_key(&mut refers("orders", "budget_line_id", "budget_lines"))
            // Nobody decides on a request of their own, and nobody decides twice.
            .check(Expr::cust("endorsed_by is null or endorsed_by <> created_by"))
            .check(Expr::cust("approved_by is null or (approved_by <> created_by and approved_by <> endorsed_by)"))
            .to_owned();
        manager.create_table(orders).await?;
        manager.create_index(unique("orders", &["reference"])).await?;
        manager.create_index(index("orders", &["organisation_id", "state"])).await?;
        manager.create_index(index("orders", &["state"])).await?;
        manager.create_index(index("orders", &["listing_id"])).await?;
        manager.create_index(index("orders", &["contract_id"])).await?;

        let commitments = Table::create()
            .table("commitments")
            .col(uuid("order_id"))
            .col(integer("year"))
            .col(uuid("line_id"))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents >= 0")))
            .col(big_integer("released_cents").default(0))
            .col(big_integer("committed_at"))
            .primary_key(Index::create().col("order_id").col("year"))
            .check(Expr::cust("released_cents >= 0 and released_cents <= amount_cents"))
            .foreign_key(&mut refers("commitments", "order_id", "orders"))
            .foreign_key(&mut refers("commitments", "line_id", "budget_lines"))
            .to_owned();
        manager.create_table(commitments).await?;
        manager.create_index(index("commitments", &["line_id", "year"])).await?;

        let payments = Table::create()
            .table("payments")
            .col(pk_uuid("id"))
            .col(uuid("order_id"))
            .col(uuid("line_id"))
            .col(integer("year"))
            .col(string("invoice"))
            .col(string("paid_on"))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents > 0")))
            .col(uuid("recorded_by"))
            .col(big_integer("recorded_at"))
            .foreign_key(&mut refers("payments", "order_id", "orders"))
            .foreign_key(&mut refers("payments", "line_id", "budget_lines"))
            .to_owned();
        manager.create_table(payments).await?;
        manager.create_index(unique("payments", &["order_id", "invoice"])).await?;
        manager.create_index(index("payments", &["line_id", "year"])).await
    }
}
