//! What earlier runs left in a folder of results, as their manifest states it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// What a folder of results holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResultKind {
    Run,
    Comparison,
    Trace,
}

impl ResultKind {
    /// With an article, as sentences have it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Run => "a run",
            Self::Comparison => "a comparison",
            Self::Trace => "a trace",
        }
    }
}

/// A manifest that was found.
#[derive(Default)]
pub(crate) struct PreviousResults {
    /// What it is of; `None` where it is none of this program's.
    pub kind: Option<ResultKind>,
    /// The files that it names, each with the digest that it states.
    pub outputs: BTreeSet<(String, String)>,
}

impl PreviousResults {
    /// Reads the manifest at `path`; one that names nothing where there is none or it is something else.
    pub(crate) fn read(path: &Path) -> Self {
        let text = if is_file(path) { fs::read(path).ok() } else { None };
        let Some(manifest) = text.and_then(|text| serde_json::from_slice::<Value>(&text).ok()) else {
            return Self::default();
        };
        let outputs = manifest["outputs"].as_array().into_iter().flatten().filter_map(|output| {
            let name = output["name"].as_str()?;
            // One that lies elsewhere is nobody's here.
            let is_plain = Path::new(name).file_name().is_some_and(|file| file == name);
            is_plain.then(|| (name.to_owned(), output["sha256"].as_str().unwrap_or_default().to_owned()))
        });
        let kind = match &manifest {
            manifest if manifest["program"] != env!("CARGO_PKG_NAME") => None,
            Value::Object(fields) if fields.contains_key("alternatives") => Some(ResultKind::Comparison),
            Value::Object(fields) if fields.contains_key("future") => Some(ResultKind::Trace),
            _ => Some(ResultKind::Run),
        };
        Self { kind, outputs: outputs.collect() }
    }

    /// Whether the file at `path` is, to the byte, what this program wrote there.
    pub(crate) fn wrote(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.kind.is_some()
            && self.outputs.iter().any(|(output, _)| *output == name)
            && digest(path).is_some_and(|digest| self.outputs.contains(&(name, digest)))
    }
}

/// Whether it is an ordinary file: reading anything else may never end.
pub(crate) fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}

/// SHA-256 of a file; `None` where there is none that can be read.
fn digest(path: &Path) -> Option<String> {
    if !is_file(path) {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let (mut sha, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer).ok()? {
            0 => break,
            n => sha.update(&buffer[..n]),
        }
    }
    Some(sha.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
