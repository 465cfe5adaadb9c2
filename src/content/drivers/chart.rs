//! The picture of what the spread of headlines comes from.

use super::figures::figure_words;
use super::sentences::largest;
use crate::content::chart::{AxisUnit, ChartData, Dot, DotChart, DotPanel};
use crate::content::exhibit::Exhibit;
use crate::content::input_phrase::input_phrase;
use crate::content::words;
use crate::summary::{Drivers, FutureFigure, InputDriver, Summary, VarianceShare};

/// Maximum number of inputs in the picture.
const MOST: usize = 6;

/// The picture; `None` if no headline varies.
pub(crate) fn exhibit(summary: &Summary) -> Option<Exhibit<'static>> {
    let drivers = summary.drivers()?;
    let figures = drivers.figures.iter().enumerate();
    let headlines: Vec<usize> =
        figures.filter(|(_, one)| matches!(one.figure, FutureFigure::Headline(_))).map(|(place, _)| place).collect();
    let inputs = inputs_with_most(drivers, &headlines, MOST);
    if headlines.is_empty() || inputs.is_empty() && drivers.further == 0 {
        return None;
    }
    let dot = |share: VarianceShare| vec![Dot::share(share.share.max(0.0), share.mc_error)];
    let panel = |&place: &usize| {
        let spread = &drivers.figures[place];
        let parts = spread.parts.iter().flat_map(|parts| [parts.inputs, parts.years, parts.chance]);
        let shares = inputs.iter().map(|input| input.shares[place]).chain(parts);
        DotPanel {
            title: figure_words(summary.plan(), spread.figure),
            rows: shares.map(dot).collect(),
            references: Vec::new(),
        }
    };
    let parts = if drivers.further > 0 { &["All inputs", "Differences between years", "Chance"][..] } else { &[] };
    let scenario = summary.plan().scenario();
    let names = inputs.iter().map(|input| words::capital(&input_phrase(scenario, &input.addresses)));
    let chart = DotChart {
        title: super::TITLE.to_owned(),
        subtitle: "Share of the variance of each figure, with two standard errors on either side".to_owned(),
        unit: AxisUnit::Percent,
        ticks: DotChart::fifths(),
        series: vec!["Share".to_owned()],
        rows: names.chain(parts.iter().map(|&part| part.to_owned())).collect(),
        panels: headlines.iter().map(panel).collect(),
        ..DotChart::default()
    };
    Some(Exhibit {
        id: "spread".to_owned(),
        file: Some("drivers".to_owned()),
        title: "Shares of the variance".to_owned(),
        finding: String::new(),
        continued: String::new(),
        chart: ChartData::Dots(chart),
        tables: Vec::new(),
        is_wide: false,
    })
}

/// The inputs with the largest clear shares of these figures, the largest first; at most `most`.
pub(super) fn inputs_with_most<'d>(drivers: &'d Drivers, figures: &[usize], most: usize) -> Vec<&'d InputDriver> {
    let mut inputs: Vec<(&InputDriver, f64)> = Vec::new();
    for &figure in figures {
        for (input, share) in largest(&drivers.inputs, figure) {
            match inputs.iter_mut().find(|(known, _)| std::ptr::eq(*known, input)) {
                Some((_, greatest)) => *greatest = greatest.max(share.share),
                None => inputs.push((input, share.share)),
            }
        }
    }
    inputs.sort_by(|(_, one), (_, two)| two.total_cmp(one));
    inputs.into_iter().take(most).map(|(input, _)| input).collect()
}
