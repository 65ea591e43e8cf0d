//! Contracts that nobody signed in time lapse, those whose notice is over end, and both sides are told what comes near.

use services::{Caller, contracts};

/// One round; a second one finds nothing to do.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let lapsed = contracts::lapse(&system).await?;
    let noticed = contracts::end_noticed(&system).await?;
    let warned = contracts::warn(&system).await?;
    if lapsed + noticed + warned.spent + warned.ending > 0 {
        tracing::info!(lapsed, noticed, spent = warned.spent, ending = warned.ending, "contracts were looked through");
    }
    Ok(())
}
