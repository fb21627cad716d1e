"""The teams of a round: how long the best ones take, beside the way of a spreadsheet and beside CP-SAT.

S: 22 groups, 39 organizations, 300 people. M: 60, 120, 1,295. L: 410, 1,100, 8,000 (`--full`). Times are those of the
processor, for one thread. Each solution is judged by `staffing.check`, which knows nothing of the solver; what it finds
counts. CP-SAT has a process of its own and two workers; where ortools is not installed (no part of Bihuan needs it) its
figures are left out.
"""

from __future__ import annotations

import importlib.util
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.rounds import made
from benchmarks.stopwatch import Figure, at_full_length
from bihuan.domain.staffing import Claim, check
from bihuan.domain.staffing_cost import Levels, total_levels
from bihuan.domain.staffing_wishes import Wishes
from bihuan.rules.staffing import weights_on
from bihuan.teams.columns import Problem
from bihuan.teams.conflict import conflict_of
from bihuan.teams.greedy import greedy
from bihuan.teams.reading import RoundFile, read_round
from bihuan.teams.solutions import Solution
from bihuan.teams.solving import solve, teams_of
from bihuan.teams.whatif import Session

DAY = date(2026, 1, 1)
SEEDS, SEEDS_IN_FULL = 4, 20
LIMITS = {"S": 15.0, "M": 60.0, "L": 600.0}  # seconds
MEMORY = 2048.0  # megabytes
REPAIR, CONFLICT = 1.0, {"S": 1.0, "M": 20.0}  # seconds
REPAIRS = 40
PEER_SECONDS = {"S": 60, "M": 120}


@dataclass(frozen=True)
class Solved:
    """A round, its best teams, what they took and what the check found."""

    given: RoundFile
    solution: Solution
    seconds: float
    faults: int
    judged_in: float  # seconds of the processor that the check took


def measure() -> Iterator[Figure]:
    """Tell how long teams take, how good they are, how quickly they are mended and explained."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = range(1, 1 + (SEEDS_IN_FULL if at_full_length() else SEEDS))
        for tight, words in ((False, "S"), (True, "S with a quarter fewer people")):
            rounds = [solved(Path(folder), "S", seed, tight=tight) for seed in seeds]
            yield from of_rounds(words, "S", rounds)
        city = solved(Path(folder), "S", 1)
        yield from of_peers(Path(folder), "S", city)
        yield from of_changes("S", city)
        big = solved(Path(folder), "M", 1)
        yield from of_rounds("M", "M", [big])
        yield from of_peers(Path(folder), "M", big)
        yield from of_changes("M", big)
        if at_full_length():
            province = solved(Path(folder), "L", 1)
            yield from of_rounds("L", "L", [province])
            yield Figure("L: the check, without the solver", province.judged_in, "s", LIMITS["L"])
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            yield Figure("L: memory at most", memory, "MB", MEMORY)


def solved(folder: Path, size: str, seed: int, *, tight: bool = False) -> Solved:
    path = folder / f"{size}-{seed}-{tight}.json"
    path.write_text(json.dumps(made(size, seed, tight=tight)), encoding="utf-8")
    given = read_round(path, weights_on(DAY))
    begun = time.process_time()
    solution = solve(given.round, fingerprint=given.fingerprint)
    seconds = time.process_time() - begun
    claim = Claim(solution.cost, solution.lower_bound, solution.proven, solution.levels, solution.certificate)
    begun = time.process_time()
    faults = len(check(given.round, solution.teams, claim, given.fingerprint).violations)
    return Solved(given, solution, seconds, faults, time.process_time() - begun)


def of_rounds(words: str, size: str, rounds: list[Solved]) -> Iterator[Figure]:
    count = len(rounds)
    yield Figure(f"{words}: slowest of {count}, to the proof", max(one.seconds for one in rounds), "s", LIMITS[size])
    unproven = sum(not one.solution.proven for one in rounds)
    yield Figure(f"{words}: rounds of {count} not proven best", unproven, "rounds", 0)
    yield Figure(f"{words}: faults found by the check", sum(one.faults for one in rounds), "faults", 0)
    gap = max((one.solution.cost - one.solution.lower_bound) / one.solution.cost for one in rounds)
    yield Figure(f"{words}: cost above the certificate's own bound", 100 * gap, "%", 1.0, "told, not judged", None)


def of_peers(folder: Path, size: str, one: Solved) -> Iterator[Figure]:
    """Compare cost, level by level, with the way of a spreadsheet and with CP-SAT."""
    given, mine = one.given.round, one.solution.levels
    problem = Problem(given)
    yield from compared(size, "the way of a spreadsheet", mine, total_levels(given, teams_of(problem, greedy(problem))))
    if importlib.util.find_spec("ortools") is None:
        return
    teams = by_cp_sat(folder, size)
    if teams is not None:
        yield from compared(size, f"CP-SAT in {PEER_SECONDS[size]} s", mine, teams)


def compared(size: str, peer: str, mine: Levels, theirs: Levels) -> Iterator[Figure]:
    weights = weights_on(DAY)
    yield Figure(f"{size}: cost", mine.cost(weights), "points", theirs.cost(weights), peer)
    for level in ("missing", "unmet", "travel", "fairness", "repeats"):
        own, other = getattr(mine, level), getattr(theirs, level)
        yield Figure(f"{size}: {level}", own, "points", other, peer, None)


def by_cp_sat(folder: Path, size: str) -> Levels | None:
    path, out = folder / f"{size}-1-False.json", folder / f"{size}.cp.json"
    command = [sys.executable, "-m", "benchmarks.cp_sat", str(path), str(PEER_SECONDS[size]), str(out)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        return None
    from bihuan.teams.solutions import read_solution

    teams = read_solution(out).teams
    return total_levels(read_round(path, weights_on(DAY)).round, teams) if teams else None


def of_changes(size: str, one: Solved) -> Iterator[Figure]:
    """Tell how quickly somebody who falls ill is replaced, and how quickly an impossible round explains itself."""
    session = Session(one.given.round, one.solution.teams)
    seated = [name for team in one.solution.teams for _, name in team.seats]
    chance, times, unproven = random.Random(1), [], 0
    for _ in range(REPAIRS):
        begun = time.process_time()
        repair = session.repair(Wishes(drop=(chance.choice(seated),)))
        times.append(time.process_time() - begun)
        unproven += not repair.proven
    yield Figure(f"{size}: somebody drops out, mended, p95 of {REPAIRS}", p95(times), "s", REPAIR)
    yield Figure(f"{size}: of these, fewest moves not proven", unproven, "repairs", REPAIRS, "all of them", None)
    given = short_of_leaders(one)
    begun = time.process_time()
    conflict = conflict_of(given)
    yield Figure(f"{size}: leaders lacking, conflict found", time.process_time() - begun, "s", CONFLICT[size])
    yield Figure(f"{size}: conflicts not minimal", not (conflict and conflict.minimal), "conflicts", 0)


def short_of_leaders(one: Solved) -> Any:
    """Return the round with two leaders fewer than groups."""
    from dataclasses import replace

    given, left, people = one.given.round, len(one.given.round.groups) - 2, []
    for person in given.inspectors:
        left -= person.may_lead
        people.append(person if left >= 0 else replace(person, may_lead=False))
    return replace(given, inspectors=tuple(people))


def p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]
