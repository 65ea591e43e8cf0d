//! Custodians' shares, and wrapped keys on paper.

#![allow(clippy::unwrap_used, reason = "this whole file is a test; its helpers stand outside the test functions")]

#[path = "../../sealing/src/tests/chance.rs"]
mod chance;

use chance::Seeded;
use domain::bids::KeyRefusal;
use domain::ids::{PersonId, TenderId};
use officers::{
    Custodian, CustodyFile, FileFault, JointlyHeld, NotShared, ShareFile, SheetFault, read_sheet, sheet_of,
};
use sealing::{KeyPair, Passphrase, Purpose, Stretch, WrappedKey, hex, wrap_for_custodians};
use uuid::Uuid;

fn person(number: u8) -> PersonId {
    PersonId(Uuid::from_bytes([number; 16]))
}

fn tender(number: u8) -> TenderId {
    TenderId(Uuid::from_bytes([number; 16]))
}

struct Holder {
    person: PersonId,
    pair: KeyPair,
    words: Passphrase,
    wrapped: WrappedKey,
}

fn holder(number: u8, rng: &mut Seeded) -> Holder {
    let (pair, words) = (KeyPair::generate(rng), Passphrase::generate(rng));
    let (of, stretch) = ([number; 16], Stretch::cheap_for_tests());
    let wrapped = WrappedKey::wrap(&pair, of, Purpose::ClosingCustodian, &words, stretch, rng).unwrap();
    Holder { person: person(number), pair, words, wrapped }
}

/// Three custodians who hold this key, every two of them.
fn custody(key: &KeyPair, of: TenderId, holders: &[Holder], rng: &mut Seeded) -> CustodyFile {
    let custodians = holders.iter().map(|one| Custodian {
        person: one.person,
        name: "Somebody".into(),
        wrapped_key: hex::encode(&one.wrapped.to_bytes()),
    });
    let mut held = Vec::new();
    for (place, one) in holders.iter().enumerate() {
        for other in &holders[place + 1..] {
            let to = [&one.pair.public, &other.pair.public];
            let joint = wrap_for_custodians(key, *of.0.as_bytes(), to, rng).unwrap();
            held.push(JointlyHeld { first: one.person, second: other.person, joint: hex::encode(&joint) });
        }
    }
    let file = CustodyFile::new("T-2026-0007", of, custodians.collect(), held);
    CustodyFile::parse(&serde_json::to_vec(&file).unwrap()).unwrap()
}

fn joint(file: &CustodyFile, one: &ShareFile, other: &ShareFile) -> Vec<u8> {
    let held = file.held.iter().find(|held| held.is_of(one.holder(), other.holder())).unwrap();
    hex::decode(&held.joint).unwrap()
}

#[test]
fn any_two_of_three_custodians_rejoin_a_key_with_shares_made_apart() {
    let mut rng = Seeded::new("custody files");
    let key = KeyPair::generate(&mut rng);
    let holders: Vec<_> = (1..=3).map(|number| holder(number, &mut rng)).collect();
    let file = custody(&key, tender(7), &holders, &mut rng);
    let share = |of: &Holder| {
        let share = file.share(&of.words, None).unwrap();
        ShareFile::parse(&serde_json::to_vec(&share).unwrap()).unwrap()
    };
    for (one, other) in [(0, 1), (1, 0), (0, 2), (2, 1)] {
        let (one, other) = (share(&holders[one]), share(&holders[other]));
        let back = one.rejoin(&other, &joint(&file, &one, &other)).unwrap();
        assert_eq!(back.private.expose(), key.private.expose());
    }
    let (one, other) = (share(&holders[0]), share(&holders[1]));
    assert_eq!(one.rejoin(&one, &joint(&file, &one, &other)).err(), Some(KeyRefusal::CustodianTwice));
    let of_others = joint(&file, &one, &share(&holders[2]));
    assert_eq!(one.rejoin(&other, &of_others).err(), Some(KeyRefusal::NotAShare));
    assert_eq!(one.fits(&other, tender(8)), Err(KeyRefusal::OtherShare));
    let elsewhere = custody(&key, tender(8), &holders, &mut rng).share(&holders[1].words, None).unwrap();
    assert_eq!(one.rejoin(&elsewhere, &joint(&file, &one, &other)).err(), Some(KeyRefusal::OtherShare));
    assert_eq!(ShareFile::parse(&serde_json::to_vec(&file).unwrap()).err(), Some(FileFault::NotThisFile));
    assert!(!format!("{one:?}").contains("shares"));
}

