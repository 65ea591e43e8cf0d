//! From an invitation or a forgotten password to a password of one's own.

use super::*;
use crate::sample::PASSWORD;
use domain::form::Rule;

#[tokio::test]
async fn an_invited_person_chooses_a_password_signs_in_and_signs_out() {
    let office = Office::sample().await;
    let administrator = office.person(ADMINISTRATOR).await;
    let invited = invite(&administrator, invitation(Locale::En)).await.unwrap();
    assert!(invited.link.starts_with("https://market.test/en/invitation/"), "{}", invited.link);
    let secret = secret_of(&invited.link);

    // Mail scanners open every link; looking does not use it up.
    for _ in 0..2 {
        let link = read_link(&office.public(), secret).await.unwrap();
        assert_eq!((link.name.as_str(), link.email.as_str()), ("Leung Ka Fai", NEWCOMER));
    }
    choose(&office, secret, NEW_PASSWORD).await.unwrap();

    let session = try_to_sign_in(&office, NEWCOMER, NEW_PASSWORD).await.unwrap();
    assert_eq!(session.locale, Locale::En);
    let newcomer = caller_of(&office, &session.token).await;
    let officer = newcomer.officer().unwrap();
    assert_eq!((officer.person, officer.organisation_code.as_str()), (invited.person, "TD"));
    assert_eq!(officer.roles, [Role::DepartmentOfficer]);

    sign_out(&newcomer).await.unwrap();
    assert!(!is_signed_in(&office, &session.token).await);
    sign_out(&newcomer).await.unwrap();
    sign_out(&office.public()).await.unwrap();
    let log = office.log().await;
    assert_eq!(log, ["office.sampled", "person.invited", "person.joined", "session.started", "session.ended"]);
}

#[tokio::test]
async fn a_repeated_invitation_says_anew_what_somebody_is_called_and_reads() {
    let office = Office::sample().await;
    let administrator = office.person(ADMINISTRATOR).await;
    invite(&administrator, invitation(Locale::En)).await.unwrap();
    let again = Invitation { name: " Leung\u{200b}  Kar Fai ".to_owned(), ..invitation(Locale::ZhHans) };
    let invited = invite(&administrator, again).await.unwrap();
    assert!(invited.link.contains("/zh-Hans/invitation/"), "{}", invited.link);
    assert_eq!(read_link(&office.public(), secret_of(&invited.link)).await.unwrap().name, "Leung Kar Fai");
}

#[tokio::test]
async fn nobody_is_invited_without_a_name_or_with_a_role_of_the_office_elsewhere() {
    let office = Office::sample().await;
    let administrator = office.person(ADMINISTRATOR).await;
    for name in ["", " \u{200b}", &"n".repeat(101)] {
        let nameless = Invitation { name: name.to_owned(), ..invitation(Locale::En) };
        assert_eq!(refusal(invite(&administrator, nameless).await), account(AccountRefusal::NameNotValid));
    }
    let role = Role::Curator;
    let elsewhere = Invitation { roles: vec![role], ..invitation(Locale::En) };
    assert_eq!(refusal(invite(&administrator, elsewhere).await), account(AccountRefusal::RoleOfTheOffice { role }));
    let own = Invitation { roles: vec![role], organisation: "DPO".to_owned(), ..invitation(Locale::En) };
    invite(&administrator, own).await.unwrap();
}

#[tokio::test]
async fn a_link_works_once() {
    let office = Office::sample().await;
    let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let secret = secret_of(&invited.link);
    choose(&office, secret, NEW_PASSWORD).await.unwrap();
    let again = choose(&office, secret, "another ferry after noon").await;
    assert_eq!(refusal(again), account(AccountRefusal::LinkNotValid));
    assert_eq!(refusal(read_link(&office.public(), secret).await), account(AccountRefusal::LinkNotValid));
    signed_in(&office, NEWCOMER, NEW_PASSWORD).await;
}

#[tokio::test]
async fn of_two_who_follow_a_link_at_once_one_chooses_the_password() {
    let office = Office::sample().await;
    let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let secret = secret_of(&invited.link);
    let (one, other) =
        tokio::join!(choose(&office, secret, NEW_PASSWORD), choose(&office, secret, "another ferry after noon"));
    let lost = if one.is_ok() { other } else { one };
    assert_eq!(refusal(lost), account(AccountRefusal::LinkNotValid));
    assert_eq!(office.log().await.iter().filter(|event| *event == "person.joined").count(), 1);
}

