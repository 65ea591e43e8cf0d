//! What stands in envelopes, and the sealing file, are read and written as the known answers say.

#![allow(clippy::unwrap_used, reason = "this whole file is a test; its helpers stand outside the test functions")]

#[path = "../../sealing/src/tests/chance.rs"]
mod chance;

use bidding::{AskedLine, AskedRequirement, Contents, Limits, Offer, SealingFile, SealingFileFault, Why, look_at};
use chance::Seeded;
use domain::bids::contents::{Prices, Technical};
use domain::bids::{BidRefusal, Digest, EnvelopeFault, EnvelopeKind, SubmissionId};
use domain::form::{Fields, Rule};
use domain::ids::{OrganisationId, RequirementId, TenderId};
use domain::money::Money;
use domain::text::Trilingual;
use sealing::{hex, open_with_bid_key};

const TECHNICAL: &str = include_str!("known_answers/technical.json");
const PROMISES: &str = include_str!("known_answers/promises.json");
const PRICES: &str = include_str!("known_answers/prices.json");
const FILE: &str = include_str!("known_answers/sealing_file.json");
const KEYS: &str = include_str!("../../sealing/tests/known_answers/key_set.json");
const ENVELOPE: &str = include_str!("../../sealing/tests/known_answers/envelope.json");

fn requirement(number: u8) -> RequirementId {
    RequirementId::parse(&format!("000000{number:02}-0000-4000-8000-000000000000")).unwrap()
}

/// The file that stands in the known answers, sealed to the keys of the library's own.
fn file() -> SealingFile {
    let (keys, envelope): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(KEYS).unwrap(), serde_json::from_str(ENVELOPE).unwrap());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (format, version) = SealingFile::heading();
    let id = |digit: &str| format!("{0}-0000-4000-8000-000000000000", digit.repeat(8));
    let asked = |number, en: &str, zh: &str, is_essential| AskedRequirement {
        id: requirement(number),
        text: Trilingual { en: en.into(), zh_hant: zh.into(), zh_hans: zh.into() },
        is_essential,
    };
    SealingFile {
        format,
        version,
        reference: "T-2026-0007".into(),
        title: Trilingual::same("Minutes of meetings"),
        tender: TenderId::parse(&id("1")).unwrap(),
        notice_revision: 2,
        notice_sha256: Digest([0x71; 32]),
        closes_at: "2026-12-18T04:00:00.000Z".into(),
        organisation: OrganisationId::parse(&id("2")).unwrap(),
        submission: SubmissionId(TenderId::parse(&id("3")).unwrap().0),
        envelopes: vec![EnvelopeKind::Technical, EnvelopeKind::Price],
        key_set: text(&keys["canonical_bytes"]),
        key_set_sha256: Digest::parse(&text(&keys["hash"])).unwrap(),
        closing_key: text(&envelope["closing_public_key"]),
        requirements: vec![
            asked(1, "Writes Cantonese", "\u{5ee3}\u{6771}\u{8a71}", true),
            asked(2, "Runs here", "X", false),
        ],
        asks_innovation: false,
        lines: vec![AskedLine {
            line: 1,
            item: Trilingual::same("Minutes of a meeting"),
            unit: Trilingual::same("meeting"),
            quantity: 1,
        }],
        limits: Limits { answer_characters: 4_000, file_bytes: 10_485_760, bid_bytes: 31_457_280, files: 20 },
        term_months: 0,
        receipt_key: String::new(),
    }
}

fn offer(price: &str) -> Offer {
    let pairs = [
        ("parties", "others"),
        ("related", "A Limited"),
        (&format!("answer-{}", requirement(1)), " Yes.\r\n\u{662f}\u{3002} "),
        ("price-1", price),
    ];
    let fields = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Offer { fields: Fields::new(fields), files: Vec::new() }
}

fn judged(offer: &Offer) -> Vec<(String, Why)> {
    let faults = file().judge(offer).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.field, fault.why)).collect()
}

#[test]
fn the_sealing_file_is_read_and_written_as_it_stands() {
    assert_eq!(serde_json::to_string_pretty(&file()).unwrap() + "\n", FILE);
    assert_eq!(SealingFile::parse(FILE.as_bytes()), Ok(file()));
    for (from, to, fault) in [
        ("marketplace sealing file", "something else", SealingFileFault::NotASealingFile),
        ("\"version\": 1", "\"version\": 2", SealingFileFault::UnknownVersion),
        ("\"closing_key\": \"cc", "\"closing_key\": \"", SealingFileFault::KeysDiffer),
        ("\"key_set_sha256\": \"ca", "\"key_set_sha256\": \"cb", SealingFileFault::KeysDiffer),
    ] {
        assert_eq!(SealingFile::parse(FILE.replace(from, to).as_bytes()), Err(fault), "{to}");
    }
}

