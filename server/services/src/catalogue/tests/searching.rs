//! The same search finds the same in every language and on every page, and the counts are true.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn a_solution_is_found_first_by_its_name_in_any_writing_and_by_its_reference() {
    let office = Office::sample().await;
    for number in 1..=40 {
        let reference = format!("S{number:04}");
        let mut words = vec![reference.clone(), reference.to_lowercase()];
        for locale in Locale::ALL {
            let page = show(&office.public(), locale, &reference).await.unwrap();
            words.push(page.card.name.text.clone());
        }
        for text in words {
            let answer = found(&office, &[("q", &text)]).await;
            assert_eq!(references(&answer.page.rows).first(), Some(&reference.as_str()), "{text}");
        }
    }
}

#[tokio::test]
async fn traditional_simplified_and_english_words_find_the_same_solutions() {
    let office = Office::sample().await;
    for (traditional, simplified) in
        [("會議記錄", "会议记录"), ("電郵", "电邮"), ("粵語", "粤语"), ("翻譯", "翻译"), ("網頁", "网页")]
    {
        let one = found(&office, &[("q", traditional)]).await;
        let other = found(&office, &[("q", simplified)]).await;
        assert_eq!(references(&one.page.rows), references(&other.page.rows), "{traditional}");
        assert!(one.page.total > 0, "{traditional}");
    }
    for text in ["粵語 通話", "粤语 通话", "Cantonese call", "CANTONESE CALLS", "S0001", "s0001"] {
        let answer = found(&office, &[("q", text)]).await;
        assert_eq!(references(&answer.page.rows)[0], "S0001", "{text}");
    }
}

#[tokio::test]
async fn words_of_daily_use_find_what_the_office_calls_otherwise() {
    let office = Office::sample().await;
    for (text, first) in [
        ("熱線電話", Some("S0001")),
        ("泊車", Some("S0017")),
        ("客服", None),
        ("轉錄", Some("S0007")),
        ("转录", Some("S0007")),
        ("閉路電視", Some("S0015")),
        ("CCTV", None),
        ("invoice", Some("S0035")),
        ("发票", Some("S0035")),
        ("監控鏡頭", None),
    ] {
        let answer = found(&office, &[("q", text)]).await;
        let rows = references(&answer.page.rows);
        assert!(!rows.is_empty(), "{text}");
        assert!(first.is_none_or(|first| rows.contains(&first)), "{text}: {rows:?}");
    }
    let close = found(&office, &[("q", "翻譯 zzzz")]).await;
    assert!(close.close && close.page.total > 0);
    assert!(!found(&office, &[("q", "翻譯")]).await.close);
    assert_eq!(found(&office, &[("q", "zzzz qqqq")]).await.page.total, 0);
}

#[tokio::test]
async fn the_count_beside_a_choice_is_what_the_choice_finds() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    for base in [
        vec![],
        vec![("q", "traffic")],
        vec![("q", "文件")],
        vec![("data", "restricted"), ("get", "call_off")],
        vec![("kind", "shared"), ("status", "in_use"), ("q", "search")],
        vec![("q", "泊車")],
        vec![("q", "traffic zzzz"), ("kind", "reference")],
    ] {
        let answer = found(&office, &base).await;
        let mut choices = 0;
        for (facet, counts) in &answer.facets {
            let others = base.iter().copied().filter(|(name, _)| *name != facet.code());
            let others: Vec<_> = others.collect();
            for (code, count) in counts.iter().filter(|(_, count)| *count > 0) {
                let mut narrowed = others.clone();
                narrowed.push((facet.code(), code));
                assert_eq!(found(&office, &narrowed).await.page.total, *count, "{base:?} {facet:?} {code}");
                choices += 1;
            }
        }
        assert!(choices > 5, "{base:?}");
    }
}

#[tokio::test]
async fn the_counts_are_those_of_counting_the_cards_one_by_one() {
    let office = Office::sample().await;
    let all = export(&office.public(), Locale::En, &query(&[])).await.unwrap();
    assert_eq!(all.len(), 40);
    let answer = found(&office, &[]).await;
    let counted = |of: &dyn Fn(&ListingCard) -> Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        all.iter().flat_map(|card| of(card)).for_each(|value| *counts.entry(value).or_default() += 1);
        counts
    };
    let by_hand = [
        (Facet::Task, counted(&|card| vec![card.category.code().to_owned()])),
        (Facet::Get, counted(&|card| vec![card.access.code().to_owned()])),
        (Facet::Data, counted(&|card| card.data_ceiling.iter().map(|level| level.code().to_owned()).collect())),
        (Facet::Hosting, counted(&|card| card.hosting.iter().map(|place| place.code().to_owned()).collect())),
        (
            Facet::Price,
            counted(&|card| {
                let kinds: BTreeSet<_> = card.rates.iter().map(|rate| rate.kind.code().to_owned()).collect();
                let free = kinds.is_empty() && card.access == domain::catalogue::Access::InHouse;
                if free { vec!["none".to_owned()] } else { kinds.into_iter().collect() }
            }),
        ),
        (
            Facet::Status,
            counted(&|card| {
                let status = match (card.stage.code(), card.adopters, card.trials) {
                    (stage @ ("suspended" | "retired"), _, _) => stage,
                    (_, 0, 0) => "not_in_use",
                    (_, 0, _) => "on_trial",
                    _ => "in_use",
                };
                vec![status.to_owned()]
            }),
        ),
    ];
    for (facet, counts) in by_hand {
        let (_, shown) = answer.facets.iter().find(|(other, _)| *other == facet).unwrap();
        let shown: BTreeMap<_, _> = shown.iter().filter(|(_, count)| *count > 0).cloned().collect();
        assert_eq!(shown, counts, "{facet:?}");
    }
}

