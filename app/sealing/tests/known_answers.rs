//! Reads every known-answer file through the public interface, as another program would.

#![allow(clippy::unwrap_used, reason = "this whole file is a test; its helpers stand outside the test functions")]

#[path = "../src/tests/chance.rs"]
mod chance;

use chance::Seeded;
use sealing::*;
use serde_json::Value;
use std::path::PathBuf;

fn file(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/known_answers").join(name);
    std::fs::read(&path).unwrap()
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&file(name)).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

fn private(value: &Value) -> PrivateKey {
    PrivateKey::from_bytes(bytes(value).try_into().unwrap())
}

fn number(value: &Value) -> u16 {
    value.as_u64().unwrap().try_into().unwrap()
}

fn refused<R: serde::Serialize + std::fmt::Debug>(stopped: Stopped<R>) -> Value {
    match stopped {
        Stopped::Refused(refusal) => serde_json::to_value(refusal).unwrap(),
        Stopped::Broken(error) => panic!("{error}"),
    }
}

fn rows(name: &str) -> Vec<Value> {
    let rows = json(name)["rows"].as_array().unwrap().clone();
    assert!(!rows.is_empty());
    rows
}

#[test]
fn the_key_set_has_its_bytes_hash_and_fingerprints() {
    let known = json("key_set.json");
    let set = KeySet::parse(&bytes(&known["canonical_bytes"])).unwrap();
    assert_eq!(hex::encode(&set.hash()), known["hash"]);
    let slots = known["slots"].as_array().unwrap();
    assert_eq!(slots.len(), set.slots().len());
    for (slot, known) in set.slots().iter().zip(slots) {
        assert_eq!(slot.number, number(&known["number"]));
        assert_eq!(hex::encode(&slot.holder), known["holder"]);
        assert_eq!(serde_json::to_value(slot.role).unwrap(), known["role"]);
        assert_eq!(hex::encode(slot.public_key.as_bytes()), known["public_key"]);
        assert_eq!(slot.public_key.fingerprint().to_string(), known["fingerprint"].as_str().unwrap());
        assert_eq!(private(&known["private_key"]).public(), Ok(slot.public_key));
    }
}

