//! Why a head of the log is published: at fixed times, so that the growth of the log does not tell a rival when a bid came
//! in, and where everybody may know what happened. Source: log (security 3.6).

use crate::coded;

coded! {
    /// The occasion of a published head.
    Occasion {
        /// Another hour began.
        Hour = "hour",
        /// The closing of a tender was recorded.
        Closing = "closing",
        /// Bids were opened.
        Opening = "opening",
    }
}
