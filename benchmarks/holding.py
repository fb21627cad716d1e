"""What must never fail, tried again and again: kill -9, power cuts, inputs of strangers, calls of the API, searches.

Every figure counts failures, and one is too many. kill -9 meets a server under the load of six clients; a power cut is
replayed from what strace saw of the writes to the disk; each parser takes what atheris makes of its seeds; Schemathesis
calls every operation of the API as every role; searches are held against every row read through. The short run tries
a little of each; --full tries all: 20 kills on each store, 2,000 cuts, 50,000 inputs a parser, 2,000 calls and more.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.stopwatch import Figure, at_full_length

if TYPE_CHECKING:
    from tests.api.fuzz import Fuzz
    from tests.county import County
    from tests.faults.installation import Installation

KILLS, CUTS, INPUTS, QUESTIONS = (20, 2_000, 50_000, 1_000) if at_full_length() else (3, 100, 200, 30)
CALLS = 12 if at_full_length() else 1  # of each operation at each stage
SECONDS, MEGABYTES = 5, 256  # that an input may take


def measure() -> Iterator[Figure]:
    """Try each in turn; what needs a program that is not here is left out."""
    with tempfile.TemporaryDirectory(prefix="bihuan-holding-") as folder:
        place = Path(folder)
        yield from of_kills_on_sqlite(place)
        yield from of_kills_on_postgres(place)
        yield from of_power_cuts(place)
        yield from of_inputs(place)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    yield from of_calls()
    yield from of_searches()


def is_missing(program: str, found: object) -> bool:
    """Say it where a program is not here."""
    if not found:
        print(f"  {program} is not installed here: its figures are left out", flush=True)
    return not found


def of_kills_on_sqlite(place: Path) -> Iterator[Figure]:
    from tests.faults.installation import Installation

    yield from of_kills("SQLite", Installation(place / "killed").founded())


def of_kills_on_postgres(place: Path) -> Iterator[Figure]:
    from tests.postgres import cluster, programs

    if is_missing("PostgreSQL", programs()):
        return
    import psycopg
    from tests.faults.installation import Installation

    with cluster() as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("CREATE DATABASE killed")
        reached = psycopg.conninfo.make_conninfo(dsn, dbname="killed")
        yield from of_kills("PostgreSQL", Installation(place / "killed-on-postgres", dsn=reached).founded())


def of_kills(store: str, house: Installation) -> Iterator[Figure]:
    from tests.faults.kills import killed_under_load

    try:
        found = killed_under_load(house, KILLS)
    finally:
        house.kill()
    what, of = f"{store}, {KILLS} × kill -9", f"{found.acknowledged:,} acknowledged"
    yield Figure(f"{what}: acknowledged writes lost or done twice", len(found.lost + found.done_twice), "", 0, note=of)
    yield Figure(f"{what}: faults of ledger, tables, files", len(found.faults), "", 0)
    others = len(found.refused) + len(found.answered_otherwise)
    yield Figure(f"{what}: writes refused, or answered otherwise when repeated", others, "", 0)


def of_power_cuts(place: Path) -> Iterator[Figure]:
    if is_missing("strace", shutil.which("strace")):
        return
    from tests.faults.cuts import cut_and_judged
    from tests.faults.installation import Installation

    judged = cut_and_judged(Installation(place / "cut").founded(), place, CUTS, "FULL")
    lost = sum(any(one.startswith("lost") for one in faults) for faults in judged)
    broken = sum(any(not one.startswith("lost") for one in faults) for faults in judged)
    what = f"SQLite, {len(judged):,} power cuts"
    yield Figure(f"{what}: with an acknowledged write lost", lost, "cuts", 0)
    yield Figure(f"{what}: with pages, ledger or files not whole", broken, "cuts", 0)


def of_inputs(place: Path) -> Iterator[Figure]:
    if is_missing("atheris", importlib.util.find_spec("atheris")):
        return
    from tests.fuzz.fuzzing import Fuzzed, fuzzed
    from tests.fuzz.parsers import PARSERS

    def one(parser: str) -> Fuzzed:
        own = place / parser
        own.mkdir()
        return fuzzed(parser, INPUTS, own)

    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:  # each is a process, timed by its own processor seconds
        done = dict(zip(PARSERS, side_by_side.map(one, PARSERS), strict=True))
    finds = [find for one in done.values() for find in one.finds]
    slowest, greediest = (max(done, key=lambda one: getattr(done[one], of)) for of in ("seconds", "megabytes"))
    what = f"{len(done)} parsers, {INPUTS:,} inputs each"
    yield Figure(f"{what}: not answered or refused in words", len(finds), "", 0, note=", ".join(finds))
    yield Figure(f"{what}: slowest input", done[slowest].seconds, "CPU s", SECONDS, note=slowest)
    memory = done[greediest].megabytes
    yield Figure(f"{what}: memory above what it began with", memory, "MB", MEGABYTES, note=greediest)


def of_calls() -> Iterator[Figure]:
    if is_missing("Schemathesis", importlib.util.find_spec("schemathesis")):
        return
    from django.conf import settings
    from django.test import override_settings
    from tests.api.fuzz import on_site, under_review, under_way

    with override_settings(ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "testserver"]):  # as Django's client calls it
        done = [called(stage) for stage in (on_site, under_way, under_review)]
    breaks = {sort: told for fuzz in done for sort, told in fuzz.breaks.items()}
    errors = sum(times for fuzz in done for status, times in fuzz.answered.items() if status >= 500)
    what = f"{sum(fuzz.answered.total() for fuzz in done):,} calls of the API"
    yield Figure(f"{what}: server errors", errors, "", 0)
    note = ", ".join(" ".join(sort) for sort in breaks)
    yield Figure(f"{what}: answers that the description does not promise", len(breaks), "sorts", 0, note=note)


def called(stage: Callable[[County], County]) -> Fuzz:
    """Call every operation at one stage of a county, which is gone afterwards."""
    import pytest
    from django.db import transaction
    from tests.api.callers import stand_at_its_day
    from tests.api.fuzz import Fuzz, fuzz_all, the_connection_stays
    from tests.county import County

    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        county = County().found().fed_back().planned_and_accepted()
        stand_at_its_day(county, patch)
        fuzz = Fuzz(stage(county))
        with the_connection_stays():
            fuzz_all(fuzz, CALLS)
        transaction.set_rollback(True)
    return fuzz


def of_searches() -> Iterator[Figure]:
    from django.db import transaction
    from tests.county import County
    from tests.database.brute_force import compared, filled

    with transaction.atomic():
        chance, county = Random(20180301), County().found()
        heads = filled(county, chance)
        found = compared([county.office, county.supervision_office, *heads], QUESTIONS, chance)
        transaction.set_rollback(True)
    what = f"{found.asked:,} searches, {found.hits:,} rows to be found"
    yield Figure(f"{what}: answers unlike brute force", len(found.wrong), "", 0, note=", ".join(found.wrong))