#[tokio::test]
async fn of_two_links_of_one_person_followed_at_once_one_chooses_the_password() {
    let office = Office::sample().await;
    ask_for_reset(&office, "tm.chan@td.sample.hk").await;
    let first = secret_of_newest_letter(&office).await;
    office.pass_minutes(1);
    ask_for_reset(&office, "tm.chan@td.sample.hk").await;
    let second = secret_of_newest_letter(&office).await;
    let (one, other) =
        tokio::join!(choose(&office, &first, NEW_PASSWORD), choose(&office, &second, "another ferry after noon"));
    assert_ne!(one.is_ok(), other.is_ok());
    assert_eq!(refusal(if one.is_ok() { other } else { one }), account(AccountRefusal::LinkNotValid));
    assert_eq!(office.log().await.iter().filter(|event| *event == "password.changed").count(), 1);
}

#[tokio::test]
async fn an_invitation_lives_three_days_and_a_reset_half_an_hour() {
    let office = Office::sample().await;
    let (three_days, half_an_hour) = (3 * 24 * 60, 30);
    invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let invitation = secret_of_newest_letter(&office).await;
    ask_for_reset(&office, "tm.chan@td.sample.hk").await;
    let reset = secret_of_newest_letter(&office).await;
    let mut passed = 0;
    for (secret, minutes, valid) in [
        (&reset, half_an_hour - 1, true),
        (&reset, half_an_hour, false),
        (&invitation, three_days - 1, true),
        (&invitation, three_days, false),
    ] {
        office.pass_minutes(minutes - passed);
        passed = minutes;
        assert_eq!(read_link(&office.public(), secret).await.is_ok(), valid, "after {minutes} minutes");
        if !valid {
            let late = choose(&office, secret, NEW_PASSWORD).await;
            assert_eq!(refusal(late), account(AccountRefusal::LinkNotValid), "after {minutes} minutes");
        }
    }
}

#[tokio::test]
async fn a_link_is_dead_after_the_password_was_changed_by_another() {
    let office = Office::sample().await;
    ask_for_reset(&office, "tm.chan@td.sample.hk").await;
    let first = secret_of_newest_letter(&office).await;
    office.pass_minutes(1);
    ask_for_reset(&office, "tm.chan@td.sample.hk").await;
    let second = secret_of_newest_letter(&office).await;
    assert_ne!(first, second);
    choose(&office, &first, NEW_PASSWORD).await.unwrap();
    assert_eq!(refusal(choose(&office, &second, NEW_PASSWORD).await), account(AccountRefusal::LinkNotValid));
}

#[tokio::test]
async fn of_the_printed_and_the_mailed_link_of_an_invitation_either_joins_and_ends_both() {
    for uses_printed in [true, false] {
        let office = Office::sample().await;
        let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
        let mailed = secret_of_newest_letter(&office).await;
        let printed = secret_of(&invited.link).to_owned();
        assert_ne!(mailed, printed);
        let (used, left) = if uses_printed { (printed, mailed) } else { (mailed, printed) };
        assert!(read_link(&office.public(), &left).await.is_ok());
        choose(&office, &used, NEW_PASSWORD).await.unwrap();
        assert_eq!(refusal(read_link(&office.public(), &left).await), account(AccountRefusal::LinkNotValid));
        assert_eq!(refusal(choose(&office, &left, NEW_PASSWORD).await), account(AccountRefusal::LinkNotValid));
    }
}

#[tokio::test]
async fn a_letter_that_waited_until_its_link_was_used_is_not_sent() {
    let office = Office::sample().await;
    let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    choose(&office, secret_of(&invited.link), NEW_PASSWORD).await.unwrap();
    assert!(office.letters().await.is_empty());
    let waiting = crate::notifications::deliver(&office.system()).await.unwrap();
    assert_eq!(waiting, crate::notifications::Delivered::default());
}

#[tokio::test]
async fn letters_come_in_the_language_of_the_one_they_are_for() {
    for (locale, subject, greeting) in [
        (Locale::ZhHant, "請設定密碼以加入共用人工智能方案平台", "Leung Ka Fai："),
        (Locale::ZhHans, "请设定密码以加入共用人工智能方案平台", "Leung Ka Fai："),
        (Locale::En, "Choose a password to join the Shared AI Marketplace", "Dear Leung Ka Fai,"),
    ] {
        let office = Office::sample().await;
        invite(&office.person(ADMINISTRATOR).await, invitation(locale)).await.unwrap();
        assert_eq!(office.letters().await, [(NEWCOMER.to_owned(), subject.to_owned())]);
        let letter = office.services.mailer.sent().remove(0);
        assert_eq!(letter.language, locale.lang());
        assert!(letter.text.starts_with(greeting), "{}", letter.text);
        let link = format!("https://market.test/{}/invitation/", locale.segment());
        assert!(letter.text.contains(&link) && letter.html.contains(&link), "{}", letter.text);
    }
}

