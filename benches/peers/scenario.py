"""A scenario file as the peers read it: its numbers, its months, its uncertain inputs, and what moves those by year.

The forms of an uncertain input and the yearly effects are those of section 2 of docs/model.md. They are drawn with
numpy's own samplers. No range of an input cuts off a noticeable part of a distribution in the shipped scenario, so
nothing is truncated here.
"""

import fnmatch
import math
import tomllib

import numpy as np

# Z_90: the 90th percentile of the standard normal.
Z_90 = 1.2815515655446004

# The keys that the peers' statements of the model cover, by place; `*` is any id. A file with another key is refused,
# so that a statement never simulates something else than the file says.
NOTES = {"name", "description", "decision", "author", "as_at", "status", "notes", "source", "evidence", "unusual"}
TOP = "format name start months seed replications team route staff intake leaving absence agency demand pathway money"
KNOWN = {
    "": TOP + " award correlation yearly target history reported budget",
    "team.*": "establishment post_price caseload agency surge",
    "team.*.caseload": "reference maximum measured_at slowing",
    "team.*.agency": "workers cover churn fill conversion charge_per_hour",
    "team.*.surge": "trigger months release posts",
    "route.*": "fte_per_head stage",
    "route.*.stage.*": "months employed caseload_share cover completion pay leaving",
    "staff.*": "team route stage heads months_in_service months_in_stage",
    "intake.*": "route team month offers take_up per_month into_vacancies lead_time cost_per_offer cost_per_start "
    "cost_per_month grant_per_start",
    "leaving": "annual_rate workload_effect lowest_multiplier highest_multiplier",
    "absence": "sickness long_absence long_absence_pay",
    "agency": "cover fte_per_worker churn fill lead_time notice conversion conversion_route charge_per_hour "
    "hours_per_week paid_weeks comparator",
    "demand": "contacts growth dispersion re_referral screening next",
    "demand.contacts": "per_month conversion",
    "demand.screening": "team load",
    "pathway.*": "team priority counts_as months cases next escalate held from_outside in_time in_time_slope repeat",
    "money": "base_year inflation discount_rate",
    "award.*": "month rate",
    "correlation.*": "inputs rank_correlation",
    "yearly.*": "inputs sd persistence step begins phase_in relative_to",
}

# The inputs that the whole model in numpy reads month by month, which yearly effects may move: numbers, rates and
# money, and shares and probabilities.
MOVED_NUMBERS = (
    "demand.contacts.per_month",
    "leaving.annual_rate.*",
    "route.*.leaving.*",
    "intake.*.per_month",
    "workforce.hours",
    "*agency.charge_per_hour",
)
MOVED_SHARES = ("*agency.cover", "*agency.churn", "*agency.fill", "*agency.conversion")
FORMS = {"value", "pert", "uniform", "normal", "lognormal", "beta", "discrete", "range80"}
MONTHS = "January February March April May June July August September October November December".split()


def is_surge(change):
    """Whether a change adds agency posts to a team while its caseload is high, which the peers state as surge posts."""
    when, stop, add = change.get("when", {}), change.get("stop", {}), change.get("add", {})
    posts = f"team.{when.get('team')}.agency.standing_posts"
    rules = (when.get("measure"), set(when) - {"months"}, set(stop), set(add))
    keys = set(change) - NOTES == {"when", "stop", "add"}
    return keys and rules == ("caseload", {"measure", "team", "above"}, {"below"}, {posts})


def other_responses(scenario):
    """The ids of the responses that the peers do not cover."""
    changes = scenario.get("change", {}).items()
    return [name for name, change in changes if "when" in change and not is_surge(change)]


def effects_on_staff(scenario):
    """The ids of the yearly effects that move staff or agency, and not demand alone."""
    effects = scenario.get("yearly", {}).items()
    return [name for name, of in effects if not all(one.startswith("demand.") for one in of["inputs"])]


def state_responses(scenario):
    """Turns the responses that the peers cover into surge posts and leaves out the others; other changes stay, to be refused."""
    changes = scenario.pop("change", {})
    for change in [change for change in changes.values() if is_surge(change)]:
        when, posts = change["when"], next(iter(change["add"].values()))
        surge = {"trigger": when["above"], "months": when.get("months", 1), "release": change["stop"]["below"], "posts": posts}
        scenario["team"][when["team"]]["surge"] = surge
    dated = {name: change for name, change in changes.items() if "when" not in change}
    if dated:
        scenario["change"] = dated


def read(path):
    """Reads a scenario file; refuses what the peers do not cover, but leaves out `other_responses`."""
    with open(path, "rb") as file:
        scenario = tomllib.load(file)
    state_responses(scenario)
    for place, known in KNOWN.items():
        for address, table in tables(scenario, place):
            unknown = set(table) - set(known.split()) - NOTES
            if unknown:
                raise SystemExit(f"{path}: the peers do not cover `{'`, `'.join(sorted(unknown))}` in `{address}`")
    return scenario


