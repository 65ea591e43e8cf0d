//! Files that are small, untidy, or not the inventory at all.

use super::*;
use proptest::prelude::*;

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    for line_end in ["\n", "\r\n", "\r"] {
        let purpose = format!("Two{line_end}lines");
        let rows = [["One", "Agency", &purpose], ["Two", "Agency", "-"], ["Three", "", "-"]];
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        let read = read_rows(file(line_end, &rows).as_bytes()).unwrap();
        let first = read[0].clone().unwrap();
        assert_eq!((first.line, first.description.as_str()), (2, "Two\nlines"), "{line_end:?}");
        assert_eq!(read[1].clone().unwrap().line, 4, "{line_end:?}");
        assert_eq!(read[2].clone().unwrap_err().line, 5, "{line_end:?}");
    }
}

#[test]
fn tidying_an_answer_keeps_the_key_and_a_new_answer_is_noticed() {
    let before = only_row(&["Case triage", "Agency", "Sorts cases."]).unwrap();
    for (name, agency, purpose, stage, same_key, same_row) in [
        ("Case triage", "Agency", "Sorts cases.", "", true, true),
        (" Case\ttriage ", "Agency", "Sorts  cases.\n", "", true, true),
        ("CASE Triage", "Agency", "Sorts cases.", "", true, false),
        ("Case triage", "Agency", "Sorts cases.", "Retired", true, false),
        ("Case triage", "Agency", "Sorts mail.", "", false, false),
        ("Case triage", "Other agency", "Sorts cases.", "", false, false),
        ("Case", "Agency", "triage Sorts cases.", "", false, false),
    ] {
        let after = only_row(&[name, agency, purpose, "", "", "", "", "", stage]).unwrap();
        assert_eq!(after.source_key == before.source_key, same_key, "{name:?} {purpose:?}");
        assert_eq!(after.row_sha256 == before.row_sha256, same_row, "{name:?} {stage:?}");
    }
}

#[test]
fn a_dash_of_windows_1252_and_the_same_dash_of_utf_8_are_one() {
    let utf_8 = file("\r\n", &[&["Triage – pilot", "Agency", "Officers’ “cases”"]]);
    let marked = format!("\u{feff}{utf_8}");
    let windows = encoding_rs::WINDOWS_1252.encode(&utf_8).0;
    assert!(windows.contains(&0x96) && std::str::from_utf8(&windows).is_err());
    for bytes in [utf_8.as_bytes(), marked.as_bytes(), &windows] {
        let row = read_rows(bytes).unwrap().remove(0).unwrap();
        assert_eq!((row.name.as_str(), row.summary.as_str()), ("Triage – pilot", "Officers’ “cases”"));
    }
    let dashed = |row: &&ImportedRow| row.columns.iter().any(|(_, answer)| answer.contains(['–', '—']));
    assert_eq!(ROWS.iter().filter(dashed).count(), 1144);
}

#[test]
fn no_text_keeps_what_cannot_be_seen() {
    let row = only_row(&["A\u{202e}b\u{200b}\u{7}", "Agency\u{a0} of\tit", "One\u{b}two \n\n\n\u{feff}\n three"]);
    let row = row.unwrap();
    assert_eq!((row.name.as_str(), row.agency.as_str()), ("Ab", "Agency of it"));
    assert_eq!(row.description, "One two\n\nthree");
    for row in &*ROWS {
        for (heading, answer) in &row.columns {
            assert!(!answer.is_empty() && answer.trim() == answer, "{heading} {answer:?}");
            assert!(!answer.contains(['\t', '\r', '\u{a0}']) && !answer.contains("  "), "{answer:?}");
        }
    }
}

#[test]
fn every_answer_of_the_row_is_kept_as_written() {
    let rows = &*ROWS;
    let answers: usize = rows.iter().map(|row| row.columns.len()).sum();
    assert_eq!(answers, 53_371);
    let row = only_row(&["Name", "Agency", "", "N/A", "", "NA"]).unwrap();
    let kept: Vec<_> = row.columns.iter().map(|(_, answer)| answer.as_str()).collect();
    assert_eq!(kept, ["Name", "Agency", "N/A", "NA"]);
    assert_eq!(row.bureau, "");
}

#[test]
fn a_row_without_a_name_or_an_agency_is_refused_with_its_line_column_and_reason() {
    let long = "n".repeat(LONGEST_NAME);
    let longer = "é".repeat(LONGEST_NAME + 1);
    let answer = "a".repeat(LONGEST_ANSWER + 1);
    let sixteen = [["Name", "Agency"], [""; 2], [""; 2], [""; 2], [""; 2], [""; 2], [""; 2], [""; 2]].concat();
    let purpose = "What is the intended purpose and expected benefits of the AI?";
    for (cells, refusal) in [
        (&["Name", "Agency", ""][..], None),
        (&[&long, "Agency"], None),
        (&["", "Agency"], Some(("Use Case Name", RowReason::NameMissing, "name_missing"))),
        (&["\u{a0}\t", "Agency"], Some(("Use Case Name", RowReason::NameMissing, "name_missing"))),
        (&["Name", " "], Some(("Agency", RowReason::AgencyMissing, "agency_missing"))),
        (&[&longer, "Agency"], Some(("Use Case Name", RowReason::NameTooLong { found: 401 }, "name_too_long"))),
        (&["Name", "Agency", &answer], Some((purpose, RowReason::AnswerTooLong { found: 20_001 }, "answer_too_long"))),
        (
            &sixteen,
            Some((
                "Was the AI system involved in this use case developed (or is it to be developed) under contract(s)",
                RowReason::WrongNumberOfCells { found: 16, expected: 15 },
                "wrong_number_of_cells",
            )),
        ),
    ] {
        let read = only_row(cells);
        let Some((column, reason, code)) = refusal else {
            assert!(read.is_ok(), "{read:?}");
            continue;
        };
        assert_eq!(read, Err(RowRefusal { line: 2, column: column.to_owned(), reason }));
        assert_eq!(reason.code(), code);
    }
}

