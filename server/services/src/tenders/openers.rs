//! Openers of a tender that takes bids: who can be counted on, who is named beside them, who left.

use super::change_keys::change_keys;
use super::nameable::Nameable;
use super::{decide, store};
use crate::caller::Caller;
use crate::change::{Change, answer_given};
use crate::entities::{memberships, people, tenders};
use crate::failure::{Failure, Stored};
use crate::keys::{self, Renewal, Standing};
use domain::accounts::Role;
use domain::bids::KeyRefusal;
use domain::catalogue::views::Said;
use domain::form::{Fields, Reader};
use domain::ids::{OnceToken, PersonId, TenderId};
use domain::locale::Locale;
use domain::permissions::{Action, allows};
use domain::tenders::people::{FEWEST_OPENERS, FEWEST_USABLE};
use domain::tenders::views::said;
use domain::tenders::{Opener, Stage, Tender};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use sealing::Slot;

/// Somebody who opens, or holds a recovery key.
#[derive(Debug, Clone)]
pub struct OpenerView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their section; nothing for a recovery key.
    pub section: Option<String>,
    /// Their number in the tender's keys; nothing when bids are not sealed to a key of theirs.
    pub number: Option<u16>,
    /// How they stand today.
    pub standing: Standing,
    /// They cannot be counted on and may be taken out.
    pub may_leave: bool,
}

/// The openers of a published tender.
#[derive(Debug, Clone)]
pub struct OpenersView {
    /// The tender.
    pub reference: String,
    /// Its title.
    pub title: Said,
    /// When it closes.
    pub closes_at: Timestamp,
    /// It takes bids.
    pub is_open: bool,
    /// The one who looks may name openers and take them out.
    pub may_change: bool,
    /// Openers who can be counted on.
    pub usable: u32,
    /// Everybody with a part in the keys, by number.
    pub openers: Vec<OpenerView>,
    /// Who can be named today.
    pub candidates: Vec<(PersonId, String)>,
}

impl OpenersView {
    /// Fewer openers than a tender should have.
    pub fn is_few(&self) -> bool {
        (self.usable as usize) < FEWEST_OPENERS
    }

    /// So few that the close is not moved by hand.
    pub fn is_red(&self) -> bool {
        (self.usable as usize) < FEWEST_USABLE
    }
}

/// Who opens a published tender, and how each of them stands.
pub async fn show_openers(caller: &Caller, locale: Locale, reference: &str) -> Result<OpenersView, Failure> {
    caller.may(Action::SeeOpeners)?;
    let officer = caller.officer()?;
    let row = store::load_row(caller.db(), officer, reference).await?;
    if row.published_at.is_none() {
        return Err(Failure::NotFound);
    }
    let tender = store::tender_of(&row)?;
    let is_open = tender.stage(caller.now()) == Stage::Published;
    let own = row.organisation_id == officer.organisation.0 && allows(Action::RunTender, caller.actor());
    let may_change = is_open && own;
    let openers = openers(caller, &tender, may_change).await?;
    Ok(OpenersView {
        reference: row.reference.clone(),
        title: said(&row.title(), locale),
        closes_at: store::closes_at(&tender),
        is_open,
        may_change,
        usable: keys::usable_openers(caller.db(), tender.id, caller.today()).await?,
        candidates: if may_change { candidates(caller, &tender, &openers).await? } else { Vec::new() },
        openers,
    })
}

/// Names an opener: bids that come from now on are sealed to that key too. Fields: `opener`, `opener_section`.
pub async fn name_opener(caller: &Caller, once: OnceToken, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    if answer_given(caller.db(), caller, once).await?.is_some() {
        return Ok(());
    }
    store::load_row(caller.db(), caller.officer()?, reference).await?;
    let nameable = Nameable::load(caller).await?;
    let mut reader = Reader::new(fields);
    let known = |id: &str| Uuid::parse_str(id).ok().map(PersonId).filter(|person| nameable.has(*person));
    let person = reader.choice("opener", known);
    let section = reader.text("opener_section", 80);
    let (person, section) = reader.finish(|| Some((person?, section?)))?;
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let (row, tender) = own_tender(&change, caller, reference).await?;
    let holders: Vec<PersonId> = slots_of(change.db(), tender.id).await?.iter().map(holder).collect();
    let tender = tender.name_opener(Opener { person, section }, &holders, change.now())?;
    let event = change_keys(&change, &row, tender, Renewal::Named(person)).await?;
    // One opener alone makes no pair: somebody must hold a recovery key beside the first one.
    let event = event.ok_or(KeyRefusal::NoRecovery)?;
    change.remember_answer(once, "named").await?;
    change.commit(event.into()).await?;
    Ok(())
}

