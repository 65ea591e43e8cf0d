//! What is wrong with a bid key that a bidder brings to open an envelope which the officers could not read.
//!
//! Source: last rescue (security 3.3).

use crate::coded;

coded! {
    /// Why a bid key is not taken.
    BidKeyFault {
        /// The file is no bid key.
        NotAKey = "not_a_key",
        /// It is the key of another envelope.
        OtherEnvelope = "other_envelope",
        /// It is not the key that the receipt commits to.
        NotCommitted = "not_committed",
        /// It is the right key, and the envelope's content is damaged or is no bid.
        DoesNotOpen = "does_not_open",
    }
}
