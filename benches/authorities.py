"""Writes 152 scenarios, about as many as England has authorities, and 20 plans for each: the batch that docs/scale.md measures.

    python3 benches/authorities.py TABLES FOLDER      staffcast is on the PATH; TABLES has the DfE's tables

They are the authorities of the tables as at the census of 2024 and, because the tables do not have enough of them, as at that of 2023. FOLDER gets
authorities/NAME.toml and plans/NAME/*.toml. Blanks, which only the council could fill in, get the answer for those who do not know: no newly
qualified staff in particular, and no budget. The plans are no proposals: their sizes are assumptions, which make 20 different runs.
"""

import csv
import pathlib
import re
import subprocess
import sys

AUTHORITIES = 152
YEARS = ["2024", "2023"]
ASSUMPTION = 'source = "assumption: a step of a series, for the measurement of a batch"'
PLANS = {
    f"{name}-{size}": (path, size)
    for name, path, sizes in [
        ("leaving", "leaving.annual_rate", [0.95, 0.9, 0.85, 0.8]),
        ("starters", "intake.starters.per_month", [1.05, 1.1, 1.15, 1.2]),
        ("posts", "team.social_work.establishment", [0.98, 1.02, 1.04, 1.06]),
        ("charges", "agency.charge_per_hour", [0.95, 0.9, 0.85, 0.8]),
        ("fill", "agency.fill", [0.9, 0.8, 0.7, 0.6]),
    ]
    for size in sizes
}


def censuses(tables):
    """The year, code and name of every authority in the workforce table, those of 2024 first."""
    with open(tables / "csww_indicators_2017_to_2025.csv", encoding="utf-8-sig") as table:
        rows = [row for row in csv.DictReader(table) if row["new_la_code"].startswith("E") and " / " not in row["new_la_code"]]
    found = {(row["time_period"], row["new_la_code"], row["la_name"]) for row in rows if row["time_period"] in YEARS}
    return sorted(found, key=lambda census: (YEARS.index(census[0]), *census))


def imported(tables, year, code, file):
    command = ["staffcast", "import", "dfe", tables, "--authority", code, "--at", year, "--out", file]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stderr.strip())
    return done.returncode == 0


def fill_blanks(text):
    text = re.sub(r"(?m)^\[budget\.next_year\]\n(.+\n)*", "", text)
    return re.sub(r"(?m)^offers = \{ blank = .*$", f"offers = {{ value = 0, {ASSUMPTION} }}", text)


def plan(name, year, path, size):
    return f"""base = "../../authorities/{name}.toml"
name = "{path} times {size}"

[change.plan]
name = "{path} times {size}"
from = "{int(year) + 1}-04"
{ASSUMPTION}
multiply = {{ "{path}" = {size} }}
"""


def main():
    tables, folder = map(pathlib.Path, sys.argv[1:])
    (folder / "authorities").mkdir(parents=True)
    written = 0
    for year, code, title in censuses(tables):
        name = re.sub(r"[^a-z]+", "-", title.lower()).strip("-") + f"-{year}"
        file = folder / "authorities" / f"{name}.toml"
        if written == AUTHORITIES or not imported(tables, year, code, file):
            continue
        file.write_text(fill_blanks(file.read_text()))
        (folder / "plans" / name).mkdir(parents=True)
        for stem, change in PLANS.items():
            (folder / "plans" / name / f"{stem}.toml").write_text(plan(name, year, *change))
        written += 1
    print(f"{written} authorities, {written * len(PLANS)} plans")


main()
