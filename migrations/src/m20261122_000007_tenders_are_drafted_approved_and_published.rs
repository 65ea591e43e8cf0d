//! Tenders are drafted, approved and published; questions and addenda follow, and what happened moves their close.

use crate::{coded, index, refers, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 12] = [
    "draft",
    "in_approval",
    "approved",
    "published",
    "opened_technical",
    "evaluating",
    "opened_price",
    "recommended",
    "awarded_pending",
    "complete",
    "cancelled",
    "unsuccessful",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tenders = Table::create()
            .table("tenders")
            .col(pk_uuid("id"))
            .col(string("reference"))
            .col(uuid("organisation_id"))
            .col(uuid("created_by"))
            .col(uuid_null("copy_of"))
            .col(coded("state", &STATES))
            .col(string("category"))
            .col(text("title_en"))
            .col(text("title_zh_hant"))
            .col(text("title_zh_hans"))
            .col(big_integer_null("estimate_cents").check(Expr::cust("estimate_cents > 0")))
            .col(uuid_null("budget_line_id"))
            .col(big_integer("reserved_cents").check(Expr::cust("reserved_cents >= 0")))
            .col(text("draft_json"))
            .col(text("progress_json"))
            .col(integer("notice_revision").check(Expr::cust("notice_revision >= 0")))
            .col(big_integer_null("published_at"))
            .col(big_integer_null("closes_at"))
            .col(uuid_null("approved_by"))
            .col(text("return_reason"))
            .col(text_null("cancel_json"))
            .col(boolean("sample"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("tenders", "organisation_id", "organisations"))
            .foreign_key(&mut refers("tenders", "created_by", "people"))
            .foreign_key(&mut refers("tenders", "copy_of", "tenders"))
            .foreign_key(&mut refers("tenders", "budget_line_id", "budget_lines"))
            .foreign_key(&mut refers("tenders", "approved_by", "people"))
            // Nobody approves what they drafted, and what the public reads has its dates.
            .check(Expr::cust("approved_by is null or approved_by <> created_by"))
            .check(Expr::cust("(published_at is null) = (closes_at is null)"))
            .check(Expr::cust("(published_at is null) = (notice_revision = 0)"))
            .check(Expr::cust("(published_at is null) = (state in ('draft', 'in_approval', 'approved'))"))
            .to_owned();
        manager.create_table(tenders).await?;
        manager.create_index(unique("tenders", &["reference"])).await?;
        manager.create_index(index("tenders", &["organisation_id", "state"])).await?;
        manager.create_index(index("tenders", &["state", "closes_at"])).await?;
        manager.create_index(index("tenders", &["budget_line_id"])).await?;

        let notices = Table::create()
            .table("tender_notices")
            .col(uuid("tender_id"))
            .col(integer("revision").check(Expr::cust("revision > 0")))
            .col(big_integer("published_at"))
            .col(text("notice_json"))
            .col(string("sha256"))
            .primary_key(Index::create().col("tender_id").col("revision"))
            .foreign_key(&mut refers("tender_notices", "tender_id", "tenders"))
            .to_owned();
        manager.create_table(notices).await?;

        let files = Table::create()
            .table("tender_files")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(coded("kind", &["terms", "specification", "draft_contract", "other"]))
            .col(text("name"))
            .col(coded("format", &["pdf", "docx", "xlsx", "csv", "txt"]))
            .col(big_integer("size_bytes").check(Expr::cust("size_bytes > 0")))
            .col(string("sha256"))
            .col(big_integer("version").check(Expr::cust("version > 0")))
            .col(uuid("added_by"))
            .col(big_integer("added_at"))
            .col(big_integer_null("removed_at"))
            .col(integer_null("published_revision"))
            .foreign_key(&mut refers("tender_files", "tender_id", "tenders"))
            .foreign_key(&mut refers("tender_files", "added_by", "people"))
            .to_owned();
        manager.create_table(files).await?;
        manager.create_index(unique("tender_files", &["tender_id", "name", "version"])).await?;

        let questions = Table::create()
            .table("questions")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(binary("asker_mark"))
            .col(binary("asker_closed"))
            .col(text("text"))
            .col(big_integer("asked_at"))
            .col(text("wording"))
            .col(text("answer"))
            .col(uuid_null("answered_by"))
            .col(big_integer_null("answered_at"))
            .foreign_key(&mut refers("questions", "tender_id", "tenders"))
            .foreign_key(&mut refers("questions", "answered_by", "people"))
            .check(Expr::cust("(answered_at is null) = (answered_by is null)"))
            .check(Expr::cust("answered_at is null or (wording <> '' and answer <> '')"))
            .to_owned();
        manager.create_table(questions).await?;
        manager.create_index(index("questions", &["tender_id", "asked_at"])).await?;

        let addenda = Table::create()
            .table("addenda")
            .col(pk_uuid("id"))
            .col(uuid("tender_id"))
            .col(big_integer("number").check(Expr::cust("number > 0")))
            .col(coded("kind", &["substantial", "non_substantial"]))
            .col(text("text_en"))
            .col(text("text_zh_hant"))
            .col(text("text_zh_hans"))
            .col(uuid("issued_by"))
            .col(big_integer("issued_at"))
            .col(big_integer_null("moved_to"))
            .foreign_key(&mut refers("addenda", "tender_id", "tenders"))
            .foreign_key(&mut refers("addenda", "issued_by", "people"))
            .to_owned();
        manager.create_table(addenda).await?;
        manager.create_index(unique("addenda", &["tender_id", "number"])).await?;

        let disruptions = Table::create()
            .table("disruptions")
            .col(pk_uuid("id"))
            .col(coded("kind", &["signal_8", "extreme_conditions", "black_rain", "outage"]))
            .col(big_integer("from_at"))
            .col(big_integer_null("until_at"))
            .col(uuid("noted_by"))
            .col(big_integer("noted_at"))
            .foreign_key(&mut refers("disruptions", "noted_by", "people"))
            .check(Expr::cust("until_at is null or until_at > from_at"))
            .to_owned();
        manager.create_table(disruptions).await?;
        manager.create_index(index("disruptions", &["from_at"])).await
    }
}
