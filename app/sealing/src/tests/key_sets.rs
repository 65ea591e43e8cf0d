use super::*;
use std::collections::BTreeSet;

#[test]
fn a_key_set_is_read_back_from_its_bytes_and_no_others() {
    let set = Office::new("key set").key_set;
    let bytes = set.canonical_bytes();
    assert_eq!(KeySet::parse(bytes), Ok(set.clone()));
    for place in 0..bytes.len() {
        assert!(KeySet::parse(&bytes[..place]).is_err(), "{place}");
        let mut altered = bytes.to_vec();
        altered[place] ^= 1;
        // Another set, or none: never the same one.
        assert_ne!(KeySet::parse(&altered).map(|set| set.hash()), Ok(set.hash()), "{place}");
    }
    let more = [bytes, &[0]].concat();
    assert_eq!(KeySet::parse(&more), Err(KeySetRefusal::Malformed { reason: Malformed::TooLong }));
}

#[test]
fn nobody_holds_two_slots() {
    let office = Office::new("key set");
    let slots = office.key_set.slots().to_vec();
    let refused = |change: fn(&mut Vec<Slot>)| {
        let mut slots = slots.clone();
        change(&mut slots);
        KeySet::new(slots).err()
    };
    let twice = KeySetRefusal::HolderTwice { slot: 2 };
    assert_eq!(refused(|slots| slots[1].holder = slots[0].holder), Some(twice));
    let twice = KeySetRefusal::KeyTwice { slot: 4 };
    assert_eq!(refused(|slots| slots[3].public_key = slots[0].public_key), Some(twice));
    let order = KeySetRefusal::NumberOutOfOrder { slot: 1 };
    assert_eq!(refused(|slots| slots[1].number = 1), Some(order));
    assert_eq!(refused(|slots| slots[0].number = 0), Some(KeySetRefusal::NumberOutOfOrder { slot: 0 }));
    assert_eq!(refused(|slots| drop(slots.drain(..3))), Some(KeySetRefusal::NoPair));
    assert_eq!(refused(|slots| slots.truncate(1)), Some(KeySetRefusal::NoPair));
    // An officer and a recovery still make a set: bids come in while officers are missing.
    assert_eq!(refused(|slots| drop(slots.drain(..2))), None);
}

#[test]
fn a_key_set_has_sixteen_slots_at_most() {
    let mut rng = Seeded::new("many");
    let slots: Vec<_> = (1..=17).map(|n| slot(n, Role::Officer, KeyPair::generate(&mut rng).public)).collect();
    assert!(KeySet::new(slots[..16].to_vec()).is_ok());
    assert_eq!(KeySet::new(slots), Err(KeySetRefusal::TooManySlots));
}

#[test]
fn a_tender_is_published_with_three_officers_and_a_recovery_who_all_rehearsed() {
    let set = Office::new("key set").key_set;
    let valid_from = set.slots()[0].valid_from;
    let everybody = BTreeSet::from([1, 2, 3, 4, 5]);
    let only = |numbers: &[u16]| {
        let slots = set.slots().iter().filter(|slot| numbers.contains(&slot.number)).copied().collect();
        KeySet::new(slots).unwrap().publishable(&everybody, valid_from)
    };
    assert_eq!(only(&[1, 2, 3, 4]), Ok(()));
    assert_eq!(only(&[1, 2, 4, 5]), Err(KeySetRefusal::TooFewOfficers { found: 2 }));
    assert_eq!(only(&[1, 2, 3]), Err(KeySetRefusal::NoRecovery));
    assert_eq!(set.publishable(&everybody, valid_from - 1), Err(KeySetRefusal::NotYetValid { slot: 1 }));
    for slot in 1..=5 {
        let mut others = everybody.clone();
        others.remove(&slot);
        assert_eq!(set.publishable(&others, valid_from), Err(KeySetRefusal::NotRehearsed { slot }));
    }
}
