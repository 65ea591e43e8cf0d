//! No secret lies in the database.

use super::*;
use crate::sample::PASSWORD;
use sea_orm::{ConnectionTrait, Statement};

/// Everything the database holds, as bytes: the files of SQLite, or every row of every table as text.
async fn everything(office: &Office) -> Vec<u8> {
    if let Some(file) = office.database_url.strip_prefix("sqlite:") {
        let log = std::fs::read(format!("{file}-wal")).unwrap_or_default();
        return [std::fs::read(file).unwrap(), log].concat();
    }
    let db = office.services.db.reader();
    let query = |sql: String| db.query_all_raw(Statement::from_string(sea_orm::DatabaseBackend::Postgres, sql));
    let tables = query("select tablename from pg_tables where schemaname = 'public'".to_owned()).await.unwrap();
    let mut all = Vec::new();
    for table in tables {
        let table: String = table.try_get_by_index(0).unwrap();
        for row in query(format!("select t::text from \"{table}\" t")).await.unwrap() {
            all.extend(row.try_get_by_index::<String>(0).unwrap().into_bytes());
        }
    }
    all
}

fn holds(everything: &[u8], text: &[u8]) -> bool {
    everything.windows(text.len()).any(|part| part == text)
}

#[tokio::test]
async fn no_password_token_or_link_is_kept_anywhere() {
    let office = Office::sample().await;
    let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let mailed = secret_of_newest_letter(&office).await;
    choose(&office, &mailed, NEW_PASSWORD).await.unwrap();
    let token = signed_in(&office, NEWCOMER, NEW_PASSWORD).await;
    let mistyped = "seven ferries before Moon";
    refusal(try_to_sign_in(&office, NEWCOMER, mistyped).await);
    refusal(try_to_sign_in(&office, "mistyped@td.sample.hk", PASSWORD).await);
    ask_for_reset(&office, NEWCOMER).await;
    let reset = secret_of_newest_letter(&office).await;

    let everything = everything(&office).await;
    // What may be there is found, so what is not found is not there.
    for known in [NEWCOMER, "Leung Ka Fai", "person.joined", "$argon2id$"] {
        assert!(holds(&everything, known.as_bytes()), "{known}");
    }
    let secrets = [secret_of(&invited.link), &mailed, &token, &reset, NEW_PASSWORD, mistyped, PASSWORD];
    for secret in secrets.into_iter().chain(["mistyped@td.sample.hk"]) {
        assert!(!holds(&everything, secret.as_bytes()), "{secret}");
    }
    for secret in [secret_of(&invited.link), &mailed, &token, &reset] {
        let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&secret[at * 2..at * 2 + 2], 16).unwrap()).collect();
        assert!(!holds(&everything, &bytes), "the bytes of {secret}");
    }
}
