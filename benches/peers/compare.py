"""Compares staffcast with the same model in numpy, and with its staff alone in SimPy.

    python -m pip install -r requirements.txt
    python compare.py

It prints whether they agree, and how long each takes for a future. All run on one thread, in turns (staffcast, numpy,
SimPy, staffcast ...), each round with another seed. Times are processor time: of staffcast that of the whole program,
which reads the scenario, summarises every measure with its percentiles and writes every file; of the others that of the
simulation with the means and standard deviations of their figures, without the start of Python.
"""

import argparse
import csv
import importlib.metadata
import json
import math
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCENARIO = ROOT / "scenarios" / "herefordshire-2016.toml"

# Statements of one model differ by chance only, so their z-scores are about standard normal.
LARGEST_RMS, LARGEST_Z = 1.3, 5.0


def main():
    options = read_options()
    check_packages()
    binary = options.binary or build()
    found = {"staffcast": [], "numpy": [], "simpy": []}
    with tempfile.TemporaryDirectory() as folder:
        covered = as_numpy(folder)
        for seed in range(1, options.rounds + 1):
            found["staffcast"].append(run_staffcast(binary, covered, options.futures, seed, folder))
            found["numpy"].append(run_peer(["-m", "service_numpy"], options.futures, seed))
            found["simpy"].append(run_peer(["staff_simpy.py"], options.simpy_futures, seed))
        alone = as_simpy(folder)
        staff = [run_staffcast(binary, alone, options.futures, seed, folder) for seed in range(1, options.rounds + 1)]
    print_times(found)
    agree = [
        print_agreement("numpy, the whole model", found["staffcast"], found["numpy"], options.verbose),
        print_agreement("SimPy, staff and agency alone", staff, found["simpy"], options.verbose),
    ]
    sys.exit(not all(agree))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, help="a release build of staffcast (default: build it)")
    parser.add_argument("--futures", type=int, default=10_000, help="futures a round of staffcast and of numpy")
    parser.add_argument("--simpy-futures", type=int, default=500, help="futures a round of SimPy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--verbose", action="store_true", help="print every figure")
    return parser.parse_args()


def check_packages():
    """Stops if a package is missing, and says which version differs from that of the published figures."""
    for line in (HERE / "requirements.txt").read_text().split():
        name, wanted = line.split("==")
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            sys.exit(f"{name} is missing: python -m pip install -r requirements.txt")
        print(f"{name} {version}" + ("" if version == wanted else f" (the published figures are of {wanted})"))


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    target = json.loads(
        subprocess.check_output(["cargo", "metadata", "--format-version=1", "--no-deps"], cwd=ROOT, text=True)
    )
    return pathlib.Path(target["target_directory"]) / "release" / "staffcast"


def overlay(folder, name, removed, more=()):
    """The scenario without some of its tables."""
    lines = [f"base = {json.dumps(str(SCENARIO))}", f'name = "{name}"', *more]
    path = pathlib.Path(folder) / f"{name}.toml"
    path.write_text("\n".join(lines + [f"{one}.remove = true" for one in removed]) + "\n")
    return path


def as_numpy(folder):
    """The scenario with the responses that the statement in numpy covers."""
    from scenario import other_responses

    return overlay(folder, "covered", [f"change.{one}" for one in other_responses(shipped_scenario())])


def as_simpy(folder):
    """The scenario in which neither caseload nor the year affects staff, since SimPy's statement has neither."""
    from scenario import effects_on_staff

    of = shipped_scenario()
    removed = [f"change.{name}" for name, change in of["change"].items() if "when" in change]
    removed += [f"yearly.{name}" for name in effects_on_staff(of)]
    return overlay(folder, "staff-alone", removed, ["leaving.workload_effect = 0"])


def shipped_scenario():
    """The shipped scenario as it stands in its file."""
    with open(SCENARIO, "rb") as file:
        return tomllib.load(file)


def run_staffcast(binary, scenario, futures, seed, folder):
    """Its processor time a future, and the moments of its figures by month, measure and what they are of."""
    out = pathlib.Path(folder) / "results"
    command = [binary, "run", scenario, "--threads=1", "--quiet", f"--seed={seed}", f"--out={out}", "-n", str(futures)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    with open(out / pathlib.Path(scenario).stem / "monthly.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mean"] and row["mc_error"]]
    months = {month: number for number, month in enumerate(sorted({row["month"] for row in rows}))}
    figures, places = {}, {}
    for row in rows:
        if row["team"] != "service" and row["of"]:
            continue
        of = row["of"] or (row["team"] if row["team"] != "service" else "")
        # Files round; the number of decimal places is that of the measure's longest figure.
        places[row["measure"]] = max(places.get(row["measure"], 0), len(row["mc_error"].partition(".")[2]))
        variance = float(row["mc_error"]) ** 2 * futures
        figures[months[row["month"]], row["measure"], of] = [float(row["mean"]), variance]
    for key, figure in figures.items():
        figure.append(10.0 ** -places[key[1]] / math.sqrt(12))
    return {"time": seconds / futures, "futures": futures, "figures": figures}


