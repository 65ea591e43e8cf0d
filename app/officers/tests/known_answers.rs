//! The files of officers' tools and what is made of them are as the known answers say.

#![allow(clippy::unwrap_used, reason = "this whole file is a test; its helpers stand outside the test functions")]

#[path = "../../sealing/src/tests/chance.rs"]
mod chance;

use chance::Seeded;
use domain::bids::{Digest, EnvelopeKind};
use domain::ids::TenderId;
use domain::text::Trilingual;
use officers::{
    FileFault, KeyFile, NewKey, NotMade, OpeningFile, PartFile, RehearsalFile, SealedEnvelope, split_answer,
};
use sealing::{
    Header, KeyPair, Passphrase, PrivateKey, Purpose, Stretch, WrappedKey, check_rehearsal, hex, make_rehearsal,
};
use serde_json::{Value, json};

const KNOWN: &str = include_str!("known_answers/officers.json");
const KEYS: &str = include_str!("../../sealing/tests/known_answers/key_set.json");
const ENVELOPE: &str = include_str!("../../sealing/tests/known_answers/envelope.json");
const WORDS: &str = "bakan dimus fogin hatus jiton kowus";

fn envelope() -> (Value, Header) {
    let envelope: Value = serde_json::from_str(ENVELOPE).unwrap();
    let header = Header::parse(&hex::decode(envelope["header"].as_str().unwrap()).unwrap()).unwrap();
    (envelope, header)
}

/// The first slot of the library's own known answers, wrapped under the words of the sample office.
fn wrapped() -> WrappedKey {
    let keys: Value = serde_json::from_str(KEYS).unwrap();
    let private = hex::decode(keys["slots"][0]["private_key"].as_str().unwrap()).unwrap();
    let private = PrivateKey::from_bytes(private.try_into().unwrap());
    let pair = KeyPair { public: private.public().unwrap(), private };
    let passphrase = Passphrase::parse(WORDS).unwrap();
    let stretch = Stretch::cheap_for_tests();
    WrappedKey::wrap(&pair, [1; 16], Purpose::Officer, &passphrase, stretch, &mut Seeded::new("wrapped")).unwrap()
}

fn opening_file() -> OpeningFile {
    let (known, header) = envelope();
    let (format, version) = OpeningFile::heading();
    OpeningFile {
        format,
        version,
        reference: "T-2026-0007".into(),
        title: Trilingual::same("Minutes of meetings"),
        tender: TenderId(uuid::Uuid::from_bytes([0x70; 16])),
        kind: EnvelopeKind::Price,
        slot: 1,
        wrapped_key: hex::encode(&wrapped().to_bytes()),
        envelopes: vec![SealedEnvelope {
            sha256: Digest::parse(known["sha256"].as_str().unwrap()).unwrap(),
            header: hex::encode(&header.to_bytes()),
        }],
    }
}

/// Everything, made anew.
fn made() -> Value {
    let key_file = KeyFile::new([1; 16], Purpose::Officer, Stretch::cheap_for_tests());
    let rng = &mut Seeded::new("an officer's key");
    let drawn = NewKey::draw(rng);
    let key = key_file.wrap(&drawn, rng).unwrap();
    let wrapped = wrapped();
    let dummy = make_rehearsal([1; 16], &wrapped.public_key, &mut Seeded::new("a dummy")).unwrap();
    let rehearsal_file = RehearsalFile::new(&wrapped.to_bytes(), &dummy.dummy, b"a token");
    let words = Passphrase::parse(WORDS).unwrap();
    let opening_file = opening_file();
    json!({
        "key_file": key_file,
        "drawn_words": drawn.words(),
        "drawn_fingerprint": drawn.fingerprint(),
        "key": key,
        "words": WORDS,
        "rehearsal_file": rehearsal_file,
        "rehearsal_expected": hex::encode(&dummy.expected),
        "answer": rehearsal_file.answer(&words).unwrap(),
        "opening_file": opening_file,
        "part": opening_file.contribute(&words, &mut Seeded::new("a part")).unwrap(),
    })
}

#[test]
fn officers_files_and_what_is_made_of_them_are_as_ever() {
    let made = format!("{:#}\n", made());
    if let Some(to) = std::env::var_os("MARKET_KNOWN_ANSWERS_TO") {
        std::fs::write(to, &made).unwrap();
    }
    assert_eq!(made, KNOWN);
}

#[test]
fn what_a_tool_makes_is_taken() {
    let known: Value = serde_json::from_str(KNOWN).unwrap();
    let bytes = |name: &str| serde_json::to_vec(&known[name]).unwrap();
    let text = |name: &str| known[name].as_str().unwrap();

    let key = WrappedKey::parse(&hex::decode(text("key")).unwrap()).unwrap();
    let private = key.unwrap(&Passphrase::parse(text("drawn_words")).unwrap()).unwrap();
    assert_eq!(private.public().unwrap().fingerprint().to_string(), text("drawn_fingerprint"));
    assert_eq!(KeyFile::parse(&bytes("key_file")).unwrap().stretch, key.stretch());

    let (token, answer) = split_answer(&format!("{}\n", text("answer"))).unwrap();
    assert_eq!(token, b"a token");
    let expected = hex::decode(text("rehearsal_expected")).unwrap().try_into().unwrap();
    assert!(check_rehearsal(&expected, &answer));

    let (_, header) = envelope();
    let file = OpeningFile::parse(&bytes("opening_file")).unwrap();
    let part = PartFile::parse(&bytes("part")).unwrap();
    part.is_for(file.tender, file.kind, file.slot).unwrap();
    assert_eq!(part.judge(&[(file.envelopes[0].sha256, header)]).unwrap().len(), 1);
}

#[test]
fn a_tool_makes_nothing_of_another_file_of_other_words_or_for_another_tender() {
    let known: Value = serde_json::from_str(KNOWN).unwrap();
    let bytes = |name: &str| serde_json::to_vec(&known[name]).unwrap();
    assert_eq!(OpeningFile::parse(&bytes("key_file")), Err(FileFault::NotThisFile));
    assert_eq!(RehearsalFile::parse(b"{}"), Err(FileFault::NotThisFile));
    let mut later = known["key_file"].clone();
    later["version"] = 2.into();
    assert_eq!(KeyFile::parse(&serde_json::to_vec(&later).unwrap()), Err(FileFault::UnknownVersion));

    let (file, rng) = (opening_file(), &mut Seeded::new("refused"));
    let words = Passphrase::parse(WORDS).unwrap();
    let sha256 = file.envelopes[0].sha256;
    let others = Passphrase::parse(known["drawn_words"].as_str().unwrap()).unwrap();
    assert_eq!(file.contribute(&others, rng), Err(NotMade::WrongPassphrase));
    for other in [
        OpeningFile { kind: EnvelopeKind::Technical, ..file.clone() },
        OpeningFile { tender: TenderId(uuid::Uuid::nil()), ..file.clone() },
    ] {
        assert_eq!(other.contribute(&words, rng), Err(NotMade::OtherEnvelope { sha256 }));
    }
    let other = OpeningFile { slot: 2, ..file.clone() };
    assert_eq!(other.contribute(&words, rng), Err(NotMade::NotOpened { sha256 }));
    assert_eq!(OpeningFile { wrapped_key: "ab".into(), ..file }.contribute(&words, rng), Err(NotMade::Damaged));
}
