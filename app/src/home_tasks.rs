//! What waits for somebody who is signed in, whatever it belongs to: tenders, bids, evaluations, awards, contracts, the
//! register. Requests and orders are listed beside it.
//!
//! Each feature says itself what may be done; here it is only brought together. What one may not read is passed over.

use crate::i18n::{self, award_step, bid_state, home_task as texts, to_do};
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use domain::awards::views::AwardStep;
use domain::bids::{BidState, EnvelopeKind};
use domain::catalogue::views::Said;
use domain::permissions::{Action, allows};
use domain::suppliers::SupplierState;
use domain::tenders::views::{TenderRow, said};
use domain::tenders::{Stage, TenderCommand};
use services::Failure;
use services::suppliers::QueueQuery;
use services::{awards, bids, contracts, evaluation, suppliers, tenders};

/// Something that waits.
pub(crate) struct Task {
    /// Where it is done.
    pub href: String,
    /// What it is about.
    pub title: Said,
    /// Its reference.
    pub reference: String,
    /// What is to be done.
    pub what: String,
}

/// Most opened tenders of which it is worked out what waits.
const MOST: usize = 40;

/// Everything that waits, in the order of a tender's life.
pub(crate) async fn load(visit: &Visit) -> Result<Vec<Task>, Failure> {
    let mut tasks = Vec::new();
    let may = |action| allows(action, visit.caller().actor());
    if may(Action::ReadTenders) || may(Action::AssessBids) {
        // Whom a step of an evaluation or an award can wait for; nobody else's are worked out.
        let evaluates = [Action::AppointPanel, Action::RunEvaluation, Action::OpenBids].into_iter().any(may);
        let decides = [Action::ApproveAward, Action::RunAward].into_iter().any(may);
        for row in of_tenders(visit, &mut tasks).await?.into_iter().take(MOST) {
            if row.is_assessed && (row.sits || evaluates) {
                of_evaluation(visit, &row, &mut tasks).await?;
            }
            if row.is_decided && (row.sits || decides) && may(Action::ReadAwards) {
                of_award(visit, &row, &mut tasks).await?;
            }
        }
    }
    if may(Action::ReadContracts) {
        let list = contracts::browse(visit.caller(), visit.locale(), 1).await?;
        if may(Action::DrawUpContract) {
            let drawn = |one: domain::contracts::views::AwardWaiting| Task {
                href: visit.to(Route::WorkContracts),
                title: one.title,
                reference: one.tender,
                what: texts::DRAW_UP.to(visit.locale()).to_owned(),
            };
            tasks.extend(list.waiting.into_iter().map(drawn));
        }
        of_contracts(visit, list.page.rows, |reference| visit.to(Route::WorkContract(reference)), &mut tasks);
    }
    if may(Action::VetSuppliers) {
        of_register(visit, &mut tasks).await?;
    }
    if may(Action::ReadOwnBid) {
        of_bids(visit, &mut tasks).await?;
    }
    if may(Action::ReadOwnContract) {
        let page = contracts::browse_own(visit.caller(), visit.locale(), 1).await?;
        of_contracts(visit, page.rows, |reference| visit.to(Route::CompanyContract(reference)), &mut tasks);
    }
    Ok(tasks)
}

/// What waits in tenders; returns those whose envelopes are opened or can be.
async fn of_tenders(visit: &Visit, tasks: &mut Vec<Task>) -> Result<Vec<Opened>, Failure> {
    let (caller, locale) = (visit.caller(), visit.locale());
    let mut opened = Vec::new();
    if allows(Action::ReadTenders, caller.actor()) {
        for row in tenders::browse(caller, locale).await? {
            if matches!(row.stage, Stage::Draft | Stage::Complete | Stage::Cancelled | Stage::Unsuccessful) {
                continue;
            }
            if matches!(row.stage, Stage::InApproval | Stage::Approved | Stage::Published | Stage::Closed) {
                tasks.extend(steps(visit, &row).await?);
            } else {
                opened.push(Opened {
                    is_assessed: matches!(row.stage, Stage::OpenedTechnical | Stage::Evaluating | Stage::OpenedPrice),
                    is_decided: !matches!(row.stage, Stage::OpenedTechnical | Stage::Evaluating),
                    sits: false,
                    reference: row.reference,
                    title: row.title,
                });
            }
        }
    }
    if allows(Action::AssessBids, caller.actor()) {
        for panel in evaluation::panels(caller).await? {
            match opened.iter_mut().find(|one| one.reference == panel.reference) {
                Some(known) => known.sits = true,
                // The chair of another department's panel recommends too.
                None => opened.push(Opened {
                    is_assessed: true,
                    is_decided: true,
                    sits: true,
                    title: said(&panel.title, locale),
                    reference: panel.reference,
                }),
            }
        }
    }
    Ok(opened)
}

/// A tender whose envelopes were opened.
struct Opened {
    reference: String,
    title: Said,
    /// A step of its evaluation may wait.
    is_assessed: bool,
    /// A step towards an award may wait, or of one.
    is_decided: bool,
    /// The one who looks sits on its panel.
    sits: bool,
}

