//! Deployments report their use month by month; a correction is a further row.

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
        let states =
            ["planned", "provisioning", "pilot", "live", "degraded", "suspended", "retiring", "retired", "abandoned"];
        let deployments = Table::create()
            .table("deployments")
            .col(pk_uuid("id"))
            .col(uuid("order_id"))
            .col(uuid("listing_id"))
            .col(uuid("organisation_id"))
            .col(coded("state", &states))
            .col(big_integer("licensed_users").check(Expr::cust("licensed_users >= 0")))
            .col(string_null("training_on"))
            .col(text_null("oversight_owner"))
            .col(big_integer("planned_at"))
            .col(big_integer_null("live_at"))
            .col(big_integer_null("retired_at"))
            // The purpose a department runs a solution for; a second deployment for it is a duplicate.
            .check(Expr::cust(
                "state not in ('live', 'degraded') or (live_at is not null and oversight_owner is not null)",
            ))
            .foreign_key(&mut refers("deployments", "order_id", "orders"))
            .foreign_key(&mut refers("deployments", "listing_id", "listings"))
            .foreign_key(&mut refers("deployments", "organisation_id", "organisations"))
            .to_owned();
        manager.create_table(deployments).await?;
        manager.create_index(unique("deployments", &["order_id"])).await?;
        manager.create_index(index("deployments", &["listing_id"])).await?;
        manager.create_index(index("deployments", &["organisation_id"])).await?;
        // One deployment of a solution at a time in a department, judged by the database too.
        manager
            .get_connection()
            .execute_unprepared(
                "create unique index uq_deployments_occupied on deployments (listing_id, organisation_id) \
                 where state not in ('retired', 'abandoned')",
            )
            .await?;

        let readings = Table::create()
            .table("usage_readings")
            .col(uuid("deployment_id"))
            .col(string("period"))
            .col(big_integer("correction"))
            .col(big_integer("active_users").check(Expr::cust("active_users >= 0")))
            .col(big_integer("transactions").check(Expr::cust("transactions >= 0")))
            .col(big_integer("hours_saved").check(Expr::cust("hours_saved >= 0")))
            .col(coded("hours_method", &["measured", "sampled", "estimated", "none"]))
            .col(big_integer("problems").check(Expr::cust("problems >= 0")))
            .col(text("note"))
            .col(text("reason"))
            .col(uuid("reported_by"))
            .col(big_integer("reported_at"))
            .primary_key(Index::create().col("deployment_id").col("period").col("correction"))
            .foreign_key(&mut refers("usage_readings", "deployment_id", "deployments"))
            .to_owned();
        manager.create_table(readings).await
    }
}
