//! An evaluation for one who looks: what they may see, and what waits for them.

use super::desk::{Desk, Seat};
use super::report::may_reopen;
use super::views::{BidderView, CriterionView, EvaluationView, InterestView, MemberView, ToDo};
use super::{answer, fingerprint};
use crate::caller::Caller;
use crate::entities::{opened_bids, organisations, people};
use crate::failure::{Failure, Stored};
use domain::evaluation::{Evaluation, EvaluationState, Interest, Outcome, Outstanding, Papers, Sheet, Spread};
use domain::ids::{BidId, CriterionId, OrganisationId, PersonId};
use domain::permissions::Action;
use domain::tenders::{Comparison, Tender, Weight};
use domain::text::Trilingual;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// The evaluation of a tender whose bids were opened.
pub async fn show(caller: &Caller, reference: &str) -> Result<EvaluationView, Failure> {
    caller.may(Action::ReadEvaluation)?;
    let desk = Desk::load(caller, reference).await?;
    let names = names(caller, &desk).await?;
    let bids = bids(caller, &desk).await?;
    let empty = Papers::default();
    let evaluation = desk.evaluation.as_ref().map(|(evaluation, _)| evaluation);
    let papers = evaluation.map_or(&empty, Evaluation::papers);
    let state = evaluation.map_or(EvaluationState::NotStarted, Evaluation::state);
    let (me, seat) = (desk.me, desk.seat);
    let of_panel = evaluation.is_some_and(|evaluation| evaluation.may_read_bids(me));
    let reads_final = state.is_technically_final() && (of_panel || seat.procures || seat.board || seat.audits);
    let reads_prices =
        state >= EvaluationState::Pricing && (reads_final || (seat.approves && state >= EvaluationState::Reported));
    let reads_marks = reads_final || (of_panel && state >= EvaluationState::Moderating);
    let sheets = sheets(evaluation, me, seat, of_panel);
    let kept = |is: bool| if is { papers } else { &empty };
    let (marked, priced) = (kept(reads_marks), kept(reads_prices));
    let (seen_marks, seen_report) = match evaluation {
        Some(evaluation) if seat.panel => (
            fingerprint::of_marks(caller, evaluation)?.to_string(),
            fingerprint::of_report(caller, evaluation)?.to_string(),
        ),
        _ => (String::new(), String::new()),
    };
    let hurdles = match evaluation {
        Some(evaluation) if reads_marks => {
            let readable = evaluation.bids().into_iter();
            readable.filter_map(|bid| evaluation.hurdle_of(bid).map(|hurdle| (bid, hurdle))).collect()
        }
        _ => Vec::new(),
    };
    let flags = priced.prices.iter().filter_map(|opened| {
        let flags = evaluation?.low_price_flags(opened.bid).ok()?;
        Some((opened.bid, flags))
    });
    let mut to_do = to_do(&desk, evaluation);
    // Where no envelope could be read there is nothing to assess; the tender is ended on the award's page.
    if bids.iter().all(|one| one.unreadable.is_some()) {
        to_do.retain(|step| *step != ToDo::Appoint);
    }
    if let Some(evaluation) = evaluation.filter(|_| seat.chair)
        && may_reopen(caller.db(), &desk.tender, evaluation).await?
    {
        to_do.push(ToDo::Reopen);
    }
    Ok(EvaluationView {
        reference: desk.row.reference.clone(),
        title: answer::title_of(&desk.row),
        stage: desk.tender.stage(caller.now()),
        state,
        version: desk.evaluation.as_ref().map_or(0, |(_, version)| *version),
        me,
        seat,
        to_do,
        conflicts: papers.earlier_conflicts.iter().chain(&papers.conflicts).cloned().collect(),
        panel: panel(&desk.tender, evaluation, &names),
        replacements: papers.replacements.clone(),
        bids,
        criteria: criteria(&desk.tender, evaluation),
        requirements: desk.tender.draft.requirements.iter().map(|one| (one.id, one.text.clone())).collect(),
        essentials: desk
            .tender
            .draft
            .requirements
            .iter()
            .filter(|one| one.is_essential())
            .map(|one| (one.id, one.text.clone()))
            .collect(),
        declared: papers.declarations.iter().any(|declaration| declaration.assessor == me),
        interests: interests(papers, me, seat),
        reads_bids: of_panel || seat.procures || seat.board || seat.audits,
        own: papers.sheets.iter().find(|sheet| sheet.assessor == me && seat.panel).cloned(),
        spreads: evaluation.filter(|_| !sheets.is_empty()).map(spreads).unwrap_or_default(),
        sheets,
        non_conforming: kept(of_panel || reads_final)
            .non_conforming
            .iter()
            .map(|found| (found.bid, found.reason.clone()))
            .collect(),
        consensus: marked.consensus.clone(),
        hurdles,
        flags: flags.collect(),
        lines: desk.tender.draft.lines_to_price(),
        prices: priced.prices.clone(),
        queries: priced.queries.clone(),
        exclusions: priced.exclusions.clone(),
        corrections: priced.corrections.clone(),
        estimate: evaluation.and_then(|evaluation| evaluation.terms().estimate).filter(|_| reads_prices),
        ranking: priced.ranking.clone(),
        draw: priced.draw.clone(),
        recommendation: priced.recommendation.clone(),
        openers: named(desk.tender.draft.people.openers.iter().map(|opener| opener.person), &names),
        seen_marks,
        seen_report,
    })
}

