"""The stylised facts: what published authority-years show, as functions of a table (panel.py).

Slopes are associations, not effects, and errors of measurement flatten them. Both panels have the same regressions, so
what they leave out they leave out in both.
"""

import dataclasses
from collections.abc import Callable

import numpy as np

from panel import change, later_change, rank_correlation, regress, select, spread, without_year


@dataclasses.dataclass(frozen=True)
class Fact:
    """One fact. `missed` is the mechanism that the model does not have, where the fact is missed for want of one."""

    name: str
    of: Callable
    missed: str = ""


def slope(y, *xs, which=1, kind=change):
    """Coefficient number `which` of the change of `y` on the changes of `xs`, years taken out."""

    def of(table):
        values = [without_year(table, kind(table, name)) for name in (y, *xs)]
        return regress(*values)[which]

    return of


def answer_a_year_late(table):
    """Posts on the change of permanent staff in the year before, beside that of the same year."""
    now, before = later_change(table, "permanent"), change(table, "permanent")
    return regress(*(without_year(table, x) for x in (later_change(table, "posts"), now, before)))[2]


def repeated(name):
    """Correlation of a change with the one after it."""
    return lambda table: rank_correlation(
        without_year(table, change(table, name)), without_year(table, later_change(table, name))
    )


def spread_of(name):
    return lambda table: spread(without_year(table, change(table, name)))


def agency_relation(which):
    """The change of agency on agency (1) and vacancies (2) before, and on the change of vacancies (3)."""

    def of(table):
        levels = [table[name] / table["permanent"] for name in ("agency", "vacancies")]
        values = [change(table, "agency"), *levels, change(table, "vacancies")]
        return regress(*(without_year(table, x) for x in values))[which]

    return of


def with_cases(name):
    """Rank correlation of the yearly changes of open cases and of something else."""

    def growth(table, of):
        with np.errstate(divide="ignore", invalid="ignore"):
            return without_year(table, table["next_" + of] / table[of])

    return lambda table: rank_correlation(growth(table, "cases"), growth(table, name))


def above_vacancies(table):
    defined = np.isfinite(table["agency"]) & np.isfinite(table["vacancies"])
    return np.mean(table["agency"][defined] > table["vacancies"][defined])


HOLDERS = "who counts as a holder, and what as a case, is recounted in the tables and not in the scenarios"
FACTS = (
    Fact("agency FTE per extra permanent FTE", slope("agency", "permanent")),
    Fact("  with posts held", slope("agency", "permanent", "posts")),
    Fact("posts per extra permanent FTE", slope("posts", "permanent")),
    Fact("  per extra permanent FTE of the year before", answer_a_year_late),
    Fact("agency FTE per extra vacancy", slope("agency", "vacancies")),
    Fact("a change and the next: permanent FTE", repeated("permanent")),
    Fact("  vacancies", repeated("vacancies")),
    Fact("  agency FTE", repeated("agency")),
    Fact("sd of yearly change: permanent FTE", spread_of("permanent")),
    Fact("  leavers", spread_of("leavers")),
    Fact("  starters", spread_of("starters")),
    Fact("  vacancies", spread_of("vacancies")),
    Fact("  agency FTE", spread_of("agency")),
    Fact("agency's gap to its usual relation that closes in a year", lambda table: -agency_relation(1)(table)),
    Fact("  agency FTE per vacancy of the year before", agency_relation(2)),
    Fact("  agency FTE per vacancy of this year", agency_relation(3)),
    Fact("open cases and case holders, yearly change", with_cases("holders"), HOLDERS),
    Fact("open cases and referrals, yearly change", with_cases("referrals")),
    Fact("authority-years with agency above vacancies", above_vacancies),
)


def measure(table):
    """Every fact of a table."""
    return np.array([fact.of(table) for fact in FACTS])


def errors(table, samples=400, seed=1):
    """Standard errors, clustered by authority: the facts over samples of whole authorities with replacement."""
    random = np.random.default_rng(seed)
    rows = [np.flatnonzero(table["authority"] == authority) for authority in np.unique(table["authority"])]
    drawn = (random.integers(len(rows), size=len(rows)) for _ in range(samples))
    return np.std([measure(select(table, np.concatenate([rows[i] for i in some]))) for some in drawn], axis=0, ddof=1)
