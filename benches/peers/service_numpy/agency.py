"""The agency market of n futures side by side, all teams at once (section 5 of docs/model.md)."""

import numpy as np


class Agency:
    def __init__(self, scenario, inputs, rng, n):
        self.scenario, self.inputs, self.rng, self.n = scenario, inputs, rng, n
        self.teams = list(scenario["team"])
        self.begin_month()
        self.fte_per_worker = scenario["agency"].get("fte_per_worker", 1)
        shape = (len(self.teams), n)
        # The part of a worker to cover above which there is one more.
        self.threshold = rng.random(shape)
        self.establishment = self.by_team("establishment", n)
        self.workers = np.zeros(shape, int)
        for team, has in enumerate(scenario["team"].values()):
            self.workers[team] = has["agency"]["workers"]
        # Workers under notice by months left, the soonest first; orders by age in months, the oldest last.
        self.notices = [np.zeros(shape, int) for _ in range(scenario["agency"]["notice"])]
        self.orders = [np.zeros(shape, int) for _ in range(scenario["agency"]["lead_time"] + 1)]
        # A team without surge posts has a trigger that nothing is above.
        surge = [of.get("surge", {}) for of in scenario["team"].values()]
        self.surge_months = np.array([[of.get("months", 1)] for of in surge])
        self.trigger, self.release = (self.by_team(f"surge.{key}", n, np.inf) for key in ("trigger", "release"))
        self.surge_posts = self.by_team("surge.posts", n, 0)
        self.surging = np.zeros(shape, bool)
        self.months_above = np.zeros(shape, int)

    def begin_month(self):
        """The quantities of the month; before the first month, those of the opening."""
        self.cover, self.churn, self.fill, self.conversion, self.charge = (
            np.array([np.broadcast_to(self.of_team(team, key), self.n) for team in self.teams])
            for key in ("cover", "churn", "fill", "conversion", "charge_per_hour")
        )

    def of_team(self, team, key):
        """A team's own quantity, or the service's; 0 where neither is given."""
        own = key in self.scenario["team"][team]["agency"]
        return self.inputs(f"team.{team}.agency.{key}" if own else f"agency.{key}", 0)

    def by_team(self, key, n, default=None):
        return np.array([np.broadcast_to(self.inputs(f"team.{team}.{key}", default), n) for team in self.teams])

    def in_post(self):
        return self.workers + sum(self.notices)

    def fte(self):
        return self.in_post() * self.fte_per_worker

    def target(self, covered, long_absence):
        """Posts to cover, and the workers not under notice that they take."""
        gap = np.maximum(0, self.establishment - (1 - long_absence) * covered)
        self.posts_to_cover = self.cover * gap + self.surge_posts * self.surging
        part, whole = np.modf(self.posts_to_cover / self.fte_per_worker)
        return (whole + (part > self.threshold)).astype(int)

    def open_orders(self, covered, long_absence):
        """Orders at the opening: those in balance, spread evenly over their ages, the remainder on the oldest."""
        orders = np.maximum(0, self.target(covered, long_absence) - self.workers)
        ages = len(self.orders)
        for place, age in enumerate(reversed(self.orders)):
            age[:] = orders // ages + (place < orders % ages)

    def convert(self):
        """Workers who become permanent."""
        self.converted = self.rng.binomial(self.workers, self.conversion)
        self.workers -= self.converted
        return self.converted

    def trade(self, caseload, covered, long_absence):
        """Surge, notices that run out, churn, target, notices, orders and fills. `caseload` is that of last month."""
        self.months_above = np.where(caseload > self.trigger, self.months_above + 1, 0)
        self.surging = (self.months_above >= self.surge_months) | (self.surging & ~(caseload < self.release))
        target = self.target(covered, long_absence)
        self.left = self.expire()
        ended = self.rng.binomial(self.workers, self.churn)
        self.workers -= ended
        self.left += ended
        surplus = np.maximum(0, self.workers - target)
        self.workers -= surplus
        if self.notices:
            self.notices[-1] += surplus
        else:
            self.left += surplus
        for notice in reversed(self.notices):
            withdrawn = np.minimum(notice, target - self.workers)
            notice -= withdrawn
            self.workers += withdrawn
        self.order(np.maximum(0, target - self.workers))
        self.started = self.rng.binomial(self.orders[-1], self.fill)
        self.orders[-1] -= self.started
        self.workers += self.started

    def expire(self):
        """Workers whose notice has run out; for the others it becomes a month shorter."""
        if not self.notices:
            return np.zeros_like(self.workers)
        expired = self.notices.pop(0)
        self.notices.append(np.zeros_like(expired))
        return expired

    def order(self, wanted):
        """Orders age by a month; the newest are cancelled, or new ones placed, to have as many as wanted."""
        oldest = self.orders.pop()
        if self.orders:
            oldest = oldest + self.orders.pop()
            self.orders = [np.zeros_like(oldest), *self.orders, oldest]
        else:
            self.orders = [oldest]
        change = wanted - sum(self.orders)
        surplus = np.maximum(0, -change)
        for order in self.orders:
            cancelled = np.minimum(order, surplus)
            order -= cancelled
            surplus -= cancelled
        self.orders[0] += np.maximum(0, change)
