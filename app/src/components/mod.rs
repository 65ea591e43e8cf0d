//! The parts pages are made of, one per file.

pub mod field;
pub mod icons;
pub mod pager;
pub mod tags;
pub mod words;

pub use field::{area, checkbox, date, error_summary, input, named_area, named_number, once, select};
pub use pager::pager;
pub use words::{day, moment, said, sample};
