"""The constants of pooled.rs, from the Department for Education's tables.

    python3 pooled.py FOLDER

FOLDER holds `csww_indicators_2017_to_2025.csv` (Children's social work workforce, as published). The rates are of the latest
year. Of authorities with both censuses and at least 20 FTE, leavers and starters are counts in FTE, and the person-years are
the mean FTE of the two censuses. The spread is that between authorities beyond chance, by the method of moments (Marshall
1991, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics 40, 283-294).
"""

import csv
import sys
from pathlib import Path

SMALLEST = 20.0


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def authorities(folder):
    """FTE in post, starters and leavers by authority and year; `None` where not published."""
    rows = {}
    with open(folder / "csww_indicators_2017_to_2025.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["geographic_level"] == "Local authority" and "/" not in row["new_la_code"]:
                figures = [number(row[column]) for column in ("inpost_fte", "starters_fte", "leavers_fte")]
                rows[row["new_la_code"], int(row["time_period"])] = figures
            elif row["geographic_level"] == "National":
                rows["England", int(row["time_period"])] = [
                    number(row[column]) for column in ("inpost_fte", "starters_fte", "leavers_fte")
                ]
    return rows


def moments(counts, years):
    """The pooled rate, and the shape of the gamma distribution of rates between authorities."""
    total = sum(years)
    mean = sum(counts) / total
    squares = sum(t * (n / t - mean) ** 2 for n, t in zip(counts, years))
    variance = (squares - (len(counts) - 1) * mean) / (total - sum(t * t for t in years) / total)
    return mean, mean * mean / variance


def main():
    folder = Path(sys.argv[1])
    rows = authorities(folder)
    latest = max(year for _, year in rows)
    found = {"starters": ([], []), "leavers": ([], [])}
    for code in sorted({code for code, _ in rows if code != "England"}):
        now, before = rows.get((code, latest)), rows.get((code, latest - 1))
        if not now or not before or None in now or before[0] is None or min(now[0], before[0]) < SMALLEST:
            continue
        for flow, count in zip(("starters", "leavers"), now[1:]):
            found[flow][0].append(count)
            found[flow][1].append((now[0] + before[0]) / 2)
    for flow, (counts, years) in found.items():
        mean, shape = moments(counts, years)
        print(f"{flow} {latest}: {len(counts)} authorities, {mean:.4f} a person-year, shape {shape:.2f}")
    england, before = rows["England", latest], rows["England", latest - 1]
    rates = [flow / ((england[0] + before[0]) / 2) for flow in england[1:]]
    print(f"England {latest}: starters {rates[0]:.4f}, leavers {rates[1]:.4f} a person-year")


main()
