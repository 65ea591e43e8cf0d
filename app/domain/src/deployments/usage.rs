//! A month's use, as the using department reports it.

use super::{Deployment, DeploymentCommand, DeploymentRefusal};
use crate::coded;
use crate::form::{Fields, Problem, Reader};
use crate::time::{Day, Month};
use serde::{Deserialize, Serialize};

coded! {
    /// How saved hours were worked out.
    HoursMethod {
        /// Compared with measured times before.
        Measured = "measured",
        /// From a sample of cases.
        Sampled = "sampled",
        /// Estimated by the staff.
        Estimated = "estimated",
        /// Not worked out.
        None = "none",
    }
}

/// What is reported for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageReading {
    /// The month.
    pub period: Month,
    /// People who used it at least once.
    pub active_users: i64,
    /// Transactions, in the unit of the solution.
    pub transactions: i64,
    /// Hours saved.
    pub hours_saved: i64,
    /// How the hours were worked out.
    pub hours_method: HoursMethod,
    /// Problems met.
    pub problems: i64,
    /// One sentence.
    pub note: String,
}

/// The usage form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageForm {
    /// What is reported.
    pub reading: UsageReading,
    /// Why an earlier figure is corrected.
    pub reason: String,
}

impl UsageForm {
    /// Reads the four numbers and the sentence.
    pub fn parse(fields: &Fields) -> Result<UsageForm, Vec<Problem>> {
        let most = 1_000_000_000_000;
        let mut reader = Reader::new(fields);
        let period = reader.choice("period", Month::parse);
        let active_users = reader.number("active_users", 0, most);
        let transactions = reader.number("transactions", 0, most);
        let hours_saved = reader.number("hours_saved", 0, most);
        let hours_method = reader.choice("hours_method", HoursMethod::parse);
        let problems = reader.number("problems", 0, most);
        let note = reader.optional_text("note", 300);
        let reason = reader.optional_text("reason", 300);
        reader.finish(|| {
            Some(UsageForm {
                reading: UsageReading {
                    period: period?,
                    active_users: active_users?,
                    transactions: transactions?,
                    hours_saved: hours_saved?,
                    hours_method: hours_method?,
                    problems: problems?,
                    note: note?,
                },
                reason: reason?,
            })
        })
    }
}

impl Deployment {
    /// First and last month that can be reported: whole months that are over, since it went live; none before.
    pub fn reportable(&self, today: Day) -> Option<(Month, Month)> {
        let earliest = self.live_at?.day().month();
        let latest = today.month().previous();
        (self.state.reports_usage() && earliest <= latest).then_some((earliest, latest))
    }

