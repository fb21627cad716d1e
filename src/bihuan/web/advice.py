"""Advice on measures in the words of the page: it explains, it never bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.measures import Vague
from bihuan.dossiers.models import Inspection
from bihuan.rectification.advice import advice_on, advice_on_plan
from bihuan.rectification.models import Measure
from bihuan.web.words import vague_words


@dataclass(frozen=True)
class Advised:
    """A measure and what is vague about it."""

    measure: Measure
    said: tuple[str, ...]


def said_of(hits: Iterable[Vague]) -> tuple[str, ...]:
    """Return hits in the language of the page."""
    return tuple(dict.fromkeys(vague_words(hit.code, hit.phrase) for hit in hits))


def measure_advice(measure: Measure | None) -> tuple[str, ...]:
    """Return what is vague about a measure; nothing where there is none, or it is done."""
    return said_of(advice_on(measure)) if measure is not None and measure.done_on is None else ()


def plan_advice(inspection: Inspection) -> tuple[Advised, ...]:
    """Return the vague measures of a plan, to be read before it is handed in."""
    return tuple(Advised(one.measure, said_of(one.hits)) for one in advice_on_plan(inspection))
