//! The tables of a comparison, row by row: what its data files hold and the sheets of its workbook.

use std::borrow::Cow;

use super::ranking;
use super::ranking::Ranked;
use super::sentences::{Headline, headlines};
use crate::compare::{Alternative, Difference, Savings, SavingsLine, Study};
use crate::content::cell::{Cell, Sense, statistic, statistics};
use crate::content::rows::Rows;
use crate::content::{names, tables};
use crate::measures::Measure;
use crate::scenario::Series;
use crate::summary::{Statistic, Summary};
use crate::units::Unit;

fn what<'c>(study: &'c Study, series: Series) -> [Cell<'c>; 4] {
    names::cells(study.base.summary.plan().scenario(), series)
}

fn figures<'c>(difference: &Difference, unit: Unit) -> impl Iterator<Item = Cell<'c>> + use<'c> {
    statistic(&difference.statistic, unit, Sense::Change).chain([Cell::probability(difference.p_better)])
}

/// Every series that both report, at the opening and in every month: alternative less base.
pub(crate) fn differences<'c>(study: &'c Study) -> Rows<'c> {
    differences_of(study, |_| true)
}

/// The headlines alone, at the opening and in every month.
pub(crate) fn headline_differences<'c>(study: &'c Study) -> Rows<'c> {
    let (_, list) = crate::content::headlines::headlines(&study.base.summary);
    let wanted: Vec<Series> = list.into_iter().map(|headline| headline.series).collect();
    differences_of(study, move |series| wanted.contains(&series))
}

fn differences_of<'c>(study: &'c Study, wanted: impl Fn(Series) -> bool + 'c) -> Rows<'c> {
    let calendar = study.base.summary.plan().calendar();
    let each = move |one: &'c Alternative| {
        let series: Vec<(usize, Series)> = one.series().enumerate().filter(|&(_, series)| wanted(series)).collect();
        series.into_iter().flat_map(move |(index, series)| {
            let what = what(study, series);
            (-1..calendar.months as i32).filter_map(move |month| {
                let difference =
                    if month < 0 { one.opening(index) } else { one.month(month.unsigned_abs() as usize, index) };
                let difference = difference?;
                let mut row = vec![one.name.as_str().into(), Cell::Month(calendar.month(month))];
                row.extend(what.iter().cloned());
                row.extend(figures(difference, series.measure.unit));
                Some(row)
            })
        })
    };
    let rows = study.alternatives.iter().flat_map(each);
    Rows::of_statistics(&["alternative", "month", "team", "measure", "of", "unit"], &["p_better"], rows)
}

/// Every series that both report, over every financial year.
pub(crate) fn years<'c>(study: &'c Study) -> Rows<'c> {
    let calendar = study.base.summary.plan().calendar();
    let rows = study.alternatives.iter().flat_map(move |one| {
        one.series().enumerate().flat_map(move |(index, series)| {
            let what = what(study, series);
            calendar.years.iter().enumerate().filter_map(move |(year, of)| {
                let mut row =
                    vec![one.name.as_str().into(), of.to_string().into(), calendar.months_covered(year).into()];
                row.extend(what.iter().cloned());
                row.extend(figures(one.year(year, index)?, series.measure.unit));
                Some(row)
            })
        })
    });
    let first = ["alternative", "year", "months_covered", "team", "measure", "of", "unit"];
    Rows::of_statistics(&first, &["p_better"], rows)
}

