"""Moments of the figures of many futures, as each peer reports them."""

import json
import time

import numpy as np

# Months, counted from 1, in which figures are compared.
CHECKED = (1, 6, 12, 24, 40)


def report(simulate, scenario, futures, seed):
    """Runs `simulate`, which yields (month, figures of some futures), and prints what it found as JSON.

    The processor time covers the simulation and the sums of every month; starting Python and loading numpy are left
    out. The fourth moments of the months that are compared are not counted either.
    """
    sums, kept, begun = {}, {}, time.process_time()
    for month, figures in simulate(scenario, futures, seed):
        for name, values in figures.items():
            values = np.asarray(values, float)
            total = sums.setdefault((month, name), [0.0, 0.0])
            total[0] += values.sum()
            total[1] += values @ values
            if month + 1 in CHECKED:
                kept.setdefault((month, name), []).append(values)
    seconds = time.process_time() - begun
    found = []
    for (month, name), parts in kept.items():
        values = np.concatenate(parts)
        mean, squares = (total / len(values) for total in sums[month, name])
        fourth = np.mean((values - mean) ** 4)
        of = list(name) if isinstance(name, tuple) else [name, ""]
        found.append([month + 1, *of, mean, max(squares - mean**2, 0), fourth])
    print(json.dumps({"futures": futures, "seconds": seconds, "figures": found}))
