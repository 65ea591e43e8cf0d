//! A tender in the workspace: its sections, what is missing in them, and the next steps for the one who looks.

use super::nameable::Nameable;
use super::{browse, cancel, decide, lots, parts, splitting, store};
use crate::caller::Caller;
use crate::entities::{audit_entries, organisations, people, tenders};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::actor::Officer;
use domain::catalogue::SearchQuery;
use domain::event::Event;
use domain::ids::PersonId;
use domain::locale::Locale;
use domain::orders::views::Happening;
use domain::permissions::Action;
use domain::tenders::views::{Considered, FileView, Named, PublicTender, TaskView, TenderView, said};
use domain::tenders::{PublicNotice, Stage, Tender, TenderCommand, TenderEvent};
use domain::time::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Everything about a tender that the one who asks may see.
pub async fn show(caller: &Caller, locale: Locale, reference: &str) -> Result<TenderView, Failure> {
    caller.may(Action::ReadTenders)?;
    let officer = caller.officer()?;
    let row = store::load_row(caller.db(), officer, reference).await?;
    let tender = store::tender_of(&row)?;
    let stage = tender.stage(caller.now());
    let products = store::products(caller.db()).await?;
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let tasks = tender.draft.tasks(&products);
    let briefs = browse::briefs(caller, tenders::Entity::find_by_id(row.id)).await?;
    let listed = browse::rows(caller, locale, briefs).await?.into_iter().next().ok_or(Failure::NotFound)?;
    let own_department = row.organisation_id == officer.organisation.0;
    let procedure = tender.procedure(caller.now()).ok();
    let day = tender.draft.timetable.as_ref().map_or(caller.today(), |timetable| timetable.publishes_on);
    let means =
        tender.draft.timetable.as_ref().map_or_else(domain::tenders::Means::electronic, |one| one.means.clone());
    let agreement = procedure.as_ref().is_none_or(|procedure| procedure.agreement_applies);
    let proposal = cancel::proposal_of(&row)?.filter(|_| stage != Stage::Cancelled);
    let procures = own_department && officer.has(Role::DepartmentProcurement);
    let considered = parts::considered(caller, locale, &tender.draft.considered).await?;
    let preview = procedure.as_ref().filter(|_| row.published_at.is_none());
    let preview = preview.and_then(|procedure| PublicNotice::preview(&tender, procedure, caller.now()));
    let preview = preview.map(|notice| PublicTender {
        id: tender.id,
        notice,
        revisions: Vec::new(),
        stage,
        department: listed.department.clone(),
        lots: Vec::new(),
        considered: considered.clone(),
        questions: Vec::new(),
        addenda: Vec::new(),
        cancelled: None,
        may_ask: false,
        follows: false,
        may_manage: false,
    });
    Ok(TenderView {
        preview,
        tasks: tasks
            .into_iter()
            .map(|task| TaskView { section: task.section, progress: task.progress, gaps: task.gaps })
            .collect(),
        earliest_close: Some(means.earliest_close(agreement, day).day()),
        least_days: means.least_days(agreement, day),
        lots: lots::siblings(caller.db(), (locale, caller.now()), row.id).await?,
        considered,
        files: files(caller, row.id).await?,
        people: named(caller, locale, &tender).await?,
        lines: if own_department { lines(caller, locale, officer).await? } else { Vec::new() },
        splitting: splitting::warning(caller.db(), &tender, caller.now()).await?,
        return_reason: row.return_reason.clone(),
        reserved: domain::money::Money::from_cents(row.reserved_cents),
        // The chair and the openers read what everybody reads.
        questions: parts::questions(caller, &row, procures).await?,
        addenda: parts::addenda(caller, locale, row.id).await?,
        history: history(caller, row.id).await?,
        may: steps(caller, officer, &row, &tender, proposal.is_some()),
        may_propose_cancel: procures && stage.is_cancellable() && proposal.is_none(),
        proposed_cancellation: proposal.map(|one| (one.ground, one.comment)),
        own: tender.draft.drafted_by == officer.person,
        lot_titles: tender.draft.lots.iter().map(|lot| (lot.id, said(&lot.title, locale))).collect(),
        procedure,
        row: listed,
        draft: tender.draft,
    })
}

/// Solutions of the catalogue that may already do what a tender asks for.
pub async fn suggest_listings(caller: &Caller, locale: Locale, words: &str) -> Result<Vec<Considered>, Failure> {
    caller.may(Action::DraftTender)?;
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let fields = domain::form::Fields::new(vec![("q".to_owned(), words.to_owned())]);
    let found = crate::catalogue::search(caller, locale, SearchQuery::from_fields(&fields)).await?;
    let rows = found.page.rows.into_iter().take(8).map(|card| Considered {
        id: card.id,
        path: format!("{}-{}", card.slug, card.reference.to_lowercase()),
        reference: card.reference,
        name: card.name,
    });
    Ok(rows.collect())
}

