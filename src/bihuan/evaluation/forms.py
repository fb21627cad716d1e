"""On which form a dossier is evaluated, what the lines of a filled one say, and what stands as evidence beside them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bihuan.domain.evaluation import Scored
from bihuan.domain.rulebook import Governing, Rulebook, Weights, in_force
from bihuan.domain.score_forms import Item, ScoreForm, Way, plain_form
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.rulebooks import packs_of, rulebook_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rules.packs import load

STARTING_PACK = "evaluation-practice"  # where the packs of a dossier say nothing of what surrounds an evaluation
FORM, WEIGHTS = "evaluation/form", "evaluation/weights"
SCORERS, THREE_IN_ONE = "evaluation/scorers", "evaluation/three_in_one"
DIFFERENCE, LEADER_DAYS = "evaluation/difference_percent", "evaluation/leader_told_days"
Refs = Mapping[str, Sequence[uuid.UUID]]


@dataclass(frozen=True)
class Governed:
    """The form that binds a dossier, and the clause it stands in."""

    form: ScoreForm
    basis: str


def form_of(inspection: Inspection, today: date) -> Governed:
    """Return the form of a dossier: that of its category before the general one, a form before plain weights."""
    rules, category = rulebook_of(inspection, today), inspection.organization.category
    for rule_id in (f"{FORM}/{category}", FORM):
        governing = rules.get(rule_id)
        if governing is not None:
            return Governed(governing.value_as(ScoreForm), governing.basis)
    governing = rules.get(f"{WEIGHTS}/{category}") or rules.need(WEIGHTS)
    weights = governing.value_as(Weights)
    return Governed(plain_form(weights.total, weights.shares), governing.basis)


def surrounding_rules(inspection: Inspection, today: date) -> Rulebook:
    """Return what surrounds an evaluation: the dossier's own packs, and the starting values where they are silent."""
    if not inspection.packs or inspection.feedback_on is None:
        return with_start(rulebook_of(inspection, today))
    pins = tuple((pack_id, sha256) for pack_id, sha256 in inspection.packs)
    return _pinned(inspection.authority_id, pins, inspection.feedback_on)


@lru_cache(maxsize=256)
def _pinned(authority_id: uuid.UUID, pins: tuple[tuple[str, str], ...], day: date) -> Rulebook:
    return with_start(in_force(packs_of(authority_id, pins), day))


def with_start(own: Rulebook) -> Rulebook:
    """Return a rulebook with the starting values where it is silent."""
    start = in_force([load(STARTING_PACK)], own.day)
    return Rulebook(own.day, own.packs, {**start.governing, **own.governing})


def scorers_asked(inspection: Inspection, today: date) -> tuple[int, str]:
    """Return how many scorers the dossier's own packs ask for, and the clause; one where they are silent."""
    governing = rulebook_of(inspection, today).get(SCORERS)
    return (governing.value_as(int), governing.basis) if governing else (1, "")


def weights_of_parts(inspection: Inspection, today: date) -> Governing | None:
    """Return the weights by which the dossier's packs combine, None where they combine nothing."""
    return rulebook_of(inspection, today).get(THREE_IN_ONE)


def lines_of(
    form: ScoreForm,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    refs: Refs,
    evidence: Mapping[uuid.UUID, dict[str, str]],
    scorers: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Return a filled form line by line, as it is kept; `scorers`: what more is told of a line two have scored."""
    return [
        {
            "key": item.key,
            "aspect": item.aspect,
            "zh": item.indicator.zh,
            "en": item.indicator.en,
            "full": item.full,
            "points": item.indicator.points,
            "way": form.way.value,
            "mark": str(marks[item.key]),
            "worth": str(worth_of(form.way, item, marks[item.key])),
            "ground": grounds.get(item.key, "").strip(),
            "evidence": [evidence[one] for one in refs.get(item.key, ())],
            **(scorers or {}).get(item.key, {}),
        }
        for item in form.items()
    ]


def worth_of(way: Way, item: Item, mark: Decimal) -> Decimal:
    """Return what a line adds to its aspect, or takes off it."""
    return mark if way is Way.ADDITIVE else -mark * item.indicator.points


def evidence_of(inspection: Inspection, refs: Refs) -> dict[uuid.UUID, dict[str, str]]:
    """Return what stands as evidence beside marks: findings and files of this dossier; raise NoSuchThing for others."""
    wanted = {one for several in refs.values() for one in several}
    if not wanted:
        return {}
    own: dict[str, Any] = {"authority_id": inspection.authority_id, "inspection": inspection, "pk__in": wanted}
    found: dict[uuid.UUID, dict[str, str]] = {
        row.id: {"sort": "finding", "id": str(row.id), "words": f"{row.number} {row.title}"}
        for row in Finding.objects.filter(**own)
    }
    files = Evidence.objects.filter(**own, removed_on=None).select_related("finding", "file")
    for row in files:
        words = f"{row.finding.number} {row.label or row.file.name}"
        found[row.id] = {"sort": "evidence", "id": str(row.id), "words": words}
    unknown = sorted(wanted - set(found), key=str)
    if unknown:
        raise NoSuchThing("evidence", unknown[0])
    return found


def marks_by_aspect(scored: Scored) -> dict[str, str]:
    return {aspect: str(mark) for aspect, mark in scored.by_aspect.items()}


def grounds_by_aspect(form: ScoreForm, grounds: Mapping[str, str]) -> dict[str, str]:
    """Return the grounds of each aspect, those of its lines together."""
    told: dict[str, list[str]] = {aspect.code: [] for aspect in form.aspects}
    for item in form.items():
        if grounds.get(item.key, "").strip():
            told[item.aspect].append(grounds[item.key].strip())
    return {aspect: "\n".join(several) for aspect, several in told.items()}
