//! Runs a shipped scenario and reports the digests of its files: `main.rs` prints them, and `run.mjs` does so in
//! WebAssembly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};
use staffcast::content::Document;
use staffcast::render::{OptionalFiles, files};
use staffcast::{Options, Plan, Scenario, run};

const NAME: &str = "herefordshire-2016.toml";
const TEXT: &str = include_str!("../../../scenarios/herefordshire-2016.toml");
/// Four blocks.
const REPLICATIONS: u64 = 256;

/// A line for each file, as `sha256sum` writes and reads it; the reason if there are none.
pub static DIGESTS: LazyLock<String> = LazyLock::new(|| digests().unwrap_or_else(|error| format!("{error}\n")));

fn digests() -> Result<String, Box<dyn std::error::Error>> {
    let plan = Plan::new(Scenario::load(NAME, &BTreeMap::from([(NAME.to_owned(), TEXT.to_owned())]))?);
    let summary = run(&plan, &Options::new(REPLICATIONS))?;
    let mut files = files(&Document::from(&summary), &OptionalFiles::default())?;
    // The manifest lists the files, and the program writes more of them.
    files.retain(|file| file.name != "manifest.json");
    let mut lines = String::new();
    for file in files {
        for byte in Sha256::digest(&file.bytes) {
            write!(lines, "{byte:02x}")?;
        }
        writeln!(lines, "  {}", file.name)?;
    }
    Ok(lines)
}

/// The address of the digests, as UTF-8 text.
#[unsafe(no_mangle)]
pub extern "C" fn digests_address() -> *const u8 {
    DIGESTS.as_ptr()
}

/// The length of the digests in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn digests_length() -> usize {
    DIGESTS.len()
}
