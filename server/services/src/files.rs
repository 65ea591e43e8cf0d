//! Files that were handed in: each lies in a folder under the hash of its content.
//!
//! A file is written aside, flushed, and moved to its name; then its folder is flushed. Only then may a row point to
//! it. The same content twice is one file. What was given up half-way is swept a day later by [`Files::sweep`]; a file
//! that has its name is removed only by who put it there. Files hold whatever the caller gives; what must stay secret is
//! sealed before it comes here.

use crate::failure::Failure;
use crate::random::{Random, hex};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Where files lie.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A file that lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub size_bytes: u64,
}

/// A file that is being handed in.
#[derive(Debug)]
pub struct Incoming {
    files: Files,
    aside: PathBuf,
    file: Option<tokio::fs::File>,
    hash: Sha256,
    size_bytes: u64,
}

impl Files {
    /// Files in this folder; it is made when the first file comes.
    pub fn in_folder(folder: &Path) -> Files {
        Files { folder: folder.to_owned() }
    }

    /// Begins to take a file in, part by part.
    pub async fn begin(&self, random: &Random) -> Result<Incoming, Failure> {
        let folder = self.folder.join("incoming");
        let kept = |error| Failure::broken("making the folder of files", error);
        tokio::fs::create_dir_all(&folder).await.map_err(kept)?;
        let aside = folder.join(random.secret());
        let file = tokio::fs::OpenOptions::new().write(true).create_new(true).open(&aside).await.map_err(kept)?;
        Ok(Incoming { files: self.clone(), aside, file: Some(file), hash: Sha256::new(), size_bytes: 0 })
    }

    /// Takes in a file that is whole already.
    pub async fn put(&self, random: &Random, content: &[u8]) -> Result<Kept, Failure> {
        let mut incoming = self.begin(random).await?;
        incoming.write(content).await?;
        incoming.keep().await
    }

    /// Takes in a file under a name of the caller's: what is closed before it comes here is found by what it was.
    pub(crate) async fn put_as(&self, random: &Random, name: &[u8; 32], content: &[u8]) -> Result<(), Failure> {
        let mut incoming = self.begin(random).await?;
        incoming.write(content).await?;
        incoming.keep_as(name).await
    }

    /// Removes a file that no row points to any more; one that is gone is no failure.
    pub(crate) async fn remove(&self, sha256: &[u8; 32]) -> Result<(), Failure> {
        match tokio::fs::remove_file(self.path(sha256)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::broken("removing a file", error)),
            _ => Ok(()),
        }
    }

    /// The content of a file.
    pub async fn get(&self, sha256: &[u8; 32]) -> Result<Vec<u8>, Failure> {
        tokio::fs::read(self.path(sha256)).await.map_err(|error| Failure::broken("reading a file", error))
    }

    /// The content of a file; nothing when it is gone. Anything else that keeps it from being read is a failure.
    pub async fn find(&self, sha256: &[u8; 32]) -> Result<Option<Vec<u8>>, Failure> {
        match tokio::fs::read(self.path(sha256)).await {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::broken("reading a file", error)),
        }
    }

    /// The content of a file, for a thread that may block.
    pub(crate) fn read(&self, sha256: &[u8; 32]) -> Result<Vec<u8>, Failure> {
        std::fs::read(self.path(sha256)).map_err(|error| Failure::broken("reading a file", error))
    }

    /// A file, to be read part by part.
    pub async fn open(&self, sha256: &[u8; 32]) -> Result<tokio::fs::File, Failure> {
        tokio::fs::File::open(self.path(sha256)).await.map_err(|error| Failure::broken("reading a file", error))
    }

    /// Where a file lies.
    pub fn path(&self, sha256: &[u8; 32]) -> PathBuf {
        let name = hex(sha256);
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// Does it lie there, with the content its name says?
    pub async fn is_whole(&self, sha256: &[u8; 32]) -> bool {
        matches!(tokio::fs::read(self.path(sha256)).await, Ok(content) if Sha256::digest(&content)[..] == sha256[..])
    }

    /// Removes what was given up half-way and lies aside longer than `older_than`; returns how many files went.
    pub async fn sweep(&self, older_than: Duration) -> Result<usize, Failure> {
        let aside = self.folder.join("incoming");
        let swept = tokio::task::spawn_blocking(move || sweep(&aside, older_than)).await;
        swept
            .map_err(|error| Failure::broken("sweeping files", error))?
            .map_err(|error| Failure::broken("sweeping files", error))
    }
}

