//! What can be seen to be wrong with an opener's part that was made on the opener's own machine.
//!
//! Source: contributions to an opening (security 3.7).

use crate::coded;

coded! {
    /// Why an opener's part is not taken.
    PartFault {
        /// The file is no part of an opener.
        NotAPart = "not_a_part",
        /// It was made by a later version.
        UnknownVersion = "unknown_version",
        /// It was made for another tender.
        OtherTender = "other_tender",
        /// It was made for the other envelopes.
        OtherKind = "other_kind",
        /// It was made with another opener's key.
        OtherOpener = "other_opener",
        /// It lacks an envelope that is to be opened.
        Incomplete = "incomplete",
        /// It holds more than the envelopes that are to be opened.
        OtherEnvelope = "other_envelope",
        /// What it holds for an envelope cannot be read, or was made for another one.
        Damaged = "damaged",
    }
}
