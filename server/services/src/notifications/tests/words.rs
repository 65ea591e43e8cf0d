//! What letters say.

use super::super::compose::{Addressee, compose};
use super::*;
use domain::locale::Locale;

fn reader(locale: Locale) -> Addressee {
    Addressee {
        name: "Chan Tai Man".to_owned(),
        email: "tm.chan@td.sample.hk".to_owned(),
        locale,
        own: Trilingual {
            en: "Lands Department".into(), zh_hant: "地政總署".into(), zh_hans: "地政总署".into()
        },
        stop: None,
    }
}

/// Whoever asked for letters without an account.
fn watcher(locale: Locale) -> Addressee {
    let stop = Some("https://market.test/stop".to_owned());
    Addressee { name: String::new(), own: Trilingual::default(), stop, ..reader(locale) }
}

fn facts() -> Facts {
    let three = |en: &str, zh_hant: &str, zh_hans: &str| Trilingual {
        en: en.into(),
        zh_hant: zh_hant.into(),
        zh_hans: zh_hans.into(),
    };
    Facts {
        path: "/orders/RQ-2026-0007".to_owned(),
        reference: "RQ-2026-0007".to_owned(),
        solution: three("Meeting notes", "會議記錄", "会议记录"),
        organisation: three("Transport Department", "運輸署", "运输署"),
        person: "Lee Siu Ming".to_owned(),
        price: Some(Money::from_dollars(131_000)),
        comment: "the term is too long".to_owned(),
        closes_at: Some(domain::time::Timestamp::from_millis(0)),
        order: None,
        until: domain::time::Day::parse("2027-06-30"),
        bids: 3,
        unreadable: Some(domain::bids::Unreadable::SealBroken),
        question: None,
        outcome: None,
        filled: ["marks", "totals", "winner", "winner_totals", "reasons"].map(|name| (name, name.to_owned())).into(),
    }
}

#[test]
fn every_letter_has_a_subject_and_a_body() {
    for letter in Letter::ALL {
        assert!(texts::subject::find(letter.code()).is_some(), "{letter:?}");
        assert!(texts::body::find(letter.code()).is_some(), "{letter:?}");
    }
}

#[test]
fn every_letter_is_filled_in_completely_in_every_language() {
    let about_accounts =
        [Letter::Invitation, Letter::Reset, Letter::PasswordChanged, Letter::AccessChanged, Letter::WatchConfirmNew];
    let about_the_office =
        [Letter::MasterKeyRestored, Letter::LogHead, Letter::CustodianRehearse, Letter::CustodiansFew];
    let about_applicants = [Letter::SupplierConfirm, Letter::SupplierKnown];
    for letter in Letter::ALL {
        for locale in Locale::ALL {
            let mail =
                compose(uuid::Uuid::nil(), *letter, &facts(), &reader(locale), Some("https://market.test/x")).unwrap();
            for text in [&mail.subject, &mail.text, &mail.html] {
                assert!(
                    !text.contains(['{', '}', '[', '|']) || text.contains("[RQ-2026-0007]"),
                    "{letter:?} {locale:?}: {text}"
                );
                assert!(!text.contains("  ") && !text.contains("、、"), "{letter:?} {locale:?}: {text}");
            }
            assert!(!mail.subject.contains('\n') && !mail.subject.is_empty());
            assert_eq!(mail.language, locale.lang());
            assert!(mail.html.contains(&format!("lang=\"{}\"", locale.lang())));
            assert!(
                mail.text.contains("https://market.test/x") && mail.html.contains("href=\"https://market.test/x\"")
            );
            if letter.code().starts_with("supplier_") && !about_applicants.contains(letter) {
                assert!(mail.subject.contains("[RQ-2026-0007]"), "{letter:?} {locale:?}: {}", mail.subject);
                assert!(mail.text.contains(facts().organisation.get(locale)), "{letter:?} {locale:?}: {}", mail.text);
            } else if ![&about_accounts[..], &about_applicants, &about_the_office].concat().contains(letter) {
                let named = mail.subject.contains("[RQ-2026-0007]") || letter.asks_to_confirm();
                assert!(named, "{letter:?} {locale:?}: {}", mail.subject);
                assert!(mail.text.contains(facts().solution.get(locale)), "{letter:?} {locale:?}: {}", mail.text);
            }
            if matches!(letter, Letter::Rejected | Letter::Returned | Letter::Abandoned | Letter::Cancelled) {
                assert!(mail.text.contains("the term is too long"), "{letter:?} {locale:?}: {}", mail.text);
            }
        }
    }
}

#[test]
fn every_letter_to_a_watcher_says_how_to_stop_and_names_nobody() {
    for letter in Letter::ALL.iter().filter(|letter| letter.code().starts_with("watch_")) {
        for locale in Locale::ALL {
            let mail = compose(uuid::Uuid::nil(), *letter, &facts(), &watcher(locale), None).unwrap();
            assert!(mail.text.contains("https://market.test/stop"), "{letter:?}: {}", mail.text);
            assert!(!mail.text.contains("Lands") && !mail.text.contains("地政"), "{letter:?}: {}", mail.text);
        }
    }
}

#[test]
fn nothing_somebody_wrote_becomes_markup_or_a_header() {
    let nasty = Facts {
        comment: "<script>alert(1)</script> & \"so on\"\nBcc: all@td.sample.hk".to_owned(),
        solution: Trilingual::same("Notes\r\nBcc: everybody@td.sample.hk"),
        ..facts()
    };
    let mut to = reader(Locale::En);
    to.name = "Chan\r\nBcc: x@y.hk <b>Tai</b> Man".to_owned();
    let mail =
        compose(uuid::Uuid::nil(), Letter::Returned, &nasty, &to, Some("https://market.test/?a=\"><b>")).unwrap();
    assert!(!mail.html.contains("<script>") && !mail.html.contains("<b>"), "{}", mail.html);
    assert!(
        mail.html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so on&quot;<br>Bcc"),
        "{}",
        mail.html
    );
    assert!(!mail.subject.contains(['\r', '\n']) && !mail.to.0.contains(['\r', '\n']));
}

#[tokio::test]
async fn a_letter_leaves_as_a_message_that_programs_do_not_answer() {
    let office = Office::with_one_approver().await;
    office.submitted(&TD, "S0019").await;
    let folder = tempfile::tempdir().unwrap();
    let sender = "Shared AI Marketplace <noreply@market.test>";
    let neighbour = office.neighbour(Mailer::folder(folder.path(), sender).unwrap()).await;
    assert_eq!(round(&neighbour).await.sent, 1);
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let message = std::fs::read_to_string(&files[0]).unwrap();
    let id = letters(&office).await[0].id;
    for line in [
        &format!("Message-ID: <{id}@marketplace>"),
        "Auto-Submitted: auto-generated",
        "sm.lee@td.sample.hk",
        "noreply@market.test",
        "multipart/alternative",
    ] {
        assert!(message.contains(line), "{line}: {message}");
    }
}
