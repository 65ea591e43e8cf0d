//! Our source of chance, as the library of sealing wants it.

use crate::random::Random;
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// Chance from the service's own source.
#[derive(Debug)]
pub struct Chance<'a>(pub &'a Random);

impl TryRng for Chance<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            part.copy_from_slice(&self.0.bytes()[..part.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Chance<'_> {}
