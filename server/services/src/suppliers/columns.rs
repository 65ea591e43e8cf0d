//! The columns of a supplier's row, one by one.

use crate::entities::{organisations, suppliers};
use domain::ids::PersonId;
use domain::suppliers::{
    BusinessRegistration, Contact, Country, Debarment, Enterprise, History, Identity, LegalName, Phone, Region,
    Registration, Supplier, SupplierState, Suspension, Vouch, VouchingBody,
};
use domain::text::EmailAddress;
use domain::time::{Day, Timestamp};
use sea_orm::Set;

/// A day that may be missing; `None` for one that is no day.
fn day(text: &Option<String>) -> Option<Option<Day>> {
    match text {
        Some(text) => Day::parse(text).map(Some),
        None => Some(None),
    }
}

pub(super) fn state_of(row: &suppliers::Model) -> Option<SupplierState> {
    SupplierState::parse(&row.state)
}

pub(super) fn vouch_of(row: &suppliers::Model) -> Option<Vouch> {
    let body = VouchingBody::parse(row.vouch_body.as_deref()?)?;
    Some(Vouch { body, until: Day::parse(row.vouch_until.as_deref()?)? })
}

pub(super) fn name_of(row: &suppliers::Model) -> LegalName {
    LegalName { en: row.legal_name_en.clone(), zh: row.legal_name_zh.clone() }
}

/// What the supplier says about itself; `None` when the row says what cannot be.
pub(super) fn registration_of(row: &suppliers::Model) -> Option<Registration> {
    let identity = match row.place.as_str() {
        "hong_kong" => Identity::HongKong {
            registration: BusinessRegistration::parse(row.business_registration.as_deref()?)?,
            expires_on: Day::parse(row.certificate_expires_on.as_deref()?)?,
            company_number: row.company_number.clone(),
        },
        _ => Identity::Overseas {
            country: Country::parse(row.country.as_deref()?)?,
            register_number: row.register_number.clone()?,
        },
    };
    let enterprise = match (row.staff, row.founded_year) {
        (Some(staff), Some(founded_year)) => Some(Enterprise {
            staff: u32::try_from(staff).ok()?,
            manufacturing: row.manufacturing,
            founded_year,
            large_group: row.large_group,
        }),
        _ => None,
    };
    Some(Registration {
        legal_name: name_of(row),
        identity,
        address: row.address.clone(),
        region: row.region.as_deref().and_then(Region::parse),
        website: row.website.clone(),
        contact: Contact {
            name: row.contact_name.clone(),
            email: EmailAddress::parse(&row.contact_email)?,
            phone: row.contact_phone.as_deref().and_then(Phone::parse),
        },
        enterprise,
    })
}

/// What happened so far, without the checks; `None` when the row says what cannot be.
pub(super) fn history_of(row: &suppliers::Model) -> Option<History> {
    let suspension = match (row.suspended_by, day(&row.suspension_ends_on)?) {
        (Some(by), Some(ends_on)) => {
            Some(Suspension { by: PersonId(by), reason: row.suspension_reason.clone(), ends_on })
        }
        _ => None,
    };
    let debarment = match (row.debarred_by, day(&row.debarment_from)?, day(&row.debarment_ends_on)?) {
        (Some(by), Some(from), Some(ends_on)) => Some(Debarment {
            by: PersonId(by),
            reason: row.debarment_reason.clone(),
            hearing: row.debarment_hearing.clone(),
            from,
            ends_on,
        }),
        _ => None,
    };
    Some(History {
        proposed: None,
        asked_at: row.asked_at.map(Timestamp::from_millis),
        checks: Vec::new(),
        first_verified_on: day(&row.first_verified_on)?,
        valid_until: day(&row.valid_until)?,
        suspension,
        debarment,
    })
}

