mod file;

mod debarring;

use super::*;
use crate::form::{Fields, Problem};
use uuid::Uuid;

const CONFIRMED: Registrant = Registrant { email_confirmed: true, number_in_use: false };

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Timestamp {
    day(text).starts_at()
}

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn form() -> Fields {
    let pairs = [
        ("legal_name_en", "Harbour Voice Limited"),
        ("legal_name_zh", "海港語音有限公司"),
        ("place", "hong_kong"),
        ("business_registration", "71234567"),
        ("expires_on", "2027-06-30"),
        ("company_number", "2765432"),
        ("address", "8 Science Park Road"),
        ("region", "new_territories"),
        ("website", "https://harbour-voice.example.hk/about"),
        ("contact_name", "Chan Siu-ming"),
        ("email", "founder@harbour-voice.example.hk"),
        ("language", "zh-Hant"),
        ("contact_email", "bids@harbour-voice.example.hk"),
        ("contact_phone", "2345 6789"),
        ("staff", "12"),
        ("founded_year", "2021"),
        ("large_group", "no"),
        ("non_collusion", "yes"),
        ("no_debarment", "yes"),
        ("national_security", "yes"),
        ("data_terms", "yes"),
    ];
    Fields::new(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

fn application() -> Registration {
    Application::parse(&form(), day("2026-11-22")).unwrap().registration
}

pub(crate) fn registration() -> Registration {
    whole(&form()).unwrap()
}

/// Every section of the file, read from one form.
fn whole(fields: &Fields) -> Result<Registration, Vec<Problem>> {
    let today = day("2026-11-22");
    application().with_details(fields, today)?.with_contact(fields)?.with_size(fields, today)
}

fn declared() -> Vec<Declared> {
    Declared::parse(&form(), day("2026-11-22")).unwrap()
}

pub(crate) fn abroad() -> Identity {
    Identity::Overseas { country: Country::parse("GB").unwrap(), register_number: "SC123456".into() }
}

fn supplier(state: SupplierState) -> Supplier {
    let history = History { valid_until: Some(day("2027-06-30")), ..History::default() };
    Supplier::stored(OrganisationId(Uuid::from_u128(1)), registration(), declared(), Vec::new(), history, state)
}

/// A verified supplier for the tests of bids.
pub(crate) fn verified(organisation: OrganisationId) -> Supplier {
    Supplier { organisation, ..supplier(SupplierState::Verified) }
}

fn check(by: u128, on: &str) -> Check {
    Check { by: person(by), at: at(on), register_search: "search 4711".into() }
}

fn suspension(by: u128, ends_on: &str) -> Suspension {
    Suspension { by: person(by), reason: "investigation".into(), ends_on: day(ends_on) }
}

fn debarment(ends_on: &str) -> Debarment {
    Debarment {
        by: person(9),
        reason: "false certificate".into(),
        hearing: "minute 12".into(),
        from: day("2000-01-01"),
        ends_on: day(ends_on),
    }
}

fn named<T: std::fmt::Debug>(problems: Result<T, Vec<Problem>>) -> Vec<String> {
    problems.unwrap_err().into_iter().map(|problem| problem.field).collect()
}

#[test]
fn a_registration_is_read_section_by_section() {
    let read = registration();
    assert_eq!(read.contact.phone.as_ref().map(Phone::as_str), Some("+85223456789"));
    let enterprise = read.enterprise.unwrap();
    assert_eq!((enterprise.staff, enterprise.founded_year, read.region), (12, 2021, Some(Region::NewTerritories)));
    assert_eq!(read.identity.expires_on(), Some(day("2027-06-30")));
    assert_eq!(declared().len(), Declaration::ALL.len());
}

#[test]
fn every_bad_field_of_a_section_is_named_at_once() {
    let empty = Fields::default();
    let today = day("2026-11-22");
    let applied = ["legal_name_en", "place", "contact_name", "email", "language"];
    assert_eq!(named(Application::parse(&empty, today)), applied);
    assert_eq!(named(registration().with_details(&empty, today)), ["legal_name_en", "place", "address"]);
    assert_eq!(named(registration().with_contact(&empty)), ["contact_name", "contact_email", "contact_phone"]);
    assert_eq!(named(registration().with_size(&empty, today)), ["staff", "founded_year", "large_group"]);
    assert_eq!(
        named(Declared::parse(&empty, today)),
        Declaration::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()
    );
    for (field, value) in [
        ("legal_name_zh", "甲 https://evil.example"),
        ("legal_name_en", "WWW.evil.example"),
        ("business_registration", "7123456"),
        ("business_registration", "712345678"),
        ("business_registration", "7123456x"),
        ("expires_on", "2026-11-21"),
        ("region", "macau"),
        ("website", "javascript:alert(1)"),
        ("website", "https://host"),
        ("website", "https://user@example.hk"),
        ("contact_email", "nobody"),
        ("contact_phone", "12"),
        ("staff", "-1"),
        ("founded_year", "2027"),
        ("large_group", "perhaps"),
    ] {
        let mut fields = form();
        fields.set(field, value);
        assert_eq!(named(whole(&fields)), [field], "{value:?}");
    }
}

#[test]
fn one_legal_name_in_either_language_is_enough() {
    let today = day("2026-11-22");
    for (en, zh, accepted) in [("A Limited", "", true), ("", "甲有限公司", true), ("", "", false)] {
        let mut fields = form();
        fields.set("legal_name_en", en);
        fields.set("legal_name_zh", zh);
        assert_eq!(Application::parse(&fields, today).is_ok(), accepted, "{en:?} {zh:?}");
    }
    let chinese = LegalName { en: String::new(), zh: "甲有限公司".into() }.shown();
    assert_eq!((chinese.en.as_str(), chinese.zh_hans.as_str()), ("甲有限公司", "甲有限公司"));
    let english = LegalName { en: "A Limited".into(), zh: String::new() }.shown();
    assert_eq!(english.zh_hant, "A Limited");
}

#[test]
fn a_company_from_elsewhere_registers_with_its_own_registers_number() {
    let mut fields = form();
    for (field, value) in [("place", "overseas"), ("country", "gb"), ("register_number", "SC123456")] {
        fields.set(field, value);
    }
    let read = whole(&fields).unwrap();
    assert_eq!((read.identity, read.region), (abroad(), None));
}

#[test]
fn a_number_is_registered_once_and_by_a_confirmed_address() {
    let register = |email_confirmed, number_in_use| {
        let registrant = Registrant { email_confirmed, number_in_use };
        Supplier::register(OrganisationId(Uuid::nil()), registrant, registration())
    };
    assert_eq!(register(true, false).unwrap().state(), SupplierState::Draft);
    assert_eq!(register(true, true), Err(SupplierRefusal::AlreadyRegistered));
    assert_eq!(register(false, false), Err(SupplierRefusal::EmailNotConfirmed));
}

#[test]
fn a_file_without_current_declarations_or_certificate_is_not_submitted() {
    let mut silent = supplier(SupplierState::Draft);
    silent.declarations.remove(0);
    let missing = vec![Declaration::NonCollusion];
    assert_eq!(silent.submit(CONFIRMED, at("2026-12-01")), Err(SupplierRefusal::DeclarationsMissing { missing }));
    for (on, accepted) in [("2027-06-29", true), ("2027-06-30", true), ("2027-07-01", false)] {
        assert_eq!(supplier(SupplierState::Draft).submit(CONFIRMED, at(on)).is_ok(), accepted, "{on}");
    }
}

#[test]
fn two_different_officers_check_before_a_supplier_is_verified() {
    let review = supplier(SupplierState::Submitted).start_review(person(1), at("2026-11-23")).unwrap();
    assert_eq!(review.clone().verify(check(1, "2026-11-23")), Err(SupplierRefusal::SecondCheckMissing));
    let unproved = Check { register_search: " ".into(), ..check(1, "2026-11-23") };
    assert_eq!(review.clone().check(unproved), Err(SupplierRefusal::EvidenceMissing));
    let once = review.check(check(1, "2026-11-23")).unwrap();
    assert_eq!(once.clone().check(check(1, "2026-11-24")), Err(SupplierRefusal::SameOfficer));
    assert_eq!(once.clone().verify(check(1, "2026-11-24")), Err(SupplierRefusal::SameOfficer));
    let verified = once.verify(check(2, "2026-11-24")).unwrap();
    assert_eq!((verified.state(), verified.history.valid_until), (SupplierState::Verified, Some(day("2027-06-30"))));
    assert_eq!(verified.history.first_verified_on, Some(day("2026-11-24")));
}

#[test]
fn an_officer_who_gave_information_does_not_vet() {
    let helped = |state| Supplier { helped_by: vec![person(1)], ..supplier(state) };
    let now = at("2026-11-23");
    let refused = Err(SupplierRefusal::GaveInformation);
    assert_eq!(helped(SupplierState::Submitted).start_review(person(1), now), refused);
    assert_eq!(helped(SupplierState::UnderReview).check(check(1, "2026-11-23")), refused);
    assert_eq!(helped(SupplierState::UnderReview).verify(check(1, "2026-11-23")), refused);
    assert_eq!(helped(SupplierState::UnderReview).reject(person(1), "no", now), refused);
    assert!(helped(SupplierState::Submitted).start_review(person(2), now).is_ok());
}

#[test]
fn without_a_certificate_a_verification_holds_twelve_months() {
    for (on, until) in [("2026-11-24", "2027-11-24"), ("2028-02-29", "2029-02-28")] {
        let mut review = supplier(SupplierState::UnderReview);
        review.registration.identity = abroad();
        let verified = review.check(check(1, on)).unwrap().verify(check(2, on)).unwrap();
        assert_eq!(verified.history.valid_until, Some(day(until)));
    }
}

#[test]
fn a_supplier_bids_through_the_last_day_of_its_certificate_and_no_job_is_needed() {
    let verified = supplier(SupplierState::Verified);
    let midnight = at("2027-07-01");
    let last = Timestamp::from_millis(midnight.millis() - 1);
    assert!(verified.may_bid(last) && !verified.may_bid(midnight));
    assert_eq!((verified.state(), verified.standing(midnight)), (SupplierState::Verified, SupplierState::Expired));
    assert_eq!(verified.clone().settle(last), Err(SupplierRefusal::NothingDue));
    assert_eq!(verified.settle(midnight).unwrap().state(), SupplierState::Expired);
}

#[test]
fn only_a_verified_supplier_bids() {
    for state in SupplierState::ALL {
        assert_eq!(supplier(*state).may_bid(at("2026-12-01")), *state == SupplierState::Verified, "{state:?}");
    }
}

#[test]
fn a_supplier_is_reminded_thirty_and_seven_days_before_the_end() {
    for (on, due) in [
        ("2027-05-30", None),
        ("2027-05-31", Some(30)),
        ("2027-06-22", Some(30)),
        ("2027-06-23", Some(7)),
        ("2027-06-30", Some(7)),
        ("2027-07-01", None),
    ] {
        assert_eq!(supplier(SupplierState::Verified).reminder(at(on)), due, "{on}");
    }
}

#[test]
fn a_question_lapses_when_it_is_not_answered_for_thirty_days() {
    let review = supplier(SupplierState::UnderReview);
    assert_eq!(review.clone().request_info(person(1), " ", at("2026-11-01")), Err(SupplierRefusal::ReasonMissing));
    let asked = review.request_info(person(1), "which branch?", at("2026-11-01")).unwrap();
    for (on, answered) in [("2026-11-30", true), ("2026-12-01", true), ("2026-12-02", false)] {
        assert_eq!(asked.clone().submit(CONFIRMED, at(on)).is_ok(), answered, "{on}");
    }
    assert_eq!(asked.settle(at("2026-12-02")).unwrap().state(), SupplierState::Closed);
}

#[test]
fn a_suspension_has_a_reason_and_a_date_and_is_ended_by_a_second_officer() {
    let now = at("2026-11-22");
    let verified = supplier(SupplierState::Verified);
    let silent = Suspension { reason: String::new(), ..suspension(1, "2026-12-22") };
    assert_eq!(verified.clone().suspend(silent, now), Err(SupplierRefusal::ReasonMissing));
    for (ends_on, accepted) in [("2026-11-22", false), ("2026-11-23", true)] {
        assert_eq!(verified.clone().suspend(suspension(1, ends_on), now).is_ok(), accepted, "{ends_on}");
    }
    let suspended = verified.suspend(suspension(1, "2026-12-22"), now).unwrap();
    assert!(!suspended.may_bid(at("2027-01-01")), "a suspension does not end by itself");
    assert!(!suspended.reinstatement_due(at("2026-12-21")) && suspended.reinstatement_due(at("2026-12-22")));
    assert_eq!(suspended.clone().reinstate(person(1), now), Err(SupplierRefusal::SameOfficer));
    let reinstated = suspended.reinstate(person(2), now).unwrap();
    assert!(reinstated.may_bid(now) && !reinstated.may_bid(at("2027-07-01")));
}

#[test]
fn another_name_or_number_reopens_the_review_and_another_telephone_does_not() {
    let now = at("2026-12-01");
    let mut moved = registration();
    moved.address = "1 Cyberport Road".into();
    let kept = supplier(SupplierState::Verified).change(moved, now).unwrap();
    assert_eq!((kept.state(), kept.registration.address.as_str()), (SupplierState::Verified, "1 Cyberport Road"));
    let mut renamed = registration();
    renamed.legal_name.en = "Harbour Speech Limited".into();
    let mut renumbered = registration();
    renumbered.identity = abroad();
    for changed in [renamed, renumbered] {
        let reopened = supplier(SupplierState::Verified).change(changed.clone(), now).unwrap();
        assert_eq!((reopened.state(), reopened.may_bid(now)), (SupplierState::UnderReview, false));
        let checked = supplier(SupplierState::UnderReview).check(check(1, "2026-12-01")).unwrap();
        assert_eq!(checked.change(changed.clone(), now).unwrap().history.checks, []);
        assert!(supplier(SupplierState::Suspended).change(changed, now).is_err(), "no way out of a suspension");
    }
}

#[test]
fn a_certificate_filed_by_the_supplier_itself_extends_nothing() {
    let mut longer = registration();
    longer.identity = Identity::HongKong {
        registration: BusinessRegistration::parse("71234567").unwrap(),
        expires_on: day("2029-06-30"),
        company_number: "2765432".into(),
    };
    let filed = supplier(SupplierState::Verified).change(longer, at("2026-12-01")).unwrap();
    assert!(!filed.may_bid(at("2027-07-01")));
}

#[test]
fn a_supplier_with_something_still_to_do_does_not_leave() {
    let now = at("2026-12-01");
    let free = Engagements::default();
    for (engagements, accepted) in [
        (free, true),
        (Engagements { bids: 1, ..free }, false),
        (Engagements { orders: 1, ..free }, false),
        (Engagements { contracts: 1, ..free }, false),
    ] {
        assert_eq!(supplier(SupplierState::Verified).close(engagements, now).is_ok(), accepted, "{engagements:?}");
    }
}

#[test]
fn s15_an_assessor_is_shown_the_name_of_a_bidder_and_nothing_that_could_tilt_a_mark() {
    let supplier = supplier(SupplierState::Verified);
    // Taken apart without `..`: a field added to this view must be defended here.
    let BidderForAssessors { organisation, name } = supplier.for_assessors();
    assert_eq!((organisation, name), (supplier.organisation, supplier.registration.legal_name));
}

#[test]
fn the_public_sees_name_status_and_since_when() {
    let now = at("2026-12-01");
    let mut known = supplier(SupplierState::Verified);
    assert_eq!(known.directory_entry("SUP-0001", now), None, "never verified");
    known.history.first_verified_on = Some(day("2025-03-01"));
    let DirectoryEntry { reference, name, status, registered_since } =
        known.directory_entry("SUP-0001", at("2027-07-01")).unwrap();
    assert_eq!((name, status), (known.registration.legal_name, SupplierState::Expired));
    assert_eq!((reference.as_str(), registered_since), ("SUP-0001", day("2025-03-01")));
}
