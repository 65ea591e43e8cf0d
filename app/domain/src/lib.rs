//! The rules and the words of the Shared AI Marketplace.
//!
//! Everything here is a pure value or a pure function: no input, no output, no clock, no chance.
//! The modules stand in the order of a procurement's life; a later one may use an earlier one,
//! never the reverse.

pub mod calendar;
pub mod coded;
pub mod ids;
pub mod money;
pub mod time;

pub mod locale;
pub mod text;

pub mod form;
pub mod page;

pub mod accounts;
pub mod actor;
pub mod permissions;

pub mod suppliers;

pub mod catalogue;

pub mod tenders;

pub mod bids;

pub mod evaluation;

pub mod awards;

pub mod contracts;

pub mod orders;

pub mod deployments;
pub mod spend;

pub mod event;
pub mod log;
pub mod refusal;
pub mod rulebook;
