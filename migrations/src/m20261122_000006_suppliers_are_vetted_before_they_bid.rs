//! Suppliers keep a file, declare, and are vetted by two officers before they bid.

use crate::{coded, index, refers, unique};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 10] = [
    "draft",
    "submitted",
    "under_review",
    "needs_info",
    "verified",
    "rejected",
    "expired",
    "suspended",
    "debarred",
    "closed",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let null = |mut column: ColumnDef| column.null().to_owned();
        let suppliers = Table::create()
            .table("suppliers")
            // The supplier is an organisation; both have one id.
            .col(pk_uuid("id"))
            .col(string("reference"))
            .col(text("legal_name_en"))
            .col(text("legal_name_zh"))
            .col(coded("place", &["hong_kong", "overseas"]))
            .col(string_null("business_registration"))
            .col(string_null("certificate_expires_on"))
            .col(string("company_number"))
            .col(string_null("country"))
            .col(string_null("register_number"))
            // The entry of a register that no two suppliers share; none while another holds it.
            .col(string_null("entry"))
            .col(text("address"))
            .col(null(coded("region", &["hong_kong", "kowloon", "new_territories"])))
            .col(text("website"))
            .col(text("contact_name"))
            .col(string("contact_email"))
            .col(string_null("contact_phone"))
            .col(big_integer_null("staff"))
            .col(boolean("manufacturing"))
            .col(integer_null("founded_year"))
            .col(boolean("large_group"))
            .col(coded("state", &STATES))
            .col(big_integer_null("asked_at"))
            .col(text("question"))
            .col(string_null("first_verified_on"))
            .col(string_null("valid_until"))
            .col(uuid_null("suspended_by"))
            .col(text("suspension_reason"))
            .col(string_null("suspension_ends_on"))
            .col(uuid_null("debarred_by"))
            .col(text("debarment_reason"))
            .col(text("debarment_hearing"))
            .col(string_null("debarment_from"))
            .col(string_null("debarment_ends_on"))
            .col(null(coded("vouch_body", &["hkstp", "cyberport"])))
            .col(string_null("vouch_until"))
            // Which reminder was sent last before the present verification ends.
            .col(big_integer_null("reminded_days"))
            .col(big_integer("applied_at"))
            .col(big_integer_null("confirmed_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("suppliers", "id", "organisations"))
            .foreign_key(&mut refers("suppliers", "suspended_by", "people"))
            .foreign_key(&mut refers("suppliers", "debarred_by", "people"))
            .check(Expr::cust(
                "(place = 'hong_kong' and business_registration is not null and certificate_expires_on is not null) \
                 or (place = 'overseas' and country is not null and register_number is not null)",
            ))
            .check(Expr::cust("legal_name_en <> '' or legal_name_zh <> ''"))
            .check(Expr::cust("state <> 'suspended' or suspension_ends_on is not null"))
            .check(Expr::cust("state <> 'debarred' or debarment_ends_on is not null"))
            .check(Expr::cust("state <> 'needs_info' or asked_at is not null"))
            .check(Expr::cust("state <> 'verified' or (valid_until is not null and entry is not null)"))
            .to_owned();
        manager.create_table(suppliers).await?;
        manager.create_index(unique("suppliers", &["reference"])).await?;
        manager.create_index(unique("suppliers", &["entry"])).await?;
        manager.create_index(index("suppliers", &["state", "updated_at"])).await?;

        let declarations = Table::create()
            .table("supplier_declarations")
            .col(uuid("supplier_id"))
            .col(coded("declaration", &["non_collusion", "no_debarment", "national_security", "data_terms"]))
            .col(integer("version"))
            .col(string("made_on"))
            .primary_key(Index::create().col("supplier_id").col("declaration").col("version"))
            .foreign_key(&mut refers("supplier_declarations", "supplier_id", "suppliers"))
            .to_owned();
        manager.create_table(declarations).await?;

        // Of the review under way; earlier reviews are in the log.
        let checks = Table::create()
            .table("supplier_checks")
            .col(uuid("supplier_id"))
            .col(uuid("person_id"))
            .col(big_integer("checked_at"))
            .col(text("register_search"))
            .primary_key(Index::create().col("supplier_id").col("person_id"))
            .foreign_key(&mut refers("supplier_checks", "supplier_id", "suppliers"))
            .foreign_key(&mut refers("supplier_checks", "person_id", "people"))
            .check(Expr::cust("register_search <> ''"))
            .to_owned();
        manager.create_table(checks).await?;

        let helpers = Table::create()
            .table("supplier_helpers")
            .col(uuid("supplier_id"))
            .col(uuid("person_id"))
            .col(big_integer("said_at"))
            .primary_key(Index::create().col("supplier_id").col("person_id"))
            .foreign_key(&mut refers("supplier_helpers", "supplier_id", "suppliers"))
            .foreign_key(&mut refers("supplier_helpers", "person_id", "people"))
            .to_owned();
        manager.create_table(helpers).await
    }
}