/// Everybody's marks: for the panel once all are in, for board and auditor once they are final (S8).
fn sheets(evaluation: Option<&Evaluation>, me: PersonId, seat: Seat, of_panel: bool) -> Vec<Sheet> {
    let Some(evaluation) = evaluation else { return Vec::new() };
    let state = evaluation.state();
    if of_panel && state >= EvaluationState::Moderating {
        let seen: Vec<Sheet> = evaluation.visible_marks(me).into_iter().cloned().collect();
        // One's own alone is shown on its own page; moderation needs all of them.
        return if seen.len() > 1 { seen } else { Vec::new() };
    }
    let reads = state.is_technically_final() && (seat.board || seat.audits);
    if reads { evaluation.papers().sheets.clone() } else { Vec::new() }
}

fn spreads(evaluation: &Evaluation) -> Vec<(BidId, CriterionId, Spread)> {
    let criteria = evaluation.terms().scheme.criteria();
    let pairs = evaluation.bids().into_iter().flat_map(|bid| criteria.iter().map(move |one| (bid, one.id)));
    pairs.filter_map(|(bid, id)| evaluation.spread(bid, id).map(|spread| (bid, id, spread))).collect()
}

/// Natures of interests are for who declared them, for the chair and whoever appoints, and for the auditor.
fn interests(papers: &Papers, me: PersonId, seat: Seat) -> Vec<InterestView> {
    let all = seat.chair || seat.appoints || seat.audits;
    let declared = papers.declarations.iter().filter(|one| all || one.assessor == me);
    let each = declared.flat_map(|one| one.interests.iter().map(move |(supplier, interest)| (one, supplier, interest)));
    each.filter_map(|(one, supplier, interest)| {
        let Interest::Conflict { nature } = interest else { return None };
        let ruling =
            papers.rulings.iter().find(|ruling| (ruling.assessor, ruling.supplier) == (one.assessor, *supplier));
        Some(InterestView {
            assessor: one.assessor,
            supplier: *supplier,
            nature: nature.clone(),
            ruling: ruling.map(|ruling| ruling.reason.clone()),
        })
    })
    .collect()
}

/// What waits for the one who looks.
fn to_do(desk: &Desk, evaluation: Option<&Evaluation>) -> Vec<ToDo> {
    let Seat { panel, chair, opens, procures, appoints, .. } = desk.seat;
    let Some(evaluation) = evaluation else {
        return if appoints { vec![ToDo::Appoint] } else { Vec::new() };
    };
    let (me, papers, state) = (desk.me, evaluation.papers(), evaluation.state());
    let mut to_do = Vec::new();
    let mut add = |is: bool, step| {
        if is {
            to_do.push(step);
        }
    };
    let outstanding = evaluation.interests_outstanding();
    let undeclared = outstanding.contains(&Outstanding::Declaration { assessor: me });
    let rules = |open: &Outstanding| matches!(open, Outstanding::Conflict { assessor, .. } if *assessor != me);
    let sheet = papers.sheets.iter().find(|sheet| sheet.assessor == me && !sheet.is_excluded);
    let marks = state == EvaluationState::Scoring || state == EvaluationState::Moderating;
    let complete = evaluation.hurdles().is_ok();
    let signed = |list: &[domain::evaluation::Signature]| list.iter().any(|signature| signature.person == me);
    let passed = evaluation.passed().map(|passed| !passed.is_empty()).unwrap_or_default();
    let tied = papers.ranking.as_ref().is_some_and(|one| matches!(one.outcome, Outcome::Unresolved(_)));
    add(appoints && outstanding.contains(&Outstanding::Assessment), ToDo::RenewConflicts);
    add(panel && undeclared && state < EvaluationState::Ranked, ToDo::Declare);
    add(chair && outstanding.iter().any(rules), ToDo::Rule);
    add(panel && !undeclared && marks && sheet.is_some_and(|sheet| sheet.submitted_at.is_none()), ToDo::Mark);
    add(chair && state == EvaluationState::Moderating && !complete, ToDo::Settle);
    let signs = state == EvaluationState::Moderating && complete && !signed(&papers.technical_signatures);
    add(panel && signs, ToDo::SignTechnical);
    add(opens && state == EvaluationState::TechnicalFinal && passed, ToDo::OpenPrices);
    add(panel && state == EvaluationState::Pricing, ToDo::Rank);
    let ranked = state == EvaluationState::Ranked;
    let open_tie = tied && papers.draw.is_none();
    add(procures && ranked && open_tie, ToDo::Draw);
    add(chair && ranked && !open_tie && papers.recommendation.is_none(), ToDo::Recommend);
    let signs = ranked && papers.recommendation.is_some() && !signed(&papers.report_signatures);
    add(panel && signs, ToDo::SignReport);
    to_do
}

