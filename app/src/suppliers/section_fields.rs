//! The fields of a company's file, as the application and its sections show them.

use crate::components::{area, checkbox, date, input, select};
use crate::forms::FormState;
use crate::i18n::{self, form as form_text, frame, label, region, supplier as texts};
use crate::visit::Visit;
use domain::form::Fields;
use domain::locale::Locale;
use domain::suppliers::{Identity, Region, Registration, Section};
use domain::text::Text;
use leptos::prelude::*;

fn hint(visit: &Visit, text: Text) -> Option<String> {
    Some(text.to(visit.locale()).to_owned())
}

/// The legal name in either language.
pub(super) fn names(visit: &Visit, form: &FormState) -> AnyView {
    view! {
        {input(visit, form, "legal_name_en", label::LEGAL_NAME_EN, hint(visit, texts::NAME_HINT), "text", "")}
        {input(visit, form, "legal_name_zh", label::LEGAL_NAME_ZH, None, "text", "")}
    }
    .into_any()
}

/// Where the company is registered: in Hong Kong with its certificate, or elsewhere by hand.
pub(super) fn identity(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let places = vec![
        ("hong_kong".to_owned(), texts::IN_HONG_KONG.to(locale).to_owned()),
        ("overseas".to_owned(), texts::ELSEWHERE.to(locale).to_owned()),
    ];
    view! {
        {select(visit, form, "place", label::PLACE, None, Some(form_text::CHOOSE), places)}
        {input(visit, form, "business_registration", label::BUSINESS_REGISTRATION, hint(visit, texts::NUMBER_HINT), "number", "input--10")}
        {date(visit, form, "expires_on", label::EXPIRES_ON, hint(visit, texts::EXPIRY_HINT))}
        {input(visit, form, "company_number", label::COMPANY_NUMBER, hint(visit, texts::COMPANY_NUMBER_HINT), "text", "input--10")}
        {input(visit, form, "country", label::COUNTRY, hint(visit, texts::COUNTRY_HINT), "text", "input--3")}
        {input(visit, form, "register_number", label::REGISTER_NUMBER, hint(visit, texts::REGISTER_NUMBER_HINT), "text", "input--20")}
    }
    .into_any()
}

/// The language somebody reads letters in.
pub(super) fn language(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let choices = Locale::ALL
        .iter()
        .map(|other| {
            let words = match other {
                Locale::ZhHant => frame::ZH_HANT,
                Locale::ZhHans => frame::ZH_HANS,
                Locale::En => frame::EN,
            };
            (other.segment().to_owned(), words.to(locale).to_owned())
        })
        .collect();
    select(visit, form, "language", label::LANGUAGE, None, None, choices)
}

/// The fields of a section.
pub(super) fn of_section(visit: &Visit, form: &FormState, section: Section) -> AnyView {
    let locale = visit.locale();
    match section {
        Section::Details => {
            let regions = Region::ALL
                .iter()
                .map(|one| (one.code().to_owned(), i18n::words(region::find, one.code(), locale)))
                .collect();
            view! {
                {names(visit, form)}
                {identity(visit, form)}
                {area(visit, form, "address", label::ADDRESS, None, "3")}
                {select(visit, form, "region", label::REGION, hint(visit, texts::REGION_HINT), Some(form_text::CHOOSE), regions)}
                {input(visit, form, "website", label::WEBSITE, hint(visit, texts::WEBSITE_HINT), "url", "")}
            }
            .into_any()
        }
        Section::Contact => view! {
            {input(visit, form, "contact_name", label::CONTACT_NAME, None, "text", "")}
            {input(visit, form, "contact_email", label::CONTACT_EMAIL, None, "email", "")}
            {input(visit, form, "contact_phone", label::CONTACT_PHONE, hint(visit, texts::PHONE_HINT), "tel", "input--20")}
        }
        .into_any(),
        Section::Size => {
            let choices = vec![
                ("no".to_owned(), texts::NO.to(locale).to_owned()),
                ("yes".to_owned(), texts::YES.to(locale).to_owned()),
            ];
            view! {
                {input(visit, form, "staff", label::STAFF, None, "number", "input--10 input--num")}
                {checkbox(visit, form, "manufacturing", label::MANUFACTURING)}
                {input(visit, form, "founded_year", label::FOUNDED_YEAR, hint(visit, texts::YEAR_HINT), "number", "input--6 input--num")}
                {select(visit, form, "large_group", label::LARGE_GROUP, hint(visit, texts::GROUP_HINT), Some(form_text::CHOOSE), choices)}
            }
            .into_any()
        }
        Section::Declarations => view! {
            {checkbox(visit, form, "non_collusion", texts::NON_COLLUSION)}
            {checkbox(visit, form, "no_debarment", texts::NO_DEBARMENT)}
            {checkbox(visit, form, "national_security", texts::NATIONAL_SECURITY)}
            {checkbox(visit, form, "data_terms", texts::DATA_TERMS)}
        }
        .into_any(),
    }
}

/// What is known already stands in the fields.
pub(super) fn filled(registration: &Registration) -> Fields {
    let mut fields = Fields::default();
    fields.set("legal_name_en", registration.legal_name.en.clone());
    fields.set("legal_name_zh", registration.legal_name.zh.clone());
    match &registration.identity {
        Identity::HongKong { registration, expires_on, company_number } => {
            fields.set("place", "hong_kong");
            fields.set("business_registration", registration.as_str());
            fields.set("expires_on", expires_on.to_string());
            fields.set("company_number", company_number.clone());
        }
        Identity::Overseas { country, register_number } => {
            fields.set("place", "overseas");
            fields.set("country", country.as_str());
            fields.set("register_number", register_number.clone());
        }
    }
    fields.set("address", registration.address.clone());
    fields.set("region", registration.region.map(Region::code).unwrap_or_default());
    fields.set("website", registration.website.clone());
    fields.set("contact_name", registration.contact.name.clone());
    fields.set("contact_email", registration.contact.email.as_str());
    fields.set("contact_phone", registration.contact.phone.as_ref().map_or("", |phone| phone.as_str()));
    if let Some(enterprise) = &registration.enterprise {
        fields.set("staff", enterprise.staff.to_string());
        fields.set("manufacturing", if enterprise.manufacturing { "yes" } else { "" });
        fields.set("founded_year", enterprise.founded_year.to_string());
        fields.set("large_group", if enterprise.large_group { "yes" } else { "no" });
    }
    fields
}
