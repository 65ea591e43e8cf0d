//! Which files a bid may carry: by ending, by first bytes, by size and by count.
//!
//! The first bytes are looked at before sealing and again after opening; what is inside an archive-based document is
//! for the scanner. Source: file rules (security 4.5).

use super::{BidRefusal, Digest, names};
use crate::coded;
use crate::rulebook::{self, BID_BYTES, BID_FILE_BYTES, BID_FILES};
use crate::time::Day;

coded! {
    /// A kind of file a bid may carry, by its ending.
    FileKind {
        /// Portable document.
        Pdf = "pdf",
        /// Text document.
        Docx = "docx",
        /// Spreadsheet.
        Xlsx = "xlsx",
        /// Slides.
        Pptx = "pptx",
        /// Open text document.
        Odt = "odt",
        /// Open spreadsheet.
        Ods = "ods",
        /// Picture.
        Png = "png",
        /// Photograph.
        Jpg = "jpg",
        /// Table as text.
        Csv = "csv",
        /// Plain text.
        Txt = "txt",
    }
}

/// First bytes that are enough to tell a kind.
pub const FIRST_BYTES: usize = 512;

const ZIP: &[u8] = b"PK\x03\x04";
const PDF: &[u8] = b"%PDF-";

impl FileKind {
    /// The kind a name's ending says, in small or capital letters.
    pub fn of_name(name: &str) -> Option<FileKind> {
        let (_, ending) = name.trim().rsplit_once('.')?;
        FileKind::parse(&ending.to_ascii_lowercase())
    }

    /// Do a file's first bytes (up to [`FIRST_BYTES`]) fit its kind?
    pub fn fits(self, first: &[u8]) -> bool {
        let open_document = |kind: &[u8]| {
            let name = first.get(30..).unwrap_or_default();
            first.starts_with(ZIP) && name.strip_prefix(b"mimetype").is_some_and(|rest| rest.starts_with(kind))
        };
        match self {
            FileKind::Pdf => first.starts_with(PDF),
            FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => first.starts_with(ZIP),
            FileKind::Odt => open_document(b"application/vnd.oasis.opendocument.text"),
            FileKind::Ods => open_document(b"application/vnd.oasis.opendocument.spreadsheet"),
            FileKind::Png => first.starts_with(b"\x89PNG\r\n\x1a\n"),
            FileKind::Jpg => first.starts_with(b"\xff\xd8\xff"),
            FileKind::Csv | FileKind::Txt => is_text(first),
        }
    }
}

/// Text in any encoding of one or more bytes, Big5 too, or UTF-16 with its mark; no other file in disguise.
fn is_text(first: &[u8]) -> bool {
    if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
        return true;
    }
    let control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c');
    !first.is_empty() && !first.starts_with(PDF) && !first.iter().any(control) && !first.starts_with(b"\xff\xd8\xff")
}

/// How large and how many files may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Largest sum of a bid, in bytes.
    pub bid_bytes: u64,
    /// Most files.
    pub count: usize,
}

impl FileLimits {
    /// The limits in force on this day.
    pub fn on(day: Day) -> FileLimits {
        FileLimits {
            file_bytes: rulebook::on(BID_FILE_BYTES, day).unwrap_or_default(),
            bid_bytes: rulebook::on(BID_BYTES, day).unwrap_or_default(),
            count: rulebook::on(BID_FILES, day).unwrap_or_default(),
        }
    }
}

/// A file of a bid being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidFile {
    /// Its name, as shown.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its size.
    pub size_bytes: u64,
    /// Its fingerprint.
    pub sha256: Digest,
}

impl BidFile {
    /// A file as it was kept; it was looked at when it came.
    pub fn stored(name: &str, size_bytes: u64, sha256: Digest) -> Result<BidFile, BidRefusal> {
        let kind = FileKind::of_name(name).ok_or_else(|| BidRefusal::FileKindNotAllowed { name: name.to_owned() })?;
        Ok(BidFile { name: name.to_owned(), kind, size_bytes, sha256 })
    }

    /// A file as it came: its name is cleaned, its ending and first bytes must agree.
    pub fn received(name: &str, first: &[u8], size_bytes: u64, sha256: Digest) -> Result<BidFile, BidRefusal> {
        BidFile::named(&names::display_name(name), first, size_bytes, sha256)
    }

    /// A file as it came, under a name that is as it will be shown.
    pub fn named(shown: &str, first: &[u8], size_bytes: u64, sha256: Digest) -> Result<BidFile, BidRefusal> {
        let shown = shown.to_owned();
        let Some(kind) = FileKind::of_name(&shown) else {
            return Err(BidRefusal::FileKindNotAllowed { name: shown });
        };
        if size_bytes == 0 || !kind.fits(first) {
            return Err(BidRefusal::FileContentDiffers { name: shown, kind });
        }
        Ok(BidFile { name: shown, kind, size_bytes, sha256 })
    }
}

