//! The register of bureaux and departments: reference data that every office needs, not only the sample.

use super::content;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::organisations;
use crate::failure::{Failure, Stored};
use domain::event::Event;
use domain::permissions::Action;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use std::collections::HashMap;

/// Puts the bureaux and departments that are missing on the register; safe to run twice. Returns how many are on it.
pub async fn keep_register(caller: &Caller) -> Result<usize, Failure> {
    caller.may(Action::RunJobs)?;
    let change = caller.begin().await?;
    let before = crate::accounts::government().count(change.db()).await.stored()? as usize;
    let register = lay_out_register(&change).await?;
    if register.len() > before {
        // The front page says how many there are, and is kept until the catalogue moves.
        change.next_number(crate::change::CATALOGUE).await?;
        change.commit(Event::RegisterKept { organisations: register.len() }).await?;
    }
    Ok(register.len())
}

/// Puts the bureaux and departments on the register, unless they are there; ids by code.
pub(super) async fn lay_out_register(change: &Change) -> Result<HashMap<String, Uuid>, Failure> {
    let known = crate::accounts::government().all(change.db()).await.stored()?;
    let mut register: HashMap<String, Uuid> = known.into_iter().map(|row| (row.code, row.id)).collect();
    for organisation in content::organisations()? {
        if register.contains_key(&organisation.code) {
            continue;
        }
        let id = change.new_id();
        let row = organisations::Model {
            id,
            code: organisation.code.clone(),
            kind: organisation.kind.code().to_owned(),
            name_en: organisation.name.en,
            name_zh_hant: organisation.name.zh_hant,
            name_zh_hans: organisation.name.zh_hans,
            short_en: organisation.short.en,
            short_zh_hant: organisation.short.zh_hant,
            short_zh_hans: organisation.short.zh_hans,
        };
        organisations::Entity::insert(row.into_active_model()).exec_without_returning(change.db()).await.stored()?;
        register.insert(organisation.code, id);
    }
    Ok(register)
}
