use super::*;
use crate::testing::{Office, refusal};
use domain::bids::KeyRefusal;
use domain::refusal::Refusal;

const PASSWORD: &str = "lion rock at low tide";

#[tokio::test]
async fn a_key_counts_once_its_holder_opened_a_dummy_and_for_thirty_days() {
    let office = Office::sample().await;
    let head = office.person("yt.tam").await;
    let given = show(&head).await.unwrap().expect("the sample office's key");
    let made = make_key(&head, PASSWORD).await.unwrap();
    let view = show(&head).await.unwrap().unwrap();
    assert_ne!(view.fingerprint, given.fingerprint);
    assert_eq!((view.fingerprint, view.counts), (made.fingerprint.clone(), false));
    rehearse(&head, &made.passphrase.to_uppercase()).await.unwrap();
    assert!(show(&head).await.unwrap().unwrap().counts);
    for (days, counts) in [(30, true), (1, false)] {
        office.pass_minutes(days * 24 * 60);
        assert_eq!(show(&office.person("yt.tam").await).await.unwrap().unwrap().counts, counts);
    }
    assert_eq!(&office.log().await[1..], ["sealing_key.made", "sealing_key.rehearsed"]);
}

#[tokio::test]
async fn a_wrong_passphrase_or_password_is_refused_and_the_passphrase_is_kept_nowhere() {
    let office = Office::sample().await;
    let head = office.person("yt.tam").await;
    let key = |refusal| Refusal::SealingKey(refusal);
    assert_eq!(refusal(rehearse(&head, "one two three four five six").await), key(KeyRefusal::NotAPassphrase));
    assert_eq!(refusal(make_key(&head, "not my password").await), key(KeyRefusal::WrongPassword));
    let first = make_key(&head, PASSWORD).await.unwrap();
    let second = make_key(&head, PASSWORD).await.unwrap();
    assert_ne!(first.fingerprint, second.fingerprint);
    assert_eq!(refusal(rehearse(&head, &first.passphrase).await), key(KeyRefusal::WrongPassphrase));
    rehearse(&head, &second.passphrase).await.unwrap();
    assert!(!format!("{first:?}").contains(&first.passphrase));
}

#[tokio::test]
async fn only_openers_and_the_recovery_office_hold_keys() {
    let office = Office::sample().await;
    for who in ["tm.chan", "ws.lau", "sl.chow", "admin"] {
        let caller = office.person(who).await;
        assert!(matches!(make_key(&caller, PASSWORD).await, Err(crate::Failure::Forbidden(_))), "{who}");
    }
}
