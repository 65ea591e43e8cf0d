//! For tests: chance that is the same every time. Block n is SHA-256 over the seed's text and n as eight
//! bytes, highest first; every draw takes the next bytes. It keeps no secret.

use rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use std::convert::Infallible;

pub(crate) struct Seeded {
    seed: &'static str,
    block: u64,
    left: Vec<u8>,
}

impl Seeded {
    pub(crate) fn new(seed: &'static str) -> Self {
        Self { seed, block: 0, left: Vec::new() }
    }
}

impl TryRng for Seeded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_be_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_be_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        while self.left.len() < to.len() {
            let block = Sha256::new_with_prefix(self.seed).chain_update(self.block.to_be_bytes()).finalize();
            self.left.extend_from_slice(&block);
            self.block += 1;
        }
        to.copy_from_slice(&self.left[..to.len()]);
        self.left.drain(..to.len());
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}
