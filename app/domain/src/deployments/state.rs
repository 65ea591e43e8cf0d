//! Where a deployment stands and which steps there are.

use super::DeploymentRefusal;
use crate::coded;

coded! {
    /// Where a deployment stands.
    DeploymentState {
        /// The order is approved; nothing is set up.
        Planned = "planned",
        /// Being set up.
        Provisioning = "provisioning",
        /// Being tried by the department.
        Pilot = "pilot",
        /// In live use.
        Live = "live",
        /// In live use, but something is missing, such as its reports.
        Degraded = "degraded",
        /// Stopped for now.
        Suspended = "suspended",
        /// Being taken out of use.
        Retiring = "retiring",
        /// Out of use.
        Retired = "retired",
        /// Given up before it went live.
        Abandoned = "abandoned",
    }
}

coded! {
    /// A step somebody takes.
    DeploymentCommand {
        /// Begin to set it up.
        StartProvisioning = "start_provisioning",
        /// Begin to try it.
        BeginPilot = "begin_pilot",
        /// Confirm live use.
        GoLive = "go_live",
        /// Give the pilot up.
        Abandon = "abandon",
        /// Reports are missing.
        Degrade = "degrade",
        /// Stop it for now.
        Suspend = "suspend",
        /// Go on.
        Resume = "resume",
        /// Begin to take it out of use.
        StartRetirement = "start_retirement",
        /// It is out of use and its data is gone.
        Retire = "retire",
    }
}

use DeploymentCommand::{
    Abandon, BeginPilot, Degrade, GoLive, Resume, Retire, StartProvisioning, StartRetirement, Suspend,
};
use DeploymentState::{Abandoned, Degraded, Live, Pilot, Planned, Provisioning, Retired, Retiring, Suspended};

impl DeploymentState {
    /// The state after a step, or a refusal when there is no such step from here.
    pub fn after(self, command: DeploymentCommand) -> Result<DeploymentState, DeploymentRefusal> {
        let next = match (self, command) {
            (Planned, StartProvisioning) => Provisioning,
            (Provisioning, BeginPilot) => Pilot,
            (Pilot, GoLive) => Live,
            (Pilot, Abandon) => Abandoned,
            (Live, Degrade) => Degraded,
            (Live | Degraded, Suspend) => Suspended,
            (Suspended | Degraded, Resume) => Live,
            (Live | Degraded | Suspended, StartRetirement) => Retiring,
            (Retiring, Retire) => Retired,
            (state, command) => return Err(DeploymentRefusal::NotNow { state, command }),
        };
        Ok(next)
    }

    /// Counts as adoption: really in use.
    pub fn is_adopted(self) -> bool {
        matches!(self, Live | Degraded)
    }

    /// Takes the place of another deployment of the same solution in the same department.
    pub fn occupies(self) -> bool {
        !matches!(self, Retired | Abandoned)
    }

    /// Use can be reported.
    pub fn reports_usage(self) -> bool {
        matches!(self, Live | Degraded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_happen_to_a_deployment() {
        let table = "
                      start_provisioning begin_pilot go_live abandon   degrade  suspend   resume start_retirement retire
        planned       provisioning       -           -       -         -        -         -      -                -
        provisioning  -                  pilot       -       -         -        -         -      -                -
        pilot         -                  -           live    abandoned -        -         -      -                -
        live          -                  -           -       -         degraded suspended -      retiring         -
        degraded      -                  -           -       -         -        suspended live   retiring         -
        suspended     -                  -           -       -         -        -         live   retiring         -
        retiring      -                  -           -       -         -        -         -      -                retired
        retired       -                  -           -       -         -        -         -      -                -
        abandoned     -                  -           -       -         -        -         -      -                -";
        let mut rows = table.lines().filter(|line| !line.trim().is_empty());
        let commands: Vec<_> =
            rows.next().unwrap().split_whitespace().map(|code| DeploymentCommand::parse(code).unwrap()).collect();
        assert_eq!(commands.len(), DeploymentCommand::ALL.len());
        let mut states = 0;
        for row in rows {
            let cells: Vec<_> = row.split_whitespace().collect();
            let state = DeploymentState::parse(cells[0]).unwrap();
            states += 1;
            for (command, expected) in commands.iter().zip(&cells[1..]) {
                let next = state.after(*command).map_or("-", DeploymentState::code);
                assert_eq!(next, *expected, "{state:?} {command:?}");
            }
        }
        assert_eq!(states, DeploymentState::ALL.len());
    }

    #[test]
    fn trial_live_and_retired_are_kept_apart() {
        for state in DeploymentState::ALL {
            let adopted = matches!(state, Live | Degraded);
            assert_eq!(state.is_adopted(), adopted, "{state:?}");
        }
        assert!(!Pilot.is_adopted() && !Retired.is_adopted() && !Suspended.is_adopted());
    }
}
