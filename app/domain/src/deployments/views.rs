//! What is shown of a deployment.

use super::{DeploymentCommand, DeploymentState, UsageReading};
use crate::ids::DeploymentId;
use crate::time::{Day, Month, Timestamp};

/// A deployment, on its order's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentView {
    /// The deployment.
    pub id: DeploymentId,
    /// Where it stands.
    pub state: DeploymentState,
    /// Licences.
    pub licensed_users: i64,
    /// Day staff are trained.
    pub training_on: Option<Day>,
    /// Who oversees it.
    pub oversight_owner: Option<String>,
    /// When it went live.
    pub live_at: Option<Timestamp>,
    /// The solution is in the high risk tier.
    pub high_risk: bool,
    /// The newest reading of each month, oldest first.
    pub usage: Vec<UsageView>,
    /// What the one who looks may do now.
    pub may: Vec<DeploymentCommand>,
    /// The one who looks may report use: it is theirs to do, and a month is over.
    pub may_report: bool,
    /// Months that can be reported, newest first.
    pub reportable: Vec<Month>,
    /// Month that is reported next, though it may not be over yet.
    pub next_period: Option<Month>,
}

/// A month's reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageView {
    /// What was reported last for the month.
    pub reading: UsageReading,
    /// Times it was corrected.
    pub corrections: i64,
    /// When it was reported.
    pub reported_at: Timestamp,
}