/// Takes an opener out who cannot be counted on any more: bids that come from now on are not sealed to that key. Field:
/// `person`.
pub async fn take_opener_out(
    caller: &Caller,
    once: OnceToken,
    reference: &str,
    fields: &Fields,
) -> Result<(), Failure> {
    caller.may(Action::RunTender)?;
    if answer_given(caller.db(), caller, once).await?.is_some() {
        return Ok(());
    }
    let person = PersonId(Uuid::parse_str(fields.get("person")).map_err(|_| Failure::NotFound)?);
    let change = caller.begin().await?;
    if change.answer_before(once).await?.is_some() {
        return Ok(());
    }
    let (row, tender) = own_tender(&change, caller, reference).await?;
    let slots = slots_of(change.db(), tender.id).await?;
    let slot = slots.iter().find(|slot| holder(slot) == person && tender.draft.people.opens(person));
    let slot = slot.ok_or(Failure::NotFound)?;
    if Standing::of(change.db(), slot, change.today()).await?.is_usable() {
        return Err(KeyRefusal::CanBeCountedOn { person }.into());
    }
    let tender = tender.take_opener_out(person, change.now())?;
    let left = slots.iter().filter(|slot| slot.role == sealing::Role::Officer && holder(slot) != person).count();
    let event = change_keys(&change, &row, tender, Renewal::Left(person)).await?;
    let event = event.ok_or(KeyRefusal::TooFewOfficers { found: left, needed: FEWEST_USABLE })?;
    change.remember_answer(once, "left").await?;
    change.commit(event.into()).await?;
    Ok(())
}

/// A tender of one's own department that was published, locked.
async fn own_tender(change: &Change, caller: &Caller, reference: &str) -> Result<(tenders::Model, Tender), Failure> {
    let row = decide::own_row(change, caller, reference).await?;
    if row.published_at.is_none() {
        return Err(Failure::NotFound);
    }
    let tender = store::tender_of(&row)?;
    Ok((row, tender))
}

async fn slots_of(db: &impl ConnectionTrait, tender: TenderId) -> Result<Vec<Slot>, Failure> {
    Ok(keys::of_tender(db, tender).await?.set.slots().to_vec())
}

fn holder(slot: &Slot) -> PersonId {
    PersonId(Uuid::from_bytes(slot.holder))
}

/// Those with a slot by number, then openers whose key was given up and who have not got another part.
async fn openers(caller: &Caller, tender: &Tender, may_change: bool) -> Result<Vec<OpenerView>, Failure> {
    let named = &tender.draft.people.openers;
    let section = |person: PersonId| named.iter().find(|one| one.person == person).map(|one| one.section.clone());
    let mut views = Vec::new();
    for slot in slots_of(caller.db(), tender.id).await? {
        let (person, standing) = (holder(&slot), Standing::of(caller.db(), &slot, caller.today()).await?);
        let section = section(person).filter(|_| slot.role == sealing::Role::Officer);
        let may_leave = may_change && section.is_some() && !standing.is_usable();
        let number = Some(slot.number);
        views.push(OpenerView { person, name: String::new(), section, number, standing, may_leave });
    }
    let holders: Vec<PersonId> = views.iter().map(|view| view.person).collect();
    for Opener { person, section } in named.iter().filter(|one| !holders.contains(&one.person)).cloned() {
        let (standing, section) = (Standing { is_suspected: true, ..Standing::default() }, Some(section));
        views.push(OpenerView { person, name: String::new(), section, number: None, standing, may_leave: false });
    }
    let people: Vec<PersonId> = views.iter().map(|view| view.person).collect();
    for (view, name) in views.iter_mut().zip(keys::names(caller.db(), &people).await?) {
        view.name = name;
    }
    Ok(views)
}

/// Officials in the role of an opener whose key can be named today and who have no other part in the tender.
async fn candidates(
    caller: &Caller,
    tender: &Tender,
    present: &[OpenerView],
) -> Result<Vec<(PersonId, String)>, Failure> {
    let with_role: Vec<Uuid> = memberships::Entity::find()
        .select_only()
        .column(memberships::Column::PersonId)
        .filter(memberships::Column::Role.eq(Role::DepartmentOpener.code()))
        .into_tuple()
        .all(caller.db())
        .await
        .stored()?;
    let rows = people::Entity::find()
        .filter(people::Column::Id.is_in(with_role))
        .filter(people::Column::OrganisationId.eq(tender.draft.department.0))
        .order_by_asc(people::Column::Name)
        .all(caller.db())
        .await
        .stored()?;
    let mut found = Vec::new();
    for row in rows {
        let person = PersonId(row.id);
        let has_part = tender.draft.is_author(person)
            || tender.draft.people.assesses(person)
            || tender.draft.people.approver == Some(person)
            || present.iter().any(|one| one.person == person && one.number.is_some() && !one.standing.is_suspected);
        if !has_part && keys::can_be_named(caller.db(), person, caller.today()).await? {
            found.push((person, row.name));
        }
    }
    Ok(found)
}
