//! The paper a chart is drawn on, and the finished drawing.

use super::text;
use crate::content::words::capital;
use crate::render::plain_text::plain;

/// The medium of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width, in pixels.
    pub(super) width: f64,
    /// Whether the headline, subtitle and notes are drawn on it.
    pub(super) headed: bool,
}

impl Paper {
    /// A separate sheet, with headline, subtitle and notes.
    pub const SHEET: Self = Self { width: 800.0, headed: true };
    /// Part of a page that shows those texts itself.
    pub const PAGE: Self = Self { width: 800.0, headed: false };
    /// The same on a phone.
    pub const PHONE: Self = Self { width: 400.0, headed: false };

    /// The subtitle, prefixed with the chart's subject unless the surrounding page shows it.
    pub(super) fn subtitle(self, of: Option<&str>, subtitle: &str) -> String {
        match of {
            None => subtitle.to_owned(),
            Some(of) if self.headed => format!("{of}: {subtitle}"),
            Some(_) => capital(subtitle),
        }
    }

    /// Whether it is wide enough for two plots side by side.
    pub(super) fn is_wide(self) -> bool {
        self.width >= 700.0
    }
}

/// Position of a plot's values on a drawing, in pixels, so that a page can show the values under a pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Horizontal position of the first month or bar.
    pub first: f64,
    /// Distance between months or bars.
    pub step: f64,
    /// Number of months or bars.
    pub count: usize,
    /// Upper edge of the plot.
    pub top: f64,
    /// Lower edge of the plot.
    pub bottom: f64,
}

/// The texts around a chart, whether or not they are drawn on its paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captions {
    /// Headline.
    pub title: String,
    /// What is shown, and in which unit.
    pub subtitle: String,
    /// Notes at the foot.
    pub note: String,
    /// Meaning of the numbers in the picture.
    pub legend: Vec<String>,
}

impl Captions {
    /// Subtitle and notes, as sentences.
    #[must_use]
    pub fn caption(&self) -> String {
        sentences([&self.subtitle, &self.note].into_iter())
    }

    /// Everything except the headline, as a text alternative to the picture.
    fn description(&self) -> String {
        sentences([&self.subtitle, &self.note].into_iter().chain(&self.legend))
    }
}

/// Joins parts, each with a full stop.
fn sentences<'a>(parts: impl Iterator<Item = &'a String>) -> String {
    let ended = |part: &String| if part.ends_with('.') { part.clone() } else { format!("{part}.") };
    parts.filter(|part| !part.is_empty()).map(ended).collect::<Vec<_>>().join(" ")
}

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width and height, in pixels.
    pub size: (f64, f64),
    /// Position of its values, by plot.
    pub plots: Vec<PlotArea>,
    /// The texts around it.
    pub(super) words: Captions,
    /// Units of the drawing per pixel.
    pub(super) fine: f64,
    /// SVG elements.
    pub(super) body: String,
}

impl Drawing {
    /// The drawing as an SVG file.
    #[must_use]
    pub fn svg(&self) -> String {
        let (title, description) = (text::escape(&self.words.title), text::escape(&self.words.description()));
        let (width, height) = self.size;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width:.0}\" height=\"{height:.0}\" {}>\n\
             <title>{title}</title>\n<desc>{description}</desc>{}</svg>\n",
            self.view(),
            self.body
        );
        plain(&svg).into_owned()
    }

    /// The drawing as part of a page; `label` is its text alternative.
    #[must_use]
    pub fn inline(&self, label: &str) -> String {
        let svg = format!(
            "<svg role=\"img\" aria-label=\"{}\" data-width=\"{:.0}\" {}>{}</svg>",
            text::escape(label),
            self.size.0,
            self.view(),
            self.body
        );
        plain(&svg).into_owned()
    }

    /// The texts around the chart.
    #[must_use]
    pub fn words(&self) -> &Captions {
        &self.words
    }

    fn view(&self) -> String {
        let (width, height) = ((self.size.0 * self.fine).round(), (self.size.1 * self.fine).round());
        format!("viewBox=\"0 0 {width} {height}\" stroke-linejoin=\"round\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_a_name_breaks_a_drawing() {
        let hostile = "A\u{0}\u{1b}\u{202e}\u{fffe}\u{ffff}<b>\u{7}";
        let words = Captions { title: hostile.into(), legend: vec![hostile.into()], ..Captions::default() };
        let size = (10.0, 10.0);
        let drawing = Drawing { size, plots: Vec::new(), words, fine: 8.0, body: format!("<text>{hostile}</text>") };
        for svg in [drawing.svg(), drawing.inline(hostile)] {
            let broken = |one: char| "\u{fffe}\u{ffff}\u{202e}".contains(one) || (one.is_control() && one != '\n');
            assert!(!svg.contains(broken) && svg.contains("&lt;b&gt;"), "{svg:?}");
        }
    }
}