/// The columns as the supplier has them, over those the rules do not know.
pub(super) fn filled(supplier: &Supplier, more: suppliers::ActiveModel) -> suppliers::ActiveModel {
    let (registration, history) = (&supplier.registration, supplier.history());
    let mut columns = registration_columns(registration, more);
    let text = |day: Option<Day>| Set(day.map(|day| day.to_string()));
    columns.state = Set(supplier.state().code().to_owned());
    columns.asked_at = Set(history.asked_at.map(Timestamp::millis));
    columns.first_verified_on = text(history.first_verified_on);
    columns.valid_until = text(history.valid_until);
    let suspension = history.suspension.as_ref();
    columns.suspended_by = Set(suspension.map(|one| one.by.0));
    columns.suspension_reason = Set(suspension.map(|one| one.reason.clone()).unwrap_or_default());
    columns.suspension_ends_on = text(suspension.map(|one| one.ends_on));
    let debarment = history.debarment.as_ref();
    columns.debarred_by = Set(debarment.map(|one| one.by.0));
    columns.debarment_reason = Set(debarment.map(|one| one.reason.clone()).unwrap_or_default());
    columns.debarment_hearing = Set(debarment.map(|one| one.hearing.clone()).unwrap_or_default());
    columns.debarment_from = text(debarment.map(|one| one.from));
    columns.debarment_ends_on = text(debarment.map(|one| one.ends_on));
    columns
}

fn registration_columns(registration: &Registration, mut columns: suppliers::ActiveModel) -> suppliers::ActiveModel {
    columns.legal_name_en = Set(registration.legal_name.en.clone());
    columns.legal_name_zh = Set(registration.legal_name.zh.clone());
    let (mut number, mut expires_on, mut company, mut country, mut register_number) =
        (None, None, String::new(), None, None);
    columns.place = match &registration.identity {
        Identity::HongKong { registration, expires_on: last, company_number } => {
            number = Some(registration.to_string());
            expires_on = Some(last.to_string());
            company = company_number.clone();
            Set("hong_kong".to_owned())
        }
        Identity::Overseas { country: place, register_number: there } => {
            country = Some(place.as_str().to_owned());
            register_number = Some(there.clone());
            Set("overseas".to_owned())
        }
    };
    columns.business_registration = Set(number);
    columns.certificate_expires_on = Set(expires_on);
    columns.company_number = Set(company);
    columns.country = Set(country);
    columns.register_number = Set(register_number);
    columns.address = Set(registration.address.clone());
    columns.region = Set(registration.region.map(|region| region.code().to_owned()));
    columns.website = Set(registration.website.clone());
    columns.contact_name = Set(registration.contact.name.clone());
    columns.contact_email = Set(registration.contact.email.as_str().to_owned());
    columns.contact_phone = Set(registration.contact.phone.as_ref().map(|phone| phone.as_str().to_owned()));
    let enterprise = registration.enterprise.as_ref();
    columns.staff = Set(enterprise.map(|one| i64::from(one.staff)));
    columns.manufacturing = Set(enterprise.is_some_and(|one| one.manufacturing));
    columns.founded_year = Set(enterprise.map(|one| one.founded_year));
    columns.large_group = Set(enterprise.is_some_and(|one| one.large_group));
    columns
}

/// An organisation's names, from a supplier's legal name.
pub(super) fn name_columns(name: &LegalName) -> organisations::ActiveModel {
    let shown = name.shown();
    organisations::ActiveModel {
        name_en: Set(shown.en.clone()),
        name_zh_hant: Set(shown.zh_hant.clone()),
        name_zh_hans: Set(shown.zh_hans.clone()),
        short_en: Set(shown.en),
        short_zh_hant: Set(shown.zh_hant),
        short_zh_hans: Set(shown.zh_hans),
        ..Default::default()
    }
}

/// The columns of a file that holds an application and nothing else.
pub(super) fn blank(registration: &Registration) -> suppliers::ActiveModel {
    let nothing = suppliers::ActiveModel {
        question: Set(String::new()),
        suspension_reason: Set(String::new()),
        debarment_reason: Set(String::new()),
        debarment_hearing: Set(String::new()),
        ..Default::default()
    };
    registration_columns(registration, nothing)
}
