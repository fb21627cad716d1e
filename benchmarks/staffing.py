"""The teams of a round: how long the best ones take, beside the way of a spreadsheet and beside CP-SAT.

S: 22 groups, 39 organizations, 300 people. M: 60, 120, 1,295. L: 410, 1,100, 8,000. Each also with a quarter fewer
people (S and M). Times are those of the processor, for one thread. Each solution is judged by `staffing.check`, which
knows nothing of the solver; what it finds counts. CP-SAT has a process of its own and two workers; where ortools is
neither installed (no part of Bihuan needs it) nor in the folder BIHUAN_BENCH_PEERS its figures are left out. `--full`
takes more seeds of M and L, more repairs, and rounds scarcer than any that the figures are asked of.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.conflicts import of_conflicts
from benchmarks.rounds import made
from benchmarks.stopwatch import Figure, at_full_length
from bihuan.domain.eligibility import Seat, may_have
from bihuan.domain.staffing import Claim, check
from bihuan.domain.staffing_cost import Levels, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.rules.staffing import weights_on
from bihuan.teams.columns import Problem
from bihuan.teams.greedy import greedy
from bihuan.teams.reading import RoundFile, read_round
from bihuan.teams.solutions import Solution
from bihuan.teams.solving import Manner, solve, teams_of
from bihuan.teams.under import refuse_unlawful
from bihuan.teams.whatif import Session, exchange
from bihuan.teams.wishes import WishUnlawful

DAY = date(2026, 1, 1)
SEEDS = 20
LIMITS = {"S": 15.0, "M": 60.0, "L": 600.0}  # seconds
MEMORY = 2048.0  # megabytes
REPAIR = 1.0  # seconds
PEER_SECONDS = {"S": 60, "M": 120}
PROTOTYPE = {"S": 8082, "M": 87_058, "L": 791_734}  # lawful seats to choose from, in the prototype's rounds


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
    full = at_full_length()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size, seeds in (("S", SEEDS), ("M", SEEDS if full else 3)):
            yield from of_size(folder, size, range(1, seeds + 1), repairs=40 if full else 10)
        provinces = [solved(folder, "L", seed) for seed in range(1, 4 if full else 2)]
        yield from of_rounds("L", "L", provinces)
        yield Figure("L: the check, without the solver", provinces[0].judged_in, "s", LIMITS["L"])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure("L: memory at most", memory, "MB", MEMORY)
        if full:
            scarcer = [solved(folder, "S", seed, hard=True) for seed in range(1, SEEDS + 1)]
            yield from of_rounds("S, much scarcer than asked", "S", scarcer, told=True)


def of_size(folder: Path, size: str, seeds: range, repairs: int) -> Iterator[Figure]:
    """Measure the rounds of a size: with everybody, then with a quarter fewer people."""
    for tight, words in ((False, size), (True, f"{size} with a quarter fewer people")):
        rounds = [solved(folder, size, seed, tight=tight) for seed in seeds]
        yield from of_rounds(words, size, rounds)
        yield from of_changes(words, rounds, repairs)
        if not tight:
            yield from of_pins(size, rounds[0])
            yield from of_peers(folder, size, rounds[0])
            yield from of_conflicts(size, rounds[0].given.round)


def solved(folder: Path, size: str, seed: int, *, tight: bool = False, hard: bool = False) -> Solved:
    path = folder / f"{size}-{seed}-{tight}.json"
    path.write_text(json.dumps(made(size, seed, tight=tight, hard=hard)), encoding="utf-8")
    given = read_round(path, weights_on(DAY))
    begun = time.process_time()
    solution = solve(given.round, fingerprint=given.fingerprint)
    seconds = time.process_time() - begun
    claim = Claim(solution.cost, solution.lower_bound, solution.proven, solution.levels, solution.certificate)
    begun = time.process_time()
    faults = len(check(given.round, solution.teams, claim, given.fingerprint).violations)
    return Solved(given, solution, seconds, faults, time.process_time() - begun)


def of_rounds(words: str, size: str, rounds: list[Solved], *, told: bool = False) -> Iterator[Figure]:
    """Tell of several rounds how soon they were proven; `told`: nobody asks these of them, so they are not judged."""
    count, judged = len(rounds), None if told else 1.0
    slowest, middle = max(one.seconds for one in rounds), statistics.median(one.seconds for one in rounds)
    yield Figure(
        f"{words}: slowest of {count}, to the proof",
        slowest,
        "s",
        LIMITS[size],
        at_most=judged,
        note=f"median {middle:.2g} s",
    )
    unproven = sum(not one.solution.proven for one in rounds)
    yield Figure(f"{words}: rounds of {count} not proven best", unproven, "rounds", 0, at_most=judged)
    yield Figure(f"{words}: faults found by the check", sum(one.faults for one in rounds), "faults", 0)
    gap = max((one.solution.cost - one.solution.lower_bound) / one.solution.cost for one in rounds)
    yield Figure(f"{words}: cost above the certificate's own bound", 100 * gap, "%", 1.0, "told, not judged", None)
    columns = statistics.mean(len(Problem(one.given.round).triples) for one in rounds)
    lacking = f"{sum(one.solution.levels.missing for one in rounds)} lacking, "
    lacking += f"{sum(one.solution.levels.unmet for one in rounds)} wishes unmet in the best teams of all {count}"
    yield Figure(
        f"{words}: lawful seats to choose from",
        columns,
        "seats",
        PROTOTYPE[size],
        "the prototype's rounds",
        None,
        lacking,
    )


def of_peers(folder: Path, size: str, one: Solved) -> Iterator[Figure]:
    """Compare cost, level by level, with the way of a spreadsheet and with CP-SAT."""
    given, mine = one.given.round, one.solution.levels
    problem = Problem(given)
    yield from compared(size, "the way of a spreadsheet", mine, total_levels(given, teams_of(problem, greedy(problem))))
    if importlib.util.find_spec("ortools") is None and peers() is None:
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
    environment = {**os.environ}
    if peers() is not None:
        environment["PYTHONPATH"] = os.pathsep.join([environment.get("PYTHONPATH", ""), str(peers())])
    if subprocess.run(command, check=False, capture_output=True, env=environment).returncode != 0:
        return None
    from bihuan.teams.solutions import read_solution

    teams = read_solution(out).teams
    return total_levels(read_round(path, weights_on(DAY)).round, teams) if teams else None


def peers() -> Path | None:
    """Return the folder of packages that only peers need; it stands behind everything else."""
    folder = os.environ.get("BIHUAN_BENCH_PEERS")
    return Path(folder) if folder and (Path(folder) / "ortools").is_dir() else None


def of_changes(words: str, rounds: list[Solved], repairs: int) -> Iterator[Figure]:
    """Tell how quickly teams are mended where somebody falls ill, is wanted elsewhere, or two change places."""
    times, unproven, most, begun_in = [], 0, 0, []
    for one in rounds:
        begun = time.process_time()
        session = Session(one.given.round, one.solution.teams)
        begun_in.append(time.process_time() - begun)
        for wishes in asked_of(session, one, repairs):
            begun = time.process_time()
            repair = session.repair(wishes)
            times.append(time.process_time() - begun)
            unproven, most = unproven + (not repair.proven), max(most, len(repair.moves))
    said = f"slowest {max(times):.2g} s, at most {most} moves; once a round opened in {max(begun_in):.2g} s"
    yield Figure(f"{words}: a change mended, p95 of {len(times)}", p95(times), "s", REPAIR, note=said)
    yield Figure(f"{words}: of these, fewest moves not proven", unproven, "repairs", 0)


def of_pins(size: str, one: Solved) -> Iterator[Figure]:
    """Tell how soon the best teams are proven that keep to five pins and five who are not there."""
    given, chance = one.given.round, random.Random(2)
    seated = [(name, team.group) for team in one.solution.teams for _, name in team.seats]
    chosen, pins = chance.sample(seated, 10), []
    for name, group in chosen[:5]:
        person = given.inspector_by_id[name]
        lawful = [at.id for at in given.groups if at.id != group and may_have(person, at, Seat.MEMBER, given)]
        pins += [Pin(name, chance.choice(lawful))] if lawful else []
    wishes = Wishes(drop=tuple(name for name, _ in chosen[5:]), pin=tuple(pins))
    begun = time.process_time()
    found = solve(given, fingerprint=one.given.fingerprint, manner=Manner(wishes=wishes))
    seconds = time.process_time() - begun
    said = f"{found.cost:,} under {len(pins)} pins and 5 absences, {one.solution.cost:,} without"
    yield Figure(f"{size}: composed again under pins, to the proof", seconds, "s", LIMITS[size], note=said)
    unproven = found.under is None or not found.under.proven
    yield Figure(f"{size}: best under pins not proven", unproven, "rounds", 0)


def asked_of(session: Session, one: Solved, repairs: int) -> Iterator[Wishes]:
    """Yield changes: mostly somebody falls ill, every fifth is wanted in another team, every fifth changes places."""
    given, chance = one.given.round, random.Random(1)
    seated = [(name, team.group) for team in one.solution.teams for _, name in team.seats]
    for number in range(repairs):
        (name, group), (other, _) = chance.sample(seated, 2)
        person = given.inspector_by_id[name]
        elsewhere = [at.id for at in given.groups if at.id != group and may_have(person, at, Seat.MEMBER, given)]
        if number % 5 == 3 and elsewhere:
            yield Wishes(pin=(Pin(name, chance.choice(elsewhere)),))
        elif number % 5 == 4 and is_lawful(session, exchange(session.before, name, other)):
            yield exchange(session.before, name, other)
        else:
            yield Wishes(drop=(name,))


def is_lawful(session: Session, wishes: Wishes) -> bool:
    try:
        refuse_unlawful(session.given, wishes)
    except WishUnlawful:
        return False
    return True


def p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]
