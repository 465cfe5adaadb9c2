//! The frame of every chart: headline, subtitle and key above the plots, notes below.

use plotters::style::RGBColor;

use super::canvas;
use super::canvas::{Canvas, DrawResult, Rect, TextAlign};
use super::drawing::Captions;
use super::palette::{INK, LABEL, NOTE, SOFT, SUBTITLE, TITLE};
use super::{ChartError, Drawing, Paper};
use super::{text, time_marks};

/// Outer margin, in pixels.
pub(super) const PAD: f64 = 18.0;
const KEY_ROW: f64 = 19.0;
const MARK: f64 = 20.0;
const MARK_GAP: f64 = 6.0;
const KEY_GAP: f64 = 18.0;

/// The symbol of a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum LegendMark {
    Area(RGBColor),
    Line(RGBColor, f64),
    Whisker(RGBColor),
    /// A dot on a horizontal line; hollow if so.
    Dot(RGBColor, bool),
}

/// A symbol and its label.
#[derive(Clone, Debug)]
pub(super) struct LegendKey {
    pub mark: LegendMark,
    pub words: String,
}

impl LegendKey {
    pub fn new(mark: LegendMark, words: impl Into<String>) -> Self {
        Self { mark, words: words.into() }
    }
}

/// The texts around a chart, broken into lines.
pub(super) struct Frame {
    paper: Paper,
    title: Vec<String>,
    subtitle: Vec<String>,
    keys: Vec<(f64, usize, LegendKey)>,
    note: Vec<String>,
    /// Meaning of the numbers in the picture, above the note.
    legend: Vec<String>,
    words: Captions,
}

impl Frame {
    pub fn new(
        paper: Paper,
        title: &str,
        subtitle: &str,
        keys: Vec<LegendKey>,
        notes: &[&str],
        legend: &[String],
    ) -> Self {
        let (title, subtitle) = (text::clean(title), text::clean(subtitle));
        let note = text::clean(&notes.join(" "));
        let said = |words: &str, lines, face| {
            if paper.headed { text::wrap(words, paper.width - 2.0 * PAD, lines, face) } else { Vec::new() }
        };
        Self {
            paper,
            keys: flow(keys, paper.width),
            title: said(&title, 3, TITLE),
            subtitle: said(&subtitle, 3, SUBTITLE),
            note: said(&note, 6, NOTE),
            words: Captions { title, subtitle, note, legend: legend.to_vec() },
            legend: if paper.headed { time_marks::lines(legend, paper.width - 2.0 * PAD) } else { Vec::new() },
        }
    }

    /// Top of the plots, in pixels from the top.
    pub fn body_top(&self) -> f64 {
        self.keys_top() + self.rows() as f64 * KEY_ROW + if self.keys.is_empty() { 6.0 } else { 12.0 }
    }

    /// The picture, with plots `body` pixels high drawn by `draw`.
    pub fn picture(&self, body: f64, draw: impl FnOnce(&mut Canvas) -> DrawResult) -> Result<Drawing, ChartError> {
        let legend_top = self.body_top() + body + 10.0;
        let notes_top =
            legend_top + self.legend.len() as f64 * NOTE.leading() + if self.legend.is_empty() { 0.0 } else { 5.0 };
        let height = (notes_top + self.note.len() as f64 * NOTE.leading() + PAD * 0.6).ceil();
        canvas::picture((self.paper.width, height), self.words.clone(), |canvas| {
            self.draw_head(canvas)?;
            canvas.lines(&self.legend, (PAD, legend_top + NOTE.size), TextAlign::Left, NOTE, INK)?;
            canvas.lines(&self.note, (PAD, notes_top + NOTE.size), TextAlign::Left, NOTE, SOFT)?;
            draw(canvas)
        })
    }

    fn subtitle_top(&self) -> f64 {
        PAD * 0.7 + self.title.len() as f64 * TITLE.leading()
    }

    fn keys_top(&self) -> f64 {
        self.subtitle_top() + self.subtitle.len() as f64 * SUBTITLE.leading() + 7.0
    }

    fn rows(&self) -> usize {
        self.keys.last().map_or(0, |(_, row, _)| row + 1)
    }

    fn draw_head(&self, canvas: &mut Canvas) -> DrawResult {
        canvas.lines(&self.title, (PAD, PAD * 0.7 + TITLE.size), TextAlign::Left, TITLE, INK)?;
        let baseline = self.subtitle_top() + SUBTITLE.size;
        canvas.lines(&self.subtitle, (PAD, baseline), TextAlign::Left, SUBTITLE, SOFT)?;
        for (x, row, key) in &self.keys {
            let middle = self.keys_top() + (*row as f64 + 0.5) * KEY_ROW;
            draw_mark(canvas, key.mark, *x, middle)?;
            let start = (x + MARK + MARK_GAP, middle + LABEL.size * 0.36);
            canvas.text(&key.words, start, TextAlign::Left, LABEL, INK)?;
        }
        Ok(())
    }
}

/// Arranges the keys in rows: horizontal position and row of each.
fn flow(keys: Vec<LegendKey>, width: f64) -> Vec<(f64, usize, LegendKey)> {
    let (mut x, mut row) = (PAD, 0);
    let mut placed = Vec::with_capacity(keys.len());
    for mut key in keys {
        key.words = text::fit(&text::clean(&key.words), width - 2.0 * PAD - MARK - MARK_GAP, LABEL);
        let wide = MARK + MARK_GAP + text::width(&key.words, LABEL);
        if x > PAD && x + wide > width - PAD {
            (x, row) = (PAD, row + 1);
        }
        placed.push((x, row, key));
        x += wide + KEY_GAP;
    }
    placed
}

fn draw_mark(canvas: &mut Canvas, mark: LegendMark, left: f64, middle: f64) -> DrawResult {
    match mark {
        LegendMark::Area(colour) => {
            let (top, bottom) = (middle - 5.0, middle + 5.0);
            canvas.block(Rect { left, top, right: left + MARK, bottom }, colour)
        }
        LegendMark::Line(colour, thickness) => canvas.line(&[(left, middle), (left + MARK, middle)], colour, thickness),
        LegendMark::Dot(colour, is_hollow) => {
            let x = left + MARK / 2.0;
            canvas.line(&[(left, middle), (left + MARK, middle)], colour, 1.5)?;
            canvas.estimate((x, middle), colour, is_hollow)
        }
        LegendMark::Whisker(colour) => {
            let x = left + MARK / 2.0;
            canvas.line(&[(x, middle - 7.0), (x, middle + 7.0)], colour, 1.5)?;
            for y in [middle - 7.0, middle + 7.0] {
                canvas.line(&[(x - 4.0, y), (x + 4.0, y)], colour, 1.5)?;
            }
            canvas.dot((x, middle), 2.5, colour)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_does_not_fit_starts_a_new_row() {
        let keys =
            (0..8).map(|n| LegendKey::new(LegendMark::Area(INK), format!("A route with a long name {n}"))).collect();
        let placed = flow(keys, 800.0);
        assert_eq!(placed[0].1, 0);
        assert!(placed.last().is_some_and(|last| last.1 >= 1));
        for (x, _, key) in &placed {
            assert!(x + MARK + MARK_GAP + text::width(&key.words, LABEL) <= 800.0 - PAD + 1e-9);
        }
    }

    #[test]
    fn a_chart_without_captions_is_still_a_picture() {
        let svg =
            Frame::new(Paper::SHEET, "", "", Vec::new(), &[], &[]).picture(100.0, |_| Ok(())).expect("a picture").svg();
        assert!(svg.contains("<title></title>"));
    }
}
