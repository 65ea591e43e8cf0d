//! What the clock has done to suppliers is written down, and those whose verification ends are reminded.

use services::{Caller, suppliers};

/// One round; a second one finds nothing to do.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let settled = suppliers::settle(&system).await?;
    if settled.moved + settled.reminded > 0 {
        tracing::info!(moved = settled.moved, reminded = settled.reminded, "suppliers were settled");
    }
    Ok(())
}
