"""Authority-years: the published ones, and what is common to published and simulated ones.

A panel is {(authority, year): {name: FTE, cases or referrals}}, a year being that of its census of 30 September.
"""

import csv

import numpy as np

WORKFORCE = "csww_indicators_2017_to_2025.csv"
REFERRALS = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
COLUMNS = {
    "permanent": "inpost_fte",
    "heads": "inpost_headcount",
    "starters": "starters_fte",
    "leavers": "leavers_fte",
    "agency": "agency_fte",
    "agency_heads": "agency_headcount",
    "agency_cover": "agency_cover_fte",
    "vacancies": "vacancy_fte",
    "holders": "case_holders_fte",
    "cases": "cases",
}

# Smaller authorities change by chance more than by anything else.
SMALLEST = 20


# What cannot be right, as `import` knows it: more full-time equivalents than people.
FTE_OF = {"inpost_fte": "inpost_headcount", "agency_fte": "agency_headcount"}
ROUNDING = 0.5


def read(folder):
    """The published panel, from the CSV files of the Department for Education, and the authority-years left out of it."""
    published, left_out = {}, []
    for row in authorities(folder / WORKFORCE):
        wrong = [fte for fte, heads in FTE_OF.items() if number(row[fte]) > number(row[heads]) + ROUNDING]
        if wrong:
            figures = [f"`{column}` is {row[column]} and `{FTE_OF[column]}` only {row[FTE_OF[column]]}" for column in wrong]
            left_out.append(f"{row['la_name']}, {row['time_period']}: {' and '.join(figures)}")
            continue
        figures = {name: number(row[column]) for name, column in COLUMNS.items()}
        published[row["new_la_code"], int(row["time_period"])] = figures
    for row in authorities(folder / REFERRALS):
        # Of the year that ended in March, half a year before the census.
        found = published.get((row["new_la_code"], int(row["time_period"])))
        if found is not None:
            found["referrals"] = number(row["referral_count"])
    for row in published.values():
        row.setdefault("referrals", np.nan)
    return published, left_out


def authorities(path):
    """The rows of single authorities. Some rows are of two together, with a slash between their codes."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["geographic_level"] == "Local authority" and "/" not in row["new_la_code"]:
                yield row


def number(text):
    """A figure; NaN for the codes of missing, suppressed and unreliable ones (z, x, c, low, u, `:`)."""
    try:
        return float(text)
    except ValueError:
        return np.nan


def table(panel):
    """The panel as columns, one row an authority-year of `SMALLEST` FTE or more, with the two years after it.

    The figures of the next year are called `next_...` and those of the year after that `after_...`.
    """
    keys = sorted(key for key, row in panel.items() if row["permanent"] >= SMALLEST)
    names = sorted({name for row in panel.values() for name in row})
    columns = {"authority": np.array([key[0] for key in keys]), "year": np.array([key[1] for key in keys])}
    for later, prefix in enumerate(("", "next_", "after_")):
        rows = [panel.get((authority, year + later), {}) for authority, year in keys]
        columns |= {prefix + name: np.array([row.get(name, np.nan) for row in rows], float) for name in names}
    for prefix in ("", "next_", "after_"):
        columns[prefix + "posts"] = columns[prefix + "permanent"] + columns[prefix + "vacancies"]
    return columns


def select(columns, rows):
    """The given rows of a table."""
    return {name: values[rows] for name, values in columns.items()}


def change(columns, name):
    """Change to the next year, per permanent FTE of this year."""
    return (columns["next_" + name] - columns[name]) / columns["permanent"]


def later_change(columns, name):
    """Change from the next year to the year after it, per permanent FTE of the next year."""
    return (columns["after_" + name] - columns["next_" + name]) / columns["next_permanent"]


def without_year(columns, values):
    """Differences from the mean of the year, so that what all authorities share is left out."""
    found = np.array(values, float)
    defined = np.isfinite(found)
    _, year = np.unique(columns["year"], return_inverse=True)
    sums = np.bincount(year[defined], found[defined], year.max() + 1)
    counts = np.bincount(year[defined], minlength=year.max() + 1)
    return found - (sums / np.maximum(counts, 1))[year]


def regress(y, *xs):
    """Least squares with a constant over the rows with all figures: the constant and the slopes."""
    x = np.column_stack([np.ones(len(y)), *xs])
    defined = np.isfinite(y) & np.isfinite(x).all(axis=1)
    return np.linalg.lstsq(x[defined], y[defined], rcond=None)[0]


def spread(values):
    """Standard deviation by the 10th and 90th percentile, which a few recoded years do not move."""
    low, high = np.nanquantile(values, [0.1, 0.9])
    return (high - low) / (2 * 1.2815515655446004)


def rank_correlation(one, other):
    """Spearman's correlation over the rows with both figures."""
    defined = np.isfinite(one) & np.isfinite(other)
    return np.corrcoef(ranks(one[defined]), ranks(other[defined]))[0, 1]


def ranks(values):
    """Ranks, those of equal values averaged."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[place]
