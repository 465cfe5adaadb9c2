//! The pictures of a study: effects of factors, and for each figure the swings of the inputs that move it most.

use super::{names, sentences};
use crate::content::chart::{AxisUnit, ChartData, Dot, DotChart, DotPanel, ReferenceLine};
use crate::content::drivers::input_name;
use crate::content::exhibit::Exhibit;
use crate::content::words;
use crate::decide::drivers::{DriverStudy, FactorEffect, InputSwing, StudyFigure, StudySpread};
use crate::summary::{FutureFigure, VarianceShare};

/// Maximum number of inputs in a picture of swings.
const MOST: usize = 10;

/// The least effect on some figure of a factor that is drawn.
const LEAST: f64 = 0.01;

/// Maximum number of plans in the picture of effects.
const MOST_PLANS: usize = 3;

/// Number of ticks of a picture of swings.
const TICKS: usize = 5;

pub(super) fn exhibits(study: &DriverStudy) -> Vec<Exhibit<'static>> {
    let swings = (0..study.figures.len()).filter_map(|figure| swings(study, figure));
    std::iter::once(effects(study)).chain(swings).collect()
}

fn exhibit(id: String, title: String, finding: String, chart: DotChart) -> Exhibit<'static> {
    Exhibit {
        file: Some(id.clone()),
        id,
        title,
        finding,
        continued: String::new(),
        chart: ChartData::Dots(chart),
        tables: Vec::new(),
        is_wide: false,
    }
}

/// By factor, the Shapley and the total effect on headlines and the greatest savings.
fn effects(study: &DriverStudy) -> Exhibit<'static> {
    const TITLE: &str = "What the ranges come from, with interactions";
    let best = sentences::best_plans(study);
    let is_drawn = |figure: StudyFigure| match figure {
        StudyFigure::OfBase(FutureFigure::Target(_)) => false,
        StudyFigure::OfBase(FutureFigure::Headline(_)) => true,
        StudyFigure::Saving(plan) => best[..best.len().min(MOST_PLANS)].contains(&plan),
    };
    let drawn: Vec<(usize, &StudySpread)> =
        study.figures.iter().enumerate().filter(|(_, one)| is_drawn(one.figure)).collect();
    let greatest =
        |factor: usize| drawn.iter().map(|&(place, _)| study.effects[factor][place].shapley.share).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..study.factors.len()).filter(|&factor| greatest(factor) >= LEAST).collect();
    order.sort_by(|&one, &two| greatest(two).total_cmp(&greatest(one)));
    let dot = |series: usize, share: VarianceShare| Dot { series, ..Dot::share(share.share.max(0.0), share.mc_error) };
    let dots = |effect: &FactorEffect| vec![dot(0, effect.shapley), dot(1, effect.total)];
    let panel = |&(place, spread): &(usize, &StudySpread)| DotPanel {
        title: names::words(study, spread.figure),
        rows: order.iter().map(|&factor| dots(&study.effects[factor][place])).collect(),
        references: Vec::new(),
    };
    let chart = DotChart {
        title: TITLE.to_owned(),
        subtitle: "Share of the variance of each figure, with two standard errors on either side".to_owned(),
        unit: AxisUnit::Percent,
        ticks: DotChart::fifths(),
        series: vec![
            "With an equal part of its interactions (Shapley)".to_owned(),
            "With all its interactions (total)".to_owned(),
        ],
        rows: order.iter().map(|&factor| names::factor_words(&study.factors[factor])).collect(),
        panels: drawn.iter().map(panel).collect(),
        ..DotChart::default()
    };
    exhibit("effects".to_owned(), TITLE.to_owned(), String::new(), chart)
}

/// The means of a figure with the inputs that move it most at their 10th and 90th percentile; `None` if none clearly does.
fn swings(study: &DriverStudy, figure: usize) -> Option<Exhibit<'static>> {
    let spread = &study.figures[figure];
    let swings: Vec<&InputSwing> = sentences::greatest_swings(study, figure).into_iter().take(MOST).collect();
    let ends = swings.iter().flat_map(|swing| swing.means[figure]).chain([spread.mean_of_swings]);
    let (low, high) = ends.fold((f64::MAX, f64::MIN), |(low, high), end| (low.min(end), high.max(end)));
    let title = words::capital(&names::words(study, spread.figure));
    let dots = |swing: &&InputSwing| {
        let dot = |series: usize| Dot {
            series,
            value: swing.means[figure][series],
            low: f64::NAN,
            high: f64::NAN,
            label: String::new(),
        };
        vec![dot(0), dot(1)]
    };
    let mean = ReferenceLine {
        label: format!("mean {}", words::value(spread.mean_of_swings, names::unit(spread.figure))),
        value: spread.mean_of_swings,
        low: spread.mean_of_swings,
        high: spread.mean_of_swings,
        band: String::new(),
    };
    let chart = DotChart {
        title: title.clone(),
        subtitle: format!(
            "Mean of {} futures with each input at its stated 10th and 90th percentile, all else as drawn",
            words::whole(study.numbers.swings)
        ),
        unit: AxisUnit::from(names::unit(spread.figure)),
        ticks: round_ticks(low, high),
        references: vec![mean],
        series: vec!["Input at its 10th percentile".to_owned(), "Input at its 90th percentile".to_owned()],
        rows: swings.iter().map(|swing| input_name(&swing.addresses())).collect(),
        panels: vec![DotPanel {
            title: String::new(),
            rows: swings.iter().map(dots).collect(),
            references: Vec::new(),
        }],
        ..DotChart::default()
    };
    let id = format!("swing-{}", names::id(study, spread.figure).replace(['.', '_'], "-"));
    let finding = sentences::swings(study, figure)?;
    Some(exhibit(id, title, finding, chart))
}

/// Ticks at multiples of a round step that hold both ends: 1, 2 or 5 times a power of ten.
fn round_ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(f64::MIN_POSITIVE);
    let rough = span / (TICKS - 1) as f64;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|one| one * power).find(|&one| one >= rough).unwrap_or(rough);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    (0..=(last - first) as usize).map(|tick| (first + tick as f64) * step).collect()
}
