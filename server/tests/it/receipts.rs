//! The command that checks a receipt, as a bidder meets it.

use crate::program::{Program, everything, printed};
use std::fs;

#[test]
fn a_receipt_names_its_envelopes_and_no_others() {
    let program = Program::empty();
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (receipt, envelope) = (place("receipt.txt"), place("price.sealed"));
    let price = services::random::hex(&services::random::sha256(b"sealed"));
    let (id, hash) = ("00000000-0000-4000-8000-000000000000", "0".repeat(64));
    let text = format!(
        "marketplace bid receipt 1\naction: submitted\ntender: {id}\nlot: {id}\nnotice-revision: 1\nkey-set: {hash}\n\
         organisation: {id}\nsubmission: {id}\nversion: 1\ntechnical: -\n\
         price: sha256={price} bytes=6 commitment={hash}\npath: offline\nreceived-at: 2026-12-01T02:03:04.005Z\n\
         previous: -\nlog-entry: 17\nend: -\n"
    );
    let (office, stranger) = (bidding::NoteSigner::of(&[7; 32]), bidding::NoteSigner::of(&[8; 32]));
    let (key, other) = (office.key().to_string(), stranger.key().to_string());
    let note = office.sign(&text);
    fs::write(&receipt, &note).unwrap();
    for (content, status, said) in
        [("sealed", 0, "price envelope: the one of the receipt"), ("other", 1, "NOT the one of the receipt")]
    {
        fs::write(&envelope, content).unwrap();
        let output = program.run(&["receipt", &receipt, "--key", &key, "--price", &envelope]);
        assert_eq!(output.status.code(), Some(status), "{}", everything(&output));
        assert!(printed(&output).contains(said) && printed(&output).contains("entry 17"), "{}", everything(&output));
    }
    // The proof leads from the receipt's text to a head that is signed, or is none.
    let digest = domain::bids::Digest(services::random::sha256(text.as_bytes()));
    let written_at = domain::time::Timestamp::from_millis(1_796_000_000_000);
    let path = vec![domain::bids::Digest([1; 32]), domain::bids::Digest([2; 32])];
    let path = bidding::LogProof { entry: 17, written_at, size: 18, path };
    let head = |root| bidding::LogHead {
        taken_at: "2026-12-01T03:00:00.000Z".into(),
        size: 18,
        root,
        occasion: "hour".into(),
    };
    let heads = bidding::write_heads(&[head(path.root(digest).unwrap())]);
    let others = bidding::write_heads(&[head(digest)]);
    let (proof, list) = (place("proof.txt"), place("heads.txt"));
    let moved = bidding::LogProof { entry: 16, ..path.clone() };
    for (made, list_of, status, said) in [
        (&path, office.sign(&heads), 0, "log: in the log whose head was published at 2026-12-01T03:00:00.000Z"),
        (&path, office.sign(&others), 1, "log: NOT proved"),
        (&moved, office.sign(&heads), 1, "log: NOT proved"),
        (&path, stranger.sign(&heads), 1, "published heads: NOT a list"),
        (&path, heads.clone(), 1, "published heads: NOT a list"),
    ] {
        fs::write(&proof, made.to_text()).unwrap();
        fs::write(&list, list_of).unwrap();
        let output = program.run(&["receipt", &receipt, "--key", &key, "--proof", &proof, "--heads", &list]);
        assert_eq!(output.status.code(), Some(status), "{}", everything(&output));
        assert!(printed(&output).contains(said), "{}", everything(&output));
    }
    // The sealing file of another bidder has a key of another office, or names somebody else.
    let tender = place("t.sealing.json");
    let mut file: serde_json::Value =
        serde_json::from_slice(include_bytes!("../../../app/bidding/tests/known_answers/sealing_file.json")).unwrap();
    file["receipt_key"] = key.clone().into();
    let mut ours = file.clone();
    (ours["tender"], ours["organisation"]) = (id.into(), id.into());
    for (file, status, said) in [(&ours, 0, "those of the sealing file"), (&file, 1, "NOT those of the sealing file")] {
        fs::write(&tender, file.to_string()).unwrap();
        let output = program.run(&["receipt", &receipt, "--tender", &tender]);
        assert_eq!(output.status.code(), Some(status), "{}", everything(&output));
        assert!(printed(&output).contains(&format!("tender and bidder: {said}")), "{}", everything(&output));
    }
    for (file, key, said) in [
        (note.clone(), &other, "signature: NOT made with this key"),
        (note.replace("version: 1", "version: 2"), &key, "signature: NOT of this text"),
        (text.clone(), &key, "signature: NOT there"),
        (office.sign(&text.replace("version: 1", "version: 01")), &key, "text: NOT a receipt"),
        (office.sign("A receipt.\n"), &key, "text: NOT a receipt"),
        (String::new(), &key, "text: NOT a receipt"),
    ] {
        fs::write(&receipt, file).unwrap();
        let output = program.run(&["receipt", &receipt, "--key", key]);
        assert_eq!(output.status.code(), Some(1), "{said}: {}", everything(&output));
        assert!(printed(&output).contains(said), "{}", everything(&output));
    }
    let nobody = program.run(&["receipt", &receipt]);
    assert_eq!(nobody.status.code(), Some(2), "without a key nothing is checked: {}", everything(&nobody));
}
