"""Searching 200,000 findings with their dossiers, measures and organizations by words, cut to the reader.

Words of two characters and of more, common and rare, several at once, numbers, the names of units, and words that
nothing has; the slowest twentieth of the questions, each asked once warm, by the processor and by the clock.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from random import Random
from time import perf_counter, process_time

from benchmarks.stopwatch import MS, Figure
from benchmarks.store import LARGE, store

LIMIT = 20.0  # milliseconds
OF_EACH = 5  # as the page of results asks
OF_A_LENGTH, UNITS = 6, 3
READERS = {
    "office": "the office, everywhere",
    "supervision-office-5": "a supervision office",
    "unit-liaison-15": "a unit",
}


def measure() -> Iterator[Figure]:
    """Tell the slowest twentieth, for readers of different reach."""
    with store(LARGE) as count:
        questions = list(asked())
        for login_name, reader in READERS.items():
            rows = f"search of {count:,} findings, {len(questions)} questions; {reader}"
            taken = times_of(login_name, questions)
            processor, clock = [sorted(MS * one for one in times) for times in zip(*taken, strict=True)]
            yield Figure(f"{rows}: slowest twentieth", slow(processor), "ms", LIMIT)
            yield Figure(f"{rows}: median", statistics.median(processor), "ms", LIMIT, at_most=None)
            yield Figure(f"{rows}: slowest twentieth by the clock", slow(clock), "ms", LIMIT, at_most=None)
        two = [one for one in questions if len(one) == 2]
        processor = sorted(MS * one for one, _clock in times_of("office", two))
        note = "two are one character beside a digit or a mark: each gram that begins with it is looked through"
        yield Figure(f"{len(two)} questions of two characters; the office", slow(processor), "ms", LIMIT, note=note)
        yield Figure(
            f"{len(two)} questions of two characters; the office: median", statistics.median(processor), "ms", LIMIT
        )


def slow(times: list[float]) -> float:
    """Return the slowest twentieth of sorted times: the time within which at least 95 of 100 were."""
    return times[math.ceil(len(times) * 0.95) - 1]


def times_of(login_name: str, questions: list[str]) -> list[tuple[float, float]]:
    """Return how long each question takes, warm, by the processor and by the clock on the wall."""
    from bihuan.access.actors import actor_of
    from bihuan.access.models import Account
    from bihuan.desk.searching import search
    from bihuan.web import clock

    actor = actor_of(Account.objects.get(login_name=login_name), clock.today())
    whole_tree = login_name == "office"
    found = []
    for question in questions:
        for _ in range(2):
            begun = process_time(), perf_counter()
            search(actor, question, most=OF_EACH, whole_tree=whole_tree)
            taken = process_time() - begun[0], perf_counter() - begun[1]
        found.append(taken)
    return found


def asked() -> Iterator[str]:
    """Yield questions as people ask them, cut out of the texts that are there (and some that are nowhere)."""
    from bihuan.dossiers.models import Finding, Inspection
    from bihuan.rectification.models import Measure

    chance = Random(7)
    texts = list(Finding.objects.order_by("id").values_list("text", flat=True)[:200])
    texts += list(Finding.objects.order_by("id").values_list("title", flat=True)[:200])
    texts += list(Measure.objects.order_by("id").values_list("text", flat=True)[:400])
    for length in (2, 2, 2, 3, 4, 6):
        for text in chance.sample([text for text in texts if len(text) > length], OF_A_LENGTH):
            begin = chance.randrange(len(text) - length)
            yield text[begin : begin + length]
    names = list(Inspection.objects.order_by("id").values_list("organization_name", flat=True))
    for name in chance.sample(names, UNITS):
        yield name
        yield f"{name[:3]} {chance.choice(texts)[:2]}"
        yield f"{chance.choice(texts)[:2]} {chance.choice(texts)[:2]}"
    yield from ("12", "2025", "3.2", "xyz", "\u9f98\u9f98", "\u9f98\u9f98\u9f98\u9f98")
