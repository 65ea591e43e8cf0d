//! Awards whose standstill is over and that nobody challenges become final.

use services::{Caller, awards};

/// One round; a second one finds nothing to do.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    let settled = awards::settle(&system).await?;
    if settled.confirmed > 0 {
        tracing::info!(confirmed = settled.confirmed, "awards became final");
    }
    Ok(())
}
