//! Pages of tenders: found and read by everybody, watched by letters, drafted and run in the workspace.

pub mod addendum_page;
pub mod alerts_page;
mod calendar;
pub mod check_page;
pub mod feeds;
pub mod files;
mod list_filters;
pub mod list_page;
mod lots;
pub mod new_page;
pub mod openers_page;
pub mod postpone_page;
pub mod section_page;
mod sections;
pub mod tender_page;
mod tender_parts;
mod tender_terms;
mod whole;
mod words;
pub mod work_list_page;
pub mod work_page;
mod work_steps;

pub(crate) use words::{left, stage_tag};
