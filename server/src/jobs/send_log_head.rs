//! The newest published head of the log goes to auditors and to everybody who holds a sealing key, once a day.

use services::{Caller, audit};

/// One round; what was sent today is not sent again.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    if audit::send_head(&system).await? {
        tracing::info!("the newest published head of the log was sent to those who keep it");
    }
    Ok(())
}
