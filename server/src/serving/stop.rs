//! The order to stop: the first is obeyed gently, the second at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Exit status of a process that was told twice.
const TOLD_TWICE: i32 = 130;

/// Gives the order to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

/// Waits for the order to stop.
#[derive(Debug, Clone)]
pub struct Stopped(watch::Receiver<bool>);

impl Stop {
    /// An order that is given by hand.
    pub fn by_hand() -> Stop {
        Stop(watch::Sender::new(false))
    }

    /// An order given by SIGTERM or SIGINT; the second of them ends the process there and then.
    pub fn on_signals() -> std::io::Result<Stop> {
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let stop = Stop::by_hand();
        let order = stop.clone();
        tokio::spawn(async move {
            for time in 1..=2 {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                if time == 1 {
                    tracing::info!("told to stop; a second signal ends at once");
                    order.give();
                }
            }
            std::process::exit(TOLD_TWICE);
        });
        Ok(stop)
    }

    /// Gives the order.
    pub fn give(&self) {
        self.0.send_replace(true);
    }

    /// Somebody who waits for it.
    pub fn listener(&self) -> Stopped {
        Stopped(self.0.subscribe())
    }
}

impl Stopped {
    /// Returns once the order was given.
    pub async fn wait(&mut self) {
        // An order that can no longer be given counts as given.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}
