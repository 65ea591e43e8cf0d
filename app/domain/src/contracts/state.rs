//! Where a contract stands and which steps there are.

use super::ContractRefusal;
use crate::coded;

coded! {
    /// Where a contract stands.
    ContractState {
        /// Being written.
        Drafting = "drafting",
        /// With the supplier for its signature.
        Ready = "ready",
        /// Signed by the supplier, with the department for its signature.
        SignedSupplier = "signed_supplier",
        /// Signed by both.
        Active = "active",
        /// Everything delivered and paid.
        Completed = "completed",
        /// Ended before its time.
        Terminated = "terminated",
        /// Never came into force.
        Cancelled = "cancelled",
    }
}

coded! {
    /// Where a contract stands on a day: its state, and whether its end is near.
    ContractPhase {
        /// Being written.
        Drafting = "drafting",
        /// With the supplier for its signature.
        Ready = "ready",
        /// With the department for its signature.
        SignedSupplier = "signed_supplier",
        /// In force.
        Active = "active",
        /// In force, and its end is near or past.
        Expiring = "expiring",
        /// Everything delivered and paid.
        Completed = "completed",
        /// Ended before its time.
        Terminated = "terminated",
        /// Never came into force.
        Cancelled = "cancelled",
    }
}

coded! {
    /// A step somebody takes.
    ContractCommand {
        /// Send it to the supplier.
        MakeReady = "make_ready",
        /// The supplier signs.
        SignSupplier = "sign_supplier",
        /// The department signs.
        Sign = "sign",
        /// The supplier refuses to sign.
        Decline = "decline",
        /// The time to sign passed.
        Lapse = "lapse",
        /// The department gives it up before it is in force.
        Cancel = "cancel",
        /// Propose a variation.
        ProposeVariation = "propose_variation",
        /// A second officer agrees to a variation.
        ApproveVariation = "approve_variation",
        /// A second officer does not agree.
        RejectVariation = "reject_variation",
        /// The user officer accepts a milestone.
        AcceptMilestone = "accept_milestone",
        /// The finance officer records a payment.
        RecordPayment = "record_payment",
        /// A department orders under the framework.
        CallOff = "call_off",
        /// Finish it.
        Complete = "complete",
        /// End it before its time.
        Terminate = "terminate",
        /// Write it anew before both have signed.
        Rewrite = "rewrite",
    }
}

use ContractCommand::{
    AcceptMilestone, ApproveVariation, CallOff, Cancel, Complete, Decline, Lapse, MakeReady, ProposeVariation,
    RecordPayment, RejectVariation, Rewrite, Sign, SignSupplier, Terminate,
};
use ContractState::{Active, Cancelled, Completed, Drafting, Ready, SignedSupplier, Terminated};

impl ContractState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: ContractCommand) -> Result<ContractState, ContractRefusal> {
        let next = match (self, command) {
            (Drafting, MakeReady) => Ready,
            (Ready, SignSupplier) => SignedSupplier,
            (SignedSupplier, Sign) => Active,
            (Ready | SignedSupplier, Decline | Lapse) => Cancelled,
            (Drafting | Ready | SignedSupplier, Cancel) => Cancelled,
            (Drafting | Ready | SignedSupplier, Rewrite) => Drafting,
            (Active, ProposeVariation | ApproveVariation | RejectVariation) => Active,
            (Active, AcceptMilestone | RecordPayment | CallOff) => Active,
            // What was accepted before the end is still owed.
            (Terminated, RecordPayment) => Terminated,
            (Active, Complete) => Completed,
            (Active, Terminate) => Terminated,
            (state, command) => return Err(ContractRefusal::NotNow { state, command }),
        };
        Ok(next)
    }

    /// The phase of a contract whose end is near, or is not.
    pub fn phase(self, end_is_near: bool) -> ContractPhase {
        match self {
            Drafting => ContractPhase::Drafting,
            Ready => ContractPhase::Ready,
            SignedSupplier => ContractPhase::SignedSupplier,
            Active if end_is_near => ContractPhase::Expiring,
            Active => ContractPhase::Active,
            Completed => ContractPhase::Completed,
            Terminated => ContractPhase::Terminated,
            Cancelled => ContractPhase::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_happen_to_a_contract() {
        let table = "
                            drafting  ready           signed_supplier active     completed terminated cancelled
        make_ready          ready     -               -               -          -         -          -
        sign_supplier       -         signed_supplier -               -          -         -          -
        sign                -         -               active          -          -         -          -
        decline             -         cancelled       cancelled       -          -         -          -
        lapse               -         cancelled       cancelled       -          -         -          -
        cancel              cancelled cancelled       cancelled       -          -         -          -
        propose_variation   -         -               -               active     -         -          -
        approve_variation   -         -               -               active     -         -          -
        reject_variation    -         -               -               active     -         -          -
        accept_milestone    -         -               -               active     -         -          -
        record_payment      -         -               -               active     -         terminated -
        call_off            -         -               -               active     -         -          -
        complete            -         -               -               completed  -         -          -
        terminate           -         -               -               terminated -         -          -
        rewrite             drafting  drafting        drafting        -          -         -          -";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let states: Vec<_> =
            rows.next().unwrap().split_whitespace().map(|code| ContractState::parse(code).unwrap()).collect();
        assert_eq!(states, ContractState::ALL);
        let mut commands = Vec::new();
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            assert_eq!(cells.len(), states.len() + 1, "{row}");
            let command = ContractCommand::parse(cells[0]).unwrap();
            commands.push(command);
            for (state, expected) in states.iter().zip(&cells[1..]) {
                let next = state.after(command).map_or("-", ContractState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        assert_eq!(commands, ContractCommand::ALL);
    }

    #[test]
    fn only_an_active_contract_can_be_near_its_end() {
        for state in ContractState::ALL {
            assert_eq!(state.phase(false).code(), state.code());
            let near = if *state == Active { "expiring" } else { state.code() };
            assert_eq!(state.phase(true).code(), near);
        }
    }
}
