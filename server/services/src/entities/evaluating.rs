//! Rows about the evaluation of opened bids.

entity!(evaluations, "evaluations", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    state: String,
    terms_json: String,
    papers_closed: Vec<u8>,
    version: i64,
});
