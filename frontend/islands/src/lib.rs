//! The few things that move: suggestions, the compare tray, relative times and a countdown.
//!
//! Every island is compiled twice. On the server (feature `ssr`) it writes its first HTML, which
//! is the whole thing working without script. In the browser (feature `hydrate`) it finds that
//! HTML and adds what only a script can. Both halves are the same function: what must wait for the
//! browser stands in an `Effect` or an event handler, which never run on the server, so nothing
//! here needs a `cfg`.
//!
//! Rules of the house:
//!
//! - Properties are JSON in the page, read by everyone: texts and small numbers, no secrets, and
//!   `i64`, never `usize`, because the two halves differ in its width.
//! - Texts come from the page, in its language. `{n}` or `{time}` in one marks where a value goes.
//! - An island decides nothing and calls no server function; one of them reads one small address.
//! - What the browser refuses (storage, network, an old engine) is left out, never an error.
//! - The name of an island in the page is made from the text of its function as the compiler
//!   prints it, and the two halves may be built by two compilers. So the functions marked
//!   `#[island]` are short, and the work is done below them.

mod clock;
mod compare_tray;
mod countdown;
mod relative_time;
mod suggestions;

pub use compare_tray::CompareTray;
pub use countdown::Countdown;
pub use relative_time::RelativeTime;
pub use suggestions::Suggestions;
