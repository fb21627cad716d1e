"""Deadlines and verdicts: how many a second, against a page's time of 80 ms."""

from __future__ import annotations

from datetime import date

from benchmarks.stopwatch import RUNS, seconds, tell

TIMES = 200
PAGE = 0.080  # seconds a page may take on the server


def measure() -> None:
    """Print what one table of deadlines and one whole verdict cost of a page's time."""
    from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts
    from bihuan.domain.lifecycle.inspection import STEPS
    from bihuan.domain.lifecycle.machine import ask_gates
    from bihuan.domain.rulebook import in_force
    from bihuan.rules.packs import load

    packs = [load(name) for name in ("national-2017", "office-practice", "closing-loop-2018")]
    rulebook = in_force(packs, date(2018, 11, 30))
    findings = tuple(FindingFacts(str(n), "rectifying", person_matter=n % 5 == 0) for n in range(400))
    facts = InspectionFacts(stage="under_review", on=date(2018, 11, 30), findings=findings)

    def verdicts() -> None:
        for _ in range(TIMES):
            ask_gates(STEPS["close"], facts, rulebook)

    one = min(seconds(verdicts) for _ in range(RUNS)) / TIMES
    tell("judge a close-out of 400 findings, every gate", one, PAGE, words="a page's 80 ms")
