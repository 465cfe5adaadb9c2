//! What the columns of tables are called on sheets, and what they mean.

/// A sheet, or `""` for any; the column's id in data files; its title; its meaning.
type Column = (&'static str, &'static str, &'static str, &'static str);

/// Every column of every table. One for a sheet of its own stands before that for any sheet.
pub(super) const COLUMNS: &[Column] = &[
    ("", "rank", "Rank", "Place among the plans, the one with the highest mean net saving first."),
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
pub(super) fn place(sheet: &str, id: &str) -> usize {
    let find = |of: &str| COLUMNS.iter().position(|column| column.0 == of && column.1 == id);
    find(sheet).or_else(|| find("")).unwrap_or(COLUMNS.len())
}

/// What a column is called.
pub(super) fn title(sheet: &str, id: &'static str) -> &'static str {
    COLUMNS.get(place(sheet, id)).map_or(id, |column| column.2)
}
