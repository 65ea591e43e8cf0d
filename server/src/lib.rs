//! The process: settings, router, middleware, jobs and command line.
//!
//! It wires and holds no rule and no SQL. `marketplace serve` reads the [`settings`], builds the office, puts
//! the [`router`] behind a listener and runs the [`jobs`] beside it; every other sub-command does one thing and ends.

pub mod commands;
pub mod health;
pub mod jobs;
pub mod log_heads;
pub mod logging;
pub mod office;
pub mod router;
pub mod serving;
pub mod settings;

mod assets;
mod middleware;

pub use router::{Front, router};
