//! The catalogue in memory: an index for search, and the cards and pages that were shown lately.
//!
//! The database is the truth. Every change of what the catalogue shows takes the next number of one counter and
//! writes it on the listing, in its own transaction; the shelf asks for that counter and reads again what moved.
//! After a change made by this process it asks at once, otherwise at most twice a second, so that another
//! server's change shows within half a second. No rule is ever judged by what lies here.

use super::drawn::Drawn;
use super::store;
use crate::caller::Caller;
use crate::entities::{counters, listings};
use crate::failure::{Failure, Stored};
use crate::search::{Builder, Entry, Index};
use domain::catalogue::views::{ListingCard, SolutionView};
use domain::locale::Locale;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

/// Milliseconds within which another server's change may stay unseen.
const ASK_AGAIN_AFTER_MS: i64 = 500;
/// Listings read from the database at a time.
const AT_A_TIME: u64 = 2_000;
/// Listings taken in while searches wait.
const AT_ONE_LOCK: usize = 50;
/// Most pages kept; beyond that all are dropped and shown ones come again.
const MOST_KEPT: usize = 1_000;

/// Downloads made at once.
const DOWNLOADS_AT_ONCE: usize = 2;

/// The catalogue in memory.
#[derive(Debug, Default)]
pub struct Shelf {
    index: RwLock<Index>,
    revision: AtomicI64,
    asked_at: AtomicI64,
    loaded: AtomicBool,
    stale: AtomicBool,
    refreshing: tokio::sync::Mutex<()>,
    pub(super) cards: Drawn<ListingCard>,
    pages: Mutex<HashMap<(Uuid, Locale), Arc<SolutionView>>>,
    files: Mutex<HashMap<Locale, Arc<[u8]>>>,
    downloads: Turns,
}

/// Turns to make a download.
#[derive(Debug)]
struct Turns(tokio::sync::Semaphore);

impl Default for Turns {
    fn default() -> Turns {
        Turns(tokio::sync::Semaphore::new(DOWNLOADS_AT_ONCE))
    }
}

impl Shelf {
    /// The shelf must ask again before it answers: something was changed here.
    pub(crate) fn mark_stale(&self) {
        self.stale.store(true, Ordering::SeqCst);
    }

    /// The catalogue has been read once.
    pub fn is_loaded(&self) -> bool {
        self.loaded.load(Ordering::SeqCst)
    }

    fn is_fresh(&self, caller: &Caller) -> bool {
        let recent = caller.now().millis() - self.asked_at.load(Ordering::SeqCst) < ASK_AGAIN_AFTER_MS;
        self.is_loaded() && recent && !self.stale.load(Ordering::SeqCst)
    }

    /// Brings the shelf up to date; the first call reads the whole catalogue.
    pub async fn refresh(&self, caller: &Caller) -> Result<(), Failure> {
        if self.is_fresh(caller) {
            return Ok(());
        }
        let _one_at_a_time = self.refreshing.lock().await;
        // Whoever held the lock before may have asked for all who waited.
        if self.is_fresh(caller) {
            return Ok(());
        }
        self.stale.store(false, Ordering::SeqCst);
        let counter =
            counters::Entity::find_by_id(crate::change::CATALOGUE.to_owned()).one(caller.db()).await.stored()?;
        let revision = counter.map_or(0, |counter| counter.value);
        self.asked_at.store(caller.now().millis(), Ordering::SeqCst);
        let known = self.revision.load(Ordering::SeqCst);
        if self.is_loaded() && revision == known {
            return Ok(());
        }
        let worn = self.read(|index| index.is_worn())?;
        let changed = if self.is_loaded() && !worn {
            Some(self.take_in_changes(caller, known).await?)
        } else {
            self.load(caller).await?;
            None
        };
        self.revision.store(revision, Ordering::SeqCst);
        self.loaded.store(true, Ordering::SeqCst);
        self.cards.make_stale(changed.as_ref())?;
        lock(&self.pages)?.clear();
        lock(&self.files)?.clear();
        Ok(())
    }

