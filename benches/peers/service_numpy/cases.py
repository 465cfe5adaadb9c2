"""Demand and cases of n futures side by side (sections 6 to 8 of docs/model.md)."""

import numpy as np

# Bounds of pressure.
LOWEST, HIGHEST = 0.1, 10.0


class Cases:
    def __init__(self, scenario, calendar, inputs, rng, n):
        self.scenario, self.calendar, self.inputs, self.rng, self.n = scenario, calendar, inputs, rng, n
        self.pathway = scenario["pathway"]
        self.stages = list(self.pathway)
        self.decisions = [stage for stage in self.stages if self.pathway[stage]["months"] == 0]
        for place, stage in enumerate(self.decisions):
            if set(self.decisions[:place]) & set(self.pathway[stage]["next"]):
                raise SystemExit("a decision must stand before those it leads to")
        self.next = {stage: self.branches(f"pathway.{stage}.next", of["next"]) for stage, of in self.pathway.items()}
        self.next[None] = self.branches("demand.next", scenario["demand"]["next"])
        all_teams = list(scenario["team"])
        # Teams that hold cases, and their places among all teams.
        self.teams = [team for team in all_teams if "caseload" in scenario["team"][team]]
        self.places = np.array([all_teams.index(team) for team in self.teams])
        # The stages of each team, in the order in which their cases are the first to be without a worker.
        self.stages_of = {
            team: sorted(
                (stage for stage in reversed(self.stages) if self.pathway[stage]["team"] == team),
                key=lambda stage: self.pathway[stage].get("priority", 0),
            )
            for team in self.teams
        }
        self.reference, self.maximum, self.slowing = (
            np.array([np.broadcast_to(inputs(f"team.{team}.caseload.{key}", 0), n) for team in self.teams])
            for key in ("reference", "maximum", "slowing")
        )

    def branches(self, address, of):
        """The branches as (stage or None for closed, address of its share); the last takes the rest."""
        to = {stage: None if stage == "closed" else stage for stage in of}
        drawn = [(to[stage], f"{address}.{stage}") for stage, share in of.items() if share != "rest"]
        (rest,) = (to[stage] for stage, share in of.items() if share == "rest")
        return drawn, rest

    def open(self, holders, full_loads, shares):
        """The opening stock, its allocation and the pressure on it."""
        self.stock = {s: np.full(self.n, self.pathway[s].get("cases", 0)) for s in self.stages}
        self.unallocated = {s: np.zeros(self.n, int) for s in self.stages}
        self.decision_load, self.screening_load = self.opening_loads()
        self.allocate(holders, full_loads)
        self.opening_pressure = self.pressure(full_loads)
        self.opening_pressure_on_time = self.pressure_on_time(full_loads)
        measured = [self.inputs(f"team.{team}.caseload.measured_at", np.nan) for team in self.teams]
        self.measured_at = np.array([np.where(np.isnan(k), own, k) for k, own in zip(measured, self.caseload)])
        self.hand_over(0, shares)

    def opening_loads(self):
        """Decisions and screening of an average month, from the means of the inputs.

        The stated rates of completion are used, of all cases: the shipped scenario opens at a pressure of 1 or below,
        at which the pace is 1, and no case of it waits for a worker (`service.py` checks both)."""
        mean, entries = self.inputs.mean, dict.fromkeys([*self.stages, None], 0.0)
        decisions, screening = (np.zeros((len(self.teams), self.n)) for _ in range(2))

        def share_out(stage, cases):
            drawn, rest = self.next[stage]
            left = cases
            for to, share in drawn:
                entries[to] += cases * mean(share)
                left -= cases * mean(share)
            entries[rest] += max(left, 0)

        contacts = mean("demand.contacts.per_month")
        share_out(None, contacts * mean("demand.contacts.conversion"))
        of = self.scenario["demand"]["screening"]
        screening[self.teams.index(of["team"])] = contacts * mean("demand.screening.load")
        for stage in self.stages:
            of = self.pathway[stage]
            entries[stage] += mean(f"pathway.{stage}.from_outside", 0)
            if stage not in self.decisions:
                escalated = {to: mean(f"pathway.{stage}.escalate.{to}") for to in of.get("escalate", {})}
                for to, chance in escalated.items():
                    entries[to] += of["cases"] * chance
                share_out(stage, of["cases"] * (1 - sum(escalated.values())) / of["months"])
        for stage in self.decisions:
            team = self.teams.index(self.pathway[stage]["team"])
            decisions[team] += entries[stage] * mean(f"pathway.{stage}.held", 0)
            share_out(stage, entries[stage])
        return decisions, screening

    def pressure(self, full_loads, waiting=0):
        """Cases with a worker, decisions and screening per available full caseload, against the reference; with those
        of the cases without a worker that are `waiting`."""
        work = self.open_cases - self.without + waiting + self.decision_load + self.screening_load
        return np.clip(work / full_loads / self.reference, LOWEST, HIGHEST)

    def pressure_on_time(self, full_loads):
        """The pressure on the timeliness of each stage that is judged: its own waiting cases count too."""
        return {
            stage: self.pressure(full_loads, self.unallocated[stage])[self.teams.index(of["team"])]
            for stage, of in self.pathway.items()
            if "in_time" in of
        }

    def contact(self, month):
        """Contacts, referrals and screening of the month."""
        growth = (1 + self.inputs("demand.growth", 0)) ** (month / 12)
        common = self.inputs("demand.contacts.per_month") * growth
        conversion = self.inputs("demand.contacts.conversion")
        means = np.array([common * conversion, common * (1 - conversion)])
        dispersion = self.inputs("demand.dispersion", 0)
        if np.any(dispersion):
            shape = np.broadcast_to(1 / dispersion, means.shape)
            means *= self.rng.standard_gamma(shape) * dispersion
        self.referrals, others = self.rng.poisson(means)
        self.contacts = self.referrals + others
        self.re_referrals = self.rng.binomial(self.referrals, self.inputs("demand.re_referral", 0))
        of = self.scenario["demand"]["screening"]
        self.screening_load[self.teams.index(of["team"])] = self.contacts * self.inputs("demand.screening.load")

    def work(self, month, full_loads):
        """A month of work on the stock at its start; entrants wait, but decisions pass on all arrivals at once."""
        now = self.pressure(full_loads)  # with the decisions of last month
        pace = np.where((now > 1) & (self.slowing > 0), now**-self.slowing, 1)
        self.now_on_time = self.pressure_on_time(full_loads)
        self.entering = {stage: np.zeros(self.n, int) for stage in [*self.stages, None]}
        self.completed, self.in_time = {}, {}
        self.share_out(None, self.referrals)
        for stage in self.stages:
            outside = self.inputs(f"pathway.{stage}.from_outside", 0)
            if np.any(outside):
                self.entering[stage] += self.rng.poisson(outside, self.n)
            if stage not in self.decisions:
                self.finish(stage, pace)
        self.decision_load = np.zeros_like(self.decision_load)
        for stage in self.decisions:
            arrived, team = self.entering[stage], self.teams.index(self.pathway[stage]["team"])
            self.decision_load[team] += arrived * self.inputs(f"pathway.{stage}.held", 0)
            self.complete(stage, arrived)
        self.repeats = {}
        for stage in self.stages:
            if "repeat" in self.pathway[stage]:
                chance = self.inputs(f"pathway.{stage}.repeat")
                self.repeats[stage] = self.rng.binomial(self.entering[stage], chance)
            if stage not in self.decisions:
                self.stock[stage] += self.entering[stage]

    def finish(self, stage, pace):
        """Escalations in turn, then completions among the rest. Cases without a worker do not move."""
        of, movable = self.pathway[stage], self.stock[stage] - self.unallocated[stage]
        left = movable
        for to in of.get("escalate", {}):
            up = self.rng.binomial(left, self.inputs(f"pathway.{stage}.escalate.{to}"))
            self.entering[to] += up
            left = left - up
        chance = min(1 / of["months"], 1) * pace[self.teams.index(of["team"])]
        done = self.rng.binomial(left, chance)
        self.stock[stage] -= movable - left + done
        self.complete(stage, done)

    def complete(self, stage, cases):
        self.completed[stage] = cases
        if "in_time" in self.pathway[stage]:
            opening = self.inputs(f"pathway.{stage}.in_time")
            slope = self.inputs(f"pathway.{stage}.in_time_slope", 0)
            change = self.now_on_time[stage] / self.opening_pressure_on_time[stage]
            odds = opening / (1 - opening) * change**-slope
            self.in_time[stage] = self.rng.binomial(cases, odds / (1 + odds))
        self.share_out(stage, cases)

    def share_out(self, stage, cases):
        """Branches in file order, each drawn from those left."""
        drawn, rest = self.next[stage]
        share_left = 1.0
        for to, address in drawn:
            share = self.inputs(address)
            gone = self.rng.binomial(cases, np.minimum(share / share_left, 1))
            self.entering[to] += gone
            cases, share_left = cases - gone, share_left - share
        self.entering[rest] += cases

    def allocate(self, holders, full_loads):
        """Cases beyond what the staff present can hold have no worker, those of the lowest priority first and among
        equals those of the last stage; then the caseloads."""
        stages = [[self.stock[stage] for stage in self.stages_of[team]] for team in self.teams]
        self.open_cases = np.array([sum(stocks) for stocks in stages])
        room = self.maximum * full_loads - self.decision_load - self.screening_load
        room = np.maximum(np.floor(room + 1e-9), 0).astype(int)
        self.without = np.maximum(0, self.open_cases - room)
        for team, without in zip(self.teams, self.without):
            for stage in self.stages_of[team]:
                self.unallocated[stage] = np.minimum(without, self.stock[stage])
                without = without - self.unallocated[stage]
        self.allocated_load = self.open_cases - self.without + self.decision_load
        self.caseload = self.allocated_load / holders

    def hand_over(self, shares_left, shares):
        """Cases that change worker: the part of the team's allocated cases that leavers carried. `shares` are the full
        caseloads of staff in post, absent or not."""
        self.handovers = shares_left * self.cases_per_share if hasattr(self, "cases_per_share") else 0
        self.cases_per_share = (self.open_cases - self.without) / shares
