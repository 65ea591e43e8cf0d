//! What a bidder's own tool does, in the browser and by the command: it reads the file that says what a tender asks
//! ([`SealingFile`]), judges what is offered ([`Offer`]), and seals both envelopes ([`SealingFile::seal`]).
//!
//! What it is given is a note of the office, which it checks with the key of the file ([`NoteKey`]).
//!
//! The service makes the file and looks at the envelopes from outside ([`look_at`]); what is offered it never sees. Like
//! the library of sealing this has no clock and opens no file, and chance comes from the caller, so that three programs
//! seal alike.
//!
//! # Known answers
//!
//! `tests/known_answers` holds what stands in the envelopes (`technical.json`, `promises.json` for one
//! with promises, `prices.json`), byte for byte, and a
//! sealing file (`sealing_file.json`), for those who write a tool of their own. Envelopes themselves are told in the
//! crate `sealing`.

mod log;
mod look;
mod note;
mod offer;
mod seal;
mod sealing_file;

pub use log::{LogHead, LogProof, read_heads, write_heads};
pub use look::look_at;
pub use note::{NoteFault, NoteKey, NoteSigner, text_of_note};
pub use offer::{Contents, Fault, Offer, Why};
pub use seal::{NotSealed, SealedBid, SealedEnvelope, seal_envelope};
pub use sealing_file::{AskedLine, AskedRequirement, Limits, SealingFile, SealingFileFault};

/// More bytes than any envelope of a bid within its limits has: the files, the longest answers, and their padding.
pub const LONGEST_ENVELOPE_BYTES: usize = 641 * sealing::SEALED_CHUNK;