#[tokio::test]
async fn pages_hold_every_result_once_and_beyond_the_end_is_the_last() {
    let office = Office::sample().await;
    for sort in Sort::ALL {
        let mut seen = Vec::new();
        for page in ["1", "2"] {
            let answer = found(&office, &[("page", page), ("sort", sort.code())]).await;
            seen.extend(answer.page.rows.into_iter().map(|card| card.reference));
        }
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 40, "{sort:?}");
        let whole = export(&office.public(), Locale::En, &query(&[("sort", sort.code())])).await.unwrap();
        assert_eq!(references(&whole), seen, "{sort:?}");
    }
    let last = found(&office, &[("page", "2")]).await.page;
    for page in ["3", "99", "18446744073709551615"] {
        let beyond = found(&office, &[("page", page)]).await.page;
        assert_eq!((beyond.number, &beyond.rows), (2, &last.rows), "page {page}");
    }
    let first = found(&office, &[("page", "0")]).await.page;
    assert_eq!((first.number, first.first_row(), first.last_row()), (1, 1, 20));
}

#[tokio::test]
async fn an_export_is_the_whole_search_with_its_filters() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    for pairs in [
        vec![("q", "chatbot")],
        vec![("kind", "reference"), ("task", "LEGAL")],
        vec![("sort", "price"), ("kind", "shared")],
    ] {
        let whole = export(&office.public(), Locale::ZhHans, &query(&pairs)).await.unwrap();
        let first = search(&office.public(), Locale::ZhHans, query(&pairs)).await.unwrap();
        assert_eq!(whole.len(), first.page.total, "{pairs:?}");
        let begins: Vec<_> = whole.iter().take(first.page.rows.len()).map(|card| (**card).clone()).collect();
        assert_eq!(first.page.rows, begins, "{pairs:?}");
    }
}

#[tokio::test]
async fn nothing_found_says_which_filter_to_drop() {
    let office = Office::sample().await;
    let answer = found(&office, &[("q", "translation"), ("data", "confidential")]).await;
    assert_eq!((answer.page.total, answer.page.number), (0, 1));
    assert!(answer.without_filters > 0);
    let without = found(&office, &[("q", "translation")]).await.page.total;
    assert_eq!(answer.ways_out, [(Facet::Data, without)]);
    for strange in [("task", "NONE"), ("kind", "' or 1=1"), ("risk", "LOW")] {
        assert_eq!(found(&office, &[strange]).await.page.total, 0, "{strange:?}");
    }
}

#[tokio::test]
async fn the_most_reused_stand_first_and_the_cheapest_when_asked() {
    let office = Office::sample().await;
    let reused = found(&office, &[]).await.page.rows;
    assert!(reused.windows(2).all(|pair| pair[0].adopters >= pair[1].adopters));
    assert!(reused[0].adopters > 5);
    let prices: Vec<_> = found(&office, &[("sort", "price"), ("price", "month")]).await.page.rows;
    let smallest = |card: &ListingCard| {
        let recurring = card.rates.iter().filter(|rate| rate.kind != domain::catalogue::RateKind::Once);
        recurring.map(|rate| rate.amount).min()
    };
    assert!(prices.windows(2).all(|pair| smallest(&pair[0]) <= smallest(&pair[1])));
    let newest = found(&office, &[("sort", "newest")]).await.page.rows;
    let mut days = Vec::new();
    for card in &newest {
        days.push(show(&office.public(), Locale::En, &card.reference).await.unwrap().listed_on);
    }
    assert!(days.windows(2).all(|pair| pair[0] >= pair[1]), "{days:?}");
}

#[tokio::test]
async fn suggestions_follow_what_is_being_typed() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let names = async |locale: Locale, text: &str| {
        let suggestions = suggest(&office.public(), locale, text).await.unwrap();
        suggestions.into_iter().map(|suggestion| (suggestion.path, suggestion.name)).collect::<Vec<_>>()
    };
    let calls = ("cantonese-call-transcription-s0001".to_owned(), "Cantonese call transcription".to_owned());
    for text in ["canton", "Cantonese ca", "cantonese call transcription"] {
        assert!(names(Locale::En, text).await.contains(&calls), "{text}");
    }
    assert_eq!(names(Locale::En, "cantonese call").await[0], calls);
    for text in ["粵語", "粤语"] {
        let suggested = names(Locale::ZhHant, text).await;
        assert!(suggested.iter().any(|(path, name)| *path == calls.0 && name == "粵語通話轉文字"), "{suggested:?}");
    }
    assert!(names(Locale::En, "qqzzxx").await.is_empty());
    assert!(names(Locale::En, "a").await.len() <= 8);
}
