//! What the published file holds.

use super::*;

#[test]
fn the_published_file_has_the_figures_that_were_counted_by_hand() {
    let rows = &*ROWS;
    assert_eq!(rows.len(), 2133);
    assert_eq!(different(rows.iter().map(|row| row.name.as_str())), 2044);
    assert_eq!(rows.iter().filter(|row| row.name == "Generative AI Usage").count(), 51);
    assert_eq!(different(rows.iter().map(|row| row.agency.as_str())), 41);
    assert_eq!(rows.iter().filter(|row| row.operating).count(), 892);
    // The hand trimmed line ends and plain blanks, and counted "no purpose" as one. Two pairs more differ
    // only by a double and a non-breaking blank, which cleaning takes away.
    let purposes = raw_cells(|headings| headings.purpose);
    assert_eq!(different(purposes.iter().map(|purpose| purpose.trim_matches([' ', '\n']))), 2004);
    assert_eq!(different(rows.iter().map(|row| row.description.as_str())), 2002);
}

#[test]
fn the_other_figures_of_the_published_file_stay_as_they_were_read() {
    let rows = &*ROWS;
    let count = |fact: fn(&ImportedRow) -> bool| rows.iter().filter(|row| fact(row)).count();
    let stages = raw_cells(|headings| headings.stage);
    assert_eq!(different(stages.iter().map(String::as_str)), 11);
    assert_eq!(count(|row| row.stage == Stage::Retired), 142);
    assert_eq!(count(|row| row.risk == Some(RiskTier::High)), 351);
    assert_eq!(count(|row| row.risk.is_none()), 1782);
    assert_eq!(count(|row| row.in_house == Some(true)), 454);
    assert_eq!(count(|row| row.in_house == Some(false)), 485);
    assert_eq!(count(|row| row.began_on.is_some()), 1276);
    assert_eq!(count(|row| row.implemented_on.is_some()), 658);
    assert_eq!(count(|row| row.retired_on.is_some()), 116);
    assert_eq!(count(|row| row.description.is_empty()), 11);
    assert_eq!(count(|row| row.summary.is_empty()), 8);
    assert_eq!(published_on().to_string(), "2025-01-23");
    assert!(rows.iter().all(|row| row.listed_on == published_on()));
}

#[test]
fn every_row_starts_on_the_line_where_an_editor_shows_its_name() {
    let text = text::decode(PUBLISHED).unwrap();
    let lines: Vec<_> = text.split('\n').collect();
    for row in &*ROWS {
        let line = lines[row.line as usize - 1];
        let cell = line.strip_prefix('"').unwrap_or(line).replace("\"\"", "\"");
        let start: String = row.name.chars().take(12).collect();
        assert!(text::one_line(&cell).starts_with(&start), "{}: {line:?} {start:?}", row.line);
    }
}

#[test]
fn keys_are_all_different_and_the_same_when_read_again() {
    let rows = &*ROWS;
    assert_eq!(different(rows.iter().map(|row| row.source_key.as_str())), 2133);
    assert_eq!(*rows, read_published());
    let twins: Vec<_> = rows.iter().filter(|row| row.source_key.ends_with("-2")).collect();
    assert_eq!(twins.len(), 7);
    for row in rows {
        assert_eq!(row.row_sha256.len(), 64);
        assert!(row.summary.chars().count() <= LONGEST_SUMMARY);
        assert!(row.source_key.len() == 32 || row.source_key.ends_with("-2"), "{}", row.source_key);
    }
    // Kept in databases: a new way of making them would import every row a second time.
    assert_eq!(rows[0].source_key, "ddf372d5ab706e9107eca2460f0fd60f");
}

#[test]
fn a_file_with_rows_moved_and_saved_as_utf_8_finds_the_same_entries() {
    let text = text::decode(PUBLISHED).unwrap();
    let mut records: Vec<_> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records()
        .map(Result::unwrap)
        .collect();
    records[1..].reverse();
    let mut moved = csv::Writer::from_writer(Vec::new());
    for record in &records {
        moved.write_record(record).unwrap();
    }
    let moved = read_rows(&moved.into_inner().unwrap()).unwrap();
    let facts = |row: ImportedRow| (row.source_key.clone(), ImportedRow { line: 0, ..row });
    let moved: BTreeMap<_, _> = moved.into_iter().map(Result::unwrap).map(facts).collect();
    let before: BTreeMap<_, _> = ROWS.iter().cloned().map(facts).collect();
    assert_eq!(moved, before);
}

#[test]
fn every_date_of_the_published_file_is_read_or_known_to_be_none() {
    let columns: [fn(&Headings) -> usize; 4] = [
        |headings| headings.initiated,
        |headings| headings.development_began,
        |headings| headings.implemented,
        |headings| headings.retired,
    ];
    let written = columns.iter().flat_map(|column| raw_cells(*column));
    let unread: BTreeSet<_> = written
        .map(|answer| text::one_line(&answer))
        .filter(|answer| !answer.is_empty() && !answer.starts_with('N') && answers::day(answer).is_none())
        .collect();
    let expected = [
        "10/12023",
        "Current model: 2019-2023",
        "Current model: 2020-2024",
        "On-going development",
        "Ongoing",
        "Pre-2021",
        "Q4FY25",
        "2015-2022",
        "Scheduled for FY2025",
        "TBD",
        "TODO",
        "To Be Determined (calendar 2025)",
        "Unknown",
    ];
    assert_eq!(unread, expected.map(str::to_owned).into());
}

#[test]
fn each_category_is_found_in_the_published_file() {
    let rows = &*ROWS;
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.category).or_insert(0) += 1;
    }
    for category in Category::ALL {
        assert!(counts.get(category).is_some_and(|count| *count >= 20), "{category:?}");
    }
    // No category swallows the catalogue.
    assert!(counts.values().all(|count| *count < 400), "{counts:?}");
}
