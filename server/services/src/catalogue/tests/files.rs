//! Reference entries come in from a file, twice or changed, and never count as Hong Kong's.

use super::*;
use crate::audit::{Verified, verify};
use crate::spend::{Scope, headline, review};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The file with one answer of one row changed: what follows `after` first.
fn with_answer(after: &str, old: &str, new: &str) -> Vec<u8> {
    let find = |bytes: &[u8], text: &str| bytes.windows(text.len()).position(|part| part == text.as_bytes()).unwrap();
    let row = find(PUBLISHED, after);
    let at = row + find(&PUBLISHED[row..], old);
    [&PUBLISHED[..at], new.as_bytes(), &PUBLISHED[at + old.len()..]].concat()
}

/// The entry whose name is this one word.
async fn named(office: &Office, name: &str) -> std::sync::Arc<ListingCard> {
    let rows = export(&office.public(), Locale::En, &query(&[("q", name), ("kind", "reference")])).await.unwrap();
    rows.into_iter().find(|card| card.name.text == name).unwrap()
}

#[tokio::test]
async fn the_published_file_comes_in_whole_and_a_second_time_changes_nothing() {
    let office = Office::sample().await;
    let mut seen = Vec::new();
    let first =
        import_listings(&office.system(), PUBLISHED, 1, |progress| seen.push((progress.done, progress.of))).await;
    let first = first.unwrap().unwrap();
    assert_eq!((first.imported, first.unchanged, first.refused.len()), (2_133, 0, 0));
    assert_eq!(seen, [500, 1_000, 1_500, 2_000, 2_133].map(|done| (done, 2_133)));
    assert_eq!(office.log().await[1..], ["listings.imported"; 5]);

    let second = imported(&office, PUBLISHED).await;
    assert_eq!((second.imported, second.unchanged, second.refused.len()), (0, 2_133, 0));
    assert_eq!(office.log().await.len(), 6);
    let answer = found(&office, &[("kind", "reference")]).await;
    assert_eq!((answer.page.total, answer.without_filters), (2_133, 2_173));
    assert!(matches!(verify(&office.system()).await.unwrap(), Verified::Whole { size: 6, .. }));
}

#[tokio::test]
async fn an_entry_of_which_something_else_was_made_before_is_written_anew() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let before = named(&office, "Babel").await;
    let old = show(&office.public(), Locale::En, &before.reference).await.unwrap();
    // As an earlier mapping left it: other words, under another fingerprint.
    let of = format!("listing_id = (select id from listings where reference = '{}')", before.reference);
    office.damage(&format!("update listing_texts set summary = 'An older reading' where {of}")).await.unwrap();
    let fingerprint = "0".repeat(64);
    office.damage(&format!("update listing_sources set row_sha256 = '{fingerprint}' where {of}")).await.unwrap();
    let counts = imported(&office, PUBLISHED).await;
    assert_eq!((counts.imported, counts.unchanged), (1, 2_132));
    assert_eq!(*show(&office.public(), Locale::En, &before.reference).await.unwrap(), *old);
}

#[tokio::test]
async fn a_changed_row_is_written_anew_under_its_reference() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let before = named(&office, "Babel").await;
    let old = show(&office.public(), Locale::En, &before.reference).await.unwrap();

    let changed = with_answer("Babel,", "Babel utilizes AI modules", "Babel now wields quaternions");
    let counts = imported(&office, &changed).await;
    assert_eq!((counts.imported, counts.unchanged), (1, 2_132));
    let new = show(&office.public(), Locale::En, &before.reference).await.unwrap();
    assert_eq!((new.card.id, &new.card.name), (old.card.id, &old.card.name));
    assert!(new.description.text.contains("quaternions") && !old.description.text.contains("quaternions"));
    let answer = found(&office, &[("q", "quaternions")]).await;
    assert_eq!(references(&answer.page.rows), [before.reference.as_str()]);
    assert_eq!(found(&office, &[("kind", "reference")]).await.page.total, 2_133);

    let back = imported(&office, PUBLISHED).await;
    assert_eq!((back.imported, back.unchanged), (1, 2_132));
    assert_eq!(found(&office, &[("q", "quaternions")]).await.page.total, 0);
    assert_eq!(*show(&office.public(), Locale::En, &before.reference).await.unwrap(), *old);
}

