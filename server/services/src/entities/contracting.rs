//! Rows about contracts that came of awards: their money, milestones, variations, payments and promises.

entity!(awarded_contracts, "awarded_contracts", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    award_id: Uuid,
    tender_id: Uuid,
    supplier_id: Uuid,
    buyer_id: Uuid,
    budget_line_id: Uuid,
    drafted_by: Uuid,
    state: String,
    original_cents: i64,
    performance: String,
    service_levels: String,
    data_terms: String,
    framework_json: Option<String>,
    ready_on: Option<String>,
    supplier_signed_by: Option<Uuid>,
    supplier_signed_at: Option<i64>,
    department_signed_by: Option<Uuid>,
    department_signed_at: Option<i64>,
    revision: i32,
    ended_on: Option<String>,
    end_cause: Option<String>,
    end_words: String,
    warned_spent: bool,
    warned_end: Option<String>,
    created_at: i64,
    updated_at: i64,
    version: i64,
});

entity!(contract_milestones, "contract_milestones", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    title: String,
    due_on: String,
    amount_cents: i64,
    accepted_by: Option<Uuid>,
    accepted_on: Option<String>,
    evidence: String,
});

entity!(contract_variations, "contract_variations", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    state: String,
    proposed_by: Uuid,
    reason: String,
    added_cents: i64,
    ends_on: Option<String>,
    milestones_json: String,
    decided_by: Option<Uuid>,
});

entity!(contract_commitments, "contract_commitments", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    year: i32,
    line_id: Uuid,
    amount_cents: i64,
    released_cents: i64,
    committed_at: i64,
});

entity!(contract_payments, "contract_payments", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    contract_id: Uuid,
    supplier_id: Uuid,
    milestone: i32,
    line_id: Uuid,
    year: i32,
    invoice: String,
    invoice_key: String,
    method: String,
    paid_on: String,
    amount_cents: i64,
    recorded_by: Uuid,
    recorded_at: i64,
});

entity!(termination_notices, "termination_notices", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    cause: String,
    words: String,
    effective_on: String,
});

entity!(contract_promises, "contract_promises", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    kind: String,
    amount: i64,
    due_on: String,
});

entity!(promise_deliveries, "promise_deliveries", {
    #[sea_orm(primary_key, auto_increment = false)]
    contract_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    promise: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    state: String,
    amount: i64,
    delivered_on: String,
    evidence: String,
    reported_by: Uuid,
    reported_at: i64,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
});