fn panel(tender: &Tender, evaluation: Option<&Evaluation>, names: &HashMap<Uuid, String>) -> Vec<MemberView> {
    let empty = Papers::default();
    let papers = evaluation.map_or(&empty, Evaluation::papers);
    let people: Vec<PersonId> = match &papers.panel {
        Some(panel) => panel.people().collect(),
        None => tender.draft.people.panel.iter().map(|member| member.person).collect(),
    };
    let chair = papers.panel.as_ref().map(|panel| panel.chair()).or(tender.draft.people.chair);
    let outstanding = evaluation.map(Evaluation::interests_outstanding).unwrap_or_default();
    let member = |person: PersonId| {
        let sheet = papers.sheets.iter().find(|sheet| sheet.assessor == person && !sheet.is_excluded);
        let technical = papers.technical_signatures.iter().find(|signature| signature.person == person);
        let report = papers.report_signatures.iter().find(|signature| signature.person == person);
        MemberView {
            person,
            name: names.get(&person.0).cloned().unwrap_or_default(),
            chairs: chair == Some(person),
            outstanding: outstanding.iter().copied().find(|open| open.assessor() == Some(person)),
            submitted_at: sheet.and_then(|sheet| sheet.submitted_at),
            signed_technical_at: technical.map(|signature| signature.signed_at),
            signed_report: report.map(|signature| (signature.signed_at, signature.dissent.clone())),
        }
    };
    people.into_iter().map(member).collect()
}

fn criteria(tender: &Tender, evaluation: Option<&Evaluation>) -> Vec<CriterionView> {
    let scheme = tender.draft.scheme.as_ref().map(|scheme| &scheme.comparison);
    let name = |id: CriterionId| match scheme {
        Some(Comparison::Scored { criteria, .. }) => {
            criteria.iter().find(|one| one.id == id).map(|one| one.name.clone())
        }
        _ => None,
    };
    let asks = |id: CriterionId| {
        let asked = tender.draft.requirements.iter().filter(|asked| asked.weight == Weight::Scored(id));
        asked.map(|asked| asked.text.clone()).collect()
    };
    let criteria = evaluation.map(|evaluation| evaluation.terms().scheme.criteria()).unwrap_or_default();
    let view = |one: &domain::evaluation::Criterion| CriterionView {
        criterion: *one,
        name: name(one.id).unwrap_or_else(|| Trilingual::same("")),
        asks: asks(one.id),
    };
    criteria.iter().map(view).collect()
}

/// Names of everybody who has a part in it.
async fn names(caller: &Caller, desk: &Desk) -> Result<HashMap<Uuid, String>, Failure> {
    let people = &desk.tender.draft.people;
    let mut ids: Vec<Uuid> = people.panel.iter().map(|member| member.person.0).collect();
    ids.extend(people.openers.iter().map(|opener| opener.person.0));
    if let Some((evaluation, _)) = &desk.evaluation {
        ids.extend(evaluation.papers().panel.iter().flat_map(|panel| panel.people()).map(|person| person.0));
    }
    let rows = people::Entity::find().filter(people::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

fn named(people: impl Iterator<Item = PersonId>, names: &HashMap<Uuid, String>) -> Vec<(PersonId, String)> {
    people.map(|person| (person, names.get(&person.0).cloned().unwrap_or_default())).collect()
}

/// The opened bids with their bidders, in the order of their ids, which tells nothing.
async fn bids(caller: &Caller, desk: &Desk) -> Result<Vec<BidderView>, Failure> {
    let rows = opened_bids::Entity::find()
        .filter(opened_bids::Column::TenderId.eq(desk.tender.id.0))
        .order_by_asc(opened_bids::Column::BidId)
        .all(caller.db())
        .await
        .stored()?;
    let mut bids = Vec::with_capacity(rows.len());
    for row in rows {
        let bidder = organisations::Entity::find_by_id(row.organisation_id).one(caller.db()).await.stored()?;
        let bidder = bidder.ok_or_else(|| Failure::impossible("a bid of nobody"))?;
        let first = if row.technical_outcome.is_empty() { &row.price_outcome } else { &row.technical_outcome };
        bids.push(BidderView {
            bid: BidId(row.bid_id),
            supplier: OrganisationId(row.organisation_id),
            name: Trilingual { en: bidder.name_en, zh_hant: bidder.name_zh_hant, zh_hans: bidder.name_zh_hans },
            unreadable: (first != "opened").then(|| first.clone()),
        });
    }
    Ok(bids)
}
