//! Officers' sealing keys: made once, tried out before they count, tried out again every month.
//!
//! A key counts for a tender only while its holder opened a dummy within the last thirty days, so that a forgotten
//! passphrase is found while it is harmless. It is named in new tenders for a year and only while its holder has access
//! and the role. Source: officers' keys and rehearsal (security 3.3).

use crate::accounts::Role;
use crate::actor::Officer;
use crate::coded;
use crate::ids::PersonId;
use crate::rulebook::{self, REHEARSAL_DAYS, SEALING_KEY_MONTHS};
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Why something about sealing keys was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyRefusal {
    /// The officer has no key.
    NoKey,
    /// Not the passphrase of this key.
    WrongPassphrase,
    /// Words that no passphrase consists of.
    NotAPassphrase,
    /// The password typed again is not the officer's.
    WrongPassword,
    /// These openers have no key that counts today.
    NotRehearsed {
        /// Who.
        officers: Vec<PersonId>,
    },
    /// These people have no access any more, or not the role that holds keys.
    NoAccess {
        /// Their names.
        people: Vec<String>,
    },
    /// These people's keys are too old for a new tender.
    TooOld {
        /// Their names.
        people: Vec<String>,
    },
    /// A tender needs more openers with keys.
    TooFewOfficers {
        /// How many it has.
        found: usize,
        /// How many it needs.
        needed: usize,
    },
    /// No recovery key counts today.
    NoRecovery,
    /// Fewer than two custodians could restore the closing key of a tender.
    NoCustodians,
    /// The closing key of the tender cannot be used; two custodians can restore it.
    ClosingKeyLost,
    /// What was handed in is no custodian's share.
    NotAShare,
    /// A share is of something else than what is to be restored.
    OtherShare,
    /// Both shares are one custodian's.
    CustodianTwice,
    /// These two do not hold it together.
    NotCustodians,
    /// What was typed is no wrapped key.
    NotAKey,
    /// The key was made for somebody else, or for another purpose.
    OtherHolder,
    /// The key was wrapped with less work than is asked for.
    WeakWrap,
    /// The key was on the list before.
    UsedKey,
    /// The test envelope is not the present one: it was answered, or it is too old.
    RehearsalOver,
    /// Who is named is an opener of the tender already, with a key in its present set.
    OpensAlready,
    /// A tender has at most so many openers and recovery keys.
    TooManyOpeners {
        /// How many.
        most: usize,
    },
    /// An opener who can be counted on is not taken out.
    CanBeCountedOn {
        /// Who.
        person: PersonId,
    },
    /// So few openers can be counted on that the close is not moved before another one is named.
    CloseNotMoved {
        /// How many can be counted on.
        usable: u32,
        /// Fewest with whom it is moved.
        needed: usize,
    },
}

coded! {
    /// Where an officer's key was made or used.
    KeyPath {
        /// Here: the passphrase came to the server.
        Server = "server",
        /// In the officer's browser.
        Browser = "browser",
        /// By the command on the officer's machine.
        Offline = "offline",
    }
}

impl Default for KeyPath {
    /// What the log says nothing of was done here.
    fn default() -> Self {
        KeyPath::Server
    }
}

coded! {
    /// What an official's sealing key is for.
    KeyUse {
        /// Opening bids beside another opener.
        Opener = "officer",
        /// Opening bids where a second opener is missing.
        Recovery = "recovery",
        /// Restoring a closing key beside another custodian; it opens nothing.
        Custodian = "closing_custodian",
    }
}

impl KeyUse {
    /// Each official has one key; who opens bids holds no closing key as well.
    pub fn of(officer: &Officer) -> KeyUse {
        if officer.has(Role::DepartmentOpener) {
            KeyUse::Opener
        } else if officer.has(Role::Head) {
            KeyUse::Recovery
        } else {
            KeyUse::Custodian
        }
    }
}

/// Last day on which a key counts, when its holder last opened a dummy at this instant.
pub fn counts_until(rehearsed_at: Timestamp) -> Day {
    let day = rehearsed_at.day();
    day.plus_days(rulebook::on(REHEARSAL_DAYS, day).unwrap_or_default())
}

/// Last day on which a key that was made at this instant is named in a new tender.
pub fn named_until(made_at: Timestamp) -> Day {
    let day = made_at.day();
    day.plus_months(rulebook::on(SEALING_KEY_MONTHS, day).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_in_new_tenders_for_a_year() {
        for (made, last) in [("2026-11-01", "2027-11-01"), ("2028-02-29", "2029-02-28")] {
            assert_eq!(named_until(Day::parse(made).unwrap().starts_at()), Day::parse(last).unwrap(), "{made}");
        }
    }

    #[test]
    fn a_key_counts_for_thirty_days_after_its_rehearsal() {
        let rehearsed_at = Day::of(2026, 11, 1).unwrap().starts_at();
        assert_eq!(counts_until(rehearsed_at), Day::of(2026, 12, 1).unwrap());
    }
}
