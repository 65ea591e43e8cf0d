//! A sample tender is drafted, approved and published, and suppliers ask about it.

use super::desk::{Desk, form};
use crate::entities::{budget_lines, questions, tenders as rows};
use crate::failure::{Failure, Stored};
use crate::tenders::{self, Upload};
use domain::calendar::working_day_from;
use domain::locale::Locale;
use domain::tenders::Section;
use domain::text::Trilingual;
use domain::time::Day;
use sea_orm::prelude::*;

/// Days from publication to close.
pub(super) const OPEN_DAYS: u64 = 28;

impl Desk<'_> {
    /// Drafts it, has it approved and publishes it; its reference.
    pub(super) async fn publish(&self) -> Result<String, Failure> {
        let (officer, approver, procurement, ..) = self.team;
        let reference = self.draft().await?;
        self.on(-9, 15 * 60);
        tenders::submit(&self.person(officer).await?, &reference).await?;
        self.on(-5, 11 * 60);
        let yes = form([("do", "approve"), ("splitting_answer", self.content.words.splitting.as_str())]);
        tenders::decide(&self.person(approver).await?, &reference, &yes).await?;
        self.on(0, 10 * 60);
        tenders::publish(&self.person(procurement).await?, &reference).await?;
        self.ask(&reference).await?;
        Ok(reference)
    }

    /// The day on which it closes, at noon.
    pub(super) fn closes_on(&self) -> Day {
        working_day_from(self.publishes_on.plus_days(OPEN_DAYS))
    }

    async fn draft(&self) -> Result<String, Failure> {
        let (officer, approver, _, openers, panel) = self.team;
        let tender = self.tender;
        self.on(-16, 9 * 60 + 30);
        let mut begun = form([("start", "software"), ("category", tender.category.code())]);
        put(&mut begun, "title", &tender.title);
        let drafter = self.person(officer).await?;
        let at = tenders::begin(&drafter, self.once(), &begun).await?;
        let revise = async |section, pairs: &[(&str, &str)]| {
            self.later();
            tenders::revise(&self.person(officer).await?, &at, section, &form(pairs.iter().copied())).await
        };
        let mut need = form(tender.considered.iter().map(|one| ("considered", one.as_str())));
        need.set("category", tender.category.code());
        put(&mut need, "title", &tender.title);
        put(&mut need, "need", &tender.need);
        put(&mut need, "why", &tender.why);
        tenders::revise(&drafter, &at, Section::Need, &need).await?;
        let (publishes_on, closes_on) = (self.publishes_on.to_string(), self.closes_on().to_string());
        let days = [
            ("publishes_on", publishes_on.as_str()),
            ("closes_on", &closes_on),
            ("questions_end_days", "10"),
            ("validity_days", "90"),
        ];
        revise(Section::Timetable, &days).await?;
        for (who, section) in openers.iter().zip(["Supplies", "Accounts", "Registry"]) {
            let person = self.id_of(who).await?;
            revise(Section::People, &[("do", "put_opener"), ("opener", &person), ("opener_section", section)]).await?;
        }
        for (who, of) in panel.iter().zip(["Users", "Systems", "Systems"]) {
            let person = self.id_of(who).await?;
            revise(Section::People, &[("do", "put"), ("assessor", &person), ("assessor_team", of)]).await?;
        }
        let (chair, approves) = (self.id_of(panel[0]).await?, self.id_of(approver).await?);
        revise(Section::People, &[("do", "save"), ("chair", &chair), ("approver", &approves)]).await?;
        revise(Section::Conflicts, &[("finding", &self.content.words.conflicts)]).await?;
        let (dollars, months, line) = (tender.dollars.to_string(), tender.months.to_string(), self.line().await?);
        let budget = [
            ("one_off", dollars.as_str()),
            ("term_months", &months),
            ("subject", "services"),
            ("computerisation", "yes"),
            ("budget_line", &line),
        ];
        revise(Section::Budget, &budget).await?;
        self.draft_lots(&at).await?;
        for line in &tender.lines {
            let mut fields = form([("do", "put".to_owned()), ("quantity", line.quantity.to_string())]);
            put(&mut fields, "item", &line.item);
            put(&mut fields, "unit", &line.unit);
            if line.optional {
                fields.set("optional", "yes");
            }
            self.later();
            tenders::revise(&self.person(officer).await?, &at, Section::PriceSchedule, &fields).await?;
        }
        for document in crate::sample::tenders::documents()? {
            self.later();
            let upload = Upload { name: document.name, content: document.text.into_bytes() };
            tenders::add_document(&self.person(officer).await?, &at, document.kind, upload).await?;
        }
        Ok(at)
    }

    /// The lots in place of the template's one, each with what it alone requires.
    async fn draft_lots(&self, at: &str) -> Result<(), Failure> {
        let drafter = self.team.0;
        for (place, lot) in self.tender.lots.iter().enumerate() {
            self.later();
            let officer = self.person(drafter).await?;
            let drafted = tenders::show(&officer, Locale::En, at).await?.draft.lots;
            let row = drafted.get(place).map(|lot| lot.id.to_string()).unwrap_or_default();
            let dollars = lot.dollars.to_string();
            let mut fields = form([("do", "put"), ("row", row.as_str()), ("lot_estimate", dollars.as_str())]);
            put(&mut fields, "lot", &lot.title);
            tenders::revise(&officer, at, Section::Lots, &fields).await?;
            let drafted = tenders::show(&officer, Locale::En, at).await?.draft.lots;
            let id = drafted.get(place).map(|lot| lot.id.to_string()).unwrap_or_default();
            let mut fields = form([("do", "put"), ("lot", id.as_str()), ("weight", "essential")]);
            put(&mut fields, "text", &lot.requirement);
            tenders::revise(&officer, at, Section::Requirements, &fields).await?;
        }
        Ok(())
    }

    /// The department's budget line.
    async fn line(&self) -> Result<String, Failure> {
        let own = self.person(self.team.0).await?.officer()?.organisation.0;
        let line = budget_lines::Entity::find().filter(budget_lines::Column::OrganisationId.eq(own));
        let line = line.one(self.system().db()).await.stored()?;
        let missing = || Failure::impossible(format!("{} has no budget line", self.tender.department));
        Ok(line.ok_or_else(missing)?.id.to_string())
    }

    /// A supplier asks, and the answer goes to everybody.
    async fn ask(&self, reference: &str) -> Result<(), Failure> {
        let Some(asked) = &self.tender.asked else { return Ok(()) };
        self.on(6, 14 * 60 + 20);
        let question = form([("question", asked.question.as_str())]);
        tenders::ask(&self.person(&asked.by).await?, self.once(), reference, &question).await?;
        if asked.answer.is_empty() {
            return Ok(());
        }
        let system = self.system();
        let row = rows::Entity::find().filter(rows::Column::Reference.eq(reference)).one(system.db()).await.stored()?;
        let row = row.ok_or(Failure::NotFound)?;
        let open = questions::Entity::find().filter(questions::Column::TenderId.eq(row.id));
        let open = open.one(system.db()).await.stored()?;
        let id = open.ok_or(Failure::NotFound)?.id.to_string();
        self.on(9, 10 * 60 + 40);
        let answer =
            form([("question_id", id.as_str()), ("wording", &asked.question), ("answer", asked.answer.as_str())]);
        tenders::answer(&self.person(self.team.2).await?, reference, &answer).await
    }
}

/// Puts a text in three languages into a form.
fn put(fields: &mut domain::form::Fields, name: &str, text: &Trilingual) {
    fields.set(&format!("{name}_en"), text.en.as_str());
    fields.set(&format!("{name}_zh_hant"), text.zh_hant.as_str());
    fields.set(&format!("{name}_zh_hans"), text.zh_hans.as_str());
}
