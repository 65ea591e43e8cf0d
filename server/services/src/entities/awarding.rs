//! Rows about awards, what bidders were told of them, challenges, debriefs and public notices.

entity!(awards, "awards", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    round: i32,
    state: String,
    bid_id: Uuid,
    supplier_id: Uuid,
    value_cents: i64,
    tier: String,
    recommended_by: Uuid,
    recommended_at: i64,
    approved_by: Option<Uuid>,
    notified_at: Option<i64>,
    signable_from: Option<i64>,
    confirmed_at: Option<i64>,
    end_reason: String,
    award_json: Option<String>,
    file_closed: Vec<u8>,
    version: i64,
});

entity!(award_letters, "award_letters", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    award_id: Uuid,
    bid_id: Uuid,
    organisation_id: Uuid,
    won: bool,
    closed: Vec<u8>,
    written_at: i64,
});

entity!(challenges, "challenges", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    award_id: Uuid,
    number: i32,
    organisation_id: Uuid,
    sent_by: Uuid,
    ground_known_on: String,
    received_at: i64,
    in_time: bool,
    ground_closed: Vec<u8>,
    outcome: Option<String>,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
    decision: String,
});

entity!(debriefs, "debriefs", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    award_id: Uuid,
    bid_id: Uuid,
    organisation_id: Uuid,
    asked_by: Uuid,
    asked_at: i64,
    delivered_by: Option<Uuid>,
    delivered_at: Option<i64>,
    text_closed: Option<Vec<u8>>,
});

entity!(award_notices, "award_notices", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    award_id: Option<Uuid>,
    reference: String,
    kind: String,
    published_at: i64,
    notice_json: String,
    sha256: String,
});
