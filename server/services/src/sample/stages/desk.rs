//! Where a sample tender is laid out: its team, its file, and a clock that is set to what lies behind.

use super::content::{Content, Tender};
use crate::Services;
use crate::accounts;
use crate::caller::Caller;
use crate::entities::people;
use crate::failure::{Failure, Stored};
use crate::sample::tenders::{Team, team};
use domain::actor::Actor;
use domain::calendar::{is_working_day, working_day_from};
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::time::{Day, Timestamp};
use sea_orm::prelude::*;
use std::sync::Arc;

/// Where a sample tender is laid out.
pub(super) struct Desk<'a> {
    services: Arc<Services>,
    /// The instant at which the office is laid out; nothing lies after it.
    present: Timestamp,
    pub content: &'a Content,
    pub tender: &'a Tender,
    pub team: Team,
    /// The working day on which it is published.
    pub publishes_on: Day,
}

impl<'a> Desk<'a> {
    pub async fn new(caller: &Caller, content: &'a Content, tender: &'a Tender) -> Result<Desk<'a>, Failure> {
        let today = i64::from(caller.today().number());
        let publishes_on = last_working_day(Day::from_number(today - tender.published as i64));
        let begins = Day::from_number(i64::from(publishes_on.number()) - 20).starts_at();
        let services = caller.services().standing_at(begins);
        let team = team(&tender.department);
        Ok(Desk { services, present: caller.now(), content, tender, team, publishes_on })
    }

    /// Sets the clock to a time of day, so many days after the publication or on the next working day; never back, and
    /// never past the present.
    pub fn on(&self, days: i64, minutes: i64) {
        let day = working_day_from(Day::from_number(i64::from(self.publishes_on.number()) + days));
        self.at(day.starts_at().plus_minutes(minutes));
    }

    /// Sets the clock to an instant; never back, and never past the present.
    pub fn at(&self, instant: Timestamp) {
        let next = self.now().plus_minutes(3);
        self.services.clock.set(instant.max(next).min(self.present));
    }

    /// Goes on a few minutes later.
    pub fn later(&self) {
        self.at(self.now());
    }

    pub fn now(&self) -> Timestamp {
        self.services.clock.now()
    }

    /// Somebody by the first part of their address, at the instant the clock shows.
    pub async fn person(&self, who: &str) -> Result<Caller, Failure> {
        let db = self.services.db.reader();
        let row = people::Entity::find().filter(people::Column::Email.starts_with(format!("{who}@")));
        let row = row.one(db).await.stored()?;
        let row = row.ok_or_else(|| Failure::impossible(format!("nobody of the sample office is {who}")))?;
        let officer = accounts::officer_of(db, row, None).await?;
        Ok(Caller::new(Actor::Person(Box::new(officer)), &self.services))
    }

    /// The id of somebody, as forms name them.
    pub async fn id_of(&self, who: &str) -> Result<String, Failure> {
        Ok(self.person(who).await?.officer()?.person.to_string())
    }

    /// The service itself, at the instant the clock shows.
    pub fn system(&self) -> Caller {
        Caller::system(&self.services)
    }

    pub fn once(&self) -> OnceToken {
        OnceToken::fresh(self.services.random.id())
    }
}

/// This day, or the last working day before it.
fn last_working_day(mut day: Day) -> Day {
    while !is_working_day(day) {
        day = Day::from_number(i64::from(day.number()) - 1);
    }
    day
}

/// A form with these fields.
pub(super) fn form<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Fields {
    let own = |(name, value): (N, V)| (name.as_ref().to_owned(), value.as_ref().to_owned());
    Fields::new(pairs.into_iter().map(own).collect())
}
