//! The parts pages are made of, one per file.

pub mod field;
pub mod icons;
pub mod pager;
pub mod tags;
pub mod words;

pub use field::{area, area_named, checkbox, date, error_summary, input, once, select};
pub use pager::pager;
pub use words::{day, moment, said, sample};
