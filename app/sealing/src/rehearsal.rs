//! A rehearsal: an officer opens a dummy, so that a forgotten passphrase is found while it is harmless.
//!
//! The dummy is a secret encapsulated just as a bid's secrets are; only the holder of the private key can
//! answer. Who asks keeps the expected answer's hash and not the answer.

use crate::context::Id;
use crate::keys::{PrivateKey, PublicKey};
use crate::suite::{ENCAPSULATED, Secret, SuiteFailed, decapsulate, digest, encapsulate, label};
use crate::wire::{Malformed, Reader, Writer};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

const MAGIC: &[u8; 8] = b"SAM-REHE";

/// A dummy for one holder, and what shows that it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// To be given to the holder.
    pub dummy: Vec<u8>,
    /// To be kept until the answer comes.
    pub expected: [u8; 32],
}

/// What the holder gives back.
pub type Answer = [u8; 32];

/// Why a dummy was not opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum RehearsalRefusal {
    /// The bytes are not a dummy.
    Malformed {
        /// In what way.
        reason: Malformed,
    },
    /// It was made for another holder.
    OtherHolder,
    /// This private key does not open it.
    OtherKey,
    /// The primitive refused its input, which cannot happen with these sizes.
    SuiteFailed,
}

impl From<Malformed> for RehearsalRefusal {
    fn from(reason: Malformed) -> Self {
        Self::Malformed { reason }
    }
}

impl From<SuiteFailed> for RehearsalRefusal {
    fn from(_: SuiteFailed) -> Self {
        Self::SuiteFailed
    }
}

/// Makes a dummy for the holder of a public key.
pub fn make_rehearsal(
    holder: Id,
    public_key: &PublicKey,
    rng: &mut impl CryptoRng,
) -> Result<Rehearsal, RehearsalRefusal> {
    let secret = Secret::random(rng);
    let sealed = encapsulate(&secret, public_key, &info(&holder), rng)?;
    let dummy = Writer::starting(MAGIC).bytes(&holder).bytes(&sealed).finish();
    let expected = kept(&answer(&secret, &dummy));
    Ok(Rehearsal { dummy, expected })
}

/// Opens a dummy with the holder's private key.
pub fn answer_rehearsal(dummy: &[u8], holder: Id, private_key: &PrivateKey) -> Result<Answer, RehearsalRefusal> {
    let mut reader = Reader::starting(dummy, MAGIC)?;
    let made_for: Id = reader.take()?;
    let sealed = reader.take::<ENCAPSULATED>()?;
    reader.end()?;
    if made_for != holder {
        return Err(RehearsalRefusal::OtherHolder);
    }
    let secret = decapsulate(&sealed, private_key, &info(&holder)).ok_or(RehearsalRefusal::OtherKey)?;
    Ok(answer(&secret, dummy))
}

/// Whether the answer shows that the dummy was opened; takes the same time for every answer.
pub fn check_rehearsal(expected: &[u8; 32], answer: &Answer) -> bool {
    kept(answer).ct_eq(expected).into()
}

fn info(holder: &Id) -> Vec<u8> {
    let mut info = label("rehearsal");
    info.extend_from_slice(holder);
    info
}

fn answer(secret: &Secret, dummy: &[u8]) -> Answer {
    digest("rehearsal-answer", &[secret.bytes(), dummy])
}

fn kept(answer: &Answer) -> [u8; 32] {
    digest("rehearsal-expected", &[answer])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KeyPair;
    use crate::tests::chance::Seeded;

    const HOLDER: Id = [3; 16];

    #[test]
    fn an_officer_who_still_has_the_key_passes_the_rehearsal() {
        let mut rng = Seeded::new("rehearsal");
        let pair = KeyPair::generate(&mut rng);
        let rehearsal = make_rehearsal(HOLDER, &pair.public, &mut rng).unwrap();
        let answer = answer_rehearsal(&rehearsal.dummy, HOLDER, &pair.private).unwrap();
        assert!(check_rehearsal(&rehearsal.expected, &answer));
        // What is kept is not itself an answer, and another rehearsal asks anew.
        assert!(!check_rehearsal(&rehearsal.expected, &rehearsal.expected));
        let later = make_rehearsal(HOLDER, &pair.public, &mut rng).unwrap();
        assert!(!check_rehearsal(&later.expected, &answer));
    }

    #[test]
    fn nobody_else_can_answer_a_rehearsal() {
        let mut rng = Seeded::new("rehearsal");
        let (pair, other) = (KeyPair::generate(&mut rng), KeyPair::generate(&mut rng));
        let dummy = make_rehearsal(HOLDER, &pair.public, &mut rng).unwrap().dummy;
        assert_eq!(answer_rehearsal(&dummy, HOLDER, &other.private), Err(RehearsalRefusal::OtherKey));
        assert_eq!(answer_rehearsal(&dummy, [4; 16], &pair.private), Err(RehearsalRefusal::OtherHolder));
        for place in 0..dummy.len() {
            let mut altered = dummy.clone();
            altered[place] ^= 1;
            assert!(answer_rehearsal(&altered, HOLDER, &pair.private).is_err(), "{place}");
            assert!(answer_rehearsal(&dummy[..place], HOLDER, &pair.private).is_err(), "{place}");
        }
    }
}