impl Incoming {
    /// Takes the next part.
    pub async fn write(&mut self, part: &[u8]) -> Result<(), Failure> {
        let file = self.file.as_mut().ok_or_else(|| Failure::impossible("a file that is kept already"))?;
        file.write_all(part).await.map_err(|error| Failure::broken("writing a file", error))?;
        self.hash.update(part);
        self.size_bytes += part.len() as u64;
        Ok(())
    }

    /// How much came so far, in bytes.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Flushes it and gives it its name; from now on a row may point to it.
    pub async fn keep(mut self) -> Result<Kept, Failure> {
        let sha256: [u8; 32] = std::mem::take(&mut self.hash).finalize().into();
        let size_bytes = self.size_bytes;
        self.keep_as(&sha256).await?;
        Ok(Kept { sha256, size_bytes })
    }

    async fn keep_as(mut self, name: &[u8; 32]) -> Result<(), Failure> {
        let stored = |error| Failure::broken("keeping a file", error);
        let mut file = self.file.take().ok_or_else(|| Failure::impossible("a file that is kept already"))?;
        file.flush().await.map_err(stored)?;
        file.sync_all().await.map_err(stored)?;
        drop(file);
        let path = self.files.path(name);
        let folder = path.parent().ok_or_else(|| Failure::impossible("a file without a folder"))?.to_owned();
        tokio::fs::create_dir_all(&folder).await.map_err(stored)?;
        tokio::fs::rename(&self.aside, &path).await.map_err(stored)?;
        for folder in [&folder, &self.files.folder] {
            tokio::fs::File::open(folder).await.map_err(stored)?.sync_all().await.map_err(stored)?;
        }
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Given up half-way: what came is removed now, or by the sweep if that fails.
        if self.file.take().is_some() {
            let _ = std::fs::remove_file(&self.aside);
        }
    }
}

fn sweep(aside: &Path, older_than: Duration) -> io::Result<usize> {
    let files = match std::fs::read_dir(aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        files => files?,
    };
    let mut swept = 0;
    for file in files {
        let file = file?;
        // One that got its name or was removed meanwhile is not here any more.
        let Ok(about) = file.metadata() else { continue };
        if about.modified()?.elapsed().is_ok_and(|age| age >= older_than) && std::fs::remove_file(file.path()).is_ok() {
            swept += 1;
        }
    }
    Ok(swept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::sha256;

    #[tokio::test]
    async fn a_file_lies_under_the_hash_of_its_content_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let (files, random) = (Files::in_folder(folder.path()), Random::seeded(1));
        let mut incoming = files.begin(&random).await.unwrap();
        incoming.write(b"method ").await.unwrap();
        incoming.write(b"statement").await.unwrap();
        let kept = incoming.keep().await.unwrap();
        assert_eq!(kept, Kept { sha256: sha256(b"method statement"), size_bytes: 16 });
        assert_eq!(files.put(&random, b"method statement").await.unwrap(), kept);
        assert_eq!(files.get(&kept.sha256).await.unwrap(), b"method statement");
        assert!(files.is_whole(&kept.sha256).await);
        std::fs::write(files.path(&kept.sha256), b"method statemenT").unwrap();
        assert!(!files.is_whole(&kept.sha256).await);
        assert!(!files.is_whole(&[0; 32]).await);
    }

    #[tokio::test]
    async fn what_was_given_up_half_way_leaves_nothing_and_what_a_stopped_machine_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let (files, random) = (Files::in_folder(folder.path()), Random::seeded(1));
        let mut incoming = files.begin(&random).await.unwrap();
        incoming.write(b"half").await.unwrap();
        drop(incoming);
        assert_eq!(std::fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
        // A machine that stopped in the middle leaves its part.
        std::fs::write(folder.path().join("incoming/part"), b"half").unwrap();
        let kept = files.put(&random, b"a").await.unwrap();
        assert_eq!(files.sweep(Duration::from_secs(3600)).await.unwrap(), 0);
        assert_eq!(files.sweep(Duration::ZERO).await.unwrap(), 1);
        assert!(files.is_whole(&kept.sha256).await, "what has its name stays");
        assert_eq!(files.sweep(Duration::ZERO).await.unwrap(), 0);
    }
}
