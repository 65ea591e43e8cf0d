//! The sample office: departments, people, solutions, orders and use, to try the service with.
//!
//! Laid out once, into an office without people, by a command on the server and never by itself. All of its
//! figures are invented; pages that show them say "sample data".

mod content;
mod lay_out;
mod people;
mod register;

pub use lay_out::{SampleOffice, lay_out};
pub use people::PASSWORD;
pub use register::keep_register;
