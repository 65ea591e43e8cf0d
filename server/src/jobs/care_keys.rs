//! Whoever opens bids is reminded to try the key out, and the head hears when too few openers can be counted on.

use services::{Caller, keys};

/// One round; what was told today is not told again.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let told = keys::care(&system).await?;
    if told > 0 {
        tracing::info!(told, "tenders want keys that were tried out");
    }
    Ok(())
}
