//! What a supplier says about itself, section by section, read from the forms.
//!
//! An application names the company and whom to write to. The rest of the file is written afterwards, one section at
//! a time, and is whole before it is sent to the vetting officers.
//!
//! Source: submission guard of the supplier machine (3.1), identifiers and formats (7.5).

use super::identity::{BusinessRegistration, Country, Identity, Phone, Region};
use super::startup::SizeBand;
use crate::coded;
use crate::form::{Fields, Problem, Reader, Rule};
use crate::locale::Locale;
use crate::text::{EmailAddress, Trilingual};
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

impl LegalName {
    /// The name to show in each language: the one that is there where the other is missing. A registered Chinese name
    /// is not converted.
    pub fn shown(&self) -> Trilingual {
        let or = |first: &String, second: &String| if first.is_empty() { second.clone() } else { first.clone() };
        let zh = or(&self.zh, &self.en);
        Trilingual { en: or(&self.en, &self.zh), zh_hant: zh.clone(), zh_hans: zh }
    }
}

/// Whom the office writes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// Their telephone number; none until the section is written.
    pub phone: Option<Phone>,
}

/// What is counted of a company's size and age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enterprise {
    /// Persons it employs.
    pub staff: u32,
    /// It manufactures, which sets another limit for its size.
    pub manufacturing: bool,
    /// The year it was founded.
    pub founded_year: i32,
    /// It belongs to a large group.
    pub large_group: bool,
}

coded! {
    /// A part of a company's file.
    Section {
        /// Its name, where it is registered and where it is.
        Details = "details",
        /// Whom to write to.
        Contact = "contact",
        /// How large and old it is.
        Size = "size",
        /// What it declares.
        Declarations = "declarations",
    }
}

/// What a supplier says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its legal name.
    pub legal_name: LegalName,
    /// Where it is registered.
    pub identity: Identity,
    /// Its address; empty until the section is written.
    pub address: String,
    /// The part of Hong Kong; none for an address elsewhere.
    pub region: Option<Region>,
    /// Its website; may be empty.
    pub website: String,
    /// Whom to write to.
    pub contact: Contact,
    /// Its size and age; none until the section is written.
    pub enterprise: Option<Enterprise>,
}

impl Registration {
    /// Its size by the limits in force on this day.
    pub fn size(&self, day: Day) -> Option<SizeBand> {
        self.enterprise.as_ref().map(|one| SizeBand::of(one.staff, one.manufacturing, day))
    }

    /// Does another registration name the same legal person? A new certificate changes nothing.
    pub fn is_same_person(&self, other: &Registration) -> bool {
        self.legal_name == other.legal_name && self.identity.is_same_entry(&other.identity)
    }

    /// This section of the registration is written; what is declared is not kept here.
    pub fn is_written(&self, section: Section) -> bool {
        match section {
            Section::Details => !self.address.is_empty(),
            Section::Contact => self.contact.phone.is_some(),
            Section::Size => self.enterprise.is_some(),
            Section::Declarations => true,
        }
    }

    /// The registration with its details as the form has them.
    pub fn with_details(self, fields: &Fields, today: Day) -> Result<Registration, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let legal_name = read_name(&mut reader);
        let local = read_place(&mut reader);
        let identity = local.and_then(|local| read_identity(&mut reader, local, today));
        let address = reader.text("address", 500);
        let region = match local {
            Some(true) => reader.choice("region", Region::parse).map(Some),
            _ => Some(None),
        };
        let website = read_website(&mut reader);
        reader.finish(|| {
            let (legal_name, identity, address) = (legal_name?, identity?, address?);
            Some(Registration { legal_name, identity, address, region: region?, website: website?, ..self })
        })
    }

    /// The registration with the contact the form has.
    pub fn with_contact(self, fields: &Fields) -> Result<Registration, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let contact = read_contact(&mut reader);
        reader.finish(|| Some(Registration { contact: contact?, ..self }))
    }

    /// The registration with the size and age the form has.
    pub fn with_size(self, fields: &Fields, today: Day) -> Result<Registration, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let staff = reader.number("staff", 0, MOST_STAFF).and_then(|staff| u32::try_from(staff).ok());
        let manufacturing = fields.ticked("manufacturing");
        let (this_year, _, _) = today.parts();
        let founded_year = reader.year("founded_year", 1800, this_year);
        let large_group = reader.choice("large_group", |text| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        reader.finish(|| {
            let (staff, founded_year, large_group) = (staff?, founded_year?, large_group?);
            let enterprise = Enterprise { staff, manufacturing, founded_year, large_group };
            Some(Registration { enterprise: Some(enterprise), ..self })
        })
    }
}

