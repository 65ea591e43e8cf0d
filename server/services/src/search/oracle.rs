//! The index against a slow office that reads every listing for every question.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use proptest::{prelude::*, sample::select};

use super::{
    asked::{Asked, Slot},
    orders::{self, Place},
    ranking::{Answer, Points, Shape, Strength},
    standing::Standing,
    *,
};

/// The catalogue as a plain list.
#[derive(Default)]
struct SlowOffice(BTreeMap<[u8; 16], Entry>);

struct Reading<'o> {
    entry: &'o Entry,
    words: HashMap<String, Strength>,
    shape: Shape,
}

impl SlowOffice {
    fn readings(&self) -> Vec<Reading<'_>> {
        let reading = |entry| {
            let standing = Standing::of(entry);
            let words = standing.words().map(|(word, strength)| (word.to_owned(), strength)).collect();
            Reading { entry, words, shape: Shape::of(standing.tokens(), entry.origin == Origin::HongKong) }
        };
        self.0.values().map(reading).collect()
    }

    /// Everyone who answers the text, best first, and whether they answer only some of it.
    fn ranked<'r>(
        readings: &'r [Reading<'r>],
        asked: &Asked,
        last_word: LastWord,
        titles_only: bool,
    ) -> (Vec<(&'r Reading<'r>, u32)>, bool) {
        let tokens = readings.iter().map(|reading| reading.shape.tokens()).sum();
        let admitted = |strength: &Strength| !titles_only || strength.in_title();
        let whole = |reading: &Reading<'_>, word: &str| {
            reading.words.get(word).copied().filter(admitted).map_or(Answer(0), Answer::whole)
        };
        let begun = |reading: &Reading<'_>, beginning: &str| {
            let longer = reading.words.iter().filter(|(longer, _)| longer.starts_with(beginning));
            let longer = longer.filter(|(_, strength)| admitted(strength));
            longer.map(|(_, &strength)| Answer::begun(strength)).max().unwrap_or(Answer(0))
        };
        let answers = |slot: &Slot| -> Vec<Answer> {
            let last = slot.typed.last().map_or("", String::as_str);
            let held = readings.iter().any(|reading| whole(reading, last) > Answer(0));
            let beginning = slot.beginning.as_deref().filter(|_| !(held && last_word == LastWord::Whole));
            let of = |reading: &Reading<'_>| {
                let (last, before) = slot.typed.split_last().unwrap();
                let last = beginning.map_or(Answer(0), |beginning| begun(reading, beginning)).max(whole(reading, last));
                let typed = before.iter().map(|word| whole(reading, word)).fold(last, Answer::min);
                let other = |words: &&[String]| {
                    let answer = words.iter().map(|word| whole(reading, word)).min();
                    answer.unwrap_or(Answer(0)).by_another_word()
                };
                slot.others.iter().map(other).fold(typed, Answer::max)
            };
            readings.iter().map(of).collect()
        };
        let points_of = |column: &[Answer]| -> Vec<u32> {
            let holders = column.iter().filter(|&&answer| answer > Answer(0)).count();
            let table = Points::of(readings.len(), tokens, holders);
            column.iter().zip(readings).map(|(&answer, reading)| table.get(answer, reading.shape)).collect()
        };
        let answered = |columns: &[Vec<Answer>], at: usize| {
            columns.iter().filter(|column| column.get(at).is_some_and(|&answer| answer > Answer(0))).count() as u32
        };
        let mut columns: Vec<Vec<Answer>> = asked.slots.iter().map(answers).collect();
        let mut enough = columns.len() as u32;
        let mut left: Vec<usize> = (0..readings.len()).filter(|&at| answered(&columns, at) == enough).collect();
        let mut close = false;
        let pieces = asked.pieces();
        if left.is_empty() && pieces.len() > 1 {
            columns = pieces.iter().map(answers).collect();
            enough = (0..readings.len()).map(|at| answered(&columns, at)).max().unwrap_or(0).div_ceil(2).max(1);
            let own = Answer::whole(Strength::OWN_REFERENCE);
            let named = |at: usize| columns.iter().any(|column| column.get(at) == Some(&own));
            left = (0..readings.len()).filter(|&at| answered(&columns, at) >= enough || named(at)).collect();
            close = !left.is_empty();
        }
        let welcome = asked.welcome.iter().map(|word| answers(&Slot { typed: vec![word.clone()], ..Slot::default() }));
        let mut points = vec![0; readings.len()];
        for column in columns.iter().cloned().chain(welcome) {
            for (sum, more) in points.iter_mut().zip(points_of(&column)) {
                *sum = Points::add(*sum, more);
            }
        }
        let mut hits = Vec::new();
        for at in left {
            let covered = if close { answered(&columns, at) * Points::COVERED } else { 0 };
            hits.push((&readings[at], Points::add(points[at], covered)));
        }
        hits.sort_by(|(one, points), (other, others)| {
            Reverse(points).cmp(&Reverse(others)).then(orders::compare(
                Sort::Relevance,
                &place(one.entry),
                &place(other.entry),
            ))
        });
        (hits, close)
    }

    fn search(&self, query: &Query) -> Found {
        let readings = self.readings();
        let asked = Asked::of(&query.text, query.last_word);
        let (mut hits, close) = SlowOffice::ranked(&readings, &asked, query.last_word, false);
        if query.sort != Sort::Relevance {
            hits.sort_by(|(one, _), (other, _)| orders::compare(query.sort, &place(one.entry), &place(other.entry)));
        }
        let mut filters: BTreeMap<FacetId, Vec<ValueId>> = BTreeMap::new();
        for (facet, values) in query.filters.iter().filter(|(_, values)| !values.is_empty()) {
            filters.entry(*facet).or_default().extend(values);
        }
        let passes = |entry: &Entry, except: Option<FacetId>| {
            let has =
                |facet: FacetId, values: &[ValueId]| values.iter().any(|&value| entry.facets.contains(&(facet, value)));
            filters.iter().all(|(&facet, values)| Some(facet) == except || has(facet, values))
        };
        let left: Vec<[u8; 16]> =
            hits.iter().filter(|(hit, _)| passes(hit.entry, None)).map(|(hit, _)| hit.entry.id).collect();
        let mut facets: BTreeMap<(FacetId, ValueId), u32> = BTreeMap::new();
        for (hit, _) in &hits {
            let mut own = hit.entry.facets.clone();
            own.sort_unstable();
            own.dedup();
            for (facet, value) in own.into_iter().filter(|&(facet, _)| passes(hit.entry, Some(facet))) {
                *facets.entry((facet, value)).or_default() += 1;
            }
        }
        let without =
            |&facet: &FacetId| (facet, hits.iter().filter(|(hit, _)| passes(hit.entry, Some(facet))).count() as u32);
        Found {
            total: left.len(),
            unfiltered_total: hits.len(),
            close,
            ids: left.iter().copied().skip(query.offset).take(query.limit).collect(),
            facets: facets.into_iter().map(|((facet, value), count)| (facet, value, count)).collect(),
            without: if left.is_empty() { filters.keys().map(without).collect() } else { Vec::new() },
        }
    }

    fn suggest(&self, text: &str, limit: usize) -> Vec<[u8; 16]> {
        let readings = self.readings();
        let asked = Asked::of(text, LastWord::Begun);
        if asked.is_empty() {
            return Vec::new();
        }
        let (hits, _) = SlowOffice::ranked(&readings, &asked, LastWord::Begun, true);
        hits.iter().take(limit).map(|(hit, _)| hit.entry.id).collect()
    }
}

