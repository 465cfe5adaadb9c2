use crate::content::chart::{AxisUnit, StackSeries};
use plotters::style::RGBColor;

use super::edge_labels::{EdgeLabel, FACE};
use super::frame::{LegendKey, LegendMark};
use super::ticks::usable;
use super::{ChartError, Paper, palette, text};

/// The extent of one layer in one month or year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct StackLayer {
    pub from: f64,
    pub to: f64,
}

impl StackLayer {
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }
}

/// Stacked series, the first at the bottom; negative values are stacked downwards from zero.
pub(super) struct Stacked<'a> {
    series: &'a [StackSeries],
    colours: Vec<RGBColor>,
    /// By series, then by month or year.
    pub layers: Vec<Vec<StackLayer>>,
    /// For each month or year, whether no series has a gap there, ignoring series without any values.
    pub known: Vec<bool>,
}

impl<'a> Stacked<'a> {
    /// Stacks `series`, each of which must have `length` values. A missing value adds nothing to its stack.
    pub fn new(series: &'a [StackSeries], length: usize) -> Result<Self, ChartError> {
        if let Some(odd) = series.iter().find(|s| s.values.len() != length) {
            let (series, found) = (odd.name.clone(), odd.values.len());
            return Err(ChartError::Length { series, expected: length, found });
        }
        let mut ends = vec![(0.0, 0.0); length];
        let mut lay = |(value, (below, above)): (&f64, &mut (f64, f64))| {
            let value = if usable(*value) { *value } else { 0.0 };
            let end = if value < 0.0 { below } else { above };
            let from = *end;
            *end += value;
            StackLayer { from, to: *end }
        };
        let layers = series.iter().map(|s| s.values.iter().zip(&mut ends).map(&mut lay).collect()).collect();
        Ok(Self { series, colours: colours(series), layers, known: known(series, length) })
    }

    /// Each series' colour and layers.
    pub fn iter(&self) -> impl Iterator<Item = (RGBColor, &[StackLayer])> {
        self.colours.iter().copied().zip(self.layers.iter().map(Vec::as_slice))
    }

    /// Both ends of every layer.
    pub fn ends(&self) -> impl Iterator<Item = f64> + Clone {
        self.layers.iter().flatten().map(|layer| layer.to)
    }

    /// The top of the stack in each month or year, at least zero.
    pub fn tops(&self) -> Vec<f64> {
        let top = |n: usize| self.layers.iter().map(|layers| layers[n].to).fold(0.0, f64::max);
        (0..self.known.len()).map(top).collect()
    }

    /// The labels of the series that have a layer at `at`, from top to bottom; only their values on narrow paper.
    pub fn labels(&self, at: usize, unit: AxisUnit, paper: Paper) -> Vec<EdgeLabel> {
        let mut labels: Vec<EdgeLabel> = self
            .iter()
            .zip(self.series)
            .filter(|((_, layers), _)| layers.get(at).is_some_and(|layer| !layer.is_empty()))
            .map(|((colour, layers), series)| EdgeLabel {
                name: if paper.is_wide() { text::clean(&series.name) } else { String::new() },
                value: unit.value(series.values[at]),
                at: f64::midpoint(layers[at].from, layers[at].to),
                colour: Some(colour),
                face: FACE,
            })
            .collect();
        labels.sort_by(|a, b| b.at.total_cmp(&a.at));
        labels
    }

    /// The keys of the series that have layers, but not at `at`, where a label would name them; on narrow paper, of all
    /// that have layers.
    pub fn keys(&self, at: usize, paper: Paper) -> Vec<LegendKey> {
        let unlabelled = |layers: &[StackLayer]| {
            let named = paper.is_wide() && layers.get(at).is_some_and(|layer| !layer.is_empty());
            layers.iter().any(|layer| !layer.is_empty()) && !named
        };
        self.iter()
            .zip(self.series)
            .filter(|((_, layers), _)| unlabelled(layers))
            .map(|((colour, _), series)| LegendKey::new(LegendMark::Area(colour), series.name.clone()))
            .collect()
    }

