//! Whoever opens bids is reminded to try the key out, the head hears when too few openers can be counted on, and keys that
//! no bid needs any more are erased.

use services::{Caller, keys};

/// One round; what was told today is not told again.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let told = keys::care(&system).await?;
    if told > 0 {
        tracing::info!(told, "tenders want keys that were tried out");
    }
    let erased = keys::erase_unneeded(&system).await?;
    if erased > 0 {
        tracing::info!(erased, "private halves of keys that no bid needs any more were erased");
    }
    Ok(())
}
