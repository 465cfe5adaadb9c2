"""The whole service over n futures side by side, month by month.

It shares no code and no random numbers with staffcast, so the two agree in distribution, not future by future.
"""

import numpy as np

from scenario import Calendar, Inputs

from .agency import Agency
from .cases import Cases
from .staff import Staff

# Futures that are simulated together: enough that a call of numpy costs little beside its work, few enough for a
# processor's cache.
BLOCK = 5000


class Service:
    def __init__(self, scenario, rng, n):
        self.scenario, self.calendar, self.n = scenario, Calendar(scenario), n
        self.inputs = Inputs(scenario, rng, n)
        parts = scenario, self.calendar, self.inputs, rng, n
        self.staff, self.cases = Staff(*parts), Cases(*parts)
        self.agency = Agency(scenario, self.inputs, rng, n)
        self.holding = self.cases.places  # of the teams that hold cases
        self.sickness, self.long_absence = (self.inputs(f"absence.{key}", 0) for key in ("sickness", "long_absence"))
        self.awards, self.deflator = 1.0, 1.0
        for _ in range(self.calendar.first_financial_year() - int(scenario["money"]["base_year"][:4])):
            self.deflator = self.deflator / (1 + self.inputs("money.inflation", 0))
        self.left_fte = np.full((12, len(scenario["team"]), n), np.nan)

    def open(self):
        """The state at the end of the month before the run."""
        staff, agency = self.staff, self.agency
        staff.count()
        agency.open_orders(staff.covered, self.long_absence)
        self.measure()
        self.cases.open(self.holders, self.full_loads, self.shares)
        if np.mean(self.cases.opening_pressure) > 1.02:
            raise SystemExit("the opening is above its reference caseload, which this statement does not cover")
        if self.cases.without.any():
            raise SystemExit("cases wait for a worker at the opening, which this statement does not cover")
        self.count_vacancies()
        self.vacancies_then = [self.whole_vacancies()]

    def months(self):
        """Simulates month after month; yields the figures of each, by future."""
        self.open()
        for month in range(self.calendar.months):
            self.run(month)
            yield self.figures(month)

    def run(self, month):
        """The order of a month (section 3 of docs/model.md)."""
        staff, agency, cases = self.staff, self.agency, self.cases
        self.inputs.month = month
        staff.begin_month()
        agency.begin_month()
        staff.end_stages(month)
        staff.arrive(month, self.vacancies_then)
        staff.leave(month, self.workload())
        converted, route = agency.convert(), self.scenario["agency"]["conversion_route"]
        for team, starters in enumerate(converted):
            staff.recruit(starters, team, route, month)
        staff.count()
        agency.trade(self.caseload(), staff.covered, self.long_absence)
        self.measure()
        cases.contact(month)
        cases.work(month, self.full_loads)
        cases.allocate(self.holders, self.full_loads)
        self.leavers, left_fte, left_shares = staff.leavers()
        left_shares = left_shares + agency.left * agency.fte_per_worker
        cases.hand_over(left_shares[self.holding], self.shares)
        self.count_vacancies()
        self.vacancies_then.append(self.whole_vacancies())
        self.left_fte[month % 12] = left_fte
        self.pay(month)

    def caseload(self):
        """The official caseload of all teams at the end of last month; missing where a team holds no cases."""
        caseload = np.full((len(self.scenario["team"]), self.n), np.nan)
        caseload[self.holding] = self.cases.caseload
        return caseload

    def workload(self):
        """The factor of caseload on leaving, by team and future."""
        factor = np.ones((len(self.scenario["team"]), self.n))
        above = self.cases.caseload - self.cases.measured_at
        lowest, highest = self.inputs("leaving.lowest_multiplier", 0.5), self.inputs("leaving.highest_multiplier", 3)
        effect = np.exp(self.inputs("leaving.workload_effect", 0) * above)
        factor[self.holding] = np.minimum(np.maximum(effect, lowest), highest)
        return factor

    def measure(self):
        """Case holders in post, and the full caseloads of those present and of all, in the teams that hold cases."""
        staff, agency = self.staff, self.agency.fte()[self.holding]
        present = (1 - self.sickness) * (1 - self.long_absence)
        self.holders = staff.holders[self.holding] + agency
        self.full_loads = present * staff.shares[self.holding] + agency
        self.shares = staff.shares[self.holding] + agency

    def count_vacancies(self):
        self.vacancies = np.maximum(0, self.agency.establishment - self.staff.permanent_fte)

    def whole_vacancies(self):
        return np.floor(self.vacancies + 1e-9)

    def pay(self, month):
        """The month's cost in pounds, to the penny by line and team (section 9)."""
        staff, inputs = self.staff, self.inputs
        for name, award in self.scenario.get("award", {}).items():
            if self.calendar.index(award["month"]) == month:
                self.awards = self.awards * (1 + inputs(f"award.{name}.rate"))
        if month > 0 and self.calendar.is_april(month):
            self.deflator = self.deflator / (1 + inputs("money.inflation", 0))
        paid = 1 - self.long_absence * (1 - inputs("absence.long_absence_pay", 1))
        hours = inputs("agency.hours_per_week", 37) * inputs("agency.paid_weeks", 46) / 12
        fte = self.agency.fte()
        agency = fte * hours * self.agency.charge
        lines = [staff.pay * self.awards * paid, agency, staff.spent, staff.trainee_support, -staff.grants]
        self.costs = sum(np.round(line, 2) for line in lines)
        comparator = inputs("agency.comparator", 0) / 12 * self.awards
        self.premium = np.round(agency - fte * comparator, 2)

    def figures(self, month):
        """The month's headlines for the service, and the caseload by team."""
        staff, agency, cases = self.staff, self.agency, self.cases
        permanent, agency_fte = staff.permanent_fte.sum(axis=0), agency.fte().sum(axis=0)
        vacancies, cost = self.vacancies.sum(axis=0), self.costs.sum(axis=0)
        assessments = [stage for stage in cases.stages if self.scenario["pathway"][stage]["counts_as"] == "assessment"]
        figures = {
            "agency_rate": agency_fte / (agency_fte + permanent),
            "permanent_fte": permanent,
            "permanent_heads": staff.permanent_heads.sum(axis=0),
            "trainees": staff.trainees.sum(axis=0),
            "agency_fte": agency_fte,
            "vacancies": vacancies,
            "vacancy_rate": vacancies / (vacancies + permanent),
            "posts_to_cover": agency.posts_to_cover.sum(axis=0),
            "joiners": staff.joined[month].sum(axis=0),
            "leavers": self.leavers.sum(axis=0),
            "agency_starters": agency.started.sum(axis=0),
            "agency_leavers": (agency.left + agency.converted).sum(axis=0),
            "agency_orders": sum(agency.orders).sum(axis=0),
            "caseload": cases.allocated_load.sum(axis=0) / self.holders.sum(axis=0),
            "caseload_full_load": (cases.allocated_load + cases.screening_load).sum(axis=0)
            / self.full_loads.sum(axis=0),
            "case_holder_fte": self.holders.sum(axis=0),
            "open_cases": cases.open_cases.sum(axis=0),
            "unallocated": cases.without.sum(axis=0),
            "handovers": cases.handovers.sum(axis=0),
            "contacts": cases.contacts,
            "referrals": cases.referrals,
            "re_referrals": cases.re_referrals,
            "assessments_completed": sum(cases.completed[stage] for stage in assessments),
            "assessments_in_time": sum(cases.in_time[stage] for stage in assessments),
            "repeat_child_protection_plans": sum(cases.repeats.values()),
            "cost": cost,
            "cost_real": cost * self.deflator,
            "agency_premium": self.premium.sum(axis=0),
        }
        if month >= 11:
            figures["turnover"] = self.left_fte.sum(axis=(0, 1)) / permanent
        for team, caseload in zip(cases.teams, cases.caseload):
            figures["caseload", team] = caseload
        for stage in cases.stages:
            figures["stage_entries", stage] = cases.entering[stage]
            figures["open_cases", stage] = cases.stock[stage]
            # Earlier, too few futures have any that wait for z-scores to be normal.
            if month == self.calendar.months - 1 and stage not in cases.decisions:
                figures["unallocated", stage] = cases.unallocated[stage]
        return figures


def simulate(scenario, futures, seed):
    """Yields (month, figures of a block of futures), block after block."""
    streams = np.random.SeedSequence(seed).spawn(-(-futures // BLOCK))
    for first, stream in zip(range(0, futures, BLOCK), streams):
        rng = np.random.Generator(np.random.SFC64(stream))
        yield from enumerate(Service(scenario, rng, min(BLOCK, futures - first)).months())
