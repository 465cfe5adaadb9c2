//! What the columns of tables are called on sheets, and what they mean.

use crate::content::series_names::LIKELIHOOD;

/// A sheet, or `""` for any; the column's id in data files; its title; its meaning.
type ColumnEntry = (&'static str, &'static str, &'static str, &'static str);

/// Every column of every table. One for a sheet of its own stands before that for any sheet.
pub(crate) const COLUMNS: &[ColumnEntry] = &[
    ("", "rank", "Rank", "Place among the plans and the base: the highest mean net saving first, flagged plans last."),
    ("", "role", "Role", "Whether it is the base or a plan."),
    (
        "",
        "flags",
        "Flags",
        "What speaks against the plan: more cases without a worker than in the base, or a caseload above its limit.",
    ),
    (
        "",
        LIKELIHOOD,
        "Likely: TARGET",
        "Share of the futures in which the target of that id is met; empty where the plan has no such target.",
    ),
    ("", "alternative", "Plan", "The plan that is compared with the base, as its file is called."),
    ("", "name", "Name", "The name of the plan's scenario."),
    (
        "",
        "month",
        "Month",
        "The month at whose end a stock is counted, or in which something happens; the first is the opening.",
    ),
    ("", "year", "Financial year", "April to March."),
    (
        "",
        "months_covered",
        "Months covered",
        "How many months of the financial year the run has; sums are of these alone.",
    ),
    ("", "team", "Team", "The team, or the whole service."),
    ("", "measure", "Measure", "What is measured: see Measures above."),
    ("", "of", "Of", "The route, case stage or line of cost; empty for all together."),
    ("", "unit", "Unit", "What the figures count. Shares and probabilities are shown as percentages."),
    ("", "target", "Target", "The target's id in the scenario."),
    ("", "when", "When", "By the end of a month, in every month from one on, or over a financial year."),
    ("", "month_or_year", "Month or year", "The month or the financial year of the target."),
    ("", "bound", "Bound", "Whether the limit is the most or the least."),
    ("", "limit", "Limit", "The limit of the target."),
    ("", "probability", "Likely", "Share of the futures in which the target is met."),
    ("", "budget", "Budget", "The budget's id in the scenario."),
    ("Budgets", "line", "Line of cost", "The line of cost that the budget is for; empty for all."),
    ("", "amount", "Amount", "The budget."),
    ("", "p_overspend", "Overspent", "Share of the futures in which more is spent than the budget."),
    ("", "p_mc_error", "Error of that", "Standard error of that share, from the number of futures."),
    ("", "reported", "Reported figure", "Its id in the scenario."),
    ("Reported", "value", "Reported", "The figure that was reported."),
    ("", "no_change", "No change", "What a guess of no change would have said."),
    ("", "inside_80", "Inside P10 to P90", "Whether the reported figure lies in the range of 80% of the futures."),
    ("Savings data", "line", "Line", "What is saved or spent; positive is saved, but for the costs of the plan."),
    ("", "period", "Period", "In the year alone, or cumulative from the start to its end."),
    (
        "",
        "headline",
        "Headline",
        "Agency rate at the end, mean caseload or total cost, which is split between the parts.",
    ),
    ("", "part", "Part", "What the plan changes, as it is called there."),
    ("Parts", "address", "Where", "Where the part stands in the plan."),
    (
        "Parts",
        "mean",
        "Adds",
        "What the part adds, averaged over the orders in which parts can be added. Parts add up.",
    ),
    ("", "whole", "All together", "What all parts do together: the plan less the base."),
    ("", "orders", "Orders", "Over how many orders of the parts: all, or so many drawn from them."),
    ("Stress tests", "plan", "Plan", "The plan, or the base, as its file is called."),
    ("", "stress_test", "Stress test", "The stress test that the plan is run under, named after its file."),
    ("", "regret", "Regret", "How much worse the plan is than the best plan under the same stress test."),
    ("", "is_worst_case", "Worst case", "Whether the plan does worst under this stress test."),
    ("", "worst_regret", "Worst regret", "The plan's greatest regret under any stress test: small for a robust plan."),
    ("", "n_defined", "Futures", "Futures in which the figure is defined; the others say nothing of it."),
    ("", "mean", "Mean", "Mean over the futures. Means add up."),
    ("", "p05", "P5", "5th percentile: one future in twenty is lower."),
    ("", "p10", "P10", "10th percentile: one future in ten is lower."),
    ("", "p25", "P25", "25th percentile: one future in four is lower."),
    ("", "p50", "Median", "Half of the futures are lower, half higher. Medians do not add up."),
    ("", "p75", "P75", "75th percentile: one future in four is higher."),
    ("", "p90", "P90", "90th percentile: one future in ten is higher."),
    ("", "p95", "P95", "95th percentile: one future in twenty is higher."),
    ("", "base_probability", "Likely in the base", "Share of the futures in which the base meets the target."),
    ("", "alternative_probability", "Likely in the plan", "Share of the same futures in which the plan meets it."),
    ("", "difference", "Difference", "The plan less the base."),
    (
        "",
        "mc_error",
        "Monte Carlo error",
        "Standard error of the mean, from the number of futures: twice that either way.",
    ),
    (
        "",
        "p_better",
        "Better in",
        "Share of the futures in which the plan is better than the base; empty where neither way is better.",
    ),
    ("", "p_worse", "Worse in", "Share of the futures in which the plan is worse than the base."),
    ("", "p_positive", "Above zero in", "Share of the futures in which the line is above zero."),
    ("", "net_saving_mean", "Net saving, mean", "Mean net saving over the run, in the money of the day."),
    ("", "net_saving_p10", "Net saving, P10", "One future in ten saves less."),
    ("", "net_saving_p90", "Net saving, P90", "One future in ten saves more."),
    ("", "p_saves_money", "Saves money in", "Share of the futures in which the net saving over the run is above zero."),
    ("", "worst_tenth_mean", "Worst tenth", "Mean net saving over the run in the worst tenth of the futures."),
    ("", "p_pays_back", "Pays back in", "Share of the futures in which the plan has paid for itself within the run."),
    ("", "payback_p10", "Paid back, P10", "A tenth of the futures have paid back by this month."),
    ("", "payback_p50", "Paid back, median", "Half of the futures have paid back by this month."),
    ("", "payback_p90", "Paid back, P90", "Nine tenths of the futures have paid back by this month."),
    (
        "",
        "agency_rate_end_mean",
        "Agency rate at the end",
        "Mean difference of the agency rate in the last month, in percentage points.",
    ),
    (
        "",
        "agency_rate_end_p_better",
        "Agency rate lower in",
        "Share of the futures in which it is lower than in the base then.",
    ),
    ("", "agency_rate_end_level", "Agency rate then", "Mean agency rate of the plan itself in the last month."),
    (
        "",
        "caseload_end_mean",
        "Caseload at the end",
        "Mean difference of the caseload of the service in the last month.",
    ),
    (
        "",
        "unallocated_end_mean",
        "Cases without a worker at the end",
        "Mean difference of the cases without a worker in the last month.",
    ),
    ("", "spent_difference_mean", "Spends more, mean", "What the plan spends less what the base spends, in the mean."),
    ("", "spent_difference_p10", "Spends more, P10", "One future in ten has less of that."),
    ("", "spent_difference_p90", "Spends more, P90", "One future in ten has more of that."),
    ("", "spent_difference_mc_error", "Error of that", "Standard error of that mean, from the number of futures."),
    ("", "address", "Input", "The input's address: its path in the scenario file."),
    ("", "kind", "Kind", "A quantity, which may be uncertain and change by date, or a setting, known and fixed."),
    ("", "form", "Form", "How it is given: fixed, or which distribution; empty for a setting."),
    ("Assumptions", "value", "Value", "The value, or the parameters of its distribution, as the file gives them."),
    ("Assumptions", "mean", "Mean", "The mean of what is drawn."),
    ("Assumptions", "p10", "P10", "The 10th percentile of what is drawn, before any dated change."),
    ("Assumptions", "p90", "P90", "The 90th percentile of what is drawn, before any dated change."),
    ("Assumptions", "unit", "Unit", "What it counts; empty for what is no number."),
    ("", "min", "Least", "The least that it may be."),
    ("", "max", "Most", "The most that it may be."),
    ("", "dated", "Dated", "Whether dated changes may change it."),
    ("", "set_by", "Set by", "The file that sets it; default where none does."),
    ("Assumptions", "line", "Line", "The line of that file."),
    ("", "overrode", "Overrode", "What it overrode in the files below, the uppermost first."),
    ("", "changes", "Changed by", "The dated changes that change it."),
    ("", "source", "Source", "Where the figure comes from."),
    ("", "evidence", "Evidence", "How good the evidence is."),
    ("", "sourced", "Has a source", "Whether a source is given."),
    ("", "meaning", "Meaning", "What it means."),
    ("", "plan", "Plan", "The plan whose input it is: all of the base, and of the others what differs."),
];

/// Where a column of a sheet stands in [`COLUMNS`]; behind them all where it is not among them.
pub(crate) fn place(sheet: &str, id: &str) -> usize {
    let id = if id.starts_with(LIKELIHOOD) { LIKELIHOOD } else { id };
    let find = |of: &str| COLUMNS.iter().position(|column| column.0 == of && column.1 == id);
    find(sheet).or_else(|| find("")).unwrap_or(COLUMNS.len())
}

/// What a column is called.
pub(crate) fn title(sheet: &str, id: &str) -> String {
    let title = COLUMNS.get(place(sheet, id)).map_or(id, |column| column.2);
    id.strip_prefix(LIKELIHOOD).map_or_else(|| title.to_owned(), |target| title.replace("TARGET", target))
}
