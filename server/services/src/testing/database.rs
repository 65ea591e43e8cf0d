//! A fresh database for each test: empty, or a copy of the sample office as it was laid out.

use super::Office;
use crate::{Random, sample};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The sample office as it was laid out: the bytes of its SQLite file, or the name of its PostgreSQL database.
enum LaidOut {
    File(Vec<u8>),
    Database(String),
}

static LAID_OUT: OnceCell<LaidOut> = OnceCell::const_new();

/// The address of an empty database, and a folder that must outlive it.
pub(super) async fn empty() -> (String, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    match server() {
        Some(server) => (create(&server, "template1").await, folder),
        None => (file_in(&folder), folder),
    }
}

/// The address of a database that holds the sample office, and a folder that must outlive it.
pub(super) async fn sample() -> (String, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    match (LAID_OUT.get_or_init(lay_out).await, server()) {
        (LaidOut::Database(name), Some(server)) => (create(&server, name).await, folder),
        (LaidOut::File(bytes), _) => {
            let url = file_in(&folder);
            std::fs::write(folder.path().join("market.sqlite"), bytes).expect("a copy of the sample office");
            (url, folder)
        }
        (LaidOut::Database(_), None) => panic!("the PostgreSQL server of the tests is gone"),
    }
}

async fn lay_out() -> LaidOut {
    let office = Office::open().await;
    sample::lay_out(&office.system()).await.expect("the sample office").expect("an empty office");
    office.services.db.clone().close().await.expect("nothing left to write");
    match office.database_url.strip_prefix("sqlite:") {
        Some(file) => LaidOut::File(std::fs::read(file).expect("the file of the sample office")),
        None => LaidOut::Database(office.database_url.rsplit('/').next().unwrap_or_default().to_owned()),
    }
}

fn server() -> Option<String> {
    std::env::var("MARKET_TEST_DATABASE_URL").ok()
}

fn file_in(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("market.sqlite").display())
}

/// Makes a database like this one; returns its address.
async fn create(server: &str, like: &str) -> String {
    let name = format!("test_{}", Random::System.id().simple());
    let admin = sea_orm::Database::connect(server).await.expect("the PostgreSQL server of the tests");
    admin.execute_unprepared(&format!("create database {name} template {like}")).await.expect("a fresh database");
    admin.close().await.expect("the connection closes");
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    format!("{base}/{name}")
}
