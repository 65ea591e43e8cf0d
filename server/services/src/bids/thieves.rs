//! What somebody with stolen parts of an office can do with its sealed bids: tried on the rows as they are stored.

use super::envelopes;
use super::tests::{close, open, submitted, tendering};
use crate::Services;
use crate::keys::{Chance, Keys, closing_pair, of_tender, private_key_of_slot};
use crate::openings::{self, Outcome};
use crate::testing::{BIDDER, Office, TD_TENDERS, refusal};
use domain::bids::{EnvelopeKind, KeyRefusal, Receipt};
use domain::ids::{PersonId, TenderId};
use domain::refusal::Refusal;
use sealing::{Contribution, Header, KeyPair, OpeningRefusal, PrivateKey, Slot, Stopped};

/// A copy of the database, of the folder of files, and of whatever else the test says.
struct Loot {
    office: Office,
    tender: TenderId,
    keys: Keys,
    passphrases: std::collections::HashMap<&'static str, String>,
    envelope: Vec<u8>,
    header: Header,
}

impl Loot {
    async fn taken() -> (Loot, String) {
        let (office, tender, passphrases) = tendering().await;
        office.bid_written(BIDDER, &tender, "We do.", "1,200,000").await;
        let receipt = Receipt::from_text(&submitted(&office, BIDDER, &tender).await.text).unwrap();
        office.services.clock.set(close().plus_minutes(3));
        let id = receipt.tender;
        let keys = of_tender(office.services.db.reader(), id).await.unwrap();
        let envelope = receipt.envelopes.technical.unwrap().sha256.0;
        let envelope = envelopes::find(&office.services, &envelope).await.unwrap().unwrap();
        let (header, _) = sealing::read_header(envelope.as_slice()).unwrap();
        (Loot { office, tender: id, keys, passphrases, envelope, header }, tender)
    }

    fn services(&self) -> &Services {
        &self.office.services
    }

    async fn slot(&self, who: &str) -> u16 {
        self.slot_of(who).await.number
    }

    async fn slot_of(&self, who: &str) -> Slot {
        let holder = *self.id(who).await.0.as_bytes();
        *self.keys.set.slots().iter().find(|slot| slot.holder == holder).unwrap()
    }

    async fn id(&self, who: &str) -> PersonId {
        self.office.person(who).await.officer().unwrap().person
    }

    async fn private(&self, who: &str) -> PrivateKey {
        let db = self.services().db.reader();
        let slot = self.slot_of(who).await;
        private_key_of_slot(db, &slot, &self.passphrases[who]).await.unwrap()
    }

    fn part(&self, slot: u16, private: &PrivateKey) -> Option<Contribution> {
        Contribution::make(&self.header, slot, private, &mut Chance(&self.services().random)).ok()
    }

    async fn closing(&self) -> KeyPair {
        closing_pair(self.services().db.reader(), self.services(), self.tender).await.unwrap()
    }

    fn refused(&self, one: &Contribution, other: &Contribution, closing: &PrivateKey) -> Option<OpeningRefusal> {
        match sealing::open(self.envelope.as_slice(), one, other, closing) {
            Ok(_) => None,
            Err(Stopped::Refused(refusal)) => Some(refusal),
            Err(Stopped::Broken(error)) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn a_copy_of_the_database_with_one_officers_passphrase_and_the_closing_secret_does_not_open_a_bid() {
    let (loot, tender) = Loot::taken().await;
    let [mine, other, third] = TD_TENDERS.openers;
    let (private, closing) = (loot.private(mine).await, loot.closing().await.private);
    let part = loot.part(loot.slot(mine).await, &private).unwrap();
    let slot = loot.slot(mine).await;
    assert_eq!(loot.refused(&part, &part, &closing), Some(OpeningRefusal::SlotTwice { slot }));
    // The passphrase unwraps nobody else's key, and the key stands for nobody else.
    let others = [other, third, "yt.tam"];
    for who in others {
        let db = loot.services().db.reader();
        let slot = loot.slot_of(who).await;
        let tried = private_key_of_slot(db, &slot, &loot.passphrases[mine]).await;
        assert_eq!(refusal(tried.map(|_| ())), Refusal::SealingKey(KeyRefusal::WrongPassphrase), "{who}");
        if let Some(forged) = loot.part(loot.slot(who).await, &private) {
            assert!(loot.refused(&part, &forged, &closing).is_some(), "{who}");
        }
        let with_closing = loot.part(loot.slot(who).await, &closing);
        assert!(with_closing.is_none_or(|forged| loot.refused(&part, &forged, &closing).is_some()), "{who}");
    }
    // Nor does what waits in the database once that officer contributed.
    let passphrases = loot.passphrases.clone();
    assert!(matches!(open(&loot.office, &tender, mine, &passphrases).await.unwrap(), Outcome::Waiting(_)));
    let waiting = openings::opening(loot.services().db.reader(), loot.tender, EnvelopeKind::Technical).await.unwrap();
    let stored: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&waiting.unwrap().first_contributions).unwrap();
    assert_eq!(stored.len(), 1);
    for waiting in stored.values() {
        let waiting = Contribution::parse(&sealing::hex::decode(waiting).unwrap()).unwrap();
        assert_eq!(loot.refused(&part, &waiting, &closing), Some(OpeningRefusal::SlotTwice { slot }));
    }
}

#[tokio::test]
async fn two_officers_without_the_closing_secret_do_not_open_a_bid() {
    let (loot, _) = Loot::taken().await;
    let [one, other, _] = TD_TENDERS.openers;
    let (first, second) = (loot.private(one).await, loot.private(other).await);
    let parts = [(one, &first), (other, &second)];
    let mut made = Vec::new();
    for (who, private) in parts {
        made.push(loot.part(loot.slot(who).await, private).unwrap());
    }
    let chance = &mut Chance(&loot.services().random);
    for key in [&first, &second, &KeyPair::generate(chance).private] {
        assert_eq!(loot.refused(&made[0], &made[1], key), Some(OpeningRefusal::OtherClosingKey));
    }
    // The closing key lies wrapped; another master key does not unwrap it.
    let stranger = loot.office.stranger().await;
    assert!(closing_pair(stranger.db.reader(), &stranger, loot.tender).await.is_err());
    assert_eq!(loot.refused(&made[0], &made[1], &loot.closing().await.private), None, "with it they do");
}

#[tokio::test]
async fn an_officer_twice_does_not_open_a_bid() {
    let (loot, tender) = Loot::taken().await;
    let [one, other, _] = TD_TENDERS.openers;
    let passphrases = loot.passphrases.clone();
    for _ in 0..3 {
        assert!(matches!(open(&loot.office, &tender, one, &passphrases).await.unwrap(), Outcome::Waiting(_)));
    }
    let (slot, private) = (loot.slot(one).await, loot.private(one).await);
    let [first, second] = [(); 2].map(|()| loot.part(slot, &private).unwrap());
    let closing = loot.closing().await.private;
    assert_eq!(loot.refused(&first, &second, &closing), Some(OpeningRefusal::SlotTwice { slot }));
    assert_eq!(open(&loot.office, &tender, other, &passphrases).await.unwrap(), Outcome::Opened);
}
