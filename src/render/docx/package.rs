//! The package of a Word document: the main part with its styles, list, footer and pictures in a ZIP archive.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use super::xml::escaped;
use crate::content::Document;

const CONTENT_TYPES: &str = include_str!("parts/content-types.xml");
const RELATIONSHIPS: &str = include_str!("parts/relationships.xml");
const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
/// Says that the layout is that of Word 2013 and later.
const SETTINGS: &str = include_str!("parts/settings.xml");
const FOOTER: &str = include_str!("parts/footer.xml");

/// The element of the main part, with the namespaces that it uses.
const DOCUMENT: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">";

/// A4 with margins of two centimetres, in twentieths of a point.
const SECTION: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Base of the types of relationships.
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document as a file.
pub(super) fn packed(document: &Document<'_>, body: &Body) -> ZipResult<Vec<u8>> {
    let main = format!("{DECLARATION}{DOCUMENT}<w:body>{}{SECTION}</w:body></w:document>", body.xml);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut add = |name: &str, bytes: &[u8]| -> ZipResult<()> {
        zip.start_file(name, options)?;
        Ok(zip.write_all(bytes)?)
    };
    add("[Content_Types].xml", CONTENT_TYPES.as_bytes())?;
    add("_rels/.rels", RELATIONSHIPS.as_bytes())?;
    add("docProps/core.xml", properties(document).as_bytes())?;
    add("word/document.xml", main.as_bytes())?;
    add("word/_rels/document.xml.rels", relationships(body.pictures.len()).as_bytes())?;
    add("word/styles.xml", STYLES.as_bytes())?;
    add("word/numbering.xml", NUMBERING.as_bytes())?;
    add("word/settings.xml", SETTINGS.as_bytes())?;
    add("word/footer.xml", FOOTER.as_bytes())?;
    for (place, picture) in body.pictures.iter().enumerate() {
        add(&format!("word/media/picture{}.png", place + 1), picture)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What the main part refers to.
fn relationships(pictures: usize) -> String {
    let one = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let mut all = vec![
        one("styles", "styles", "styles.xml"),
        one("numbering", "numbering", "numbering.xml"),
        one("settings", "settings", "settings.xml"),
        one("footer", "footer", "footer.xml"),
    ];
    all.extend((1..=pictures).map(|n| one(&format!("picture{n}"), "image", &format!("media/picture{n}.png"))));
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        all.concat()
    )
}

/// Title and language. There is no date, so that the same document gives the same bytes.
fn properties(document: &Document<'_>) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:language>en-GB</dc:language></cp:coreProperties>",
        escaped(&document.title),
        escaped(&document.subtitle)
    )
}
