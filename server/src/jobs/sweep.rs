//! What nobody needs any more is swept away: old counts of tries, used keys and links, sessions that ended.

use services::{Caller, accounts};
use std::time::Duration;

/// Half a file that lies longer than this is of an upload that ended long ago.
const GIVEN_UP: Duration = Duration::from_secs(24 * 60 * 60);

/// Sweeps; a second time there is nothing to sweep.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let swept = accounts::sweep(&system).await?;
    if swept != accounts::Swept::default() {
        let accounts::Swept { throttles, keys, links, sessions } = swept;
        tracing::info!(throttles, keys, links, sessions, "swept");
    }
    let parts = system.services().files.sweep(GIVEN_UP).await?;
    if parts > 0 {
        tracing::info!(parts, "swept uploads that were given up");
    }
    Ok(())
}
