//! A panel declares its interests, marks opened bids alone, settles and signs its marks, and ranks the bids.
//!
//! An evaluation is one row to a tender. What was published for it and where it stands can be read there; declarations,
//! marks, prices and reasons lie closed under the master key.

pub(crate) mod store;
