//! How bids are marked and ranked.

pub mod price_schedule;
