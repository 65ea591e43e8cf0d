//! A solution in one department: planned, tried, in live use, and what use is made of it.
//!
//! planned → provisioning → pilot → live → retiring → retired; a pilot may be abandoned, live use may
//! be degraded or suspended. Only the using department confirms live use. A pilot needs its security and
//! privacy checks and a training date; live use begins on the order's first day or later and needs met
//! acceptance criteria and somebody named who oversees it. Use is reported for each month once it is over; a
//! wrong figure is corrected with a reason, and both are kept.
//!
//! Source: deployment machine (3.8) and reuse metrics (6.1).

pub mod metrics;
pub mod state;
pub mod usage;
pub mod views;

pub use state::{DeploymentCommand, DeploymentState};
pub use usage::{UsageForm, UsageReading};

use crate::coded;
use crate::form::{Fields, Problem, Reader};
use crate::ids::{DeploymentId, ListingId, OrderId, OrganisationId};
use crate::time::{Day, Month, Timestamp};
use serde::{Deserialize, Serialize};

/// Why something about a deployment was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeploymentRefusal {
    /// The step does not exist from where it stands.
    NotNow {
        /// Where it stands.
        state: DeploymentState,
        /// What was asked.
        command: DeploymentCommand,
    },
    /// More active users than licences.
    MoreUsersThanLicensed {
        /// Licences.
        licensed: i64,
    },
    /// The month is not over yet, or lies before the deployment went live.
    MonthNotReportable {
        /// Last month that can be reported.
        latest: Month,
        /// First month that can be reported.
        earliest: Month,
    },
    /// No month of use is over yet, so there is nothing to report.
    NothingToReportYet {
        /// The first month that will be reported.
        first: Month,
    },
    /// Live use does not begin before the first day of the order.
    BeforeStart {
        /// The first day of the order.
        starts_on: Day,
    },
    /// A report for the month is there; correcting it needs a reason.
    CorrectionNeedsReason,
}

/// A deployment, as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The deployment.
    pub id: DeploymentId,
    /// The order it came of.
    pub order: OrderId,
    /// The solution.
    pub listing: ListingId,
    /// The department.
    pub organisation: OrganisationId,
    /// Licences.
    pub licensed_users: i64,
    /// Day staff are trained.
    pub training_on: Option<Day>,
    /// Who oversees it.
    pub oversight_owner: Option<String>,
    /// When it went live.
    pub live_at: Option<Timestamp>,
    pub(crate) state: DeploymentState,
}

/// What a department states to begin a pilot, read from the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PilotForm {
    /// Day staff are trained.
    pub training_on: Day,
}

impl PilotForm {
    /// Reads the checklist and the training date.
    pub fn parse(fields: &Fields, high_risk: bool, today: Day) -> Result<PilotForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        reader.must_tick("security_checked");
        reader.must_tick("privacy_checked");
        if high_risk {
            reader.must_tick("impact_assessed");
        }
        let earliest = Day::from_number(i64::from(today.number()) - 365);
        let training_on = reader.day("training_on", earliest, today.plus_days(365));
        reader.finish(|| Some(PilotForm { training_on: training_on? }))
    }
}

/// What a department states to confirm live use, read from the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoLiveForm {
    /// Who oversees it.
    pub oversight_owner: String,
}

impl GoLiveForm {
    /// Reads the confirmation.
    pub fn parse(fields: &Fields) -> Result<GoLiveForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        reader.must_tick("accepted");
        let oversight_owner = reader.text("oversight_owner", 100);
        reader.finish(|| Some(GoLiveForm { oversight_owner: oversight_owner? }))
    }
}

coded! {
    /// Why a pilot was given up.
    AbandonReason {
        /// It did not work well enough.
        Quality = "quality",
        /// It cost more than expected.
        Cost = "cost",
        /// The need is gone.
        NoNeed = "no_need",
        /// Something else.
        Other = "other",
    }
}

impl Deployment {
    /// A deployment as it was stored.
    #[expect(clippy::too_many_arguments, reason = "one row, read in one place")]
    pub fn stored(
        id: DeploymentId,
        order: OrderId,
        listing: ListingId,
        organisation: OrganisationId,
        licensed_users: i64,
        training_on: Option<Day>,
        oversight_owner: Option<String>,
        live_at: Option<Timestamp>,
        state: DeploymentState,
    ) -> Deployment {
        Deployment { id, order, listing, organisation, licensed_users, training_on, oversight_owner, live_at, state }
    }

    /// A deployment that an approved order plans.
    pub fn plan(
        id: DeploymentId,
        order: OrderId,
        listing: ListingId,
        organisation: OrganisationId,
        licensed_users: i64,
    ) -> Deployment {
        Deployment::stored(id, order, listing, organisation, licensed_users, None, None, None, DeploymentState::Planned)
    }

    /// Where it stands.
    pub fn state(&self) -> DeploymentState {
        self.state
    }

    /// The department begins to try it.
    pub fn begin_pilot(mut self, form: &PilotForm) -> Result<Deployment, DeploymentRefusal> {
        self.state = self.state.after(DeploymentCommand::BeginPilot)?;
        self.training_on = Some(form.training_on);
        Ok(self)
    }

    /// The department confirms live use, on the first day of its order or later.
    pub fn go_live(
        mut self,
        form: &GoLiveForm,
        starts_on: Day,
        now: Timestamp,
    ) -> Result<Deployment, DeploymentRefusal> {
        self.state = self.state.after(DeploymentCommand::GoLive)?;
        if now.day() < starts_on {
            return Err(DeploymentRefusal::BeforeStart { starts_on });
        }
        self.oversight_owner = Some(form.oversight_owner.clone());
        self.live_at = Some(now);
        Ok(self)
    }

    /// A step without further conditions of its own.
    pub fn step(mut self, command: DeploymentCommand) -> Result<Deployment, DeploymentRefusal> {
        self.state = self.state.after(command)?;
        Ok(self)
    }
}
