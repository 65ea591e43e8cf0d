//! How many connections there may be at once, in all and from one address.

use crate::middleware::block;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Files kept free for the database, assets and mail.
const FILES_FOR_OTHERS: u64 = 128;
/// Most connections in all, however many files there may be.
const MOST: u64 = 16_384;
/// Fewest and most connections of one address; a browser keeps about six, and a floor of an office shares one address.
const OF_ONE_ADDRESS: (usize, usize) = (32, 512);

/// Room for connections.
#[derive(Debug, Clone)]
pub(super) struct Room {
    all: Arc<Semaphore>,
    of_one: usize,
    taken: Arc<Mutex<HashMap<String, usize>>>,
}

/// A connection's place; it is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _of_all: OwnedSemaphorePermit,
    address: String,
    taken: Arc<Mutex<HashMap<String, usize>>>,
}

impl Room {
    /// As much as this process may open files for, once it has asked for all it can get.
    pub(super) fn of_this_process(behind_proxy: bool) -> Room {
        let files = raise_files();
        let all = usize::try_from(files.saturating_sub(FILES_FOR_OTHERS).clamp(64, MOST)).unwrap_or(64);
        // A proxy we trust sends everybody from its own address.
        let of_one = if behind_proxy { all } else { (all / 8).clamp(OF_ONE_ADDRESS.0, OF_ONE_ADDRESS.1) };
        Room::new(all, of_one)
    }

    fn new(all: usize, of_one: usize) -> Room {
        Room { all: Arc::new(Semaphore::new(all)), of_one, taken: Arc::default() }
    }

    /// Waits until there is room for one more.
    pub(super) async fn free(&self) -> OwnedSemaphorePermit {
        match Arc::clone(&self.all).acquire_owned().await {
            Ok(permit) => permit,
            // The room is never closed.
            Err(_) => std::future::pending().await,
        }
    }

    /// Gives the place to a connection from this address, unless its address has its share.
    pub(super) fn take(&self, free: OwnedSemaphorePermit, from: IpAddr) -> Option<Place> {
        let address = block(from);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address.clone()).or_default();
        if *count >= self.of_one {
            return None;
        }
        *count += 1;
        Some(Place { _of_all: free, address, taken: Arc::clone(&self.taken) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

/// Raises the soft limit of open files to the hard one; how many there may be now.
fn raise_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(MOST + FILES_FOR_OTHERS).min(MOST + FILES_FOR_OTHERS);
    let current = limit.current.unwrap_or(wanted);
    if current < wanted {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            return wanted;
        }
    }
    current
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_address_takes_its_share_and_leaves_the_rest() {
        let room = Room::new(4, 2);
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = room.take(room.free().await, one);
        let second = room.take(room.free().await, one);
        assert!(first.is_some() && second.is_some());
        assert!(room.take(room.free().await, one).is_none(), "it has its share");
        assert!(room.take(room.free().await, other).is_some(), "others still come in");
        drop(first);
        assert!(room.take(room.free().await, one).is_some(), "a place that was left is free");
        // A block of IPv6 addresses is one line.
        let room = Room::new(4, 1);
        let kept = room.take(room.free().await, "2001:db8::1".parse().unwrap());
        assert!(kept.is_some() && room.take(room.free().await, "2001:db8::2".parse().unwrap()).is_none());
    }

    #[test]
    fn the_process_asks_for_all_the_files_it_may_have() {
        let most = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
        assert!(raise_files() >= most.min(MOST));
    }
}
