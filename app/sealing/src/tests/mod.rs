//! An office with three officers (slots 1 to 3), two recoveries (4 and 5), a closing key and a bidder.

pub(crate) mod chance;
mod envelopes;
mod hostile;
mod key_sets;
mod known_answers;

use crate::*;
use chance::Seeded;
use sha2::{Digest, Sha256};

pub(crate) struct Office {
    pub(crate) key_set: KeySet,
    pub(crate) holders: Vec<KeyPair>,
    pub(crate) closing: KeyPair,
    pub(crate) rng: Seeded,
}

pub(crate) const ROLES: [Role; 5] = [Role::Officer, Role::Officer, Role::Officer, Role::Recovery, Role::Recovery];

impl Office {
    pub(crate) fn new(seed: &'static str) -> Self {
        let mut rng = Seeded::new(seed);
        let holders: Vec<KeyPair> = ROLES.iter().map(|_| KeyPair::generate(&mut rng)).collect();
        let slots = (1..).zip(ROLES).zip(&holders).map(|((number, role), pair)| slot(number, role, pair.public));
        let key_set = KeySet::new(slots.collect()).unwrap();
        let closing = KeyPair::generate(&mut rng);
        Self { key_set, holders, closing, rng }
    }

    pub(crate) fn context(&self) -> Context {
        Context {
            suite: Suite::X25519,
            tender: [0x70; 16],
            notice_revision: [0x71; 32],
            kind: EnvelopeKind::Price,
            key_set: self.key_set.hash(),
            organisation: [0x72; 16],
            submission: [0x73; 16],
        }
    }

    pub(crate) fn seal(&mut self, files: &[(&str, &[u8])], answers: &[u8]) -> (Vec<u8>, Sealed) {
        let entries = files.iter().map(|(name, content)| entry(name, content)).collect();
        let to = Recipients { key_set: &self.key_set, closing_key: &self.closing.public };
        let context = self.context();
        let mut sealer = Sealer::begin(Vec::new(), context, to, entries, answers, &mut self.rng).unwrap();
        for (_, content) in files {
            sealer.push(content).unwrap();
        }
        sealer.finish().unwrap()
    }

    pub(crate) fn holder(&self, slot: u16) -> &KeyPair {
        &self.holders[usize::from(slot) - 1]
    }

    pub(crate) fn contribution(&mut self, header: &Header, slot: u16) -> Contribution {
        let private = self.holder(slot).private.clone();
        Contribution::make(header, slot, &private, &mut self.rng).unwrap()
    }

    /// Opens with two slots and the closing key, and reads all of it.
    pub(crate) fn read(&mut self, envelope: &[u8], slots: [u16; 2]) -> Result<Read, OpeningRefusal> {
        let (header, _) = read_header(envelope).map_err(refusal)?;
        let [one, other] = slots.map(|slot| self.contribution(&header, slot));
        read_all(open(envelope, &one, &other, &self.closing.private).map_err(refusal)?)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) answers: Vec<u8>,
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

pub(crate) fn read_all(mut opened: Opened<&[u8]>) -> Result<Read, OpeningRefusal> {
    let mut read = Read { answers: opened.answers().to_vec(), files: Vec::new() };
    let mut content = Vec::new();
    while let Some(file) = opened.next_file(&mut content).map_err(refusal)? {
        read.files.push((file.name.clone(), std::mem::take(&mut content)));
    }
    opened.finish().map_err(refusal)?;
    Ok(read)
}

pub(crate) fn refusal<R: std::fmt::Debug>(stopped: Stopped<R>) -> R {
    match stopped {
        Stopped::Refused(refusal) => refusal,
        Stopped::Broken(error) => panic!("{error}"),
    }
}

pub(crate) fn entry(name: &str, content: &[u8]) -> FileEntry {
    FileEntry {
        name: name.to_owned(),
        media_type: "application/pdf".to_owned(),
        size_bytes: content.len() as u64,
        sha256: Sha256::digest(content).into(),
    }
}

pub(crate) fn slot(number: u16, role: Role, public_key: PublicKey) -> Slot {
    Slot { number, holder: [number as u8; 16], role, public_key, valid_from: 1_700_000_000_000 }
}
