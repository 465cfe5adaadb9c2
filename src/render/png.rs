//! Charts as PNG pictures. They are rendered from the SVG with bundled fonts, so that they look the same on machines
//! without fonts.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::formats::{FilePosition, Format, PlacedFile};
use super::svg::drawings;
use super::{OptionalFiles, RenderError};
use crate::content::Document;

/// Width in pixels: twice that of the drawing, or 240 pixels per inch on A4.
const WIDTH: f32 = 1_600.0;

/// The font family, regular and bold.
const FAMILY: &str = "DejaVu Sans";

/// Writes the charts of a document as pictures, if requested.
pub(super) struct Png;

impl Format for Png {
    fn extension(&self) -> &'static str {
        "png"
    }

    fn files(&self, document: &Document<'_>, extras: &OptionalFiles) -> Result<Vec<PlacedFile>, RenderError> {
        if !extras.png {
            return Ok(Vec::new());
        }
        let options = options();
        let placed = |(place, file, svg): (FilePosition, &str, String)| {
            let name = format!("{file}.png");
            match picture(svg.as_bytes(), &options) {
                Ok(bytes) => Ok(PlacedFile::new(place, &name, bytes)),
                Err(reason) => Err(RenderError::Picture { name, reason }),
            }
        };
        drawings(document)?.into_iter().map(placed).collect()
    }
}

/// With the bundled fonts.
pub(super) fn options() -> usvg::Options<'static> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts.set_sans_serif_family(FAMILY);
    usvg::Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_owned(), ..usvg::Options::default() }
}

/// A drawing as a picture.
pub(super) fn picture(svg: &[u8], options: &usvg::Options<'_>) -> Result<Vec<u8>, String> {
    let tree = usvg::Tree::from_data(svg, options).map_err(|error| error.to_string())?;
    let scale = WIDTH / tree.size().width();
    let height = (tree.size().height() * scale).ceil();
    let mut pixels = Pixmap::new(WIDTH as u32, height as u32).ok_or("the drawing has no size")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chart::{AxisUnit, FanChart, FanPanel};
    use crate::render::svg::Chart as _;

    /// Counts the dark pixels in the headline of a chart without data.
    fn ink(title: &str) -> usize {
        let panels = vec![FanPanel::new("", AxisUnit::Percent)];
        let svg = FanChart { title: title.into(), panels, ..FanChart::default() }.to_svg().unwrap();
        let picture = picture(svg.as_bytes(), &options()).unwrap();
        let pixels = Pixmap::decode_png(&picture).unwrap();
        assert_eq!(pixels.width(), 1_600);
        let headline = (20..76).flat_map(|y| (0..1_600).map(move |x| (x, y)));
        headline.filter(|&(x, y)| pixels.pixel(x, y).is_some_and(|pixel| pixel.red() < 100)).count()
    }

    #[test]
    fn text_is_drawn_without_system_fonts() {
        assert!(ink("Agency rate") > 1_000, "{}", ink("Agency rate"));
        assert!(ink("Agency rate and caseload") > ink("Agency rate") + 500);
    }

    #[test]
    fn an_invalid_drawing_is_an_error() {
        assert!(picture(b"no drawing", &options()).is_err());
    }
}