/// The targets that both have: how likely each is to be met under either, and the difference.
pub(crate) fn targets<'c>(study: &'c Study) -> Rows<'c> {
    const HEADER: [&str; 16] = [
        "alternative",
        "target",
        "team",
        "measure",
        "of",
        "unit",
        "month_or_year",
        "bound",
        "limit",
        "n_defined",
        "base_probability",
        "alternative_probability",
        "difference",
        "mc_error",
        "p_better",
        "p_worse",
    ];
    let scenario = study.base.summary.plan().scenario();
    let rows = study.alternatives.iter().flat_map(move |one| {
        one.pairing.targets.iter().enumerate().filter_map(move |(index, &(here, there))| {
            let target = &scenario.targets[here];
            let series = target.series?;
            let difference = one.target(index)?;
            let mut row = vec![one.name.as_str().into(), target.id.as_str().into()];
            row.extend(what(study, series));
            row.extend([
                tables::when(target.when),
                tables::bound(target.at_most),
                Cell::level(target.limit, series.measure.unit),
                Cell::Whole(difference.statistic.n_defined),
                Cell::probability(study.base.summary.target(here)?.mean),
                Cell::probability(one.summary.target(there)?.mean),
                Cell::Number(difference.statistic.mean, Unit::Probability, Sense::Change),
                Cell::error(difference.statistic.mc_error, Unit::Probability),
                Cell::probability(difference.p_better),
                Cell::probability(1.0 - difference.p_better - difference.p_same),
            ]);
            Some(row)
        })
    });
    Rows::new(&HEADER, rows)
}

/// What every alternative saves: by line, in each financial year and from the start to its end.
pub(crate) fn savings<'c>(study: &'c Study) -> Rows<'c> {
    let rows = study.alternatives.iter().flat_map(move |one| {
        let of_lines =
            SavingsLine::ALL.into_iter().flat_map(move |line| line_rows(study, &one.name, &one.savings, line));
        of_lines.chain(displaced_rows(study, &one.name, &one.savings))
    });
    Rows::of_statistics(&["alternative", "line", "period", "year", "months_covered", "unit"], &["p_positive"], rows)
}

fn line_rows<'c>(study: &'c Study, name: &'c str, savings: &Savings, line: SavingsLine) -> Vec<Vec<Cell<'c>>> {
    let calendar = study.base.summary.plan().calendar();
    let mut rows = Vec::new();
    for (period, of_line) in [("year", &savings.years), ("cumulative", &savings.cumulative)] {
        for (year, saving) in of_line[line as usize].iter().enumerate() {
            let mut row = vec![
                name.into(),
                Cell::Named { id: line.id(), name: line.label() },
                period.into(),
                calendar.years[year].to_string().into(),
                calendar.months_covered(year).into(),
                names::unit_cell(line.unit()),
            ];
            row.extend(statistic(&saving.statistic, line.unit(), Sense::Level));
            row.push(Cell::probability(saving.p_positive));
            rows.push(row);
        }
    }
    rows
}

/// What each agency FTE-year displaced costs in permanent pay and the plan's own costs: a ratio of means, which has no percentiles.
fn displaced_rows<'c>(study: &'c Study, name: &'c str, savings: &Savings) -> Vec<Vec<Cell<'c>>> {
    const LINE: Cell<'_> =
        Cell::Named { id: "cost_per_agency_fte_year_displaced", name: "Cost per agency FTE-year displaced" };
    let calendar = study.base.summary.plan().calendar();
    let row = |(year, cost): (usize, &Option<f64>)| {
        let mut row = vec![name.into(), LINE, "cumulative".into()];
        row.extend([calendar.years[year].to_string().into(), calendar.months_covered(year).into()]);
        row.extend([names::unit_cell(Unit::Pounds), Cell::Whole(study.base.summary.replications())]);
        row.push(cost.map_or(Cell::Missing, |cost| Cell::level(cost, Unit::Pounds)));
        // Percentiles, their error and the share above zero say nothing of a ratio of means.
        row.extend(std::iter::repeat_n(Cell::Missing, statistics().count() - 2 + 1));
        row
    };
    savings.cost_per_agency_fte.iter().enumerate().map(row).collect()
}

/// One row for each plan and one for the base, in the order of the ranking.
pub(crate) fn ranking<'c>(study: &'c Study) -> Rows<'c> {
    const FIRST: [&str; 5] = ["rank", "alternative", "role", "name", "flags"];
    const LAST: [&str; 15] = [
        "net_saving_mean",
        "net_saving_p10",
        "net_saving_p90",
        "mc_error",
        "p_saves_money",
        "worst_tenth_mean",
        "p_pays_back",
        "payback_p10",
        "payback_p50",
        "payback_p90",
        "agency_rate_end_level",
        "agency_rate_end_mean",
        "agency_rate_end_p_better",
        "caseload_end_mean",
        "unallocated_end_mean",
    ];
    let targets = ranking::targets(study);
    let likelihoods = targets.iter().map(|target| Cow::Owned(format!("{}{}", names::LIKELIHOOD, target.id)));
    let header = FIRST.map(Cow::Borrowed).into_iter().chain(likelihoods).chain(LAST.map(Cow::Borrowed)).collect();
    let rows = ranking::ranking(study).into_iter().map(move |one| {
        let mut row = first_of_ranking(study, &one);
        row.extend(targets.iter().map(|target| target.of(study, &one).map(Cell::probability).into()));
        row.extend(one.plan.map_or_else(|| base_in_ranking(study), |plan| plan_in_ranking(study, plan)));
        row
    });
    Rows::with_header(header, rows)
}

