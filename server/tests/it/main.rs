//! The whole service, asked from outside: its pages and their permissions, its gate, its command line, its end by
//! force, and the rules its source keeps.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod architecture;
mod bid_edges;
mod bid_pages;
mod bidding;
mod browser;
mod commands;
mod custody;
mod edges;
mod gate;
mod house;
mod kill;
mod kill_bids;
mod officers;
mod opener_pages;
mod operators;
mod page_parts;
mod pages;
mod permissions;
mod permissions_awards;
mod permissions_states;
mod program;
mod receipts;
mod rescue;
mod sealed;
mod stopping;
mod tender_pages;
