//! Rows about sealing keys, sealed bids and their openings.

entity!(sealing_keys, "sealing_keys", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person_id: Uuid,
    purpose: String,
    public_key: Vec<u8>,
    wrapped: Vec<u8>,
    made_at: i64,
    rehearsed_at: Option<i64>,
    retired_at: Option<i64>,
    suspected_at: Option<i64>,
    erased_at: Option<i64>,
});

entity!(former_key_sets, "former_key_sets", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i32,
    canonical: Vec<u8>,
    hash: Vec<u8>,
    made_at: i64,
    ended_at: i64,
    is_void: bool,
});

entity!(key_sets, "key_sets", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    canonical: Vec<u8>,
    hash: Vec<u8>,
    closing_public_key: Vec<u8>,
    closing_wrapped: Vec<u8>,
    made_at: i64,
});

entity!(closing_custodies, "closing_custodies", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    first_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    second_id: Uuid,
    first_public_key: Vec<u8>,
    second_public_key: Vec<u8>,
    joint: Vec<u8>,
    made_at: i64,
});

entity!(bids, "bids", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    mark: Vec<u8>,
    closed: Vec<u8>,
    version: i64,
});

entity!(closing_records, "closing_records", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    closed_at: i64,
    recorded_at: i64,
    bids: i64,
    record_json: String,
});

entity!(destroyed_envelopes, "destroyed_envelopes", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    destroyed_at: i64,
    envelopes: i64,
});

entity!(openings, "openings", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    kind: String,
    state: String,
    first_by: Uuid,
    first_at: i64,
    first_contributions: String,
    second_by: Option<Uuid>,
    opened_at: Option<i64>,
    record_json: String,
});

entity!(later_openings, "later_openings", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    kind: String,
    way: String,
    first_by: Uuid,
    second_by: Option<Uuid>,
    opened_at: i64,
    record_json: String,
});

entity!(opened_bids, "opened_bids", {
    #[sea_orm(primary_key, auto_increment = false)]
    bid_id: Uuid,
    tender_id: Uuid,
    lot_id: Uuid,
    organisation_id: Uuid,
    received_at: i64,
    state: String,
    technical_outcome: String,
    technical_closed: Option<Vec<u8>>,
    price_outcome: String,
    price_closed: Option<Vec<u8>>,
    version: i64,
});
