//! Histograms as they are written to and read from the files of shards. What is read may be anything, so it is checked.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bins::{BinCount, Bins};
use super::grid::Scale;
use super::histogram::{Form, Histogram};
use super::values::Values;
use super::whole::{Whole, are_whole};

/// A histogram by its contents: two that are equal have equal records.
#[derive(Serialize, Deserialize)]
struct HistogramRecord {
    narrowest: i32,
    least: f64,
    greatest: f64,
    sums: bool,
    form: FormRecord,
}

#[derive(Serialize, Deserialize)]
enum FormRecord {
    Constant(u64),
    /// Numbers and their counts, in ascending order.
    Whole(Vec<(f64, u64)>),
    /// Values and their counts, in ascending order.
    Values(Vec<(f64, u64)>),
    Bins(BinsRecord),
}

/// Bins with values.
#[derive(Serialize, Deserialize)]
pub(super) struct BinsRecord {
    /// Bits of the grid.
    pub bits: u32,
    pub zeros: u64,
    /// The ends of the values that are not zero, in whole quanta.
    pub least: f64,
    pub greatest: f64,
    /// The bins with values, in ascending order.
    pub bins: Vec<BinCount>,
}

impl Serialize for Histogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = match &self.form {
            Form::Constant(count) => FormRecord::Constant(*count),
            Form::Whole(whole) => FormRecord::Whole(whole.sorted(self.least)),
            Form::Values(values) => FormRecord::Values(values.sorted()),
            Form::Bins(bins) => FormRecord::Bins(bins.record()),
        };
        let Self { least, greatest, sums, .. } = *self;
        HistogramRecord { narrowest: self.scale.narrowest, least, greatest, sums, form }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Histogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = HistogramRecord::deserialize(deserializer)?;
        record.histogram().ok_or_else(|| serde::de::Error::custom("not a histogram"))
    }
}

impl HistogramRecord {
    /// `None` if there is no such histogram.
    fn histogram(self) -> Option<Histogram> {
        // Minimum widths of bins are from 2^-16 to 1.
        let scale = Some(Scale { narrowest: self.narrowest }).filter(|scale| (-32..=32).contains(&scale.narrowest))?;
        let Self { least, greatest, sums, .. } = self;
        let is_empty = matches!(self.form, FormRecord::Constant(0));
        let form = match self.form {
            FormRecord::Constant(count) => Form::Constant(count),
            FormRecord::Whole(counted) => Form::Whole(whole(least, greatest, &counted)?),
            FormRecord::Values(counted) => Form::Values(values(scale, (least, greatest), &counted)?),
            FormRecord::Bins(bins) => Form::Bins(Box::new(Bins::from_record(scale, sums, bins)?)),
        };
        let is_span = least.is_finite() && greatest.is_finite() && least <= greatest;
        (is_empty || is_span).then_some(Histogram { scale, least, greatest, form, sums })
    }
}

fn whole(least: f64, greatest: f64, counted: &[(f64, u64)]) -> Option<Whole> {
    let is_number = |value: f64| least <= value && value <= greatest && are_whole(&[value]);
    let fits = least <= greatest && Whole::has_range(least, greatest);
    if !fits || !counted.iter().all(|&(value, _)| is_number(value)) {
        return None;
    }
    let mut whole = Whole::new(least, greatest);
    for &(value, count) in counted {
        whole.add(value, u32::try_from(count).ok()?);
    }
    Some(whole)
}

fn values(scale: Scale, (least, greatest): (f64, f64), counted: &[(f64, u64)]) -> Option<Values> {
    let is_value = |value: f64| least <= value && value <= greatest;
    if !Values::has_range(scale, least, greatest) || !counted.iter().all(|&(value, _)| is_value(value)) {
        return None;
    }
    let mut values = Values::new(scale);
    counted
        .iter()
        .all(|&(value, count)| u32::try_from(count).is_ok_and(|count| values.add(value, count)))
        .then_some(values)
}
