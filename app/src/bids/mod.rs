//! A supplier's bid: its tasks, its check and submission, its receipts, the list of them, and the way of those who seal it
//! themselves; and the office's keys and openings.

mod bid_notes;
pub mod bid_page;
pub mod check_task;
mod colleagues;
mod handed_in;
mod key_forms;
pub mod key_page;
mod keys_note;
pub mod list_page;
pub mod officer_files;
pub mod opened_page;
pub mod opening_page;
mod own_device;
mod parts_form;
mod price_task;
mod promise_task;
pub mod receipt;
pub mod rescue_page;
pub mod sealed_page;
pub mod sealing_file;
mod sealing_form;
pub mod sheet_page;
mod suspect_form;
pub mod task_page;
mod tasks;
mod written;

pub(crate) use promise_task::{offered, promised};