/// An application to register: the company, and the person whose address is to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// What is said of the company so far.
    pub registration: Registration,
    /// The language the person reads letters in.
    pub locale: Locale,
}

impl Application {
    /// Reads the form, with every problem at once. `place` is `hong_kong` or `overseas`.
    pub fn parse(fields: &Fields, today: Day) -> Result<Application, Vec<Problem>> {
        let mut reader = Reader::new(fields);
        let legal_name = read_name(&mut reader);
        let identity = read_place(&mut reader).and_then(|local| read_identity(&mut reader, local, today));
        let name = reader.text("contact_name", 100);
        let name = named(&mut reader, "contact_name", name);
        let email = read_email(&mut reader, "email");
        let locale = reader.choice("language", Locale::from_segment);
        reader.finish(|| {
            let registration = Registration {
                legal_name: legal_name?,
                identity: identity?,
                address: String::new(),
                region: None,
                website: String::new(),
                contact: Contact { name: name?, email: email?, phone: None },
                enterprise: None,
            };
            Some(Application { registration, locale: locale? })
        })
    }
}

fn read_place(reader: &mut Reader<'_>) -> Option<bool> {
    reader.choice("place", |text| match text {
        "hong_kong" => Some(true),
        "overseas" => Some(false),
        _ => None,
    })
}

fn read_email(reader: &mut Reader<'_>, field: &str) -> Option<EmailAddress> {
    let typed = reader.text(field, EmailAddress::LONGEST)?;
    let email = EmailAddress::parse(&typed);
    if email.is_none() {
        reader.refuse(field, Rule::NotAnEmail);
    }
    email
}

/// A name is mailed to an address somebody typed, so it carries no link.
fn is_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    !["://", "www.", "\n"].iter().any(|sign| lower.contains(sign))
}

fn named(reader: &mut Reader<'_>, field: &str, name: Option<String>) -> Option<String> {
    let name = name?;
    if is_name(&name) {
        return Some(name);
    }
    reader.refuse(field, Rule::NotAName);
    None
}

fn read_name(reader: &mut Reader<'_>) -> Option<LegalName> {
    let en = reader.optional_text("legal_name_en", LONGEST_NAME);
    let en = named(reader, "legal_name_en", en);
    let zh = reader.optional_text("legal_name_zh", LONGEST_NAME);
    let zh = named(reader, "legal_name_zh", zh);
    let name = LegalName { en: en?, zh: zh? };
    if name.en.is_empty() && name.zh.is_empty() {
        reader.refuse("legal_name_en", Rule::Required);
        return None;
    }
    Some(name)
}

fn read_identity(reader: &mut Reader<'_>, local: bool, today: Day) -> Option<Identity> {
    if !local {
        let country = reader.choice_or("country", Country::parse, Rule::NotACountry);
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
    reader.refuse("website", Rule::NotAWebsite);
    None
}

fn read_contact(reader: &mut Reader<'_>) -> Option<Contact> {
    let name = reader.text("contact_name", 100);
    let email = read_email(reader, "contact_email");
    let typed = reader.text("contact_phone", 40);
    let phone = typed.as_deref().and_then(Phone::parse);
    if typed.is_some() && phone.is_none() {
        reader.refuse("contact_phone", Rule::NotAPhone);
    }
    Some(Contact { name: name?, email: email?, phone: Some(phone?) })
}
