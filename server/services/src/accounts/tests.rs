mod guessing;
mod joining;
mod secrets;
mod sessions;
mod sweeping;

use super::*;
use crate::testing::{Office, form, refusal};
use crate::{Caller, Failure};
use domain::accounts::{AccountRefusal, Invitation, ResetRequest, Role, SignIn};
use domain::actor::Actor;
use domain::locale::Locale;
use domain::refusal::Refusal;
use domain::text::EmailAddress;

/// The system administrator of the sample office.
const ADMINISTRATOR: &str = "admin";
const NEWCOMER: &str = "kf.leung@td.sample.hk";
const NEW_PASSWORD: &str = "seven ferries before noon";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn invitation(locale: Locale) -> Invitation {
    Invitation {
        email: address(NEWCOMER),
        name: "Leung Ka Fai".to_owned(),
        organisation: "TD".to_owned(),
        roles: vec![Role::DepartmentOfficer],
        locale,
    }
}

/// Signs in from one browser.
async fn try_to_sign_in(office: &Office, email: &str, password: &str) -> Result<NewSession, Failure> {
    let form = SignIn { email: address(email), password: password.to_owned() };
    sign_in(&office.public(), form, "192.0.2.7", "Firefox").await
}

async fn signed_in(office: &Office, email: &str, password: &str) -> String {
    try_to_sign_in(office, email, password).await.unwrap().token
}

/// Whoever a session's token belongs to, as a caller.
async fn caller_of(office: &Office, token: &str) -> Caller {
    Caller::new(find_session(&office.services, token).await.unwrap(), &office.services)
}

async fn is_signed_in(office: &Office, token: &str) -> bool {
    matches!(find_session(&office.services, token).await.unwrap(), Actor::Person(_))
}

async fn choose(office: &Office, secret: &str, password: &str) -> Result<(), Failure> {
    choose_password(&office.public(), secret, &form(&[("password", password), ("repeat", password)])).await
}

async fn ask_for_reset(office: &Office, email: &str) {
    request_reset(&office.public(), ResetRequest { email: address(email) }, "192.0.2.7").await.unwrap();
}

/// The secret at the end of a link.
fn secret_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// The secret of the link in the newest letter that has one.
async fn secret_of_newest_letter(office: &Office) -> String {
    office.letters().await;
    let letters = office.services.mailer.sent();
    let link = letters.iter().rev().find_map(|letter| letter.text.lines().find(|line| line.starts_with("https://")));
    secret_of(link.unwrap()).to_owned()
}

fn account(refusal: AccountRefusal) -> Refusal {
    Refusal::Account(refusal)
}
