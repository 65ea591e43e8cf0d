//! One way to paginate.

use serde::{Deserialize, Serialize};

/// Rows on one page of a list.
pub const PAGE_SIZE: usize = 20;

/// One page of a list, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Rows on all pages together.
    pub total: usize,
    /// This page's number, from 1.
    pub number: usize,
    /// The number that was asked for; beyond the end the last page is shown instead.
    pub asked: usize,
}

impl<T> Page<T> {
    /// Number of the last page; an empty list has one page.
    pub fn last(&self) -> usize {
        last_page(self.total)
    }

    /// Position of the first row shown, from 1; 0 for an empty list.
    pub fn first_row(&self) -> usize {
        if self.total == 0 { 0 } else { (self.number - 1) * PAGE_SIZE + 1 }
    }

    /// Position of the last row shown.
    pub fn last_row(&self) -> usize {
        (self.first_row() + self.rows.len()).saturating_sub(1)
    }
}

/// The page to show when `asked` is wanted of `total` rows: never beyond the last.
pub fn page_to_show(asked: usize, total: usize) -> usize {
    asked.clamp(1, last_page(total))
}

fn last_page(total: usize) -> usize {
    total.div_ceil(PAGE_SIZE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_beyond_the_end_shows_the_last_page() {
        for (asked, total, shown) in [(1, 0, 1), (0, 5, 1), (2, 20, 1), (2, 21, 2), (99, 41, 3), (usize::MAX, 40, 2)] {
            assert_eq!(page_to_show(asked, total), shown, "page {asked} of {total} rows");
        }
    }
}
