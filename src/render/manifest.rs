//! What was run and what was written, so that anybody can see that two folders hold the same run, or run it again.

use serde::Serialize;

use super::json::to_json;
use super::{OutputFile, RenderError};
use crate::content::facts::sha256;
use crate::content::origin::{FileDigest, Origin};
use crate::summary::Summary;

#[derive(Serialize)]
struct Manifest<'a> {
    #[serde(flatten)]
    origin: &'a Origin,
    /// The files that were written.
    outputs: Vec<FileDigest>,
}

/// The manifest of files that were made of a run.
pub(crate) fn manifest(origin: &Origin, files: &[OutputFile]) -> Result<OutputFile, RenderError> {
    let digest = |file: &OutputFile| FileDigest { name: file.name.clone(), sha256: sha256(&file.bytes) };
    let text = to_json(&Manifest { origin, outputs: files.iter().map(digest).collect() })?;
    Ok(OutputFile::new("manifest.json", text))
}

/// The manifest of a comparison: that of its base, and what the alternatives were.
pub(crate) fn manifest_of(plans: &[&Summary], files: &[OutputFile]) -> Result<Vec<u8>, RenderError> {
    let Some((base, plans)) = plans.split_first() else { return Ok(Vec::new()) };
    Ok(manifest(&Origin::of_comparison(base, plans.iter().copied()), files)?.bytes)
}