    /// Reads the whole catalogue. While one thread takes entries in, the next are read from the database; few of them
    /// wait between, so that memory holds the index and little else.
    async fn load(&self, caller: &Caller) -> Result<(), Failure> {
        let (read, mut to_take_in) = tokio::sync::mpsc::channel::<Vec<Entry>>(1);
        let building = tokio::task::spawn_blocking(move || {
            let mut builder = Builder::default();
            while let Some(entries) = to_take_in.blocking_recv() {
                entries.iter().for_each(|entry| builder.add(entry));
            }
            builder.finish()
        });
        // When reading breaks, the channel ends with it, and the thread after it.
        Shelf::read_all(caller, read).await?;
        let index = building.await.map_err(|error| Failure::broken("building the index of the catalogue", error))?;
        *self.index.write().map_err(|_| poisoned())? = index;
        Ok(())
    }

    async fn read_all(caller: &Caller, read: tokio::sync::mpsc::Sender<Vec<Entry>>) -> Result<(), Failure> {
        let adopters = store::adoption_counts(caller).await?;
        let mut after: Option<String> = None;
        loop {
            let mut query = listings::Entity::find().order_by_asc(listings::Column::Reference);
            if let Some(after) = &after {
                query = query.filter(listings::Column::Reference.gt(after.as_str()));
            }
            let rows = sea_orm::QuerySelect::limit(query, AT_A_TIME).all(caller.db()).await.stored()?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.reference.clone());
            let entries = store::entries(caller, rows, &adopters).await?;
            let gone = |_| Failure::impossible("nobody builds the index of the catalogue any more");
            read.send(entries).await.map_err(gone)?;
        }
    }

    /// Reads what moved since; returns which listings that were.
    async fn take_in_changes(&self, caller: &Caller, known: i64) -> Result<HashSet<Uuid>, Failure> {
        let adopters = store::adoption_counts(caller).await?;
        let rows =
            listings::Entity::find().filter(listings::Column::Revision.gt(known)).all(caller.db()).await.stored()?;
        let changed = rows.iter().map(|row| row.id).collect();
        for chunk in rows.chunks(AT_A_TIME as usize) {
            let entries = store::entries(caller, chunk.to_vec(), &adopters).await?;
            for few in entries.chunks(AT_ONE_LOCK) {
                let mut index = self.index.write().map_err(|_| poisoned())?;
                for entry in few {
                    index.replace(entry);
                }
            }
        }
        Ok(changed)
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Index) -> T) -> Result<T, Failure> {
        Ok(read(&*self.index.read().map_err(|_| poisoned())?))
    }

    pub(super) fn page(&self, listing: Uuid, locale: Locale) -> Result<Option<Arc<SolutionView>>, Failure> {
        Ok(lock(&self.pages)?.get(&(listing, locale)).cloned())
    }

    /// Keeps a page that was read while the catalogue stood at this revision, if it still does.
    pub(super) fn keep_page(&self, read_at: i64, locale: Locale, page: &Arc<SolutionView>) -> Result<(), Failure> {
        let mut kept = lock(&self.pages)?;
        // The revision moves before what is kept is dropped; so an old reading is either not kept or dropped.
        if self.revision() != read_at {
            return Ok(());
        }
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert((page.card.id.0, locale), Arc::clone(page));
        Ok(())
    }

    /// The right to make one download, while it is held; busy when others hold them all.
    pub(super) fn turn_to_download(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
        self.downloads.0.try_acquire().map_err(|_| Failure::Busy)
    }

    /// The whole catalogue as a file, as it was made for this language.
    pub(super) fn file(&self, locale: Locale) -> Result<Option<Arc<[u8]>>, Failure> {
        Ok(lock(&self.files)?.get(&locale).cloned())
    }

    /// Keeps that file if the catalogue still stands at the revision it was made from.
    pub(super) fn keep_file(&self, read_at: i64, locale: Locale, file: &Arc<[u8]>) -> Result<(), Failure> {
        let mut files = lock(&self.files)?;
        if self.revision() == read_at {
            files.insert(locale, Arc::clone(file));
        }
        Ok(())
    }

    /// Rises with every change of what the catalogue shows.
    pub(crate) fn revision(&self) -> i64 {
        self.revision.load(Ordering::SeqCst)
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> Result<std::sync::MutexGuard<'_, T>, Failure> {
    mutex.lock().map_err(|_| poisoned())
}

pub(super) fn poisoned() -> Failure {
    Failure::impossible("a thread stopped while it held the shelf")
}
