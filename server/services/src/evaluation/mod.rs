//! A panel declares its interests, marks opened bids alone, settles and signs its marks, and ranks the bids.
//!
//! An evaluation is one row to a tender. What was published for it and where it stands can be read there; declarations,
//! marks, prices and reasons lie closed under the master key. Every step locks the tender first, then its evaluation,
//! asks the rules (`domain::evaluation`), and lets the tender and the records of its bids follow. Who sits on a panel
//! follows from the tender and not from a role. Events name bids and people, never a mark or a price.
//!
//! Openings ask here who may read an opened bid (S7) and which prices may be opened (S5).
//!
//! Source: evaluation machine (3.5), S5 to S10, S15 to S19, M19.

mod after_all;
mod answer;
mod begin;
mod desk;
mod fingerprint;
mod follow;
mod interests;
mod marks;
mod moderate;
mod panels;
mod prices;
mod query;
mod rank;
mod reading;
mod report;
mod show;
pub(crate) mod store;
mod terms;
mod views;

pub(crate) use after_all::{Joining, bidder_joins, may_join, price_joins};
pub use answer::{PriceQuestions, answer_about_price, price_questions};
pub use begin::begin;
pub use desk::Seat;
pub use interests::{declare, renew_conflicts, replace_assessor, rule_on_conflict};
pub use marks::{mark_non_conforming, save_marks, submit_marks};
pub use moderate::{set_consensus, sign_technical};
pub use panels::{PanelOf, panels};
pub use query::{ask_about_price, decide_about_price};
pub use rank::{correct_mark, exclude_bid, rank_bids, record_draw};
pub use report::{recommend, reopen_report, sign_report};
pub use show::show;
pub use views::{BidderView, CriterionView, EvaluationView, InterestView, MemberView, ToDo};

use prices::technical_result;
pub(crate) use prices::{take_prices, technical_result_of};
pub(crate) use reading::{Reading, reading_desk};
pub(crate) use terms::evaluated;

#[cfg(test)]
mod tests;
