//! What a chart is drawn on, and what comes of it.

use super::text;
use crate::content::words::capital;
use crate::render::plain_text::plain;

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Its width, in pixels.
    pub(super) width: f64,
    /// Whether headline, subtitle and notes stand on it.
    pub(super) headed: bool,
}

impl Paper {
    /// A sheet of its own, with headline, subtitle and notes.
    pub const SHEET: Self = Self { width: 800.0, headed: true };
    /// Part of a page that says those words itself.
    pub const PAGE: Self = Self { width: 800.0, headed: false };
    /// The same on a telephone.
    pub const PHONE: Self = Self { width: 400.0, headed: false };

    /// A subtitle, after the name of what the chart is of where the paper does not say that itself.
    pub(super) fn subtitle(self, of: Option<&str>, subtitle: &str) -> String {
        match of {
            None => subtitle.to_owned(),
            Some(of) if self.headed => format!("{of}: {subtitle}"),
            Some(_) => capital(subtitle),
        }
    }

    /// Whether two plots have room side by side.
    pub(super) fn is_wide(self) -> bool {
        self.width >= 700.0
    }
}

/// Where the values of one plot stand on a drawing, in pixels: so that a page can tell those under a pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Where the first month or bar stands across the drawing.
    pub first: f64,
    /// From one month or bar to the next.
    pub step: f64,
    /// How many there are.
    pub count: usize,
    /// The upper end of the plot.
    pub top: f64,
    /// The lower end of the plot.
    pub bottom: f64,
}

/// What stands around a chart, whether its paper has room for it or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captions {
    /// The headline.
    pub title: String,
    /// What is shown, and in which unit.
    pub subtitle: String,
    /// The notes at the foot.
    pub note: String,
    /// What numbers in the picture mean.
    pub legend: Vec<String>,
}

impl Captions {
    /// Subtitle and notes, as sentences.
    #[must_use]
    pub fn caption(&self) -> String {
        sentences([&self.subtitle, &self.note].into_iter())
    }

    /// All but the headline, for readers who cannot see the picture.
    fn description(&self) -> String {
        sentences([&self.subtitle, &self.note].into_iter().chain(&self.legend))
    }
}

/// Parts one after the other, each with a full stop.
fn sentences<'a>(parts: impl Iterator<Item = &'a String>) -> String {
    let ended = |part: &String| if part.ends_with('.') { part.clone() } else { format!("{part}.") };
    parts.filter(|part| !part.is_empty()).map(ended).collect::<Vec<_>>().join(" ")
}

/// A chart as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width and height, in pixels.
    pub size: (f64, f64),
    /// Where its values stand, plot by plot.
    pub plots: Vec<PlotArea>,
    /// What stands around it.
    pub(super) words: Captions,
    /// Units of the drawing to a pixel.
    pub(super) fine: f64,
    /// Its SVG elements.
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

    /// The drawing as part of a page, where `label` says what is to be seen in it.
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

    /// What stands around the chart.
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
