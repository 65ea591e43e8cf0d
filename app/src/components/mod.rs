//! The parts pages are made of, one per file.

pub mod field;
pub mod icons;
pub mod pager;
pub mod price_table;
pub mod tags;
pub mod words;

pub use field::{Named, named_area, named_choices, named_input, named_select, named_summary};
pub use field::{area, checkbox, date, error_summary, input, once, select};
pub use pager::pager;
pub use price_table::{item_name, price_table, schedule_table};
pub use words::{day, moment, said, sample, spoken, written};
