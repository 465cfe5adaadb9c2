//! The results of earlier runs in a folder, as listed in its manifest.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The kind of results in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResultKind {
    Run,
    Comparison,
    Trace,
    Backtest,
    Sweep,
    Solve,
    Drivers,
    Dataset,
}

impl ResultKind {
    /// With an article, for messages.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Run => "a run",
            Self::Comparison => "a comparison",
            Self::Trace => "a trace",
            Self::Backtest => "a back-test",
            Self::Sweep => "a sweep",
            Self::Solve => "a search for a plan",
            Self::Drivers => "a study of drivers",
            Self::Dataset => "a dataset",
        }
    }
}

/// A manifest found in a folder.
#[derive(Default)]
pub(crate) struct PreviousResults {
    /// The kind of results; `None` if the manifest was not written by this program.
    pub kind: Option<ResultKind>,
    /// The listed files with their digests.
    pub outputs: BTreeSet<(String, String)>,
}

impl PreviousResults {
    /// Reads the manifest at `path`; empty if there is none or it is not a manifest.
    pub(crate) fn read(path: &Path) -> Self {
        let text = if is_file(path) { fs::read(path).ok() } else { None };
        let Some(manifest) = text.and_then(|text| serde_json::from_slice::<Value>(&text).ok()) else {
            return Self::default();
        };
        let outputs = manifest["outputs"].as_array().into_iter().flatten().filter_map(|output| {
            let name = output["name"].as_str()?;
            // Ignore a name that points outside this folder.
            let is_plain = Path::new(name).file_name().is_some_and(|file| file == name);
            is_plain.then(|| (name.to_owned(), output["sha256"].as_str().unwrap_or_default().to_owned()))
        });
        Self { kind: kind_of(&manifest), outputs: outputs.collect() }
    }

    /// Whether the file at `path` is byte for byte what this program wrote there.
    pub(crate) fn wrote(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.kind.is_some()
            && self.outputs.iter().any(|(output, _)| *output == name)
            && digest(path).is_some_and(|digest| self.outputs.contains(&(name, digest)))
    }
}

/// The kind of results that have this provenance; `None` if it is not of this program.
pub(crate) fn kind_of(provenance: &Value) -> Option<ResultKind> {
    match provenance {
        provenance if provenance["program"] != env!("CARGO_PKG_NAME") => None,
        Value::Object(fields) if fields.contains_key("scenarios") => Some(ResultKind::Dataset),
        Value::Object(fields) if fields.contains_key("effect_replications") => Some(ResultKind::Drivers),
        Value::Object(fields) if fields.contains_key("alternatives") => Some(ResultKind::Comparison),
        Value::Object(fields) if fields.contains_key("future") => Some(ResultKind::Trace),
        Value::Object(fields) if fields.contains_key("origins") => Some(ResultKind::Backtest),
        Value::Object(fields) if fields.contains_key("constraints") => Some(ResultKind::Solve),
        Value::Object(fields) if fields.contains_key("levers") => Some(ResultKind::Sweep),
        _ => Some(ResultKind::Run),
    }
}

/// Whether this is a regular file: reading anything else may block forever.
pub(crate) fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file())
}

/// SHA-256 of a file; `None` if it cannot be read.
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
