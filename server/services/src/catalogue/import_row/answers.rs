//! What the answers of a row say, where codes were asked for and free text was given.
//!
//! An answer that says nothing certain is `None`: the row shows it as written, and nobody is told more
//! than the department told.

use super::{published_on, text};
use domain::catalogue::{RiskTier, Stage};
use domain::time::Day;

/// The answer, or nothing when it only says that there is none.
pub(super) fn given(answer: &str) -> &str {
    let none = ["", "n a", "na", "none", "null", "tbd"];
    if none.contains(&text::words(answer).as_str()) { "" } else { answer }
}

/// Retired systems are kept for the record. "Research or Administrative Action Complete" does not say
/// that anything was taken out of use, and a blank says nothing.
pub(super) fn stage(answer: &str) -> Stage {
    let retired = text::starts_with_words(&text::words(answer), "retired");
    if retired { Stage::Retired } else { Stage::Listed }
}

/// In use, not merely being put in use: "Implementation and Assessment" is not yet operation.
pub(super) fn operating(answer: &str) -> bool {
    let words = text::words(answer);
    ["operation and maintenance", "in production", "in mission"]
        .iter()
        .any(|start| text::starts_with_words(&words, start))
}

/// "Both", "Rights-Impacting" and "Safety-impacting" make it high: they demand an impact assessment, as
/// our tier does. Source: OMB memorandum M-24-10, section 5(c), in force when the file was published.
///
/// "Neither" is left open. It answers another question than the guideline of the Digital Policy Office
/// asks, and cannot tell low from limited; a tier nobody assessed must not be shown as assessed. So is
/// "No, use case is too new".
pub(super) fn risk(answer: &str) -> Option<RiskTier> {
    let words = text::words(answer);
    let impacting =
        ["both", "rights impacting", "safety impacting"].iter().any(|start| text::starts_with_words(&words, start));
    impacting.then_some(RiskTier::High)
}

/// Made by the agency's own people, by contractors, or (`None`) by both or not said.
pub(super) fn in_house(answer: &str) -> Option<bool> {
    let words = text::words(answer);
    let has = |part| words.contains(part);
    if has("both") || has("combination") {
        None
    } else if has("no contract") || has("developed in house") {
        Some(true)
    } else if has("contract") {
        Some(false)
    } else {
        None
    }
}

/// The four dates of a row, as written.
pub(super) struct Dates<'a> {
    pub initiated: &'a str,
    pub development_began: &'a str,
    pub implemented: &'a str,
    pub retired: &'a str,
}

impl Dates<'_> {
    pub fn began_on(&self) -> Option<Day> {
        past_day(self.initiated).or_else(|| past_day(self.development_began))
    }

    pub fn implemented_on(&self) -> Option<Day> {
        past_day(self.implemented)
    }

    pub fn retired_on(&self) -> Option<Day> {
        past_day(self.retired)
    }
}

/// A day after the publication was a plan, not a fact: "1/1/2027" did not happen.
fn past_day(answer: &str) -> Option<Day> {
    day(answer).filter(|day| *day <= published_on())
}

/// Reads a date in one of the forms found; a month or a year stands for its first day.
///
/// - `10/1/2023`: month, day, year.
/// - `7/16/1905`: a spreadsheet's reading of "2024", that is day 2,024 counted from 1900.
/// - `2022-11-16 (first formal action …)` and `2022-08 (estimated)`.
/// - `24-Nov`: a spreadsheet's reading of "2024-11". The numbers run from 14 to 25 and mostly from 22
///   to 24, so they are years, not days.
/// - `2024`.
///
/// Whatever else was written ("Pre-2021", "Q4FY25", "2015-2022", "10/12023") is no date.
pub(super) fn day(answer: &str) -> Option<Day> {
    let answer = answer.trim();
    let day = slashed(answer)
        .or_else(|| international(answer))
        .or_else(|| year_and_month_name(answer))
        .or_else(|| year(answer))?;
    let (year, ..) = day.parts();
    (1950..=2100).contains(&year).then_some(day)
}

fn slashed(answer: &str) -> Option<Day> {
    let [month, day, year] = *answer.split('/').collect::<Vec<_>>() else {
        return None;
    };
    let day = Day::of(number(year, 4)?.cast_signed(), number(month, 2)?, number(day, 2)?)?;
    let (1905, ..) = day.parts() else {
        return Some(day);
    };
    // The spreadsheet's day 1 is 1 January 1900 and it believes in a 29 February of that year.
    let before_its_first_day = Day::of(1899, 12, 30)?;
    Day::of(day.number() - before_its_first_day.number(), 1, 1)
}

fn international(answer: &str) -> Option<Day> {
    let length = answer.find(|character: char| !character.is_ascii_digit() && character != '-');
    let (digits, rest) = answer.split_at(length.unwrap_or(answer.len()));
    if rest.starts_with(|character: char| character.is_alphanumeric()) {
        return None;
    }
    let (year, month, day) = match *digits.split('-').collect::<Vec<_>>() {
        [year, month] => (year, month, "01"),
        [year, month, day] => (year, month, day),
        _ => return None,
    };
    Day::of(number(year, 4)?.cast_signed(), number(month, 2)?, number(day, 2)?)
}

