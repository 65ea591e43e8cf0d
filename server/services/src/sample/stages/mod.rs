//! Sample tenders that went further than publication, each taken as far as its file says.
//!
//! draft → published → bids → closed → opened → interests → marking → moderation → technically final → priced →
//! reported → recommended → awarded → contract. Every step is taken by somebody who may take it, through the operation
//! of its page and at an instant of a clock that is set, so that its receipts, records and letters are real ones; only
//! the order of the log shows that all of it was laid out in one go.

mod assessing;
mod awarding;
mod bidding;
mod content;
mod contracting;
mod desk;
mod drafting;

#[cfg(test)]
mod tests;

pub use content::Until;

use crate::caller::Caller;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use desk::Desk;
use domain::event::Event;
use domain::permissions::Action;
use sea_orm::prelude::*;

/// A tender that was laid out, and how far it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Its reference.
    pub reference: String,
    /// The code of its department.
    pub department: String,
    /// How far it went.
    pub until: Until,
    /// The reference of its contract, if it came to one.
    pub contract: Option<String>,
}

/// Lays out the tenders that have bids; once, after the office was laid out.
pub async fn run_tenders(caller: &Caller) -> Result<Vec<Staged>, Failure> {
    caller.may(Action::RunJobs)?;
    let content = content::read()?;
    let mut staged = Vec::new();
    for tender in &content.tender {
        let desk = Desk::new(caller, &content, tender).await?;
        let done =
            desk.run().await.map_err(|error| Failure::broken(format!("laying out {:?}", tender.title.en), error));
        staged.push(done?);
    }
    let change = caller.begin().await?;
    let references: Vec<&str> = staged.iter().map(|one| one.reference.as_str()).collect();
    let rows = tenders::Entity::find().filter(tenders::Column::Reference.is_in(references));
    let mut ids: Vec<Uuid> = rows.all(change.db()).await.stored()?.into_iter().map(|row| row.id).collect();
    for id in ids.clone() {
        ids.extend(crate::tenders::group_of(change.db(), id).await?.into_iter().map(|lot| lot.tender_id));
    }
    tenders::Entity::update_many()
        .col_expr(tenders::Column::Sample, Expr::value(true))
        .filter(tenders::Column::Id.is_in(ids))
        .exec(change.db())
        .await
        .stored()?;
    change.commit(Event::TendersSampled { tenders: staged.len() }).await?;
    Ok(staged)
}

impl Desk<'_> {
    /// Takes the tender as far as its file says.
    async fn run(&self) -> Result<Staged, Failure> {
        let until = self.tender.until;
        let reference = self.publish().await?;
        let at = reference.as_str();
        self.bid(at).await?;
        if until > Until::Bids {
            self.close(at).await?;
        }
        if until > Until::Closed {
            self.assess(at).await?;
        }
        if until > Until::Reported {
            self.award(at).await?;
        }
        let contract = if until >= Until::ContractSent { Some(self.contract(at).await?) } else { None };
        self.end(at).await?;
        Ok(Staged { reference, department: self.tender.department.clone(), until, contract })
    }
}