#[test]
fn a_crooked_row_refuses_only_itself() {
    let file = file("\n", &[&["One", "Agency"]]) + "\nTwo,Agency\n\n" + &"x,".repeat(14) + "x\n";
    let rows = read_rows(file.as_bytes()).unwrap();
    let refusal = RowRefusal {
        line: 3,
        column: "What is the intended purpose and expected benefits of the AI?".into(),
        reason: RowReason::WrongNumberOfCells { found: 2, expected: 15 },
    };
    assert_eq!((rows.len(), &rows[1]), (3, &Err(refusal)));
    assert_eq!(rows[2].clone().unwrap().line, 5);
}

#[test]
fn a_file_that_is_not_the_inventory_is_refused_whole() {
    let empty_headings = ",".repeat(14);
    let two_bytes_each: Vec<u8> = file("\n", &[]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let no_stage = file("\n", &[&["Name", "Agency"]]).replace("Stage of Development", "Stage");
    let many = file("\n", &vec![&["Name", "Agency"][..]; MOST_ROWS + 1]);
    let long_heading = format!("{},{}\n", "h".repeat(20_000), file("\n", &[]));
    for (bytes, refusal, code) in [
        (&b""[..], FileRefusal::Empty, "empty"),
        (b"\r\n \r\n", FileRefusal::Empty, "empty"),
        (b"\xEF\xBB\xBF", FileRefusal::Empty, "empty"),
        (empty_headings.as_bytes(), FileRefusal::Empty, "empty"),
        (file("\n", &[]).as_bytes(), FileRefusal::Empty, "empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", FileRefusal::NotText, "not_text"),
        (&two_bytes_each, FileRefusal::NotText, "not_text"),
        (b"a,b\n1,2\n", FileRefusal::HeadingMissing("use case name"), "heading_missing"),
        (no_stage.as_bytes(), FileRefusal::HeadingMissing("stage of development"), "heading_missing"),
        (many.as_bytes(), FileRefusal::TooLarge, "too_large"),
        (long_heading.as_bytes(), FileRefusal::TooLarge, "too_large"),
        (&vec![b'a'; LARGEST_FILE_BYTES + 1], FileRefusal::TooLarge, "too_large"),
    ] {
        assert_eq!(read_rows(bytes), Err(refusal));
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn headings_are_found_by_how_they_start_in_any_order() {
    let text = file("\n", &[&["Name", "VA", "Purpose"]]);
    let text = text
        .replace("\"Use Case Name\",\"Agency\"", "\"Agency Abbreviation\",\"USE  case\nname\",\"Agency\"")
        .replace("\"Name\",\"VA\"", "\"VA\",\"Name\",\"Department of Veterans Affairs\"")
        .replace("benefits of the AI?", "benefits, in your own words?");
    let row = read_rows(text.as_bytes()).unwrap().remove(0).unwrap();
    assert_eq!((row.name.as_str(), row.agency.as_str()), ("Name", "Department of Veterans Affairs"));
    assert_eq!(row.description, "Purpose");
    assert_eq!(row.columns[1], ("USE case name".into(), "Name".into()));
}

/// What holds of anything that was read.
fn check(bytes: &[u8]) {
    let Ok(rows) = read_rows(bytes) else { return };
    let mut keys = BTreeSet::new();
    let mut line = 1;
    for row in rows {
        let (at, text) = match row {
            Ok(row) => {
                assert!(keys.insert(row.source_key), "line {}", row.line);
                assert!(!row.name.is_empty() && row.name.chars().count() <= LONGEST_NAME);
                assert!(row.summary.chars().count() <= LONGEST_SUMMARY);
                (row.line, row.name + &row.agency + &row.bureau + &row.summary)
            }
            Err(refusal) => (refusal.line, refusal.column),
        };
        assert!(at > line && !text.contains(char::is_control), "line {at}: {text:?}");
        line = at;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&bytes);
        let mut below_headings = file("\n", &[]).into_bytes();
        below_headings.push(b'\n');
        below_headings.extend(bytes.iter().map(|byte| (*byte).max(1)));
        check(&below_headings);
    }

    #[test]
    fn any_cells_are_read_or_refused(cells in prop::collection::vec(any::<String>(), 15), more in any::<String>()) {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        check(file("\r\n", &[&cells, &cells, &[&more, "Agency", &more]]).replace('\0', " ").as_bytes());
    }

    #[test]
    fn a_piece_of_the_published_file_with_bytes_changed_is_read_or_refused(
        length in 0..20_000_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 0..20),
    ) {
        let mut bytes = PUBLISHED[..length].to_vec();
        for (place, byte) in changes {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        check(&bytes);
    }
}