fn year_and_month_name(answer: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (year, month) = answer.split_once('-')?;
    let month = MONTHS.iter().zip(1..).find(|(name, _)| month.eq_ignore_ascii_case(name))?.1;
    Day::of(2000 + number(year, 2).filter(|_| year.len() == 2)?.cast_signed(), month, 1)
}

fn year(answer: &str) -> Option<Day> {
    Day::of(number(answer, 4).filter(|_| answer.len() == 4)?.cast_signed(), 1, 1)
}

/// A whole number of at most so many digits.
fn number(text: &str, most_digits: usize) -> Option<u32> {
    let digits = text.len() <= most_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(text: &str) -> Option<Day> {
        Some(Day::parse(text).unwrap())
    }

    #[test]
    fn dates_come_in_several_forms_and_a_plan_is_no_fact() {
        for (written, expected) in [
            ("10/1/2023", on("2023-10-01")),
            ("06/26/2023", on("2023-06-26")),
            (" 1/22/2025 ", on("2025-01-22")),
            ("1/23/2025", on("2025-01-23")),
            ("1/24/2025", None),
            ("1/1/2027", None),
            ("25-Feb", None),
            ("7/16/1905", on("2024-01-01")),
            ("7/7/1905", on("2015-01-01")),
            ("1/1/1905", None),
            ("24-Nov", on("2024-11-01")),
            ("14-jan", on("2014-01-01")),
            ("2022-11-16 (first formal action related to this project)", on("2022-11-16")),
            ("2024-02-15 (contract kick-off); 2024-08-23 (signed Acquisition Plan)", on("2024-02-15")),
            ("2022-09-13 Technical kickoff (no new acquisition)", on("2022-09-13")),
            ("2022-08 (estimated)", on("2022-08-01")),
            ("2021", on("2021-01-01")),
            ("2015-2022", None),
            ("Current model: 2019-2023", None),
            ("Pre-2021", None),
            ("Q4FY25", None),
            ("10/12023", None),
            ("13/1/2023", None),
            ("2/29/2023", None),
            ("2/29/2024", on("2024-02-29")),
            ("-1/-1/2024", None),
            ("99999999999/1/2024", None),
            ("２０２４", None),
            ("N/A -Consolidated into another use case.", None),
            ("Unknown", None),
            ("", None),
        ] {
            let dates = Dates { initiated: "", development_began: "", implemented: written, retired: "" };
            assert_eq!(dates.implemented_on(), expected, "{written:?}");
        }
        let began_on = |initiated, development_began| {
            Dates { initiated, development_began, implemented: "", retired: "" }.began_on()
        };
        assert_eq!(began_on("5/1/2023", "6/1/2023"), on("2023-05-01"));
        assert_eq!(began_on("N/A", "6/1/2023"), on("2023-06-01"));
    }

    #[test]
    fn the_stage_is_understood_in_all_its_spellings() {
        for (written, stage, operating) in [
            ("Operation and Maintenance", Stage::Listed, true),
            ("In production", Stage::Listed, true),
            ("In mission", Stage::Listed, true),
            ("Implementation and Assessment", Stage::Listed, false),
            ("Acquisition and/or Development", Stage::Listed, false),
            ("Initiated", Stage::Listed, false),
            ("Planned", Stage::Listed, false),
            ("Ideation", Stage::Listed, false),
            ("Research or  Administrative Action Complete", Stage::Listed, false),
            ("Retired", Stage::Retired, false),
            ("", Stage::Listed, false),
        ] {
            assert_eq!((super::stage(written), super::operating(written)), (stage, operating), "{written}");
        }
    }

    #[test]
    fn only_impact_on_rights_or_safety_is_a_tier() {
        for (written, risk) in [
            ("Both", Some(RiskTier::High)),
            ("Rights-Impacting\n", Some(RiskTier::High)),
            ("Safety-impacting", Some(RiskTier::High)),
            ("Safety-Impacting", Some(RiskTier::High)),
            ("Neither", None),
            ("No, use case is too new to fully assess impacts; will be reassessed", None),
            ("Case-by-case assessment", None),
            ("Neither rights-impacting nor safety-impacting", None),
            ("", None),
        ] {
            assert_eq!(super::risk(written), risk, "{written}");
        }
    }

    #[test]
    fn who_developed_it_is_said_only_when_it_was_one_of_both() {
        for (written, in_house) in [
            ("Developed in-house.", Some(true)),
            ("No contract/external resources used in development.", Some(true)),
            ("Developed with contracting resources.", Some(false)),
            ("Exclusively developed with contract/external resources.", Some(false)),
            ("Developed with both contracting and in-house resources.", None),
            ("Developed with a combination of in-house and contract/external resources.", None),
            ("Data not reported by submitter and will be updated", None),
            ("N/A", None),
            ("", None),
        ] {
            assert_eq!(super::in_house(written), in_house, "{written}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

        #[test]
        fn any_text_of_a_date_is_read_or_not(text in "[0-9/ -]{0,12}|\\PC{0,20}") {
            let _ = day(&text);
        }
    }
}
