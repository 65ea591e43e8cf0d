//! What a supplier says about itself when it registers, read from the form.
//!
//! Source: submission guard of the supplier machine (3.1), identifiers and formats (7.5).

use super::declarations::{Declaration, Declared};
use super::identity::{BusinessRegistration, Country, Identity, Phone, Region};
use super::startup::SizeBand;
use crate::form::{Fields, Problem, Reader, Rule};
use crate::text::EmailAddress;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Longest legal name, in characters.
pub const LONGEST_NAME: usize = 200;
/// How far ahead a certificate may run, in days: certificates are issued for one year or three.
pub const FURTHEST_EXPIRY_DAYS: u64 = 1_200;
/// Most persons one supplier may state.
pub const MOST_STAFF: i64 = 10_000_000;

/// A legal name in one or both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalName {
    /// In English; may be empty when there is a Chinese one.
    pub en: String,
    /// In Chinese; may be empty when there is an English one.
    pub zh: String,
}

/// Whom the office writes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// Their telephone number.
    pub phone: Phone,
}

/// What a supplier says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its legal name.
    pub legal_name: LegalName,
    /// Where it is registered.
    pub identity: Identity,
    /// Its address.
    pub address: String,
    /// The part of Hong Kong; none for an address elsewhere.
    pub region: Option<Region>,
    /// Its website; may be empty.
    pub website: String,
    /// Whom to write to.
    pub contact: Contact,
    /// Persons it employs.
    pub staff: u32,
    /// It manufactures, which sets another limit for its size.
    pub manufacturing: bool,
    /// The year it was founded.
    pub founded_year: i32,
    /// It belongs to a large group.
    pub large_group: bool,
}

/// The registration form: what the supplier says and what it declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationForm {
    /// What it says.
    pub registration: Registration,
    /// What it declares, to the texts in force today.
    pub declarations: Vec<Declared>,
}

impl Registration {
    /// Its size by the limits in force on this day.
    pub fn size(&self, day: Day) -> SizeBand {
        SizeBand::of(self.staff, self.manufacturing, day)
    }

    /// Does another registration name the same legal person? A new certificate changes nothing.
    pub fn is_same_person(&self, other: &Registration) -> bool {
        self.legal_name == other.legal_name && self.identity.is_same_entry(&other.identity)
    }
}

impl RegistrationForm {
    /// Reads the form, with every problem at once.
    ///
    /// `place` is `hong_kong` or `overseas`. The declarations are boxes named by their codes.
    pub fn parse(fields: &Fields, today: Day) -> Result<RegistrationForm, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let legal_name = read_name(&mut reader);
        let local = reader.choice("place", |text| match text {
            "hong_kong" => Some(true),
            "overseas" => Some(false),
            _ => None,
        });
        let identity = local.and_then(|local| read_identity(&mut reader, local, today));
        let address = reader.text("address", 500);
        let region = match local {
            Some(true) => reader.choice("region", Region::parse).map(Some),
            _ => Some(None),
        };
        let website = read_website(&mut reader);
        let contact = read_contact(&mut reader);
        let staff = reader.number("staff", 0, MOST_STAFF).and_then(|staff| u32::try_from(staff).ok());
        let manufacturing = fields.ticked("manufacturing");
        let (this_year, _, _) = today.parts();
        let founded_year = reader.number("founded_year", 1800, i64::from(this_year));
        let large_group = reader.choice("large_group", |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        for declaration in Declaration::ALL {
            reader.must_tick(declaration.code());
        }
        reader.finish(|| {
            let registration = Registration {
                legal_name: legal_name?,
                identity: identity?,
                address: address?,
                region: region?,
                website: website?,
                contact: contact?,
                staff: staff?,
                manufacturing,
                founded_year: i32::try_from(founded_year?).ok()?,
                large_group: large_group?,
            };
            let declarations = Declaration::ALL.iter().map(|one| Declared::on(*one, today)).collect();
            Some(RegistrationForm { registration, declarations })
        })
    }
}

fn read_name(reader: &mut Reader<'_>) -> Option<LegalName> {
    let en = reader.optional_text("legal_name_en", LONGEST_NAME);
    let zh = reader.optional_text("legal_name_zh", LONGEST_NAME);
    let name = LegalName { en: en?, zh: zh? };
    if name.en.is_empty() && name.zh.is_empty() {
        reader.refuse("legal_name_en", Rule::Required);
        return None;
    }
    Some(name)
}

fn read_identity(reader: &mut Reader<'_>, local: bool, today: Day) -> Option<Identity> {
    if !local {
        let country = reader.choice("country", Country::parse);
        let register_number = reader.text("register_number", 60);
        return Some(Identity::Overseas { country: country?, register_number: register_number? });
    }
    let typed = reader.text("business_registration", 20);
    let registration = typed.as_deref().and_then(BusinessRegistration::parse);
    if let (Some(typed), None) = (&typed, &registration) {
        let digits = typed.chars().count();
        reader.refuse(
            "business_registration",
            match digits.cmp(&BusinessRegistration::DIGITS) {
                std::cmp::Ordering::Less => Rule::TooShort(BusinessRegistration::DIGITS),
                std::cmp::Ordering::Greater => Rule::TooLong(BusinessRegistration::DIGITS),
                std::cmp::Ordering::Equal => Rule::NotANumber,
            },
        );
    }
    let expires_on = reader.day("expires_on", today, today.plus_days(FURTHEST_EXPIRY_DAYS));
    let company_number = reader.optional_text("company_number", 20);
    Some(Identity::HongKong { registration: registration?, expires_on: expires_on?, company_number: company_number? })
}

/// An address of a website: `https://` or `http://` and a host; nothing else becomes a link.
fn read_website(reader: &mut Reader<'_>) -> Option<String> {
    let website = reader.optional_text("website", 200)?;
    let host = website.strip_prefix("https://").or_else(|| website.strip_prefix("http://"));
    let reaches = host.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\".contains(&byte))
    });
    if website.is_empty() || reaches {
        return Some(website);
    }
    reader.refuse("website", Rule::NotAChoice);
    None
}

fn read_contact(reader: &mut Reader<'_>) -> Option<Contact> {
    let name = reader.text("contact_name", 100);
    let typed = reader.text("contact_email", EmailAddress::LONGEST);
    let email = typed.as_deref().and_then(EmailAddress::parse);
    if typed.is_some() && email.is_none() {
        reader.refuse("contact_email", Rule::NotAnEmail);
    }
    let typed = reader.text("contact_phone", 40);
    let phone = typed.as_deref().and_then(Phone::parse);
    if typed.is_some() && phone.is_none() {
        reader.refuse("contact_phone", Rule::NotANumber);
    }
    Some(Contact { name: name?, email: email?, phone: phone? })
}
