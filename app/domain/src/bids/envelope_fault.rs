//! What can be seen to be wrong with an envelope that a bidder sealed, without opening it.
//!
//! Source: context and commitment of an envelope (security 3.2).

use crate::coded;

coded! {
    /// Why an envelope is not taken.
    EnvelopeFault {
        /// The tender asks for the price alone.
        NotAsked = "not_asked",
        /// The file is no envelope.
        NotAnEnvelope = "not_an_envelope",
        /// It was sealed by a later version, or with a suite not known here.
        UnknownVersion = "unknown_version",
        /// It does not end where an envelope ends.
        CutShort = "cut_short",
        /// It is larger than a bid may be.
        TooLarge = "too_large",
        /// It is the other envelope.
        OtherKind = "other_kind",
        /// It was sealed for another tender.
        OtherTender = "other_tender",
        /// It was sealed to an earlier revision of the notice.
        OtherNotice = "other_notice",
        /// It was sealed to other keys than those of the tender.
        OtherKeys = "other_keys",
        /// It was sealed for another bidder.
        OtherBidder = "other_bidder",
        /// The two envelopes are not of one bid.
        OtherSubmission = "other_submission",
        /// It is not the one that the receipt names.
        OtherThanReceipt = "other_than_receipt",
    }
}
