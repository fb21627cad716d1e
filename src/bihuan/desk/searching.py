"""What somebody finds by words: findings, dossiers and measures, inside his reach and by what he may see of them.

The index is asked with the marks of his scope and never tells more than which rows have the words; `sight` decides on
each, as for every list. Evaluations, checks and whatever else is kept from a unit do not stand in the index at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from bihuan.desk.sight import findings_seen, inspections_seen, measures_seen
from bihuan.domain.grams import phrases
from bihuan.domain.jurisdiction import Actor, marks_asked, scope_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import Kept
from bihuan.ledger.words import Asked, newest, those_with
from bihuan.rectification.models import Measure

K = TypeVar("K", bound=Kept)


@dataclass(frozen=True)
class Hits:
    """What was found of each kind, entered last first; one more than `most` of them tells that there are others."""

    findings: Sequence[Finding]
    dossiers: Sequence[Inspection]
    measures: Sequence[Measure]


def search(actor: Actor, words: str, *, most: int) -> Hits:
    """Return what somebody finds by words."""
    return Hits(
        first(actor, words, Finding, findings_seen(actor), most),
        first(actor, words, Inspection, inspections_seen(actor), most),
        first(actor, words, Measure, measures_seen(actor).select_related("finding"), most),
    )


def first(actor: Actor, words: str, model: type[K], seen: QuerySet[K], most: int) -> list[K]:
    """Return up to `most` + 1 rows that have the words, among those that are seen."""
    found: list[K] = []
    for ids in newest(asked_by(actor, words, model), at_once=most + 1):
        rows = seen.filter(authority_id=actor.authority_id).in_bulk(ids)
        found += [rows[row_id] for row_id in ids if row_id in rows]
        if len(found) > most:
            break
    return found[: most + 1]


def has_words(actor: Actor, words: str, model: type[Kept] = Finding) -> Q:
    """Return the condition that a row within reach has the words; for lists that are cut by `sight` besides."""
    return Q(pk__in=those_with(asked_by(actor, words, model)))


def asked_by(actor: Actor, words: str, model: type[Kept]) -> Asked:
    return Asked(model, actor.authority_id, phrases(words), marks_asked(scope_of(actor)))
