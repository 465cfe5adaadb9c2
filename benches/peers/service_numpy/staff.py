"""Permanent staff of n futures side by side (section 4 of docs/model.md).

Each person has a lifetime: an exponential of mean 1, used up by their monthly hazards. Every leaving rate in a team has
a clock, which adds up its hazard by future; a person leaves when the clock of their rate reaches their `due`. This has
the distribution of monthly draws with the chance 1 - exp(-hazard).

A person who is known beforehand (opening staff, offers) is a row of n futures. Those whose number differs by future
(campaigns, conversions) are entries of one long list.
"""

import numpy as np

from scenario import band_start

GONE = np.float32(np.inf)


class Cohort:
    """The rows of people who start together, and where they are in their route."""

    def __init__(self, rows, team, route, stage, service_from, stage_ends):
        self.rows, self.team, self.route, self.stage = rows, team, route, stage
        self.service_from, self.stage_ends = service_from, stage_ends


class Staff:
    def __init__(self, scenario, calendar, inputs, rng, n):
        self.inputs, self.rng, self.n, self.calendar = inputs, rng, n, calendar
        self.teams = list(scenario["team"])
        self.routes = scenario["route"]
        self.intakes = scenario["intake"]
        self.stages = {route: list(of["stage"]) for route, of in self.routes.items()}
        self.read_leaving(scenario)
        self.read_cells(scenario)
        self.open(scenario)

    def read_leaving(self, scenario):
        """Leaving tables as bands (first month of service, place of the rate); one clock by team and rate."""
        self.bands, self.rates = {}, []  # the rates by their addresses

        def table(address, of):
            bands = []
            for key in of:
                bands.append((band_start(key), len(self.rates)))
                self.rates.append(f"{address}.{key}")
            return bands

        service = table("leaving.annual_rate", scenario["leaving"]["annual_rate"])
        for route, of in self.routes.items():
            for stage, has in of["stage"].items():
                if "leaving" in has:
                    self.bands[route, stage] = table(f"route.{route}.stage.{stage}.leaving", has["leaving"])
                else:  # trainees without a table of their own do not leave
                    self.bands[route, stage] = service if has.get("employed", True) else []
        # The last clock never moves: it is that of people who cannot leave.
        self.clocks = np.zeros((len(self.teams) * len(self.rates) + 1, self.n), np.float32)

    def clock(self, team, route, stage, service):
        """The clock of people with so many months of service."""
        begun = [rate for start, rate in self.bands[route, stage] if start <= service]
        return team * len(self.rates) + begun[-1] if begun else len(self.clocks) - 1

    def read_cells(self, scenario):
        """A cell is a team and a stage of a route in which people can be; heads are counted by cell."""
        places = [(of["team"], of["route"]) for table in ("staff", "intake") for of in scenario[table].values()]
        places += [(team, scenario["agency"]["conversion_route"]) for team in self.teams]
        self.cells = {}
        for team, route in dict.fromkeys(places):
            for stage in self.stages[route]:
                self.cells[self.teams.index(team), route, stage] = len(self.cells)
        size = len(self.cells)
        self.fte, self.employed = np.ones(size), np.ones(size, bool)
        self.in_team = np.zeros((len(self.teams), size))
        share, cover, pay = (np.ones((size, self.n)) for _ in range(3))
        for (team, route, stage), cell in self.cells.items():
            of = self.routes[route]["stage"][stage]
            self.employed[cell] = of.get("employed", True)
            self.fte[cell] = self.routes[route].get("fte_per_head", 1)
            self.in_team[team, cell] = 1
            address, carries = f"route.{route}.stage.{stage}", float(self.employed[cell])
            share[cell] = self.inputs(f"{address}.caseload_share", carries)
            cover[cell] = self.inputs(f"{address}.cover", carries)
            pay[cell] = self.inputs(f"{address}.pay", 0)
        fte = self.fte[:, None]
        self.share_fte = share * fte
        # By cell and person: full caseloads, posts covered, pay a month.
        self.drawn_parts = np.array([self.share_fte, cover * fte, pay * fte / 12])
        # By team and cell: heads, FTE, people not employed, FTE of case holders.
        holds = share.min(axis=1) > 0
        if (holds != self.employed).any():
            raise SystemExit("the peers cover permanent staff who carry cases and trainees who carry none")
        parts = self.employed, self.fte * self.employed, ~self.employed, self.fte * holds
        self.fixed_parts = np.concatenate([self.in_team * part for part in parts])
        self.fte_in_team = self.in_team * self.fte
        self.paid_in_team = self.in_team * self.employed
        self.trained_in_team = self.in_team * ~self.employed

    def open(self, scenario):
        """The opening staff; rows without people for the offers to come; no recruits."""
        self.heads = np.zeros((len(self.cells), self.n))
        self.cohorts, rows = [], 0
        for of in scenario["staff"].values():
            route, service = of["route"], of.get("months_in_service", 0)
            stage = of.get("stage", self.stages[route][-1])
            length = self.routes[route]["stage"][stage].get("months")
            ends = None if length is None else length - of.get("months_in_stage", min(service, length))
            place = slice(rows, rows + of["heads"])
            self.cohorts.append(Cohort(place, self.teams.index(of["team"]), route, stage, -service, ends))
            self.heads[self.cell(self.cohorts[-1])] += of["heads"]
            rows = place.stop
        opening = rows
        self.offers = {}
        for name, of in self.intakes.items():
            if "month" in of:
                offers = int(np.floor(self.inputs(f"intake.{name}.offers") + 0.5))
                self.offers[name] = slice(rows, rows + offers)
                rows += offers
        self.due = np.full((rows, self.n), GONE)
        self.due[:opening] = self.lifetimes((opening, self.n))
        self.row_clock = np.full(rows, len(self.clocks) - 1)
        self.row_cell = np.zeros(rows, int)
        for cohort in self.cohorts:
            self.place(cohort, 0)
        # Recruits: `due`, and the places of their clock and cell in the flattened arrays; when their rates change.
        self.recruits, self.rate_changes = 0, {}
        room = 2 * self.calendar.months * self.n
        self.recruit_due = np.empty(room, np.float32)
        self.recruit_clock, self.recruit_cell = np.empty(room, int), np.empty(room, int)
        self.joined = np.zeros((self.calendar.months, len(self.teams), self.n))

    def lifetimes(self, shape):
        return self.rng.standard_exponential(shape, np.float32)

    def cell(self, of):
        return self.cells[of.team, of.route, of.stage]

    def place(self, cohort, month):
        """Puts a cohort's rows on the clock of its stage and service; what is left of a lifetime stays the same."""
        clock = self.clock(cohort.team, cohort.route, cohort.stage, month - cohort.service_from)
        before = self.row_clock[cohort.rows][:1]
        if before.size and before[0] != clock:
            self.due[cohort.rows] += self.clocks[clock] - self.clocks[before[0]]
            self.row_clock[cohort.rows] = clock
        self.row_cell[cohort.rows] = self.cell(cohort)

    def begin_month(self):
        """Nobody has left yet, and nothing has been spent."""
        self.gone = np.zeros((len(self.cells), self.n))
        self.spent = np.zeros((len(self.teams), self.n))
        self.grants = np.zeros((len(self.teams), self.n))

    def end_stages(self, month):
        for cohort in self.cohorts:
            if cohort.stage_ends != month:
                continue
            stages, due = self.stages[cohort.route], self.due[cohort.rows]
            completion = self.inputs(f"route.{cohort.route}.stage.{cohort.stage}.completion", 1)
            here = due < GONE
            passed = here & (self.rng.random(due.shape) < completion)
            due[here & ~passed] = GONE
            old, heads = self.cell(cohort), passed.sum(axis=0)
            if self.employed[old]:
                self.gone[old] += self.heads_of(here) - heads
            self.heads[old] -= self.heads_of(here)
            cohort.stage = stages[stages.index(cohort.stage) + 1]
            self.heads[self.cell(cohort)] += heads
            length = self.routes[cohort.route]["stage"][cohort.stage].get("months")
            cohort.stage_ends = None if length is None else month + length
            if self.employed[self.cell(cohort)] and not self.employed[old]:
                cohort.service_from = month
                self.joined[month, cohort.team] += heads

    @staticmethod
    def heads_of(people):
        return people.sum(axis=0)

    def arrive(self, month, vacancies):
        """Arrivals in file order; `vacancies` are whole ones by month end (0: the opening), team and future."""
        for name, of in self.intakes.items():
            team, cost = self.teams.index(of["team"]), f"intake.{name}.cost_per_"
            if "month" in of:
                if self.calendar.index(of["month"]) != month:
                    continue
                rows = self.offers[name]
                self.spent[team] += (rows.stop - rows.start) * self.inputs(cost + "offer", 0)
                starters = self.start_offers(name, of, team, month)
            else:
                self.spent[team] += self.inputs(cost + "month", 0)
                starters = self.rng.poisson(np.broadcast_to(self.inputs(f"intake.{name}.per_month"), self.n))
                if of.get("into_vacancies", False):
                    known = max(month - of.get("lead_time", 0), 0)
                    since = self.joined[known : month + 1, team].sum(axis=0)
                    starters = np.minimum(starters, np.maximum(vacancies[known][team] - since, 0)).astype(int)
                self.recruit(starters, team, of["route"], month)
                self.spent[team] += starters * self.inputs(cost + "offer", 0)
            self.spent[team] += starters * self.inputs(cost + "start", 0)
            self.grants[team] += starters * self.inputs(f"intake.{name}.grant_per_start", 0)

    def start_offers(self, name, of, team, month):
        """Those who take up their offers join the first stage of their route."""
        rows, route = self.offers[name], of["route"]
        stage = self.stages[route][0]
        length = self.routes[route]["stage"][stage].get("months")
        cohort = Cohort(rows, team, route, stage, month, None if length is None else month + length)
        self.place(cohort, month)
        self.cohorts.append(cohort)
        shape = (rows.stop - rows.start, self.n)
        come = self.rng.random(shape) < self.inputs(f"intake.{name}.take_up", 1)
        due = self.clocks[self.clock(team, route, stage, 0)] + self.lifetimes(shape)
        self.due[rows] = np.where(come, due, GONE)
        starters = self.heads_of(come)
        self.heads[self.cell(cohort)] += starters
        if self.employed[self.cell(cohort)]:
            self.joined[month, team] += starters
        return starters

    def recruit(self, starters, team, route, month):
        """People whose number differs by future join a route that has one stage."""
        (stage,) = self.stages[route]
        some = np.flatnonzero(starters)
        future = np.repeat(some, starters[some])
        first, last = self.recruits, self.recruits + len(future)
        if last > len(self.recruit_due):
            for name in ("recruit_due", "recruit_clock", "recruit_cell"):
                setattr(self, name, np.resize(getattr(self, name), 2 * last))
        clock, cell = self.clock(team, route, stage, 0), self.cells[team, route, stage]
        self.recruit_due[first:last] = self.clocks[clock, future] + self.lifetimes(len(future))
        self.recruit_clock[first:last] = clock * self.n + future
        self.recruit_cell[first:last] = cell * self.n + future
        self.recruits = last
        for start, _ in self.bands[route, stage][1:]:
            self.rate_changes.setdefault(month + start, []).append((first, last))
        self.heads[cell] += starters
        self.joined[month, team] += starters

    def leave(self, month, workload):
        """Leavers of the month; `workload` multiplies the rates, by team and future."""
        for cohort in self.cohorts:
            self.place(cohort, month)
        clocks = self.clocks.reshape(-1)
        for first, last in self.rate_changes.get(month, []):
            before = self.recruit_clock[first:last]
            self.recruit_due[first:last] += clocks[before + self.n] - clocks[before]
            self.recruit_clock[first:last] += self.n
        by_team = self.clocks[:-1].reshape(len(self.teams), len(self.rates), self.n)
        hazards = np.array([np.broadcast_to(self.inputs(rate) / 12, self.n) for rate in self.rates], np.float32)
        by_team += hazards * workload.astype(np.float32)[:, None]

        left = np.zeros_like(self.heads).reshape(-1)
        out = np.flatnonzero(self.due < self.clocks[self.row_clock])
        self.due.reshape(-1)[out] = GONE
        row, future = np.divmod(out, self.n)
        np.add.at(left, self.row_cell[row] * self.n + future, 1)
        now = slice(self.recruits)
        out = np.flatnonzero(self.recruit_due[now] < clocks[self.recruit_clock[now]])
        self.recruit_due[out] = GONE
        np.add.at(left, self.recruit_cell[out], 1)
        left = left.reshape(self.heads.shape)
        self.heads -= left
        self.gone += left * self.employed[:, None]

    def count(self):
        """What the people in post add up to, by team and future."""
        shape = (4, len(self.teams), self.n)
        self.permanent_heads, self.permanent_fte, self.trainees, self.holders = (self.fixed_parts @ self.heads).reshape(
            shape
        )
        # A factor on the FTE of permanent staff, not of trainees.
        self.hours = self.inputs("workforce.hours", 1)
        self.permanent_fte = self.permanent_fte * self.hours
        self.holders = self.holders * self.hours
        drawn = self.drawn_parts * (self.heads * np.where(self.employed[:, None], self.hours, 1))
        self.shares, self.covered, self.pay = (
            self.in_team @ drawn[0],
            self.in_team @ drawn[1],
            self.paid_in_team @ drawn[2],
        )
        self.trainee_support = self.trained_in_team @ drawn[2]

    def leavers(self):
        """People, FTE, and full caseloads of the month's leavers, by team and future."""
        heads = self.in_team @ self.gone
        return heads, self.fte_in_team @ self.gone * self.hours, self.in_team @ (self.gone * self.share_fte) * self.hours
