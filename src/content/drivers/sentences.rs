//! What the spread of a figure comes from, in a sentence.

use super::figures::figure_words;
use crate::content::input_phrase::input_phrase;
use crate::content::words;
use crate::summary::{Drivers, FutureFigure, InputDriver, Summary, VarianceShare};

/// Maximum number of inputs in a sentence.
const MOST: usize = 3;

/// The share that is left unsaid at most.
const MOST_LEFT: f64 = 0.01;

/// The share below which a part is not named.
const LEAST: f64 = 0.005;

/// The inputs that account for a clear share of a figure, the largest share first.
pub(crate) fn largest(inputs: &[InputDriver], figure: usize) -> Vec<(&InputDriver, VarianceShare)> {
    let shares = inputs.iter().map(|input| (input, input.shares[figure]));
    let mut clear: Vec<_> = shares.filter(|(_, share)| share.is_clear()).collect();
    clear.sort_by(|(_, one), (_, two)| two.share.total_cmp(&one.share));
    clear
}

/// The headlines, each with what its spread comes from: `Agency rate, end of Mar 2019: 28% from leavers per person per year, ….`
pub(super) fn headlines(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let is_headline = |figure: &usize| matches!(drivers.figures[*figure].figure, FutureFigure::Headline(_));
    let sentence = |figure: usize| {
        let spread = &drivers.figures[figure];
        let name = figure_words(summary.plan(), spread.figure);
        format!("{name}: {}.", shares(summary, drivers, figure))
    };
    (0..drivers.figures.len()).filter(is_headline).map(sentence).collect()
}

/// `28% from leavers per person per year (4 inputs drawn together), 7% from …, 9% from other inputs and interactions of inputs, 12% from differences between years,
/// 44% from chance`; without parts, what inputs leave is one.
fn shares(summary: &Summary, drivers: &Drivers, figure: usize) -> String {
    let (scenario, parts) = (summary.plan().scenario(), drivers.figures[figure].parts.as_ref());
    let clear = largest(&drivers.inputs, figure);
    let named = &clear[..clear.len().min(MOST)];
    let of_named: f64 = named.iter().map(|(_, share)| share.share).sum();
    let from = |share: f64, what: &str| format!("{} from {what}", words::percent(share));
    let mut items: Vec<String> =
        named.iter().map(|(input, share)| from(share.share, &input_phrase(scenario, &input.addresses))).collect();
    // The errors are of different futures, nearly: shares are of all, parts of a few.
    let errors = named.iter().map(|(_, share)| share.mc_error).chain(parts.map(|parts| parts.inputs.mc_error));
    let mc_error = errors.map(|error| error * error).sum::<f64>().sqrt();
    let of_inputs = parts.map(|parts| VarianceShare { share: parts.inputs.share - of_named, mc_error });
    let other = if named.is_empty() { "inputs" } else { "other inputs and interactions of inputs" };
    let rest = match (parts, of_inputs) {
        (Some(parts), Some(of_inputs)) => {
            let all = [(of_inputs, other), (parts.years, "differences between years"), (parts.chance, "chance")];
            all.into_iter().filter(|(share, _)| share.share >= LEAST && share.is_clear()).collect()
        }
        _ => Vec::new(),
    };
    items.extend(rest.iter().map(|&(share, what)| from(share.share, what)));
    let left = 1.0 - of_named - rest.iter().map(|(share, _)| share.share).sum::<f64>();
    if parts.is_none() {
        items.push(match (named.is_empty(), drivers.inputs.is_empty()) {
            (false, _) => from(left, "other inputs, interactions, differences between years and chance"),
            (true, false) => "no input by itself accounts for a clear share".to_owned(),
            (true, true) => "all from differences between years and chance, because no input is uncertain".to_owned(),
        });
    } else if left >= MOST_LEFT {
        items.push(format!("{} not clearly from any of these", words::percent(left)));
    }
    items.join(", ")
}

/// The standard deviation of a figure that is due to a share of its variance, in the figure's unit.
pub(super) fn effect(sd: f64, share: VarianceShare) -> f64 {
    share.share.max(0.0).sqrt() * sd
}
