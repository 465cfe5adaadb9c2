//! Placement of text inside a plot: the first candidate position that hides least of the drawing.

use super::canvas::{Point, Rect};
use super::plot::YAxis;

/// Width of the slices into which drawn shapes are cut, in pixels.
const SLICE: f64 = 4.0;

/// What has already been drawn in a plot.
pub(super) struct LabelPlacer {
    bounds: Rect,
    /// Shapes, each with the penalty for text placed over it.
    shapes: Vec<(Rect, usize)>,
    words: Vec<Rect>,
}

impl LabelPlacer {
    /// An empty plot.
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, shapes: Vec::new(), words: Vec::new() }
    }

    /// Registers a band.
    pub fn add_band(&mut self, band: &[YAxis]) {
        self.add(band, 1);
    }

    fn add(&mut self, band: &[YAxis], weight: usize) {
        for pair in band.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let slices = ((b.x - a.x).abs() / SLICE).ceil().clamp(1.0, 400.0) as usize;
            for n in 0..slices {
                let along = |from: f64, to: f64, n: usize| from + (to - from) * n as f64 / slices as f64;
                let ends = |from, to| (along(from, to, n), along(from, to, n + 1));
                let (x, top, bottom) = (ends(a.x, b.x), ends(a.top, b.top), ends(a.bottom, b.bottom));
                let (top, bottom) = (top.0.min(top.1) - 1.0, bottom.0.max(bottom.1) + 1.0);
                self.shapes.push((Rect { left: x.0.min(x.1), top, right: x.1.max(x.0 + 1.0), bottom }, weight));
            }
        }
    }

    /// Registers a line.
    pub fn add_line(&mut self, points: &[Point]) {
        let thin: Vec<YAxis> = points.iter().map(|&(x, y)| YAxis { x, top: y, bottom: y }).collect();
        // Text is legible over a band, but not with a line running through it.
        self.add(&thin, 10);
    }

    /// Registers a rectangle of text.
    pub fn add_words(&mut self, words: Rect) {
        self.words.push(words);
    }

    /// The first of `places` with the lowest penalty.
    pub fn best(&self, places: impl Iterator<Item = Rect>) -> Option<Rect> {
        let mut best: Option<(Rect, usize)> = None;
        for place in places {
            let cost = self.cost(place);
            if best.is_none_or(|(_, least)| cost < least) {
                best = Some((place, cost));
            }
        }
        best.map(|(place, _)| place)
    }

    fn cost(&self, place: Rect) -> usize {
        let under = self.shapes.iter().filter(|(shape, _)| shape.overlaps(place));
        let shapes: usize = under.map(|(_, weight)| weight).sum();
        let words = self.words.iter().filter(|words| words.overlaps(place)).count();
        let outside = usize::from(!self.bounds.contains(place));
        shapes + 10_000 * words + 100_000 * outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f64, top: f64) -> Rect {
        Rect { left, top, right: left + 10.0, bottom: top + 10.0 }
    }

    #[test]
    fn text_is_placed_on_empty_space_if_possible() {
        let mut ground = LabelPlacer::new(Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 });
        ground.add_line(&[(0.0, 0.0), (100.0, 100.0)]);
        let places = [square(40.0, 40.0), square(95.0, 5.0), square(80.0, 5.0), square(5.0, 80.0)];
        assert_eq!(ground.best(places.into_iter()), Some(square(80.0, 5.0)));
        ground.add_words(square(82.0, 7.0));
        assert_eq!(ground.best(places.into_iter()), Some(square(5.0, 80.0)));
        assert_eq!(ground.best(places.into_iter().take(1)), Some(square(40.0, 40.0)));
    }
}
