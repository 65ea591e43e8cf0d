//! What a holder of a copy of the database reads: every row as text, past every rule.

use crate::Database;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

/// The first column of what a query finds, which must be text.
///
/// # Panics
///
/// When the database cannot be asked.
pub async fn texts(url: &str, sql: &str) -> Vec<String> {
    let db = Database::connect(url).await.expect("the database");
    let found = texts_of(db.reader(), sql).await;
    db.close().await.expect("the connection closes");
    found
}

/// Every table by name, with its rows; bytes stand in hexadecimal.
///
/// # Panics
///
/// When the database cannot be asked.
pub async fn everything(url: &str) -> Vec<(String, Vec<String>)> {
    let db = Database::connect(url).await.expect("the database");
    let tables = match db.is_sqlite() {
        true => "select name from sqlite_master where type = 'table' order by name",
        false => "select table_name::text from information_schema.tables where table_schema = 'public' order by 1",
    };
    let mut found = Vec::new();
    for table in texts_of(db.reader(), tables).await {
        let whole = match db.is_sqlite() {
            true => {
                let columns = format!("select 'quote(\"' || name || '\")' from pragma_table_info('{table}')");
                let columns = texts_of(db.reader(), &columns).await.join(" || ',' || ");
                format!("select {columns} from \"{table}\"")
            }
            false => format!("select t::text from \"{table}\" t"),
        };
        let rows = texts_of(db.reader(), &whole).await;
        found.push((table, rows));
    }
    db.close().await.expect("the connection closes");
    found
}

async fn texts_of(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}
