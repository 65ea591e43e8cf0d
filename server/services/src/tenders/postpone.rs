//! Weather or an outage moves the close of every tender of a day, for all bidders at once (M7).

use super::change_keys::change_keys;
use super::store;
use crate::caller::Caller;
use crate::entities::{disruptions, tenders};
use crate::failure::{Failure, Stored};
use crate::keys::{self, Renewal};
use crate::openings;
use domain::event::Event;
use domain::form::{Fields, Reader, Rule, half_width};
use domain::permissions::Action;
use domain::tenders::{Cause, Disruption, DisruptionKind, Stage, TenderEvent, TenderState};
use domain::time::{Day, Timestamp};
use sea_orm::QueryOrder;
use sea_orm::Set;
use sea_orm::prelude::*;

/// Notes what happened and moves every close it moves; returns how many.
///
/// Fields: `disruption`, `on` (the day), `from_time` and `until_time` as `09:30`; the second may be empty while it
/// lasts. What moves nothing by itself is noted all the same: two short outages may move a close together.
pub async fn postpone_closings(caller: &Caller, fields: &Fields) -> Result<usize, Failure> {
    caller.may(Action::PostponeClosings)?;
    let officer = caller.officer()?;
    let new = read(caller, fields)?;
    let mut change = caller.begin().await?;
    let row = disruptions::ActiveModel {
        id: Set(change.new_id()),
        kind: Set(new.kind.code().to_owned()),
        from_at: Set(new.from.millis()),
        until_at: Set(new.until.map(Timestamp::millis)),
        noted_by: Set(officer.person.0),
        noted_at: Set(change.now().millis()),
    };
    disruptions::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    let day = new.from.day();
    let known = disruptions::Entity::find()
        .filter(disruptions::Column::FromAt.gte(day.starts_at().plus_minutes(-24 * 60).millis()))
        .all(change.db())
        .await
        .stored()?;
    let known = known.iter().map(disruption_of).collect::<Result<Vec<_>, _>>()?;
    let query = store::public_rows()
        .filter(tenders::Column::State.eq(TenderState::Published.code()))
        .filter(tenders::Column::ClosesAt.gte(day.starts_at().millis()))
        .filter(tenders::Column::ClosesAt.lt(day.plus_days(1).starts_at().millis()))
        .order_by_asc(tenders::Column::Reference);
    let (mut moved, mut also) = (Vec::new(), Vec::new());
    for row in change.locked(query).await? {
        let tender = store::tender_of(&row)?;
        // What moved it on an earlier day has already counted.
        if let Some(tender) = tender.postpone(&known, change.now())? {
            store::save(&change, &row, &tender, |_| {}).await?;
            openings::reopen(&change, tender.id).await?;
            store::put_notice(&change, &tender, Cause::Postponed { kind: new.kind }, change.now()).await?;
            moved.push((tender.id, store::closes_at(&tender)));
            // A key that was given up after the close would be in force again, now that bids are taken.
            let is_open = tender.stage(change.now()) == Stage::Published;
            let given_up = keys::given_up(change.db(), tender.id).await?.filter(|_| is_open);
            if let Some(person) = given_up {
                let (id, row) = (tender.id, tenders::Model { version: row.version + 1, ..row });
                let changed = change_keys(&change, &row, tender, Renewal::GivenUp(person)).await?;
                also.push(match changed {
                    Some(event) => Event::from(event),
                    None => keys::wanting(&change, id).await?.into(),
                });
            }
        }
    }
    let count = moved.len();
    for event in also {
        change.also(event).await?;
    }
    let event = TenderEvent::ClosingsPostponed { kind: new.kind, from: new.from, until: new.until, tenders: moved };
    change.commit(event.into()).await?;
    Ok(count)
}

fn read(caller: &Caller, fields: &Fields) -> Result<Disruption, Failure> {
    let mut reader = Reader::new(fields);
    let kind = reader.choice("disruption", DisruptionKind::parse);
    let earliest = Day::from_number(i64::from(caller.today().number()) - 3);
    let day = reader.day("on", earliest, caller.today());
    let from = reader.choice_or("from_time", minutes, Rule::NotATime);
    let until = match fields.get("until_time").trim() {
        "" => Some(None),
        _ => reader.choice_or("until_time", minutes, Rule::NotATime).map(Some),
    };
    if let (Some(from), Some(Some(until))) = (from, until)
        && until <= from
    {
        reader.refuse("until_time", Rule::NotALaterTime);
    }
    let at = |day: Day, minutes: i64| day.starts_at().plus_minutes(minutes);
    if let (Some(day), Some(from)) = (day, from)
        && at(day, from) > caller.now()
    {
        // What has not begun is not known.
        reader.refuse("from_time", Rule::NotALaterTime);
    }
    let found = reader.finish(|| {
        let day = day?;
        Some(Disruption { kind: kind?, from: at(day, from?), until: until?.map(|until| at(day, until)) })
    });
    Ok(found?)
}

/// Minutes since midnight of `09:30` or `9:30`.
fn minutes(text: &str) -> Option<i64> {
    let text = half_width(text);
    let (hour, minute) = text.split_once(':')?;
    let part = |text: &str, least: usize, most: i64| {
        let fits = (least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| fits && *number <= most)
    };
    Some(part(hour, 1, 23)? * 60 + part(minute, 2, 59)?)
}

fn disruption_of(row: &disruptions::Model) -> Result<Disruption, Failure> {
    let kind = DisruptionKind::parse(&row.kind).ok_or_else(|| Failure::impossible("a disruption of no known kind"))?;
    Ok(Disruption { kind, from: store::at(row.from_at), until: row.until_at.map(store::at) })
}
