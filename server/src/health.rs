//! Is the process alive, and is it ready to work?

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use services::Services;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

/// Longest wait for the database before it counts as not answering.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long an answer is kept, so that asking often costs nothing.
const KEPT: Duration = Duration::from_secs(1);
/// With less free space than this, nothing more should be begun.
const LEAST_FREE_BYTES: u64 = 256 * 1024 * 1024;

/// How the process stands, apart from what its services know.
#[derive(Debug)]
pub struct Standing {
    data_dir: PathBuf,
    stopping: AtomicBool,
    log_is_behind: AtomicBool,
    last: Mutex<Option<(Instant, Readiness)>>,
}

/// Whether it is ready, and what of.
#[derive(Debug, Clone, Copy, Serialize)]
struct Readiness {
    ready: bool,
    /// A change can begin.
    database: &'static str,
    /// It holds what was published of the log.
    log: &'static str,
    /// Search has read the catalogue; until then a search waits for it.
    catalogue: &'static str,
    /// There is room for the database to grow.
    disk: &'static str,
    /// It was not told to stop.
    process: &'static str,
}

impl Standing {
    /// A process that is not stopping, with its data in this folder.
    pub fn new(data_dir: PathBuf) -> Standing {
        let (stopping, log_is_behind) = (AtomicBool::new(false), AtomicBool::new(false));
        Standing { data_dir, stopping, log_is_behind, last: Mutex::new(None) }
    }

    /// It is not ready from now on.
    pub fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// The database does not hold what was published of its log, or does again.
    pub fn set_log_behind(&self, behind: bool) {
        self.log_is_behind.store(behind, Ordering::SeqCst);
    }

    async fn readiness(&self, services: &Services) -> Readiness {
        let mut last = self.last.lock().await;
        let stopping = self.stopping.load(Ordering::SeqCst);
        if let Some((at, readiness)) = *last
            && at.elapsed() < KEPT
            && !stopping
        {
            return readiness;
        }
        let database = matches!(timeout(PATIENCE, services.db.can_write()).await, Ok(Ok(())));
        let log = !self.log_is_behind.load(Ordering::SeqCst);
        let disk = self.has_room();
        let word = |good: bool, bad| if good { "ok" } else { bad };
        let readiness = Readiness {
            ready: database && log && disk && !stopping,
            database: word(database, "cannot be written"),
            log: word(log, "behind what was published"),
            catalogue: if services.shelf.is_loaded() { "ok" } else { "loading" },
            disk: word(disk, "nearly full"),
            process: word(!stopping, "stopping"),
        };
        *last = Some((Instant::now(), readiness));
        readiness
    }

    /// There is room in the data folder; where nobody can tell, there is.
    fn has_room(&self) -> bool {
        let free = rustix::fs::statvfs(&self.data_dir).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        free.map_or(true, |free| free >= LEAST_FREE_BYTES)
    }
}

/// What the two answers need.
#[derive(Debug, Clone)]
pub(crate) struct HealthState {
    pub standing: Arc<Standing>,
    pub services: Arc<Services>,
}

/// `GET /health/live`: the process answers.
pub(crate) async fn live() -> Response {
    answer(StatusCode::OK, serde_json::json!({ "live": true }))
}

/// `GET /health/ready`: it can do its work.
pub(crate) async fn ready(State(state): State<HealthState>) -> Response {
    let readiness = state.standing.readiness(&state.services).await;
    answer(if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, readiness)
}

fn answer(status: StatusCode, body: impl Serialize) -> Response {
    let never_kept = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (status, [never_kept], Json(body)).into_response()
}
