mod applying;
mod clock;
mod colleagues;
mod file;
mod vetting;

use super::*;
use crate::entities::people;
use crate::failure::Stored;
use crate::testing::{Office, form, refusal};
use crate::{Caller, Failure, accounts};
use domain::actor::Actor;
use domain::form::Fields;
use domain::refusal::Refusal;
use domain::suppliers::{Application, Section, SupplierCommand, SupplierRefusal, SupplierState};
use sea_orm::prelude::*;

/// Vetting officers of the sample office, and its head.
const FIRST: &str = "ch.poon";
const SECOND: &str = "sy.hui";
const HEAD: &str = "yt.tam";
const BOARD: &str = crate::testing::BOARD;
/// Keeps the file of Harbour Lingo Limited, `SUP-0001`, which is verified; and its bidder.
const KEEPER: &str = "kw.cheng";
const BIDDER: &str = "ym.lam";
/// Keeps the file of Peak Vision AI Limited, `SUP-0002`.
const RIVAL: &str = "mh.leung";

const PASSWORD: &str = "three ferries before sunrise";

fn application_form(email: &str, number: &str) -> Fields {
    form(&[
        ("legal_name_en", "Tidal Speech Limited"),
        ("legal_name_zh", "潮聲有限公司"),
        ("place", "hong_kong"),
        ("business_registration", number),
        ("expires_on", "2027-11-30"),
        ("contact_name", "Fong Ka Lai"),
        ("email", email),
        ("language", "zh-Hant"),
    ])
}

async fn apply(office: &Office, email: &str, number: &str) -> Result<(), Failure> {
    let caller = office.public();
    let application = Application::parse(&application_form(email, number), caller.today()).unwrap();
    register(&caller, &application, "192.0.2.7").await
}

/// The secret of the link in the letter sent last to this address.
async fn secret_for(office: &Office, email: &str) -> String {
    office.letters().await;
    let mails = office.services.mailer.sent();
    let mail = mails.iter().rev().find(|mail| mail.to.1 == email && mail.text.contains("/invitation/")).unwrap();
    let rest = mail.text.split("/invitation/").nth(1).unwrap();
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

async fn confirm(office: &Office, email: &str) -> Result<(), Failure> {
    let secret = secret_for(office, email).await;
    join(&office.public(), &secret, &form(&[("password", PASSWORD), ("repeat", PASSWORD)])).await
}

/// Somebody signed in by their whole address.
async fn somebody(office: &Office, email: &str) -> Caller {
    let db = office.services.db.reader();
    let person = people::Entity::find().filter(people::Column::Email.eq(email)).one(db).await.stored().unwrap();
    let officer = accounts::officer_of(db, person.unwrap(), None).await.unwrap();
    Caller::new(Actor::Person(Box::new(officer)), &office.services)
}

/// A company whose address is confirmed, in draft; its administrator.
async fn registered(office: &Office, email: &str, number: &str) -> Caller {
    apply(office, email, number).await.unwrap();
    confirm(office, email).await.unwrap();
    somebody(office, email).await
}

fn details(number: &str) -> Fields {
    let mut fields = application_form("unused@tidal.sample.hk", number);
    fields.set("address", "1 Pier Road");
    fields.set("region", "hong_kong");
    fields
}

fn declared() -> Fields {
    form(&[("non_collusion", "yes"), ("no_debarment", "yes"), ("national_security", "yes"), ("data_terms", "yes")])
}

/// Writes every section.
async fn write_file(keeper: &Caller, number: &str) {
    let contact =
        [("contact_name", "Fong Ka Lai"), ("contact_email", "a@tidal.sample.hk"), ("contact_phone", "21234567")];
    let size = [("staff", "6"), ("founded_year", "2023"), ("large_group", "no")];
    keep_section(keeper, Section::Details, &details(number)).await.unwrap();
    keep_section(keeper, Section::Contact, &form(&contact)).await.unwrap();
    keep_section(keeper, Section::Size, &form(&size)).await.unwrap();
    keep_section(keeper, Section::Declarations, &declared()).await.unwrap();
}

async fn step(office: &Office, who: &str, reference: &str, command: SupplierCommand) -> Result<(), Failure> {
    let today = office.services.clock.now().day();
    let fields = form(&[
        ("comment", "because of the test"),
        ("register_search", "search 4711"),
        ("hearing", "minute 12"),
        ("ends_on", &today.plus_days(30).to_string()),
    ]);
    vet(&office.person(who).await, reference, VettingStep::parse(command, &fields, today)?).await
}

async fn standing(office: &Office, reference: &str) -> SupplierState {
    show(&office.person(FIRST).await, reference).await.unwrap().standing
}

fn supplier<T: std::fmt::Debug>(result: Result<T, Failure>) -> SupplierRefusal {
    match refusal(result) {
        Refusal::Supplier(refusal) => refusal,
        other => panic!("a supplier's refusal was expected, not {other:?}"),
    }
}
