//! The approving body says yes, and every bidder is told at that instant; or it sends the recommendation back.
//!
//! Never anybody of the panel, nor who drafted the tender, opens its bids or filed the recommendation.

use super::LONGEST;
use super::dossier::{Dossier, facts, names};
use super::store::{self, AwardFile};
use super::told::{self, Told};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::awards;
use crate::failure::Failure;
use crate::tenders::body_of;
use crate::{openings, tenders as tendering};
use domain::awards::views::Round;
use domain::awards::{Award, AwardEvent, AwardRefusal, NewAward, UnreadBid, Words, assessed_bids, letters};
use domain::form::{Fields, Problem, Reader, Rule};
use domain::ids::{AwardId, CriterionId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::tenders::{Approver, Comparison, Tender, TenderCommand};
use domain::text::Trilingual;
use sea_orm::Set;

/// Decides. `do` is `approve` or `return`; `version` is that of the recommendation; `comment` says what is missing,
/// `reason_for_other` why a bid that is not first wins, and `price_reasonable` is ticked where only one bid was ranked.
pub async fn decide(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::ApproveAward)?;
    match fields.get("do") {
        "approve" => approve(caller, reference, fields).await,
        "return" => send_back(caller, reference, fields).await,
        _ => Err(Failure::NotFound),
    }
}

async fn approve(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    let mut reader = Reader::new(fields);
    let reason = reader.optional_text("reason_for_other", LONGEST);
    let reason = reader.finish(|| reason)?;
    let change = caller.begin().await?;
    let (dossier, row, by) = in_hand(&change, reference, TenderCommand::ApproveAward, fields).await?;
    if dossier.single_bid() && !fields.ticked("price_reasonable") {
        let problem = Problem { field: "price_reasonable".to_owned(), rule: Rule::MustBeTicked };
        return Err(Refusal::Form(vec![problem]).into());
    }
    let now = change.now();
    let mut file = store::file_of(caller, &row)?;
    file.price_is_reasonable = dossier.single_bid();
    file.recommendation.reason_for_other = Some(reason).filter(|reason| !reason.is_empty());
    let facts = facts(change.db(), &dossier, &file, (vec![by.person], by.body), now).await?;
    let new = NewAward { id: AwardId(row.id), tender: dossier.tender.id, lot: None };
    let award = Award::approve(new, &facts, now)?;
    let binds = file.validity.binds_on(now.day());
    let tender = dossier.tender.clone().approve_award(&by, binds, now)?;
    let told = tell(&change, &dossier, &file, &award).await?;
    tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    let columns = awards::ActiveModel {
        approved_by: Set(Some(by.person.0)),
        tier: Set(award.tier.code().to_owned()),
        notified_at: Set(Some(now.millis())),
        signable_from: Set(Some(award.signable_from().millis())),
        file_closed: Set(store::closed_file(&change, row.id, &file)?),
        ..Default::default()
    };
    store::save(&change, &award, row.version, columns).await?;
    let event = AwardEvent::Notified {
        tender: tender.id,
        award: award.id,
        supplier: award.supplier,
        bid: award.bid,
        value: award.value,
        body: award.tier,
        told,
        signable_from: award.signable_from(),
    };
    change.commit(event.into()).await?;
    Ok(())
}

async fn send_back(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    let mut reader = Reader::new(fields);
    let comment = reader.text("comment", LONGEST);
    let comment = reader.finish(|| comment)?;
    let change = caller.begin().await?;
    let (dossier, row, by) = in_hand(&change, reference, TenderCommand::ReturnRecommendation, fields).await?;
    let tender = dossier.tender.clone().return_recommendation(&by, &comment, change.now())?;
    tendering::save(&change, &dossier.row, &tender, |_| {}).await?;
    let columns = awards::ActiveModel {
        state: Set(Round::Returned.code().to_owned()),
        end_reason: Set(comment.clone()),
        ..Default::default()
    };
    store::update(&change, row.id, row.version, columns).await?;
    change.commit(AwardEvent::Returned { tender: tender.id, comment }.into()).await?;
    Ok(())
}

/// The recommendation that waits, for somebody who decides for a body and did not file it.
async fn in_hand(
    change: &Change,
    reference: &str,
    command: TenderCommand,
    fields: &Fields,
) -> Result<(Dossier, awards::Model, Approver), Failure> {
    let dossier = Dossier::lock(change, reference).await?;
    let officer = change.caller().officer()?;
    let body = body_of(officer, &dossier.row).ok_or(Failure::NotFound)?;
    dossier.tender.stage(change.now()).after(command)?;
    let row = store::row_of(change.db(), dossier.tender.id).await?;
    let row = row.ok_or_else(|| Failure::impossible(format!("{reference} is recommended without its award")))?;
    if fields.get("version") != row.version.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    if row.recommended_by == officer.person.0 {
        return Err(AwardRefusal::OwnRecommendation.into());
    }
    Ok((dossier, row, Approver { person: officer.person, body }))
}

/// Writes down what every bidder is told; returns how many.
async fn tell(change: &Change, dossier: &Dossier, file: &AwardFile, award: &Award) -> Result<u32, Failure> {
    let evaluation = dossier.reported()?;
    let bidders = names(change.db(), evaluation.papers().bidders.iter().map(|one| one.supplier)).await?;
    let assessed = assessed_bids(evaluation, |bid, supplier| Words {
        name: bidders.get(&supplier).cloned().unwrap_or_default(),
        reasons: file.reasons.iter().find(|(one, _)| *one == bid).map(|(_, why)| why.clone()).unwrap_or_default(),
    });
    let opened = openings::opened_of(change.db(), &dossier.tender).await?.into_iter();
    let unread =
        opened.filter_map(|one| Some(UnreadBid { bid: one.bid, supplier: one.supplier, why: one.unreadable? }));
    let views = letters(&assessed, &unread.collect::<Vec<_>>(), award.bid)?;
    let count = views.len() as u32;
    for view in views {
        let criteria = view.marks.iter().map(|mark| criterion_of(&dossier.tender, mark.criterion)).collect();
        told::keep(change, award.id, &Told { view, criteria }).await?;
    }
    Ok(count)
}

/// The published name of a criterion.
pub(super) fn criterion_of(tender: &Tender, id: CriterionId) -> Trilingual {
    let scheme = tender.draft.scheme.as_ref();
    let Some(Comparison::Scored { criteria, .. }) = scheme.map(|scheme| &scheme.comparison) else {
        return Trilingual::default();
    };
    criteria.iter().find(|criterion| criterion.id == id).map(|criterion| criterion.name.clone()).unwrap_or_default()
}
