//! The newest published head goes to those who keep it, once a day.

use super::*;
use crate::audit::{publish_heads, published_heads, send_head};
use crate::testing::CUSTODIANS;
use crate::{Caller, Mailer};
use bidding::{NoteKey, read_heads};

const SUBJECTS: [&str; 3] = ["head of the log", "審計記錄摘要", "审计记录摘要"];

/// Who got it, by the first part of their address; each as often as a letter came.
async fn keepers(office: &Office) -> Vec<String> {
    let letters = office.letters().await.into_iter();
    let heads = letters.filter(|(_, subject)| SUBJECTS.iter().any(|words| subject.contains(words)));
    let mut people: Vec<String> = heads.map(|(to, _)| to.split('@').next().unwrap_or_default().to_owned()).collect();
    people.sort();
    people
}

#[tokio::test]
async fn auditors_and_holders_of_keys_get_the_newest_head_once_a_day_signed() {
    let office = office_with_entries().await;
    assert!(!send_head(&office.system()).await.unwrap(), "none is published yet");
    publish_heads(&office.system()).await.unwrap();
    assert!(send_head(&office.system()).await.unwrap());
    let once = keepers(&office).await;
    for who in CUSTODIANS.iter().chain(&["yt.tam", "yf.kwok"]) {
        assert_eq!(once.iter().filter(|found| found == who).count(), 1, "{who} of {once:?}");
    }
    assert!(!once.iter().any(|who| who == "tm.chan" || who == "admin"), "{once:?}");
    let neighbour = office.neighbour(Mailer::memory()).await;
    for system in [office.system(), Caller::system(&neighbour)] {
        assert!(!send_head(&system).await.unwrap(), "it was sent today");
    }
    assert_eq!(keepers(&office).await, once);

    let mail = office.services.mailer.sent().into_iter().find(|mail| mail.to.1.starts_with("sl.chow")).unwrap();
    let begins = mail.text.find("marketplace log heads").unwrap();
    let signed = mail.text[begins..].lines().take_while(|line| !line.starts_with("http"));
    let note: Vec<&str> = signed.collect();
    let end = note.iter().position(|line| line.starts_with('\u{2014}')).unwrap();
    let note = note[..=end].join("\n") + "\n";
    let key = NoteKey::parse(&crate::signing::published_key(&office.services)).unwrap();
    let heads = read_heads(key.read(&note).unwrap()).unwrap();
    let published = published_heads(&office.public(), 1).await.unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!((heads[0].size, heads[0].root.to_string()), (published[0].head.size, published[0].head.root.clone()));

    office.pass_minutes(24 * 60);
    publish_heads(&office.system()).await.unwrap();
    assert!(send_head(&Caller::system(&neighbour)).await.is_ok());
    assert_whole(&office).await;
}
