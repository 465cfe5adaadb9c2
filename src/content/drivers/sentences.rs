//! What the spread of a figure comes from, in a sentence.

use super::figures::{figure_unit, figure_words, input_name};
use crate::content::words;
use crate::summary::{Drivers, FigureSpread, FutureFigure, InputDriver, Summary, VarianceParts, VarianceShare};

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

/// A figure with what its spread comes from.
pub(super) fn sentence(summary: &Summary, drivers: &Drivers, figure: usize) -> String {
    let spread = &drivers.figures[figure];
    let name = figure_words(summary.plan(), spread.figure);
    match spread.figure {
        FutureFigure::Headline(_) => format!("{name}: {}.", shares(drivers, figure, spread.parts.as_ref())),
        FutureFigure::Target(_) => format!("{name}: {}.", points(drivers, figure)),
    }
}

/// `28% from leaving.annual_rate (4 drawn together), 7% from …, 9% from other inputs and inputs together, 12% from differences between years,
/// 44% from chance`; without parts, what inputs leave is one.
fn shares(drivers: &Drivers, figure: usize, parts: Option<&VarianceParts>) -> String {
    let clear = largest(&drivers.inputs, figure);
    let named = &clear[..clear.len().min(MOST)];
    let of_named: f64 = named.iter().map(|(_, share)| share.share).sum();
    let from = |share: f64, what: &str| format!("{} from {what}", words::percent(share));
    let mut items: Vec<String> =
        named.iter().map(|(input, share)| from(share.share, &input_name(&input.addresses))).collect();
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

/// `the likelihood moves by 12 points with leaving.annual_rate (4 drawn together), by 5 points with …`.
fn points(drivers: &Drivers, figure: usize) -> String {
    let clear = largest(&drivers.inputs, figure);
    let by = |(input, share): &(&InputDriver, VarianceShare)| {
        format!("by {} with {}", moved(&drivers.figures[figure], *share), input_name(&input.addresses))
    };
    let by: Vec<String> = clear.iter().take(MOST).map(by).collect();
    if by.is_empty() {
        "no input by itself moves the likelihood clearly".to_owned()
    } else {
        format!("the likelihood moves {}", by.join(", "))
    }
}

/// By how much a figure moves with what a share is due to: one standard deviation, `12 points`.
pub(super) fn moved(spread: &FigureSpread, share: VarianceShare) -> String {
    words::amount(effect(spread.sd, share), figure_unit(spread.figure))
}

/// The standard deviation of a figure that is due to a share of its variance, in the figure's unit.
pub(crate) fn effect(sd: f64, share: VarianceShare) -> f64 {
    share.share.max(0.0).sqrt() * sd
}
