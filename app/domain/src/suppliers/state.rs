//! Where a supplier's registration stands and which steps there are.
//!
//! The table holds the steps alone. What the clock does by itself is in `standing`.
//! Source: supplier machine (3.1).

use super::SupplierRefusal;
use crate::coded;

coded! {
    /// Where a supplier's registration stands.
    SupplierState {
        /// Being written.
        Draft = "draft",
        /// Waits for a vetting officer.
        Submitted = "submitted",
        /// Being vetted.
        UnderReview = "under_review",
        /// The office asked something.
        NeedsInfo = "needs_info",
        /// May bid and take orders.
        Verified = "verified",
        /// The office said no.
        Rejected = "rejected",
        /// Its certificate or its verification has run out.
        Expired = "expired",
        /// Stopped for now, with a reason.
        Suspended = "suspended",
        /// Shut out for a period.
        Debarred = "debarred",
        /// Ended.
        Closed = "closed",
    }
}

coded! {
    /// A step somebody takes, or the clock.
    SupplierCommand {
        /// Send to the vetting officers.
        Submit = "submit",
        /// Begin to vet.
        StartReview = "start_review",
        /// Record the first officer's check.
        Check = "check",
        /// Ask the supplier something.
        RequestInfo = "request_info",
        /// Record the second officer's check, and say yes.
        Verify = "verify",
        /// Say no.
        Reject = "reject",
        /// Nobody answered in time.
        Lapse = "lapse",
        /// The verification has run out.
        Expire = "expire",
        /// Show a new certificate.
        Renew = "renew",
        /// Change what does not identify the supplier.
        ChangeDetails = "change_details",
        /// Change the legal name or the number it is registered by.
        ChangeIdentity = "change_identity",
        /// Stop for now.
        Suspend = "suspend",
        /// Let go on.
        Reinstate = "reinstate",
        /// Ask the board to agree that it be shut out for a period.
        ProposeDebarment = "propose_debarment",
        /// Do not agree.
        TurnDownDebarment = "turn_down_debarment",
        /// Agree: shut out for a period.
        Debar = "debar",
        /// The period of debarment is over.
        EndDebarment = "end_debarment",
        /// Leave.
        Close = "close",
    }
}

use SupplierCommand::{
    ChangeDetails, ChangeIdentity, Check, Close, Debar, EndDebarment, Expire, Lapse, ProposeDebarment, Reinstate,
    Reject, Renew, RequestInfo, StartReview, Submit, Suspend, TurnDownDebarment, Verify,
};
use SupplierState::{
    Closed, Debarred, Draft, Expired, NeedsInfo, Rejected, Submitted, Suspended, UnderReview, Verified,
};

impl SupplierState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: SupplierCommand) -> Result<SupplierState, SupplierRefusal> {
        let next = match (self, command) {
            (Draft | NeedsInfo, Submit) => Submitted,
            (Submitted, StartReview) => UnderReview,
            (UnderReview, Check) => UnderReview,
            (UnderReview, RequestInfo) => NeedsInfo,
            (UnderReview, Verify) => Verified,
            (UnderReview, Reject) => Rejected,
            (NeedsInfo, Lapse) => Closed,
            (Verified, Expire) => Expired,
            (Expired, Renew) => UnderReview,
            (state @ (Draft | Submitted | UnderReview | NeedsInfo | Verified | Expired | Suspended), ChangeDetails) => {
                state
            }
            (state @ (Draft | Submitted | UnderReview | NeedsInfo), ChangeIdentity) => state,
            (Verified, ChangeIdentity) => UnderReview,
            (Verified, Suspend) => Suspended,
            (Suspended, Reinstate) => Verified,
            (state @ (Verified | Suspended), ProposeDebarment) => state,
            // What was proposed does not fall away because a certificate ran out meanwhile.
            (state @ (Verified | Suspended | UnderReview | Expired), TurnDownDebarment) => state,
            (Verified | Suspended | UnderReview | Expired, Debar) => Debarred,
            (Debarred, EndDebarment) => Expired,
            (Draft | Submitted | UnderReview | NeedsInfo | Verified | Rejected | Expired | Suspended, Close) => Closed,
            (state, command) => return Err(SupplierRefusal::NotNow { state, command }),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_happen_to_a_supplier() {
        let table = "
                     submit    start_review check        request_info verify   reject   lapse  expire  renew        change_details change_identity suspend   reinstate propose_debarment turn_down_debarment debar    end_debarment close
        draft        submitted -            -            -            -        -        -      -       -            draft          draft           -         -         -                 -                   -        -             closed
        submitted    -         under_review -            -            -        -        -      -       -            submitted      submitted       -         -         -                 -                   -        -             closed
        under_review -         -            under_review needs_info   verified rejected -      -       -            under_review   under_review    -         -         -                 under_review        debarred -             closed
        needs_info   submitted -            -            -            -        -        closed -       -            needs_info     needs_info      -         -         -                 -                   -        -             closed
        verified     -         -            -            -            -        -        -      expired -            verified       under_review    suspended -         verified          verified            debarred -             closed
        rejected     -         -            -            -            -        -        -      -       -            -              -               -         -         -                 -                   -        -             closed
        expired      -         -            -            -            -        -        -      -       under_review expired        -               -         -         -                 expired             debarred -             closed
        suspended    -         -            -            -            -        -        -      -       -            suspended      -               -         verified  suspended         suspended           debarred -             closed
        debarred     -         -            -            -            -        -        -      -       -            -              -               -         -         -                 -                   -        expired       -
        closed       -         -            -            -            -        -        -      -       -            -              -               -         -         -                 -                   -        -             -";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let commands: Vec<_> =
            rows.next().unwrap().split_whitespace().map(|code| SupplierCommand::parse(code).unwrap()).collect();
        assert_eq!(commands.len(), SupplierCommand::ALL.len());
        let mut states = 0;
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            let state = SupplierState::parse(cells[0]).unwrap();
            states += 1;
            assert_eq!(cells.len(), commands.len() + 1, "{state:?}");
            for (command, expected) in commands.iter().zip(&cells[1..]) {
                let next = state.after(*command).map_or("-", SupplierState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        assert_eq!(states, SupplierState::ALL.len());
    }
}
