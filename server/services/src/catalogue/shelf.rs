//! The catalogue in memory: an index for search, and the cards and pages that were shown lately.
//!
//! The database is the truth. Every change of what the catalogue shows takes the next number of one counter and
//! writes it on the listing, in its own transaction; the shelf asks for that counter and reads again what moved.
//! After a change made by this process it asks at once, otherwise at most twice a second, so that another
//! server's change shows within half a second. No rule is ever judged by what lies here.

use super::store;
use crate::caller::Caller;
use crate::entities::{counters, listings};
use crate::failure::{Failure, Stored};
use crate::search::{Builder, Index};
use domain::catalogue::views::{ListingCard, SolutionView};
use domain::locale::Locale;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

/// Milliseconds within which another server's change may stay unseen.
const ASK_AGAIN_AFTER_MS: i64 = 500;
/// Listings read from the database at a time.
const AT_A_TIME: u64 = 2_000;
/// Listings taken in while searches wait.
const AT_ONE_LOCK: usize = 50;
/// Most cards, and most pages, kept; beyond that all are dropped and shown ones come again.
const MOST_KEPT: usize = 1_000;

/// Downloads made at once.
const DOWNLOADS_AT_ONCE: usize = 2;

type Kept<T> = Mutex<HashMap<(Uuid, Locale), Arc<T>>>;

/// The catalogue in memory.
#[derive(Debug, Default)]
pub struct Shelf {
    index: RwLock<Index>,
    revision: AtomicI64,
    asked_at: AtomicI64,
    loaded: AtomicBool,
    stale: AtomicBool,
    refreshing: tokio::sync::Mutex<()>,
    cards: Kept<ListingCard>,
    pages: Kept<SolutionView>,
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

    /// Brings the shelf up to date; the first call reads the whole catalogue.
    pub async fn refresh(&self, caller: &Caller) -> Result<(), Failure> {
        let recent = caller.now().millis() - self.asked_at.load(Ordering::SeqCst) < ASK_AGAIN_AFTER_MS;
        if self.is_loaded() && recent && !self.stale.load(Ordering::SeqCst) {
            return Ok(());
        }
        let _one_at_a_time = self.refreshing.lock().await;
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
        if self.is_loaded() && !worn {
            self.take_in_changes(caller, known).await?;
        } else {
            self.load(caller).await?;
        }
        self.revision.store(revision, Ordering::SeqCst);
        self.loaded.store(true, Ordering::SeqCst);
        lock(&self.cards)?.clear();
        lock(&self.pages)?.clear();
        lock(&self.files)?.clear();
        Ok(())
    }

    async fn load(&self, caller: &Caller) -> Result<(), Failure> {
        let adopters = store::adoption_counts(caller).await?;
        let mut builder = Builder::default();
        let mut after: Option<String> = None;
        loop {
            let mut query = listings::Entity::find().order_by_asc(listings::Column::Reference);
            if let Some(after) = &after {
                query = query.filter(listings::Column::Reference.gt(after.as_str()));
            }
            let rows = sea_orm::QuerySelect::limit(query, AT_A_TIME).all(caller.db()).await.stored()?;
            let Some(last) = rows.last() else { break };
            after = Some(last.reference.clone());
            for entry in store::entries(caller, rows, &adopters).await? {
                builder.add(&entry);
            }
        }
        let index = builder.finish();
        *self.index.write().map_err(|_| poisoned())? = index;
        Ok(())
    }

    async fn take_in_changes(&self, caller: &Caller, known: i64) -> Result<(), Failure> {
        let adopters = store::adoption_counts(caller).await?;
        let rows =
            listings::Entity::find().filter(listings::Column::Revision.gt(known)).all(caller.db()).await.stored()?;
        for chunk in rows.chunks(AT_A_TIME as usize) {
            let entries = store::entries(caller, chunk.to_vec(), &adopters).await?;
            for few in entries.chunks(AT_ONE_LOCK) {
                let mut index = self.index.write().map_err(|_| poisoned())?;
                for entry in few {
                    index.replace(entry);
                }
            }
        }
        Ok(())
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Index) -> T) -> Result<T, Failure> {
        Ok(read(&*self.index.read().map_err(|_| poisoned())?))
    }

    pub(super) fn card(&self, listing: Uuid, locale: Locale) -> Result<Option<Arc<ListingCard>>, Failure> {
        Ok(lock(&self.cards)?.get(&(listing, locale)).cloned())
    }

    /// Keeps a card that was read while the catalogue stood at this revision, if it still does.
    pub(super) fn keep_card(&self, read_at: i64, locale: Locale, card: &Arc<ListingCard>) -> Result<(), Failure> {
        self.keep(&self.cards, read_at, (card.id.0, locale), card)
    }

    pub(super) fn page(&self, listing: Uuid, locale: Locale) -> Result<Option<Arc<SolutionView>>, Failure> {
        Ok(lock(&self.pages)?.get(&(listing, locale)).cloned())
    }

    /// Keeps a page that was read while the catalogue stood at this revision, if it still does.
    pub(super) fn keep_page(&self, read_at: i64, locale: Locale, page: &Arc<SolutionView>) -> Result<(), Failure> {
        self.keep(&self.pages, read_at, (page.card.id.0, locale), page)
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

    fn keep<T>(&self, kept: &Kept<T>, read_at: i64, key: (Uuid, Locale), value: &Arc<T>) -> Result<(), Failure> {
        let mut kept = lock(kept)?;
        // The revision moves before what is kept is dropped; so an old reading is either not kept or dropped.
        if self.revision() != read_at {
            return Ok(());
        }
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(value));
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> Result<std::sync::MutexGuard<'_, T>, Failure> {
    mutex.lock().map_err(|_| poisoned())
}

fn poisoned() -> Failure {
    Failure::impossible("a thread stopped while it held the shelf")
}
