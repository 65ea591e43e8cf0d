//! The evaluation of opened bids: the panel's way, one page for each part of it, and the bidder's answer about a price.

pub mod bid_page;
mod common;
pub mod interests_page;
pub mod moderation_page;
pub mod overview_page;
mod overview_parts;
mod prices_forms;
pub mod prices_page;
pub mod question_page;
mod ranking;
pub mod report_page;
pub mod settle_page;
pub mod sheet_page;
