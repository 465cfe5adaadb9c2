//! Titles and meanings of table columns on workbook sheets.

use crate::content::series_names::LIKELIHOOD;

/// Sheet, or `""` for any sheet; column id in data files; title; meaning.
type ColumnEntry = (&'static str, &'static str, &'static str, &'static str);

/// Every column of every table. An entry for a particular sheet takes precedence over one for any sheet.
pub(crate) const COLUMNS: &[ColumnEntry] = &[
    ("", "rank", "Rank", "Position among the plans and the base: highest mean net saving first, flagged plans last."),
    ("", "role", "Role", "Base or plan."),
    (
        "",
        "flags",
        "Flags",
        "Reasons for caution: more cases without a worker than in the base, or a caseload above its limit.",
    ),
    (
        "",
        LIKELIHOOD,
        "Likelihood: TARGET",
        "Share of futures in which the target with this id is met; empty if the plan has no such target.",
    ),
    ("", "alternative", "Plan", "The plan compared with the base, named after its file."),
    ("", "name", "Name", "The name of the plan's scenario."),
    (
        "",
        "month",
        "Month",
        "Stocks are counted at the end of the month, flows during the month; the first month is the opening.",
    ),
    ("", "year", "Financial year", "April to March."),
    (
        "",
        "months_covered",
        "Months covered",
        "Number of months of the financial year that the run covers; sums include only these.",
    ),
    ("", "team", "Team", "The team, or the whole service."),
    ("", "measure", "Measure", "The measure: see Measures above."),
    ("", "of", "Breakdown", "The route, case stage or cost line; empty for the total."),
    ("", "unit", "Unit", "Unit of the figures. Shares and probabilities are shown as percentages."),
    ("", "target", "Target", "The target's id in the scenario."),
    ("", "when", "When", "By the end of a month, in every month from a given one, or over a financial year."),
    ("", "month_or_year", "Month or year", "The month or financial year of the target."),
    ("", "bound", "Bound", "Whether the limit is a maximum or a minimum."),
    ("", "limit", "Limit", "The limit of the target."),
    ("", "probability", "Likelihood", "Share of futures in which the target is met."),
    ("", "budget", "Budget", "The budget's id in the scenario."),
    ("Budgets", "line", "Cost line", "The cost line that the budget covers; empty for all costs."),
    ("", "amount", "Amount", "The budget."),
    ("", "p_overspend", "Overspent in", "Share of futures in which spending exceeds the budget."),
    ("", "p_mc_error", "Overspend error", "Standard error of that share, due to the limited number of futures."),
    ("", "reported", "Reported figure", "Its id in the scenario."),
    ("Reported", "value", "Reported", "The figure that was reported."),
    ("", "no_change", "No change", "The figure that a forecast of no change would have given."),
    ("", "inside_80", "Inside P10 to P90", "Whether the reported figure lies in the 80% range of futures."),
    (
        "Savings data",
        "line",
        "Line",
        "What is saved or spent; positive is money saved, except for the costs of the plan.",
    ),
    ("", "period", "Period", "The year alone, or cumulative from the start of the run to the end of the year."),
    (
        "",
        "headline",
        "Headline",
        "The figure split between the parts: agency rate at the end, mean caseload or total cost.",
    ),
    ("", "part", "Part", "The part of the plan, by its name in the plan."),
    ("Parts", "address", "Address", "The address of the part in the plan's file."),
    (
        "Parts",
        "mean",
        "Adds",
        "What the part adds, averaged over the orders in which parts can be added. The parts add up to the whole.",
    ),
    ("", "whole", "All together", "The effect of all parts together: the plan less the base."),
    ("", "orders", "Orders", "The number of orders averaged over: all, or the number sampled."),
    ("Stress tests", "plan", "Plan", "The plan or the base, named after its file."),
    ("", "stress_test", "Stress test", "The stress test that the plan is run under, named after its file."),
    ("", "regret", "Regret", "How much worse the plan is than the best plan under the same stress test."),
    ("", "is_worst_case", "Worst case", "Whether this is the stress test under which the plan does worst."),
    ("", "worst_regret", "Worst regret", "The plan's largest regret under any stress test; small for a robust plan."),
    ("", "n_defined", "Futures", "Number of futures in which the figure is defined; the others are left out."),
    ("", "mean", "Mean", "Mean over futures. Means add up."),
    ("", "p05", "P5", "5th percentile: one future in twenty is lower."),
    ("", "p10", "P10", "10th percentile: one future in ten is lower."),
    ("", "p25", "P25", "25th percentile: one future in four is lower."),
    ("", "p50", "Median", "Half of the futures are lower, half higher. Medians do not add up."),
    ("", "p75", "P75", "75th percentile: one future in four is higher."),
    ("", "p90", "P90", "90th percentile: one future in ten is higher."),
    ("", "p95", "P95", "95th percentile: one future in twenty is higher."),
    ("", "base_probability", "Likelihood in the base", "Share of futures in which the base meets the target."),
    ("", "alternative_probability", "Likelihood in the plan", "Share of the same futures in which the plan meets it."),
    ("", "difference", "Difference", "The plan less the base."),
    (
        "",
        "mc_error",
        "Monte Carlo error",
        "Standard error of the mean, due to the limited number of futures: allow twice the error either way.",
    ),
    (
        "",
        "p_better",
        "Better in",
        "Share of futures in which the plan is better than the base; empty if neither direction is better.",
    ),
    ("", "p_worse", "Worse in", "Share of futures in which the plan is worse than the base."),
    ("", "p_positive", "Above zero in", "Share of futures in which the line is above zero."),
    ("", "net_saving_mean", "Net saving, mean", "Mean net saving over the run, in money of the day."),
    ("", "net_saving_p10", "Net saving, P10", "One future in ten saves less."),
    ("", "net_saving_p90", "Net saving, P90", "One future in ten saves more."),
    ("", "p_saves_money", "Saves money in", "Share of futures in which the net saving over the run is above zero."),
    ("", "worst_tenth_mean", "Worst tenth", "Mean net saving over the run in the worst tenth of futures."),
    ("", "p_pays_back", "Pays back in", "Share of futures in which the plan pays for itself within the run."),
    ("", "payback_p10", "Paid back, P10", "The plan has paid for itself by this month in a tenth of futures."),
    ("", "payback_p50", "Paid back, median", "The plan has paid for itself by this month in half of futures."),
    ("", "payback_p90", "Paid back, P90", "The plan has paid for itself by this month in nine tenths of futures."),
    (
        "",
        "agency_rate_end_mean",
        "Agency rate difference at the end",
        "Mean difference in the agency rate in the last month, in percentage points.",
    ),
    (
        "",
        "agency_rate_end_p_better",
        "Agency rate lower in",
        "Share of futures in which the agency rate in the last month is lower than in the base.",
    ),
    ("", "agency_rate_end_level", "Agency rate at the end", "Mean agency rate of the plan itself in the last month."),
    (
        "",
        "caseload_end_mean",
        "Caseload difference at the end",
        "Mean difference in the caseload of the service in the last month.",
    ),
    (
        "",
        "unallocated_end_mean",
        "Difference in cases without a worker at the end",
        "Mean difference in the number of cases without a worker in the last month.",
    ),
    ("", "spent_difference_mean", "Spending difference, mean", "Mean spending of the plan less that of the base."),
    ("", "spent_difference_p10", "Spending difference, P10", "The difference is lower in one future in ten."),
    ("", "spent_difference_p90", "Spending difference, P90", "The difference is higher in one future in ten."),
    (
        "",
        "spent_difference_mc_error",
        "Spending difference error",
        "Standard error of that mean, due to the limited number of futures.",
    ),
    ("", "address", "Input", "The input's address: its path in the scenario file."),
    (
        "",
        "kind",
        "Kind",
        "A quantity, which may be uncertain and may change by date, or a setting, which is known and fixed.",
    ),
    ("", "form", "Form", "How the value is given: fixed, or the type of distribution; empty for a setting."),
    ("Assumptions", "value", "Value", "The value or the parameters of its distribution, as given in the file."),
    ("Assumptions", "mean", "Mean", "Mean of the drawn values."),
    ("Assumptions", "p10", "P10", "10th percentile of the drawn values, before any yearly effect or dated change."),
    ("Assumptions", "p90", "P90", "90th percentile of the drawn values, before any yearly effect or dated change."),
    ("Assumptions", "unit", "Unit", "Unit; empty if the input is not a number."),
    ("", "min", "Minimum", "The smallest value allowed."),
    ("", "max", "Maximum", "The largest value allowed."),
    ("", "dated", "Dated", "Whether dated changes may apply to the input."),
    ("", "set_by", "Set by", "The file that sets the input; default if none does."),
    ("Assumptions", "line", "Line", "The line in that file."),
    ("", "overrode", "Overrode", "The values that it overrides in lower files, topmost first."),
    ("", "changes", "Changed by", "The yearly effects and dated changes that apply to the input."),
    ("", "source", "Source", "The source of the figure."),
    ("", "evidence", "Evidence", "The grade of the evidence."),
    ("", "sourced", "Has a source", "Whether a source is given."),
    ("", "meaning", "Meaning", "What the input means."),
    (
        "",
        "plan",
        "Plan",
        "The plan to which the input belongs: all inputs of the base, and those of each plan that differ.",
    ),
];

/// Index of a sheet's column in [`COLUMNS`]; past the end if it is not listed.
pub(crate) fn place(sheet: &str, id: &str) -> usize {
    let id = if id.starts_with(LIKELIHOOD) { LIKELIHOOD } else { id };
    let find = |of: &str| COLUMNS.iter().position(|column| column.0 == of && column.1 == id);
    find(sheet).or_else(|| find("")).unwrap_or(COLUMNS.len())
}

/// Title of a column.
pub(crate) fn title(sheet: &str, id: &str) -> String {
    let title = COLUMNS.get(place(sheet, id)).map_or(id, |column| column.2);
    id.strip_prefix(LIKELIHOOD).map_or_else(|| title.to_owned(), |target| title.replace("TARGET", target))
}
