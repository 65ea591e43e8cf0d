//! Writes an entry, inside the change it tells of.

use super::tree::{Frontier, Hash, leaf_hash};
use crate::change::{Change, LogPosition};
use crate::entities::{audit_entries, audit_tree};
use crate::failure::{Failure, Stored};
use domain::event::Event;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};

/// Appends an event to the log and the tree; called by [`Change::commit`] alone.
pub(crate) async fn append(change: &Change, event: &Event) -> Result<LogPosition, Failure> {
    let tree = change.locked(audit_tree::Entity::find_by_id(1)).await?;
    let tree = tree.into_iter().next().ok_or_else(|| Failure::impossible("the log has no tree"))?;
    let mut frontier = Frontier::stored(tree.size, &tree.frontier)
        .ok_or_else(|| Failure::impossible("the log's tree has an impossible edge"))?;

    let body = serde_json::to_string(event).map_err(|error| Failure::broken("writing an event", error))?;
    let officer = change.named().filter(|_| !event.hides_its_author());
    let mut entry = audit_entries::Model {
        position: tree.size,
        at: change.now().millis(),
        person_id: officer.map(|officer| officer.person.0),
        organisation_id: officer.map(|officer| officer.organisation.0),
        event: event.name().to_owned(),
        subject_id: event.subject(),
        body,
        leaf_hash: Vec::new(),
        root_hash: Vec::new(),
    };
    let leaf = leaf_of(&entry);
    frontier.push(leaf);
    let root = frontier.root();
    entry.leaf_hash = leaf.to_vec();
    entry.root_hash = root.to_vec();
    audit_entries::Entity::insert(entry.into_active_model()).exec_without_returning(change.db()).await.stored()?;

    let size = tree.size + 1;
    let row = audit_tree::ActiveModel {
        id: Set(1),
        size: Set(size),
        frontier: Set(frontier.to_bytes()),
        root_hash: Set(root.to_vec()),
    };
    audit_tree::Entity::update_many().set(row).filter(audit_tree::Column::Id.eq(1)).exec(change.db()).await.stored()?;
    Ok(tree.size)
}

/// Place that the next entry will take, held until the change ends.
pub(crate) async fn next_position(change: &Change) -> Result<LogPosition, Failure> {
    let tree = change.locked(audit_tree::Entity::find_by_id(1)).await?;
    tree.first().map(|tree| tree.size).ok_or_else(|| Failure::impossible("the log has no tree"))
}

/// Hash of an entry: every column but the two hashes, each preceded by its length.
pub(super) fn leaf_of(entry: &audit_entries::Model) -> Hash {
    let mut leaf = Vec::with_capacity(entry.body.len() + 160);
    let mut field = |bytes: &[u8]| {
        leaf.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        leaf.extend_from_slice(bytes);
    };
    field(b"shared-ai-marketplace/audit/v1");
    field(&entry.position.to_be_bytes());
    field(&entry.at.to_be_bytes());
    for id in [entry.person_id, entry.organisation_id, entry.subject_id] {
        field(id.as_ref().map_or(&[][..], |id| id.as_bytes()));
    }
    field(entry.event.as_bytes());
    field(entry.body.as_bytes());
    leaf_hash(&leaf)
}