#[test]
fn an_offer_becomes_the_contents_of_the_known_answers_and_comes_out_of_its_envelopes_again() {
    let file = file();
    let Ok(contents): Result<Contents, _> = file.judge(&offer("HK$1,250,000.50")) else {
        panic!("an offer without fault")
    };
    assert_eq!(contents.total, Money::parse("1250000.50").unwrap());
    let written = serde_json::to_string(contents.technical.as_ref().unwrap()).unwrap();
    assert_eq!(written + "\n", TECHNICAL);
    assert_eq!(serde_json::to_string(&contents.prices).unwrap() + "\n", PRICES);
    assert!(serde_json::from_str::<Technical>(TECHNICAL).unwrap() == contents.technical.clone().unwrap());
    assert!(serde_json::from_str::<Prices>(PRICES).unwrap() == contents.prices);

    let sealed = file.seal(&contents, &mut Seeded::new("a bid")).unwrap();
    let technical = sealed.technical.as_ref().unwrap();
    for (kind, envelope, inside) in
        [(EnvelopeKind::Technical, technical, TECHNICAL), (EnvelopeKind::Price, &sealed.price, PRICES)]
    {
        let (seen, submission) = look_at(&envelope.bytes, kind, &file).unwrap();
        assert_eq!((seen.sha256.0, submission), (envelope.sha256, *file.submission.0.as_bytes()));
        let key = sealing::BidKey::parse_file(&envelope.bid_key.to_file()).unwrap();
        let Ok(opened) = open_with_bid_key(&envelope.bytes[..], &key) else { panic!("it opens") };
        assert_eq!(std::str::from_utf8(opened.answers()).unwrap(), inside.trim_end());
        assert!(opened.finish().is_ok());
    }
    assert_eq!(look_at(&technical.bytes, EnvelopeKind::Price, &file), Err(EnvelopeFault::OtherKind));
}

#[test]
fn promises_stand_in_the_technical_envelope_as_the_known_answer_says_where_the_file_takes_them() {
    let mut promising = offer("1");
    for (name, value) in [("promise-training_hours", "80"), ("promise-training_hours-months", "24")] {
        promising.fields.set(name, value);
    }
    let taking = SealingFile { term_months: 24, ..file() };
    let written = serde_json::to_string_pretty(&taking).unwrap() + "\n";
    assert_eq!(written, FILE.replace("\n  }\n}\n", "\n  },\n  \"term_months\": 24\n}\n"));
    assert_eq!(SealingFile::parse(written.as_bytes()), Ok(taking.clone()));

    let technical = taking.judge(&promising).ok().unwrap().technical.unwrap();
    assert_eq!(serde_json::to_string(&technical).unwrap() + "\n", PROMISES);
    assert!(serde_json::from_str::<Technical>(PROMISES).unwrap() == technical);
    assert_eq!(technical.promised().len(), 1);
    // An older file knows of no promises, and a bid of it makes none.
    assert_eq!(file().judge(&promising).ok().unwrap().technical.unwrap().promises, []);

    promising.fields.set("promise-training_hours-months", "25");
    promising.fields.set("promise-local_jobs", "2");
    let faults: Vec<_> = taking.judge(&promising).err().unwrap().into_iter().map(|one| (one.field, one.why)).collect();
    let fault = |field: &str, rule| (field.to_owned(), Why::Rule(rule));
    let expected =
        [fault("promise-training_hours-months", Rule::Above(24)), fault("promise-local_jobs-months", Rule::Required)];
    assert_eq!(faults, expected);
}

#[test]
fn everything_that_is_wrong_with_an_offer_is_said_at_once() {
    let found = judged(&Offer::default());
    let required = |field: &str| (field.to_owned(), Why::Rule(Rule::Required));
    let first = format!("answer-{}", requirement(1));
    assert_eq!(found, [required("parties"), required(&first), required("price-1")]);
    for (price, rule) in [("1,50", Rule::NotMoney), ("0", Rule::Below(1)), ("1.005", Rule::NotMoney)] {
        assert_eq!(judged(&offer(price)), [("price-1".to_owned(), Why::Rule(rule))], "{price}");
    }
}

#[test]
fn files_are_judged_before_they_are_sealed() {
    let text = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    let many = (0..21).map(|n| text(&format!("{n}.txt"), &n.to_string())).collect();
    for (files, expected) in [
        (vec![text("a.txt", "one"), text("b.txt", "two"), text("c.txt", "two")], None),
        (vec![text("a/b\u{200b}.txt", "one")], None),
        (vec![text("a.exe", "one")], Some(Why::File(BidRefusal::FileKindNotAllowed { name: "a.exe".into() }))),
        (vec![text("a.txt", "one"), text("a.txt", "two")], Some(Why::NameTwice("a.txt".into()))),
        (many, Some(Why::File(BidRefusal::TooManyFiles { most: 20 }))),
    ] {
        let offer = Offer { files, ..offer("1") };
        let expected: Vec<_> = expected.into_iter().map(|why| ("files".to_owned(), why)).collect();
        assert_eq!(judged(&offer), expected);
        if let Ok(contents) = file().judge(&offer) {
            assert!(file().seal(&contents, &mut Seeded::new("files")).is_ok());
        }
    }
    let alone = SealingFile { envelopes: vec![EnvelopeKind::Price], requirements: Vec::new(), ..file() };
    let faults = alone.judge(&Offer { files: vec![text("a.txt", "one")], ..offer("1") }).err().unwrap();
    assert_eq!(faults[0].why, Why::NoFilesAsked);
    assert!(hex::decode(&alone.closing_key).is_some());
}
