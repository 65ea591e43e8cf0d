//! The log: every change is a leaf of a Merkle tree written in the same transaction.
//!
//! Leaves and nodes are hashed as RFC 6962 section 2.1 says, so that anybody with the entries can compute the
//! root, and a root once published proves that no entry was changed, dropped or moved. Each entry keeps the
//! root after it, and a row keeps the right edge of the tree, so that an append costs a few hashes. Because
//! that row is locked, commits queue one behind another; the log has one order.

mod append;
mod find;
mod head;
mod prove;
mod publish;
mod records;
mod send_head;
pub mod tree;
mod verify;

pub(crate) use append::{append, next_position};
pub(crate) use find::latest_of;
pub(crate) use head::head_now;
pub use head::{Head, head, roots_at};
pub(crate) use prove::prove;
pub(crate) use publish::published_with;
pub use publish::{PublishedHead, heads_file, publish_heads, published_heads};
pub(crate) use send_head::head_note;
pub use send_head::send_head;
pub use verify::{Verified, verify};

#[cfg(test)]
mod tests;
