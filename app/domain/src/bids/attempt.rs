//! Why an attempt to open bids was refused, in one word for the log (S3).

use super::OpeningRefusal;
use crate::coded;

coded! {
    /// What stood against an attempt.
    AttemptFault {
        /// Bids were still accepted, or the closing was not recorded.
        NotClosed = "not_closed",
        /// The closing record is not the one that the log names.
        RecordDiffers = "record_differs",
        /// The tender was at another stage, or its envelopes were open already.
        WrongStage = "wrong_stage",
        /// The panel's technical marks were not signed.
        MarksNotSigned = "marks_not_signed",
        /// Who tried had written the tender.
        Author = "author",
        /// The password was wrong.
        WrongPassword = "wrong_password",
        /// The words did not open the sealing key.
        WrongPassphrase = "wrong_passphrase",
        /// A part that was made elsewhere does not belong to these envelopes.
        OtherPart = "other_part",
        /// The parts do not open what they are brought for.
        PartsDoNotOpen = "parts_do_not_open",
        /// Some envelopes are sealed to keys that who tried has no part in.
        OtherOpenerNeeded = "other_opener_needed",
        /// The two may not open together, or not now.
        NotThesePeople = "not_these_people",
    }
}

impl From<&OpeningRefusal> for AttemptFault {
    fn from(refusal: &OpeningRefusal) -> AttemptFault {
        match refusal {
            OpeningRefusal::NotClosed { .. } => AttemptFault::NotClosed,
            OpeningRefusal::RecordDiffers => AttemptFault::RecordDiffers,
            OpeningRefusal::OpenedAlready | OpeningRefusal::OtherStructure { .. } => AttemptFault::WrongStage,
            OpeningRefusal::TechnicalNotLocked | OpeningRefusal::TechnicalNotSigned { .. } => {
                AttemptFault::MarksNotSigned
            }
            OpeningRefusal::Author => AttemptFault::Author,
            OpeningRefusal::PartsDoNotOpen { .. } => AttemptFault::PartsDoNotOpen,
            OpeningRefusal::OtherOpenerNeeded { .. } => AttemptFault::OtherOpenerNeeded,
            _ => AttemptFault::NotThesePeople,
        }
    }
}