def tables(scenario, place):
    """The tables at a place of KNOWN, with their addresses."""
    found = [("", scenario)]
    for step in place.split(".") if place else []:
        steps = [(address, key, table[key]) for address, table in found for key in table if step in ("*", key)]
        found = [(f"{address}.{key}".lstrip("."), inner) for address, key, inner in steps]
    return found


def number_of_month(text):
    """Months since the year 0 of a `YYYY-MM`."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def band_start(key):
    """The first month of service of a band of a leaving table: `all`, `under_2y`, `from_2y` and so on."""
    return 12 * int(key.removeprefix("from_").removesuffix("y")) if key.startswith("from_") else 0


class Calendar:
    """The months of the run, counted from 0."""

    def __init__(self, scenario):
        self.start = number_of_month(scenario["start"])
        self.months = scenario["months"]

    def index(self, text):
        """The month of the run that a `YYYY-MM` is."""
        return number_of_month(text) - self.start

    def is_april(self, month):
        """Whether a month of the run begins a financial year."""
        return (self.start + month) % 12 == 3

    def first_financial_year(self):
        """The year in which the run's first financial year begins."""
        return (self.start - 3) // 12


class Inputs:
    """The quantities of a scenario over n futures. Each is drawn once, when it is first asked for: a number if it is
    certain, else an array with a value for every future. Yearly effects move the draws in the month of the run that
    `month` is; at the opening, where it is None, they do not act."""

    def __init__(self, scenario, rng, n):
        self.scenario, self.rng, self.n = scenario, rng, n
        self.drawn, self.effects, self.month = {}, {}, None
        for group in scenario.get("correlation", {}).values():
            self.correlate(group["inputs"], group["rank_correlation"])
        for name, of in scenario.get("yearly", {}).items():
            effect = Effect(f"yearly.{name}", of, self)
            loadings = of["inputs"] if isinstance(of["inputs"], dict) else dict.fromkeys(of["inputs"], 1)
            for address, loading in loadings.items():
                for row in self.rows(address):
                    self.effects.setdefault(row, []).append(effect.factors(loading, is_share(row)))

    def __call__(self, address, default=None):
        """The quantity at an address such as `agency.cover`, in the present month."""
        if address not in self.drawn:
            self.drawn[address] = draw(self.find(address, default), self.rng, self.n)
        value = self.drawn[address]
        if self.month is None or address not in self.effects:
            return value
        factor = math.prod(factors[self.month] for factors in self.effects[address])
        return value * factor / (1 - value + value * factor) if is_share(address) else value * factor

    def mean(self, address, default=None):
        """Its mean."""
        return mean(self.find(address, default))

    def find(self, address, default):
        node = self.scenario
        for key in address.split("."):
            if key not in node:
                if default is None:
                    raise SystemExit(f"`{address}` is missing")
                return default
            node = node[key]
        return node

    def rows(self, address):
        """The addresses of a table's rows; the address itself if it is no table of quantities."""
        node = self.find(address, 1)
        is_table = isinstance(node, dict) and not set(node) & FORMS
        return [f"{address}.{row}" for row in node if row not in NOTES] if is_table else [address]

    def correlate(self, addresses, rank_correlation):
        """Puts independent draws into the order of correlated normal scores (section 2, "Correlated inputs")."""
        size = len(addresses)
        ranks = np.array(rank_correlation, float)
        if ranks.ndim == 0:
            ranks = np.full((size, size), ranks) + np.eye(size) * (1 - ranks)
        # The symmetric root of the matrix, which has one also where inputs have one draw for good.
        variances, axes = np.linalg.eigh(2 * np.sin(np.pi * ranks / 6))
        root = axes * np.sqrt(np.maximum(variances, 0)) @ axes.T
        scores = root @ self.rng.standard_normal((size, self.n))
        for address, score in zip(addresses, scores):
            values = np.broadcast_to(self(address), self.n)
            self.drawn[address] = np.sort(values)[np.argsort(np.argsort(score))]


