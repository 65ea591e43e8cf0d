//! The commands of an officer: a key is made, tried out and used on the officer's own machine.

use crate::program::{Program, everything, printed};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Output, Stdio};

const KNOWN: &str = include_str!("../../../app/officers/tests/known_answers/officers.json");

/// Runs a command line and types what follows from the words it shows.
pub fn typing(program: &Program, arguments: &[&str], typed: impl FnOnce(&mut dyn BufRead) -> String) -> Output {
    let mut command = program.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let line = typed(&mut said);
    child.stdin.take().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    let mut rest = Vec::new();
    std::io::Read::read_to_end(&mut said, &mut rest).unwrap();
    let mut output = child.wait_with_output().unwrap();
    output.stderr = rest;
    output
}

/// The six words that the command shows.
fn shown_words(said: &mut dyn BufRead) -> String {
    said.lines().map_while(Result::ok).find(|line| line.trim().split(' ').count() == 6).unwrap().trim().to_owned()
}

#[test]
fn a_key_is_made_once_its_words_were_typed_again_and_never_over_another() {
    let program = Program::empty();
    let known: serde_json::Value = serde_json::from_str(KNOWN).unwrap();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (file, out) = (place("key.json"), place("key.txt"));
    fs::write(&file, known["key_file"].to_string()).unwrap();
    let make = ["key", &file, "--out", &out];
    let wrong = typing(&program, &make, |_| "bakan dimus fogin hatus jiton kowus".to_owned());
    assert_eq!(wrong.status.code(), Some(1), "{}", everything(&wrong));
    assert!(!fs::exists(&out).unwrap());

    let mut words = String::new();
    let made = typing(&program, &make, |said| {
        // The line before says that they are shown once; it has more words.
        said.read_line(&mut String::new()).unwrap();
        words = shown_words(said);
        words.to_uppercase()
    });
    assert!(made.status.success() && printed(&made).contains("fingerprint"), "{}", everything(&made));
    let wrapped = sealing::hex::decode(fs::read_to_string(&out).unwrap().trim()).unwrap();
    let wrapped = sealing::WrappedKey::parse(&wrapped).unwrap();
    assert_eq!(wrapped.holder, [1; 16]);
    wrapped.unwrap(&sealing::Passphrase::parse(&words).unwrap()).unwrap();
}

#[test]
fn a_test_envelope_is_answered_and_a_part_is_made_with_the_words_of_the_key() {
    let program = Program::empty();
    let known: serde_json::Value = serde_json::from_str(KNOWN).unwrap();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (rehearsal, opening, out) = (place("rehearsal.json"), place("opening.json"), place("part.json"));
    fs::write(&rehearsal, known["rehearsal_file"].to_string()).unwrap();
    fs::write(&opening, known["opening_file"].to_string()).unwrap();
    let (words, others) = (known["words"].as_str().unwrap(), known["drawn_words"].as_str().unwrap());

    let answered = typing(&program, &["rehearse", &rehearsal], |_| words.to_owned());
    assert_eq!(printed(&answered).trim(), known["answer"].as_str().unwrap(), "{}", everything(&answered));
    let contribute = ["contribute", "--opening", &opening, "--out", &out];
    for (typed, said) in [("six words", "not six words of ours"), (others, "not the words of this key")] {
        let refused = typing(&program, &contribute, |_| typed.to_owned());
        assert_eq!(refused.status.code(), Some(1));
        assert!(everything(&refused).contains(said), "{}", everything(&refused));
    }
    let swapped = program.run(&["contribute", "--opening", &rehearsal, "--out", &out]);
    assert!(everything(&swapped).contains("is not an opening file"));
    let made = typing(&program, &contribute, |_| words.to_owned());
    assert!(made.status.success(), "{}", everything(&made));
    let part = fs::read(&out).unwrap();
    assert!(!everything(&made).contains(words) && !part.windows(words.len()).any(|part| part == words.as_bytes()));
    let part = officers::PartFile::parse(&part).unwrap();
    let file = officers::OpeningFile::parse(known["opening_file"].to_string().as_bytes()).unwrap();
    part.is_for(file.tender, file.kind, file.slot).unwrap();
}

