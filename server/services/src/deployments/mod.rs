//! The using department runs a solution, confirms that it is live, and reports its use.

mod report_usage;
mod run;
mod store;

pub use report_usage::report_usage;
pub use run::{Step, run};
pub(crate) use store::{facts, of_order};

#[cfg(test)]
mod tests;
