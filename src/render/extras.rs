use super::{OutputFile, RenderError};

/// What is written beside the files that every run or comparison has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// What an Excel workbook is called, without the `.xlsx`.
    #[cfg(feature = "xlsx")]
    pub workbook: Option<String>,
    /// Each chart as a PNG picture too, 1,600 pixels wide.
    #[cfg(feature = "png")]
    pub png: bool,
}

impl Extras {
    /// The files with pictures, where they are wanted.
    #[cfg_attr(not(feature = "png"), expect(clippy::unused_self, clippy::unnecessary_wraps))]
    pub(crate) fn pictures(&self, files: Vec<OutputFile>) -> Result<Vec<OutputFile>, RenderError> {
        #[cfg(feature = "png")]
        if self.png {
            return crate::render::png::beside_drawings(files);
        }
        Ok(files)
    }
}
