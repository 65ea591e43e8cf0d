//! Envelopes that were replaced or withdrawn are destroyed once nobody can challenge what became of their tender.

use services::{Caller, awards};

/// One round; a second one finds nothing to do.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let envelopes = awards::destroy_superseded(&system).await?;
    if envelopes > 0 {
        tracing::info!(envelopes, "superseded envelopes were destroyed");
    }
    Ok(())
}
