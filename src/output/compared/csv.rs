//! The data files of a comparison.

use super::Compared;
use super::sentences::{Headline, headlines};
use crate::output::csv::{STATISTICS, number, statistic, write};
use crate::output::{OutputError, names};
use crate::scenario::{Series, When};
use crate::summary::compare::{Alternative, Difference, Savings, SavingsLine};
use crate::units::{Month, Unit};

fn header<'h>(first: &[&'h str], last: &[&'h str]) -> Vec<&'h str> {
    first.iter().chain(&STATISTICS).chain(last).copied().collect()
}

fn what(compared: &Compared<'_, '_>, series: Series) -> Vec<String> {
    let scenario = compared.base().plan().scenario();
    vec![
        names::team_id(scenario, series).to_owned(),
        series.measure.id.to_owned(),
        names::of_id(scenario, series).to_owned(),
        series.measure.unit.id().to_owned(),
    ]
}

fn figures(difference: &Difference, unit: Unit) -> Vec<String> {
    let mut fields = statistic(&difference.statistic, unit);
    fields.push(number(difference.p_better, Unit::Probability));
    fields
}

/// Every series that both report, at the opening and in every month: alternative less base.
pub(super) fn differences(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let calendar = compared.base().plan().calendar();
    let header = header(&["alternative", "month", "team", "measure", "of", "unit"], &["p_better"]);
    let rows = compared.named().flat_map(|(name, one)| {
        one.series().enumerate().flat_map(move |(index, series)| {
            let what = what(compared, series);
            (-1..calendar.months as i32).map(move |month| {
                let difference =
                    if month < 0 { one.opening(index) } else { one.month(month.unsigned_abs() as usize, index) };
                let mut row = vec![name.to_owned(), calendar.month(month).iso()];
                row.extend(what.iter().cloned());
                row.extend(figures(difference, series.measure.unit));
                row
            })
        })
    });
    write(&header, rows)
}

/// Every series that both report, over every financial year.
pub(super) fn years(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let calendar = compared.base().plan().calendar();
    let header = header(&["alternative", "year", "months_covered", "team", "measure", "of", "unit"], &["p_better"]);
    let rows = compared.named().flat_map(|(name, one)| {
        one.series().enumerate().flat_map(move |(index, series)| {
            let what = what(compared, series);
            calendar.years.iter().enumerate().map(move |(year, of)| {
                let mut row = vec![name.to_owned(), of.to_string(), calendar.months_covered(year).to_string()];
                row.extend(what.iter().cloned());
                row.extend(figures(one.year(year, index), series.measure.unit));
                row
            })
        })
    });
    write(&header, rows)
}

/// The targets that both have: how likely each is to be met under either, and the difference.
pub(super) fn targets(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let scenario = compared.base().plan().scenario();
    let header = [
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
    let rows = compared.named().flat_map(|(name, one)| {
        one.pairing.targets.iter().enumerate().filter_map(move |(index, &(here, there))| {
            let target = &scenario.targets[here];
            let series = target.series?;
            let difference = one.target(index);
            let probability = |value: f64| number(value, Unit::Probability);
            let mut row = vec![name.to_owned(), target.id.clone()];
            row.extend(what(compared, series));
            row.extend([
                match target.when {
                    When::By(month) | When::From(month) => month.iso(),
                    When::Year(year) => year.to_string(),
                },
                if target.at_most { "at_most" } else { "at_least" }.to_owned(),
                number(target.limit, series.measure.unit),
                difference.statistic.n_defined.to_string(),
                probability(compared.base().target(here).mean),
                probability(one.summary.target(there).mean),
                probability(difference.statistic.mean),
                probability(difference.statistic.mc_error),
                probability(difference.p_better),
                probability(1.0 - difference.p_better - difference.p_same),
            ]);
            Some(row)
        })
    });
    write(&header, rows)
}

/// What every alternative saves: by line, in each financial year and from the start to its end.
pub(super) fn savings(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let header = header(&["alternative", "line", "period", "year", "months_covered", "unit"], &["p_positive"]);
    let rows = compared.named().flat_map(|(name, one)| {
        let of_lines = SavingsLine::ALL.into_iter().flat_map(move |line| line_rows(compared, name, &one.savings, line));
        of_lines.chain(displaced_rows(compared, name, &one.savings))
    });
    write(&header, rows)
}

fn line_rows(compared: &Compared<'_, '_>, name: &str, savings: &Savings, line: SavingsLine) -> Vec<Vec<String>> {
    let calendar = compared.base().plan().calendar();
    let mut rows = Vec::new();
    for (period, of_line) in [("year", &savings.years), ("cumulative", &savings.cumulative)] {
        for (year, saving) in of_line[line as usize].iter().enumerate() {
            let mut row = vec![
                name.to_owned(),
                line.id().to_owned(),
                period.to_owned(),
                calendar.years[year].to_string(),
                calendar.months_covered(year).to_string(),
                line.unit().id().to_owned(),
            ];
            row.extend(statistic(&saving.statistic, line.unit()));
            row.push(number(saving.p_positive, Unit::Probability));
            rows.push(row);
        }
    }
    rows
}

/// What each agency FTE-year displaced costs in permanent pay and the plan's own costs: a ratio of means, which has no percentiles.
fn displaced_rows(compared: &Compared<'_, '_>, name: &str, savings: &Savings) -> Vec<Vec<String>> {
    let calendar = compared.base().plan().calendar();
    let row = |(year, cost): (usize, &Option<f64>)| {
        let mut row: Vec<String> =
            [name, "cost_per_agency_fte_year_displaced", "cumulative"].map(str::to_owned).to_vec();
        row.extend([calendar.years[year].to_string(), calendar.months_covered(year).to_string(), "GBP".to_owned()]);
        row.extend([
            compared.base().replications().to_string(),
            cost.map_or(String::new(), |cost| number(cost, Unit::Pounds)),
        ]);
        // Percentiles, their error and the share above zero say nothing of a ratio of means.
        row.extend(std::iter::repeat_n(String::new(), STATISTICS.len() - 2 + 1));
        row
    };
    savings.cost_per_agency_fte.iter().enumerate().map(row).collect()
}

/// One row for each alternative, the one that saves most first.
pub(super) fn ranking(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let header = [
        "rank",
        "alternative",
        "name",
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
        "agency_rate_end_mean",
        "agency_rate_end_p_better",
    ];
    let rows = compared.ranked().into_iter().enumerate().map(|(rank, (name, one))| ranking_row(rank + 1, name, one));
    write(&header, rows.collect::<Vec<_>>().into_iter())
}

fn ranking_row(rank: usize, name: &str, one: &Alternative<'_>) -> Vec<String> {
    let pounds = |value: f64| number(value, Unit::Pounds);
    let net = one.savings.whole(SavingsLine::Net);
    let of_net = |field: &dyn Fn(&crate::summary::compare::Saving) -> String| net.map_or(String::new(), field);
    let payback = &one.savings.payback;
    let mut row = vec![
        rank.to_string(),
        name.to_owned(),
        one.summary.plan().scenario().name.clone(),
        of_net(&|net| pounds(net.statistic.mean)),
        of_net(&|net| pounds(net.statistic.range80().0)),
        of_net(&|net| pounds(net.statistic.range80().1)),
        of_net(&|net| pounds(net.statistic.mc_error)),
        of_net(&|net| number(net.p_positive, Unit::Probability)),
        pounds(one.savings.worst_tenth),
        number(payback.p_within, Unit::Probability),
    ];
    row.extend(payback.months.map(|month| month.map_or("not within the run".to_owned(), Month::iso)));
    let end = one.summary.plan().calendar().months - 1;
    let service = |series: &Series| series.measure.id == "agency_rate" && series.team.is_none();
    let rate = one.series().position(|series| service(&series)).map(|index| one.month(end, index));
    row.push(rate.map_or(String::new(), |rate| number(rate.statistic.mean, Unit::Share)));
    row.push(rate.map_or(String::new(), |rate| number(rate.p_better, Unit::Probability)));
    row
}

/// What pairing is worth: the standard error of each headline's mean difference, paired and on futures of its own.
pub(super) fn pairing(compared: &Compared<'_, '_>) -> Result<String, OutputError> {
    let header = [
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
    let rows = compared.named().flat_map(|(name, one)| {
        let each = move |headline: Headline| {
            let unit = headline.series.measure.unit;
            let mut row = vec![name.to_owned()];
            let mut is = what(compared, headline.series);
            is.remove(2);
            row.extend(is);
            row.extend([
                headline.at.clone(),
                number(headline.difference.statistic.mean, unit),
                short(headline.difference.statistic.mc_error),
                short(headline.independent_error),
                headline.measured.to_string(),
                headline.variance_ratio().map_or(String::new(), short),
            ]);
            row
        };
        std::iter::once(net_saving_pairing(compared, name, one)).chain(headlines(compared, one).into_iter().map(each))
    });
    write(&header, rows)
}

/// The same of the net saving over the run.
fn net_saving_pairing(compared: &Compared<'_, '_>, name: &str, one: &Alternative<'_>) -> Vec<String> {
    let net = one.savings.whole(SavingsLine::Net).map(|net| net.statistic);
    let (mean, paired) = net.map_or((f64::NAN, 0.0), |net| (net.mean, net.mc_error));
    let apart = one.independent_net_saving();
    let independent = apart.unwrap_or(one.savings.error_apart);
    let ratio = (paired > 0.0).then(|| (independent / paired) * (independent / paired));
    vec![
        name.to_owned(),
        "service".to_owned(),
        SavingsLine::Net.id().to_owned(),
        Unit::Pounds.id().to_owned(),
        compared.base().plan().scenario().end().iso(),
        number(mean, Unit::Pounds),
        short(paired),
        short(independent),
        apart.is_some().to_string(),
        ratio.map_or(String::new(), short),
    ]
}

/// A number to four figures: an error is not known better.
fn short(value: f64) -> String {
    format!("{value:.3e}").parse::<f64>().map_or(String::new(), |value| value.to_string())
}
