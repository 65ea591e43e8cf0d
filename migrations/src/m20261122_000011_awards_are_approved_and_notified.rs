//! Awards are approved and notified; bidders challenge them and have them explained; the public reads a notice.

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
        // A recommendation and what becomes of it. One that was returned, cancelled or set aside stays, and the next
        // one of the tender is a further round. `file_closed` holds checks and the reasons of every bidder.
        let awards = Table::create()
            .table("awards")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(integer("round").check(Expr::cust("round > 0")))
            .col(coded("state", &["recommended", "returned", "pending", "active", "cancelled"]))
            .col(uuid("bid_id"))
            .col(uuid("supplier_id"))
            .col(big_integer("value_cents").check(Expr::cust("value_cents > 0")))
            .col(coded("tier", &["department_committee", "logistics_board", "central_board"]))
            .col(uuid("recommended_by"))
            .col(big_integer("recommended_at"))
            .col(uuid_null("approved_by"))
            .col(big_integer_null("notified_at"))
            .col(big_integer_null("signable_from"))
            .col(big_integer_null("confirmed_at"))
            .col(text("end_reason"))
            .col(text_null("award_json"))
            .col(binary("file_closed"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("awards", "tender_id", "tenders"))
            .foreign_key(&mut refers("awards", "supplier_id", "organisations"))
            .foreign_key(&mut refers("awards", "recommended_by", "people"))
            .foreign_key(&mut refers("awards", "approved_by", "people"))
            // Nobody approves what they recommended, and an award has told its bidders.
            .check(Expr::cust("approved_by is null or approved_by <> recommended_by"))
            .check(Expr::cust("(approved_by is null) = (notified_at is null)"))
            .check(Expr::cust("(notified_at is null) = (award_json is null)"))
            .check(Expr::cust("(notified_at is null) = (signable_from is null)"))
            .check(Expr::cust("state not in ('pending', 'active') or notified_at is not null"))
            .check(Expr::cust("state <> 'active' or confirmed_at is not null"))
            .to_owned();
        manager.create_table(awards).await?;
        manager.create_index(unique("awards", &["tender_id", "round"])).await?;
        manager.create_index(index("awards", &["state", "signable_from"])).await?;
        manager.create_index(index("awards", &["supplier_id"])).await?;

        // What each bidder is told, closed for its own row.
        let letters = Table::create()
            .table("award_letters")
            .col(pk_uuid("id"))
            .col(uuid("award_id"))
            .col(uuid("bid_id"))
            .col(uuid("organisation_id"))
            .col(boolean("won"))
            .col(binary("closed"))
            .col(big_integer("written_at"))
            .foreign_key(&mut refers("award_letters", "award_id", "awards"))
            .foreign_key(&mut refers("award_letters", "organisation_id", "organisations"))
            .to_owned();
        manager.create_table(letters).await?;
        manager.create_index(unique("award_letters", &["award_id", "bid_id"])).await?;
        manager.create_index(index("award_letters", &["organisation_id"])).await?;

        let challenges = Table::create()
            .table("challenges")
            .col(pk_uuid("id"))
            .col(uuid("award_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(uuid("organisation_id"))
            .col(uuid("sent_by"))
            .col(string("ground_known_on"))
            .col(big_integer("received_at"))
            .col(boolean("in_time"))
            .col(binary("ground_closed"))
            .col(
                ColumnDef::new("outcome")
                    .string()
                    .null()
                    .check(Expr::cust("outcome in ('dismissed', 'withdrawn', 'upheld')"))
                    .to_owned(),
            )
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .col(text("decision"))
            .foreign_key(&mut refers("challenges", "award_id", "awards"))
            .foreign_key(&mut refers("challenges", "organisation_id", "organisations"))
            .foreign_key(&mut refers("challenges", "sent_by", "people"))
            .foreign_key(&mut refers("challenges", "decided_by", "people"))
            .check(Expr::cust("(outcome is null) = (decided_at is null)"))
            .to_owned();
        manager.create_table(challenges).await?;
        manager.create_index(unique("challenges", &["award_id", "number"])).await?;

        let debriefs = Table::create()
            .table("debriefs")
            .col(pk_uuid("id"))
            .col(uuid("award_id"))
            .col(uuid("bid_id"))
            .col(uuid("organisation_id"))
            .col(uuid("asked_by"))
            .col(big_integer("asked_at"))
            .col(uuid_null("delivered_by"))
            .col(big_integer_null("delivered_at"))
            .col(binary_null("text_closed"))
            .foreign_key(&mut refers("debriefs", "award_id", "awards"))
            .foreign_key(&mut refers("debriefs", "organisation_id", "organisations"))
            .foreign_key(&mut refers("debriefs", "asked_by", "people"))
            .foreign_key(&mut refers("debriefs", "delivered_by", "people"))
            .check(Expr::cust("(delivered_at is null) = (delivered_by is null)"))
            .check(Expr::cust("(delivered_at is null) = (text_closed is null)"))
            .to_owned();
        manager.create_table(debriefs).await?;
        manager.create_index(unique("debriefs", &["award_id", "bid_id"])).await?;

        // What the public saw of how a tender ended.
        let notices = Table::create()
            .table("award_notices")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(uuid_null("award_id"))
            .col(string("reference"))
            .col(coded("kind", &["awarded", "unsuccessful"]))
            .col(big_integer("published_at"))
            .col(text("notice_json"))
            .col(string("sha256"))
            .foreign_key(&mut refers("award_notices", "tender_id", "tenders"))
            .foreign_key(&mut refers("award_notices", "award_id", "awards"))
            .check(Expr::cust("(kind = 'awarded') = (award_id is not null)"))
            .to_owned();
        manager.create_table(notices).await?;
        manager.create_index(unique("award_notices", &["award_id"])).await?;
        manager.create_index(index("award_notices", &["reference"])).await?;
        manager.create_index(index("award_notices", &["published_at"])).await
    }
}
