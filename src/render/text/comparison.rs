//! The comparison on screen.

use super::grid;
use super::savings::savings;
use super::screen::{Role, Screen};
use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::comparison::attributed::attributions;
use crate::content::comparison::futures::stress_test;
use crate::content::comparison::ranking;
use crate::content::comparison::ranking::{Ranked, TargetColumn};
use crate::content::comparison::sentences::{difference_words, unshared_note};
use crate::content::comparison::tables::change_at_end;
use crate::content::headlines::{Column, headlines as headlines_of};
use crate::content::sentences::target_words;
use crate::content::words;
use crate::measures::YearOf;
use crate::units::Unit;

pub(crate) const LABEL: usize = 24;
pub(crate) const CELL: usize = 18;

/// The comparison as a table of at most 80 columns: a ranking, then for each alternative its differences, targets and
/// savings, what each part of it does, and the plans under stress.
#[must_use]
pub fn comparison_table(study: &Study) -> Screen {
    let mut text = Screen::default();
    title(&mut text, study);
    ranking(&mut text, study);
    for one in ranking::ranked(study) {
        alternative(&mut text, study, one);
    }
    attributions(&mut text, study);
    if let Some(stress) = &study.stress {
        stress_test(&mut text, stress);
    }
    text
}

fn title(text: &mut Screen, study: &Study) {
    let base = &study.base.summary;
    let scenario = base.plan().scenario();
    text.title(&scenario.name);
    let plans = words::counted(study.alternatives.len() as u64, "alternative", "alternatives");
    text.line(&format!("and {plans} · {} to {} · seed {}", scenario.start, scenario.end(), scenario.seed));
    let futures = words::counted(base.replications(), "future", "futures");
    text.line(&format!("The same {futures} under each. Differences are alternative less base."));
    if base.replications() < 1_000 {
        let rough = format!("Only {futures}: ranges and likelihoods are rough; 10,000 make them firm.");
        text.line_as(Role::Caution, &rough);
    }
}

/// Measures of the service that stand beside the saving in the ranking: a plan that saves and leaves children waiting is no
/// better plan.
const BESIDE: [&str; 3] = ["agency_rate", "caseload", "unallocated"];

fn ranking(text: &mut Screen, study: &Study) {
    let end = study.base.summary.plan().scenario().end();
    let targets = ranking::targets(study);
    let ranked = ranking::ranking(study);
    text.heading(&format!("Ranked by net saving over the run; the others at the end of {end}"));
    ranking_row(text, "", ["net saving", "saves", "agency", "case-", "cases"]);
    ranking_row(text, "", ["(80% range)", "money", "rate", "load", "waiting"]);
    for one in &ranked {
        let cells = one.plan.map_or_else(|| base_cells(study), |plan| plan_cells(study, plan));
        let label = format!("{} {}", one.rank, one.name);
        let [saving, saves, agency, caseload, waiting] = cells.each_ref().map(String::as_str);
        if label.chars().count() > RANKED - 1 {
            text.line(&label);
            ranking_row(text, "", [saving, saves, agency, caseload, waiting]);
        } else {
            ranking_row(text, &label, [saving, saves, agency, caseload, waiting]);
        }
        if !targets.is_empty() {
            text.paragraph([4, 6], &format!("meets {}", likelihoods(study, &targets, one).join(", ")));
        }
        for flag in &one.flags {
            text.paragraph_as(Some(Role::Caution), [4, 6], &format!("flagged: {}", flag.words));
        }
    }
    text.line("Means; of the base its own figures, of plans what they change.");
    for (index, target) in targets.iter().enumerate() {
        text.paragraph([2, 4], &format!("{}: {}", letter(index), target.words));
    }
    if ranked.iter().any(|one| !one.flags.is_empty()) {
        text.paragraph([0, 0], "A flagged plan stands below the base, whatever it saves.");
    }
}

/// How likely each target is to be met: `A 34%`, `B 12%`.
fn likelihoods(study: &Study, targets: &[TargetColumn], one: &Ranked<'_>) -> Vec<String> {
    let cell = |(index, target): (usize, &TargetColumn)| {
        format!("{} {}", letter(index), target.of(study, one).map_or("-".to_owned(), words::percent))
    };
    targets.iter().enumerate().map(cell).collect()
}

/// A letter for a target, with a number behind it beyond the 26th: `A`, `B`, `A2`.
fn letter(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26 + 1) }
}

fn base_cells(study: &Study) -> [String; 5] {
    let base = &study.base.summary;
    let [agency, caseload, waiting] = BESIDE.map(|id| {
        let level = |place: usize| {
            let mean = base.end(place).map_or(f64::NAN, |end| end.mean);
            let unit = base.plan().series()[place].series.measure.unit;
            if unit.is_share() { words::finer(mean, unit) } else { words::value(mean, unit) }
        };
        base.find_service(id).map_or("-".to_owned(), level)
    });
    ["the base".to_owned(), String::new(), agency, caseload, waiting]
}