    /// Accepts a month's report. `reported` says whether there is one for the month already.
    pub fn accept_usage(&self, form: &UsageForm, reported: bool, today: Day) -> Result<(), DeploymentRefusal> {
        if !self.state.reports_usage() {
            return Err(DeploymentRefusal::NotNow { state: self.state, command: DeploymentCommand::Resume });
        }
        let Some((earliest, latest)) = self.reportable(today) else {
            let first = self.live_at.map_or(today, |live_at| live_at.day()).month();
            return Err(DeploymentRefusal::NothingToReportYet { first });
        };
        if form.reading.period < earliest || form.reading.period > latest {
            return Err(DeploymentRefusal::MonthNotReportable { latest, earliest });
        }
        if form.reading.active_users > self.licensed_users {
            return Err(DeploymentRefusal::MoreUsersThanLicensed { licensed: self.licensed_users });
        }
        if reported && form.reason.is_empty() {
            return Err(DeploymentRefusal::CorrectionNeedsReason);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deployments::{DeploymentState, GoLiveForm};
    use crate::ids::{DeploymentId, ListingId, OrderId, OrganisationId};
    use uuid::Uuid;

    fn live() -> Deployment {
        let id = Uuid::nil();
        let planned = Deployment::plan(DeploymentId(id), OrderId(id), ListingId(id), OrganisationId(id), 350);
        let pilot = Deployment { state: DeploymentState::Pilot, ..planned };
        let form = GoLiveForm { oversight_owner: "Chan".into() };
        let starts_on = Day::parse("2026-09-15").unwrap();
        pilot.go_live(&form, starts_on, starts_on.starts_at()).unwrap()
    }

    fn form(period: &str, active_users: i64, reason: &str) -> UsageForm {
        let reading = UsageReading {
            period: Month::parse(period).unwrap(),
            active_users,
            transactions: 0,
            hours_saved: 0,
            hours_method: HoursMethod::None,
            problems: 0,
            note: String::new(),
        };
        UsageForm { reading, reason: reason.into() }
    }

    #[test]
    fn a_month_is_reported_after_it_ended_and_not_before_it_went_live() {
        let today = Day::parse("2026-11-22").unwrap();
        for (period, accepted) in
            [("2026-08", false), ("2026-09", true), ("2026-10", true), ("2026-11", false), ("2026-12", false)]
        {
            assert_eq!(live().accept_usage(&form(period, 10, ""), false, today).is_ok(), accepted, "{period}");
        }
        for (day, accepted) in [("2026-11-30", false), ("2026-12-01", true)] {
            let day = Day::parse(day).unwrap();
            assert_eq!(live().accept_usage(&form("2026-11", 10, ""), false, day).is_ok(), accepted, "{day}");
        }
    }

    #[test]
    fn there_is_nothing_to_report_until_the_first_month_is_over() {
        let first = Month::parse("2026-09").unwrap();
        for (day, reportable) in [
            ("2026-09-30", None),
            ("2026-10-01", Some((first, first))),
            ("2026-11-01", Some((first, Month::parse("2026-10").unwrap()))),
        ] {
            let day = Day::parse(day).unwrap();
            assert_eq!(live().reportable(day), reportable, "{day}");
            let answer = live().accept_usage(&form("2026-09", 10, ""), false, day);
            let expected =
                if reportable.is_some() { Ok(()) } else { Err(DeploymentRefusal::NothingToReportYet { first }) };
            assert_eq!(answer, expected, "{day}");
        }
    }

    #[test]
    fn live_use_does_not_begin_before_the_order_does() {
        let starts_on = Day::parse("2026-09-15").unwrap();
        let id = Uuid::nil();
        let planned = Deployment::plan(DeploymentId(id), OrderId(id), ListingId(id), OrganisationId(id), 350);
        let pilot = Deployment { state: DeploymentState::Pilot, ..planned };
        let form = GoLiveForm { oversight_owner: "Chan".into() };
        for (at, accepted) in [
            (starts_on.starts_at().plus_seconds(-1), false),
            (starts_on.starts_at(), true),
            (starts_on.plus_days(30).starts_at(), true),
        ] {
            let answer = pilot.clone().go_live(&form, starts_on, at).map(|live| live.live_at);
            let expected = if accepted { Ok(Some(at)) } else { Err(DeploymentRefusal::BeforeStart { starts_on }) };
            assert_eq!(answer, expected);
        }
    }

    #[test]
    fn active_users_never_exceed_licences() {
        let today = Day::parse("2026-11-22").unwrap();
        for (active, accepted) in [(0, true), (349, true), (350, true), (351, false)] {
            assert_eq!(live().accept_usage(&form("2026-10", active, ""), false, today).is_ok(), accepted, "{active}");
        }
    }

    #[test]
    fn a_correction_needs_a_reason() {
        let today = Day::parse("2026-11-22").unwrap();
        assert_eq!(
            live().accept_usage(&form("2026-10", 9, ""), true, today),
            Err(DeploymentRefusal::CorrectionNeedsReason)
        );
        assert_eq!(live().accept_usage(&form("2026-10", 9, "counted twice"), true, today), Ok(()));
    }
}
