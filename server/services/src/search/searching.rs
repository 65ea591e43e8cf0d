//! The index answers questions. What each part finds is narrowed by the next, then by the filters.

use super::{
    Found, Index, LastWord, Query, Sort,
    answers::{self, Hit},
    asked::Asked,
    asking::Asking,
    facets::Narrowed,
    words::Within,
};

impl Index {
    /// Answers a question.
    pub fn search(&self, query: &Query) -> Found {
        let asked = Asked::of(&query.text, query.last_word);
        let filters = self.facets.filters(&query.filters);
        let (hits, close) = match asked.is_empty() {
            true => (None, false),
            false => {
                let (hits, close) = self.hits(&asked, query.last_word, Within::Anything);
                (Some(hits), close)
            }
        };
        let unfiltered_total = hits.as_ref().map_or(self.len(), Vec::len);
        let (offset, limit) = (query.offset, query.limit);
        if hits.is_none() && filters.is_empty() {
            return Found {
                total: unfiltered_total,
                unfiltered_total,
                close,
                ids: self.ids(self.orders.page(query.sort, offset, limit)),
                facets: self.facets.of_everything(),
                without: Vec::new(),
            };
        }
        let found = hits.as_ref().map_or_else(|| self.living.clone(), |hits| answers::entries(hits, self.places.len()));
        let narrowed = Narrowed::of(found, &filters);
        let total = narrowed.all.count();
        let page = match hits {
            Some(hits) if query.sort == Sort::Relevance => {
                let hits = hits.into_iter().filter(|hit| narrowed.all.holds(hit.entry));
                self.orders.best(hits, offset, limit)
            }
            _ => self.orders.page_of(&narrowed.all, query.sort, offset, limit),
        };
        let without = match total {
            0 => narrowed.others.iter().map(|(facet, set)| (*facet, set.count() as u32)).collect(),
            _ => Vec::new(),
        };
        Found { total, unfiltered_total, close, ids: self.ids(&page), facets: self.facets.of(&narrowed), without }
    }

    /// Entries whose title answers what the visitor is typing, best first. A single Latin letter
    /// stands only for itself; a single Han character is a word.
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<[u8; 16]> {
        let asked = Asked::of(text, LastWord::Begun);
        if asked.is_empty() {
            return Vec::new();
        }
        let (hits, _) = self.hits(&asked, LastWord::Begun, Within::Titles);
        self.ids(&self.orders.best(hits.into_iter(), 0, limit))
    }

    /// Everyone who answers all of the question; when nobody does, who answers most of it, and that it is so.
    fn hits(&self, asked: &Asked, last_word: LastWord, within: Within) -> (Vec<Hit>, bool) {
        let mut asking = Asking::new(self, last_word, within);
        let mut close = false;
        let mut hits = asking.all(&asked.slots);
        if hits.is_empty() {
            hits = asking.most(&asked.pieces());
            close = !hits.is_empty();
        }
        if !hits.is_empty() {
            asked.welcome.iter().for_each(|word| asking.reward(&mut hits, word));
        }
        (hits, close)
    }

