//! Numbers, money and texts are read from forms the way people write them.

use super::*;

fn fields(pairs: &[(&str, &str)]) -> Fields {
    Fields::new(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

#[test]
fn numbers_may_be_typed_the_way_people_write_them() {
    for (typed, read) in [
        ("350", Some(350)),
        (" 1,200 ", Some(1200)),
        ("３５０", Some(350)),
        ("12萬", Some(120_000)),
        ("3万", Some(30_000)),
        ("0", None),
        ("1.5", None),
        ("12萬3", None),
        ("-4", None),
        ("9223372036854775808", None),
        ("999999999999999萬", None),
        ("two", None),
        ("1,50", None),
        ("12,34", None),
        ("1,2345", None),
        ("1234,567", None),
        (",350", None),
        ("350,", None),
        ("1 50", None),
        ("1 200", Some(1200)),
        ("12，000", Some(12_000)),
        ("1,000,000", Some(1_000_000)),
        ("1,0萬", None),
    ] {
        let fields = fields(&[("users", typed)]);
        assert_eq!(Reader::new(&fields).number("users", 1, 1_000_000), read, "{typed:?}");
    }
}

#[test]
fn money_may_be_typed_the_way_people_write_it() {
    for (typed, cents) in [
        ("HK$1,234.50", Some(123_450)),
        ("HK$ 1,234.50", Some(123_450)),
        ("$20", Some(2_000)),
        ("HK$HK$20", None),
        ("HK$$20", None),
        ("$$20", None),
        ("1,50", None),
        ("1,23", None),
        ("1,234,56.00", None),
        ("1.234,50", None),
        ("1,5萬", None),
        ("１２．５", Some(1250)),
        ("5萬", Some(5_000_000)),
        ("0", None),
        ("1.234", None),
        ("-1", None),
        ("NaN", None),
    ] {
        let fields = fields(&[("amount", typed)]);
        let read = Reader::new(&fields).money("amount").map(Money::cents);
        assert_eq!(read, cents, "{typed:?}");
    }
}

#[test]
fn marks_percent_and_days_may_be_typed_with_full_width_digits_and_blanks_around_them() {
    for (typed, marks, percent) in [
        ("12.5", Some(12_50), Some(12_50)),
        ("\u{3000}１２．５ ", Some(12_50), Some(12_50)),
        ("７０", Some(70_00), Some(70_00)),
        ("７０％", None, Some(70_00)),
        (" 70 % ", None, Some(70_00)),
        ("12.345", None, None),
        ("%", None, None),
        ("", None, None),
    ] {
        let fields = fields(&[("marks", typed)]);
        let read = (Reader::new(&fields).hundredths("marks"), Reader::new(&fields).percent("marks"));
        assert_eq!(read, (marks, percent), "{typed:?}");
    }
    let day = Day::parse("2026-12-18").unwrap();
    for typed in ["2026-12-18", " ２０２６-１２-１８\u{3000}", "２０２６－１２－１８"] {
        let fields = fields(&[("on", typed)]);
        assert_eq!(Reader::new(&fields).day("on", day, day), Some(day), "{typed:?}");
    }
}

#[test]
fn a_year_outside_its_bounds_is_refused_with_the_years_as_years() {
    let rule = Rule::Year { from: 1800, to: 2026 };
    for (typed, expected) in [
        ("2026", Ok(2026)),
        ("１８００", Ok(1800)),
        ("1799", Err(rule.clone())),
        ("2027", Err(rule)),
        ("last", Err(Rule::NotANumber)),
        ("", Err(Rule::Required)),
    ] {
        let fields = fields(&[("founded_year", typed)]);
        let mut reader = Reader::new(&fields);
        let year = reader.year("founded_year", 1800, 2026);
        let read = reader.finish(|| year).map_err(|problems| problems[0].rule.clone());
        assert_eq!(read, expected, "{typed:?}");
    }
}

#[test]
fn every_bad_field_is_named_at_once() {
    let fields = fields(&[("users", "none"), ("starts_on", "2026-02-30")]);
    let mut reader = Reader::new(&fields);
    let day = Day::parse("2026-01-01").unwrap();
    reader.number("users", 1, 10);
    reader.day("starts_on", day, day.plus_days(400));
    reader.text("purpose", 20);
    let problems = reader.finish(|| Some(())).unwrap_err();
    let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(named, ["users", "starts_on", "purpose"]);
}

#[test]
fn what_cannot_be_seen_is_no_text() {
    for nothing in ["\u{200b}", " \u{feff}\u{2060} ", "\u{3164}", "\u{200d}\u{fe0f}", "\u{ad}\u{3000}"] {
        let fields = fields(&[("purpose", nothing)]);
        let mut reader = Reader::new(&fields);
        assert_eq!(reader.text("purpose", 20), None, "{nothing:?}");
        assert_eq!(reader.optional_text("purpose", 20).as_deref(), Some(""), "{nothing:?}");
    }
    // Joined with what can be seen they stay: pictures and some scripts need them.
    let joined = fields(&[("purpose", "👩\u{200d}💻")]);
    assert_eq!(Reader::new(&joined).text("purpose", 20).as_deref(), Some("👩\u{200d}💻"));
}

#[test]
fn hidden_characters_are_not_kept() {
    let fields = fields(&[("purpose", " a\u{202e}b\u{0}\r\nc ")]);
    assert_eq!(Reader::new(&fields).text("purpose", 20).unwrap(), "ab\nc");
}
