//! How every file here begins.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Raised with the form of a file.
pub(crate) const VERSION: u16 = 1;

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It is another file, or damaged.
    NotThisFile,
    /// It was made by a later version of the marketplace.
    UnknownVersion,
}

/// Reads a file that says it is of this format.
pub(crate) fn read<T: DeserializeOwned>(json: &[u8], format: &str) -> Result<T, FileFault> {
    #[derive(Deserialize)]
    struct Heading {
        format: String,
        version: u16,
    }
    let heading: Heading = serde_json::from_slice(json).map_err(|_| FileFault::NotThisFile)?;
    if heading.format != format {
        return Err(FileFault::NotThisFile);
    }
    if heading.version != VERSION {
        return Err(FileFault::UnknownVersion);
    }
    serde_json::from_slice(json).map_err(|_| FileFault::NotThisFile)
}
