//! A password that was typed again just now: asked before a bid goes out and before an envelope is opened.

use crate::rulebook::{self, PASSWORD_FRESH_MINUTES};
use crate::time::Timestamp;

/// When somebody signed in typed their password again, and it was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCheck {
    /// The instant.
    pub confirmed_at: Timestamp,
}

impl PasswordCheck {
    /// Still counts as just now: not in the future, and at most ten minutes ago.
    pub fn is_fresh(self, now: Timestamp) -> bool {
        let minutes = rulebook::on(PASSWORD_FRESH_MINUTES, now.day()).unwrap_or_default();
        self.confirmed_at <= now && now <= self.confirmed_at.plus_minutes(minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_fresh_for_ten_minutes() {
        let confirmed_at = Timestamp::from_millis(1_800_000_000_000);
        for (millis, fresh) in [(-1, false), (0, true), (599_999, true), (600_000, true), (600_001, false)] {
            let now = Timestamp::from_millis(confirmed_at.millis() + millis);
            assert_eq!(PasswordCheck { confirmed_at }.is_fresh(now), fresh, "{millis} ms later");
        }
    }
}
