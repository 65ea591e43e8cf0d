use super::*;
use crate::testing::{Office, refusal};
use domain::bids::{KeyPath, KeyRefusal};
use domain::refusal::Refusal;
use officers::{KeyFile, NewKey as NewOwnKey, RehearsalFile};
use sealing::Passphrase;

mod care;
mod custody;
mod openers;
mod rotation;
mod sheet;
mod suspect;

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
async fn only_openers_the_recovery_office_and_custodians_hold_keys() {
    let office = Office::sample().await;
    for who in ["tm.chan", "ws.lau", "ym.lam", "admin"] {
        let caller = office.person(who).await;
        assert!(matches!(make_key(&caller, PASSWORD).await, Err(crate::Failure::Forbidden(_))), "{who}");
    }
}

/// What an officer's own tool makes, and the words that guard it.
async fn made_elsewhere(office: &Office, who: &str) -> (String, String) {
    let file = key_file(&office.person(who).await).unwrap();
    let file = KeyFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
    let chance = &mut Chance(&office.services.random);
    let key = NewOwnKey::draw(chance);
    (file.wrap(&key, chance).unwrap(), key.words().to_owned())
}

async fn answered(office: &Office, who: &str, words: &str) -> String {
    let file = rehearsal_file(&office.person(who).await).await.unwrap();
    let file = RehearsalFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
    file.answer(&Passphrase::parse(words).unwrap()).unwrap()
}

#[tokio::test]
async fn a_key_made_on_the_officers_machine_is_kept_and_counts_once_it_was_tried_out_there() {
    let office = Office::sample().await;
    let head = office.person("yt.tam").await;
    let (key, words) = made_elsewhere(&office, "yt.tam").await;
    keep_key(&head, KeyPath::Browser, PASSWORD, &format!(" {key}\n")).await.unwrap();
    assert!(!show(&head).await.unwrap().unwrap().counts);
    let line = answered(&office, "yt.tam", &words).await;
    office.pass_minutes(1);
    answer(&office.person("yt.tam").await, KeyPath::Offline, &line).await.unwrap();
    assert!(show(&head).await.unwrap().unwrap().counts);
    assert_eq!(&office.log().await[1..], ["sealing_key.made", "sealing_key.rehearsed"]);
    // The service can use the key too, for an officer who comes without script another time.
    rehearse(&office.person("yt.tam").await, &words).await.unwrap();
}

#[tokio::test]
async fn a_key_that_is_not_what_was_asked_for_is_not_kept() {
    let office = Office::sample().await;
    let (head, opener) = (office.person("yt.tam").await, "yf.kwok");
    let file = key_file(&head).unwrap();
    let chance = &mut Chance(&office.services.random);
    let (theirs, _) = made_elsewhere(&office, opener).await;
    let drawn = NewOwnKey::draw(chance);
    let officers = KeyFile { purpose: sealing::Purpose::Officer, ..file.clone() }.wrap(&drawn, chance).unwrap();
    let other = KeyFile { stretch: sealing::Stretch::STANDARD, ..file.clone() }.wrap(&drawn, chance).unwrap();
    let (mine, _) = made_elsewhere(&office, "yt.tam").await;
    let refused = async |key: &str, password: &str| refusal(keep_key(&head, KeyPath::Browser, password, key).await);
    for (key, expected) in [
        ("", KeyRefusal::NotAKey),
        ("abcd", KeyRefusal::NotAKey),
        (&mine[2..], KeyRefusal::NotAKey),
        (&theirs, KeyRefusal::OtherHolder),
        (&officers, KeyRefusal::OtherHolder),
        (&other, KeyRefusal::WeakWrap),
    ] {
        assert_eq!(refused(key, PASSWORD).await, Refusal::SealingKey(expected), "{key}");
    }
    assert_eq!(refused(&mine, "not my password").await, Refusal::SealingKey(KeyRefusal::WrongPassword));
    for _ in 0..2 {
        keep_key(&head, KeyPath::Browser, PASSWORD, &mine).await.unwrap();
    }
    assert_eq!(
        office.log().await.iter().filter(|event| *event == "sealing_key.made").count(),
        1,
        "sent twice, kept once"
    );
    make_key(&head, PASSWORD).await.unwrap();
    assert_eq!(refused(&mine, PASSWORD).await, Refusal::SealingKey(KeyRefusal::UsedKey));
}

#[tokio::test]
async fn a_test_envelope_is_answered_once_within_an_hour_and_with_the_key_it_was_made_for() {
    let office = Office::sample().await;
    let (key, words) = made_elsewhere(&office, "yt.tam").await;
    keep_key(&office.person("yt.tam").await, KeyPath::Browser, PASSWORD, &key).await.unwrap();
    let answers = async |line: &str| answer(&office.person("yt.tam").await, KeyPath::Browser, line).await;
    let over = || Refusal::SealingKey(KeyRefusal::RehearsalOver);
    let late = answered(&office, "yt.tam", &words).await;
    office.pass_minutes(61);
    assert_eq!(refusal(answers(&late).await), over());
    let line = answered(&office, "yt.tam", &words).await;
    let wrong = format!("{}.{}", line.split_once('.').unwrap().0, "0".repeat(64));
    assert_eq!(refusal(answers(&wrong).await), Refusal::SealingKey(KeyRefusal::WrongPassphrase));
    assert_eq!(refusal(answers("nothing").await), over());
    answers(&line).await.unwrap();
    assert_eq!(refusal(answers(&line).await), over());
    let before = answered(&office, "yt.tam", &words).await;
    let (next, _) = made_elsewhere(&office, "yt.tam").await;
    keep_key(&office.person("yt.tam").await, KeyPath::Browser, PASSWORD, &next).await.unwrap();
    assert_eq!(refusal(answers(&before).await), over(), "it was for the key before");
    assert!(!show(&office.person("yt.tam").await).await.unwrap().unwrap().counts);
}
