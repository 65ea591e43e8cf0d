//! Time left until a deadline, by the server's clock.
//!
//! The deadline in full stands beside it; this is an extra. Screen readers hear it only as 24 hours,
//! an hour, 15 minutes and 5 minutes are reached.

use crate::clock;
use js_sys::Reflect;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Below this, seconds are shown.
const LAST_MINUTES: i64 = 10 * MINUTE;

/// Reaching one of these is spoken.
const SPOKEN_AT: [i64; 4] = [DAY, HOUR, 15 * MINUTE, 5 * MINUTE];

/// A deadline in full and the time left as the page wrote it. A script counts down.
#[island]
pub fn Countdown(
    /// The deadline in ISO 8601.
    datetime: String,
    /// The deadline in words, as the page writes it.
    text: String,
    /// Time left when the page was made, in words: `13 days 21 hours left`.
    first: String,
    /// The same with `{time}` for the time: `{time} left`.
    left: String,
    /// What stands there when no time is left: `Closed`.
    closed: String,
    /// The server's clock when the page was made, in milliseconds since 1970.
    server_now_ms: i64,
) -> impl IntoView {
    let (words, spoken) = count_down(datetime.clone(), first, left, closed, server_now_ms);
    view! {
        <time datetime=datetime>{text}</time>
        " "
        <span class="meta" role="timer">{words}</span>
        <span class="sr" role="status">{spoken}</span>
    }
}

/// What is shown and what is spoken.
fn count_down(
    datetime: String,
    first: String,
    left: String,
    closed: String,
    server_now_ms: i64,
) -> (ReadSignal<String>, ReadSignal<String>) {
    let (words, set_words) = signal(first);
    let (spoken, set_spoken) = signal(String::new());
    let seconds_before = StoredValue::new(i64::MIN);
    let draw = move |ends_at_ms: f64| {
        let left_ms = (ends_at_ms - clock::device_now_ms()) as i64;
        // A timer rings a little late: the nearest second is the one that was waited for.
        let seconds = (left_ms + 500).div_euclid(1000);
        let now = if seconds > 0 {
            let parts = parts(seconds).into_iter().filter(|(count, _)| *count > 0);
            let amounts: Vec<_> = parts.map(|(count, unit)| clock::amount(count, unit)).collect();
            let gap = if clock::in_chinese() { "" } else { " " };
            left.replace("{time}", &amounts.join(gap))
        } else {
            closed.clone()
        };
        if reached(seconds_before.get_value(), seconds) {
            set_spoken.set(now.clone());
        }
        seconds_before.set_value(seconds);
        set_words.set(now);
        next_draw(left_ms)
    };
    Effect::new(move |_| {
        let ends_at_ms = clock::instant_ms(&datetime) - server_ahead_ms(server_now_ms);
        if !ends_at_ms.is_nan() {
            keep_drawing(draw.clone(), ends_at_ms);
        }
    });
    (words, spoken)
}

/// Draws now, and again whenever the last drawing asked for it.
fn keep_drawing(draw: impl Fn(f64) -> Option<Duration> + Clone + 'static, ends_at_ms: f64) {
    if let Some(wait) = draw(ends_at_ms) {
        set_timeout(move || keep_drawing(draw, ends_at_ms), wait);
    }
}

/// How far the server's clock is ahead of this device's, in milliseconds.
///
/// The page carries the server's time; the browser knows when the page's first byte came. A page
/// kept on this device carries an old time, so then the device's own clock must do.
fn server_ahead_ms(server_now_ms: i64) -> f64 {
    let Some(performance) = window().performance() else { return 0.0 };
    let arrival = performance.get_entries_by_type("navigation").get(0);
    let number = |name: &str| {
        Reflect::get(&arrival, &JsValue::from(name)).ok().and_then(|value| value.as_f64())
    };
    match (number("transferSize"), number("responseStart")) {
        (Some(size), Some(first_byte_ms)) if size > 0.0 => {
            server_now_ms as f64 - (performance.time_origin() + first_byte_ms)
        }
        _ => 0.0,
    }
}

/// Days and hours; from 24 hours down hours and minutes; in the last minutes also seconds.
fn parts(seconds: i64) -> [(i64, &'static str); 2] {
    match seconds {
        DAY.. => [(seconds / DAY, "day"), (seconds % DAY / HOUR, "hour")],
        LAST_MINUTES..DAY => [(seconds / HOUR, "hour"), (seconds % HOUR / MINUTE, "minute")],
        ..LAST_MINUTES => [(seconds / MINUTE, "minute"), (seconds % MINUTE, "second")],
    }
}

/// Was one of the spoken times reached since the last drawing?
fn reached(before: i64, now: i64) -> bool {
    SPOKEN_AT.iter().any(|at| before > *at && now <= *at && now > 0)
}

/// Until the next whole minute, or second in the last minutes; `None` when no time is left.
fn next_draw(left_ms: i64) -> Option<Duration> {
    let step_ms = if left_ms > LAST_MINUTES * 1000 { 60_000 } else { 1000 };
    let wait_ms = u64::try_from(left_ms).ok().filter(|left| *left > 500)? % step_ms;
    Some(Duration::from_millis(wait_ms.max(1)))
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
        assert!(reached(DAY + MINUTE, DAY));
        assert!(!reached(DAY, DAY - MINUTE));
        assert!(reached(HOUR + 1, HOUR - 300), "woken late");
        assert!(!reached(i64::MIN, HOUR - 1), "first drawing");
        assert!(!reached(HOUR + 1, -1), "closed meanwhile");
    }

    #[test]
    fn it_waits_for_the_next_minute_and_at_last_for_the_next_second() {
        let wait = |left_ms| next_draw(left_ms).map(|wait| wait.as_millis());
        assert_eq!(wait(3_600_000 + 1234), Some(1234));
        assert_eq!(wait(600_000), Some(1));
        assert_eq!(wait(599_400), Some(400));
        assert_eq!(wait(0), None);
        assert_eq!(wait(-60_000), None);
    }
}
