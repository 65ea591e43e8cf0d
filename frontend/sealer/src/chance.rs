//! The browser's own source of chance, as the library of sealing wants it.

use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// Chance from `crypto.getRandomValues`.
pub struct Chance(web_sys::Crypto);

impl Chance {
    /// The page's source; nothing where a browser has none.
    pub fn of_page() -> Option<Chance> {
        web_sys::window()?.crypto().ok().map(Chance)
    }
}

impl TryRng for Chance {
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
        for part in bytes.chunks_mut(256) {
            // It refuses only more than 65,536 bytes at once; sealing with less than chance must not go on.
            if self.0.get_random_values_with_u8_array(part).is_err() {
                wasm_bindgen::throw_str("this browser gives no chance");
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Chance {}