#[tokio::test]
async fn a_changed_row_stays_on_the_shortlists_it_is_on() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let reference = named(&office, "Babel").await.reference.clone();
    let officer = office.person(TD.officer).await;
    add_to_shortlist(&officer, &reference).await.unwrap();
    let changed = with_answer("Babel,", "Babel utilizes AI modules", "Babel now wields quaternions");
    assert_eq!(imported(&office, &changed).await.imported, 1);
    let listed = shortlist(&officer, Locale::En).await.unwrap();
    assert_eq!(listed.iter().map(|card| card.reference.clone()).collect::<Vec<_>>(), [reference]);
}

#[tokio::test]
async fn an_entry_shows_its_source_and_its_language() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let card = named(&office, "Babel").await;
    let page = show(&office.public(), Locale::ZhHant, &card.reference).await.unwrap();
    assert_eq!((page.card.name.text.as_str(), page.card.name.other), ("Babel", Some(Locale::En)));
    assert_eq!(page.card.owner, "CBP, Department of Homeland Security");
    let source = page.source.as_ref().unwrap();
    assert_eq!(source.source, import::SOURCE);
    assert!(source.line > 1);
    assert!(source.columns.contains(&("Agency Abbreviation".to_owned(), "DHS".to_owned())), "{:?}", source.columns);
    assert!(!page.card.sample && page.contract.is_none() && page.card.rates.is_empty() && page.adopters.is_empty());
}

#[tokio::test]
async fn reference_entries_never_count_as_hong_kongs() {
    let office = Office::sample().await;
    let reviewer = office.person("kc.mak").await;
    let scope = Scope { year: None, department: None };
    let home = async || crate::impact::home(&office.public(), Locale::En).await.unwrap();
    let before =
        (home().await, headline(&office.public()).await.unwrap(), review(&reviewer, Locale::En, &scope).await.unwrap());
    assert_eq!((before.0.solutions, before.0.references), (40, 0));
    imported(&office, PUBLISHED).await;
    let after = home().await;
    assert_eq!((after.solutions, after.references), (40, 2_133));
    let without_count =
        |view: domain::catalogue::views::HomeView| domain::catalogue::views::HomeView { references: 0, ..view };
    assert_eq!(without_count(after.clone()), without_count(before.0));
    assert!(after.most_reused.iter().all(|card| card.reference.starts_with('S')));
    assert_eq!(headline(&office.public()).await.unwrap(), before.1);
    assert_eq!(review(&reviewer, Locale::En, &scope).await.unwrap(), before.2);
    for kind in Sort::ALL {
        let first = &found(&office, &[("sort", kind.code())]).await.page.rows[0].reference;
        assert!(first.starts_with('S'), "{kind:?}: {first}");
    }
}

#[tokio::test]
async fn a_reference_entry_cannot_be_ordered() {
    let office = Office::sample().await;
    imported(&office, PUBLISHED).await;
    let officer = office.person(TD.officer).await;
    let fields = office.reuse_form(&officer, "R0001").await;
    let refused = crate::orders::request_reuse(&officer, office.once(), "R0001", &fields).await;
    assert_eq!(crate::testing::refusal(refused), domain::orders::OrderRefusal::NotOrderable.into());
}

#[tokio::test]
async fn a_file_that_is_not_the_inventory_is_refused_whole_and_nobody_else_imports() {
    let office = Office::sample().await;
    for bytes in [&b""[..], b"a,b,c\n1,2,3\n", b"\xff\xfe\x00"] {
        assert!(import_listings(&office.system(), bytes, 1, |_| ()).await.unwrap().is_err());
    }
    assert_eq!(office.log().await.len(), 1);
    let by_curator = import_listings(&office.person(CURATOR).await, PUBLISHED, 1, |_| ()).await;
    assert!(matches!(by_curator, Err(Failure::Forbidden(_))));
}

