//! The catalogue is read before the first person searches it.

use services::Caller;

/// Reads it.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    system.services().shelf.refresh(&system).await?;
    tracing::info!("the catalogue is read");
    Ok(())
}
