//! The part of zopfli that zip names. zip asks it for compression levels above 9, which nothing here has, so it compresses nothing.

use std::io::{Error, ErrorKind, Result, Write};
use std::num::NonZeroU64;

/// How much work to do.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The most iterations.
    pub iteration_count: NonZeroU64,
}

impl Default for Options {
    fn default() -> Self {
        Self { iteration_count: NonZeroU64::MIN }
    }
}

/// How blocks are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct BlockType;

/// A writer that refuses everything.
#[derive(Debug)]
pub struct DeflateEncoder<W: Write>(W);

fn refused() -> Error {
    Error::new(ErrorKind::Unsupported, "this module compresses up to level 9")
}

impl<W: Write> DeflateEncoder<W> {
    /// A writer to `sink`.
    pub fn new(_: Options, _: BlockType, sink: W) -> Self {
        Self(sink)
    }

    /// Where it would write to.
    pub fn get_ref(&self) -> &W {
        &self.0
    }

    /// Where it would write to.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.0
    }

    /// Ends writing.
    ///
    /// # Errors
    /// Always.
    pub fn finish(self) -> Result<W> {
        Err(refused())
    }
}

impl<W: Write> Write for DeflateEncoder<W> {
    fn write(&mut self, _: &[u8]) -> Result<usize> {
        Err(refused())
    }

    fn flush(&mut self) -> Result<()> {
        Err(refused())
    }
}