async fn steps(visit: &Visit, row: &TenderRow) -> Result<Vec<Task>, Failure> {
    let (caller, locale) = (visit.caller(), visit.locale());
    let view = match tenders::show(caller, locale, &row.reference).await {
        Ok(view) => view,
        Err(failure) => return passed_over(failure).map(|()| Vec::new()),
    };
    let reference = row.reference.as_str();
    let task = |text: domain::text::Text, href: String| Task {
        href,
        title: row.title.clone(),
        reference: reference.to_owned(),
        what: text.to(locale).to_owned(),
    };
    let mut tasks = Vec::new();
    let work = || visit.to(Route::WorkTender(reference));
    for (command, text) in [
        (TenderCommand::Approve, texts::APPROVE_TENDER),
        (TenderCommand::Publish, texts::PUBLISH),
        (TenderCommand::Cancel, texts::CANCEL),
    ] {
        if view.may.contains(&command) {
            tasks.push(task(text, work()));
        }
    }
    let asked = view.questions.iter().any(|question| question.answer.is_none());
    if asked && view.may.contains(&TenderCommand::AnswerQuestion) {
        tasks.push(task(texts::ANSWER, work()));
    }
    let me = caller.officer()?.person;
    if row.stage == Stage::Closed && view.draft.people.opens(me) {
        tasks.push(task(texts::OPEN, visit.to(Route::Opening(reference, EnvelopeKind::Technical))));
    }
    Ok(tasks)
}

async fn of_evaluation(visit: &Visit, row: &Opened, tasks: &mut Vec<Task>) -> Result<(), Failure> {
    let view = match evaluation::show(visit.caller(), &row.reference).await {
        Ok(view) => view,
        Err(failure) => return passed_over(failure),
    };
    for step in &view.to_do {
        tasks.push(Task {
            href: visit.to(Route::Evaluation(&row.reference)),
            title: row.title.clone(),
            reference: row.reference.clone(),
            what: i18n::words(to_do::find, step.code(), visit.locale()),
        });
    }
    Ok(())
}

async fn of_award(visit: &Visit, row: &Opened, tasks: &mut Vec<Task>) -> Result<(), Failure> {
    let view = match awards::show(visit.caller(), visit.locale(), &row.reference).await {
        Ok(view) => view,
        Err(failure) => return passed_over(failure),
    };
    // What may be done any time does not wait.
    let waits = [AwardStep::Recommend, AwardStep::Approve, AwardStep::DecideChallenge, AwardStep::DeliverDebrief];
    for step in waits.iter().filter(|step| view.may.contains(step)) {
        tasks.push(Task {
            href: visit.to(Route::WorkAward(&row.reference)),
            title: row.title.clone(),
            reference: row.reference.clone(),
            what: i18n::words(award_step::find, step.code(), visit.locale()),
        });
    }
    Ok(())
}

fn of_contracts(
    visit: &Visit,
    rows: Vec<domain::contracts::views::ContractRow>,
    href: impl Fn(&str) -> String,
    tasks: &mut Vec<Task>,
) {
    for row in rows.into_iter().filter(|row| row.waits_for_me) {
        tasks.push(Task {
            href: href(&row.reference),
            title: row.title,
            reference: row.reference,
            what: texts::CONTRACT.to(visit.locale()).to_owned(),
        });
    }
}

async fn of_register(visit: &Visit, tasks: &mut Vec<Task>) -> Result<(), Failure> {
    let standing = SupplierState::UnderReview;
    let query = QueueQuery { standing: Some(standing), page: 1, ..QueueQuery::default() };
    let found = suppliers::browse_queue(visit.caller(), &query).await?;
    if found.total > 0 {
        let queue = visit.to(Route::Vetting);
        let text = texts::VET.count(visit.locale(), found.total as i64);
        tasks.push(Task {
            href: with_query(queue, &[("state", standing.code().to_owned())]),
            title: Said { text: i18n::nav::SUPPLIERS.to(visit.locale()).to_owned(), other: None },
            reference: String::new(),
            what: text,
        });
    }
    Ok(())
}

async fn of_bids(visit: &Visit, tasks: &mut Vec<Task>) -> Result<(), Failure> {
    let (locale, now) = (visit.locale(), visit.caller().now());
    for bid in bids::browse(visit.caller()).await? {
        let is_open = domain::bids::is_in_time(now, bid.closes_at);
        if is_open && matches!(bid.state, BidState::Draft | BidState::NeedsReconfirmation) {
            tasks.push(Task {
                href: visit.to(Route::Bid(&bid.reference)),
                title: said(&bid.title, locale),
                what: i18n::words(bid_state::find, bid.state.code(), locale),
                reference: bid.reference,
            });
        }
    }
    Ok(())
}

/// Somebody who may know of a tender need not read every part of it.
fn passed_over(failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::NotFound | Failure::Forbidden(_) | Failure::Refused(_) => Ok(()),
        failure => Err(failure),
    }
}
