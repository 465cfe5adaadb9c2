"""What English authorities show: the ranges against which `check` holds the inputs of a scenario.

    python3 src/scenario/plausibility/england.py FOLDER

Reads the Department for Education's tables in FOLDER (CSV, as published: children's social work workforce from 2017, its
leavers by time in service of 2016, children in need, referrals, and child protection plans) and writes england.csv beside
this script: for each figure its percentiles and extremes over all authorities of at least 20 FTE and all years. Leavers and
starters are means of an authority's years, of three or more, since an input of leaving or recruitment holds for a run.
"""

import collections
import csv
import pathlib
import sys

SMALLEST = 20.0
FLOWS = ("turnover", "starters")
FEWEST_YEARS = 3
FIELDS = ["figure", "lowest", "p5", "p10", "p50", "p90", "p95", "highest", "authorities", "years", "source"]
WORKFORCE = "DfE, Children's social work workforce"
CHILDREN = "DfE, Children in need"
# Months in service of the people of a band: its middle, as `import` takes them.
TENURE = {"<2y": 12, "2-5y": 42, "5-10y": 90, "10-20y": 180, "20-30y": 300, "30y+": 400}


def number(text):
    """A figure; None where it is not published."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def rows_by_authority(folder):
    """What all tables say of one authority in one year."""
    found = collections.defaultdict(dict)
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "new_la_code" not in (rows.fieldnames or []) or "age_group" in rows.fieldnames:
                continue
            for row in rows:
                if row["geographic_level"] == "Local authority" and "/" not in row["la_name"]:
                    key = (row["new_la_code"], int(row["time_period"][:4]))
                    found[key].update({name: number(value) for name, value in row.items() if number(value) is not None})
    return found


def quantile(values, share):
    """Linear interpolation between order statistics."""
    at = share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def figures(row):
    """The figures of one authority and year."""
    get = row.get
    staff, agency, vacancies = get("inpost_fte"), get("agency_fte"), get("vacancy_fte")
    referrals = get("referral_count")

    def ratio(top, *bottom, times=1.0):
        if top is None or any(value is None for value in bottom) or sum(bottom) <= 0:
            return None
        return times * top / sum(bottom)

    return {
        "turnover": (ratio(get("leavers_fte"), staff), f"{WORKFORCE}: leavers over staff in post"),
        "starters": (ratio(get("starters_fte"), staff), f"{WORKFORCE}: starters over staff in post"),
        "agency_rate": (ratio(agency, agency, staff), WORKFORCE),
        "posts_per_permanent_fte": (
            None if vacancies is None or staff is None else 1 + vacancies / staff,
            WORKFORCE,
        ),
        "fte_per_head": (ratio(staff, get("inpost_headcount")), WORKFORCE),
        "caseload": (ratio(get("cases"), get("case_holders_fte")), WORKFORCE),
        "sickness": (ratio(get("absence_rate_fte"), 100.0), WORKFORCE),
        "referrals_per_fte": (ratio(referrals, staff, agency), f"{CHILDREN} and {WORKFORCE[5:]}"),
        "re_referrals": (ratio(get("rereferral_percent"), 100.0), CHILDREN),
        "no_further_action": (ratio(get("no_further_action_percent"), 100.0), CHILDREN),
        "repeat_plans": (ratio(get("CPP_subsequent_percent"), 100.0), CHILDREN),
        "months_on_a_plan": (ratio(get("CPP_At31"), get("CPP_start"), times=12.0), f"{CHILDREN}: plans at 31 March over plans started"),
        "months_in_need": (
            ratio(get("At31_episodes"), get("Ended_episodes"), times=12.0),
            f"{CHILDREN}: episodes at 31 March over episodes ended",
        ),
    }


def tenure(folder):
    """Mean months in service of England and the regions that the table has."""
    found = collections.defaultdict(lambda: [0.0, 0.0])
    with open(pathlib.Path(folder) / "leaver_rates_by_tenure_and_age_2016.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["dimension"] == "tenure":
                sums, fte = found[row["area"]], float(row["in_post_fte"])
                sums[0] += fte * TENURE[row["band"]]
                sums[1] += fte
    return {area: months / fte for area, (months, fte) in found.items()}


def main():
    folder = sys.argv[1]
    values, years, sources = collections.defaultdict(lambda: collections.defaultdict(list)), collections.defaultdict(set), {}
    for (code, year), row in rows_by_authority(folder).items():
        if row.get("inpost_fte", 0.0) < SMALLEST:
            continue
        for name, (value, source) in figures(row).items():
            if value is not None:
                values[name][code].append(value)
                years[name].add(year)
                sources[name] = source
    with open(pathlib.Path(__file__).parent / "england.csv", "w", encoding="utf-8", newline="\n") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(FIELDS)
        for name, of in values.items():
            means = [sum(own) / len(own) for own in of.values() if len(own) >= FEWEST_YEARS]
            found = sorted(means if name in FLOWS else [value for own in of.values() for value in own])
            points = [found[0]] + [quantile(found, p) for p in (0.05, 0.1, 0.5, 0.9, 0.95)] + [found[-1]]
            span = f"{min(years[name])}-{max(years[name])}"
            table.writerow([name] + [f"{point:.4g}" for point in points] + [len(of), span, sources[name]])
        england = tenure(folder)
        points = [min(england.values()), "", "", england["England"], "", "", max(england.values())]
        points = [f"{point:.4g}" if point else "" for point in points]
        table.writerow(["months_in_service"] + points + ["", "2016", f"{WORKFORCE} 2016: {' and '.join(england)}, by the middle of each band"])


if __name__ == "__main__":
    main()