/// The steps this officer may take now; what would be refused for who they are is not offered.
fn steps(
    caller: &Caller,
    officer: &Officer,
    row: &tenders::Model,
    tender: &Tender,
    proposed: bool,
) -> Vec<TenderCommand> {
    use TenderCommand as Do;
    let stage = tender.stage(caller.now());
    let own = row.organisation_id == officer.organisation.0;
    let drafts = own && (officer.has(Role::DepartmentOfficer) || officer.has(Role::DepartmentProcurement));
    let runs = own && officer.has(Role::DepartmentProcurement);
    let person = officer.person;
    let body = store::body_of(officer, row);
    let apart =
        !tender.draft.is_author(person) && !tender.draft.people.assesses(person) && !tender.draft.people.opens(person);
    let decides = apart && body.is_some_and(|body| decide::reaches(body, tender, stage, caller));
    let mut may = Vec::new();
    let mut offer = |command: TenderCommand, allowed: bool| {
        if allowed && stage.after(command).is_ok() {
            may.push(command);
        }
    };
    for command in [Do::Revise, Do::SubmitForApproval, Do::Reopen] {
        offer(command, drafts);
    }
    for command in [Do::Approve, Do::Return] {
        offer(command, decides);
    }
    for command in [Do::Publish, Do::AnswerQuestion, Do::IssueAddendum, Do::Extend] {
        offer(command, runs);
    }
    let cancels = || body.zip(tender.cancellation_body(caller.now()).ok()).is_some_and(|(body, needed)| body >= needed);
    offer(Do::Cancel, proposed && apart && cancels());
    may
}

async fn files(caller: &Caller, tender: Uuid) -> Result<Vec<FileView>, Failure> {
    let rows = store::files_of(caller.db(), tender).await?;
    let view = |file: crate::entities::tender_files::Model| FileView {
        id: file.id,
        kind: store::kind_of(&file),
        name: file.name,
        size_bytes: file.size_bytes,
        sha256: file.sha256,
        version: file.version,
        added_at: Timestamp::from_millis(file.added_at),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Everybody of government who is or can be named, one's own department first.
async fn named(caller: &Caller, locale: Locale, tender: &Tender) -> Result<Vec<Named>, Failure> {
    let nameable = Nameable::load(caller).await?;
    let rows = people::Entity::find()
        .filter(people::Column::Id.is_in(nameable.shown(&tender.draft)))
        .order_by_asc(people::Column::Name)
        .all(caller.db())
        .await
        .stored()?;
    let shorts: HashMap<Uuid, String> = organisations::Entity::find()
        .all(caller.db())
        .await
        .stored()?
        .into_iter()
        .map(|row| (row.id, locale.pick(row.short_zh_hant, row.short_zh_hans, row.short_en)))
        .collect();
    let mut named: Vec<Named> = rows
        .into_iter()
        .map(|row| Named {
            id: PersonId(row.id),
            name: row.name,
            organisation: row.organisation_id.into(),
            organisation_name: shorts.get(&row.organisation_id).cloned().unwrap_or_default(),
            parts: nameable.parts(&tender.draft, PersonId(row.id)),
        })
        .collect();
    named.sort_by_key(|one| one.organisation != tender.draft.department);
    Ok(named)
}

type Line = (Uuid, String, Vec<(domain::time::FinancialYear, domain::money::Money)>);

async fn lines(caller: &Caller, locale: Locale, officer: &Officer) -> Result<Vec<Line>, Failure> {
    use crate::entities::budget_lines;
    let rows = budget_lines::Entity::find()
        .filter(budget_lines::Column::OrganisationId.eq(officer.organisation.0))
        .order_by_asc(budget_lines::Column::Code)
        .all(caller.db())
        .await
        .stored()?;
    let mut lines = Vec::new();
    for row in rows {
        let name = locale.pick(&row.name_zh_hant, &row.name_zh_hans, &row.name_en);
        let left = crate::orders::line_left(caller.db(), row.id).await?;
        lines.push((row.id, format!("{} {name}", row.code), left));
    }
    Ok(lines)
}

async fn history(caller: &Caller, tender: Uuid) -> Result<Vec<Happening>, Failure> {
    let mut entries = entries_of(caller, tender).await?;
    // A lot was drafted and approved with the first one.
    let first = lots::group_of(caller.db(), tender).await?.first().map(|lot| lot.group_id);
    if let (Some(first), Some(divided)) = (first.filter(|first| *first != tender), entries.first()) {
        let until = divided.position;
        let mut before = entries_of(caller, first).await?;
        before.retain(|entry| entry.position < until && entry.event != "tender.divided");
        before.append(&mut entries);
        entries = before;
    }
    let ids: Vec<Uuid> = entries.iter().filter_map(|entry| entry.person_id).collect();
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    let names: HashMap<Uuid, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    Ok(entries
        .into_iter()
        .map(|entry| Happening {
            comment: serde_json::from_str::<Event>(&entry.body).map(|event| comment_of(&event)).unwrap_or_default(),
            event: entry.event,
            at: Timestamp::from_millis(entry.at),
            by: entry.person_id.and_then(|person| names.get(&person).cloned()),
            position: entry.position,
        })
        .collect())
}

async fn entries_of(caller: &Caller, tender: Uuid) -> Result<Vec<audit_entries::Model>, Failure> {
    audit_entries::Entity::find()
        .filter(audit_entries::Column::SubjectId.eq(tender))
        .order_by_asc(audit_entries::Column::Position)
        .all(caller.db())
        .await
        .stored()
}

fn comment_of(event: &Event) -> String {
    if let Event::Award(event) = event {
        return event.comment().to_owned();
    }
    let Event::Tender(event) = event else { return String::new() };
    match event {
        TenderEvent::Returned { comment, .. }
        | TenderEvent::Extended { comment, .. }
        | TenderEvent::CancellationProposed { comment, .. }
        | TenderEvent::CancellationDeclined { comment, .. } => comment.clone(),
        TenderEvent::Approved { splitting_answer, .. } => splitting_answer.clone(),
        TenderEvent::DocumentAdded { name, .. } | TenderEvent::DocumentRemoved { name, .. } => name.clone(),
        _ => String::new(),
    }
}
