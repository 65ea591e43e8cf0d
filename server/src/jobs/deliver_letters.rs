//! Letters leave as soon as they are written; those that could not are tried again in their time.

use services::{Caller, notifications};

/// Delivers until nothing more waits.
pub(super) async fn run(system: Caller) -> anyhow::Result<()> {
    loop {
        // Each round has its own instant, or no letter written meanwhile would be due.
        let round = Caller::system(system.services());
        let delivered = notifications::deliver(&round).await?;
        if delivered.sent + delivered.delayed + delivered.given_up == 0 {
            return Ok(());
        }
        tracing::info!(sent = delivered.sent, delayed = delivered.delayed, given_up = delivered.given_up, "letters");
        if delivered.sent == 0 {
            return Ok(());
        }
    }
}