#[tokio::test]
async fn a_reset_letter_changes_the_password_ends_sessions_and_its_owner_is_told() {
    let office = Office::sample().await;
    let owner = "tm.chan@td.sample.hk";
    let before = [signed_in(&office, owner, PASSWORD).await, signed_in(&office, owner, PASSWORD).await];
    ask_for_reset(&office, owner).await;
    let secret = secret_of_newest_letter(&office).await;
    let letter = office.services.mailer.sent().remove(0);
    assert!(letter.text.contains("https://market.test/zh-Hant/reset-password/"), "{}", letter.text);
    choose(&office, &secret, NEW_PASSWORD).await.unwrap();

    for token in &before {
        assert!(!is_signed_in(&office, token).await);
    }
    assert_eq!(refusal(try_to_sign_in(&office, owner, PASSWORD).await), account(AccountRefusal::WrongCredentials));
    signed_in(&office, owner, NEW_PASSWORD).await;
    let told = (owner.to_owned(), "你的密碼已更改".to_owned());
    assert_eq!(office.letters().await.last(), Some(&told));
    assert_eq!(office.log().await.iter().filter(|event| *event == "password.changed").count(), 1);
}

#[tokio::test]
async fn a_password_that_cannot_be_taken_leaves_the_link_usable() {
    let office = Office::sample().await;
    let invited = invite(&office.person(ADMINISTRATOR).await, invitation(Locale::En)).await.unwrap();
    let secret = secret_of(&invited.link);
    for (password, repeat, field, rule) in [
        ("", "", "password", Rule::Required),
        ("too short", "too short", "password", Rule::TooShort(15)),
        ("Leung Ka Fai Leung Ka Fai", "Leung Ka Fai Leung Ka Fai", "password", Rule::CommonPassword),
        (NEW_PASSWORD, "seven ferries before Noon", "repeat", Rule::PasswordsDiffer),
    ] {
        let fields = form(&[("password", password), ("repeat", repeat)]);
        let Refusal::Form(problems) = refusal(choose_password(&office.public(), secret, &fields).await) else {
            panic!("{password:?} was refused for another reason");
        };
        assert_eq!((problems[0].field.as_str(), &problems[0].rule), (field, &rule), "{password:?}");
    }
    choose(&office, secret, NEW_PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_invitation_that_cannot_be_changes_nothing() {
    let office = Office::sample().await;
    let administrator = office.person(ADMINISTRATOR).await;
    let valid = invitation(Locale::En);
    let mixed = Invitation { roles: vec![Role::SystemAdministrator, Role::Curator], ..valid.clone() };
    let nowhere = Invitation { organisation: "NASA".to_owned(), ..valid.clone() };
    let known = Invitation { email: address("tm.chan@td.sample.hk"), ..valid.clone() };
    for (invitation, expected) in [
        (mixed, AccountRefusal::MixedRoles),
        (nowhere, AccountRefusal::NoSuchOrganisation),
        (known, AccountRefusal::AlreadyInvited),
    ] {
        assert_eq!(refusal(invite(&administrator, invitation).await), account(expected));
    }
    assert!(matches!(invite(&office.public(), valid.clone()).await, Err(Failure::SignInFirst)));
    for who in ["tm.chan", "ws.lau", "yt.tam", "sl.chow"] {
        let refused = invite(&office.person(who).await, valid.clone()).await;
        assert!(matches!(refused, Err(Failure::Forbidden(_))), "{who}");
    }
    assert_eq!(office.log().await.len(), 1);
    assert!(office.letters().await.is_empty());
}

#[tokio::test]
async fn somebody_without_a_password_is_invited_again_with_new_roles() {
    let office = Office::sample().await;
    let administrator = office.person(ADMINISTRATOR).await;
    let first = invite(&administrator, invitation(Locale::En)).await.unwrap();
    let approver = Invitation { roles: vec![Role::DepartmentApprover], ..invitation(Locale::En) };
    let second = invite(&administrator, approver).await.unwrap();
    assert_eq!(first.person, second.person);
    choose(&office, secret_of(&second.link), NEW_PASSWORD).await.unwrap();
    let token = signed_in(&office, NEWCOMER, NEW_PASSWORD).await;
    assert_eq!(caller_of(&office, &token).await.officer().unwrap().roles, [Role::DepartmentApprover]);

    let moved = Invitation { organisation: "SWD".to_owned(), ..invitation(Locale::En) };
    assert_eq!(refusal(invite(&administrator, moved).await), account(AccountRefusal::AlreadyInvited));
    let late = choose(&office, secret_of(&first.link), "another ferry after noon").await;
    assert_eq!(refusal(late), account(AccountRefusal::LinkNotValid));
}
