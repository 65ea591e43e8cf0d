//! The award of a tender in the workspace: the panel's ranking, the recommendation, what stands against it, the decision.

use super::dossier::{Dossier, facts, names};
use super::known_before::known_before;
use super::recommend::{self, is_due, needs};
use super::set_aside::contract_in_force;
use super::show_parts::{challenge_lines, debrief_lines, history, round};
use super::store::{self, AwardFile};
use crate::caller::Caller;
use crate::entities::{awards, debriefs, organisations};
use crate::failure::{Failure, Stored};
use crate::openings;
use crate::tenders::body_of;
use domain::accounts::Role;
use domain::awards::assessed::price_of;
use domain::awards::views::{AwardStep, AwardView, KnownBefore, SummaryRow};
use domain::awards::{ApprovalBlocker, Words, approval_blockers, assessed_bids};
use domain::ids::{BidId, OrganisationId};
use domain::locale::Locale;
use domain::money::Money;
use domain::permissions::{Action, allows};
use domain::tenders::views::said;
use domain::tenders::{ApprovingBody, Stage, TenderCommand};
use domain::text::Trilingual;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Everything about a tender's award that the one who asks may see. Before the close there is nothing.
pub async fn show(caller: &Caller, locale: Locale, reference: &str) -> Result<AwardView, Failure> {
    caller.may(Action::ReadAwards)?;
    let officer = caller.officer()?;
    let dossier = Dossier::load(caller, reference).await?;
    let stage = dossier.tender.stage(caller.now());
    if stage == Stage::Published {
        return Err(Failure::NotFound);
    }
    let row = store::row_of(caller.db(), dossier.tender.id).await?;
    let file = row.as_ref().map(|row| store::file_of(caller, row)).transpose()?;
    let reported = dossier.reported().is_ok();
    let all = dossier.shows_bids_to(officer);
    let names = match &dossier.evaluation {
        Some(one) => names(caller.db(), one.papers().bidders.iter().map(|bidder| bidder.supplier)).await?,
        None => HashMap::new(),
    };
    let (needs_vetting, needs_committee) = match reported {
        true => needs(&dossier, dossier.recommended()?.2, caller),
        false => (false, false),
    };
    let may = steps(caller, &dossier, row.as_ref()).await?;
    let files = may.iter().any(|step| matches!(step, AwardStep::Recommend | AwardStep::PublishNotice));
    let winner = if reported { Some(dossier.recommended()?.1) } else { None };
    let known = if files { known_before(caller, &dossier, winner).await? } else { KnownBefore::default() };
    let department = organisations::Entity::find_by_id(dossier.row.organisation_id).one(caller.db()).await.stored()?;
    let department = department.map(|one| locale.pick(one.name_zh_hant, one.name_zh_hans, one.name_en));
    let title = Trilingual {
        en: dossier.row.title_en.clone(),
        zh_hant: dossier.row.title_zh_hant.clone(),
        zh_hans: dossier.row.title_zh_hans.clone(),
    };
    let panel_reason = dossier.evaluation.as_ref().filter(|_| all && reported);
    let panel_reason = panel_reason.and_then(|one| one.papers().recommendation.as_ref()?.reason.clone());
    Ok(AwardView {
        reference: dossier.row.reference.clone(),
        title: said(&title, locale),
        department: department.unwrap_or_default(),
        stage,
        reported,
        panel_reason,
        summary: if all && reported { summary(&dossier, file.as_ref(), &names, locale)? } else { Vec::new() },
        single_bid: dossier.single_bid(),
        evaluation_version: dossier.evaluation_version,
        needs_vetting,
        needs_committee,
        blockers: blockers(caller, &dossier, row.as_ref(), file.as_ref()).await?,
        challenges: match &row {
            Some(row) => challenge_lines(caller, row, locale).await?,
            None => Vec::new(),
        },
        debriefs: match &row {
            Some(row) => debrief_lines(caller, row, locale).await?,
            None => Vec::new(),
        },
        round: match (&row, &file) {
            (Some(row), Some(file)) => Some(round(caller, row, file, &names, locale).await?),
            _ => None,
        },
        known,
        may,
        history: history(caller, dossier.row.id).await?,
    })
}

/// The bids as the panel ranked them; those that were not ranked come last.
fn summary(
    dossier: &Dossier,
    file: Option<&AwardFile>,
    names: &HashMap<OrganisationId, Trilingual>,
    locale: Locale,
) -> Result<Vec<SummaryRow>, Failure> {
    let evaluation = dossier.reported()?;
    let (recommended, _, _) = dossier.recommended()?;
    let written = |bid: BidId| {
        let reasons = file.map(|file| file.reasons.as_slice()).unwrap_or_default();
        reasons.iter().find(|(one, _)| *one == bid).map(|(_, why)| why.clone()).unwrap_or_default()
    };
    let words =
        |bid, supplier| Words { name: names.get(&supplier).cloned().unwrap_or_default(), reasons: written(bid) };
    let papers = evaluation.papers();
    let left_out = |bid| {
        let found = papers.exclusions.iter().rev().find(|one| one.bid == bid);
        found.map(|one| (one.ground, one.reason.clone()))
    };
    let ranking = papers.ranking.as_ref();
    let mut rows: Vec<_> = assessed_bids(evaluation, words)
        .into_iter()
        .map(|one| SummaryRow {
            bid: one.bid,
            name: said(&one.name, locale).text,
            place: ranking.and_then(|ranking| ranking.place(one.bid)).map(|place| place.rank),
            totals: one.totals,
            price: price_of(evaluation, one.bid),
            recommended: one.bid == recommended,
            reasons: one.reasons,
            left_out: left_out(one.bid),
        })
        .collect();
    rows.sort_by_key(|row| (row.place.unwrap_or(u32::MAX), !row.recommended));
    Ok(rows)
}

