"""Advice on measures before anybody else reads them: rows and lexicon into the domain's check for vagueness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bihuan.domain.measures import MeasureWords, Vague, VagueWords, vague_in
from bihuan.dossiers.models import Inspection
from bihuan.intake.lexicon import load, words
from bihuan.rectification.models import Measure

LISTS = ("empty_phrases", "empty_results", "products", "deeds", "collective_owners", "open_times")


@dataclass(frozen=True)
class Advice:
    """What is vague about one measure."""

    measure: Measure
    hits: tuple[Vague, ...]


@cache
def vague_words() -> VagueWords:
    """Return the lexicon's lists of what is vague and what is definite."""
    file = load("vague")
    return VagueWords(
        **{name: words("vague", name) for name in LISTS},
        definite=str(file["definite"]),
        days=str(file["days"]),
        hollow="|".join(words("vague", "hollow")),
        topics="|".join(words("vague", "topics")),
        punctuation=str(file["punctuation"]),
        least_characters=int(file["least_characters"]),
    )


def advice_on(measure: Measure) -> tuple[Vague, ...]:
    """Return what is vague about a measure as it stands (or as a form is about to save it)."""
    told = MeasureWords(measure.text, measure.owner, measure.due_on, measure.expected_result)
    return vague_in(told, vague_words())


def advice_on_plan(inspection: Inspection) -> tuple[Advice, ...]:
    """Return the vague measures of a dossier, in the order of its findings: to be read before the plan goes out."""
    rows = Measure.objects.filter(authority_id=inspection.authority_id, inspection=inspection, removed_on=None)
    ordered = rows.select_related("finding").order_by("finding__place", "id")
    judged = (Advice(row, advice_on(row)) for row in ordered)
    return tuple(advice for advice in judged if advice.hits)
