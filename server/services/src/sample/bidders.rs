//! Many more verified suppliers in a sample office, each with one bidder, to try the closing of a tender at size.
//!
//! In no other office: they are added only where the sample's own people work.

use super::people::{PASSWORD, PEOPLE};
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{memberships, organisations, people};
use crate::failure::{Failure, Stored};
use domain::accounts::{OrganisationKind, Role};
use domain::event::Event;
use domain::ids::OrganisationId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::suppliers::{
    BusinessRegistration, Contact, Declaration, Declared, Enterprise, History, Identity, LegalName, Phone, Region,
    Registration, Supplier, SupplierState,
};
use domain::text::EmailAddress;
use domain::time::Day;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, Set};

/// The address of the bidder of this number, from 1.
pub fn bidder_address(number: u32) -> String {
    format!("bidder{number}@many.sample.hk")
}

/// Adds so many suppliers, in one change.
pub async fn add_bidders(caller: &Caller, count: u32) -> Result<(), Failure> {
    caller.may(Action::RunJobs)?;
    let hash = caller.services().passwords.hash(PASSWORD).await?;
    let change = caller.begin().await?;
    let known = people::Entity::find().filter(people::Column::Email.eq(PEOPLE[0].email));
    if known.count(change.db()).await.stored()? == 0 {
        return Err(Failure::impossible("bidders to try the service with belong in a sample office"));
    }
    let references = change.next_numbers("suppliers", count.into()).await?;
    for (number, reference) in (1..=count).zip(references) {
        add(&change, number, &format!("SUP-{reference:04}"), &hash).await?;
    }
    let organisations = usize::try_from(count).unwrap_or_default();
    change.commit(Event::OfficeSampled { organisations, listings: 0, orders: 0 }).await?;
    Ok(())
}

async fn add(change: &Change, number: u32, reference: &str, hash: &str) -> Result<(), Failure> {
    let (id, today) = (change.new_id(), change.today());
    let registration = registration(number, today)?;
    let name = registration.legal_name.shown();
    let organisation = organisations::Model {
        id,
        code: reference.to_owned(),
        kind: OrganisationKind::Supplier.code().to_owned(),
        name_en: name.en.clone(),
        name_zh_hant: name.zh_hant.clone(),
        name_zh_hans: name.zh_hans.clone(),
        short_en: name.en,
        short_zh_hant: name.zh_hant,
        short_zh_hans: name.zh_hans,
    };
    let row = organisation.into_active_model();
    organisations::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    let declarations = Declaration::ALL.iter().map(|one| Declared::on(*one, today)).collect();
    let history = History {
        proposed: None,
        asked_at: None,
        checks: Vec::new(),
        first_verified_on: Some(today),
        valid_until: Some(certified_until(today)),
        suspension: None,
        debarment: None,
    };
    let state = SupplierState::Verified;
    let supplier = Supplier::stored(OrganisationId(id), registration, declarations, Vec::new(), history, state);
    crate::suppliers::insert(change, reference, &supplier, None, "").await?;
    let person = people::Model {
        id: change.new_id(),
        organisation_id: id,
        email: bidder_address(number),
        name: format!("Bidder {number}"),
        locale: Locale::En.segment().to_owned(),
        password_hash: Some(hash.to_owned()),
        account_version: 0,
        created_at: change.now().millis(),
        disabled_at: None,
    };
    let role =
        memberships::ActiveModel { person_id: Set(person.id), role: Set(Role::SupplierBidder.code().to_owned()) };
    people::Entity::insert(person.into_active_model()).exec_without_returning(change.db()).await.stored()?;
    memberships::Entity::insert(role).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

fn certified_until(today: Day) -> Day {
    Day::from_number(i64::from(today.number()) + 300)
}

fn registration(number: u32, today: Day) -> Result<Registration, Failure> {
    let strange = || Failure::impossible(format!("bidder {number} has strange facts"));
    let registered = format!("{}", 71_000_000 + number);
    Ok(Registration {
        legal_name: LegalName {
            en: format!("Sample Bidder {number} Limited"),
            zh: format!("樣本投標{number}有限公司"),
        },
        identity: Identity::HongKong {
            registration: BusinessRegistration::parse(&registered).ok_or_else(strange)?,
            expires_on: certified_until(today),
            company_number: registered[1..].to_owned(),
        },
        address: format!("Unit {number}, 9 Sample Road, Sha Tin"),
        region: Some(Region::NewTerritories),
        website: String::new(),
        contact: Contact {
            name: format!("Bidder {number}"),
            email: EmailAddress::parse(&bidder_address(number)).ok_or_else(strange)?,
            phone: Some(Phone::parse("+85221230099").ok_or_else(strange)?),
        },
        enterprise: Some(Enterprise { staff: 12, manufacturing: false, founded_year: 2021, large_group: false }),
    })
}
