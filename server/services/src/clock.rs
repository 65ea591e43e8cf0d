//! What time it is: the system's clock, one that a test sets, or one that a rehearsal moves ahead.

use domain::time::Timestamp;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};

/// Most a rehearsal is ahead of the system's clock: ten years.
const FARTHEST_SECONDS: i64 = 10 * 366 * 24 * 60 * 60;

fn of_the_system() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp::from_millis(since.map_or(0, |since| since.as_millis() as i64))
}

/// A source of instants.
#[derive(Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that stands still until it is set.
    Fixed(AtomicI64),
    /// The system's clock and as many seconds more as a file says, never fewer than it said before.
    Ahead(PathBuf, AtomicI64),
}

impl Clock {
    /// A clock that stands at this instant.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(AtomicI64::new(at.millis()))
    }

    /// A clock that a rehearsal moves ahead by writing seconds into a file.
    pub fn ahead(file: PathBuf) -> Clock {
        Clock::Ahead(file, AtomicI64::new(0))
    }

    /// The present instant, in whole milliseconds.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => of_the_system(),
            Clock::Ahead(file, most) => {
                let said = std::fs::read_to_string(file).ok().and_then(|text| text.trim().parse::<i64>().ok());
                let seconds = said.unwrap_or(0).clamp(0, FARTHEST_SECONDS);
                of_the_system().plus_seconds(most.fetch_max(seconds, Ordering::SeqCst).max(seconds))
            }
            Clock::Fixed(millis) => Timestamp::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Sets a fixed clock; no other is ours to set.
    pub fn set(&self, at: Timestamp) {
        if let Clock::Fixed(millis) = self {
            millis.store(at.millis(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_moves_ahead_and_never_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ahead");
        let clock = Clock::ahead(file.clone());
        let ahead = |text: Option<&str>| {
            if let Some(text) = text {
                std::fs::write(&file, text).unwrap();
            }
            let (before, told) = (Clock::System.now(), clock.now());
            (told.millis() - before.millis()) / 60_000
        };
        assert_eq!(ahead(None), 0);
        assert_eq!(ahead(Some("7200\n")), 120);
        for text in ["60", "-60", "soon", ""] {
            assert_eq!(ahead(Some(text)), 120, "{text:?}");
        }
        assert_eq!(ahead(Some("9000")), 150);
    }
}
