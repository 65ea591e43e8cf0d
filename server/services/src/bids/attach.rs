//! A bidder adds files to the bid and takes them away.

use super::Invitation;
use super::record::{File, digest};
use super::save::change_draft;
use crate::Services;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::files::{FIRST_BYTES, fits_beside};
use domain::bids::{BidFile, BidRefusal, Digest, FileLimits, name_beside};
use domain::permissions::Action;
use std::sync::Arc;
use uuid::Uuid;

const PURPOSE: &str = "files of bids";

/// Adds a file. What lies on the disk is closed; the same file twice is there once.
pub async fn attach(caller: &Caller, tender: &str, name: &str, content: &[u8]) -> Result<(), Failure> {
    caller.may(Action::WriteBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let first = content.get(..FIRST_BYTES).unwrap_or(content);
    // What cannot be taken is refused before anything waits for its turn.
    BidFile::received(name, first, content.len() as u64, Digest([0; 32]))?;
    let services = caller.services();
    let id = services.random.id();
    let turn = services.turn().await?;
    let (whole, inside) = (content.to_vec(), Arc::clone(services));
    let work = tokio::task::spawn_blocking(move || {
        let closed = inside.secrets.close(&inside.random, PURPOSE, id.as_bytes(), &whole)?;
        Ok::<_, Failure>((digest(&whole), closed))
    });
    let (sha256, closed) = work.await.map_err(|error| Failure::broken("closing a file", error))??;
    let file = BidFile::received(name, first, content.len() as u64, sha256)?;
    let kept = services.files.put(&services.random, &closed).await?;
    drop((turn, closed));
    let limits = FileLimits::on(caller.today());
    change_draft(caller, &invitation, |record| {
        if record.draft.files.iter().any(|one| one.sha256 == file.sha256) {
            return Ok(());
        }
        let there = record.draft.files.iter().map(File::rule).collect::<Result<Vec<_>, _>>()?;
        fits_beside(&there, &file, limits)?;
        let name = name_beside(&file.name, |name| record.draft.files.iter().any(|one| one.name == name));
        record.draft.files.push(File {
            id,
            name,
            size_bytes: file.size_bytes,
            sha256: file.sha256,
            closed_sha256: Digest(kept.sha256),
        });
        record.draft.is_checked = false;
        Ok(())
    })
    .await
}

/// Takes a file away, by its fingerprint.
pub async fn detach(caller: &Caller, tender: &str, sha256: &str) -> Result<(), Failure> {
    caller.may(Action::WriteBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let sha256 = Digest::parse(sha256).ok_or(Failure::NotFound)?;
    let mut gone = Vec::new();
    change_draft(caller, &invitation, |record| {
        gone = record.draft.files.extract_if(.., |file| file.sha256 == sha256).collect();
        record.draft.is_checked = false;
        Ok(())
    })
    .await?;
    forget(caller, &gone).await;
    Ok(())
}

/// Removes the copies of files that no draft holds any more; one that stays is told to the operator, not the bidder.
pub(super) async fn forget(caller: &Caller, files: &[File]) {
    for file in files {
        if let Err(failure) = caller.services().files.remove(&file.closed_sha256.0).await {
            tracing::error!(%failure, "a file that no draft holds is still there");
        }
    }
}

impl File {
    fn rule(&self) -> Result<BidFile, BidRefusal> {
        BidFile::stored(&self.name, self.size_bytes, self.sha256)
    }

    /// Its content, for a thread that may block.
    pub(super) fn content(&self, services: &Services) -> Result<Vec<u8>, Failure> {
        let closed = services.files.read(&self.closed_sha256.0)?;
        services.secrets.open(PURPOSE, Uuid::as_bytes(&self.id), &closed)
    }
}