fn first_of_ranking<'c>(study: &'c Study, one: &Ranked<'c>) -> Vec<Cell<'c>> {
    let (id, plan) = one.plan.map_or(("base", &study.base.summary), |plan| ("plan", &plan.summary));
    let flags: Vec<&str> = one.flags.iter().map(|flag| flag.id).collect();
    vec![
        one.rank.into(),
        one.name.into(),
        id.into(),
        plan.plan().scenario().name.as_str().into(),
        (!flags.is_empty()).then(|| flags.join("; ")).into(),
    ]
}

/// The base saves nothing and changes nothing.
fn base_in_ranking<'c>(study: &Study) -> Vec<Cell<'c>> {
    let nothing = |unit| Cell::Number(0.0, unit, Sense::Change);
    let missing = |n| std::iter::repeat_n(Cell::Missing, n);
    let mut row = vec![nothing(Unit::Pounds)];
    row.extend(missing(9));
    row.push(level_at_end(&study.base.summary, "agency_rate"));
    row.extend([nothing(Unit::Share), Cell::Missing, nothing(Unit::CasesPerFte), nothing(Unit::Cases)]);
    row
}

fn plan_in_ranking<'c>(study: &Study, one: &Alternative) -> Vec<Cell<'c>> {
    let pounds = |value: f64| Cell::level(value, Unit::Pounds);
    let net = one.savings.whole(SavingsLine::Net);
    let of_net = |cell: &dyn Fn(&crate::compare::Saving) -> Cell<'c>| net.map_or(Cell::Missing, cell);
    let payback = &one.savings.payback;
    let mut row = vec![
        of_net(&|net| pounds(net.statistic.mean)),
        of_net(&|net| pounds(net.statistic.range80().0)),
        of_net(&|net| pounds(net.statistic.range80().1)),
        of_net(&|net| Cell::error(net.statistic.mc_error, Unit::Pounds)),
        of_net(&|net| Cell::probability(net.p_positive)),
        pounds(one.savings.worst_tenth),
    ];
    if payback.has_outlay {
        row.push(Cell::probability(payback.p_within));
        row.extend(payback.months.map(|month| month.map_or("not within the run".into(), Cell::Month)));
    } else {
        // What lays nothing out has nothing to pay back.
        row.push(Cell::Missing);
        row.extend(payback.months.map(|_| "no outlay".into()));
    }
    let change = |id| change_at_end(study, one, id);
    let rate = change("agency_rate");
    let mean = |of: Option<(Unit, &Difference)>| {
        of.map_or(Cell::Missing, |(unit, of)| Cell::Number(of.statistic.mean, unit, Sense::Change))
    };
    row.push(level_at_end(&one.summary, "agency_rate"));
    row.extend([mean(rate), rate.map(|(_, rate)| Cell::probability(rate.p_better)).into()]);
    row.extend(["caseload", "unallocated"].map(|id| mean(change(id))));
    row
}

/// The mean level of a measure of the service in the last month.
fn level_at_end<'c>(summary: &Summary, id: &str) -> Cell<'c> {
    let Some(index) = summary.find_service(id) else { return Cell::Missing };
    let unit = summary.plan().series()[index].series.measure.unit;
    summary.end(index).map_or(Cell::Missing, |end| Cell::level(end.mean, unit))
}

/// What a plan changes of a measure of the service in the last month.
pub(crate) fn change_at_end<'c>(study: &Study, one: &'c Alternative, id: &str) -> Option<(Unit, &'c Difference)> {
    let measure = Measure::find(id)?;
    let index = one.find(Series { measure, team: None, of: None })?;
    Some((measure.unit, one.month(study.base.summary.plan().calendar().months - 1, index)?))
}

