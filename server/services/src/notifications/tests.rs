mod delivery;
mod over_smtp;
mod words;

use super::*;
use crate::entities::outbox;
use crate::testing::{Office, TD};
use crate::{Caller, Mailer, Services};
use sea_orm::{EntityTrait, QueryOrder};
use std::sync::Arc;

/// Every letter of the outbox, in the order they were written.
async fn letters(office: &Office) -> Vec<outbox::Model> {
    let letters = outbox::Entity::find().order_by_asc(outbox::Column::WrittenAt).order_by_asc(outbox::Column::Id);
    letters.all(office.services.db.reader()).await.unwrap()
}

async fn round(services: &Arc<Services>) -> Delivered {
    deliver(&Caller::system(services)).await.unwrap()
}
