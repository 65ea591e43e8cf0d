//! The closing of each tender whose time has come is recorded: only then is it known how many bids there are.

use services::{Caller, openings};

/// One round; a second one finds nothing to do.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    for tender in openings::due(&system).await? {
        openings::close(&system, &tender).await?;
        tracing::info!(%tender, "the closing was recorded");
    }
    Ok(())
}
