//! The head of the log is published when it moved, and the log must still hold what was published before: each minute into
//! the file of this machine, for everybody at the hours and occasions that the log itself keeps to.

use crate::health::Standing;
use crate::log_heads::LogHeads;
use services::{Caller, audit};
use std::sync::Arc;

/// Checks, then publishes; a log that is behind makes the process not ready.
pub(super) async fn run(system: Caller, heads: LogHeads, standing: Arc<Standing>) -> anyhow::Result<()> {
    let trouble = heads.behind(&system).await?;
    standing.set_log_behind(trouble.is_some());
    match trouble {
        Some(trouble) => anyhow::bail!("{trouble}"),
        None => {
            heads.publish(&system).await?;
            audit::publish_heads(&system).await?;
            Ok(())
        }
    }
}
