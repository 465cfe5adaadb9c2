//! The ranking, on screen.

use crate::compare::{Alternative, SavingsLine, Study};
use crate::content::comparison::ranking::{self as order, RankedPlan};
use crate::content::comparison::target_columns::{TargetColumn, all_targets, target_columns};
use crate::content::comparison::{capacity, file_name, resolution};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::words::{self, Ranged};
use crate::units::Unit;

/// The headings of the columns, on two lines, for a ranking by saving at equal capacity and by net saving.
const HEADS: [[[&str; 5]; 2]; 2] = [
    [["at equal capacity", "net", "agency", "case-", "cases"], ["(80% range)", "saving", "rate", "load", "waiting"]],
    [["net saving", "saves", "agency", "case-", "cases"], ["(80% range)", "money", "rate", "load", "waiting"]],
];

/// Service-wide measures shown beside the saving in the ranking: a plan that saves money but leaves children waiting is
/// not a better plan.
const BESIDE: [&str; 3] = ["agency_rate", "caseload", "unallocated"];

/// The plans and the base in ranking order.
pub(super) fn ranking(text: &mut Overview, study: &Study) {
    let end = study.base.summary.plan().scenario().end();
    let targets = target_columns(study);
    let ranked = order::ranking(study);
    let line = study.saving_line();
    text.heading(format!("Ranked by {}", order::order_words(study)));
    text.line(format!("Savings over the run; other columns at the end of {end}."));
    for head in HEADS[usize::from(line == SavingsLine::Net)] {
        text.row(OverviewGrid::Ranking, "", head.map(Ranged::from).into());
    }
    for one in &ranked {
        let cells = one.plan.map_or_else(|| base_cells(study), |plan| plan_cells(plan, line));
        text.row(OverviewGrid::Ranking, format!("{} {}", one.rank, one.name), cells.into());
        if !targets.is_empty() {
            text.remark(likelihoods(study, &targets, one));
        }
        if let Some(plan) = one.plan {
            let words = capacity::capacity_words(plan).into_iter().chain(capacity::work_words(plan));
            words.for_each(|words| text.remark(words));
        }
        for flag in &one.flags {
            text.flag(format!("flagged: {}", flag.words));
        }
    }
    text.line("Means: levels for the base, changes from the base for plans.");
    for (index, target) in targets.iter().enumerate() {
        text.item(format!("{}: {}", letter(index), target.words));
    }
    text.paragraph(order::rules(study));
    text.paragraph(capacity::meaning(study));
    if let Some(words) = capacity::order_at_permanent_price(study, file_name) {
        text.paragraph(words);
    }
    if let Some(words) = resolution::sentence(study, file_name) {
        text.paragraph(words);
    }
}

/// The group and the likelihood of meeting the targets: `group 1: meets all 9%, A 34%, B 12%`.
fn likelihoods(study: &Study, targets: &[TargetColumn], one: &RankedPlan<'_>) -> String {
    let percent = |likelihood: Option<f64>| likelihood.map_or("-".to_owned(), words::percent);
    let all = all_targets(study, one.name).map(|likelihood| format!("all {}", percent(likelihood)));
    let each = targets.iter().enumerate();
    let each = each.map(|(index, target)| format!("{} {}", letter(index), percent(target.of(study, one))));
    let group = one.group.map_or(String::new(), |group| format!("group {group}: "));
    format!("{group}meets {}", all.into_iter().chain(each).collect::<Vec<_>>().join(", "))
}

/// A letter for a target, with a number after the 26th: `A`, `B`, `A2`.
pub(super) fn letter(index: usize) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26 + 1) }
}

fn base_cells(study: &Study) -> [Ranged; 5] {
    let base = &study.base.summary;
    let [agency, caseload, waiting] = BESIDE.map(|id| {
        let level = |place: usize| {
            let mean = base.end(place).map_or(f64::NAN, |end| end.mean);
            let unit = base.plan().series[place].series.measure.unit;
            if unit.is_share() { words::finer(mean, unit) } else { words::value(mean, unit) }
        };
        base.service_series(id).map_or("-".to_owned(), level)
    });
    ["the base".into(), "".into(), agency.into(), caseload.into(), waiting.into()]
}

fn plan_cells(one: &Alternative, line: SavingsLine) -> [Ranged; 5] {
    let whole = |line: SavingsLine| one.savings.whole(line);
    let saving = whole(line).filter(|saving| saving.statistic.is_defined());
    let saving = saving.map_or("-".into(), |saving| words::signed_with_range(&saving.statistic, Unit::Pounds));
    let saves = whole(SavingsLine::Net).map_or("-".to_owned(), |net| match line {
        SavingsLine::Net => words::percent(net.p_positive),
        _ => words::signed(net.statistic.mean, Unit::Pounds),
    });
    let [agency, caseload, waiting] = BESIDE.map(|id| {
        let change = one.service_at_end(id);
        change.map_or("-".to_owned(), |(measure, change)| words::signed(change.statistic.mean, measure.unit))
    });
    [saving, saves.into(), agency.into(), caseload.into(), waiting.into()]
}
