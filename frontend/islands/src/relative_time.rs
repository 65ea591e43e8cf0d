//! How long ago, or how soon, behind a date and time.

use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::dom;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Element;

// Rounder than the calendar's, and near enough for "about how long".
const MONTH: i64 = 30 * DAY;
const YEAR: i64 = 365 * DAY;

/// A date and time in full. A script adds " (3 minutes ago)" in the page's language and keeps it
/// right to the minute.
#[component]
pub fn RelativeTime(
    /// The instant in ISO 8601: `2026-12-08T04:00:00Z`.
    #[prop(into)]
    datetime: String,
    /// The instant in words, as the page writes it.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <time datetime=datetime>{text}</time>
        <TimeAgo />
    }
}

#[island]
fn TimeAgo() -> impl IntoView {
    view! { <span class="meta" use:tell></span> }
}

fn tell(line: Element) {
    let time = dom::served_by(&line);
    let Some(at_ms) = time.and_then(|time| clock::instant_ms(&dom::attribute(&time, "datetime"))) else {
        return;
    };
    let write = move || {
        let (count, unit) = span(((at_ms - clock::device_now_ms()) / 1000.0) as i64);
        let (open, close) = if clock::in_chinese() { ("（", "）") } else { (" (", ")") };
        dom::say(&line, &[open, &clock::relative(count, unit), close].concat());
    };
    write();
    set_interval(write, Duration::from_secs(60));
}

/// Whole units in a span of seconds, negative when it has passed, and the unit.
fn span(seconds: i64) -> (i64, &'static str) {
    let (size, unit) = match seconds.abs() {
        ..MINUTE => return (0, "second"),
        MINUTE..HOUR => (MINUTE, "minute"),
        HOUR..DAY => (HOUR, "hour"),
        DAY..MONTH => (DAY, "day"),
        MONTH..YEAR => (MONTH, "month"),
        YEAR.. => (YEAR, "year"),
    };
    (seconds / size, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_its_largest_whole_unit() {
        let rows = [
            (0, (0, "second")),
            (-59, (0, "second")),
            (-60, (-1, "minute")),
            (-3 * MINUTE - 59, (-3, "minute")),
            (HOUR, (1, "hour")),
            (2 * DAY + HOUR, (2, "day")),
            (-29 * DAY, (-29, "day")),
            (-364 * DAY, (-12, "month")),
            (800 * DAY, (2, "year")),
        ];
        for (seconds, told) in rows {
            assert_eq!(span(seconds), told, "{seconds} seconds");
        }
    }
}