#[test]
fn the_envelope_opens_with_every_pair_and_with_the_bid_key() {
    let known = json("envelope.json");
    let envelope = file(known["envelope_file"].as_str().unwrap());
    assert_eq!(envelope.len() as u64, known["size_bytes"].as_u64().unwrap());
    let (header, _) = read_header(&envelope[..]).map_err(refused).unwrap();
    assert_eq!(header.to_bytes(), bytes(&known["header"]));
    assert_eq!(hex::encode(&header.hash()), known["header_hash"]);
    assert_eq!(hex::encode(header.commitment()), known["commitment"]);
    assert_eq!(hex::encode(&header.context().canonical_bytes()), known["context_bytes"]);
    assert_eq!(hex::encode(&header.context().key_set), json("key_set.json")["hash"]);

    let closing = private(&known["closing_private_key"]);
    let stored = json("contributions.json");
    let contribution = |slot: &Value| {
        let row = stored["rows"].as_array().unwrap().iter().find(|row| row["slot"] == *slot).unwrap();
        Contribution::parse(&bytes(&row["contribution"])).unwrap()
    };
    let pairs = stored["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), header.pairs().count());
    for pair in pairs {
        let (one, other) = (contribution(&pair[0]), contribution(&pair[1]));
        check(open(&envelope[..], &one, &other, &closing).map_err(refused).unwrap(), &known);
    }
    let key = BidKey::parse_file(&bytes(&known["bid_key_file"])).unwrap();
    check(open_with_bid_key(&envelope[..], &key).map_err(refused).unwrap(), &known);
}

fn check(mut opened: Opened<&[u8]>, known: &Value) {
    assert_eq!(opened.answers(), bytes(&known["answers"]));
    assert_eq!(serde_json::to_value(opened.manifest()).unwrap(), known["manifest"]);
    assert_eq!(hex::encode(&opened.manifest_sha256()), known["manifest_sha256"]);
    for file in known["files"].as_array().unwrap() {
        let mut content = Vec::new();
        let entry = opened.next_file(&mut content).map_err(refused).unwrap().unwrap();
        assert_eq!(entry.name, file["name"]);
        assert_eq!(content, bytes(&file["content"]));
    }
    opened.finish().map_err(refused).unwrap();
}

#[test]
fn the_commitments_are_those_of_their_keys() {
    for row in rows("commitments.json") {
        let key = BidKey::parse_file(&bytes(&row["bid_key_file"])).unwrap();
        assert_eq!(hex::encode(&key.commitment()), row["commitment"]);
    }
}

#[test]
fn every_holder_contributes_with_the_private_key_of_the_slot() {
    let known = json("envelope.json");
    let envelope = file(known["envelope_file"].as_str().unwrap());
    let closing = private(&known["closing_private_key"]);
    let (header, _) = read_header(&envelope[..]).map_err(refused).unwrap();
    let mut rng = Seeded::new("contributed anew");
    let made = rows("contributions.json").into_iter().map(|row| {
        let (slot, key) = (number(&row["slot"]), private(&row["private_key"]));
        Contribution::make(&header, slot, &key, &mut rng).unwrap()
    });
    let made: Vec<_> = made.collect();
    // New chance seals the same secrets otherwise, and they open the same bid.
    check(open(&envelope[..], &made[0], &made[3], &closing).map_err(refused).unwrap(), &known);
}

#[test]
fn every_abuse_is_refused_as_expected() {
    let known = json("envelope.json");
    let whole = file(known["envelope_file"].as_str().unwrap());
    let own_header = bytes(&known["header"]).len();
    for row in rows("refusals.json") {
        let mut envelope = bytes(&row["header"]);
        envelope.extend_from_slice(&whole[own_header..]);
        if let Some(byte) = row["flip"]["byte"].as_u64() {
            envelope[usize::try_from(byte).unwrap()] ^= 1 << number(&row["flip"]["bit"]);
        }
        let found = match row["do"].as_str().unwrap() {
            "open" => {
                let [one, other] = [0, 1].map(|n| Contribution::parse(&bytes(&row["contributions"][n])).unwrap());
                let opened = open(&envelope[..], &one, &other, &private(&row["closing_private_key"]));
                opened.and_then(Opened::finish).map_err(refused).unwrap_err()
            }
            "contribute" => {
                let (header, _) = read_header(&envelope[..]).map_err(refused).unwrap();
                let (slot, key) = (number(&row["slot"]), private(&row["private_key"]));
                let made = Contribution::make(&header, slot, &key, &mut Seeded::new("abuse"));
                serde_json::to_value(made.unwrap_err()).unwrap()
            }
            other => panic!("{other} is not told in the format"),
        };
        assert_eq!(found, row["expected"], "{}", row["name"]);
    }
}

#[test]
fn two_custodians_rejoin_the_closing_key() {
    let known = json("custody.json");
    let (joint, tender) = (bytes(&known["joint"]), bytes(&known["tender"]).try_into().unwrap());
    assert_eq!(hex::encode(held_jointly(&joint, tender).unwrap().as_bytes()), known["closing_public_key"]);
    let shares = known["custodians"].as_array().unwrap().iter().map(|custodian| {
        let share = CustodianShare::unwrap(&joint, tender, &private(&custodian["private_key"])).unwrap();
        assert_eq!(hex::encode(&share.to_bytes()), custodian["share"]);
        CustodianShare::parse(&bytes(&custodian["share"]), tender).unwrap()
    });
    let shares: Vec<_> = shares.collect();
    let pair = rejoin_closing_key(&joint, tender, &shares[0], &shares[1]).unwrap();
    assert_eq!(hex::encode(pair.private.expose()), known["closing_private_key"]);
}