class Effect:
    """A yearly effect over n futures: x and its variance by month (section 2, "Yearly effects"), from the start on or,
    where its inputs are relative to the last 12 months, from 12 months before it."""

    def __init__(self, address, of, inputs):
        self.of, self.calendar, self.is_relative = of, Calendar(inputs.scenario), "relative_to" in of
        self.months_a_step = 1 if of.get("step") == "month" else 12
        self.sd, persistence = inputs(f"{address}.sd"), inputs(f"{address}.persistence", 0)
        self.is_walk = np.equal(persistence, 1)
        if self.is_relative and self.is_walk.any():
            raise SystemExit(f"the peers do not cover a random walk relative to the last 12 months, `{address}`")
        self.r = persistence ** (self.months_a_step / 12)
        self.s = self.sd * np.sqrt(np.where(self.is_walk, self.months_a_step / 12, 1 - self.r**2))
        first = -12 if self.is_relative else 0
        steps = self.steps(first, inputs)
        path = [self.phased(steps, month) for month in range(first, self.calendar.months)]
        self.x, self.variance = (np.array(values) for values in zip(*path))

    def step(self, month):
        """The number of the step in which a month is."""
        begins = MONTHS.index(self.of.get("begins", "April"))
        return (self.calendar.start + month - begins) // self.months_a_step

    def steps(self, first, inputs):
        """x and its variance by step, from the step before that of the `first` month on."""
        begun = self.step(first) - 1
        variance = np.broadcast_to(np.where(self.is_walk, 0, self.sd**2), inputs.n)
        steps = {begun: (np.sqrt(variance) * inputs.rng.standard_normal(inputs.n), variance)}
        for step in range(begun + 1, self.step(self.calendar.months - 1) + 1):
            x, variance = steps[step - 1]
            # A random walk does not move before the step of the opening is over.
            s = np.where(self.is_walk & (step <= self.step(-1)), 0, self.s)
            steps[step] = self.r * x + s * inputs.rng.standard_normal(inputs.n), self.r**2 * variance + s**2
        return steps

    def phased(self, steps, month):
        """x and its variance in a month, in which a new step may have replaced the one before only in part."""
        step = self.step(month)
        k = next(k for k in range(1, 13) if self.step(month - k) < step)
        part = min(k / self.of.get("phase_in", 1), 1)
        (before, variance_before), (now, variance_now) = steps[step - 1], steps[step]
        covariance = self.r * variance_before
        variance = (1 - part) ** 2 * variance_before + part**2 * variance_now + 2 * part * (1 - part) * covariance
        return before + (now - before) * part, variance

    def factors(self, loading, of_odds):
        """By month of the run, what multiplies a draw or, for shares and probabilities, its odds."""
        logs = loading * self.x
        if not self.is_relative:
            return np.exp(logs if of_odds else logs - loading**2 * self.variance / 2)
        before, run = logs[:12], logs[12:]
        return np.exp(run - before.mean(axis=0)) if of_odds else np.exp(run) / np.exp(before).mean(axis=0)


def is_share(address):
    """Whether an input that a yearly effect moves is a share or probability; refuses one that stays as it was read."""
    for kind, known in ((False, MOVED_NUMBERS), (True, MOVED_SHARES)):
        if any(fnmatch.fnmatchcase(address, pattern) for pattern in known):
            return kind
    raise SystemExit(f"the peers do not cover a yearly effect on `{address}`")


def form(node):
    """The form of a quantity and its parameters."""
    if not isinstance(node, dict):
        return "value", node
    (found,) = set(node) - NOTES
    return found, node[found]


def draw(node, rng, n):
    """n draws of a quantity; a plain number if it is certain."""
    kind, of = form(node)
    if kind == "value":
        return float(of)
    if kind == "pert":
        width = of["high"] - of["low"]
        shapes = [1 + 4 * (of["mode"] - of["low"]) / width, 1 + 4 * (of["high"] - of["mode"]) / width]
        return of["low"] + width * rng.beta(*shapes, n)
    if kind == "uniform":
        return rng.uniform(of["low"], of["high"], n)
    if kind == "normal":
        return rng.normal(of["mean"], of["sd"], n)
    if kind == "lognormal":
        return of["median"] * np.exp(of["sigma"] * rng.standard_normal(n))
    if kind == "beta":
        nu = of["mean"] * (1 - of["mean"]) / of["sd"] ** 2 - 1
        return rng.beta(of["mean"] * nu, (1 - of["mean"]) * nu, n)
    if kind == "discrete":
        weights = np.array(of["weights"], float)
        return rng.choice(np.array(of["values"], float), n, p=weights / weights.sum())
    if kind == "range80":  # log-normal, as for all but shares; the shipped scenario gives no share in this form
        low, high = math.log(of["low"]), math.log(of["high"])
        return np.exp((low + high) / 2 + (high - low) / (2 * Z_90) * rng.standard_normal(n))
    raise SystemExit(f"no such form of a quantity: {kind}")


def mean(node):
    """The mean of a quantity; only of the forms that the opening needs."""
    kind, of = form(node)
    if kind == "value":
        return float(of)
    if kind == "pert":
        return (of["low"] + 4 * of["mode"] + of["high"]) / 6
    if kind == "uniform":
        return (of["low"] + of["high"]) / 2
    if kind in ("normal", "beta"):
        return of["mean"]
    raise SystemExit(f"no mean of a quantity given as {kind}")
