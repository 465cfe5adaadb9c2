//! Writes the random bits of uniforms to standard output, for a battery of statistical tests (docs/verification.md):
//!
//! ```sh
//! cargo bench --bench uniforms -- months low | TestU01Drv
//! ```
//!
//! The first argument is the part of the address that changes fastest; the one before it in `AXES` changes next, and so
//! on around to the one after it. The second is what is written of each address: the upper (`high`) or the lower (`low`)
//! 32 of the 52 bits of its uniform, or the 64 bits of its seed of a generator (`seed`).

#![allow(clippy::enum_glob_use, clippy::expect_used, clippy::panic, reason = "a tool for developers")]

use std::io::{BufWriter, ErrorKind, Write as _, stdout};

use staffcast::internals::{Purpose, Stream};

/// The parts of an address in the order in which a key absorbs them, and how many values each takes: about 2^39
/// addresses.
const AXES: [(&str, u64); 6] =
    [("seeds", 16), ("purposes", 18), ("subjects", 24), ("parts", 64), ("months", 120), ("replications", 10_000)];

#[rustfmt::skip]
const PURPOSES: [Purpose; 18] = {
    use Purpose::*;
    [
        Input, TakeUp, Starters, Completion, Leaving, Conversion, Churn, Fill, Level, Dispersion, Contacts, ReReferral,
        Branch, Phase, Escalation, Outside, InTime, Repeat,
    ]
};

/// The streams of all seeds, purposes, subjects and parts, the last changing fastest.
fn streams() -> Vec<Stream> {
    let all = |axis: usize| 0..AXES[axis].1;
    let mut streams = Vec::new();
    for (seed, purpose) in all(0).flat_map(|seed| PURPOSES.map(|purpose| (seed + 1, purpose))) {
        for subject in all(2) {
            let whole = Stream::new(seed, purpose, &format!("team.{subject}"));
            // The subject itself, its parts, and parts of those, such as the people of a month of a team.
            streams.extend(all(3).map(|part| match (part / 8, part % 8) {
                (0, 0) => whole,
                (0, part) => whole.child(part),
                (month, person) => whole.child(month).child(person),
            }));
        }
    }
    streams
}

fn main() {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [fastest, what] = &arguments[..] else { panic!("arguments: the part that changes fastest; high, low or seed") };
    let fastest = AXES.iter().position(|(name, _)| name == fastest).expect("a part of the address");
    let streams = streams();

    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    let mut at = [0; AXES.len()];
    let mut addresses = 0_u64;
    loop {
        let [seed, purpose, subject, part, month, replication] = at;
        let stream = AXES[1..4].iter().zip([purpose, subject, part]).fold(seed, |index, ((_, n), at)| index * n + at);
        let draw = streams[stream as usize].at(month as u32);
        let bits = (draw.of(replication + 1) * (1_u64 << 52) as f64) as u64;
        let written = match what.as_str() {
            "high" => out.write_all(&((bits >> 20) as u32).to_le_bytes()),
            "low" => out.write_all(&(bits as u32).to_le_bytes()),
            "seed" => out.write_all(&draw.seed_of(replication + 1).to_le_bytes()),
            _ => panic!("high, low or seed"),
        };
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            written => written.expect("standard output"),
        }
        addresses += 1;

        let next = (0..AXES.len()).map(|step| (fastest + AXES.len() - step) % AXES.len()).find(|axis| {
            let value = at[*axis] + 1;
            at[*axis] = if value < AXES[*axis].1 { value } else { 0 };
            at[*axis] != 0
        });
        if next.is_none() {
            break;
        }
    }
    eprintln!("{addresses} addresses");
}
