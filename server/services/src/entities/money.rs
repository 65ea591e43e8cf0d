//! Rows about money, orders, deployments and their use.

entity!(budget_lines, "budget_lines", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    organisation_id: Uuid,
    code: String,
    name_en: String,
    name_zh_hant: String,
    name_zh_hans: String,
});

entity!(budget_allocations, "budget_allocations", {
    #[sea_orm(primary_key, auto_increment = false)]
    line_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    year: i32,
    allocated_cents: i64,
});

entity!(orders, "orders", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    reference: String,
    listing_id: Uuid,
    contract_id: Option<Uuid>,
    organisation_id: Uuid,
    created_by: Uuid,
    submitted_by: Option<Uuid>,
    endorsed_by: Option<Uuid>,
    approved_by: Option<Uuid>,
    state: String,
    users: i64,
    units: i64,
    months: i64,
    starts_on: String,
    data_level: String,
    budget_line_id: Uuid,
    purpose: String,
    reason: String,
    price_cents: i64,
    quote_json: String,
    submitted_at: i64,
    approved_at: Option<i64>,
    updated_at: i64,
    version: i64,
});

entity!(commitments, "commitments", {
    #[sea_orm(primary_key, auto_increment = false)]
    order_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    year: i32,
    line_id: Uuid,
    amount_cents: i64,
    released_cents: i64,
    committed_at: i64,
});

entity!(payments, "payments", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    order_id: Uuid,
    line_id: Uuid,
    year: i32,
    invoice: String,
    paid_on: String,
    amount_cents: i64,
    recorded_by: Uuid,
    recorded_at: i64,
});

entity!(deployments, "deployments", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    order_id: Uuid,
    listing_id: Uuid,
    organisation_id: Uuid,
    state: String,
    licensed_users: i64,
    training_on: Option<String>,
    oversight_owner: Option<String>,
    planned_at: i64,
    live_at: Option<i64>,
    retired_at: Option<i64>,
});

entity!(usage_readings, "usage_readings", {
    #[sea_orm(primary_key, auto_increment = false)]
    deployment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    period: String,
    #[sea_orm(primary_key, auto_increment = false)]
    correction: i64,
    active_users: i64,
    transactions: i64,
    hours_saved: i64,
    hours_method: String,
    problems: i64,
    note: String,
    reason: String,
    reported_by: Uuid,
    reported_at: i64,
});
