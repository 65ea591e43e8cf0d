//! How long somebody stays signed in.

use super::*;
use crate::sample::PASSWORD;
use domain::ids::SessionId;

const OWNER: &str = "tm.chan@td.sample.hk";

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_request() {
    let office = Office::sample().await;
    let token = signed_in(&office, OWNER, PASSWORD).await;
    for (minutes, alive) in [(29, true), (29, true), (1, true), (30, false), (0, false)] {
        office.pass_minutes(minutes);
        assert_eq!(is_signed_in(&office, &token).await, alive, "{minutes} minutes after the last request");
    }
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    let office = Office::sample().await;
    let token = signed_in(&office, OWNER, PASSWORD).await;
    for _ in 0..35 {
        office.pass_minutes(20);
        assert!(is_signed_in(&office, &token).await);
    }
    office.pass_minutes(19);
    assert!(is_signed_in(&office, &token).await, "after 11 hours 59 minutes");
    office.pass_minutes(1);
    assert!(!is_signed_in(&office, &token).await, "after 12 hours");
}

#[tokio::test]
async fn a_changed_password_ends_every_session_on_every_server() {
    let office = Office::sample().await;
    let tokens = [signed_in(&office, OWNER, PASSWORD).await, signed_in(&office, OWNER, PASSWORD).await];
    let other = signed_in(&office, "sm.lee@td.sample.hk", PASSWORD).await;
    ask_for_reset(&office, OWNER).await;
    let secret = secret_of_newest_letter(&office).await;
    choose(&office, &secret, NEW_PASSWORD).await.unwrap();
    let neighbour = office.neighbour(crate::Mailer::memory()).await;
    for token in tokens {
        assert_eq!(find_session(&neighbour, &token).await.unwrap(), Actor::Public);
        assert!(!is_signed_in(&office, &token).await);
    }
    assert!(is_signed_in(&office, &other).await);
}

#[tokio::test]
async fn a_session_that_began_before_the_account_moved_on_is_dead_even_if_it_was_not_ended() {
    let office = Office::sample().await;
    let token = signed_in(&office, OWNER, PASSWORD).await;
    office.damage(&format!("update people set account_version = 7 where email = '{OWNER}'")).await.unwrap();
    assert!(!is_signed_in(&office, &token).await);
}

#[tokio::test]
async fn a_disabled_person_is_signed_out_and_stays_out() {
    let office = Office::sample().await;
    let token = signed_in(&office, OWNER, PASSWORD).await;
    ask_for_reset(&office, OWNER).await;
    let secret = secret_of_newest_letter(&office).await;
    office.damage(&format!("update people set disabled_at = 1 where email = '{OWNER}'")).await.unwrap();
    assert!(!is_signed_in(&office, &token).await);
    assert_eq!(refusal(try_to_sign_in(&office, OWNER, PASSWORD).await), account(AccountRefusal::WrongCredentials));
    assert_eq!(refusal(choose(&office, &secret, NEW_PASSWORD).await), account(AccountRefusal::LinkNotValid));
    let letters = office.letters().await.len();
    ask_for_reset(&office, OWNER).await;
    assert_eq!(office.letters().await.len(), letters);
}

#[tokio::test]
async fn a_disabled_person_gets_no_letter_that_waited_for_them() {
    let office = Office::sample().await;
    ask_for_reset(&office, OWNER).await;
    office.submitted(&crate::testing::TD, "S0019").await;
    office.damage("update people set disabled_at = 1 where email like '%@td.sample.hk'").await.unwrap();
    assert_eq!(office.letters().await, []);
}

#[tokio::test]
async fn people_see_and_end_their_own_sessions_alone() {
    let office = Office::sample().await;
    let first = signed_in(&office, OWNER, PASSWORD).await;
    office.pass_minutes(5);
    let form = SignIn { email: address(OWNER), password: PASSWORD.to_owned() };
    let second = sign_in(&office.public(), form, "192.0.2.8", "Safari\r\nSet-Cookie: x").await.unwrap().token;
    let caller = caller_of(&office, &second).await;
    let sessions = list_sessions(&caller).await.unwrap();
    let seen: Vec<_> = sessions.iter().map(|session| (session.user_agent.as_str(), session.current)).collect();
    assert_eq!(seen, [("SafariSet-Cookie: x", true), ("Firefox", false)]);

    let stranger = signed_in(&office, "sm.lee@td.sample.hk", PASSWORD).await;
    let stranger = caller_of(&office, &stranger).await;
    for session in &sessions {
        assert!(matches!(end_session(&stranger, session.id).await, Err(Failure::NotFound)));
    }
    assert!(matches!(end_session(&caller, SessionId(office.once().0)).await, Err(Failure::NotFound)));
    end_session(&caller, sessions[1].id).await.unwrap();
    assert!(!is_signed_in(&office, &first).await && is_signed_in(&office, &second).await);
    assert!(matches!(end_session(&caller, sessions[1].id).await, Err(Failure::NotFound)));
    assert!(matches!(list_sessions(&office.public()).await, Err(Failure::SignInFirst)));
}

#[tokio::test]
async fn a_cookie_that_is_no_session_is_the_public() {
    let office = Office::sample().await;
    let token = signed_in(&office, OWNER, PASSWORD).await;
    let zeros = "0".repeat(64);
    for cookie in ["", "x", &token[..63], &format!("{token}0"), &zeros, &token.to_uppercase(), &"é".repeat(32)] {
        if cookie != token {
            assert!(!is_signed_in(&office, cookie).await, "{cookie:?}");
        }
    }
    assert!(is_signed_in(&office, &token).await);
}

#[tokio::test]
async fn somebody_who_moves_on_is_signed_out_everywhere_and_does_not_come_back() {
    let office = Office::sample().await;
    let (administrator, email) =
        (office.person(ADMINISTRATOR).await, EmailAddress::parse("tm.chan@td.sample.hk").unwrap());
    let session = try_to_sign_in(&office, email.as_str(), crate::sample::PASSWORD).await.unwrap();
    let roles = AccessStep::Roles(vec![Role::DepartmentUser]);
    change_access(&administrator, &email, roles).await.unwrap();
    assert!(!is_signed_in(&office, &session.token).await);
    let session = try_to_sign_in(&office, email.as_str(), crate::sample::PASSWORD).await.unwrap();
    assert_eq!(caller_of(&office, &session.token).await.officer().unwrap().roles, [Role::DepartmentUser]);

    let mixed = AccessStep::Roles(vec![Role::SystemAdministrator, Role::DepartmentApprover]);
    assert!(matches!(change_access(&administrator, &email, mixed).await, Err(Failure::Refused(_))));
    let officer = office.person("pf.wong").await;
    assert!(matches!(change_access(&officer, &email, AccessStep::End).await, Err(Failure::Forbidden(_))));
    change_access(&administrator, &email, AccessStep::End).await.unwrap();
    assert!(!is_signed_in(&office, &session.token).await);
    assert!(try_to_sign_in(&office, email.as_str(), crate::sample::PASSWORD).await.is_err());
    assert!(matches!(change_access(&administrator, &email, AccessStep::End).await, Err(Failure::NotFound)));
}
