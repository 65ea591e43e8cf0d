//! Rows about people, the log, letters and one-time keys.

entity!(organisations, "organisations", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    code: String,
    kind: String,
    name_en: String,
    name_zh_hant: String,
    name_zh_hans: String,
    short_en: String,
    short_zh_hant: String,
    short_zh_hans: String,
});

entity!(people, "people", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    organisation_id: Uuid,
    email: String,
    name: String,
    locale: String,
    password_hash: Option<String>,
    account_version: i64,
    created_at: i64,
    disabled_at: Option<i64>,
});

entity!(memberships, "memberships", {
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    role: String,
});

entity!(sessions, "sessions", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    token_hash: Vec<u8>,
    person_id: Uuid,
    account_version: i64,
    user_agent: String,
    created_at: i64,
    seen_at: i64,
    ended_at: Option<i64>,
});

entity!(one_time_links, "one_time_links", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    person_id: Uuid,
    account_version: i64,
    token_hash: Option<Vec<u8>>,
    requested_at: i64,
    expires_at: Option<i64>,
    used_at: Option<i64>,
});

entity!(throttles, "throttles", {
    #[sea_orm(primary_key, auto_increment = false)]
    key: String,
    tries: i64,
    last_at: i64,
});

entity!(counters, "counters", {
    #[sea_orm(primary_key, auto_increment = false)]
    name: String,
    value: i64,
});

entity!(audit_entries, "audit_entries", {
    #[sea_orm(primary_key, auto_increment = false)]
    position: i64,
    at: i64,
    person_id: Option<Uuid>,
    organisation_id: Option<Uuid>,
    event: String,
    subject_id: Option<Uuid>,
    body: String,
    leaf_hash: Vec<u8>,
    root_hash: Vec<u8>,
});

entity!(audit_tree, "audit_tree", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: i32,
    size: i64,
    frontier: Vec<u8>,
    root_hash: Vec<u8>,
});

entity!(log_heads, "log_heads", {
    #[sea_orm(primary_key, auto_increment = false)]
    size: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    occasion: String,
    root_hash: Vec<u8>,
    taken_at: i64,
});

entity!(outbox, "outbox", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person_id: Option<Uuid>,
    watch_id: Option<Uuid>,
    letter: String,
    facts_json: String,
    written_at: i64,
    attempts: i64,
    next_at: i64,
    leased_until: i64,
    sent_at: Option<i64>,
    given_up_at: Option<i64>,
    last_error: String,
});

entity!(once_tokens, "once_tokens", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person_id: Uuid,
    form_sha256: Option<Vec<u8>>,
    answer: String,
    used_at: i64,
});
