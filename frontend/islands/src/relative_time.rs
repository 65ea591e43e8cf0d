//! How long ago, or how soon, behind a date and time.

use crate::clock;
use leptos::prelude::*;
use std::time::Duration;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Calendar months and years are not needed for "about how long".
const MONTH: i64 = 30 * DAY;
const YEAR: i64 = 365 * DAY;

/// A date and time, always in full. A script adds "(3 minutes ago)" in the page's language, and
/// keeps it right to the minute.
#[island]
pub fn RelativeTime(
    /// The instant in ISO 8601, as in `2026-12-08T04:00:00Z`.
    datetime: String,
    /// The instant in words, as the page writes it.
    text: String,
) -> impl IntoView {
    let ago = ago(datetime.clone());
    view! {
        <time datetime=datetime>{text}</time>
        <span class="meta">{ago}</span>
    }
}

/// The words behind the time, in brackets; empty until a script runs.
fn ago(datetime: String) -> ReadSignal<String> {
    let (words, set_words) = signal(String::new());
    Effect::new(move |_| {
        let at = clock::instant_ms(&datetime);
        if at.is_nan() {
            return;
        }
        let draw = move || {
            let (count, unit) = span(((at - clock::device_now_ms()) / 1000.0) as i64);
            let words = clock::relative(count, unit);
            let (open, close) = if clock::in_chinese() { ("（", "）") } else { (" (", ")") };
            set_words.set([open, &words, close].concat());
        };
        draw();
        set_interval(draw, Duration::from_secs(60));
    });
    words
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