fn plan_cells(study: &Study, one: &Alternative) -> [String; 5] {
    let net = one.savings.whole(SavingsLine::Net);
    let saving = net.map_or("-".to_owned(), |net| words::signed_with_range(&net.statistic, Unit::Pounds));
    let saves = net.map_or("-".to_owned(), |net| words::percent(net.p_positive));
    let [agency, caseload, waiting] = BESIDE.map(|id| {
        let change = change_at_end(study, one, id);
        change.map_or("-".to_owned(), |(unit, change)| words::signed(change.statistic.mean, unit))
    });
    [saving, saves, agency, caseload, waiting]
}

const RANKED: usize = 27;

fn ranking_row(text: &mut Screen, label: &str, [saving, saves, agency, caseload, waiting]: [&str; 5]) {
    text.line(&format!("{label:RANKED$}{saving:22} {saves:5} {agency:10}{caseload:7}{waiting}"));
}

fn alternative(text: &mut Screen, study: &Study, one: &Alternative) {
    let scenario = one.summary.plan().scenario();
    text.heading(&format!("{}: {}", one.name, scenario.name));
    if let Some(note) = unshared_note(one) {
        text.paragraph([0, 0], &note);
    }
    differences(text, study, one);
    targets(text, study, one);
    savings(text, study, one);
    precision(text, one);
}

/// A row: its label, on a line of its own where it is too long, then cells.
pub(crate) fn row(text: &mut Screen, label: &str, cells: &[String]) {
    if label.chars().count() >= LABEL {
        text.paragraph([0, 2], label);
        return row(text, "", cells);
    }
    grid::line(text, label, LABEL, cells, CELL);
}

fn differences(text: &mut Screen, study: &Study, one: &Alternative) {
    let base = &study.base.summary;
    let calendar = base.plan().calendar();
    let (columns, list) = headlines_of(base);
    let head: Vec<String> = columns.iter().map(|column| column.name.to_string()).collect();
    row(text, "", &head);
    let mut outside = false;
    for headline in &list {
        let series = headline.series;
        let Some(index) = one.find(series) else { continue };
        let yearly = series.measure.year == YearOf::Sum;
        let cell = |column: &Column| {
            let difference =
                if yearly { one.year(calendar.year_of(column.month), index) } else { one.month(column.month, index) };
            difference.map_or("-".to_owned(), |difference| difference_words(difference, series.measure.unit))
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        outside |= cells.iter().any(|cell| cell.contains('*'));
        let label = if yearly { format!("{}, year", headline.label) } else { headline.label.clone() };
        wide_row(text, &label, &cells);
    }
    text.line("Mean differences; in brackets, the range of 80% of futures.");
    if outside {
        text.line("* A few futures with large differences pull the mean out of that range.");
    }
}

/// A row whose cells may be wider than their columns: then they stand a line each.
pub(crate) fn wide_row(text: &mut Screen, label: &str, cells: &[String]) {
    let Some([middles, ranges]) = grid::stacked(cells, CELL) else { return row(text, label, cells) };
    row(text, label, &middles);
    row(text, "", &ranges);
}

fn targets(text: &mut Screen, study: &Study, one: &Alternative) {
    let scenario = study.base.summary.plan().scenario();
    if one.pairing.targets.is_empty() {
        return;
    }
    text.line_as(Role::Heading, "Targets");
    for (index, &(here, there)) in one.pairing.targets.iter().enumerate() {
        let Some(difference) = one.target(index) else { continue };
        let points = 200.0 * difference.statistic.mc_error;
        text.paragraph([2, 4], &target_words(scenario, &scenario.targets[here]));
        text.line(&format!(
            "      {} likely in the base, {} here: {} (±{:.0})",
            words::percent(study.base.summary.target(here).map_or(f64::NAN, |met| met.mean)),
            words::percent(one.summary.target(there).map_or(f64::NAN, |met| met.mean)),
            words::signed(difference.statistic.mean, Unit::Probability),
            points.ceil().max(1.0),
        ));
    }
}

/// What pairing is worth.
fn precision(text: &mut Screen, one: &Alternative) {
    let Some(net) = one.savings.whole(SavingsLine::Net).filter(|net| net.statistic.mc_error > 0.0) else { return };
    let measured = one.independent_net_saving();
    let times = measured.unwrap_or(one.savings.error_apart) / net.statistic.mc_error;
    let how = if measured.is_some() { "measured" } else { "from the variances" };
    text.line(&format!("Sharing futures makes the saving {times:.1} times as sharp ({how})."));
}
