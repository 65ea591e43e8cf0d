//! A supplier's file, for its own people and for officers.

use super::columns;
use super::store::{self, Row};
use crate::caller::Caller;
use crate::entities::{audit_entries, memberships, people};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::event::Event;
use domain::ids::PersonId;
use domain::permissions::{Action, allows};
use domain::suppliers::views::{ColleagueView, FileView, SupplierHappening};
use domain::suppliers::{Supplier, SupplierCommand};
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// One's own company's file.
pub async fn show_own(caller: &Caller) -> Result<FileView, Failure> {
    caller.may(Action::ReadOwnFile)?;
    let (row, supplier) = store::of_organisation(caller.db(), caller.officer()?.organisation).await?;
    view(caller, row, supplier).await
}

/// Any supplier's file, for officers.
pub async fn show(caller: &Caller, reference: &str) -> Result<FileView, Failure> {
    caller.may(Action::ReadSuppliers)?;
    let (row, supplier) = store::by_reference(caller.db(), reference).await?;
    view(caller, row, supplier).await
}

async fn view(caller: &Caller, row: Row, supplier: Supplier) -> Result<FileView, Failure> {
    let officer = caller.officer()?;
    let own = officer.organisation == row.organisation();
    let standing = supplier.standing(caller.now());
    let colleagues = people_of(caller, &row).await?;
    let checkers: Vec<Uuid> = supplier.history().checks.iter().map(|check| check.by.0).collect();
    let names = names_of(caller, checkers.clone()).await?;
    Ok(FileView {
        reference: row.reference().to_owned(),
        standing,
        unwritten: supplier.unwritten(caller.today()),
        number_in_use: !row.holds_its_entry() && !standing_ended(&supplier, caller.now()),
        question: row.0.question.clone(),
        vouch: columns::vouch_of(&row.0),
        checked_by: if own { Vec::new() } else { checkers.iter().filter_map(|id| names.get(id).cloned()).collect() },
        people: colleagues,
        history: history(caller, &row, own).await?,
        may: steps_for(caller, officer, &supplier, own),
        may_keep: own && allows(Action::KeepOwnFile, caller.actor()),
        may_vet: !own && allows(Action::VetSuppliers, caller.actor()),
        supplier,
    })
}

/// A closed file holds no number, and nobody's is in its way.
fn standing_ended(supplier: &Supplier, now: Timestamp) -> bool {
    supplier.standing(now) == domain::suppliers::SupplierState::Closed
}

/// The steps the one who looks may take now; what would be refused for who they are is not offered.
fn steps_for(caller: &Caller, officer: &Officer, supplier: &Supplier, own: bool) -> Vec<SupplierCommand> {
    use SupplierCommand as C;
    let standing = supplier.standing(caller.now());
    let history = supplier.history();
    let may = |action| allows(action, caller.actor());
    let (keeps, vets) = (own && may(Action::KeepOwnFile), !own && may(Action::VetSuppliers));
    let helped = supplier.helped_by.contains(&officer.person);
    let checked = history.checks.iter().any(|check| check.by == officer.person);
    let suspended = history.suspension.as_ref().is_some_and(|one| one.by == officer.person);
    let allowed = |command: &C| match command {
        C::Submit | C::Renew | C::Close => keeps,
        C::StartReview | C::RequestInfo | C::Reject => vets && !helped,
        C::Check => vets && !helped && history.checks.is_empty(),
        C::Verify => vets && !helped && !checked && !history.checks.is_empty(),
        C::Suspend => vets,
        C::Reinstate => vets && !suspended,
        C::ProposeDebarment => !own && may(Action::DebarSuppliers) && history.proposed.is_none(),
        C::TurnDownDebarment | C::Debar => {
            let proposed = history.proposed.as_ref().is_some_and(|one| one.by != officer.person);
            !own && may(Action::AgreeDebarment) && proposed
        }
        _ => false,
    };
    C::ALL.iter().copied().filter(|command| allowed(command) && standing.after(*command).is_ok()).collect()
}

