//! Reads the whole log again and computes its tree anew.

use super::append::leaf_of;
use super::tree::Frontier;
use crate::caller::Caller;
use crate::entities::{audit_entries, audit_tree};
use crate::failure::{Failure, Stored};
use crate::random::hex;
use domain::permissions::Action;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Entries read at a time.
const AT_A_TIME: u64 = 2_000;

/// What reading the log again found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Every entry is as it was written.
    Whole {
        /// Entries.
        size: u64,
        /// Root of the tree, in hexadecimal.
        root: String,
        /// Records of closings and openings, each of which is the one that its entry names.
        records: u64,
    },
    /// Something was changed, dropped, added or moved.
    Damaged {
        /// First entry that does not fit.
        position: u64,
        /// What does not fit.
        what: String,
    },
}

/// Recomputes every leaf and every root; the first difference is reported.
///
/// A row that can no longer be read counts as damage, not as a failure of ours. The log as it is at one instant is
/// read, so that it may grow meanwhile.
pub async fn verify(caller: &Caller) -> Result<Verified, Failure> {
    caller.may(Action::RunJobs)?;
    let log = caller.services().db.snapshot().await?;
    let mut frontier = Frontier::default();
    let damaged = |position: u64, what: &str| Ok(Verified::Damaged { position, what: what.to_owned() });
    let mut at_a_time = AT_A_TIME;
    loop {
        let entries = audit_entries::Entity::find()
            .filter(audit_entries::Column::Position.gte(frontier.size() as i64))
            .order_by_asc(audit_entries::Column::Position)
            .limit(at_a_time)
            .all(&log)
            .await;
        let entries = match entries {
            Ok(entries) => entries,
            // One by one, to find the one that cannot be read.
            Err(_) if at_a_time > 1 => {
                at_a_time = 1;
                continue;
            }
            Err(error) => return damaged(frontier.size(), &format!("an entry cannot be read: {error}")),
        };
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let position = frontier.size();
            if entry.position != position as i64 {
                return damaged(position, "an entry is missing or out of place");
            }
            let leaf = leaf_of(&entry);
            if entry.leaf_hash != leaf {
                return damaged(position, "the entry does not have its hash");
            }
            frontier.push(leaf);
            if entry.root_hash != frontier.root() {
                return damaged(position, "the tree does not have the root the entry remembers");
            }
        }
    }
    let size = frontier.size();
    let rows = audit_entries::Entity::find().count(&log).await.stored()?;
    if rows != size {
        return damaged(size, "there are entries outside the log's order");
    }
    let trees = match audit_tree::Entity::find().all(&log).await {
        Ok(trees) => trees,
        Err(error) => return damaged(size, &format!("the tree cannot be read: {error}")),
    };
    let [tree] = trees.as_slice() else { return damaged(size, "the tree's row is missing") };
    let fits = tree.size == size as i64 && tree.frontier == frontier.to_bytes() && tree.root_hash == frontier.root();
    if !fits {
        return damaged(size, "the tree's row does not belong to the entries");
    }
    if let Some(position) = super::records::strange_head(&log).await? {
        return damaged(position, "the head that was published for so many entries is another");
    }
    match super::records::compare(&log, size).await? {
        Ok(records) => Ok(Verified::Whole { size, root: hex(&frontier.root()), records }),
        Err((position, what)) => damaged(position, what),
    }
}
