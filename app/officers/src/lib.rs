//! What an officer's own tool does, in the browser and by the command: it makes a sealing key ([`KeyFile`]), opens a test
//! envelope ([`RehearsalFile`]), and makes the officer's part of an opening ([`OpeningFile`], [`PartFile`]). A custodian's
//! makes a share of a key that two hold jointly ([`CustodyFile`], [`ShareFile`]), and a wrapped key is typed in again from
//! a sheet of paper ([`read_sheet`]).
//!
//! Neither passphrase nor private key leaves the tool. The service writes the first, the second and the third file, takes
//! what is made of them and judges it. Like the library of sealing this has no clock and opens no file, and chance comes
//! from the caller, so that three programs do the same.
//!
//! # Known answers
//!
//! `tests/known_answers` holds a file of each kind and what is made of it, for those who write a tool of their own. The
//! bytes in them are told in the crate `sealing`.

mod custody_file;
mod file;
mod key_file;
mod opening_file;
mod part_file;
mod rehearsal_file;
mod share_file;
mod sheet;

pub use custody_file::{Custodian, CustodyFile, JointlyHeld, NotShared};
pub use file::FileFault;
pub use key_file::{KeyFile, NewKey};
pub use opening_file::{NotMade, OpeningFile, SealedEnvelope};
pub use part_file::PartFile;
pub use rehearsal_file::{RehearsalFile, split_answer};
pub use share_file::ShareFile;
pub use sheet::{SheetFault, SheetLine, read_sheet, sheet_of};