/// A supplier's people whose access has not ended, administrators first.
async fn people_of(caller: &Caller, row: &Row) -> Result<Vec<ColleagueView>, Failure> {
    let rows = people::Entity::find()
        .filter(people::Column::OrganisationId.eq(row.0.id))
        .filter(people::Column::DisabledAt.is_null())
        .order_by_asc(people::Column::Email)
        .all(caller.db())
        .await
        .stored()?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let held = memberships::Entity::find()
        .filter(memberships::Column::PersonId.is_in(ids))
        .order_by_asc(memberships::Column::Role)
        .all(caller.db())
        .await
        .stored()?;
    let me = caller.officer()?.person;
    let mut colleagues: Vec<ColleagueView> = rows
        .into_iter()
        .map(|row| ColleagueView {
            person: PersonId(row.id),
            roles: held.iter().filter(|one| one.person_id == row.id).filter_map(|one| Role::parse(&one.role)).collect(),
            name: row.name,
            email: row.email,
            joined: row.password_hash.is_some(),
            is_me: row.id == me.0,
        })
        .collect();
    colleagues.sort_by_key(|one| !one.roles.contains(&Role::SupplierAdmin));
    Ok(colleagues)
}

async fn names_of(caller: &Caller, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>, Failure> {
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What the log says of a supplier, oldest first. Its own people read what concerns them, without officers' names.
async fn history(caller: &Caller, row: &Row, own: bool) -> Result<Vec<SupplierHappening>, Failure> {
    let entries = audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(row.0.id))
        .order_by_asc(audit_entries::Column::Position)
        .all(caller.db())
        .await
        .stored()?;
    let named = |entry: &audit_entries::Model| !own || entry.organisation_id == Some(row.0.id);
    let ids = entries.iter().filter(|entry| named(entry)).filter_map(|entry| entry.person_id).collect();
    let names = names_of(caller, ids).await?;
    let told = |event: &Event| {
        let inside = matches!(event, Event::SupplierHelped { .. })
            || matches!(event, Event::SupplierMoved { command: SupplierCommand::Check, .. });
        !(own && inside)
    };
    // A charge that is not decided, or came to nothing, is for those who decide on it and who audits.
    let decides = own
        || [Action::VetSuppliers, Action::DebarSuppliers, Action::AgreeDebarment]
            .into_iter()
            .any(|action| allows(action, caller.actor()))
        || caller.officer()?.has(Role::Auditor);
    let open = |event: &Event| {
        use SupplierCommand::{ProposeDebarment, TurnDownDebarment};
        decides || !matches!(event, Event::SupplierMoved { command: ProposeDebarment | TurnDownDebarment, .. })
    };
    Ok(entries
        .into_iter()
        .filter_map(|entry| {
            let event = serde_json::from_str::<Event>(&entry.body).ok()?;
            (told(&event) && open(&event)).then(|| {
                let (key, comment, evidence) = words_of(event);
                SupplierHappening {
                    key,
                    at: Timestamp::from_millis(entry.at),
                    by: entry.person_id.and_then(|person| names.get(&person).cloned()),
                    comment,
                    evidence: if own { String::new() } else { evidence },
                    position: entry.position,
                }
            })
        })
        .collect())
}

fn words_of(event: Event) -> (String, String, String) {
    match event {
        Event::SupplierMoved { command, comment, evidence, .. } => {
            (format!("moved_{}", command.code()), comment, evidence)
        }
        Event::SupplierFileKept { section, entry, .. } => (format!("kept_{}", section.code()), String::new(), entry),
        Event::SupplierRegistered { entry, .. } => ("registered".to_owned(), String::new(), entry),
        Event::SupplierVouched { vouch, .. } => {
            let key = if vouch.is_some() { "vouched" } else { "vouch_ended" };
            (key.to_owned(), String::new(), String::new())
        }
        Event::SupplierReminded { until, .. } => ("reminded".to_owned(), String::new(), until.to_string()),
        Event::SupplierHelped { .. } => ("helped".to_owned(), String::new(), String::new()),
        Event::PersonRolesChanged { .. } => ("roles_changed".to_owned(), String::new(), String::new()),
        Event::PersonDisabled { .. } => ("person_disabled".to_owned(), String::new(), String::new()),
        Event::InvitationRefused { .. } => ("invitation_refused".to_owned(), String::new(), String::new()),
        other => (other.name().replace('.', "_"), String::new(), String::new()),
    }
}
