//! The public register: contracts that both signed, what they are worth, and how promises were kept.

use super::browse::names;
use super::confirm_promise::promises;
use super::store::{self, Held};
use crate::caller::Caller;
use crate::entities::{awarded_contracts, contracts};
use crate::failure::{Failure, Stored};
use crate::search::simplified;
use domain::contracts::views::{ContractRow, Register};
use domain::contracts::{ContractPhase, ContractState, tally};
use domain::locale::Locale;
use domain::money::Money;
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use sea_orm::prelude::*;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// A page of the register, newest signature first; `text` is searched in titles, names and references.
pub async fn read_register(caller: &Caller, locale: Locale, text: &str, asked: usize) -> Result<Register, Failure> {
    caller.may(Action::BrowseContracts)?;
    let (mut rows, binding) = signed(caller, locale).await?;
    let in_force: Vec<_> =
        rows.iter().filter(|row| matches!(row.phase, ContractPhase::Active | ContractPhase::Expiring)).collect();
    let value: Money = in_force.iter().map(|row| row.value).sum();
    let in_force = in_force.len();
    rows.retain(|row| holds(row, text));
    let total = rows.len();
    let number = page_to_show(asked, total);
    let rows = rows.into_iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE).collect();
    let promised = promises(caller.db(), None).await?;
    let promised: Vec<_> =
        promised.into_iter().filter(|((contract, _), _)| binding.contains(contract)).map(|(_, one)| one).collect();
    Ok(Register {
        page: Page { rows, total, number, asked },
        text: text.to_owned(),
        value,
        in_force,
        tally: tally(&promised, caller.today()),
        as_of: caller.now(),
    })
}

/// The whole register, for a file.
pub async fn export_register(caller: &Caller, locale: Locale, text: &str) -> Result<Vec<ContractRow>, Failure> {
    caller.may(Action::BrowseContracts)?;
    let (rows, _) = signed(caller, locale).await?;
    Ok(rows.into_iter().filter(|row| holds(row, text)).collect())
}

/// Contracts that both signed, whatever became of them; what was used of them is not public. And who they are.
async fn signed(caller: &Caller, locale: Locale) -> Result<(Vec<ContractRow>, HashSet<Uuid>), Failure> {
    let states = [ContractState::Active, ContractState::Completed, ContractState::Terminated].map(ContractState::code);
    let found = awarded_contracts::Entity::find()
        .filter(awarded_contracts::Column::State.is_in(states))
        .all(caller.db())
        .await
        .stored()?;
    let ids: HashSet<Uuid> = found.iter().map(|terms| terms.contract_id).collect();
    let rows = contracts::Entity::find().all(caller.db()).await.stored()?;
    let mut rows: HashMap<Uuid, contracts::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let names = names(caller, locale).await?;
    let mut listed = Vec::new();
    for terms in found {
        let Some(row) = rows.remove(&terms.contract_id) else { continue };
        let contract = store::bare(&row, &terms)?;
        let held = Held { row, terms, contract };
        listed.push(names.row(locale, &held, Money::ZERO, false, caller.today())?);
    }
    listed.sort_by_key(|row| (Reverse(row.signed_on), Reverse(row.reference.clone())));
    Ok((listed, ids))
}

/// Holds every word, with Traditional and Simplified letters alike.
fn holds(row: &ContractRow, text: &str) -> bool {
    let folded = |text: &str| text.to_lowercase().chars().map(simplified).collect::<String>();
    let all = folded(
        &[&row.reference, &row.tender, &row.title.text, &row.department, &row.supplier].map(String::as_str).join(" "),
    );
    text.split_whitespace().all(|word| all.contains(&folded(word)))
}
