//! A company registers and keeps its file; officers vet it; everybody may read who is verified.

pub mod close_page;
pub mod directory_page;
pub mod file_page;
mod file_parts;
pub mod people_page;
pub mod queue_page;
pub mod register_page;
mod section_fields;
pub mod section_page;
pub mod vetting_page;
mod vetting_steps;