fn place(entry: &Entry) -> Place {
    Place { id: entry.id, sort: entry.sort, origin: entry.origin }
}

const WORDS: [&str; 21] = [
    "data",
    "database",
    "dates",
    "translation",
    "translations",
    "the",
    "s",
    "採購",
    "采购系統",
    "譯",
    "s7",
    "DPO-2026-0003",
    "2026",
    "s0012",
    "客服",
    "查詢熱線",
    "泊車位",
    "停车",
    "customer service",
    "chatbot",
    "聊天機械人",
];

fn some_text(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(select(WORDS.to_vec()), 0..=most).prop_map(|words| words.join(" "))
}

fn some_values() -> impl Strategy<Value = Vec<(FacetId, ValueId)>> {
    proptest::collection::vec((0_u8..3, 0_u16..4).prop_map(|(facet, value)| (FacetId(facet), ValueId(value))), 0..5)
}

fn some_entry() -> impl Strategy<Value = Entry> {
    let keys = (0_u32..3, proptest::option::of(-1_i64..3), -1_i32..3, any::<bool>());
    (0_u8..24, some_text(3), some_text(9), some_values(), keys).prop_map(|(id, title, body, facets, keys)| {
        let (reused, price_cents, listed_day, local) = keys;
        Entry {
            id: [id; 16],
            reference: format!("S{id:04}"),
            title_tokens: tokens::of_text(&title),
            body_tokens: tokens::of_text(&body),
            facets,
            sort: SortKeys { reused, price_cents, listed_day },
            origin: if local { Origin::HongKong } else { Origin::Reference },
        }
    })
}

