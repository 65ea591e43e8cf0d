//! How every sealed thing is written: a magic of eight bytes, a version, then fields of fixed order and
//! size, numbers with the highest byte first. One value has one row of bytes, and nothing may follow it.

use serde::{Deserialize, Serialize};

/// The version of all formats of this crate.
pub const VERSION: u16 = 1;

/// Why bytes are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Malformed {
    /// They end before the last field.
    TooShort,
    /// More follows after the last field, or they are more than the format allows.
    TooLong,
    /// They are something else.
    OtherFormat,
    /// Written by a later version.
    UnknownVersion,
    /// Sealed with a suite that this version does not know.
    UnknownSuite,
    /// A number stands for no choice, is out of its limits or out of order.
    OutOfRange,
    /// A public key that no honest holder has: not canonical, or one that gives every secret away.
    UnsafeKey,
}

#[derive(Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn starting(magic: &[u8; 8]) -> Self {
        Self::default().bytes(magic).u16(VERSION)
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn u8(self, number: u8) -> Self {
        self.bytes(&[number])
    }

    pub(crate) fn u16(self, number: u16) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(crate) fn u32(self, number: u32) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(crate) fn i64(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn starting(bytes: &'a [u8], magic: &[u8; 8]) -> Result<Self, Malformed> {
        let mut reader = Self(bytes);
        if reader.take::<8>()? != *magic {
            return Err(Malformed::OtherFormat);
        }
        if reader.u16()? != VERSION {
            return Err(Malformed::UnknownVersion);
        }
        Ok(reader)
    }

    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(Malformed::TooShort)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        self.take().map(u8::from_be_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Malformed> {
        self.take().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        self.take().map(u32::from_be_bytes)
    }

    pub(crate) fn i64(&mut self) -> Result<i64, Malformed> {
        self.take().map(i64::from_be_bytes)
    }

    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed::TooLong) }
    }
}
