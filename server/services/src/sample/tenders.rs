//! The tenders of the sample office, in every stage there is before the first bid.

use super::lay_out::of;
use crate::Services;
use crate::change::Change;
use crate::entities::{addenda, budget_lines, people, questions, tender_files, tenders};
use crate::failure::{Failure, Stored};
use crate::keys;
use crate::random::{hex, sha256};
use crate::tenders::{store, templates};
use domain::calendar::working_day_from;
use domain::catalogue::Category;
use domain::ids::{AddendumId, BudgetLineId, OrganisationId, PersonId, TenderId};
use domain::money::Money;
use domain::tenders::{
    Addendum, AddendumKind, Approver, ApprovingBody, Assessor, BuyerKind, CancelGround, Cause, Closing,
    ConflictAssessment, Document, DocumentKind, Draft, Estimate, Means, Notice, Opener, People, Progress, Purchase,
    Subject, Tender, TenderState, Timetable,
};
use domain::text::Trilingual;
use domain::time::{Day, Timestamp};
use sea_orm::Set;
use sea_orm::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Debug, Deserialize)]
struct File {
    tender: Vec<Sample>,
    document: Vec<Text>,
}

/// A document that every sample tender has.
#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub kind: DocumentKind,
    pub name: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    department: String,
    stage: TenderState,
    category: Category,
    template: String,
    dollars: i64,
    #[serde(default)]
    ago: u64,
    #[serde(default)]
    closes: i64,
    ground: Option<CancelGround>,
    #[serde(default)]
    reason: String,
    title: Trilingual,
    need: Trilingual,
    why: Trilingual,
    questions: Vec<Asked>,
    addendum: Option<Changed>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    wording: String,
    answer: String,
    ago: u64,
}

#[derive(Debug, Deserialize)]
struct Changed {
    kind: AddendumKind,
    ago: u64,
    text: Trilingual,
}

fn read() -> Result<File, Failure> {
    toml::from_str(include_str!("../../../sample/tenders.toml"))
        .map_err(|error| Failure::broken("reading the sample tenders", error))
}

/// The documents that every sample tender has.
pub(super) fn documents() -> Result<Vec<Text>, Failure> {
    Ok(read()?.document)
}

/// Puts the documents of the sample tenders where files lie; safe to run twice.
pub(crate) async fn keep_documents(services: &Services) -> Result<(), Failure> {
    for document in read()?.document {
        services.files.put(&services.random, document.text.as_bytes()).await?;
    }
    Ok(())
}

/// Lays the tenders out; returns how many.
pub(super) async fn lay_out(change: &Change, register: &HashMap<String, Uuid>) -> Result<usize, Failure> {
    let file = read()?;
    let year = change.today().parts().0;
    let staff = everybody(change).await?;
    for (number, sample) in (1..).zip(&file.tender) {
        let at = At { change, staff: &staff, documents: &file.document };
        at.tender(sample, of(register, &sample.department)?, format!("T-{year}-{number:04}")).await?;
    }
    let count = file.tender.len();
    change.next_numbers(&format!("tenders-{year}"), count as i64).await?;
    Ok(count)
}

/// People by the first part of their address, with their organisation.
async fn everybody(change: &Change) -> Result<HashMap<String, (Uuid, Uuid)>, Failure> {
    let rows = people::Entity::find().all(change.db()).await.stored()?;
    let name = |email: &str| email.split('@').next().unwrap_or("").to_owned();
    Ok(rows.into_iter().map(|row| (name(&row.email), (row.id, row.organisation_id))).collect())
}

struct At<'a> {
    change: &'a Change,
    staff: &'a HashMap<String, (Uuid, Uuid)>,
    documents: &'a [Text],
}

