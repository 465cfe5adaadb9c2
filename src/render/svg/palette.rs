//! Colours and type sizes. The colours work for colour-blind readers and in greyscale print: a fan has one hue in steps
//! of lightness, and neighbours in a stack differ in lightness as well as in hue.

use plotters::style::RGBColor;

/// Paper.
pub(super) const WHITE: RGBColor = RGBColor(255, 255, 255);
/// Headlines, history and whiskers.
pub(super) const INK: RGBColor = RGBColor(26, 26, 26);
/// Subtitles and axis labels.
pub(super) const SOFT: RGBColor = RGBColor(89, 89, 89);
/// Horizontal grid lines.
pub(super) const GRID: RGBColor = RGBColor(226, 226, 226);
/// The line at zero or at the foot of a plot.
pub(super) const BASE: RGBColor = RGBColor(110, 110, 110);
/// A limit, and its label.
pub(super) const LIMIT: RGBColor = RGBColor(168, 50, 0);
/// The band around the value at which estimates should lie.
pub(super) const NEAR: RGBColor = RGBColor(226, 238, 226);
/// Levels, and the lines that connect steps to them.
pub(super) const LEVEL: RGBColor = RGBColor(160, 160, 160);
pub(super) const DOWN: RGBColor = RGBColor(27, 73, 116);
pub(super) const UP: RGBColor = RGBColor(213, 94, 0);
/// The bands of a fan: 90%, 80% and 50% of futures.
pub(super) const BANDS: [RGBColor; 3] = [RGBColor(221, 233, 243), RGBColor(173, 204, 228), RGBColor(112, 165, 205)];
/// The median of a fan.
pub(super) const MEDIAN: RGBColor = RGBColor(13, 51, 89);

/// Lines over a fan: they differ from its blues and in lightness.
const PLANS: [RGBColor; 5] =
    [RGBColor(213, 94, 0), RGBColor(0, 134, 96), RGBColor(150, 60, 140), RGBColor(190, 145, 0), RGBColor(60, 60, 60)];

const ACCENT: RGBColor = RGBColor(213, 94, 0);
const CATEGORIES: [RGBColor; 8] = [
    RGBColor(27, 73, 116),
    RGBColor(142, 188, 226),
    RGBColor(31, 120, 112),
    RGBColor(226, 208, 130),
    RGBColor(98, 66, 132),
    RGBColor(226, 165, 186),
    RGBColor(92, 92, 92),
    RGBColor(176, 212, 160),
];

/// Colour of the `n`th ordinary series; each cycle through the palette is paler than the last.
pub(super) fn category(n: usize) -> RGBColor {
    paler(CATEGORIES[n % CATEGORIES.len()], n / CATEGORIES.len())
}

/// Colour of the median of the `n`th plan over the fan of the base; they repeat.
pub(super) fn plan(n: usize) -> RGBColor {
    PLANS[n % PLANS.len()]
}

/// Colour of the dots of the `n`th series: the first stands out.
pub(super) fn series(n: usize) -> RGBColor {
    if n == 0 { MEDIAN } else { SOFT }
}

/// Colour of the `n`th emphasised series.
pub(super) fn accent(n: usize) -> RGBColor {
    paler(ACCENT, n)
}

fn paler(colour: RGBColor, rounds: usize) -> RGBColor {
    let keep = [100, 72, 52][rounds.min(2)];
    let mix = |part: u8| (255 - (255 - u32::from(part)) * keep / 100) as u8;
    RGBColor(mix(colour.0), mix(colour.1), mix(colour.2))
}

/// A size and weight of type, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelStyle {
    pub size: f64,
    pub bold: bool,
}

impl LabelStyle {
    const fn plain(size: f64) -> Self {
        Self { size, bold: false }
    }

    const fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    /// Line spacing.
    pub fn leading(self) -> f64 {
        self.size * 1.28
    }
}

pub(super) const TITLE: LabelStyle = LabelStyle::bold(19.0);
pub(super) const SUBTITLE: LabelStyle = LabelStyle::plain(13.25);
pub(super) const PANEL: LabelStyle = LabelStyle::bold(13.25);
pub(super) const LABEL: LabelStyle = LabelStyle::plain(11.5);
pub(super) const STRONG: LabelStyle = LabelStyle::bold(11.5);
pub(super) const NOTE: LabelStyle = LabelStyle::plain(10.5);

#[cfg(test)]
mod tests {
    use super::*;

    /// Brightness of a colour in greyscale, 0 to 255.
    fn grey(colour: RGBColor) -> u32 {
        (u32::from(colour.0) * 213 + u32::from(colour.1) * 715 + u32::from(colour.2) * 72) / 1000
    }

    #[test]
    fn neighbours_in_a_stack_differ_in_greyscale() {
        for n in 0..24 {
            assert!(grey(category(n)).abs_diff(grey(category(n + 1))) >= 25, "{n}");
        }
    }

    #[test]
    fn steps_and_levels_differ_in_greyscale() {
        let mut greys = [DOWN, UP, LEVEL].map(grey);
        greys.sort_unstable();
        assert!(greys.windows(2).all(|pair| pair[1] >= pair[0] + 25), "{greys:?}");
    }

    #[test]
    fn a_fan_darkens_towards_its_median() {
        let steps: Vec<u32> = [WHITE, BANDS[0], BANDS[1], BANDS[2], MEDIAN].map(grey).to_vec();
        assert!(steps.windows(2).all(|pair| pair[0] >= pair[1] + 20), "{steps:?}");
    }
}