    /// A note that names the series that are zero throughout; empty if there are none.
    pub fn absent(&self) -> String {
        let empty = |layers: &Vec<StackLayer>| layers.iter().all(|layer| layer.is_empty());
        let names: Vec<&str> =
            self.layers.iter().zip(self.series).filter(|(l, _)| empty(l)).map(|(_, s)| s.name.as_str()).collect();
        if names.is_empty() { String::new() } else { format!("Zero throughout: {}.", names.join(", ")) }
    }
}

/// For each month or year, whether every series with any values has one there.
fn known(series: &[StackSeries], length: usize) -> Vec<bool> {
    let has_any = |s: &&StackSeries| s.values.iter().any(|v| usable(*v));
    let present: Vec<&StackSeries> = series.iter().filter(has_any).collect();
    (0..length).map(|n| !present.is_empty() && present.iter().all(|s| usable(s.values[n]))).collect()
}

/// Ordinary and emphasised series each take the next colour of their palette.
fn colours(series: &[StackSeries]) -> Vec<RGBColor> {
    let (mut ordinary, mut accents) = (0, 0);
    let mut next = |series: &StackSeries| {
        let (count, colour): (&mut usize, fn(usize) -> RGBColor) =
            if series.accent { (&mut accents, palette::accent) } else { (&mut ordinary, palette::category) };
        *count += 1;
        colour(*count - 1)
    };
    series.iter().map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(name: &str, values: &[f64]) -> StackSeries {
        StackSeries { name: name.into(), values: values.to_vec(), accent: false }
    }

    #[test]
    fn costs_are_stacked_above_zero_and_grants_below() {
        let all = [series("Pay", &[3.0]), series("Grant", &[-1.0]), series("Agency", &[2.0])];
        let stacked = Stacked::new(&all, 1).expect("one value each");
        let layers: Vec<(f64, f64)> = stacked.layers.iter().map(|l| (l[0].from, l[0].to)).collect();
        assert_eq!(layers, [(0.0, 3.0), (0.0, -1.0), (3.0, 5.0)]);
        let names: Vec<String> =
            stacked.labels(0, AxisUnit::Number, Paper::SHEET).into_iter().map(|l| l.name).collect();
        assert_eq!(names, ["Agency", "Pay", "Grant"]);
    }

    #[test]
    fn a_series_that_ends_early_has_a_key_and_a_zero_series_a_note() {
        let all = [series("Stays", &[1.0, 1.0]), series("Ends", &[1.0, 0.0]), series("Never", &[0.0, f64::NAN])];
        let stacked = Stacked::new(&all, 2).expect("two values each");
        assert_eq!(stacked.labels(1, AxisUnit::Number, Paper::SHEET).len(), 1);
        assert_eq!(stacked.keys(1, Paper::SHEET).into_iter().map(|k| k.words).collect::<Vec<_>>(), ["Ends"]);
        assert_eq!(stacked.keys(1, Paper::PHONE).len(), 2);
        assert_eq!(stacked.absent(), "Zero throughout: Never.");
    }

    #[test]
    fn a_month_is_known_if_no_series_lacks_it() {
        let all = [series("Pay", &[3.0, 3.0]), series("Agency", &[1.0, f64::NAN]), series("Never", &[f64::NAN; 2])];
        assert_eq!(Stacked::new(&all, 2).map(|stacked| stacked.known).ok(), Some(vec![true, false]));
        assert_eq!(Stacked::new(&all[2..], 2).map(|stacked| stacked.known).ok(), Some(vec![false, false]));
    }

    #[test]
    fn a_series_of_the_wrong_length_is_an_error() {
        let all = [series("Pay", &[3.0])];
        let error = Stacked::new(&all, 2).map(|_| ()).expect_err("one value for two years");
        assert_eq!(error.to_string(), "the series `Pay` has 1 values but the chart needs 2");
    }
}
