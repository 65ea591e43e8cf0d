//! Contracts are signed and carried out: their money by year, milestones, variations, payments and promises.

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
        // What came of an award, beside its row in `contracts`, which holds reference, value or ceiling, and term.
        let awarded = Table::create()
            .table("awarded_contracts")
            .col(pk_uuid("contract_id"))
            .col(uuid("award_id"))
            .col(uuid("tender_id"))
            .col(uuid("supplier_id"))
            .col(uuid("buyer_id"))
            .col(uuid("budget_line_id"))
            .col(uuid("drafted_by"))
            .col(coded("state", &STATES))
            .col(big_integer("original_cents").check(Expr::cust("original_cents > 0")))
            .col(text("performance"))
            .col(text("service_levels"))
            .col(text("data_terms"))
            .col(text_null("framework_json"))
            .col(string_null("ready_on"))
            .col(uuid_null("supplier_signed_by"))
            .col(big_integer_null("supplier_signed_at"))
            .col(uuid_null("department_signed_by"))
            .col(big_integer_null("department_signed_at"))
            .col(integer("revision").default(0))
            .col(string_null("ended_on"))
            .col(string_null("end_cause"))
            .col(text("end_words"))
            .col(boolean("warned_spent").default(false))
            .col(string_null("warned_end"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer("version").default(0))
            .foreign_key(&mut refers("awarded_contracts", "contract_id", "contracts"))
            .foreign_key(&mut refers("awarded_contracts", "award_id", "awards"))
            .foreign_key(&mut refers("awarded_contracts", "tender_id", "tenders"))
            .foreign_key(&mut refers("awarded_contracts", "supplier_id", "organisations"))
            .foreign_key(&mut refers("awarded_contracts", "buyer_id", "organisations"))
            .foreign_key(&mut refers("awarded_contracts", "budget_line_id", "budget_lines"))
            .foreign_key(&mut refers("awarded_contracts", "drafted_by", "people"))
            .foreign_key(&mut refers("awarded_contracts", "supplier_signed_by", "people"))
            .foreign_key(&mut refers("awarded_contracts", "department_signed_by", "people"))
            // Nobody signs what they drew up; the supplier signs first; in force is what both signed.
            .check(Expr::cust("department_signed_by is null or department_signed_by <> drafted_by"))
            .check(Expr::cust("department_signed_at is null or supplier_signed_at is not null"))
            .check(Expr::cust("state not in ('active', 'completed', 'terminated') or department_signed_at is not null"))
            .check(Expr::cust("end_cause is null or state = 'terminated'"))
            .check(Expr::cust("warned_end is null or warned_end in ('first', 'last')"))
            .to_owned();
        manager.create_table(awarded).await?;
        manager.create_index(index("awarded_contracts", &["award_id"])).await?;
        manager.create_index(index("awarded_contracts", &["buyer_id", "state"])).await?;
        manager.create_index(index("awarded_contracts", &["supplier_id"])).await?;
        manager.create_index(index("awarded_contracts", &["state"])).await?;

        let milestones = Table::create()
            .table("contract_milestones")
            .col(uuid("contract_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(text("title"))
            .col(string("due_on"))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents > 0")))
            .col(uuid_null("accepted_by"))
            .col(string_null("accepted_on"))
            .col(text("evidence"))
            .primary_key(Index::create().col("contract_id").col("number"))
            .foreign_key(&mut refers("contract_milestones", "contract_id", "contracts"))
            .foreign_key(&mut refers("contract_milestones", "accepted_by", "people"))
            .check(Expr::cust("(accepted_by is null) = (accepted_on is null)"))
            .to_owned();
        manager.create_table(milestones).await?;

        let variations = Table::create()
            .table("contract_variations")
            .col(uuid("contract_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(coded("state", &["proposed", "approved", "rejected"]))
            .col(uuid("proposed_by"))
            .col(text("reason"))
            .col(big_integer("added_cents"))
            .col(string_null("ends_on"))
            .col(text("milestones_json"))
            .col(uuid_null("decided_by"))
            .primary_key(Index::create().col("contract_id").col("number"))
            .foreign_key(&mut refers("contract_variations", "contract_id", "contracts"))
            .foreign_key(&mut refers("contract_variations", "proposed_by", "people"))
            .foreign_key(&mut refers("contract_variations", "decided_by", "people"))
            .check(Expr::cust("decided_by is null or decided_by <> proposed_by"))
            .check(Expr::cust("(state = 'proposed') = (decided_by is null)"))
            .to_owned();
        manager.create_table(variations).await?;

        let commitments = Table::create()
            .table("contract_commitments")
            .col(uuid("contract_id"))
            .col(integer("year"))
            .col(uuid("line_id"))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents >= 0")))
            .col(big_integer("released_cents").default(0))
            .col(big_integer("committed_at"))
            .primary_key(Index::create().col("contract_id").col("year"))
            .check(Expr::cust("released_cents >= 0 and released_cents <= amount_cents"))
            .foreign_key(&mut refers("contract_commitments", "contract_id", "contracts"))
            .foreign_key(&mut refers("contract_commitments", "line_id", "budget_lines"))
            .to_owned();
        manager.create_table(commitments).await?;
        manager.create_index(index("contract_commitments", &["line_id", "year"])).await?;

        let payments = Table::create()
            .table("contract_payments")
            .col(pk_uuid("id"))
            .col(uuid("contract_id"))
            .col(uuid("supplier_id"))
            .col(integer("milestone"))
            .col(uuid("line_id"))
            .col(integer("year"))
            .col(string("invoice"))
            .col(string("invoice_key"))
            .col(coded("method", &["bank_transfer", "fps", "cheque"]))
            .col(string("paid_on"))
            .col(big_integer("amount_cents").check(Expr::cust("amount_cents > 0")))
            .col(uuid("recorded_by"))
            .col(big_integer("recorded_at"))
            .foreign_key(&mut refers("contract_payments", "contract_id", "contracts"))
            .foreign_key(&mut refers("contract_payments", "supplier_id", "organisations"))
            .foreign_key(&mut refers("contract_payments", "line_id", "budget_lines"))
            .foreign_key(&mut refers("contract_payments", "recorded_by", "people"))
            .to_owned();
        manager.create_table(payments).await?;
        // A supplier's invoice is paid once, under whichever contract.
        manager.create_index(unique("contract_payments", &["supplier_id", "invoice_key"])).await?;
        manager.create_index(index("contract_payments", &["contract_id"])).await?;
        manager.create_index(index("contract_payments", &["line_id", "year"])).await?;

        let promises = Table::create()
            .table("contract_promises")
            .col(uuid("contract_id"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(coded("kind", &["apprentice_places", "training_hours", "local_jobs"]))
            .col(big_integer("amount").check(Expr::cust("amount > 0")))
            .col(string("due_on"))
            .primary_key(Index::create().col("contract_id").col("number"))
            .foreign_key(&mut refers("contract_promises", "contract_id", "contracts"))
            .to_owned();
        manager.create_table(promises).await?;

        let deliveries = Table::create()
            .table("promise_deliveries")
            .col(uuid("contract_id"))
            .col(integer("promise"))
            .col(integer("number").check(Expr::cust("number > 0")))
            .col(coded("state", &["reported", "confirmed", "not_confirmed"]))
            .col(big_integer("amount").check(Expr::cust("amount > 0")))
            .col(string("delivered_on"))
            .col(text("evidence"))
            .col(uuid("reported_by"))
            .col(big_integer("reported_at"))
            .col(uuid_null("decided_by"))
            .col(big_integer_null("decided_at"))
            .primary_key(Index::create().col("contract_id").col("promise").col("number"))
            .foreign_key(&mut refers("promise_deliveries", "contract_id", "contracts"))
            .foreign_key(&mut refers("promise_deliveries", "reported_by", "people"))
            .foreign_key(&mut refers("promise_deliveries", "decided_by", "people"))
            .check(Expr::cust("(state = 'reported') = (decided_by is null)"))
            .to_owned();
        manager.create_table(deliveries).await
    }
}

const STATES: [&str; 7] = ["drafting", "ready", "signed_supplier", "active", "completed", "terminated", "cancelled"];
