//! The table of the gain in precision from pairing.

use super::what;
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::cell::{Cell, NumberRole};
use crate::content::comparison::sentences::{HeadlineDifference, headlines};
use crate::content::rows::Rows;
use crate::content::series_names;
use crate::units::Unit;

/// The gain from pairing: the standard error of each headline's mean difference, paired and with independent
/// replications.
pub(crate) fn pairing(study: &Study) -> Rows<'_> {
    const HEADER: [&str; 10] = [
        "alternative",
        "team",
        "measure",
        "unit",
        "at",
        "difference",
        "mc_error_paired",
        "mc_error_independent",
        "measured",
        "variance_ratio",
    ];
    let rows = study.alternatives.iter().flat_map(move |one| {
        let each = move |headline: HeadlineDifference| {
            let unit = headline.series.measure.unit;
            let [team, measure, _, of_unit] = what(study, headline.series);
            vec![
                one.name.as_str().into(),
                team,
                measure,
                of_unit,
                headline.at.clone(),
                Cell::Number(headline.difference.statistic.mean, unit, NumberRole::Change),
                short(headline.difference.statistic.mc_error).into(),
                short(headline.independent_error).into(),
                Cell::Flag(headline.measured),
                headline.variance_ratio().map(short).into(),
            ]
        };
        std::iter::once(net_saving_pairing(study, one)).chain(headlines(study, one).into_iter().map(each))
    });
    Rows::new(&HEADER, rows)
}

/// The row of the net saving over the run.
fn net_saving_pairing<'c>(study: &'c Study, one: &'c Alternative) -> Vec<Cell<'c>> {
    let net = one.savings.whole(SavingsLine::Net).map(|net| net.statistic);
    let (mean, paired) = net.map_or((f64::NAN, 0.0), |net| (net.mean, net.mc_error));
    let apart = one.independent_net_saving();
    let independent = apart.unwrap_or(one.savings.error_apart);
    vec![
        one.name.as_str().into(),
        Cell::Named { id: "service", name: "Service" },
        Cell::Named { id: SavingsLine::Net.id(), name: SavingsLine::Net.label() },
        series_names::unit_cell(Unit::Pounds),
        study.base.summary.plan().scenario().end().iso().into(),
        Cell::Number(mean, Unit::Pounds, NumberRole::Change),
        short(paired).into(),
        short(independent).into(),
        Cell::Flag(apart.is_some()),
        net_saving_ratio(one).map(short).into(),
    ]
}

/// How many times as many replications independent runs would need for an equally precise net saving; `None` if nothing
/// varies.
pub(crate) fn net_saving_ratio(one: &Alternative) -> Option<f64> {
    let paired = one.savings.whole(SavingsLine::Net)?.statistic.mc_error;
    let independent = one.independent_net_saving().unwrap_or(one.savings.error_apart);
    (paired > 0.0).then(|| (independent / paired) * (independent / paired))
}

/// A number to four significant figures; an estimated error is not more precise.
fn short(value: f64) -> String {
    format!("{value:.3e}").parse::<f64>().map_or(String::new(), |value| value.to_string())
}
