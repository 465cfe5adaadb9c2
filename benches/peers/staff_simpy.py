"""SimPy's statement of the staff and the agency market alone (sections 4 and 5 of docs/model.md).

    python staff_simpy.py SCENARIO FUTURES SEED

Every member of staff is a process that waits for the end of a stage, the next band of service or leaving, whichever
comes first. The agency market is a process that acts at the end of each month. Without cases there is no caseload, so
caseload neither makes people leave nor triggers surge posts, and nothing differs from year to year: compare with a scenario in which
it does not.
"""

import math
import random
import sys

import numpy as np
import simpy

import moments
from scenario import Calendar, Inputs, band_start, effects_on_staff, read

# Arrivals come a moment after a month's beginning, and the market a moment before its end.
MOMENT = 1e-6


class Stage:
    """A stage of a route, with the values of one future."""

    def __init__(self, scenario, value, route, name):
        routes = scenario["route"]
        of, names = routes[route]["stage"][name], list(routes[route]["stage"])
        address = f"route.{route}.stage.{name}"
        self.next = names[names.index(name) + 1] if "months" in of else None
        self.months = of.get("months", math.inf)
        self.employed = of.get("employed", True)
        self.completion = value(f"{address}.completion", 1)
        fte = routes[route].get("fte_per_head", 1)
        self.fte = fte * self.employed
        self.covered = fte * value(f"{address}.cover", float(self.employed))
        # Bands of service: first month, and hazard a month.
        table, of_table = f"{address}.leaving", of.get("leaving", {})
        if self.employed and not of_table:
            table, of_table = "leaving.annual_rate", scenario["leaving"]["annual_rate"]
        self.bands = [(band_start(key), value(f"{table}.{key}") / 12) for key in of_table]

    def hazard(self, service):
        """The hazard at so many months of service, and the service at which it changes."""
        hazard = 0.0
        for start, next_hazard in self.bands:
            if start > service:
                return hazard, start
            hazard = next_hazard
        return hazard, math.inf


class Team:
    """A team with the values of one future."""

    def __init__(self, scenario, value, name, threshold):
        of, agency = scenario["team"][name], scenario["agency"]
        self.establishment = value(f"team.{name}.establishment")
        self.share, self.churn, self.fill, self.conversion = (
            value(f"team.{name}.agency.{key}" if key in of["agency"] else f"agency.{key}", 0)
            for key in ("cover", "churn", "fill", "conversion")
        )
        self.workers = of["agency"]["workers"]
        self.threshold = threshold  # the part of a worker to cover above which there is one more
        self.notices, self.orders = [0] * agency["notice"], [0] * (agency["lead_time"] + 1)
        self.fte = self.covered = 0.0  # of staff, and the posts that they cover
        self.joined = [0]  # by month, the last of them the present one
        self.whole_vacancies = []  # by month, the opening first

    def count(self, stage, people):
        self.fte += people * stage.fte
        self.covered += people * stage.covered

    def vacancies(self):
        return max(0.0, self.establishment - self.fte)

    def in_post(self):
        return self.workers + sum(self.notices)

    def order(self, wanted):
        """Orders age by a month; the newest are cancelled, or new ones placed."""
        oldest = sum(self.orders[-2:])
        self.orders = [0, *self.orders[:-2], oldest] if len(self.orders) > 1 else [oldest]
        surplus = sum(self.orders) - wanted
        self.orders[0] += max(0, -surplus)
        for age, order in enumerate(self.orders):
            cancelled = min(order, max(0, surplus))
            self.orders[age] -= cancelled
            surplus -= cancelled


