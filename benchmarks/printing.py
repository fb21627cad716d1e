"""Official papers: the first and a later PDF, and an opinion of sixty findings as both files, new words in each run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

from benchmarks.stopwatch import Figure, middle, seconds

FINDINGS, FEW, AREAS = 60, 5, 4
RUNS = 5
WARM, OPINION = 1.0, 2.0  # seconds


def measure() -> Iterator[Figure]:
    """Tell how long papers take."""
    from bihuan.papers.kinds import kind_of
    from bihuan.papers.making import paper_of, printed, values_from

    kind = kind_of("feedback")
    values = values_from(kind, kind.example)
    sample, runs = values["areas"][0], count()

    def made(suffix: str, findings: int) -> object:
        told = {"areas": list(areas(sample, findings, next(runs)))}
        return printed(paper_of(kind, values | told), suffix)

    cold = seconds(lambda: made(".pdf", FEW))
    yield Figure("the first PDF of a process, fonts looked through", cold, "s", WARM)
    warm = middle(lambda: made(".pdf", FEW), runs=RUNS, clock=seconds)
    yield Figure(f"a feedback opinion of {FEW} findings as PDF, warm", warm, "s", WARM)
    for suffix in (".pdf", ".docx"):
        took = middle(partial(made, suffix, FINDINGS), runs=RUNS, clock=seconds)
        yield Figure(f"a feedback opinion of {FINDINGS} findings as {suffix}", took, "s", OPINION)


def areas(sample: dict[str, Any], wanted: int, run: int) -> Iterator[dict[str, Any]]:
    """Yield areas with so many findings in all, in words that no other run had: nothing is typeset from memory."""
    finding = sample["findings"][0]
    for area in range(AREAS):
        numbers = range(area, wanted, AREAS)
        findings = [{"title": f"{finding['title']}{n}", "text": f"{run}{n}{finding['text'] * 3}"} for n in numbers]
        yield {"title": sample["title"], "findings": findings}