#[tokio::test]
async fn an_opening_of_the_sample_is_repeated_by_another_pair_and_holds_what_its_record_says() {
    let program = Program::sample_of_today(0).await;
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let file = |tender: &str, who: &str, out: &str| {
        let officer = format!("{who}@td.sample.hk");
        program.run(&["repeat", "file", tender, "technical", "--officer", &officer, "--out", out])
    };
    let (kwok, kan) = (place("kwok.json"), place("kan.json"));
    let tenders = (1..40).map(|number| format!("T-2026-{number:04}"));
    let opened = tenders.into_iter().find(|tender| file(tender, "yf.kwok", &kwok).status.success());
    let tender = opened.expect("an opened tender of the Transport Department");
    assert!(file(&tender, "ly.kan", &kan).status.success());
    let nobody = file(&tender, "tm.chan", &place("chan.json"));
    assert!(everything(&nobody).contains("nobody with this address holds a key of it"), "{}", everything(&nobody));

    let words = || services::sample::PASSPHRASE.to_owned();
    let (one, other) = (place("one.json"), place("other.json"));
    for (opening, out) in [(&kwok, &one), (&kan, &other)] {
        let made = typing(&program, &["contribute", "--opening", opening, "--out", out], |_| words());
        assert!(made.status.success(), "{}", everything(&made));
    }
    let checked = program.run(&["repeat", "check", &tender, "technical", &one, &other]);
    let said = everything(&checked);
    assert!(checked.status.success() && said.contains("holds what the record says"), "{said}");
    assert!(said.contains("opened again by another pair"), "{said}");
    let twice = program.run(&["repeat", "check", &tender, "technical", &one, &one]);
    assert!(!twice.status.success() && everything(&twice).contains("can NOT be read"), "{}", everything(&twice));
}

#[test]
fn a_key_comes_back_from_its_sheet_and_is_used_in_place_of_the_one_in_a_file() {
    let program = Program::empty();
    let known: serde_json::Value = serde_json::from_str(KNOWN).unwrap();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (rehearsal, typed, out) = (place("rehearsal.json"), place("sheet.txt"), place("key.txt"));
    let wrapped = known["rehearsal_file"]["wrapped_key"].as_str().unwrap();
    let key = sealing::WrappedKey::parse(&sealing::hex::decode(wrapped).unwrap()).unwrap();
    let lines = officers::sheet_of(&key);
    let sheet = |lines: &[officers::SheetLine]| -> String {
        lines.iter().map(|line| format!("{}. {}\n{}\n", line.number, line.groups.join(" "), line.check)).collect()
    };
    let mut wrong = lines.clone();
    wrong[4].groups[2] = "0000".to_owned();
    let read = ["key", "from-sheet", &typed, "--out", &out];
    for (sheet, said) in [(sheet(&wrong), "line 5"), (sheet(&lines[..9]), "line 10 is missing")] {
        fs::write(&typed, sheet).unwrap();
        let refused = program.run(&read);
        assert_eq!(refused.status.code(), Some(1));
        assert!(everything(&refused).contains(said), "{}", everything(&refused));
    }
    fs::write(&typed, sheet(&lines).to_uppercase()).unwrap();
    assert!(program.done(&read).contains(&key.public_key.fingerprint().to_string()));
    assert_eq!(fs::read_to_string(&out).unwrap().trim(), wrapped);

    let mut lost = known["rehearsal_file"].clone();
    lost["wrapped_key"] = "00".into();
    fs::write(&rehearsal, lost.to_string()).unwrap();
    let words = known["words"].as_str().unwrap();
    let answered = typing(&program, &["rehearse", &rehearsal, "--key", &out], |_| words.to_owned());
    assert_eq!(printed(&answered).trim(), known["answer"].as_str().unwrap(), "{}", everything(&answered));
}
