//! A department asks for reuse, follows its order, runs its deployment and reports its use.

pub mod approvals_page;
mod check_answers;
mod confirmation;
pub mod order_page;
mod order_parts;
mod order_steps;
mod order_way;
mod order_weighing;
pub mod orders_page;
pub mod reuse_page;
mod usage_chart;
pub mod usage_page;
