"""Scenarios that open at published authority-years, as `staffcast import dfe` writes them."""

import re
import subprocess

import numpy as np

from panel import COLUMNS, table

# Without so many years the tables cannot say how persistent an effect is.
YEARS_NEEDED = 4

BLANK = re.compile(r'\{ blank = "[^"]*" \}')


def openable(panel):
    """The authority-years, large enough and late enough, that have every figure."""
    columns = table(panel)
    wanted = columns["year"] >= columns["year"].min() + YEARS_NEEDED - 1
    for name in (*COLUMNS, "referrals"):
        wanted &= np.isfinite(columns[name])
    for name in ("holders", "cases", "referrals", "agency_heads"):
        wanted &= columns[name] > 0
    return [(str(authority), int(year)) for authority, year in zip(columns["authority"][wanted], columns["year"][wanted])]


def scenario(binary, tables, opening, years, path, agency_persistence=None):
    """The TOML of a run of so many years from the census of `opening`, an authority and year; it is written to `path` too.

    `agency_persistence` replaces what was measured for the yearly effect on agency cover and standing posts.
    """
    authority, year = opening
    options = [f"--authority={authority}", f"--at={year}", f"--months={12 * years}", f"--out={path}"]
    path.unlink(missing_ok=True)
    done = subprocess.run([binary, "import", "dfe", tables, *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{authority}, {year}:\n{done.stderr}")
    # Nobody is recruited beyond the starters to expect, and no budget is judged.
    text = BLANK.sub("0", path.read_text())
    if agency_persistence is not None:
        before, after = text.split("[yearly.agency]")
        text = f"{before}[yearly.agency]{re.sub('persistence = .*', f'persistence = {agency_persistence}', after, count=1)}"
    path.write_text(text)
    return text
