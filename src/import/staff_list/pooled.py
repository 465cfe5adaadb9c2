"""The table of pooled.rs, from the Department for Education's tables.

    python3 pooled.py FOLDER

FOLDER holds `csww_indicators_2017_to_2025.csv` (Children's social work workforce, as published). There is a row for each census whose
census before is in the table. Of authorities with both censuses and at least 20 FTE, leavers and starters are counts in FTE, and the
person-years are the mean FTE of the two censuses. The spread is that between authorities beyond chance, by the method of moments
(Marshall 1991, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics 40, 283-294). Agency cover of
vacancies and sickness are England's, as published.
"""

import csv
import sys
from pathlib import Path

SMALLEST = 20.0
COLUMNS = ("inpost_fte", "leavers_fte", "starters_fte", "vacancy_agency_cover_rate_fte", "absence_rate_fte")


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def censuses(folder):
    """Figures by authority (or `England`) and year; `None` where not published."""
    rows = {}
    with open(folder / "csww_indicators_2017_to_2025.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["geographic_level"] == "National":
                code = "England"
            elif row["geographic_level"] == "Local authority" and "/" not in row["new_la_code"]:
                code = row["new_la_code"]
            else:
                continue
            rows[code, int(row["time_period"])] = [number(row[column]) for column in COLUMNS]
    return rows


def shape(counts, years):
    """The shape of the gamma distribution of rates between authorities."""
    total = sum(years)
    mean = sum(counts) / total
    squares = sum(t * (n / t - mean) ** 2 for n, t in zip(counts, years))
    variance = (squares - (len(counts) - 1) * mean) / (total - sum(t * t for t in years) / total)
    return mean * mean / variance


def shapes(rows, year):
    """The shapes for leavers and for starters, and the number of authorities."""
    leavers, starters, years = [], [], []
    for code in sorted({code for code, _ in rows if code != "England"}):
        now, before = rows.get((code, year)), rows.get((code, year - 1))
        if not now or not before or None in now[:3] or before[0] is None or min(now[0], before[0]) < SMALLEST:
            continue
        leavers.append(now[1])
        starters.append(now[2])
        years.append((now[0] + before[0]) / 2)
    return shape(leavers, years), shape(starters, years), len(years)


def main():
    rows = censuses(Path(sys.argv[1]))
    print("year  leavers  starters  leavers_shape  starters_shape  cover  sickness  authorities")
    for year in sorted(year for code, year in rows if code == "England"):
        if ("England", year - 1) not in rows:
            continue
        fte, left, started, cover, sickness = rows["England", year]
        person_years = (fte + rows["England", year - 1][0]) / 2
        of_leavers, of_starters, authorities = shapes(rows, year)
        print(
            f"{year}   {left / person_years:.4f}    {started / person_years:.4f}          {of_leavers:5.2f}           {of_starters:5.2f}"
            f"  {cover / 100:.3f}     {sickness / 100:.3f}          {authorities:3}"
        )


main()
