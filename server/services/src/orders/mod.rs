//! A department asks for what another already has; its approver, then the office, decide.

mod browse;
mod decide;
mod options;
mod request_reuse;
mod show;
mod store;
mod weigh;

pub use browse::{OrderList, Waiting, browse, waiting};
pub(crate) use browse::{department_names, solution_names};
pub use decide::{Decision, decide};
pub use options::{ReuseOptions, estimate, reuse_options, work_out};
pub use request_reuse::{request_reuse, resubmit};
pub use show::show;
pub(crate) use store::{line_left, lock_budget, lock_order_row, ordered_under, release_unpaid, set_state};

#[cfg(test)]
mod tests;