def run_peer(command, futures, seed):
    """The same of a peer; the third number of a figure is its fourth central moment."""
    threads = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"], "1")
    output = subprocess.check_output(
        [sys.executable, *command, SCENARIO, str(futures), str(seed)],
        cwd=HERE,
        env={**os.environ, **threads},
        text=True,
    )
    found = json.loads(output)
    figures = {(month, measure, of): moments for month, measure, of, *moments in found["figures"]}
    return {"time": found["seconds"] / futures, "futures": futures, "figures": figures}


def print_times(found):
    """Medians over the rounds: processor time a future, and as a multiple of staffcast's in the same round."""
    futures, few = found["staffcast"][0]["futures"], found["simpy"][0]["futures"]
    print(f"processor: {processor()}; rounds of {futures:,} futures, SimPy of {few:,}\n")
    print(f"{'':34}{'us a future':>12}{'staffcast = 1':>16}{'(rounds)':>16}")
    own = [one["time"] for one in found["staffcast"]]
    for name, title in (
        ("staffcast", "staffcast, everything written"),
        ("numpy", "numpy, the whole model"),
        ("simpy", "SimPy, staff and agency alone"),
    ):
        times = [one["time"] for one in found[name]]
        ratios = [time / reference for time, reference in zip(times, own)]
        spread = f"({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{title:34}{statistics.median(times) * 1e6:12,.0f}{statistics.median(ratios):16.2f}{spread:>16}")


def pool(runs):
    """Means, variances and third numbers over runs of equal size."""
    keys = runs[0]["figures"].keys()
    return {key: [statistics.fmean(values) for values in zip(*(one["figures"][key] for one in runs))] for key in keys}


def print_agreement(title, own, peer, verbose):
    """z-scores of the differences of means and of standard deviations; whether they are what chance explains."""
    own_n, peer_n = (sum(one["futures"] for one in runs) for runs in (own, peer))
    ours, theirs = pool(own), pool(peer)
    scores = {}
    for key, (mean, variance, fourth) in theirs.items():
        our_mean, our_variance, rounding = ours[key]
        error = math.sqrt(variance / peer_n + our_variance / own_n)
        if variance == 0 or our_variance == 0:
            # Certain figures must be equal, apart from the rounding of files; rare ones may have occurred in one only.
            equal = math.isclose(mean, our_mean, rel_tol=1e-4)
            scores["mean", *key] = 0.0 if equal else (mean - our_mean) / error if error else math.inf
            continue
        scores["mean", *key] = (mean - our_mean) / error
        # The variance of a standard deviation of n values is (fourth / variance - variance) / 4 n.
        spread = (fourth / variance - variance) / 4
        rounded = rounding**2 * own[0]["futures"] / len(own)
        difference = math.sqrt(variance) - math.sqrt(our_variance)
        scores["sd", *key] = difference / math.sqrt(spread * (1 / peer_n + 1 / own_n) + rounded)
    names, months = ({key[2:] for key in scores}, sorted({key[1] for key in scores}))
    print(f"\n{title}: {len(names)} figures in months {', '.join(str(month) for month in months)};", end=" ")
    print(f"{own_n:,} futures of staffcast, {peer_n:,} of the peer")
    agree = True
    for kind in ("mean", "sd"):
        of_kind = {key: z for key, z in scores.items() if key[0] == kind}
        rms = math.sqrt(statistics.fmean(z * z for z in of_kind.values()))
        worst = max(of_kind, key=lambda key: abs(of_kind[key]))
        _, month, *name = worst
        agree &= rms < LARGEST_RMS and abs(of_kind[worst]) < LARGEST_Z
        print(f"  {kind:4}: {len(of_kind)} z-scores, rms {rms:.2f}, largest {of_kind[worst]:+.2f}", end=" ")
        print(f"({' '.join(name).strip()} in month {month})")
    print("  agree" if agree else f"  DIFFER: an rms is not below {LARGEST_RMS}, or a z-score not within {LARGEST_Z}")
    if verbose:
        for (kind, *key), z in sorted(scores.items(), key=str):
            month, *name = key
            values = f"{theirs[tuple(key)][0]:14.4f} {ours[tuple(key)][0]:14.4f}"
            print(f"    {kind:4} {month:2} {' '.join(name):45} {values} {z:+6.2f}")
    return agree


def processor():
    """The name of the processor."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
