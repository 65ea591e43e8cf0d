//! An officer records that a body vouches for a start-up; for reports alone.

use super::store::{self, Which};
use crate::caller::Caller;
use crate::entities::suppliers;
use crate::failure::Failure;
use domain::event::Event;
use domain::form::{Fields, Problem, Reader};
use domain::permissions::Action;
use domain::suppliers::{Vouch, VouchingBody};
use domain::time::Day;
use sea_orm::Set;

/// Furthest day a body vouches until, in days from today.
const FURTHEST_DAYS: u64 = 3_660;

/// Records the word, or takes it back when `vouch_body` is `none`.
pub async fn record_vouch(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::VetSuppliers)?;
    let vouch = parse(fields, caller.today())?;
    let change = caller.begin().await?;
    let (row, supplier) = store::lock(&change, Which::Reference(reference)).await?;
    let more = suppliers::ActiveModel {
        vouch_body: Set(vouch.as_ref().map(|vouch| vouch.body.code().to_owned())),
        vouch_until: Set(vouch.as_ref().map(|vouch| vouch.until.to_string())),
        ..Default::default()
    };
    store::save(&change, &row, &supplier, more).await?;
    change.commit(Event::SupplierVouched { organisation: row.organisation(), vouch }).await?;
    Ok(())
}

/// Reads `vouch_body` and `vouch_until`.
fn parse(fields: &Fields, today: Day) -> Result<Option<Vouch>, Vec<Problem>> {
    let mut reader = Reader::new(fields);
    let body = reader.choice("vouch_body", |text| match text {
        "none" => Some(None),
        code => VouchingBody::parse(code).map(Some),
    });
    let until = match body {
        Some(Some(_)) => reader.day("vouch_until", today, today.plus_days(FURTHEST_DAYS)),
        _ => None,
    };
    reader.finish(|| match body? {
        None => Some(None),
        Some(body) => Some(Some(Vouch { body, until: until? })),
    })
}
