//! The few things that move: suggestions, the compare tray, relative times, a countdown, and the form that seals a bid.
//!
//! Each is two halves in one file.
//!
//! - The **component** is what pages place. It runs on the server and writes the whole thing as it
//!   works without script, with the texts a script will need in `data-` attributes.
//! - The **island** behind it is one empty line of text, the one that the script will write: a
//!   spoken count, a "3 minutes ago". In the browser it wakes, takes hold of the element right
//!   before it, and adds what only a script can.
//!
//! So the browser is sent no markup, no texts and no JSON reader, only what happens after. Written
//! with properties and signals, the same four weighed twice as much (79 kB of brotli, now 39).
//!
//! The crate is compiled for the server with the feature `ssr` and for the browser with `hydrate`.
//! What needs a browser stands in functions that only a waking island calls, so nothing needs a
//! `cfg`; what does not is tested without one.
//!
//! Rules of the house:
//!
//! - An island decides nothing, is told no secret and calls no server function; one reads one small
//!   address of ours.
//! - What a browser refuses (storage, network, an old engine) is left out. Nothing panics.
//! - Texts come from the page in its language; `{n}` or `{time}` marks where a value goes.
//! - The page names an island by a hash of its function's text as the compiler prints it, and the
//!   halves may come from two compilers. So an `#[island]` is a line or two.

mod answers;
mod choice;
mod clock;
mod compare_tray;
mod countdown;
mod dom;
mod relative_time;
mod sealing;
mod suggestions;

pub use compare_tray::CompareTray;
pub use countdown::Countdown;
pub use relative_time::RelativeTime;
pub use sealing::Sealing;
pub use suggestions::Suggestions;
