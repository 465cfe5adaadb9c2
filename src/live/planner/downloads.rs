//! Results as files to be saved.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::model::PlannerModel;
use crate::live::LiveError;
use crate::render::{self, OptionalFiles, OutputFile};

/// Extensions of the data files.
const DATA: [&str; 3] = ["csv", "json", "toml"];

impl PlannerModel {
    /// The Excel workbook of the last results.
    ///
    /// # Errors
    /// [`LiveError`] if there are no results, or the workbook cannot be written.
    pub fn workbook(&self) -> Result<Vec<u8>, LiveError> {
        let extras = OptionalFiles { workbook: Some("workbook".to_owned()), ..OptionalFiles::default() };
        let files = render::files(&self.last_document()?, &extras)?;
        let workbook = files.into_iter().find(|file| has_extension(file, &["xlsx"]));
        workbook.map(|file| file.bytes).ok_or_else(|| LiveError::Form("there is no workbook".to_owned()))
    }

    /// The data files of the last results, CSV and JSON, as a ZIP archive of the folder into which the program writes them.
    ///
    /// # Errors
    /// [`LiveError`] if there are no results, or a file cannot be written.
    pub fn archive(&self) -> Result<Vec<u8>, LiveError> {
        let files = render::files(&self.last_document()?, &OptionalFiles::default())?;
        packed(&self.last_folder(), files.iter().filter(|file| has_extension(file, &DATA)))
            .map_err(|error| LiveError::Form(error.to_string()))
    }
}

fn has_extension(file: &OutputFile, extensions: &[&str]) -> bool {
    file.name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

/// Files of a folder as a ZIP archive. Their date is always the same, so that the same files are the same archive.
fn packed<'f>(folder: &str, files: impl Iterator<Item = &'f OutputFile>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for file in files {
        zip.start_file(format!("{folder}/{}", file.name), options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
