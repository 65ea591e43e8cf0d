//! The catalogue in every order a list can have, kept ready.
//!
//! A page of a list without text, or of one not sorted by relevance, is read off its order: no sorting
//! at the time of asking. Each order is complete, so that equal entries never change places.

use std::cmp::{Ordering, Reverse};

use super::{Origin, Sort, SortKeys, answers::Hit, bits::Bits};

/// What an order compares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub id: [u8; 16],
    pub sort: SortKeys,
    pub origin: Origin,
}

/// All orders, by entry number. They hold living entries only.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    usual: Vec<u32>,
    most_reused: Vec<u32>,
    lowest_price: Vec<u32>,
    newest: Vec<u32>,
    /// Where an entry stands in the usual order.
    ranks: Vec<u32>,
}

impl Orders {
    pub fn of(entries: &Bits, places: &[Place], room: usize) -> Orders {
        let order = |sort| {
            let mut order: Vec<u32> = Vec::with_capacity(places.len() + room);
            order.extend(entries.iter());
            order.sort_unstable_by(|&one, &other| compare_entries(sort, places, one, other));
            order
        };
        let mut orders = Orders {
            usual: order(Sort::Relevance),
            most_reused: order(Sort::MostReused),
            lowest_price: order(Sort::LowestPrice),
            newest: order(Sort::Newest),
            ranks: Vec::with_capacity(places.len() + room),
        };
        orders.ranks.resize(places.len(), 0);
        orders.rank_from(0);
        orders
    }

    /// The last of the places comes in.
    pub fn insert(&mut self, places: &[Place]) {
        let Some(entry) = places.len().checked_sub(1).map(|entry| entry as u32) else {
            return;
        };
        for sort in [Sort::MostReused, Sort::LowestPrice, Sort::Newest, Sort::Relevance] {
            let order = self.order_mut(sort);
            let at = order.partition_point(|&other| compare_entries(sort, places, other, entry).is_lt());
            order.insert(at, entry);
            if sort == Sort::Relevance {
                self.ranks.resize(places.len(), 0);
                self.rank_from(at);
            }
        }
    }

    pub fn remove(&mut self, entry: u32, places: &[Place]) {
        for sort in [Sort::MostReused, Sort::LowestPrice, Sort::Newest, Sort::Relevance] {
            let order = self.order_mut(sort);
            let at = order.partition_point(|&other| compare_entries(sort, places, other, entry).is_lt());
            if order.get(at) == Some(&entry) {
                order.remove(at);
            }
            if sort == Sort::Relevance {
                self.rank_from(at);
            }
        }
    }

    /// A page of the whole catalogue.
    pub fn page(&self, sort: Sort, offset: usize, limit: usize) -> &[u32] {
        let order = self.order(sort);
        let start = offset.min(order.len());
        order.get(start..start.saturating_add(limit).min(order.len())).unwrap_or(&[])
    }

    /// A page of these entries.
    pub fn page_of(&self, entries: &Bits, sort: Sort, offset: usize, limit: usize) -> Vec<u32> {
        self.order(sort).iter().copied().filter(|&entry| entries.holds(entry)).skip(offset).take(limit).collect()
    }

    /// A page of the hits, most points first and equals in the usual order. Only the page is sorted.
    pub fn best(&self, hits: impl Iterator<Item = Hit>, offset: usize, limit: usize) -> Vec<u32> {
        let rank = |entry: u32| u64::from(self.ranks.get(entry as usize).copied().unwrap_or(u32::MAX));
        let mut keys: Vec<u64> = hits.map(|hit| u64::from(!hit.points) << u32::BITS | rank(hit.entry)).collect();
        let mut page = keys.as_mut_slice();
        if offset > 0 && offset < page.len() {
            page.select_nth_unstable(offset);
        }
        page = page.get_mut(offset..).unwrap_or_default();
        if limit < page.len() {
            page.select_nth_unstable(limit);
            page = page.get_mut(..limit).unwrap_or_default();
        }
        page.sort_unstable();
        page.iter().filter_map(|&key| self.usual.get(key as u32 as usize).copied()).collect()
    }

    fn rank_from(&mut self, start: usize) {
        for (rank, &entry) in (0_u32..).zip(&self.usual).skip(start) {
            if let Some(place) = self.ranks.get_mut(entry as usize) {
                *place = rank;
            }
        }
    }

    fn order(&self, sort: Sort) -> &[u32] {
        match sort {
            Sort::Relevance => &self.usual,
            Sort::MostReused => &self.most_reused,
            Sort::LowestPrice => &self.lowest_price,
            Sort::Newest => &self.newest,
        }
    }

    fn order_mut(&mut self, sort: Sort) -> &mut Vec<u32> {
        match sort {
            Sort::Relevance => &mut self.usual,
            Sort::MostReused => &mut self.most_reused,
            Sort::LowestPrice => &mut self.lowest_price,
            Sort::Newest => &mut self.newest,
        }
    }
}

fn compare_entries(sort: Sort, places: &[Place], one: u32, other: u32) -> Ordering {
    match (places.get(one as usize), places.get(other as usize)) {
        (Some(one), Some(other)) => compare(sort, one, other),
        _ => one.cmp(&other),
    }
}

/// Which of two entries comes first.
pub(super) fn compare(sort: Sort, one: &Place, other: &Place) -> Ordering {
    let newest = |place: &Place| Reverse(place.sort.listed_day);
    let price = |place: &Place| (place.sort.price_cents.is_none(), place.sort.price_cents);
    let first = match sort {
        Sort::Relevance => Ordering::Equal,
        Sort::MostReused => other.sort.reused.cmp(&one.sort.reused),
        Sort::LowestPrice => price(one).cmp(&price(other)),
        Sort::Newest => newest(one).cmp(&newest(other)),
    };
    let usual = |place: &Place| (place.origin, newest(place), place.id);
    first.then_with(|| usual(one).cmp(&usual(other)))
}
