//! A plan on screen: its differences, targets and savings.

use super::savings::savings;
use crate::compare::{Alternative, Difference, SavingsLine, Study};
use crate::content::comparison::sentences::unshared_note;
use crate::content::headlines::{Column, headlines as headlines_of};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::sentences::target_words;
use crate::content::words::{self, Ranged};
use crate::measures::YearOf;
use crate::units::Unit;

/// The differences, targets, savings and precision of an alternative.
pub(super) fn plan(text: &mut Overview, study: &Study, one: &Alternative) {
    let scenario = one.summary.plan().scenario();
    text.heading(format!("{}: {}", one.name, scenario.name));
    if let Some(note) = unshared_note(one) {
        text.paragraph(note);
    }
    differences(text, study, one);
    targets(text, study, one);
    savings(text, study, one);
    precision(text, one);
}

fn differences(text: &mut Overview, study: &Study, one: &Alternative) {
    let base = &study.base.summary;
    let calendar = base.plan().calendar();
    let (columns, list) = headlines_of(base);
    let head = columns.iter().map(|column| column.name.to_string().into()).collect();
    text.row(OverviewGrid::Years, "", head);
    let mut outside = false;
    for headline in &list {
        let series = headline.series;
        let Some(index) = one.find(series) else { continue };
        let yearly = series.measure.year == YearOf::Sum;
        let cell = |column: &Column| {
            let difference =
                if yearly { one.year(calendar.year_of(column.month), index) } else { one.month(column.month, index) };
            difference.map_or("-".into(), |difference| difference_cell(difference, series.measure.unit))
        };
        let cells: Vec<Ranged> = columns.iter().map(cell).collect();
        outside |= cells.iter().any(|cell| cell.is_outside);
        let label = if yearly { format!("{}, year", headline.label) } else { headline.label.clone() };
        text.row(OverviewGrid::Years, label, cells);
    }
    text.line("Mean differences, with the 80% range of futures in brackets.");
    if outside {
        text.line("* A few futures with large differences pull the mean outside that range.");
    }
}

/// A difference with its sign and its 80% range: `-3.1 pts (-6 to -1)`, `+£412k (120 to 700)`.
fn difference_cell(difference: &Difference, unit: Unit) -> Ranged {
    if !difference.statistic.is_defined() {
        return "-".into();
    }
    if difference.p_same == 1.0 {
        return "no change".into();
    }
    words::signed_with_range(&difference.statistic, unit)
}

fn targets(text: &mut Overview, study: &Study, one: &Alternative) {
    let scenario = study.base.summary.plan().scenario();
    if one.pairing.targets.is_empty() {
        return;
    }
    text.subheading("Targets");
    for (index, &(here, there)) in one.pairing.targets.iter().enumerate() {
        let Some(difference) = one.target(index) else { continue };
        text.item(target_words(scenario, &scenario.targets[here]));
        text.detail(format!(
            "{} likely in the base, {} in this plan: {} (±{:.0})",
            words::percent(study.base.summary.target(here).map_or(f64::NAN, |met| met.mean)),
            words::percent(one.summary.target(there).map_or(f64::NAN, |met| met.mean)),
            words::signed(difference.statistic.mean, Unit::Probability),
            words::error_points(difference.statistic.mc_error).max(1.0),
        ));
    }
}

/// The gain in precision from pairing.
fn precision(text: &mut Overview, one: &Alternative) {
    // An error of less than a penny is that of rounding: every future saves the same.
    let Some(net) = one.savings.whole(SavingsLine::Net).filter(|net| net.statistic.mc_error > 0.01) else { return };
    let measured = one.independent_net_saving();
    let times = measured.unwrap_or(one.savings.error_apart) / net.statistic.mc_error;
    let how = if measured.is_some() { "measured" } else { "from the variances" };
    text.line(format!("Sharing futures makes the saving {times:.1} times as precise ({how})."));
}