class Future:
    """One future; `value` gives the quantity at an address."""

    def __init__(self, scenario, calendar, value, chance):
        self.scenario, self.calendar, self.value, self.chance = scenario, calendar, value, chance
        self.agency, self.env = scenario["agency"], simpy.Environment()
        self.long_absence = value("absence.long_absence", 0)
        self.stages = {
            (route, name): Stage(scenario, value, route, name)
            for route, of in scenario["route"].items()
            for name in of["stage"]
        }
        self.first = {route: next(iter(of["stage"])) for route, of in scenario["route"].items()}
        self.teams = {name: Team(scenario, value, name, chance.random()) for name in scenario["team"]}
        self.intakes = [self.intake(f"intake.{name}", of) for name, of in scenario["intake"].items()]
        self.leavers, self.figures = 0, []

    def intake(self, address, of):
        """An intake with its team, its offers or monthly mean, its take-up and its month, if it has one."""
        team = self.teams[of["team"]]
        if "month" not in of:
            return of, team, self.value(f"{address}.per_month"), 1.0, None
        offers = math.floor(self.value(f"{address}.offers") + 0.5)
        return of, team, offers, self.value(f"{address}.take_up", 1), self.calendar.index(of["month"])

    def run(self):
        """The figures of its months."""
        for of in self.scenario["staff"].values():
            names = list(self.scenario["route"][of["route"]]["stage"])
            name, service = of.get("stage", names[-1]), of.get("months_in_service", 0)
            length = self.stages[of["route"], name].months
            in_stage = of.get("months_in_stage", min(service, length))
            for _ in range(of["heads"]):
                self.start(self.teams[of["team"]], of["route"], name, -service, length - in_stage)
        for team in self.teams.values():
            team.whole_vacancies.append(math.floor(team.vacancies() + 1e-9))
            orders, ages = max(0, self.target(team) - team.workers), len(team.orders)
            for place in range(ages):
                team.orders[ages - 1 - place] = orders // ages + (place < orders % ages)
        self.env.process(self.months())
        self.env.run(until=self.calendar.months)
        return self.figures

    def start(self, team, route, name, service_from, ends):
        team.count(self.stages[route, name], 1)
        self.env.process(self.career(team, route, name, service_from, ends))

    def join(self, team, route, month):
        """A newcomer in the first stage of a route."""
        stage = self.stages[route, self.first[route]]
        team.joined[-1] += stage.employed
        self.start(team, route, self.first[route], month, month + stage.months)

    def career(self, team, route, name, service_from, ends):
        """A person, from a stage on: its end is a month."""
        env, stage = self.env, self.stages[route, name]
        while True:
            hazard, band = stage.hazard(env.now + 2 * MOMENT - service_from)
            until = min(service_from + band, ends)
            life = self.chance.expovariate(hazard) if hazard else math.inf
            if env.now + life < until:
                yield env.timeout(life)
                break
            if until == math.inf:
                return
            yield env.timeout(max(0, until - env.now))
            if until < ends:
                continue
            if self.chance.random() >= stage.completion:
                break
            after = self.stages[route, stage.next]
            team.count(stage, -1)
            team.count(after, 1)
            if after.employed and not stage.employed:
                service_from = ends
                team.joined[-1] += 1
            stage, ends = after, ends + after.months
        team.count(stage, -1)
        self.leavers += stage.employed

    def months(self):
        for month in range(self.calendar.months):
            yield self.env.timeout(month + MOMENT - self.env.now)
            self.arrive(month)
            yield self.env.timeout(month + 1 - MOMENT - self.env.now)
            started = sum(self.trade(team, month) for team in self.teams.values())
            self.record(started)
            self.leavers = 0
            for team in self.teams.values():
                team.whole_vacancies.append(math.floor(team.vacancies() + 1e-9))
                team.joined.append(0)

    def arrive(self, month):
        """Offers taken up, and starters of the campaigns, in file order."""
        for of, team, number, take_up, when in self.intakes:
            if when is None:
                starters = self.poisson(number)
                if starters and of.get("into_vacancies", False):
                    known = max(month - of.get("lead_time", 0), 0)
                    starters = min(starters, max(0, team.whole_vacancies[known] - sum(team.joined[known:])))
            else:
                starters = self.binomial(number, take_up) if when == month else 0
            for _ in range(starters):
                self.join(team, of["route"], month)

    def target(self, team):
        gap = max(0, team.establishment - (1 - self.long_absence) * team.covered)
        part, whole = math.modf(team.share * gap / self.agency["fte_per_worker"])
        return int(whole) + (part > team.threshold)

    def trade(self, team, month):
        """Conversions, notices that run out, churn, target, notices, orders and fills; returns the starters."""
        converted = self.binomial(team.workers, team.conversion)
        team.workers -= converted
        for _ in range(converted):
            self.join(team, self.agency["conversion_route"], month)
        target = self.target(team)
        team.notices = [*team.notices, 0][1:]
        team.workers -= self.binomial(team.workers, team.churn)
        surplus = max(0, team.workers - target)
        team.workers -= surplus
        if team.notices:
            team.notices[-1] += surplus
        for place in reversed(range(len(team.notices))):
            withdrawn = min(team.notices[place], target - team.workers)
            team.notices[place] -= withdrawn
            team.workers += withdrawn
        team.order(max(0, target - team.workers))
        filled = self.binomial(team.orders[-1], team.fill)
        team.orders[-1] -= filled
        team.workers += filled
        return filled

    def record(self, started):
        teams = self.teams.values()
        self.figures.append(
            {
                "permanent_fte": sum(team.fte for team in teams),
                "vacancies": sum(team.vacancies() for team in teams),
                "agency_fte": sum(team.in_post() for team in teams) * self.agency["fte_per_worker"],
                "joiners": sum(team.joined[-1] for team in teams),
                "leavers": self.leavers,
                "agency_starters": started,
                "agency_orders": sum(sum(team.orders) for team in teams),
            }
        )

    def binomial(self, trials, probability):
        """Successes among trials, from the geometric gaps between them."""
        if trials == 0 or probability <= 0 or probability >= 1:
            return trials * (probability >= 1)
        draw, scale = self.chance.random, 1 / math.log1p(-probability)
        successes, place = 0, math.log(1 - draw()) * scale
        while place < trials:
            successes += 1
            place = math.floor(place) + 1 + math.log(1 - draw()) * scale
        return successes

    def poisson(self, mean):
        """By the method of Knuth: factors drawn until their product is below exp(-mean)."""
        count, product, least = 0, self.chance.random(), math.exp(-mean)
        while product > least:
            count, product = count + 1, product * self.chance.random()
        return count


def values(inputs, number):
    """The quantities of one future."""

    def value(address, default=None):
        drawn = inputs(address, default)
        return float(drawn[number]) if isinstance(drawn, np.ndarray) else drawn

    return value


def simulate(scenario, futures, seed):
    """Yields (month, figures of all futures)."""
    calendar, chance = Calendar(scenario), random.Random(seed)
    for name in effects_on_staff(scenario):
        del scenario["yearly"][name]
    inputs = Inputs(scenario, np.random.default_rng(seed), futures)
    found = []
    for number in range(futures):
        found.append(Future(scenario, calendar, values(inputs, number), chance).run())
    for month in range(calendar.months):
        yield month, {name: [future[month][name] for future in found] for name in found[0][month]}


if __name__ == "__main__":
    moments.report(simulate, read(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
