//! A bidder adds files to the bid and takes them away.

use super::Invitation;
use super::record::{File, digest};
use super::save::change_draft;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::files::{FIRST_BYTES, fits_beside};
use domain::bids::{BidFile, BidRefusal, Digest, FileLimits};
use domain::permissions::Action;
use uuid::Uuid;

const PURPOSE: &str = "files of bids";

/// Adds a file. What lies on the disk is closed; the same file twice is there once.
pub async fn attach(caller: &Caller, tender: &str, name: &str, content: &[u8]) -> Result<(), Failure> {
    caller.may(Action::WriteBid)?;
    let invitation = Invitation::load(caller, tender).await?;
    let first = content.get(..FIRST_BYTES).unwrap_or(content);
    let file = BidFile::received(name, first, content.len() as u64, digest(content))?;
    let services = caller.services();
    let id = services.random.id();
    let closed = services.secrets.close(&services.random, PURPOSE, id.as_bytes(), content)?;
    let kept = services.files.put(&services.random, &closed).await?;
    let limits = FileLimits::on(caller.today());
    change_draft(caller, &invitation, |record| {
        if record.draft.files.iter().any(|one| one.sha256 == file.sha256) {
            return Ok(());
        }
        let there = record.draft.files.iter().map(File::rule).collect::<Result<Vec<_>, _>>()?;
        fits_beside(&there, &file, limits)?;
        record.draft.files.push(File {
            id,
            name: file.name.clone(),
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
    change_draft(caller, &invitation, |record| {
        record.draft.files.retain(|file| file.sha256 != sha256);
        record.draft.is_checked = false;
        Ok(())
    })
    .await
}

impl File {
    fn rule(&self) -> Result<BidFile, BidRefusal> {
        BidFile::stored(&self.name, self.size_bytes, self.sha256)
    }

    /// Its content.
    pub(super) async fn content(&self, caller: &Caller) -> Result<Vec<u8>, Failure> {
        let services = caller.services();
        let closed = services.files.get(&self.closed_sha256.0).await?;
        services.secrets.open(PURPOSE, Uuid::as_bytes(&self.id), &closed)
    }
}
