//! The manifest: what was run and what was written, so that anybody can verify that two folders hold the same run, or
//! repeat it.

use serde::Serialize;

use super::json::to_json;
use super::{OutputFile, RenderError};
use crate::content::facts::sha256;
use crate::content::provenance::FileDigest;

#[derive(Serialize)]
struct Manifest<'a, P> {
    #[serde(flatten)]
    provenance: &'a P,
    /// The files that were written.
    outputs: Vec<FileDigest>,
}

/// The manifest of the files of a run.
pub(crate) fn manifest(provenance: &impl Serialize, files: &[OutputFile]) -> Result<OutputFile, RenderError> {
    let digest = |file: &OutputFile| FileDigest { name: file.name.clone(), sha256: sha256(&file.bytes) };
    let text = to_json(&Manifest { provenance, outputs: files.iter().map(digest).collect() })?;
    Ok(OutputFile::new("manifest.json", text))
}
