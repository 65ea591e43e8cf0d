//! Where an award stands and which steps there are.

use super::AwardRefusal;
use crate::coded;

coded! {
    /// Where an award stands.
    AwardState {
        /// Decided and told to the bidders; the standstill or a challenge may run.
        Pending = "pending",
        /// Final; a contract can be drafted.
        Active = "active",
        /// Called off, set aside or without a contract.
        Cancelled = "cancelled",
    }
}

coded! {
    /// A step somebody takes.
    AwardCommand {
        /// A challenge comes in.
        ReceiveChallenge = "receive_challenge",
        /// A challenge gets its outcome.
        DecideChallenge = "decide_challenge",
        /// The standstill is over and nobody challenges.
        Confirm = "confirm",
        /// The tender is called off after all.
        Cancel = "cancel",
        /// The approving body takes its decision back.
        SetAside = "set_aside",
        /// The winner does not sign.
        Lapse = "lapse",
        /// The public notice appears.
        PublishNotice = "publish_notice",
    }
}

use AwardCommand::{Cancel, Confirm, DecideChallenge, Lapse, PublishNotice, ReceiveChallenge, SetAside};
use AwardState::{Active, Cancelled, Pending};

impl AwardState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: AwardCommand) -> Result<AwardState, AwardRefusal> {
        let next = match (self, command) {
            (Pending, ReceiveChallenge | DecideChallenge) => Pending,
            (Pending, Confirm) => Active,
            (Pending, Cancel | SetAside) => Cancelled,
            (Active, ReceiveChallenge | DecideChallenge | PublishNotice) => Active,
            (Active, SetAside | Lapse) => Cancelled,
            (state, command) => return Err(AwardRefusal::NotNow { state, command }),
        };
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_happen_to_an_award() {
        let table = "
                    receive_challenge decide_challenge confirm cancel    set_aside lapse     publish_notice
        pending     pending           pending          active  cancelled cancelled -         -
        active      active            active           -       -         cancelled cancelled active
        cancelled   -                 -                -       -         -         -         -";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let commands: Vec<_> =
            rows.next().unwrap().split_whitespace().map(|code| AwardCommand::parse(code).unwrap()).collect();
        assert_eq!(commands, AwardCommand::ALL);
        let mut states = Vec::new();
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            assert_eq!(cells.len(), commands.len() + 1, "{row}");
            let state = AwardState::parse(cells[0]).unwrap();
            states.push(state);
            for (command, expected) in commands.iter().zip(&cells[1..]) {
                let next = state.after(*command).map_or("-", AwardState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        assert_eq!(states, AwardState::ALL);
    }
}