/// The budgets of the base and of every plan side by side: how likely each is overspent, what is spent less the budget, and
/// what the plan spends less what the base spends.
pub(crate) fn budgets<'c>(study: &'c Study) -> Rows<'c> {
    const LAST: [&str; 4] =
        ["spent_difference_mean", "spent_difference_p10", "spent_difference_p90", "spent_difference_mc_error"];
    let of_base = budget_rows(&study.base.name, &study.base.summary, |_| None);
    let of_plans = study.alternatives.iter().flat_map(|one| {
        budget_rows(&one.name, &one.summary, |budget| {
            let index = one.pairing.budgets.iter().position(|&(_, there)| there == budget)?;
            one.budget(index)
        })
    });
    let mut header = vec!["alternative"];
    header.extend(tables::BUDGET);
    Rows::of_statistics(&header, &LAST, of_base.into_iter().chain(of_plans))
}

fn budget_rows<'c>(
    name: &'c str,
    summary: &'c Summary,
    difference: impl Fn(usize) -> Option<&'c Statistic>,
) -> Vec<Vec<Cell<'c>>> {
    let budgets = summary.plan().scenario().budgets.iter().enumerate();
    let places = budgets.filter(|(_, budget)| budget.year.is_some()).map(|(index, _)| index);
    let row = |(cells, budget): (Vec<Cell<'c>>, usize)| {
        let pounds = |value| Cell::Number(value, Unit::Pounds, Sense::Change);
        let last = difference(budget).map_or([const { Cell::Missing }; 4], |spent| {
            let (low, high) = spent.range80();
            [pounds(spent.mean), pounds(low), pounds(high), Cell::error(spent.mc_error, Unit::Pounds)]
        });
        std::iter::once(name.into()).chain(cells).chain(last).collect()
    };
    tables::budgets(summary).rows.zip(places).map(row).collect()
}

/// What pairing is worth: the standard error of each headline's mean difference, paired and on futures of its own.
pub(crate) fn pairing<'c>(study: &'c Study) -> Rows<'c> {
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
        let each = move |headline: Headline| {
            let unit = headline.series.measure.unit;
            let [team, measure, _, of_unit] = what(study, headline.series);
            vec![
                one.name.as_str().into(),
                team,
                measure,
                of_unit,
                headline.at.clone(),
                Cell::Number(headline.difference.statistic.mean, unit, Sense::Change),
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

/// The same of the net saving over the run.
fn net_saving_pairing<'c>(study: &'c Study, one: &'c Alternative) -> Vec<Cell<'c>> {
    let net = one.savings.whole(SavingsLine::Net).map(|net| net.statistic);
    let (mean, paired) = net.map_or((f64::NAN, 0.0), |net| (net.mean, net.mc_error));
    let apart = one.independent_net_saving();
    let independent = apart.unwrap_or(one.savings.error_apart);
    vec![
        one.name.as_str().into(),
        Cell::Named { id: "service", name: "Service" },
        Cell::Named { id: SavingsLine::Net.id(), name: SavingsLine::Net.label() },
        names::unit_cell(Unit::Pounds),
        study.base.summary.plan().scenario().end().iso().into(),
        Cell::Number(mean, Unit::Pounds, Sense::Change),
        short(paired).into(),
        short(independent).into(),
        Cell::Flag(apart.is_some()),
        net_saving_ratio(one).map(short).into(),
    ]
}

/// How many times more futures independent runs would need for a net saving as precise; `None` where nothing varies.
pub(crate) fn net_saving_ratio(one: &Alternative) -> Option<f64> {
    let paired = one.savings.whole(SavingsLine::Net)?.statistic.mc_error;
    let independent = one.independent_net_saving().unwrap_or(one.savings.error_apart);
    (paired > 0.0).then(|| (independent / paired) * (independent / paired))
}

/// A number to four figures: an error is not known better.
fn short(value: f64) -> String {
    format!("{value:.3e}").parse::<f64>().map_or(String::new(), |value| value.to_string())
}