/// What stands against an award now, for those who decide or mend it.
async fn blockers(
    caller: &Caller,
    dossier: &Dossier,
    row: Option<&awards::Model>,
    file: Option<&AwardFile>,
) -> Result<Vec<ApprovalBlocker>, Failure> {
    let waits = dossier.tender.stage(caller.now()).after(TenderCommand::ApproveAward).is_ok();
    let (Some(row), Some(file), true) = (row, file, waits) else { return Ok(Vec::new()) };
    let officer = caller.officer()?;
    let needed = ApprovingBody::parse(&row.tier).unwrap_or(ApprovingBody::CentralBoard);
    // Whoever may not approve reads what a right approver would.
    let decides = body_of(officer, &dossier.row).filter(|_| allows(Action::ApproveAward, caller.actor()));
    let facts =
        facts(caller.db(), dossier, file, (vec![officer.person], decides.unwrap_or(needed)), caller.now()).await?;
    let mut blockers = approval_blockers(&facts, caller.now());
    if decides.is_none() {
        blockers.retain(|one| !matches!(one, ApprovalBlocker::ApproverOnPanel { .. }));
    }
    Ok(blockers)
}

/// The steps this officer may take now; what would be refused for who they are is not offered.
async fn steps(caller: &Caller, dossier: &Dossier, row: Option<&awards::Model>) -> Result<Vec<AwardStep>, Failure> {
    use AwardStep as Do;
    let officer = caller.officer()?;
    let stage = dossier.tender.stage(caller.now());
    let own = dossier.row.organisation_id == officer.organisation.0;
    let runs = own && officer.has(Role::DepartmentProcurement) && !dossier.left(officer.person);
    let chairs = dossier.evaluation.as_ref().and_then(|one| one.papers().panel.as_ref());
    let chairs = chairs.is_some_and(|panel| panel.chair() == officer.person);
    let people = &dossier.tender.draft.people;
    let apart = dossier.tender.draft.drafted_by != officer.person
        && !dossier.assesses(officer.person)
        && !people.opens(officer.person)
        && row.is_none_or(|row| row.recommended_by != officer.person.0);
    let body = body_of(officer, &dossier.row).filter(|_| apart);
    let mut may = Vec::new();
    let mut offer = |step: AwardStep, allowed: bool| {
        if allowed {
            may.push(step);
        }
    };
    let files = (runs || chairs) && allows(Action::RecommendAward, caller.actor());
    offer(Do::Recommend, files && is_due(stage) && dossier.reported().is_ok());
    let waits = stage.after(TenderCommand::ApproveAward).is_ok();
    offer(Do::RecordCheck, runs && waits);
    let value = row.map_or(Money::ZERO, |row| Money::from_cents(row.value_cents));
    offer(Do::RecordVetting, runs && waits && needs(dossier, value, caller).0);
    offer(Do::ExtendValidity, runs && waits);
    let needed = row.and_then(|row| ApprovingBody::parse(&row.tier));
    let reaches = body.zip(needed).is_some_and(|(body, needed)| body >= needed);
    offer(Do::Approve, waits && reaches);
    offer(Do::Return, waits && body.is_some());
    let award = row.map(store::award_of).transpose()?.flatten();
    if let (Some(award), Some(row)) = (award, row) {
        use domain::awards::AwardState::{Active, Pending};
        let open = matches!(award.state, Pending | Active);
        offer(Do::DecideChallenge, open && reaches && award.challenges.iter().any(|one| one.outcome.is_none()));
        let bound = contract_in_force(caller.db(), award.id).await?;
        offer(Do::SetAside, open && reaches && !bound);
        offer(Do::Lapse, reaches && award.state == Active && !bound);
        offer(Do::PublishNotice, runs && award.state == Active && award.notice_on.is_none());
        let asked = debriefs::Entity::find()
            .filter(debriefs::Column::AwardId.eq(row.id))
            .filter(debriefs::Column::DeliveredAt.is_null())
            .count(caller.db())
            .await
            .stored()?;
        offer(Do::DeliverDebrief, runs && asked > 0);
    }
    offer(Do::DeclareUnsuccessful, runs && nothing_left(caller, dossier, stage).await?);
    Ok(may)
}

/// It can be told that no bid is left; right after the close that is asked of the closing record instead.
async fn nothing_left(caller: &Caller, dossier: &Dossier, stage: Stage) -> Result<bool, Failure> {
    let evaluation = dossier.evaluation.as_ref();
    Ok(match stage {
        Stage::OpenedTechnical => {
            let opened = openings::opened_of(caller.db(), &dossier.tender).await?;
            opened.iter().all(|one| one.unreadable.is_some())
        }
        Stage::Closed => true,
        Stage::Evaluating => evaluation.is_some_and(|one| {
            one.state().is_technically_final() && one.passed().is_ok_and(|passed| passed.is_empty())
        }),
        Stage::OpenedPrice => evaluation.is_some_and(|one| one.remaining().is_ok_and(|left| left.is_empty())),
        _ => false,
    })
}

/// The field of the recommendation that says why a bid won or did not.
pub fn reason_field(bid: BidId) -> String {
    recommend::reason_field(bid)
}
