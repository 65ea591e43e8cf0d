//! Time left until a deadline, by the server's clock.
//!
//! The deadline in full stands first; this is an extra. Screen readers hear it only as 24 hours, an
//! hour, 15 minutes and 5 minutes are reached.

use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::dom;
use js_sys::Reflect;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// From here on seconds are shown.
const LAST_MINUTES: i64 = 10 * MINUTE;

/// Reaching one of these is spoken.
const SPOKEN: [i64; 4] = [DAY, HOUR, 15 * MINUTE, 5 * MINUTE];

/// A deadline in full, and the time left as the page wrote it. A script counts down.
#[component]
pub fn Countdown(
    /// The deadline in ISO 8601: `2026-12-08T04:00:00Z`.
    #[prop(into)]
    datetime: String,
    /// The deadline in words, as the page writes it.
    #[prop(into)]
    text: String,
    /// Time left when the page was made, in words: `13 days 21 hours left`.
    #[prop(into)]
    first: String,
    /// The same with `{time}` for the time: `{time} left`.
    #[prop(into)]
    left: String,
    /// What is said when no time is left: `Closed`.
    #[prop(into)]
    closed: String,
    /// The server's clock when the page was made, in milliseconds since 1970.
    server_now_ms: i64,
) -> impl IntoView {
    view! {
        <time datetime=datetime.clone()>{text}</time>
        " "
        <span
            class="clock-left"
            role="timer"
            data-until=datetime
            data-left=left
            data-closed=closed
            data-server-now=server_now_ms.to_string()
        >
            {first}
        </span>
        <TimeSpoken />
    }
}

#[island]
fn TimeSpoken() -> impl IntoView {
    view! { <span class="sr" role="status" use:count_down></span> }
}

fn count_down(spoken: Element) {
    let Some(timer) = dom::served_by(&spoken) else {
        return;
    };
    let Some(until_ms) = clock::instant_ms(&dom::attribute(&timer, "data-until")) else {
        return;
    };
    let until_ms = until_ms - server_ahead_ms(&dom::attribute(&timer, "data-server-now"));
    keep_writing(Clock { timer, spoken, until_ms }, i64::MAX);
}

/// The timer, the line that is spoken, and the deadline by this device's clock.
struct Clock {
    timer: Element,
    spoken: Element,
    until_ms: f64,
}

/// Writes the time left now, and again when it will have changed.
fn keep_writing(clock: Clock, seconds_before: i64) {
    let left_ms = (clock.until_ms - clock::device_now_ms()) as i64;
    let seconds = nearest_second(left_ms);
    let words = words(&clock.timer, seconds);
    dom::say(&clock.timer, &words);
    if is_spoken(seconds_before, seconds) {
        dom::say(&clock.spoken, &words);
    }
    if let Some(wait) = until_it_changes(left_ms) {
        set_timeout(move || keep_writing(clock, seconds), wait);
    }
}

fn words(timer: &Element, seconds: i64) -> String {
    if seconds <= 0 {
        return dom::attribute(timer, "data-closed");
    }
    let told = parts(seconds).into_iter().filter(|(count, _)| *count > 0);
    let amounts: Vec<String> = told.map(|(count, unit)| clock::amount(count, unit)).collect();
    let gap = if clock::in_chinese() { "" } else { " " };
    dom::attribute(timer, "data-left").replace("{time}", &amounts.join(gap))
}

/// How far the server's clock is ahead of this device's, in milliseconds.
///
/// The page carries the server's time, and the browser knows when the page's first byte came. A
/// page that this device had kept carries an old time; then the device's own clock must do.
fn server_ahead_ms(server_now_ms: &str) -> f64 {
    let ahead = || {
        let performance = window().performance()?;
        let arrival = performance.get_entries_by_type("navigation").get(0);
        let number = |name| Reflect::get(&arrival, &JsValue::from(name)).ok()?.as_f64();
        let came_now = number("transferSize")? > 0.0;
        let first_byte_ms = performance.time_origin() + number("responseStart")?;
        came_now.then_some(server_now_ms.parse::<i64>().ok()? as f64 - first_byte_ms)
    };
    ahead().unwrap_or(0.0)
}

/// A timer rings a little late or early: the nearest second is the one that was waited for.
fn nearest_second(left_ms: i64) -> i64 {
    (left_ms + 500).div_euclid(1000)
}

/// Days and hours; from 24 hours down hours and minutes; at last minutes and seconds.
fn parts(seconds: i64) -> [(i64, &'static str); 2] {
    match seconds {
        DAY.. => [(seconds / DAY, "day"), (seconds % DAY / HOUR, "hour")],
        LAST_MINUTES..DAY => [(seconds / HOUR, "hour"), (seconds % HOUR / MINUTE, "minute")],
        ..LAST_MINUTES => [(seconds / MINUTE, "minute"), (seconds % MINUTE, "second")],
    }
}

/// Was one of the spoken times reached since the last writing? `i64::MAX` before the first.
fn is_spoken(before: i64, now: i64) -> bool {
    let reached = |time: &i64| before != i64::MAX && before > *time && now <= *time;
    now > 0 && SPOKEN.iter().any(reached)
}

/// Until the next whole minute, or second at last; `None` when no time is left.
fn until_it_changes(left_ms: i64) -> Option<Duration> {
    if nearest_second(left_ms) <= 0 {
        return None;
    }
    let step_ms = if left_ms > LAST_MINUTES * 1000 { 60_000 } else { 1000 };
    Some(Duration::from_millis(left_ms.rem_euclid(step_ms).max(1).unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_in_two_units() {
        let rows = [
            (13 * DAY + 21 * HOUR + 59 * MINUTE, [(13, "day"), (21, "hour")]),
            (DAY, [(1, "day"), (0, "hour")]),
            (DAY - 1, [(23, "hour"), (59, "minute")]),
            (LAST_MINUTES, [(0, "hour"), (10, "minute")]),
            (LAST_MINUTES - 1, [(9, "minute"), (59, "second")]),
            (1, [(0, "minute"), (1, "second")]),
        ];
        for (seconds, told) in rows {
            assert_eq!(parts(seconds), told, "{seconds} seconds");
        }
    }

    #[test]
    fn only_four_times_are_spoken_and_never_on_arrival() {
        assert!(is_spoken(DAY + MINUTE, DAY));
        assert!(!is_spoken(DAY, DAY - MINUTE));
        assert!(is_spoken(HOUR + 1, HOUR - 300), "woken late");
        assert!(!is_spoken(i64::MAX, HOUR - 1), "first writing");
        assert!(!is_spoken(HOUR + 1, -1), "closed meanwhile");
    }

    #[test]
    fn it_waits_for_the_next_minute_and_at_last_for_the_next_second() {
        let wait = |left_ms| until_it_changes(left_ms).map(|wait| wait.as_millis());
        assert_eq!(wait(3_600_000 + 1234), Some(1234));
        assert_eq!(wait(600_000), Some(1));
        assert_eq!(wait(599_400), Some(400));
        assert_eq!(wait(499), None);
        assert_eq!(wait(-60_000), None);
    }
}
