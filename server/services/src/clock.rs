//! What time it is: the system's clock, or one that a test sets.

use domain::time::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};

/// A source of instants.
#[derive(Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still until it is set.
    Fixed(AtomicI64),
}

impl Clock {
    /// A clock that stands at this instant.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(AtomicI64::new(at.millis()))
    }

    /// The present instant, in whole milliseconds.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => {
                #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
                let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                Timestamp::from_millis(since.map_or(0, |since| since.as_millis() as i64))
            }
            Clock::Fixed(millis) => Timestamp::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Sets a fixed clock; the system's clock is not ours to set.
    pub fn set(&self, at: Timestamp) {
        if let Clock::Fixed(millis) = self {
            millis.store(at.millis(), Ordering::SeqCst);
        }
    }
}
