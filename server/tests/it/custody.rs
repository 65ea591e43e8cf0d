//! The commands of custodians: shares are made apart, and two of them give a key back on the server.

use crate::officers::typing;
use crate::program::{Program, everything, printed};
use services::sample::PASSPHRASE;
use std::fs;

/// A tender of the sample office that takes bids.
const TENDER: &str = "T-2026-0004";
const CUSTODIANS: [&str; 2] = ["Lam Pak Hei", "Chow Suk Ling"];

struct Table {
    program: Program,
}

impl Table {
    /// The sample office was laid out under another master key than the one the program has.
    async fn set() -> Table {
        let program = Program::sample().await;
        fs::write(program.folder().join("master.key"), "09".repeat(32)).unwrap();
        Table { program }
    }

    fn place(&self, name: &str) -> String {
        self.program.folder().join(name).to_str().unwrap().to_owned()
    }

    /// The share of each custodian, in files.
    fn shares(&self, file: &str) -> Vec<String> {
        let share = |name: &&str| {
            let out = self.place(&format!("{file}.{}", name.replace(' ', "-")));
            let share = ["custody", "share", &self.place(file), "--out", &out, "--name", name];
            let made = typing(&self.program, &share, |_| PASSPHRASE.to_owned());
            assert!(made.status.success(), "{}", everything(&made));
            out
        };
        CUSTODIANS.iter().map(share).collect()
    }

    fn refused(&self, arguments: &[&str], said: &str) {
        let output = self.program.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(everything(&output).contains(said), "{arguments:?}: {}", everything(&output));
    }
}

#[tokio::test]
async fn a_closing_key_is_lost_with_the_master_key_and_two_custodians_restore_it() {
    let table = Table::set().await;
    let program = &table.program;
    let verified = program.done(&["verify"]);
    assert!(verified.contains("custodians hold the closing keys of all"), "{verified}");
    table.refused(&["custody", "renew", TENDER], "two custodians can restore the key");
    table.refused(&["custody", "export", "T-1999-0001", "--out", &table.place("x")], "no published tender");

    let file = table.place("held.json");
    let written = program.done(&["custody", "export", TENDER, "--out", &file]);
    assert!(CUSTODIANS.iter().all(|name| written.contains(name)), "{written}");
    table.refused(&["custody", "export", TENDER, "--out", &file], "is there already");
    let shares = table.shares("held.json");
    let words = typing(program, &["custody", "share", &file, "--out", &table.place("y")], |_| {
        "bakan dimus fogin hatus jiton jiton".to_owned()
    });
    assert!(everything(&words).contains("not the words of a custodian"), "{}", everything(&words));
    for (one, other, said) in
        [(&shares[0], &shares[0], "It takes two"), (&shares[0], &file, "is not a custodian's share")]
    {
        table.refused(&["custody", "restore", TENDER, one, other], said);
    }
    program.done(&["custody", "restore", TENDER, &shares[1], &shares[0]]);
    assert!(program.done(&["custody", "renew", TENDER]).contains("2 custodians"));
    assert!(program.done(&["verify"]).contains("the log is whole"));
}

#[tokio::test]
async fn the_master_key_comes_back_from_its_escrow_and_is_never_overwritten() {
    let table = Table::set().await;
    let program = &table.program;
    let (file, key) = (table.place("escrow.json"), program.folder().join("master.key"));
    program.done(&["custody", "escrow", "--out", &file]);
    let before = fs::read_to_string(&key).unwrap();
    let shares = table.shares("escrow.json");
    let restore = ["custody", "restore-secret", &file, &shares[0], &shares[1]];
    table.refused(&restore, "is never overwritten");
    table.refused(&["custody", "restore", TENDER, &shares[0], &shares[1]], "of another tender");
    fs::remove_file(&key).unwrap();
    table.refused(&["verify"], "is missing");
    assert!(!key.exists(), "no other is made over what is closed under this one");
    let restored = program.run(&restore);
    assert!(restored.status.success() && printed(&restored).contains("are told"), "{}", everything(&restored));
    assert_eq!(fs::read_to_string(&key).unwrap(), before);
    let held = fs::read_to_string(&file).unwrap();
    assert!(!held.contains(&before) && !fs::read_to_string(&shares[0]).unwrap().contains(&before));
}
