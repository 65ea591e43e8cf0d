//! Rows about tenders, their notices, files, questions and addenda, and about those who watch.

entity!(tenders, "tenders", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    reference: String,
    organisation_id: Uuid,
    created_by: Uuid,
    copy_of: Option<Uuid>,
    state: String,
    category: String,
    title_en: String,
    title_zh_hant: String,
    title_zh_hans: String,
    estimate_cents: Option<i64>,
    budget_line_id: Option<Uuid>,
    reserved_cents: i64,
    draft_json: String,
    progress_json: String,
    notice_revision: i32,
    published_at: Option<i64>,
    closes_at: Option<i64>,
    approved_by: Option<Uuid>,
    return_reason: String,
    cancel_json: Option<String>,
    sample: bool,
    created_at: i64,
    updated_at: i64,
    version: i64,
});

impl tenders::Model {
    /// Its title; Simplified Chinese falls back on Traditional.
    pub(crate) fn title(&self) -> domain::text::Trilingual {
        let simplified = if self.title_zh_hans.is_empty() { &self.title_zh_hant } else { &self.title_zh_hans };
        domain::text::Trilingual {
            en: self.title_en.clone(),
            zh_hant: self.title_zh_hant.clone(),
            zh_hans: simplified.clone(),
        }
    }
}

entity!(tender_lots, "tender_lots", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    group_id: Uuid,
    number: i32,
    count: i32,
});

entity!(tender_notices, "tender_notices", {
    #[sea_orm(primary_key, auto_increment = false)]
    tender_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    revision: i32,
    published_at: i64,
    notice_json: String,
    sha256: String,
});

entity!(tender_files, "tender_files", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    kind: String,
    name: String,
    format: String,
    size_bytes: i64,
    sha256: String,
    version: i64,
    added_by: Uuid,
    added_at: i64,
    removed_at: Option<i64>,
    published_revision: Option<i32>,
});

entity!(questions, "questions", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    asker_mark: Vec<u8>,
    asker_closed: Vec<u8>,
    text: String,
    asked_at: i64,
    wording: String,
    answer: String,
    answered_by: Option<Uuid>,
    answered_at: Option<i64>,
});

entity!(addenda, "addenda", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    tender_id: Uuid,
    number: i64,
    kind: String,
    text_en: String,
    text_zh_hant: String,
    text_zh_hans: String,
    issued_by: Uuid,
    issued_at: i64,
    moved_to: Option<i64>,
});

entity!(disruptions, "disruptions", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    from_at: i64,
    until_at: Option<i64>,
    noted_by: Uuid,
    noted_at: i64,
});

entity!(watches, "watches", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    scope: String,
    tender_id: Option<Uuid>,
    category: Option<String>,
    person_id: Option<Uuid>,
    email_closed: Option<Vec<u8>>,
    mark: Vec<u8>,
    locale: String,
    confirm_hash: Vec<u8>,
    stop_hash: Vec<u8>,
    asked_at: i64,
    confirmed_at: Option<i64>,
});
