//! Who wrote in a draft: they decide on it no more than its drafter (section 4).

use super::Draft;
use crate::ids::PersonId;

impl Draft {
    /// Wrote in it.
    pub fn is_author(&self, person: PersonId) -> bool {
        self.drafted_by == person || self.edited_by.contains(&person)
    }

    /// Remembers somebody who writes in it.
    pub fn edited(mut self, by: PersonId) -> Draft {
        if !self.is_author(by) {
            self.edited_by.push(by);
        }
        self
    }
}
