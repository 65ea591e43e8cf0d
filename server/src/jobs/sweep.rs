//! What nobody needs any more is swept away: old counts of tries, used keys and links, sessions that ended.

use services::{Caller, accounts};

/// Sweeps; a second time there is nothing to sweep.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let swept = accounts::sweep(&system).await?;
    if swept != accounts::Swept::default() {
        let accounts::Swept { throttles, keys, links, sessions } = swept;
        tracing::info!(throttles, keys, links, sessions, "swept");
    }
    Ok(())
}
