//! Makes the known-answer files anew and compares; with `UPDATE_KNOWN_ANSWERS=1` writes them.

use super::*;
use crate::pairs::Pair;
use crate::suite::{Secret, decapsulate, encapsulate};
use serde_json::{Value, json};
use std::path::Path;

const SEED: &str = "sealing known answers 1";
const FILES: [(&str, &[u8]); 1] = [("方案 offer.txt", b"One solution, as offered.")];
const ANSWERS: &[u8] = br#"{"lines":[{"item":"1.1","price_cents":59000000}]}"#;

struct Made {
    office: Office,
    header: Header,
    envelope: Vec<u8>,
    sealed: Sealed,
}

#[test]
fn the_known_answers_are_what_sealing_gives() {
    let mut office = Office::new(SEED);
    let (envelope, sealed) = office.seal(&FILES, ANSWERS);
    let (header, _) = read_header(&envelope[..]).map_err(refusal).unwrap();
    let mut made = Made { office, header, envelope, sealed };
    compare("key_set.json", text(&key_set(&made)));
    compare("envelope.json", text(&envelope_json(&made)));
    compare("envelope.bin", made.envelope.clone());
    compare("commitments.json", text(&commitments(&mut made)));
    compare("contributions.json", text(&contributions(&mut made)));
    compare("refusals.json", text(&refusals(&mut made)));
    compare("custody.json", text(&custody()));
}

fn text(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).unwrap();
    text.push(b'\n');
    text
}

