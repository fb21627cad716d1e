"""A whole verdict: every gate of a close-out asked about a dossier of 200 findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from benchmarks.stopwatch import RUNS, Figure, seconds

TIMES = 200
LIMIT = 2.0  # milliseconds
LIMIT_OF_ALL = 5.0  # milliseconds


def measure() -> Iterator[Figure]:
    """Tell what one whole verdict costs."""
    from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts
    from bihuan.domain.lifecycle.inspection import STEPS
    from bihuan.domain.lifecycle.machine import ask_gates
    from bihuan.domain.rulebook import in_force
    from bihuan.rules.packs import available, load

    findings = tuple(FindingFacts(str(n), "rectifying", person_matter=n % 5 == 0) for n in range(200))
    facts = InspectionFacts(stage="under_review", on=date(2024, 11, 30), findings=findings)

    def milliseconds(packs: Iterable[str]) -> float:
        rulebook = in_force(map(load, packs), facts.on)

        def verdicts() -> None:
            for _ in range(TIMES):
                ask_gates(STEPS["close"], facts, rulebook)

        return 1000 * min(seconds(verdicts) for _ in range(RUNS)) / TIMES

    usual = ("national-2017", "office-practice", "closing-loop-2018")
    yield Figure("judge a close-out of 200 findings, every gate", milliseconds(usual), "ms", LIMIT)
    yield Figure("judge a close-out of 200 findings under all packs", milliseconds(available()), "ms", LIMIT_OF_ALL)
