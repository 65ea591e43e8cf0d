//! A tender's dates for a calendar (RFC 5545): the last day of questions and the close, moved when they move.

use crate::i18n::{tender, tenders};
use domain::locale::Locale;
use domain::tenders::views::{PublicTender, said};
use domain::time::Timestamp;

/// The calendar of a tender. `host` names this service, `link` is the page's whole address.
pub fn of(locale: Locale, host: &str, link: &str, view: &PublicTender, now: Timestamp) -> String {
    let notice = &view.notice;
    let title = said(&notice.title, locale).text;
    let named = |what: &str| format!("{what} – {title} [{}]", notice.reference);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//{host}//tenders//EN"),
        "METHOD:PUBLISH".to_owned(),
    ];
    let mut event = |what: &str, summary: String, begins: String| {
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{what}@{host}", notice.reference),
            format!("DTSTAMP:{}", stamp(now)),
            // Programs replace an event by one of a higher sequence.
            format!("SEQUENCE:{}", notice.revision),
            begins,
            format!("SUMMARY:{}", escape(&summary)),
            format!("URL:{link}"),
            "TRANSP:TRANSPARENT".to_owned(),
            if view.cancelled.is_some() { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" }.to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    };
    let day = notice.questions_until.to_string().replace('-', "");
    event("questions", named(tender::STEP_QUESTIONS.to(locale)), format!("DTSTART;VALUE=DATE:{day}"));
    event("close", named(tenders::CLOSES.to(locale)), format!("DTSTART:{}", stamp(notice.closes_at)));
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// `20261208T040000Z`.
fn stamp(at: Timestamp) -> String {
    let text = at.to_rfc3339();
    format!("{}Z", text.split('.').next().unwrap_or("").replace(['-', ':'], ""))
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 octets, continued after a blank, with its end.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for letter in line.chars().filter(|letter| !letter.is_control()) {
        if length + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_and_instants_are_in_utc() {
        let line = folded(&"招標".repeat(30));
        assert!(line.split("\r\n").all(|part| part.len() <= 75), "{line}");
        assert_eq!(line.replace("\r\n ", ""), format!("{}\r\n", "招標".repeat(30)));
        assert_eq!(stamp(Timestamp::from_millis(0)), "19700101T000000Z");
        assert_eq!(escape("a;b,c\\"), "a\\;b\\,c\\\\");
    }
}
