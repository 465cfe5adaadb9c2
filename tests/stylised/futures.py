"""Futures of scenarios as authority-years, one future of each, at the censuses of 30 September of the run."""

import csv
import shutil
import subprocess

import numpy as np

# Agency settles at its target divided by this (docs/model.md, section 5), so `import` raises targets by it: churn 0.10, fill
# 0.60, a lead time of a month.
FRICTION = 1 + 0.10 * (1 + 0.40 / 0.60)

MEASURES = {
    "permanent": "permanent_fte",
    "agency": "agency_fte",
    "vacancies": "vacancies",
    "holders": "case_holder_fte",
    "cases": "open_cases",
    "target": "posts_to_cover",
    "joiners": "joiners",
    "leaving": "leavers",
    "heads": "permanent_heads",
    "referred": "referrals",
}


def simulate(binary, path, seed):
    """One future of a scenario: a row a month from the opening on, in which flows are missing."""
    # The mean of a single future is that future.
    command = [binary, "run", path, "--quiet", "--replications=1", "--threads=1", f"--seed={seed}", f"--out={path.parent}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{path}:\n{done.stderr}")
    ids, months = {measure: key for key, measure in MEASURES.items()}, {}
    with open(path.with_suffix("") / "monthly.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["team"] == "service" and not row["of"] and row["measure"] in ids:
                months.setdefault(row["month"], {})[ids[row["measure"]]] = float(row["mean"] or "nan")
    shutil.rmtree(path.with_suffix(""))
    return [months[month] for month in sorted(months)]


def censuses(months):
    """The rows of the second and later Septembers of a run from October, as in the published panel.

    The first one is left out: its changes are from a published figure to a simulated one.
    """
    found = {}
    for year in range(2, len(months) // 12 + 1):
        end = months[12 * year]
        fte = end["permanent"] / end["heads"] if end["heads"] else np.nan
        flows = months[12 * (year - 1) + 1 : 12 * year + 1]
        found[year] = {key: end[key] for key in ("permanent", "agency", "vacancies", "holders", "cases")}
        found[year] |= {
            "starters": sum(month["joiners"] for month in flows) * fte,
            "leavers": sum(month["leaving"] for month in flows) * fte,
            # Of the year that ended in March, as in the tables.
            "referrals": sum(month["referred"] for month in months[12 * (year - 1) - 5 : 12 * year - 5]),
        }
    return found


def close_gap(months, share):
    """The same future, but agency closes a share of its gap to the target in a year instead of ordering it at once.

    The target of the file is divided by FRICTION, by which it was raised to allow for churn and time to fill. This is
    exact as long as agency staff change nothing else: no conversion, no effect of caseload.
    """
    monthly, agency = 1 - (1 - share) ** (1 / 12), months[0]["agency"]
    found = [months[0]]
    for month in months[1:]:
        agency += monthly * (month["target"] / FRICTION - agency)
        found.append(month | {"agency": agency, "holders": month["holders"] + agency - month["agency"]})
    return found
