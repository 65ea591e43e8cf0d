//! Rows about listings and contracts.

entity!(contracts, "contracts", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    reference: String,
    ceiling_cents: i64,
    starts_on: String,
    ends_on: String,
});

entity!(listings, "listings", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    reference: String,
    slug: String,
    access: String,
    stage: String,
    category: String,
    owner_id: Option<Uuid>,
    owner_name: String,
    data_ceiling: Option<String>,
    risk_tier: Option<String>,
    hosting: Option<String>,
    model: Option<String>,
    supplier_en: String,
    supplier_zh_hant: String,
    supplier_zh_hans: String,
    supplier_size: Option<String>,
    startup: bool,
    languages: String,
    contract_id: Option<Uuid>,
    listed_on: String,
    standalone_estimate_cents: Option<i64>,
    integration_cost_cents: i64,
    sample: bool,
    revision: i64,
});

entity!(listing_texts, "listing_texts", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    locale: String,
    name: String,
    summary: String,
    description: String,
    human_review: String,
    limits: String,
    integration: String,
    prompts_go: String,
});

entity!(listing_evidence, "listing_evidence", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    ordinal: i32,
    kind: String,
    measured_on: String,
    value: String,
    measure_en: String,
    measure_zh_hant: String,
    measure_zh_hans: String,
    set_en: String,
    set_zh_hant: String,
    set_zh_hans: String,
});

entity!(listing_assurance, "listing_assurance", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    kind: String,
    signed_on: String,
    valid_until: String,
});

entity!(listing_rates, "listing_rates", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    ordinal: i32,
    kind: String,
    amount_cents: i64,
    unit: Option<String>,
});

entity!(listing_sources, "listing_sources", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    source: String,
    source_key: String,
    row_sha256: String,
    line: i64,
    row_json: String,
});

entity!(listing_search, "listing_search", {
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    title_tokens: String,
    body_tokens: String,
});

entity!(shortlist_items, "shortlist_items", {
    #[sea_orm(primary_key, auto_increment = false)]
    organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    listing_id: Uuid,
    person_id: Uuid,
    added_at: i64,
});
