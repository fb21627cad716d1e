"""The county that big stores are copied from: seven dossiers of the demo, played by the product's own deeds.

A closed one, one closed after a return, one being signed, a long-running one, a busy one with sixty findings, one taken
over and one whose plan is waiting; five measures a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from bihuan.simulate.matter import Matter

SEED = 7
FINDINGS = {0: 29, 4: 29, 10: 29, 12: 28, 13: 14, 14: 60, 17: 14}  # by the inspection's place in the county's list
MEASURES = 5


def play(file: Path) -> None:
    """Play the county into a store of its own."""
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.opened import opened
    from bihuan.simulate.county import play as play_county
    from bihuan.simulate.matter import Matter
    from bihuan.simulate.plans import Cut
    from bihuan.simulate.vocabulary import places

    beside = file.with_suffix(".part")
    with opened(beside, synchronous="OFF"), in_this_size(places()), mock.patch.object(Matter, "plan", five_measures):
        call_command("migrate", verbosity=0)
        play_county(today=timezone.localdate(), seed=SEED, say=silent, cut=Cut(inspections=tuple(FINDINGS)))
    beside.rename(file)


def silent(_: str) -> None:
    """Say nothing of the progress."""


@contextmanager
def in_this_size(places: MutableMapping[str, Any]) -> Iterator[None]:
    """Let the dossiers have as many findings as are wanted here."""
    listed = places["inspections"]
    sized = [line | {"findings": FINDINGS.get(place, line["findings"])} for place, line in enumerate(listed)]
    with mock.patch.dict(places, inspections=sized):
        yield


def five_measures(matter: Matter, today: date, feedback_on: date) -> None:
    """Plan a finding as the demo does, with five measures."""
    from bihuan.simulate.setting import days
    from bihuan.simulate.vocabulary import fill, words

    due = matter.due_on(today, feedback_on)
    texts: list[tuple[str, str]] = [
        (fill(one["text"], matter.chance, today.year), one["seen"]) for one in matter.problem.measures
    ]
    texts += [(text, "") for text in words()["vague_measures"]]
    for place, (text, seen) in enumerate(texts[:MEASURES]):
        matter.add_measure(text, seen, due + days(7 * place))
