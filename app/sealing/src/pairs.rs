//! Two open together what neither opens alone.
//!
//! Each holder gets a secret of their own; the wrapping key of a pair is derived from both their secrets
//! (and whatever else must be there), and the key is wrapped once for every allowed pair. A wrong secret is
//! noticed by the wrap's authentication, so the pair can be named. No arithmetic on secrets is needed.

use crate::key_set::Role;
use crate::suite::{Secret, SuiteFailed, WRAPPED, derive, unwrap, wrap};

/// Two different slots, the lower number first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The lower slot.
    pub first: u16,
    /// The higher slot.
    pub second: u16,
}

impl Pair {
    /// The pair of two slots, in whichever order they are named; none of one slot with itself.
    pub fn of(one: u16, other: u16) -> Option<Self> {
        (one != other).then_some(Self { first: one.min(other), second: one.max(other) })
    }

    /// The pairs that may open a bid: two officers, or an officer and a recovery; never two recoveries.
    /// The slots ascend by number, and so do the pairs.
    pub(crate) fn allowed_among(slots: impl Iterator<Item = (u16, Role)> + Clone) -> Vec<Self> {
        let mut pairs = Vec::new();
        for (place, (first, role)) in slots.clone().enumerate() {
            for (second, other) in slots.clone().skip(place.saturating_add(1)) {
                if (role, other) != (Role::Recovery, Role::Recovery) {
                    pairs.push(Self { first, second });
                }
            }
        }
        pairs
    }

    /// What binds a wrap to its purpose, its circumstances and this pair.
    fn bound(self, info: &[u8]) -> Vec<u8> {
        let mut bound = info.to_vec();
        bound.extend_from_slice(&self.first.to_be_bytes());
        bound.extend_from_slice(&self.second.to_be_bytes());
        bound
    }

    /// Wraps `key` so that it takes all of `secrets`: those of the two slots in the pair's order, then any other.
    pub(crate) fn wrap(self, key: &Secret, secrets: &[&Secret], info: &[u8]) -> Result<[u8; WRAPPED], SuiteFailed> {
        let bound = self.bound(info);
        wrap(key, &derive("pair", secrets, &[&bound])?, &bound)
    }

    /// The key, when every secret is the right one.
    pub(crate) fn unwrap(self, wrapped: &[u8; WRAPPED], secrets: &[&Secret], info: &[u8]) -> Option<Secret> {
        let bound = self.bound(info);
        unwrap(wrapped, &derive("pair", secrets, &[&bound]).ok()?, &bound)
    }
}
