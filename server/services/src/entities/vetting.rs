//! Rows about suppliers.

entity!(suppliers, "suppliers", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    reference: String,
    legal_name_en: String,
    legal_name_zh: String,
    place: String,
    business_registration: Option<String>,
    certificate_expires_on: Option<String>,
    company_number: String,
    country: Option<String>,
    register_number: Option<String>,
    entry: Option<String>,
    address: String,
    region: Option<String>,
    website: String,
    contact_name: String,
    contact_email: String,
    contact_phone: Option<String>,
    staff: Option<i64>,
    manufacturing: bool,
    founded_year: Option<i32>,
    large_group: bool,
    state: String,
    asked_at: Option<i64>,
    question: String,
    first_verified_on: Option<String>,
    valid_until: Option<String>,
    suspended_by: Option<Uuid>,
    suspension_reason: String,
    suspension_ends_on: Option<String>,
    debarred_by: Option<Uuid>,
    debarment_reason: String,
    debarment_hearing: String,
    debarment_from: Option<String>,
    debarment_ends_on: Option<String>,
    vouch_body: Option<String>,
    vouch_until: Option<String>,
    reminded_days: Option<i64>,
    applied_at: i64,
    confirmed_at: Option<i64>,
    updated_at: i64,
    version: i64,
});

entity!(supplier_declarations, "supplier_declarations", {
    #[sea_orm(primary_key, auto_increment = false)]
    supplier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    declaration: String,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    made_on: String,
});

entity!(debarment_proposals, "debarment_proposals", {
    #[sea_orm(primary_key, auto_increment = false)]
    supplier_id: Uuid,
    person_id: Uuid,
    reason: String,
    hearing: String,
    proposed_on: String,
    ends_on: String,
});

entity!(supplier_checks, "supplier_checks", {
    #[sea_orm(primary_key, auto_increment = false)]
    supplier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    checked_at: i64,
    register_search: String,
});

entity!(supplier_helpers, "supplier_helpers", {
    #[sea_orm(primary_key, auto_increment = false)]
    supplier_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    said_at: i64,
});
