//! What somebody looks for among published tenders: a tab, words, filters, an order and a page.

use super::state::Stage;
use crate::coded;
use crate::form::Fields;
use crate::time::Timestamp;
use std::collections::BTreeMap;

coded! {
    /// A tab of the public list.
    TenderTab {
        /// Takes bids.
        Open = "open",
        /// Takes bids for seven days more at most.
        Closing = "closing",
        /// Closed; not decided.
        Closed = "closed",
        /// Awarded, or without a result.
        Decided = "decided",
        /// Called off.
        Cancelled = "cancelled",
    }
}

coded! {
    /// What the list is narrowed by.
    TenderFacet {
        /// The department.
        Department = "department",
        /// What kind of solution.
        Category = "category",
        /// How much.
        Value = "value",
    }
}

coded! {
    /// The order of the list.
    TenderSort {
        /// What closes first stands first.
        Closing = "closing",
        /// What was published last stands first.
        Newest = "newest",
        /// The largest stands first.
        Value = "value",
    }
}

/// Days before its close within which a tender is closing soon.
pub const SOON_DAYS: i64 = 7;
/// Most values of one facet that are read.
const MOST_VALUES: usize = 40;

/// A search among published tenders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderQuery {
    /// The tab.
    pub tab: TenderTab,
    /// The words, as typed.
    pub text: String,
    /// Values asked for, by facet; the values of one facet are alternatives.
    pub filters: BTreeMap<TenderFacet, Vec<String>>,
    /// The order.
    pub sort: TenderSort,
    /// The page asked for, from 1.
    pub page: usize,
}

impl TenderQuery {
    /// The tab that is asked for is one there is.
    pub fn names_a_tab(fields: &Fields) -> bool {
        let tab = fields.get("tab");
        tab.is_empty() || TenderTab::parse(tab).is_some()
    }

    /// Reads a query string's pairs; what is not known is left out.
    pub fn from_fields(fields: &Fields) -> TenderQuery {
        let text: String = fields.get("q").trim().chars().filter(|one| !one.is_control()).take(200).collect();
        let mut filters = BTreeMap::new();
        for facet in TenderFacet::ALL {
            let mut values: Vec<String> = Vec::new();
            for value in fields.all(facet.code()).filter(|value| !value.is_empty()).take(MOST_VALUES) {
                let value: String = value.chars().take(40).collect();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            if !values.is_empty() {
                filters.insert(*facet, values);
            }
        }
        TenderQuery {
            tab: TenderTab::parse(fields.get("tab")).unwrap_or(TenderTab::Open),
            text,
            filters,
            sort: TenderSort::parse(fields.get("sort")).unwrap_or(TenderSort::Closing),
            page: fields.get("page").parse().unwrap_or(1),
        }
    }

    /// The pairs it is read from; defaults are left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.tab != TenderTab::Open {
            pairs.push(("tab", self.tab.code().to_owned()));
        }
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        for (facet, values) in &self.filters {
            pairs.extend(values.iter().map(|value| (facet.code(), value.clone())));
        }
        if self.sort != TenderSort::Closing {
            pairs.push(("sort", self.sort.code().to_owned()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// This value of a facet is asked for.
    pub fn wants(&self, facet: TenderFacet, value: &str) -> bool {
        self.filters.get(&facet).is_some_and(|values| values.iter().any(|one| one == value))
    }

    /// A tender with this value of a facet is let through by it.
    pub fn lets(&self, facet: TenderFacet, value: &str) -> bool {
        !self.filters.contains_key(&facet) || self.wants(facet, value)
    }

    /// The same, without a value of a facet.
    pub fn without(&self, facet: TenderFacet, value: &str) -> TenderQuery {
        let mut query = TenderQuery { page: 1, ..self.clone() };
        if let Some(values) = query.filters.get_mut(&facet) {
            values.retain(|one| one != value);
            if values.is_empty() {
                query.filters.remove(&facet);
            }
        }
        query
    }

    /// How many filters are set.
    pub fn applied(&self) -> usize {
        self.filters.values().map(Vec::len).sum()
    }
}

impl TenderTab {
    /// A tender at this stage that closes then stands under this tab.
    pub fn shows(self, stage: Stage, closes_at: Timestamp, now: Timestamp) -> bool {
        use Stage::{AwardedPending, Cancelled, Complete, Published, Unsuccessful};
        let decided = matches!(stage, AwardedPending | Complete | Unsuccessful);
        let cancelled = stage == Cancelled;
        match self {
            TenderTab::Open => stage == Published,
            TenderTab::Closing => stage == Published && closes_at <= now.plus_minutes(SOON_DAYS * 24 * 60),
            TenderTab::Closed => stage.is_public() && stage != Published && !decided && !cancelled,
            TenderTab::Decided => decided,
            TenderTab::Cancelled => cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_back_from_its_own_pairs() {
        let pairs = [("tab", "closed"), ("q", "熱線"), ("department", "TD"), ("department", "SWD"), ("sort", "value")];
        let fields = Fields::new(pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect());
        let query = TenderQuery::from_fields(&fields);
        let again: Vec<_> = query.pairs().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        assert_eq!(TenderQuery::from_fields(&Fields::new(again)), query);
        assert!(query.lets(TenderFacet::Department, "TD") && !query.lets(TenderFacet::Department, "DPO"));
        assert!(query.lets(TenderFacet::Value, "to_5m"));
        let less = query.without(TenderFacet::Department, "TD");
        assert!(less.wants(TenderFacet::Department, "SWD") && !less.wants(TenderFacet::Department, "TD"));
        assert_eq!(less.without(TenderFacet::Department, "SWD").applied(), 0);
        let unknown = Fields::new(vec![("tab".into(), "coming".into())]);
        assert!(TenderQuery::names_a_tab(&fields) && !TenderQuery::names_a_tab(&unknown));
    }

    #[test]
    fn every_public_stage_stands_under_one_of_open_closed_decided_and_cancelled() {
        let (now, closes) = (Timestamp::from_millis(0), Timestamp::from_millis(1));
        for stage in Stage::ALL {
            let tabs = [TenderTab::Open, TenderTab::Closed, TenderTab::Decided, TenderTab::Cancelled];
            let shown = tabs.iter().filter(|tab| tab.shows(*stage, closes, now)).count();
            assert_eq!(shown, usize::from(stage.is_public()), "{stage:?}");
        }
        let in_days = |days: i64| now.plus_minutes(days * 24 * 60);
        assert!(TenderTab::Closing.shows(Stage::Published, in_days(7), now));
        assert!(!TenderTab::Closing.shows(Stage::Published, in_days(7).plus_seconds(1), now));
    }
}