    fn ids(&self, entries: &[u32]) -> Vec<[u8; 16]> {
        entries.iter().filter_map(|&entry| self.places.get(entry as usize)).map(|place| place.id).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{
        super::{Entry, FacetId, Origin, SortKeys, ValueId, tokens},
        *,
    };

    const TASK: FacetId = FacetId(1);
    const HOSTING: FacetId = FacetId(2);
    const SPEECH: ValueId = ValueId(1);
    const WRITING: ValueId = ValueId(2);
    const CLOUD: ValueId = ValueId(1);
    const PREMISES: ValueId = ValueId(2);

    pub fn entry(number: u8, title: &str, body: &str) -> Entry {
        Entry {
            id: [number; 16],
            reference: format!("S{number:04}"),
            title_tokens: tokens::of_text(title),
            body_tokens: tokens::of_text(body),
            facets: Vec::new(),
            sort: SortKeys { listed_day: i32::from(number), ..SortKeys::default() },
            origin: Origin::HongKong,
        }
    }

    fn with_facets(number: u8, facets: &[(FacetId, ValueId)]) -> Entry {
        Entry { facets: facets.to_vec(), ..entry(number, "hotline", "") }
    }

    fn query(text: &str) -> Query {
        Query { text: text.to_owned(), limit: 20, ..Query::default() }
    }

    fn numbers(ids: &[[u8; 16]]) -> Vec<u8> {
        ids.iter().map(|id| id[0]).collect()
    }

    pub fn found(index: &Index, text: &str) -> Vec<u8> {
        numbers(&index.search(&query(text)).ids)
    }

    pub fn office() -> Index {
        Index::build([
            entry(1, "Cantonese voice intake for hotlines", "粵語熱線語音接聽及摘要系統"),
            entry(2, "Document translation", "Translates licences. 翻譯公文，支援繁體中文"),
            entry(3, "Crowd counting", "Counts people at border crossings; see S0002 and tender DPO-2026-0147"),
        ])
    }

    #[test]
    fn a_two_character_chinese_word_finds_its_solution() {
        assert_eq!(found(&office(), "熱線"), [1]);
        assert_eq!(found(&office(), "公文"), [2]);
        assert_eq!(found(&office(), "譯"), [2]);
        assert!(found(&office(), "線熱").is_empty());
    }

    #[test]
    fn traditional_simplified_and_english_words_find_the_same_entry() {
        for text in
            ["熱線", "熱綫", "热线", "hotline", "Hotlines", "ＨＯＴＬＩＮＥ", "粤语 hotline", "hotline for the 語音"]
        {
            assert_eq!(found(&office(), text), [1], "{text}");
        }
    }

    #[test]
    fn a_reference_number_comes_first() {
        let mut index = office();
        index.replace(&entry(4, "Notes on S0002", "S0002 S0002 S0002 s0002"));
        for text in ["s0002", "S0002", "translation s0002"] {
            assert_eq!(found(&index, text).first(), Some(&2), "{text}");
        }
        assert_eq!(found(&index, "s0002"), [2, 4, 3]);
        assert_eq!(found(&index, "DPO/2026/0147"), [3]);
        assert_eq!(found(&index, "0147"), [3]);
    }

    #[test]
    fn a_title_counts_more_than_a_text_and_hong_kong_comes_first() {
        let reference = |number, title, body| Entry { origin: Origin::Reference, ..entry(number, title, body) };
        let index = Index::build([
            entry(1, "Speech", "one two three four"),
            entry(2, "Other", "speech two three four"),
            reference(3, "Speech", "one two three four"),
            entry(4, "Speech", "one two three four"),
            reference(5, "Another", "one two three four"),
        ]);
        assert_eq!(found(&index, "speech"), [4, 1, 2, 3]);
        assert_eq!(found(&index, ""), [4, 2, 1, 5, 3]);
    }

    #[test]
    fn an_unfinished_word_finds_its_solution_when_no_whole_word_does() {
        let mut index = office();
        assert_eq!(found(&index, "transl"), [2]);
        index.replace(&entry(4, "Transl", ""));
        assert_eq!(found(&index, "transl"), [4]);
        let typing = Query { last_word: LastWord::Begun, ..query("transl") };
        assert_eq!(numbers(&index.search(&typing).ids), [4, 2]);
    }

    #[test]
    fn suggestions_read_titles_only() {
        let index = office();
        assert_eq!(numbers(&index.suggest("cro", 8)), [3]);
        assert_eq!(numbers(&index.suggest("Crowd cou", 8)), [3]);
        assert_eq!(numbers(&index.suggest("s00", 8)), [3, 2, 1]);
        for nothing in ["licences", "", "c", "?"] {
            assert!(index.suggest(nothing, 8).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn when_nothing_holds_all_words_those_with_most_of_them_are_found_and_that_is_said() {
        let index = Index::build([
            entry(1, "Slope inspection", ""),
            entry(2, "Slope photographs", "for the inspection of retaining walls"),
            entry(3, "Meeting room", "booking"),
        ]);
        let answer = |text: &str| index.search(&query(text));
        assert_eq!((numbers(&answer("slope inspection").ids), answer("slope inspection").close), (vec![1, 2], false));
        let close = answer("slope inspection walls zebra");
        assert_eq!((numbers(&close.ids), close.close, close.total), (vec![2, 1], true, 2));
        assert_eq!((numbers(&answer("zebra booking").ids), answer("zebra booking").close), (vec![3], true));
        assert_eq!((answer("zebra").total, answer("zebra").close), (0, false));
        assert_eq!((answer("zebra giraffe").total, answer("zebra giraffe").close), (0, false));
        assert_eq!(numbers(&answer("S0003 slope inspection").ids)[0], 3);
        assert_eq!(numbers(&index.suggest("slope zebra", 8)), [2, 1]);
    }

    #[test]
    fn a_run_of_chinese_that_stands_nowhere_whole_is_found_by_its_parts() {
        assert_eq!(found(&office(), "熱線電話"), [1]);
        assert_eq!(found(&office(), "公文的翻譯"), [2]);
        let close = office().search(&query("語音及公文"));
        assert!(close.close && close.total == 2);
    }

    #[test]
    fn facets_of_close_matches_count_those_that_are_shown() {
        let index = Index::build([
            with_facets(1, &[(TASK, SPEECH), (HOSTING, CLOUD)]),
            with_facets(2, &[(TASK, WRITING), (HOSTING, CLOUD)]),
            entry(3, "elsewhere", ""),
        ]);
        let answer = index.search(&Query { filters: vec![(TASK, vec![SPEECH])], ..query("hotline zebra") });
        assert_eq!((answer.total, answer.unfiltered_total, answer.close), (1, 2, true));
        assert_eq!(answer.facets, [(TASK, SPEECH, 1), (TASK, WRITING, 1), (HOSTING, CLOUD, 1)]);
    }

    #[test]
    fn facet_counts_follow_the_other_facets() {
        let index = Index::build([
            with_facets(1, &[(TASK, SPEECH), (HOSTING, CLOUD)]),
            with_facets(2, &[(TASK, SPEECH), (TASK, WRITING), (HOSTING, PREMISES)]),
            with_facets(3, &[(TASK, WRITING), (HOSTING, CLOUD)]),
            entry(4, "elsewhere", ""),
        ]);
        let answer = index.search(&Query { filters: vec![(TASK, vec![SPEECH])], ..query("hotline") });
        assert_eq!((answer.total, answer.unfiltered_total), (2, 3));
        let counts = [(TASK, SPEECH, 2), (TASK, WRITING, 2), (HOSTING, CLOUD, 1), (HOSTING, PREMISES, 1)];
        assert_eq!(answer.facets, counts);
        let both = vec![(TASK, vec![SPEECH, WRITING]), (HOSTING, vec![CLOUD])];
        let answer = index.search(&Query { filters: both, ..query("") });
        assert_eq!(numbers(&answer.ids), [3, 1]);
        let counts = [(TASK, SPEECH, 1), (TASK, WRITING, 1), (HOSTING, CLOUD, 2), (HOSTING, PREMISES, 1)];
        assert_eq!(answer.facets, counts);
    }

    #[test]
    fn no_results_say_which_filter_to_drop() {
        let index = Index::build([
            with_facets(1, &[(TASK, SPEECH), (HOSTING, CLOUD)]),
            with_facets(2, &[(TASK, SPEECH), (HOSTING, CLOUD)]),
            with_facets(3, &[(TASK, WRITING), (HOSTING, PREMISES)]),
        ]);
        let filters = vec![(TASK, vec![SPEECH]), (HOSTING, vec![PREMISES])];
        let answer = index.search(&Query { filters, ..query("hotline") });
        assert_eq!((answer.total, answer.unfiltered_total), (0, 3));
        assert_eq!(answer.without, [(TASK, 1), (HOSTING, 2)]);
    }

    #[test]
    fn lists_have_the_order_they_were_asked_for() {
        let priced = |number, reused, price_cents| Entry {
            sort: SortKeys { reused, price_cents, listed_day: i32::from(number) },
            ..entry(number, "hotline", "")
        };
        let index = Index::build([
            priced(1, 5, None),
            priced(2, 0, Some(900)),
            priced(3, 5, Some(100)),
            priced(4, 1, Some(900)),
        ]);
        for text in ["", "hotline"] {
            for (sort, order) in
                [(Sort::MostReused, [3, 1, 4, 2]), (Sort::LowestPrice, [3, 4, 2, 1]), (Sort::Newest, [4, 3, 2, 1])]
            {
                assert_eq!(numbers(&index.search(&Query { sort, ..query(text) }).ids), order, "{text} {sort:?}");
            }
        }
    }
}
