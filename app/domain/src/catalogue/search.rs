//! A search as it stands in the address: words, filters, order and page.

use crate::coded;
use crate::form::Fields;
use std::collections::BTreeMap;

coded! {
    /// A way to narrow the catalogue; the code is the key in the address.
    Facet {
        /// Hong Kong solutions, or reference entries from elsewhere.
        Kind = "kind",
        /// What it is for.
        Task = "task",
        /// Data it may handle.
        Data = "data",
        /// How to get it.
        Get = "get",
        /// Languages it was tested in.
        Works = "works",
        /// Assessments it holds.
        Assurance = "assurance",
        /// Where it runs.
        Hosting = "hosting",
        /// Size of the supplier.
        Size = "size",
        /// How its price is made.
        Price = "price",
        /// Risk tier.
        Risk = "risk",
        /// Where it stands in use.
        Status = "status",
    }
}

coded! {
    /// The order of results.
    Sort {
        /// Best match first.
        Relevance = "relevance",
        /// Most departments first.
        MostReused = "reused",
        /// Lowest price first.
        LowestPrice = "price",
        /// Newest first.
        Newest = "newest",
    }
}

/// Most values of one facet that are looked at; an address with more is shortened.
const MOST_VALUES: usize = 40;
/// Most characters of a search that are looked at.
pub const LONGEST_TEXT: usize = 200;

/// A search, read from an address. Unknown keys are ignored; unknown values find nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    /// The words, as typed.
    pub text: String,
    /// Values asked for, by facet; the values of one facet are alternatives.
    pub filters: BTreeMap<Facet, Vec<String>>,
    /// The order asked for.
    pub sort: Option<Sort>,
    /// The page asked for, from 1.
    pub page: usize,
}

impl SearchQuery {
    /// Reads a query string's pairs.
    pub fn from_fields(fields: &Fields) -> SearchQuery {
        let text = fields.get("q").trim().chars().filter(|character| !character.is_control());
        let mut filters = BTreeMap::new();
        for facet in Facet::ALL {
            let mut values: Vec<String> = Vec::new();
            for value in fields.all(facet.code()).filter(|value| !value.is_empty()).take(MOST_VALUES) {
                let value: String = value.chars().take(60).collect();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            if !values.is_empty() {
                filters.insert(*facet, values);
            }
        }
        SearchQuery {
            text: text.take(LONGEST_TEXT).collect(),
            filters,
            sort: Sort::parse(fields.get("sort")),
            page: fields.get("page").parse().unwrap_or(1),
        }
    }

    /// The order results are shown in: best match when there are words, most reused otherwise.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.text.is_empty() { Sort::MostReused } else { Sort::Relevance })
    }

    /// This value is asked for.
    pub fn wants(&self, facet: Facet, value: &str) -> bool {
        self.filters.get(&facet).is_some_and(|values| values.iter().any(|wanted| wanted == value))
    }

    /// Number of filters applied.
    pub fn applied(&self) -> usize {
        self.filters.values().map(Vec::len).sum()
    }

    /// The same search without one filter, from its first page.
    pub fn without(&self, facet: Facet, value: &str) -> SearchQuery {
        let mut query = SearchQuery { page: 1, ..self.clone() };
        if let Some(values) = query.filters.get_mut(&facet) {
            values.retain(|wanted| wanted != value);
        }
        query.filters.retain(|_, values| !values.is_empty());
        query
    }

    /// The pairs of the query string that say the same; a first page is left out.
    pub fn pairs(&self) -> Vec<(&str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        for (facet, values) in &self.filters {
            pairs.extend(values.iter().map(|value| (facet.code(), value.clone())));
        }
        if let Some(sort) = self.sort {
            pairs.push(("sort", sort.code().to_owned()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> SearchQuery {
        let pairs = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        SearchQuery::from_fields(&Fields::new(pairs))
    }

    #[test]
    fn an_address_says_the_same_after_it_was_read() {
        let asked = query(&[
            ("q", " 熱線 "),
            ("task", "CHAT"),
            ("task", "MTG"),
            ("task", "CHAT"),
            ("data", "restricted"),
            ("sort", "price"),
            ("page", "3"),
            ("utm", "x"),
        ]);
        assert_eq!(asked.text, "熱線");
        assert_eq!(asked.applied(), 3);
        let pairs: Vec<_> = asked.pairs();
        let again: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(query(&again), asked);
    }

    #[test]
    fn removing_a_chip_removes_only_that_filter() {
        let asked = query(&[("task", "CHAT"), ("task", "MTG"), ("data", "restricted"), ("page", "2")]);
        let rest = asked.without(Facet::Task, "CHAT");
        assert_eq!(rest.pairs(), [("task", "MTG".to_owned()), ("data", "restricted".to_owned())]);
    }

    #[test]
    fn nonsense_in_the_address_is_not_an_error() {
        let asked = query(&[("page", "-1"), ("sort", "cheapest"), ("kind", ""), ("q", "\u{0}\u{7}")]);
        assert_eq!(asked, SearchQuery { page: 1, ..SearchQuery::default() });
    }
}