fn compare(name: &str, made: Vec<u8>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/known_answers").join(name);
    if std::env::var_os("UPDATE_KNOWN_ANSWERS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let stored = std::fs::read(&path).unwrap();
    // The order of names in an object depends on how JSON was compiled, and means nothing.
    let same = match serde_json::from_slice::<Value>(&stored) {
        Ok(stored) => serde_json::from_slice::<Value>(&made).unwrap() == stored,
        Err(_) => made == stored,
    };
    assert!(same, "{name} is not what sealing gives now");
}

/// Chance of its own, so that the other files stay as they are.
fn custody() -> Value {
    let mut rng = chance::Seeded::new("custody known answers 1");
    let pairs: Vec<_> = (0..3).map(|_| KeyPair::generate(&mut rng)).collect();
    let [closing, one, other] = &pairs[..] else { unreachable!() };
    let tender = [0x70; 16];
    let joint = wrap_for_custodians(closing, tender, [&one.public, &other.public], &mut rng).unwrap();
    let custodians = [one, other].map(|pair| {
        let share = CustodianShare::unwrap(&joint, tender, &pair.private).unwrap();
        json!({
            "private_key": hex::encode(pair.private.expose()),
            "public_key": hex::encode(pair.public.as_bytes()),
            "share": hex::encode(&share.to_bytes()),
        })
    });
    json!({
        "tender": hex::encode(&tender),
        "closing_private_key": hex::encode(closing.private.expose()),
        "closing_public_key": hex::encode(closing.public.as_bytes()),
        "joint": hex::encode(&joint),
        "custodians": custodians,
    })
}

fn key_set(made: &Made) -> Value {
    let set = &made.office.key_set;
    let slots = set.slots().iter().map(|slot| {
        json!({
            "number": slot.number,
            "holder": hex::encode(&slot.holder),
            "role": slot.role,
            "private_key": hex::encode(made.office.holder(slot.number).private.expose()),
            "public_key": hex::encode(slot.public_key.as_bytes()),
            "fingerprint": slot.public_key.fingerprint().to_string(),
            "valid_from": slot.valid_from,
        })
    });
    json!({
        "slots": slots.collect::<Vec<_>>(),
        "canonical_bytes": hex::encode(set.canonical_bytes()),
        "hash": hex::encode(&set.hash()),
    })
}

fn envelope_json(made: &Made) -> Value {
    let context = made.header.context();
    let opened = open_with_bid_key(&made.envelope[..], &made.sealed.bid_key).map_err(refusal).unwrap();
    json!({
        "seed": SEED,
        "context": {
            "suite": context.suite.number(),
            "tender": hex::encode(&context.tender),
            "notice_revision": hex::encode(&context.notice_revision),
            "kind": context.kind,
            "key_set": hex::encode(&context.key_set),
            "organisation": hex::encode(&context.organisation),
            "submission": hex::encode(&context.submission),
        },
        "context_bytes": hex::encode(&context.canonical_bytes()),
        "closing_private_key": hex::encode(made.office.closing.private.expose()),
        "closing_public_key": hex::encode(made.office.closing.public.as_bytes()),
        "bid_key_file": hex::encode(&made.sealed.bid_key.to_file()),
        "commitment": hex::encode(made.header.commitment()),
        "header": hex::encode(&made.header.to_bytes()),
        "header_hash": hex::encode(&made.header.hash()),
        "envelope_file": "envelope.bin",
        "sha256": hex::encode(&made.sealed.sha256),
        "size_bytes": made.sealed.size_bytes,
        "manifest": opened.manifest(),
        "manifest_sha256": hex::encode(&opened.manifest_sha256()),
        "answers": hex::encode(ANSWERS),
        "files": FILES.map(|(name, content)| json!({ "name": name, "content": hex::encode(content) })),
    })
}

fn commitments(made: &mut Made) -> Value {
    let rows = [EnvelopeKind::Qualification, EnvelopeKind::Technical, EnvelopeKind::Price].map(|kind| {
        let context = Context { kind, ..made.office.context() };
        let key = BidKey::new(context, [0x55; 32], Secret::random(&mut made.office.rng));
        json!({ "bid_key_file": hex::encode(&key.to_file()), "commitment": hex::encode(&key.commitment()) })
    });
    json!({ "rows": rows })
}

fn contributions(made: &mut Made) -> Value {
    let mut rows = Vec::new();
    for slot in 1..=5 {
        let contribution = made.office.contribution(&made.header, slot);
        let share = contribution.open(&made.header, &made.office.closing.private).unwrap();
        rows.push(json!({
            "slot": slot,
            "private_key": hex::encode(made.office.holder(slot).private.expose()),
            "secret": hex::encode(share.bytes()),
            "contribution": hex::encode(&contribution.to_bytes()),
        }));
    }
    let pairs: Vec<_> = made.header.pairs().map(|pair| [pair.first, pair.second]).collect();
    json!({ "rows": rows, "pairs": pairs })
}

fn refusals(made: &mut Made) -> Value {
    let header = made.header.clone();
    let closing = made.office.closing.private.clone();
    let share = |made: &Made, slot| {
        let info = header.context().slot_info("share", slot);
        decapsulate(&header.slot(slot).unwrap().share, &made.office.holder(slot).private, &info).unwrap()
    };
    let [one, two, four, five] = [1, 2, 4, 5].map(|slot| made.office.contribution(&header, slot));
    let mut rows = vec![
        opening("one officer twice", &header, [&one, &one], &closing, OpeningRefusal::SlotTwice { slot: 1 }),
        opening(
            "two recoveries",
            &header,
            [&four, &five],
            &closing,
            OpeningRefusal::PairNotAllowed { first: 4, second: 5 },
        ),
    ];

    let zero = Contribution::of_share(&header, 2, &Secret::new([0; 32]), &mut made.office.rng).unwrap();
    rows.push(opening("a zero share", &header, [&one, &zero], &closing, OpeningRefusal::ZeroShare { slot: 2 }));

    let stranger = KeyPair::generate(&mut made.office.rng).private;
    let name = "two officers without the closing key";
    rows.push(opening(name, &header, [&one, &two], &stranger, OpeningRefusal::OtherClosingKey));

    let pair = Pair { first: 1, second: 2 };
    let not_opened = OpeningRefusal::PairNotOpened { first: 1, second: 2 };
    let info = header.context().info("closing-share");
    let made_up = encapsulate(&Secret::new([0; 32]), &made.office.closing.public, &info, &mut made.office.rng).unwrap();
    let without = header.forged(|closing_share, _| *closing_share = made_up);
    let both = [1, 2].map(|slot| made.office.contribution(&without, slot));
    let name = "two officers with a closing secret made up";
    rows.push(opening(name, &without, [&both[0], &both[1]], &closing, not_opened.clone()));

    let own = share(made, 1);
    let alone = Contribution::of_share(&header, 2, &own, &mut made.office.rng).unwrap();
    let name = "one officer and the closing key";
    rows.push(opening(name, &header, [&one, &alone], &closing, not_opened));

    let key = Secret::random(&mut made.office.rng);
    let secret = decapsulate(header.closing_share(), &closing, &info).unwrap();
    let secrets = [&own, &share(made, 2), &secret];
    let wrapped = pair.wrap(&key, &secrets, &header.context().info("bid-key")).unwrap();
    let equivocating = header.forged(|_, wraps| {
        wraps.iter_mut().filter(|(of, _)| *of == pair).for_each(|(_, old)| *old = wrapped);
    });
    let both = [1, 2].map(|slot| made.office.contribution(&equivocating, slot));
    let expected = OpeningRefusal::PairNotCommitted { first: 1, second: 2 };
    rows.push(opening("an equivocating pair", &equivocating, [&both[0], &both[1]], &closing, expected));

    let submission = Context { submission: [0x74; 16], ..*header.context() };
    let to = &made.office.key_set;
    let (other, _) = Header::seal(submission, to, &made.office.closing.public, &mut made.office.rng).unwrap();
    let foreign = made.office.contribution(&other, 2);
    let expected = OpeningRefusal::ContributionForOther { slot: 2 };
    rows.push(opening("a contribution to another bid", &header, [&one, &foreign], &closing, expected));

    let mut flipped =
        opening("a body bit turned over", &header, [&one, &two], &closing, OpeningRefusal::BodyNotAuthentic);
    flipped["flip"] = json!({ "byte": made.envelope.len() - 1, "bit": 3 });
    rows.push(flipped);

    let mut bytes = header.to_bytes();
    bytes[16] ^= 1;
    let other_tender = Header::parse(&bytes).unwrap();
    let own = made.office.holder(1).private.clone();
    let expected = ContributionRefusal::SlotNotOpened { slot: 1 };
    rows.push(contributing("another tender's context", &other_tender, 1, &own, &expected));
    let expected = ContributionRefusal::SlotNotOpened { slot: 2 };
    rows.push(contributing("another officer's key", &header, 2, &own, &expected));
    let expected = ContributionRefusal::NoSuchSlot { slot: 6 };
    rows.push(contributing("a slot that is not in the set", &header, 6, &own, &expected));
    json!({ "rows": rows })
}

fn opening(
    name: &str,
    header: &Header,
    contributions: [&Contribution; 2],
    closing_key: &PrivateKey,
    expected: OpeningRefusal,
) -> Value {
    json!({
        "name": name,
        "do": "open",
        "header": hex::encode(&header.to_bytes()),
        "contributions": contributions.map(|contribution| hex::encode(&contribution.to_bytes())),
        "closing_private_key": hex::encode(closing_key.expose()),
        "expected": expected,
    })
}

fn contributing(
    name: &str,
    header: &Header,
    slot: u16,
    private_key: &PrivateKey,
    expected: &ContributionRefusal,
) -> Value {
    json!({
        "name": name,
        "do": "contribute",
        "header": hex::encode(&header.to_bytes()),
        "slot": slot,
        "private_key": hex::encode(private_key.expose()),
        "expected": expected,
    })
}