fn some_query() -> impl Strategy<Value = Query> {
    let beginnings = select(vec!["", "", "dat", "da", "d", "tra", "s00", "DPO-2026-0", "採", "nothing"]);
    let values = proptest::collection::vec((0_u8..3).prop_map(FacetId), 0..3);
    let values = values.prop_flat_map(|facets| {
        let some = || proptest::collection::vec((0_u16..5).prop_map(ValueId), 0..3);
        facets.into_iter().map(|facet| some().prop_map(move |values| (facet, values))).collect::<Vec<_>>()
    });
    let last_word = select(vec![LastWord::Whole, LastWord::Begun]);
    let sort = select(vec![Sort::Relevance, Sort::Relevance, Sort::MostReused, Sort::LowestPrice, Sort::Newest]);
    (some_text(2), beginnings, values, last_word, sort, 0_usize..6, 0_usize..9).prop_map(
        |(words, beginning, filters, last_word, sort, offset, limit)| Query {
            text: format!("{words} {beginning}"),
            last_word,
            filters,
            sort,
            offset,
            limit,
        },
    )
}

#[derive(Debug, Clone)]
enum Step {
    Replace(Entry),
    Remove(u8),
    Ask(Query),
}

fn some_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => some_entry().prop_map(Step::Replace),
        1 => (0_u8..24).prop_map(Step::Remove),
        4 => some_query().prop_map(Step::Ask),
    ]
}

proptest! {
    #[test]
    fn the_index_answers_like_an_office_that_reads_everything(
        first in proptest::collection::vec(some_entry(), 0..40),
        steps in proptest::collection::vec(some_step(), 1..40),
    ) {
        let mut slow = SlowOffice::default();
        for entry in &first {
            slow.0.insert(entry.id, entry.clone());
        }
        let mut index = Index::build(first);
        for step in steps {
            match step {
                Step::Replace(entry) => {
                    index.replace(&entry);
                    slow.0.insert(entry.id, entry);
                }
                Step::Remove(id) => prop_assert_eq!(index.remove([id; 16]), slow.0.remove(&[id; 16]).is_some()),
                Step::Ask(query) => {
                    prop_assert_eq!(index.search(&query), slow.search(&query), "{:?}", query);
                    prop_assert_eq!(index.suggest(&query.text, query.limit), slow.suggest(&query.text, query.limit));
                }
            }
            prop_assert_eq!(index.len(), slow.0.len());
        }
    }

    #[test]
    fn the_order_of_coming_does_not_matter(
        entries in proptest::collection::btree_map(0_u8..24, some_entry(), 0..24),
        query in some_query(),
    ) {
        let forwards: Vec<Entry> = entries.into_iter().map(|(id, entry)| Entry { id: [id; 16], ..entry }).collect();
        let backwards: Vec<Entry> = forwards.iter().rev().cloned().collect();
        prop_assert_eq!(Index::build(forwards).search(&query), Index::build(backwards).search(&query));
    }

    #[test]
    fn any_question_is_answered(text in any::<String>(), entry in some_entry(), offset in any::<usize>(), limit in any::<usize>()) {
        let index = Index::build([entry]);
        let query = Query { text: text.clone(), offset, limit, ..Query::default() };
        prop_assert!(index.search(&query).ids.len() <= 1);
        prop_assert!(index.suggest(&text, limit).len() <= 1);
        prop_assert_eq!(Index::default().search(&query), Found::default());
    }
}
