//! The vector unit, chosen when the program runs.

#[cfg(not(debug_assertions))]
use std::sync::LazyLock;

#[cfg(not(debug_assertions))]
use pulp::{Arch, Simd, WithSimd};

/// Work on lanes, to be compiled for every vector unit: what it calls must be inlined into it.
pub trait Work {
    /// The result.
    type Output;

    /// Does the work.
    fn run(self) -> Self::Output;
}

/// Does the work on the widest vector unit that the processor has. Results are the same on all, to the bit.
#[cfg(not(debug_assertions))]
#[inline]
pub fn vectorise<const N: usize, W: Work>(work: W) -> W::Output {
    static WIDEST: LazyLock<Arch> = LazyLock::new(Arch::new);
    if N == 1 {
        return work.run();
    }
    WIDEST.dispatch(Compiled(work))
}

/// Does the work. A build for debugging has no vector units: compiling everything three times takes too long.
#[cfg(debug_assertions)]
#[inline]
pub fn vectorise<const N: usize, W: Work>(work: W) -> W::Output {
    work.run()
}

#[cfg(not(debug_assertions))]
struct Compiled<W>(W);

#[cfg(not(debug_assertions))]
impl<W: Work> WithSimd for Compiled<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _unit: S) -> W::Output {
        self.0.run()
    }
}
