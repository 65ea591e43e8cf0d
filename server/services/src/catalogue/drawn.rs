//! What was drawn up lately, drawn anew by one reader while the others take the former drawing.
//!
//! A drawing becomes stale when its listing changes. Of many who then ask for it at once the first draws it; until it
//! is there the others get the stale one, which was right a moment ago. Whoever asks when nothing was drawn yet, or
//! when what is being drawn is itself out of date, draws.

use super::shelf::{lock, poisoned};
use crate::failure::Failure;
use domain::locale::Locale;
use sea_orm::prelude::Uuid;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// Most drawings kept; beyond that all are dropped and shown ones come again.
const MOST_KEPT: usize = 4_000;

type Key = (Uuid, Locale);

/// Drawings by listing.
type Found<T> = HashMap<Uuid, Arc<T>>;

/// Drawings by listing and language.
#[derive(Debug)]
pub(super) struct Drawn<T>(Mutex<HashMap<Key, Slot<T>>>);

#[derive(Debug)]
struct Slot<T> {
    drawing: Arc<T>,
    stale: bool,
    /// The catalogue's revision at which somebody began to draw it anew.
    drawn_anew_at: Option<i64>,
}

impl<T> Default for Drawn<T> {
    fn default() -> Drawn<T> {
        Drawn(Mutex::default())
    }
}

/// Listings that whoever holds this draws now; dropped, somebody else may.
#[derive(Debug)]
pub(super) struct Turn<'d, T> {
    drawn: &'d Drawn<T>,
    locale: Locale,
    revision: i64,
    /// What is to be drawn.
    pub listings: Vec<Uuid>,
}

impl<T> Drawn<T> {
    /// What is there of these listings at this revision of the catalogue, and the turn to draw the others.
    pub fn ask(&self, revision: i64, locale: Locale, listings: &[Uuid]) -> Result<(Found<T>, Turn<'_, T>), Failure> {
        let mut found = HashMap::new();
        let mut turn = Turn { drawn: self, locale, revision, listings: Vec::new() };
        let mut slots = lock(&self.0)?;
        for listing in listings {
            match slots.get_mut(&(*listing, locale)) {
                Some(slot) if !slot.stale || slot.drawn_anew_at == Some(revision) => {
                    found.insert(*listing, Arc::clone(&slot.drawing));
                }
                Some(slot) => {
                    slot.drawn_anew_at = Some(revision);
                    turn.listings.push(*listing);
                }
                None => turn.listings.push(*listing),
            }
        }
        Ok((found, turn))
    }

    /// These listings changed; all of them when none are named.
    pub fn make_stale(&self, listings: Option<&HashSet<Uuid>>) -> Result<(), Failure> {
        for ((listing, _), slot) in lock(&self.0)?.iter_mut() {
            slot.stale |= listings.is_none_or(|changed| changed.contains(listing));
        }
        Ok(())
    }
}

impl<T> Turn<'_, T> {
    /// Keeps what was drawn, if the catalogue still stands at the revision at which drawing began.
    pub fn keep(&self, revision_now: impl Fn() -> i64, listing: Uuid, drawing: &Arc<T>) -> Result<(), Failure> {
        let mut slots = self.drawn.0.lock().map_err(|_| poisoned())?;
        // The revision moves before drawings become stale; so an old one is either not kept or made stale.
        if revision_now() != self.revision {
            return Ok(());
        }
        if slots.len() >= MOST_KEPT {
            slots.clear();
        }
        let slot = Slot { drawing: Arc::clone(drawing), stale: false, drawn_anew_at: None };
        slots.insert((listing, self.locale), slot);
        Ok(())
    }
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        let Ok(mut slots) = self.drawn.0.lock() else { return };
        for listing in &self.listings {
            if let Some(slot) = slots.get_mut(&(*listing, self.locale))
                && slot.drawn_anew_at == Some(self.revision)
            {
                slot.drawn_anew_at = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Locale = Locale::En;

    type Name = &'static str;

    fn asked(drawn: &Drawn<Name>, revision: i64, listing: Uuid) -> (Option<Name>, Turn<'_, Name>) {
        let (found, turn) = drawn.ask(revision, EN, &[listing]).unwrap();
        (found.get(&listing).map(|drawing| **drawing), turn)
    }

    #[test]
    fn one_draws_anew_while_the_others_take_the_former_drawing() {
        let (drawn, listing) = (Drawn::default(), Uuid::from_u128(7));
        let (found, turn) = asked(&drawn, 1, listing);
        assert_eq!((found, turn.listings.as_slice()), (None, &[listing][..]));
        turn.keep(|| 1, listing, &Arc::new("first")).unwrap();
        drop(turn);
        assert_eq!(asked(&drawn, 1, listing).0, Some("first"));

        drawn.make_stale(Some(&HashSet::from([Uuid::from_u128(8)]))).unwrap();
        assert!(asked(&drawn, 2, listing).1.listings.is_empty(), "another listing changed");
        drawn.make_stale(Some(&HashSet::from([listing]))).unwrap();
        let (found, first) = asked(&drawn, 2, listing);
        assert_eq!((found, first.listings.len()), (None, 1));
        let (found, other) = asked(&drawn, 2, listing);
        assert_eq!((found, other.listings.len()), (Some("first"), 0));
        first.keep(|| 2, listing, &Arc::new("second")).unwrap();
        drop((first, other));
        assert_eq!(asked(&drawn, 2, listing).0, Some("second"));
    }

    #[test]
    fn who_gives_up_or_draws_what_is_out_of_date_leaves_it_to_the_next() {
        let (drawn, listing) = (Drawn::default(), Uuid::from_u128(7));
        asked(&drawn, 1, listing).1.keep(|| 1, listing, &Arc::new("first")).unwrap();
        drawn.make_stale(None).unwrap();
        drop(asked(&drawn, 2, listing).1);
        let (_, second) = asked(&drawn, 2, listing);
        assert_eq!(second.listings, [listing]);
        // The catalogue moved on: what the second draws is no longer good enough for anybody.
        drawn.make_stale(None).unwrap();
        let (found, third) = asked(&drawn, 3, listing);
        assert_eq!((found, third.listings.len()), (None, 1));
        second.keep(|| 3, listing, &Arc::new("old")).unwrap();
        drop(second);
        assert_eq!(asked(&drawn, 3, listing).0, Some("first"), "the third still draws");
        third.keep(|| 3, listing, &Arc::new("new")).unwrap();
        assert_eq!(asked(&drawn, 3, listing).0, Some("new"));
    }
}
