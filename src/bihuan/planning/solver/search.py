"""The search of a pool: whole organizations into rounds, by annealing; every choice comes from the seed.

What is lowered: sectors counted by rounds, drawn together by a concave count (the third of a sector in a round costs
less than the first), and days over the level of a round, dearer as the search cools.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bihuan.domain.term_plan import Job
from bihuan.planning.solver.pattern import Flows, class_of

TEMPERATURES = (0.1, 0.03)
OVER = (2.0, 30.0)  # the price of days over the level, in mean visits
CONCAVE, STRAIGHT_FROM = 0.5, 0.8  # the count of a sector begins as its square root and ends as one
SHIFTS = 0.4  # the rest are swaps
STAGES = 200
STEPS_A_JOB, MOST_STEPS = 20_000, 1_500_000


@dataclass(frozen=True)
class Found:
    """Where each visit lies, what that costs in days over the level and in fragments."""

    at: tuple[int, ...]
    over: int
    fragments: int


class Search:
    """One annealing: the state of the rounds and the moves on it."""

    def __init__(self, jobs: Sequence[Job], caps: Sequence[int], flows: Flows, *, rounds_later: int, seed: int) -> None:
        names = {sector: number for number, sector in enumerate(sorted({job.sector for job in jobs} - {""}))}
        self.jobs, self.caps, self.later = jobs, list(caps), rounds_later
        self.days = [job.days for job in jobs]
        self.sector = [names.get(job.sector, -1) for job in jobs]
        self.chance = Random(seed)
        self.at = self.begin(flows)
        self.load = [0] * len(caps)
        self.count = [[0] * len(caps) for _ in names]
        for one, place in enumerate(self.at):
            self.load[place] += self.days[one]
            if self.sector[one] >= 0:
                self.count[self.sector[one]][place] += 1
        self.over = sum(max(0, load - most) for load, most in zip(self.load, self.caps, strict=True))
        self.fragments = sum(1 for row in self.count for number in row if number)
        self.table = [0.0] * (len(jobs) + 2)
        self.price, self.heat = 0.0, 1.0

    def begin(self, flows: Flows) -> list[int]:
        """Put the largest first where the pattern has most of its class left, look-backs where least lies."""
        left = {one: list(days) for one, days in flows.items()}
        at, load = [0] * len(self.jobs), [0] * len(self.caps)
        order = sorted(range(len(self.jobs)), key=lambda one: (self.jobs[one].is_look_back, -self.days[one], one))
        for one in order:
            job = self.jobs[one]
            earliest = job.earliest
            if job.is_look_back and job.mate is not None:
                earliest = max(earliest, at[job.mate] + self.later)
            window = range(earliest, job.latest + 1)
            flow = left.get(class_of(job)) if not job.is_look_back else None
            if flow:
                at[one] = max(window, key=lambda place: (flow[place], -place))
                flow[at[one]] -= job.days
            else:
                at[one] = min(window, key=lambda place: (load[place] - self.caps[place], place))
            load[at[one]] += job.days
        return at

    def run(self, steps: int) -> Found:
        """Cool down in so many steps; return the best of the colder half."""
        best = Found(tuple(self.at), self.over, self.fragments)
        draw, number = self.chance.random, len(self.jobs)
        for stage in range(STAGES):
            part = stage / STAGES
            self.cool(part)
            for _ in range(steps // STAGES):
                one = int(draw() * number)
                moved = self.shift(one) if draw() < SHIFTS else self.swap(one, int(draw() * number))
                if moved and (self.over, self.fragments) < (best.over, best.fragments):
                    best = Found(tuple(self.at), self.over, self.fragments)
        return best

    def cool(self, part: float) -> None:
        """Set temperature, price and count for a part of the way."""
        mean = max(sum(self.days) / len(self.days), 1)
        self.heat = TEMPERATURES[0] * (TEMPERATURES[1] / TEMPERATURES[0]) ** part
        self.price = OVER[0] * (OVER[1] / OVER[0]) ** part / mean
        power = CONCAVE * max(0.0, 1 - part / STRAIGHT_FROM)
        self.table[1:] = [count**power for count in range(1, len(self.table))]

    def takes(self, costs: float) -> bool:
        return costs <= 0 or self.chance.random() < math.exp(-costs / self.heat)

    def fits(self, one: int, place: int) -> bool:
        """True where a visit may lie in a round, as the other one of the two stands."""
        job = self.jobs[one]
        if not job.earliest <= place <= job.latest:
            return False
        if job.mate is None:
            return True
        other = self.at[job.mate]
        return place >= other + self.later if job.is_look_back else place <= other - self.later

    def shift(self, one: int) -> bool:
        """Try a visit in another round."""
        job, here = self.jobs[one], self.at[one]
        there = job.earliest + int(self.chance.random() * (job.latest - job.earliest + 1))
        if there == here or not self.fits(one, there):
            return False
        days = self.days[one]
        over = self.change_of_over(here, there, days)
        costs, fragments = self.change_of_count(self.sector[one], here, there)
        if not self.takes(costs + self.price * over):
            return False
        self.put(one, there)
        self.load[here] -= days
        self.load[there] += days
        self.over += over
        self.fragments += fragments
        return True

    def swap(self, one: int, two: int) -> bool:
        """Try two visits in each other's rounds."""
        here, there = self.at[one], self.at[two]
        if here == there or self.jobs[one].mate == two or not (self.fits(one, there) and self.fits(two, here)):
            return False
        days = self.days[one] - self.days[two]
        over = self.change_of_over(here, there, days)
        costs, fragments = 0.0, 0
        if self.sector[one] != self.sector[two]:
            for sector, away, to in ((self.sector[one], here, there), (self.sector[two], there, here)):
                more, pairs = self.change_of_count(sector, away, to)
                costs, fragments = costs + more, fragments + pairs
        if not self.takes(costs + self.price * over):
            return False
        self.put(one, there)
        self.put(two, here)
        self.load[here] -= days
        self.load[there] += days
        self.over += over
        self.fragments += fragments
        return True

    def change_of_over(self, here: int, there: int, days: int) -> int:
        """Return by how much the days over the levels change where so many go from one round to another."""
        left, more = self.load[here] - self.caps[here], self.load[there] - self.caps[there]
        return max(0, left - days) - max(0, left) + max(0, more + days) - max(0, more)

    def change_of_count(self, sector: int, here: int, there: int) -> tuple[float, int]:
        if sector < 0:
            return 0.0, 0
        row, table = self.count[sector], self.table
        away, to = row[here], row[there]
        costs = table[away - 1] - table[away] + table[to + 1] - table[to]
        return costs, (to == 0) - (away == 1)

    def put(self, one: int, place: int) -> None:
        sector = self.sector[one]
        if sector >= 0:
            self.count[sector][self.at[one]] -= 1
            self.count[sector][place] += 1
        self.at[one] = place


def steps_for(jobs: Sequence[Job]) -> int:
    """Return how many steps a pool is searched for."""
    return min(STEPS_A_JOB * len(jobs), MOST_STEPS)
