use super::*;
use domain::accounts::{AccountRefusal, Role, SignIn};
use domain::ids::PersonId;
use domain::suppliers::ColleagueForm;

fn colleague(email: &str, roles: &[&str]) -> ColleagueForm {
    let mut pairs = vec![("colleague_name", "Ho Yat"), ("email", email), ("language", "en")];
    pairs.extend(roles.iter().map(|role| ("roles", *role)));
    ColleagueForm::parse(&form(&pairs)).unwrap()
}

async fn id(office: &Office, who: &str) -> PersonId {
    office.person(who).await.officer().unwrap().person
}

#[tokio::test]
async fn a_colleague_is_invited_once_and_joins_with_their_part() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    let once = office.once();
    let form = colleague("yat.ho@hl.sample.hk", &["s_bidder"]);
    invite_colleague(&keeper, once, &form).await.unwrap();
    invite_colleague(&keeper, once, &form).await.unwrap();
    let people = show_own(&keeper).await.unwrap().people;
    assert_eq!((people.len(), people.iter().filter(|one| !one.joined).count()), (4, 1));
    confirm(&office, "yat.ho@hl.sample.hk").await.unwrap();
    let joined = somebody(&office, "yat.ho@hl.sample.hk").await;
    assert_eq!(joined.officer().unwrap().roles, [Role::SupplierBidder]);
    assert_eq!(show_own(&joined).await.unwrap().reference, "SUP-0001");
    assert_eq!(office.log().await.last().unwrap(), "person.joined", "the file is opened once, by who applied");
}

#[tokio::test]
async fn an_address_of_another_organisation_is_refused_and_many_are_slowed_down() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    let elsewhere = colleague("tm.chan@td.sample.hk", &["s_viewer"]);
    for _ in 0..5 {
        let refused = refusal(invite_colleague(&keeper, office.once(), &elsewhere).await);
        assert_eq!(refused, Refusal::Account(AccountRefusal::AlreadyInvited));
    }
    let refused = refusal(invite_colleague(&keeper, office.once(), &elsewhere).await);
    assert!(matches!(refused, Refusal::Account(AccountRefusal::TooManyTries { .. })), "{refused:?}");
}

#[tokio::test]
async fn ending_access_ends_every_session_at_once() {
    let office = Office::sample().await;
    let sign_in = SignIn::parse(&form(&[("email", "ym.lam@hl.sample.hk"), ("password", crate::sample::PASSWORD)]));
    let session = accounts::sign_in(&office.public(), sign_in.unwrap(), "192.0.2.1", "a test").await.unwrap();
    let keeper = office.person(KEEPER).await;
    change_colleague(&keeper, id(&office, BIDDER).await, ColleagueStep::End).await.unwrap();
    assert_eq!(accounts::find_session(&office.services, &session.token).await.unwrap(), Actor::Public);
    let sign_in = SignIn::parse(&form(&[("email", "ym.lam@hl.sample.hk"), ("password", crate::sample::PASSWORD)]));
    assert!(accounts::sign_in(&office.public(), sign_in.unwrap(), "192.0.2.1", "a test").await.is_err());
    assert_eq!(show_own(&keeper).await.unwrap().people.len(), 2);
}

#[tokio::test]
async fn a_company_is_never_left_without_an_administrator_who_can_sign_in() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    let me = id(&office, KEEPER).await;
    let give_up = || ColleagueStep::Roles(vec![Role::SupplierViewer]);
    assert_eq!(supplier(change_colleague(&keeper, me, give_up()).await), SupplierRefusal::LastAdministrator);
    assert_eq!(supplier(change_colleague(&keeper, me, ColleagueStep::End).await), SupplierRefusal::LastAdministrator);
    // Somebody who was invited and has no password keeps nothing yet.
    invite_colleague(&keeper, office.once(), &colleague("yat.ho@hl.sample.hk", &["s_admin"])).await.unwrap();
    assert_eq!(supplier(change_colleague(&keeper, me, give_up()).await), SupplierRefusal::LastAdministrator);
    confirm(&office, "yat.ho@hl.sample.hk").await.unwrap();
    change_colleague(&keeper, me, give_up()).await.unwrap();
    let letters = office.letters().await;
    assert!(
        letters.iter().any(|(to, subject)| to.starts_with(KEEPER) && subject.contains("你的權限已更改")),
        "{letters:?}"
    );
}

#[tokio::test]
async fn a_colleague_of_another_company_does_not_exist() {
    let office = Office::sample().await;
    let rival = office.person(RIVAL).await;
    let theirs = id(&office, BIDDER).await;
    assert!(matches!(change_colleague(&rival, theirs, ColleagueStep::End).await, Err(Failure::NotFound)));
    let bidder = office.person(BIDDER).await;
    let own = id(&office, KEEPER).await;
    assert!(matches!(change_colleague(&bidder, own, ColleagueStep::End).await, Err(Failure::Forbidden(_))));
}

#[tokio::test]
async fn another_part_before_joining_comes_with_a_fresh_invitation() {
    let office = Office::sample().await;
    let keeper = office.person(KEEPER).await;
    invite_colleague(&keeper, office.once(), &colleague("yat.ho@hl.sample.hk", &["s_bidder"])).await.unwrap();
    let first = secret_for(&office, "yat.ho@hl.sample.hk").await;
    let person = show_own(&keeper).await.unwrap().people.into_iter().find(|one| !one.joined).unwrap().person;
    office.pass_minutes(1);
    let keeper = office.person(KEEPER).await;
    change_colleague(&keeper, person, ColleagueStep::Roles(vec![Role::SupplierViewer])).await.unwrap();
    let late = join(&office.public(), &first, &form(&[("password", PASSWORD), ("repeat", PASSWORD)])).await;
    assert_eq!(refusal(late), Refusal::Account(AccountRefusal::LinkNotValid));
    confirm(&office, "yat.ho@hl.sample.hk").await.unwrap();
}