#[test]
fn a_share_is_made_with_the_words_of_a_custodian_or_a_key_from_a_sheet_and_by_nobody_else() {
    let mut rng = Seeded::new("custody strangers");
    let key = KeyPair::generate(&mut rng);
    let holders: Vec<_> = (1..=2).map(|number| holder(number, &mut rng)).collect();
    let stranger = holder(9, &mut rng);
    let file = custody(&key, tender(7), &holders, &mut rng);
    assert_eq!(file.share(&stranger.words, None).err(), Some(NotShared::WrongPassphrase));
    assert_eq!(file.share(&holders[0].words, Some("Nobody")).err(), Some(NotShared::NotACustodian));
    let typed = |of: &Holder| format!("{}\n", hex::encode(&of.wrapped.to_bytes()));
    let made = file.share_with(&typed(&holders[1]), &holders[1].words).unwrap();
    assert_eq!(made, file.share(&holders[1].words, None).unwrap());
    assert_eq!(file.share_with(&typed(&stranger), &stranger.words).err(), Some(NotShared::NotACustodian));
    let words = &holders[0].words;
    assert_eq!(file.share_with(&typed(&holders[1]), words).err(), Some(NotShared::WrongPassphrase));
    let mut damaged = file.clone();
    damaged.held[0].joint.replace_range(200..202, "zz");
    assert_eq!(damaged.share(words, Some("Somebody")).err(), Some(NotShared::Damaged));
}

/// A sheet as it is printed.
fn printed(key: &WrappedKey) -> String {
    let lines = sheet_of(key).into_iter();
    lines.map(|line| format!("{}. {}  {}\n", line.number, line.groups.join(" "), line.check)).collect()
}

#[test]
fn a_key_is_typed_in_again_from_its_sheet_however_it_is_spaced() {
    let key = holder(1, &mut Seeded::new("a sheet")).wrapped;
    let sheet = printed(&key);
    assert_eq!(sheet.lines().count(), 10);
    let without_numbers: String = sheet.lines().map(|line| line.split_once(' ').unwrap().1).collect();
    for typed in [
        sheet.clone(),
        sheet.to_uppercase(),
        sheet.replace(' ', "\n"),
        sheet.replace('0', "O").replace("1O.", "10)"),
        without_numbers.replace(' ', ""),
    ] {
        assert_eq!(read_sheet(&typed).unwrap(), key, "{typed}");
    }
}

#[test]
fn a_wrong_digit_a_lost_line_and_lines_that_changed_places_are_named() {
    let key = holder(1, &mut Seeded::new("a sheet")).wrapped;
    let sheet = printed(&key);
    let lines: Vec<&str> = sheet.lines().collect();
    let typed = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut lines);
        read_sheet(&lines.join("\n")).unwrap_err()
    };
    for number in 1..=lines.len() {
        let wrong = SheetFault::WrongLine { number };
        let digit = |lines: &mut Vec<String>| {
            let line = &mut lines[number - 1];
            let at = line.find(' ').unwrap() + 1;
            let other = if line[at..].starts_with('7') { "8" } else { "7" };
            line.replace_range(at..=at, other);
        };
        assert_eq!(typed(&digit), wrong);
        assert_eq!(typed(&|lines| lines[number - 1].push('x')), wrong_or_next(number, lines.len()));
        let lost = |lines: &mut Vec<String>| {
            lines[number - 1].pop();
        };
        assert_eq!(typed(&lost), wrong);
    }
    assert_eq!(typed(&|lines| lines.swap(2, 3)), SheetFault::WrongLine { number: 3 });
    assert_eq!(typed(&|lines| lines.truncate(9)), SheetFault::TooShort { number: 10 });
    assert_eq!(read_sheet(""), Err(SheetFault::TooShort { number: 1 }));
}

/// A character too many shows on its own line only at the end; before, the next line no longer begins where it should.
fn wrong_or_next(number: usize, last: usize) -> SheetFault {
    SheetFault::WrongLine { number: if number == last { last } else { number + 1 } }
}
