//! The panels somebody sits on whose work is not over.

use super::desk::Desk;
use crate::caller::Caller;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::tenders as tendering;
use domain::permissions::Action;
use domain::tenders::TenderState;
use domain::text::Trilingual;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// A tender whose bids one marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelOf {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: Trilingual,
}

/// The tenders on whose panels the caller sits, from the opening to the recommendation, first closed first.
pub async fn panels(caller: &Caller) -> Result<Vec<PanelOf>, Failure> {
    caller.may(Action::AssessBids)?;
    let under_way = [TenderState::OpenedTechnical, TenderState::Evaluating, TenderState::OpenedPrice];
    let rows = tenders::Entity::find()
        .filter(tenders::Column::State.is_in(under_way.map(TenderState::code)))
        .order_by_asc(tenders::Column::ClosesAt)
        .all(caller.db())
        .await
        .stored()?;
    let me = caller.officer()?.person;
    let mut panels = Vec::new();
    for row in rows {
        // Whoever sits or sat on a panel is named in the tender; only of those the evaluation is opened.
        if !tendering::tender_of(&row)?.draft.people.assesses(me) {
            continue;
        }
        match Desk::load(caller, &row.reference).await {
            Ok(desk) if desk.seat.panel => {
                panels.push(PanelOf { reference: row.reference, title: desk.tender.draft.title });
            }
            Ok(_) | Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(panels)
}
