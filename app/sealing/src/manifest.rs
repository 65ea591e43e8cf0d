//! What is in an envelope: the files in order, and the digest of the answers.

use crate::hex;
use crate::stream::chunks_of;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most files in one envelope.
pub const MOST_FILES: usize = 200;
/// Most bytes of a file's name.
pub const LONGEST_NAME: usize = 255;
/// Most bytes of a media type.
pub const LONGEST_TYPE: usize = 127;
/// Most bytes of the answers.
pub const LONGEST_ANSWERS: usize = 4 * 1024 * 1024;
/// Most bytes of all files together: 1 GiB.
pub const MOST_BYTES: u64 = 1 << 30;
/// Most bytes of the manifest itself.
pub(crate) const LONGEST_MANIFEST: usize = 256 * 1024;

/// One file of a bid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// As the bidder named it; no folder.
    pub name: String,
    /// As the bidder says; it proves nothing.
    pub media_type: String,
    /// In bytes.
    pub size_bytes: u64,
    /// SHA-256 of the content.
    #[serde(with = "hex::digest")]
    pub sha256: [u8; 32],
}

/// All of it, as JSON within the sealed body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// SHA-256 of the answers.
    #[serde(with = "hex::digest")]
    pub answers_sha256: [u8; 32],
    /// In the order in which their content follows.
    pub files: Vec<FileEntry>,
}

/// Why a manifest cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManifestFault {
    /// Not the JSON of a manifest.
    NotJson,
    /// More files than [`MOST_FILES`].
    TooManyFiles,
    /// Answers longer than [`LONGEST_ANSWERS`], or a manifest too long to be written.
    TooLong,
    /// Files of more than [`MOST_BYTES`] together.
    TooManyBytes,
    /// A name that is empty, too long, a folder's, or has a character that is not shown. Its place, from 1.
    BadName(usize),
    /// A media type that is empty, too long or has a character that none has. Its place, from 1.
    BadType(usize),
    /// A name that an earlier file bears. Its place, from 1.
    NameTwice(usize),
}

impl Manifest {
    /// Checks every limit; sealing and opening both ask.
    pub(crate) fn check(&self) -> Result<(), ManifestFault> {
        if self.files.len() > MOST_FILES {
            return Err(ManifestFault::TooManyFiles);
        }
        let (mut names, mut bytes) = (BTreeSet::new(), 0u64);
        for (place, file) in (1..).zip(&self.files) {
            if !is_name(&file.name) {
                return Err(ManifestFault::BadName(place));
            }
            if !is_media_type(&file.media_type) {
                return Err(ManifestFault::BadType(place));
            }
            if !names.insert(&file.name) {
                return Err(ManifestFault::NameTwice(place));
            }
            bytes = bytes.saturating_add(file.size_bytes);
        }
        if bytes > MOST_BYTES { Err(ManifestFault::TooManyBytes) } else { Ok(()) }
    }

    pub(crate) fn to_json(&self) -> Result<Vec<u8>, ManifestFault> {
        self.check()?;
        let json = serde_json::to_vec(self).map_err(|_| ManifestFault::NotJson)?;
        if json.len() > LONGEST_MANIFEST { Err(ManifestFault::TooLong) } else { Ok(json) }
    }

    pub(crate) fn parse(json: &[u8]) -> Result<Self, ManifestFault> {
        let manifest: Self = serde_json::from_slice(json).map_err(|_| ManifestFault::NotJson)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Chunks that the files fill.
    pub(crate) fn file_chunks(&self) -> u64 {
        self.files.iter().fold(0, |sum, file| sum.saturating_add(chunks_of(file.size_bytes)))
    }
}

fn is_name(name: &str) -> bool {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '/' | '\\' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    !name.trim().is_empty() && name.len() <= LONGEST_NAME && name != "." && name != ".." && !name.contains(unseen)
}

fn is_media_type(media_type: &str) -> bool {
    !media_type.is_empty() && media_type.len() <= LONGEST_TYPE && media_type.bytes().all(|b| (b' '..=b'~').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, media_type: &str, size_bytes: u64) -> Result<(), ManifestFault> {
        let file = |name: &str| FileEntry {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            size_bytes,
            sha256: [0; 32],
        };
        Manifest { answers_sha256: [0; 32], files: vec![file("first.pdf"), file(name)] }.check()
    }

    #[test]
    fn a_file_has_a_name_that_people_can_see_and_no_folder() {
        let pdf = "application/pdf";
        let rows = [
            ("標書 (1).pdf", Ok(())),
            (&"a".repeat(255), Ok(())),
            (&"a".repeat(256), Err(ManifestFault::BadName(2))),
            ("", Err(ManifestFault::BadName(2))),
            (" ", Err(ManifestFault::BadName(2))),
            ("..", Err(ManifestFault::BadName(2))),
            ("../price.pdf", Err(ManifestFault::BadName(2))),
            ("C:\\price.pdf", Err(ManifestFault::BadName(2))),
            ("price\n.pdf", Err(ManifestFault::BadName(2))),
            ("fdp.\u{202e}exe", Err(ManifestFault::BadName(2))),
            ("first.pdf", Err(ManifestFault::NameTwice(2))),
        ];
        for (name, expected) in rows {
            assert_eq!(check(name, pdf, 1), expected, "{name:?}");
        }
        assert_eq!(check("b", "", 1), Err(ManifestFault::BadType(1)));
        assert_eq!(check("b", "text/plain\r\nx: y", 1), Err(ManifestFault::BadType(1)));
    }

    #[test]
    fn the_files_together_have_a_limit() {
        assert_eq!(check("b", "text/plain", MOST_BYTES / 2), Ok(()));
        assert_eq!(check("b", "text/plain", MOST_BYTES / 2 + 1), Err(ManifestFault::TooManyBytes));
        assert_eq!(check("b", "text/plain", u64::MAX), Err(ManifestFault::TooManyBytes));
    }
}