#[tokio::test]
async fn a_file_with_copies_fills_the_catalogue_and_keeps_numbers_apart() {
    let office = Office::open().await;
    let counts = import_listings(&office.system(), PUBLISHED, 2, |_| ()).await.unwrap().unwrap();
    assert_eq!((counts.imported, counts.unchanged), (4_266, 0));
    let last = show(&office.public(), Locale::En, "R4266").await.unwrap();
    assert!(last.card.name.text.ends_with("(copy 1)"), "{}", last.card.name.text);
    assert!(matches!(show(&office.public(), Locale::En, "R4267").await, Err(Failure::NotFound)));
    assert_eq!(imported(&office, PUBLISHED).await.unchanged, 2_133);
}

/// Makes the file of a search, of nothing but its references; says how often it was made.
async fn downloaded(office: &Office, pairs: &[(&str, &str)], made: &std::sync::Arc<AtomicUsize>) -> String {
    let made = std::sync::Arc::clone(made);
    let write = move |rows: Vec<std::sync::Arc<ListingCard>>| {
        made.fetch_add(1, Ordering::SeqCst);
        Ok(references(&rows).join("\n").into_bytes())
    };
    let file = download(&office.public(), Locale::En, &query(pairs), write).await.unwrap();
    String::from_utf8(file.to_vec()).unwrap()
}

#[tokio::test]
async fn the_file_of_the_whole_catalogue_is_made_once_and_again_after_a_change() {
    let office = Office::sample().await;
    let made = std::sync::Arc::new(AtomicUsize::new(0));
    let first = downloaded(&office, &[], &made).await;
    assert_eq!(first.lines().count(), 40);
    assert_eq!(downloaded(&office, &[("page", "2")], &made).await, first);
    assert_eq!(made.load(Ordering::SeqCst), 1);
    assert_ne!(downloaded(&office, &[("q", "slope")], &made).await, first);
    downloaded(&office, &[("q", "slope")], &made).await;
    assert_eq!(made.load(Ordering::SeqCst), 3, "a search is made each time");
    imported(&office, PUBLISHED).await;
    assert_eq!(downloaded(&office, &[], &made).await.lines().count(), 2_173);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_downloads_at_once_two_are_made_and_the_others_told_to_come_again() {
    let office = Office::sample().await;
    let (public, query) = (office.public(), query(&[("q", "a")]));
    let (go, wait) = (std::sync::Arc::new(std::sync::Barrier::new(3)), std::sync::Arc::new(AtomicUsize::new(0)));
    let slowly = || {
        let (go, wait) = (std::sync::Arc::clone(&go), std::sync::Arc::clone(&wait));
        move |_: Vec<std::sync::Arc<ListingCard>>| {
            wait.fetch_add(1, Ordering::SeqCst);
            go.wait();
            Ok(Vec::new())
        }
    };
    let third = async {
        while wait.load(Ordering::SeqCst) < 2 {
            tokio::task::yield_now().await;
        }
        let refused = download(&public, Locale::En, &query, |_| Ok(Vec::new())).await;
        tokio::task::block_in_place(|| go.wait());
        refused
    };
    let (one, two, third) = tokio::join!(
        download(&public, Locale::En, &query, slowly()),
        download(&public, Locale::En, &query, slowly()),
        third
    );
    assert!(one.is_ok() && two.is_ok() && matches!(third, Err(Failure::Busy)), "{third:?}");
    assert!(download(&public, Locale::En, &query, |_| Ok(Vec::new())).await.is_ok(), "the next one has its turn");
}

#[tokio::test]
async fn a_zero_byte_refuses_its_row_and_rows_that_repeat_another_are_counted() {
    let office = Office::sample().await;
    let spoilt = with_answer("Babel,", "Babel utilizes", "Babel\0 utilizes");
    let counts = imported(&office, &spoilt).await;
    assert_eq!((counts.imported, counts.refused.len()), (2_132, 1));
    let refused = &counts.refused[0];
    assert_eq!(refused.reason, import_row::RowReason::ZeroByte);
    assert!(refused.line > 1 && !refused.column.is_empty(), "{refused:?}");
    assert_eq!(counts.repeated, 3, "three rows of the published file are those of others again");
}
