//! Short cuts to the middle of a reuse journey; everybody does what their role does, through the same operations
//! as on the pages.

use super::{Office, form};
use crate::deployments::{Step, run};
use crate::entities::orders;
use crate::orders::{Decision, decide, request_reuse, reuse_options};
use crate::{Caller, Failure};
use domain::deployments::DeploymentCommand;
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::locale::Locale;
use domain::orders::Command;
use sea_orm::prelude::*;

/// Who does what in a department; each is the first part of an address.
#[derive(Debug, Clone, Copy)]
pub struct Team {
    /// Writes requests.
    pub officer: &'static str,
    /// Endorses them.
    pub approver: &'static str,
    /// Runs deployments and reports their use.
    pub user: &'static str,
    /// Records payments.
    pub finance: &'static str,
}

/// Transport Department.
pub const TD: Team = Team { officer: "tm.chan", approver: "sm.lee", user: "wk.ho", finance: "ky.ng" };
/// Social Welfare Department.
pub const SWD: Team = Team { officer: "pf.wong", approver: "cy.yip", user: "mk.tse", finance: "hl.fung" };
/// Curator of the coordinating office.
pub const CURATOR: &str = "ws.lau";

/// Solutions that can be asked for, and that neither of the two departments uses or tries.
pub const FREE_TO_ASK: [&str; 19] = [
    "S0019", "S0005", "S0006", "S0007", "S0010", "S0011", "S0012", "S0015", "S0022", "S0023", "S0024", "S0025",
    "S0029", "S0030", "S0031", "S0033", "S0035", "S0036", "S0037",
];

impl Office {
    /// A one-time key that no form carried yet.
    pub fn once(&self) -> OnceToken {
        OnceToken::fresh(self.services.random.id())
    }

    /// A request that can succeed: 50 users and 12 months from today, with public data.
    ///
    /// # Panics
    ///
    /// When the caller cannot ask for the solution.
    pub async fn reuse_form(&self, caller: &Caller, solution: &str) -> Fields {
        let options = reuse_options(caller, Locale::En, solution).await.expect("the choices of a request");
        let line = options.lines.first().expect("a budget line").id.to_string();
        let today = caller.today().to_string();
        form(&[
            ("users", "50"),
            ("units", "100"),
            ("months", "12"),
            ("starts_on", today.as_str()),
            ("data_level", "public"),
            ("budget_line", line.as_str()),
            ("purpose", "To answer the public sooner"),
            ("reason", "The contract was tendered openly for all departments"),
        ])
    }

    /// Takes a decision as this person, with a comment.
    pub async fn decide(&self, who: &str, reference: &str, command: Command) -> Result<(), Failure> {
        self.decide_by(&self.person(who).await, reference, command, "Because of the test").await
    }

    /// Takes a decision as this caller, on the order as it stands now.
    pub async fn decide_by(&self, by: &Caller, reference: &str, command: Command, why: &str) -> Result<(), Failure> {
        let version = self.order_version(reference).await.to_string();
        decide(by, reference, Decision::parse(command, &form(&[("comment", why), ("version", &version)]))?).await
    }

    /// An order of this team's department that is in use since an earlier month; its reference.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub async fn in_use_for_long(&self, team: &Team) -> String {
        use sea_orm::QueryOrder;
        let department = self.person(team.officer).await.actor().officer().expect("an officer").organisation;
        let order = orders::Entity::find()
            .filter(orders::Column::OrganisationId.eq(department.0))
            .filter(orders::Column::State.eq("fulfilled"))
            .order_by_asc(orders::Column::SubmittedAt);
        let order = order.one(self.services.db.reader()).await.expect("orders can be read");
        order.expect("an order in use").reference
    }

    /// The version of an order, as the page's hidden field says it; 0 where there is no such order.
    ///
    /// # Panics
    ///
    /// When orders cannot be read.
    pub async fn order_version(&self, reference: &str) -> i64 {
        let order = orders::Entity::find().filter(orders::Column::Reference.eq(reference));
        order.one(self.services.db.reader()).await.expect("orders can be read").map_or(0, |order| order.version)
    }

    /// Takes a step as this person, with every box ticked.
    pub async fn step(&self, who: &str, reference: &str, command: DeploymentCommand) -> Result<(), Failure> {
        let fields = form(&[
            ("security_checked", "on"),
            ("privacy_checked", "on"),
            ("impact_assessed", "on"),
            ("training_on", "2026-12-01"),
            ("accepted", "on"),
            ("oversight_owner", "Senior Transport Officer"),
            ("abandon_reason", "quality"),
            ("comment", "Too many wrong answers"),
            ("data_deleted", "on"),
        ]);
        run(&self.person(who).await, reference, Step { command, fields: &fields }).await
    }

    /// A request that waits for the department's approver; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn submitted(&self, team: &Team, solution: &str) -> String {
        let officer = self.person(team.officer).await;
        let form = self.reuse_form(&officer, solution).await;
        request_reuse(&officer, self.once(), solution, &form).await.expect("a request")
    }

    /// So many requests, of different solutions and departments, that wait for approvers; their references.
    ///
    /// # Panics
    ///
    /// When one is refused, or there are fewer solutions.
    pub async fn submitted_many(&self, many: usize) -> Vec<String> {
        let mut references = Vec::new();
        for (solution, team) in FREE_TO_ASK.iter().flat_map(|solution| [(*solution, &TD), (*solution, &SWD)]).take(many)
        {
            references.push(self.submitted(team, solution).await);
        }
        assert_eq!(references.len(), many);
        references
    }

    /// A request that waits for the office; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn endorsed(&self, team: &Team, solution: &str) -> String {
        let reference = self.submitted(team, solution).await;
        self.decide(team.approver, &reference, Command::Endorse).await.expect("an endorsement");
        reference
    }

    /// An order whose deployment is planned; its reference.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn approved(&self, team: &Team, solution: &str) -> String {
        let reference = self.endorsed(team, solution).await;
        self.decide(CURATOR, &reference, Command::Approve).await.expect("an approval");
        reference
    }

    /// An order whose solution is being tried; its reference.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn in_pilot(&self, team: &Team, solution: &str) -> String {
        let reference = self.approved(team, solution).await;
        for command in [DeploymentCommand::StartProvisioning, DeploymentCommand::BeginPilot] {
            self.step(team.user, &reference, command).await.expect("a step");
        }
        reference
    }

    /// An order whose solution is in live use; its reference.
    ///
    /// # Panics
    ///
    /// When a step is refused.
    pub async fn live(&self, team: &Team, solution: &str) -> String {
        let reference = self.in_pilot(team, solution).await;
        self.step(team.user, &reference, DeploymentCommand::GoLive).await.expect("live use");
        reference
    }
}
