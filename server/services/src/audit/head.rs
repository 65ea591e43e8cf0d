//! The log's head: how many entries there are and the root of their tree, to be published and compared later.

use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{audit_entries, audit_tree};
use crate::failure::{Failure, Stored};
use crate::random::hex;
use domain::permissions::Action;
use sea_orm::QuerySelect;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Sizes asked for at a time.
const AT_A_TIME: usize = 500;

/// How long the log is, and what its tree's root is then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Entries.
    pub size: u64,
    /// Root of the tree, in hexadecimal.
    pub root: String,
}

/// The head of the log now.
pub async fn head(caller: &Caller) -> Result<Head, Failure> {
    caller.may(Action::RunJobs)?;
    let tree = audit_tree::Entity::find_by_id(1).one(caller.db()).await.stored()?;
    let tree = tree.ok_or_else(|| Failure::impossible("the log has no tree"))?;
    Ok(Head { size: tree.size.max(0) as u64, root: hex(&tree.root_hash) })
}

/// The head of the log before this change writes to it, held until the change ends.
pub(crate) async fn head_now(change: &Change) -> Result<Head, Failure> {
    let tree = change.locked(audit_tree::Entity::find_by_id(1)).await?;
    let tree = tree.first().ok_or_else(|| Failure::impossible("the log has no tree"))?;
    Ok(Head { size: tree.size.max(0) as u64, root: hex(&tree.root_hash) })
}

/// The roots that entries remember for these sizes of the log; a size it never reached is missing.
pub async fn roots_at(caller: &Caller, sizes: &[u64]) -> Result<HashMap<u64, String>, Failure> {
    caller.may(Action::RunJobs)?;
    let mut roots = HashMap::with_capacity(sizes.len());
    // Before the first entry there is nothing to remember it.
    roots.insert(0, hex(&super::tree::empty_root()));
    for sizes in sizes.chunks(AT_A_TIME) {
        let positions = sizes.iter().filter_map(|size| i64::try_from(*size).ok()).map(|size| size - 1);
        let rows: Vec<(i64, Vec<u8>)> = audit_entries::Entity::find()
            .select_only()
            .columns([audit_entries::Column::Position, audit_entries::Column::RootHash])
            .filter(audit_entries::Column::Position.is_in(positions))
            .into_tuple()
            .all(caller.db())
            .await
            .stored()?;
        roots.extend(rows.into_iter().map(|(position, root)| (position as u64 + 1, hex(&root))));
    }
    Ok(roots)
}
