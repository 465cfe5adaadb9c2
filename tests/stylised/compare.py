"""Compares simulated authority-years with published ones by the regressions that describe the published ones.

    python -m pip install -r requirements.txt
    python compare.py [FOLDER]

FOLDER holds the published tables of the Department for Education (CSV): WORKFORCE and REFERRALS of panel.py. Without
them the comparison is skipped. Each future opens at a published authority-year, by `staffcast import dfe`, and has a seed
of its own; a panel of their years is about as large as the published one, and several are simulated.

The table has both values of every fact, whether they differ by more than three standard errors, and the mechanism that
the model lacks where that is known. It fails if some differ by more and no mechanism is on record as lacking.
"""

import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy as np

from facts import FACTS, errors, measure
from futures import censuses, close_gap, simulate
from openings import openable, scenario
from panel import REFERRALS, WORKFORCE, read, table

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LARGEST_Z = 3.0


def main():
    options = read_options()
    missing = [name for name in (WORKFORCE, REFERRALS) if not (options.folder / name).exists()]
    if missing:
        print(f"skipped: {options.folder} has no {' and no '.join(missing)}")
        return
    published, left_out = read(options.folder)
    for authority_year in left_out:
        print(f"left out: {authority_year}")
    rows = table(published)
    values, errors_of = measure(rows), errors(rows)
    with tempfile.TemporaryDirectory() as folder:
        panels = [table(panel) for panel in simulated(published, options, pathlib.Path(folder))]
    found = np.array([measure(panel) for panel in panels])
    print(f"published: {len(rows['year'])} authority-years of {len(set(rows['authority']))} authorities;", end=" ")
    print(f"simulated: {options.panels} panels of {len(panels[0]['year'])}\n")
    mean, error = found.mean(axis=0), found.std(axis=0, ddof=1) / math.sqrt(options.panels)
    sys.exit(not print_table(values, errors_of, mean, error))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=ROOT.parent / "shared" / "data" / "dfe")
    parser.add_argument("--binary", type=pathlib.Path, help="a release build of staffcast (default: build it)")
    parser.add_argument("--panels", type=int, default=8)
    parser.add_argument("--openings", type=int, default=150, help="openings a panel, drawn from the published rows")
    parser.add_argument("--years", type=int, default=7, help="years a future; the panel begins with the second census")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--agency-persistence", type=float, help="of agency's yearly effect, if not as measured")
    parser.add_argument("--agency-gap", type=float, help="share of agency's gap to its target that closes in a year")
    parser.add_argument("--keep", type=pathlib.Path, help="write the scenarios of the first panel to this folder")
    return parser.parse_args()


def simulated(published, options, folder):
    """The simulated panels: {(opening, year): figures}."""
    binary = options.binary or build()
    all_openings = openable(published)
    chance = random.Random(options.seed)

    def one(job):
        future, opening = job
        authority, year = opening
        path = folder / f"future-{future}.toml"
        text = scenario(binary, options.folder, opening, options.years, path, options.agency_persistence)
        if options.keep and future < options.openings:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{authority}-{year}.toml").write_text(text)
        # A seed for each: with one for all, every authority would have the same good and bad years.
        months = simulate(binary, path, options.seed * 1_000_000 + future)
        if options.agency_gap is not None:
            months = close_gap(months, options.agency_gap)
        return {(f"{authority}, {year}", number): row for number, row in censuses(months).items()}

    for panel in range(options.panels):
        drawn = chance.sample(all_openings, min(options.openings, len(all_openings)))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
            rows = workers.map(one, enumerate(drawn, start=panel * options.openings))
            yield {key: row for found in rows for key, row in found.items()}


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    target = json.loads(
        subprocess.check_output(["cargo", "metadata", "--format-version=1", "--no-deps"], cwd=ROOT, text=True)
    )
    return pathlib.Path(target["target_directory"]) / "release" / "staffcast"


def print_table(values, errors_of, means, errors_of_means):
    """Prints the facts; whether all differ by chance or for a reason on record."""
    width = max(len(fact.name) for fact in FACTS)
    print(f"{'':{width}}  {'published':>9} {'(s.e.)':>7} {'simulated':>10} {'(s.e.)':>7} {'z':>6}")
    expected = True
    for fact, value, error, mean, own in zip(FACTS, values, errors_of, means, errors_of_means):
        z = (mean - value) / math.hypot(error, own)
        within = abs(z) <= LARGEST_Z
        expected &= within or bool(fact.missed)
        verdict = ("within" if within else "outside") + (f": {fact.missed}" if fact.missed else "")
        print(f"{fact.name:{width}}  {value:+9.3f} {error:7.3f} {mean:+10.3f} {own:7.3f} {z:+6.1f}  {verdict}")
    return expected


if __name__ == "__main__":
    main()