/// May this file join these?
pub fn fits_beside(files: &[BidFile], file: &BidFile, limits: FileLimits) -> Result<(), BidRefusal> {
    if file.size_bytes > limits.file_bytes {
        return Err(BidRefusal::FileTooLarge { name: file.name.clone(), most_bytes: limits.file_bytes });
    }
    if files.len() >= limits.count {
        return Err(BidRefusal::TooManyFiles { most: limits.count });
    }
    let sum = files.iter().fold(file.size_bytes, |sum, one| sum.saturating_add(one.size_bytes));
    if sum > limits.bid_bytes {
        return Err(BidRefusal::BidTooLarge { most_bytes: limits.bid_bytes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1024 * 1024;

    fn file(size_bytes: u64) -> BidFile {
        BidFile { name: "a.pdf".into(), kind: FileKind::Pdf, size_bytes, sha256: Digest([0; 32]) }
    }

    fn limits() -> FileLimits {
        FileLimits::on(Day::parse("2026-11-22").unwrap())
    }

    #[test]
    fn a_file_is_what_its_ending_says() {
        let odt = [ZIP, &[0; 26], b"mimetypeapplication/vnd.oasis.opendocument.text".as_slice()].concat();
        let ods = [ZIP, &[0; 26], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet".as_slice()].concat();
        for (name, first, accepted) in [
            ("a.pdf", b"%PDF-1.7\n".as_slice(), true),
            ("A.PDF", b"%PDF-1.7\n", true),
            ("a.pdf", b"PK\x03\x04", false),
            ("a.pdf", b"", false),
            ("a.docx", b"PK\x03\x04\x14\0", true),
            ("a.xlsx", b"PK\x03\x04\x14\0", true),
            ("a.pptx", b"\xd0\xcf\x11\xe0", false),
            ("a.odt", &odt, true),
            ("a.odt", &ods, false),
            ("a.ods", &ods, true),
            ("a.ods", b"PK\x03\x04\x14\0", false),
            ("a.png", b"\x89PNG\r\n\x1a\n\0", true),
            ("a.png", b"\xff\xd8\xff\xe0", false),
            ("a.jpg", b"\xff\xd8\xff\xe0", true),
            ("a.csv", b"line,price\r\n1,2\r\n", true),
            ("a.csv", b"\xa4\xa4\xa4\xe5,1", true),
            ("a.txt", b"\xff\xfea\0", true),
            ("a.txt", b"%PDF-1.7", false),
            ("a.txt", b"MZ\x90\0", false),
            ("a.txt", b"\x7fELF", false),
            ("a.exe", b"MZ\x90\0", false),
            ("a.pdf.exe", b"%PDF-1.7", false),
            ("a.docm", b"PK\x03\x04", false),
            ("a.svg", b"<svg/>", false),
            ("a.zip", b"PK\x03\x04", false),
            ("pdf", b"%PDF-1.7", false),
            ("a.p\u{202e}df", b"%PDF-1.7", true),
        ] {
            let received = BidFile::received(name, first, 9, Digest([0; 32]));
            assert_eq!(received.is_ok(), accepted, "{name:?} {first:?}");
        }
        assert!(BidFile::received("a.pdf", b"%PDF-1.7", 0, Digest([0; 32])).is_err(), "an empty file");
    }

    #[test]
    fn a_file_has_at_most_ten_mebibytes_and_a_bid_thirty() {
        for (size, accepted) in [(10 * MIB - 1, true), (10 * MIB, true), (10 * MIB + 1, false), (u64::MAX, false)] {
            assert_eq!(fits_beside(&[], &file(size), limits()).is_ok(), accepted, "{size}");
        }
        let two = [file(10 * MIB), file(10 * MIB)];
        let three = [file(10 * MIB), file(10 * MIB), file(9 * MIB)];
        assert!(fits_beside(&two, &file(10 * MIB), limits()).is_ok());
        assert!(fits_beside(&three, &file(MIB), limits()).is_ok());
        assert_eq!(
            fits_beside(&three, &file(MIB + 1), limits()),
            Err(BidRefusal::BidTooLarge { most_bytes: 30 * MIB })
        );
    }

    #[test]
    fn a_bid_has_at_most_twenty_files() {
        for (count, accepted) in [(18, true), (19, true), (20, false)] {
            let files = vec![file(1); count];
            assert_eq!(fits_beside(&files, &file(1), limits()).is_ok(), accepted, "{count} there already");
        }
    }
}