/// Drafter, approver, procurement officer, openers and panel of a department.
pub(super) type Team = (&'static str, &'static str, &'static str, [&'static str; 3], [&'static str; 3]);

pub(super) fn team(department: &str) -> Team {
    match department {
        "TD" => ("tm.chan", "sm.lee", "cw.leung", ["yf.kwok", "kh.siu", "ly.kan"], ["wk.ho", "ky.ng", "wm.so"]),
        "SWD" => ("pf.wong", "cy.yip", "tk.hui", ["sy.mok", "lc.tong", "ws.ho"], ["mk.tse", "hl.fung", "wm.so"]),
        _ => ("ck.yuen", "ph.lam", "ck.yuen", ["yf.kwok", "sy.mok", "ly.kan"], ["wm.so", "wk.ho", "mk.tse"]),
    }
}

impl At<'_> {
    fn person(&self, who: &str) -> Result<(PersonId, OrganisationId), Failure> {
        let found = self.staff.get(who).ok_or_else(|| Failure::impossible(format!("nobody is called {who}")))?;
        Ok((PersonId(found.0), OrganisationId(found.1)))
    }

    fn instant(&self, days_ago: u64, hour: i64) -> Timestamp {
        let day = i64::from(self.change.today().number()) - days_ago as i64;
        Day::from_number(day).starts_at().plus_minutes(hour * 60)
    }

    async fn tender(&self, sample: &Sample, department: Uuid, reference: String) -> Result<(), Failure> {
        let change = self.change;
        let (drafter, approver, procurement, openers, panel) = team(&sample.department);
        let published_at = self.instant(sample.ago, 10);
        let close = Day::from_number(i64::from(change.today().number()) + sample.closes);
        let close = Closing::from(working_day_from(close));
        let is_public = matches!(sample.stage, TenderState::Published | TenderState::Cancelled);
        let publishes_on = if is_public { published_at.day() } else { working_day_from(change.today().plus_days(7)) };
        let closes_on = if is_public {
            close.day()
        } else {
            Means::electronic().earliest_close(true, publishes_on.plus_days(7)).day()
        };
        let empty = Draft::new(self.person(drafter)?.0, OrganisationId(department), sample.category);
        let draft = templates::fill(&sample.template, empty, || change.new_id())?;
        let complete = sample.stage != TenderState::Draft;
        let line = self.line(department).await?;
        let named = |who: &[&str], parts: [&str; 3]| -> Result<Vec<_>, Failure> {
            who.iter().zip(parts).map(|(who, part)| Ok((self.person(who)?, part.to_owned()))).collect()
        };
        let openers = named(&openers, ["Supplies", "Accounts", "Registry"])?;
        let panel = named(&panel, ["Users", "Systems", "Systems"])?;
        let documents = self.documents.iter().map(|one| Document {
            kind: one.kind,
            name: one.name.clone(),
            sha256: hex(&sha256(one.text.as_bytes())),
        });
        let estimate = Estimate {
            one_off: Money::from_dollars(sample.dollars),
            monthly: Money::ZERO,
            months: 24,
            options: vec![],
        };
        let draft = Draft {
            title: sample.title.clone(),
            need: sample.need.clone(),
            why_not_reuse: sample.why.clone(),
            timetable: complete.then(|| Timetable {
                publishes_on,
                closes_on,
                questions_end_days: 10,
                validity_days: 90,
                means: Means::electronic(),
            }),
            people: People {
                chair: panel.first().map(|((person, _), _)| *person),
                approver: Some(self.person(approver)?.0),
                openers: openers.into_iter().map(|((person, _), section)| Opener { person, section }).collect(),
                panel: panel
                    .into_iter()
                    .map(|((person, organisation), team)| Assessor { person, team, organisation })
                    .collect(),
            },
            budget_line: Some(BudgetLineId(line)),
            purchase: Some(Purchase {
                estimate,
                other_lots: Money::ZERO,
                subject: Subject::Services,
                buyer: BuyerKind::Department,
                computerisation: true,
                is_framework: false,
            }),
            documents: if complete { documents.collect() } else { Vec::new() },
            conflicts: complete.then(|| ConflictAssessment {
                by: draft.drafted_by,
                on: change.today(),
                finding: "Everybody named was asked; nobody has an interest in a likely bidder.".to_owned(),
            }),
            ..draft
        };
        let approved = !matches!(sample.stage, TenderState::Draft | TenderState::InApproval);
        let body = if approver == "ph.lam" { ApprovingBody::CentralBoard } else { ApprovingBody::DepartmentCommittee };
        let progress = Progress {
            approved_by: if approved { Some(Approver { person: self.person(approver)?.0, body }) } else { None },
            notice: is_public.then_some(Notice { published_at, closes_at: close, revision: 1 }),
            ..Progress::default()
        };
        let id = TenderId(change.new_id());
        let mut tender = Tender::stored(id, reference, draft, progress, sample.stage);
        self.store(sample, &tender, department, drafter).await?;
        if is_public {
            store::put_notice(change, &tender, Cause::Published, published_at).await?;
            let openers: Vec<_> = tender.draft.people.openers.iter().map(|opener| opener.person).collect();
            keys::make_key_set(change, id, &openers).await?;
            self.questions(sample, id, procurement).await?;
            if let Some(changed) = &sample.addendum {
                tender = self.addendum(changed, tender, procurement).await?;
            }
            if let (Some(ground), Some(notice)) = (sample.ground, tender.progress.notice.as_mut()) {
                notice.revision += 1;
                store::put_notice(change, &tender, Cause::Cancelled { ground }, self.instant(2, 15)).await?;
            }
            let columns = store::columns_of(&tender)?;
            tenders::Entity::update_many()
                .set(columns)
                .filter(tenders::Column::Id.eq(id.0))
                .exec(change.db())
                .await
                .stored()?;
        }
        Ok(())
    }

    async fn store(&self, sample: &Sample, tender: &Tender, department: Uuid, drafter: &str) -> Result<(), Failure> {
        let change = self.change;
        let by = self.person(drafter)?.0;
        let cancel = sample.ground.map(|ground| crate::tenders::proposal(ground, &sample.reason, by)).transpose()?;
        let holds = matches!(tender.state(), TenderState::Approved | TenderState::Published);
        let row = tenders::ActiveModel {
            id: Set(tender.id.0),
            reference: Set(tender.reference.clone()),
            organisation_id: Set(department),
            created_by: Set(by.0),
            copy_of: Set(None),
            reserved_cents: Set(if holds { sample.dollars * 100 } else { 0 }),
            return_reason: Set(String::new()),
            cancel_json: Set(cancel),
            sample: Set(true),
            created_at: Set(self.instant(sample.ago + 20, 10).millis()),
            updated_at: Set(self.instant(sample.ago.min(2), 10).millis()),
            version: Set(0),
            ..store::columns_of(tender)?
        };
        tenders::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        for document in &tender.draft.documents {
            let text = self.documents.iter().find(|one| one.name == document.name);
            let row = tender_files::ActiveModel {
                id: Set(change.new_id()),
                tender_id: Set(tender.id.0),
                kind: Set(document.kind.code().to_owned()),
                name: Set(document.name.clone()),
                format: Set("txt".to_owned()),
                size_bytes: Set(text.map_or(1, |one| one.text.len() as i64)),
                sha256: Set(document.sha256.clone()),
                version: Set(1),
                added_by: Set(by.0),
                added_at: Set(self.instant(sample.ago + 10, 10).millis()),
                removed_at: Set(None),
                published_revision: Set(None),
            };
            tender_files::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
        }
        Ok(())
    }

    async fn line(&self, department: Uuid) -> Result<Uuid, Failure> {
        let line = budget_lines::Entity::find().filter(budget_lines::Column::OrganisationId.eq(department));
        let line = line.one(self.change.db()).await.stored()?;
        line.map(|line| line.id).ok_or_else(|| Failure::impossible("a sample department without a budget line"))
    }

    /// Questions of suppliers that the sample does not have: who asked is nobody.
    async fn questions(&self, sample: &Sample, tender: TenderId, procurement: &str) -> Result<(), Failure> {
        let services = self.change.caller().services();
        for asked in &sample.questions {
            let id = self.change.new_id();
            let closed = services.secrets.close(&services.random, "question", id.as_bytes(), Uuid::nil().as_bytes())?;
            let row = questions::ActiveModel {
                id: Set(id),
                tender_id: Set(tender.0),
                asker_mark: Set(services.random.bytes().to_vec()),
                asker_closed: Set(closed),
                text: Set(asked.wording.clone()),
                asked_at: Set(self.instant(asked.ago + 2, 11).millis()),
                wording: Set(asked.wording.clone()),
                answer: Set(asked.answer.clone()),
                answered_by: Set(Some(self.person(procurement)?.0.0)),
                answered_at: Set(Some(self.instant(asked.ago, 16).millis())),
            };
            questions::Entity::insert(row).exec_without_returning(self.change.db()).await.stored()?;
        }
        Ok(())
    }

    async fn addendum(&self, changed: &Changed, tender: Tender, procurement: &str) -> Result<Tender, Failure> {
        let (by, at) = (self.person(procurement)?.0, self.instant(changed.ago, 12));
        let id = AddendumId(self.change.new_id());
        let addendum = Addendum { id, kind: changed.kind, text: changed.text.clone(), by, at };
        let tender = tender.issue_addendum(&addendum, None)?;
        let row = addenda::ActiveModel {
            id: Set(id.0),
            tender_id: Set(tender.id.0),
            number: Set(1),
            kind: Set(changed.kind.code().to_owned()),
            text_en: Set(changed.text.en.clone()),
            text_zh_hant: Set(changed.text.zh_hant.clone()),
            text_zh_hans: Set(changed.text.zh_hans.clone()),
            issued_by: Set(by.0),
            issued_at: Set(at.millis()),
            moved_to: Set(None),
        };
        addenda::Entity::insert(row).exec_without_returning(self.change.db()).await.stored()?;
        store::put_notice(self.change, &tender, Cause::Addendum { number: 1 }, at).await?;
        Ok(tender)
    }
}
