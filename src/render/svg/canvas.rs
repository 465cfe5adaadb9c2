//! The drawing surface: shapes and text in pixels, from the top left.
//!
//! plotters places SVG shapes at whole units, so the surface has eight units per pixel; only the outer width and height
//! are in pixels.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::ChartError;
use super::drawing::{Captions, Drawing, PlotArea};
use super::palette::{LabelStyle, WHITE};

/// Units of the drawing per pixel.
const FINE: f64 = 8.0;
/// plotters divides font sizes by this factor.
const PLOTTERS_FONT_SCALE: f64 = 1.24;
/// Distance from the top of a text to the baseline in plotters, in ems.
const BASELINE: f64 = 0.76;

/// The result of drawing something.
pub(super) type DrawResult = Result<(), ChartError>;

/// A point on the sheet, in pixels.
pub(super) type Point = (f64, f64);

/// A rectangle on the sheet, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub fn contains(self, other: Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }
}

/// Horizontal alignment of a text relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextAlign {
    Left,
    Middle,
    Right,
}

/// The drawing surface.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
    plots: Vec<PlotArea>,
}

/// Draws a picture of `size` pixels; `words` are its captions.
pub(super) fn picture(
    size: (f64, f64),
    words: Captions,
    draw: impl FnOnce(&mut Canvas) -> DrawResult,
) -> Result<Drawing, ChartError> {
    let (width, height) = (unit(size.0), unit(size.1));
    let mut svg = String::new();
    let mut canvas =
        Canvas { backend: SVGBackend::with_string(&mut svg, (width as u32, height as u32)), plots: Vec::new() };
    canvas.area(&[(0.0, 0.0), (size.0, 0.0), size, (0.0, size.1)], WHITE)?;
    draw(&mut canvas)?;
    canvas.backend.present().map_err(refused)?;
    let plots = std::mem::take(&mut canvas.plots);
    drop(canvas);
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body).to_owned();
    Ok(Drawing { size, plots, words, fine: FINE, body })
}

impl Canvas<'_> {
    /// Records where the values of a plot are.
    pub fn tell(&mut self, plot: PlotArea) {
        self.plots.push(plot);
    }

    /// A polyline through `points`.
    pub fn line(&mut self, points: &[Point], colour: RGBColor, thickness: f64) -> DrawResult {
        let style = stroke(colour, thickness);
        self.backend.draw_path(points.iter().map(at), &style).map_err(refused)
    }

    /// A horizontal dashed line.
    pub fn dashes(&mut self, left: f64, right: f64, y: f64, colour: RGBColor) -> DrawResult {
        let mut x = left;
        while x < right {
            self.line(&[(x, y), ((x + 6.0).min(right), y)], colour, 1.5)?;
            x += 10.0;
        }
        Ok(())
    }

    /// A translucent line.
    pub fn faint_line(&mut self, from: Point, to: Point, colour: RGBColor, opacity: f64) -> DrawResult {
        let style = ShapeStyle { color: colour.mix(opacity), filled: false, stroke_width: 6 };
        self.backend.draw_line(at(&from), at(&to), &style).map_err(refused)
    }

    /// A filled polygon.
    pub fn area(&mut self, outline: &[Point], colour: RGBColor) -> DrawResult {
        self.backend.fill_polygon(outline.iter().map(at), &colour.filled()).map_err(refused)
    }

    /// A filled rectangle.
    pub fn block(&mut self, block: Rect, colour: RGBColor) -> DrawResult {
        let corners = (at(&(block.left, block.top)), at(&(block.right, block.bottom)));
        self.backend.draw_rect(corners.0, corners.1, &colour.filled(), true).map_err(refused)
    }

    /// A dot with a thin white edge.
    pub fn dot(&mut self, centre: Point, radius: f64, colour: RGBColor) -> DrawResult {
        for (radius, colour) in [(radius + 1.25, WHITE), (radius, colour)] {
            let units = unit(radius) as u32;
            self.backend.draw_circle(at(&centre), units, &colour.filled(), true).map_err(refused)?;
        }
        Ok(())
    }

    /// A dot for an estimate, or a ring.
    pub fn estimate(&mut self, centre: Point, colour: RGBColor, is_hollow: bool) -> DrawResult {
        self.dot(centre, 4.0, colour)?;
        if is_hollow { self.dot(centre, 1.0, WHITE) } else { Ok(()) }
    }

    /// One line of text with its baseline at `point`.
    pub fn text(
        &mut self,
        line: &str,
        point: Point,
        align: TextAlign,
        face: LabelStyle,
        colour: RGBColor,
    ) -> DrawResult {
        let weight = if face.bold { FontStyle::Bold } else { FontStyle::Normal };
        let h_pos = match align {
            TextAlign::Left => HPos::Left,
            TextAlign::Middle => HPos::Center,
            TextAlign::Right => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::SansSerif, face.size * FINE * PLOTTERS_FONT_SCALE, weight);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(h_pos, VPos::Top));
        let top = (point.0, point.1 - BASELINE * face.size);
        self.backend.draw_text(line, &style, at(&top)).map_err(refused)
    }

    /// Consecutive lines of text, the first with its baseline at `point`.
    pub fn lines(
        &mut self,
        lines: &[String],
        point: Point,
        align: TextAlign,
        face: LabelStyle,
        colour: RGBColor,
    ) -> DrawResult {
        for (n, line) in lines.iter().enumerate() {
            self.text(line, (point.0, point.1 + n as f64 * face.leading()), align, face, colour)?;
        }
        Ok(())
    }
}

fn stroke(colour: RGBColor, thickness: f64) -> ShapeStyle {
    colour.stroke_width(unit(thickness) as u32)
}

fn at(point: &Point) -> (i32, i32) {
    (unit(point.0), unit(point.1))
}

fn unit(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn refused(error: impl std::fmt::Display) -> ChartError {
    ChartError::Drawing { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::svg::palette::{INK, LABEL};

    #[test]
    fn a_picture_has_a_title_and_eighths_of_a_pixel() {
        let svg = picture((100.0, 50.0), Captions { title: "A <b>&\"".into(), ..Captions::default() }, |canvas| {
            canvas.line(&[(0.0, 0.0), (10.125, f64::NAN)], INK, 1.0)?;
            canvas.text("x < y & \"z\"", (5.0, 20.0), TextAlign::Middle, LABEL, INK)
        })
        .expect("a picture")
        .svg();
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"100\" height=\"50\""));
        assert!(svg.contains("viewBox=\"0 0 800 400\""));
        assert!(svg.contains("<title>A &lt;b&gt;&amp;&quot;</title>"));
        assert!(svg.contains("x &lt; y &amp; &quot;z&quot;"));
        assert!(svg.contains("0,0 81,0") && !svg.contains("NaN"), "{svg}");
        assert!(svg.ends_with("</svg>\n"));
    }
}
