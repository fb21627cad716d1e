"""What stands of dossiers' consequences, and what the rules propose; nothing is decided here.

Many dossiers are asked about with as many questions as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.consequences import ConsequenceTerms, Ground, Proposal, Standing, proposals_of, rests_on
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.planning import LOOKS_BACK
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.consequence_models import ADOPTED, DECLINED
from bihuan.evaluation.facts import full_of, hundredths_of, standing_of_many, stands_whole
from bihuan.evaluation.forms import surrounding_rules
from bihuan.evaluation.models import Consequence, Evaluation, GraveMark
from bihuan.rectification.models import SignOffAnswer
from bihuan.supervision.models import Check, CheckedFinding

PREFIX = "consequence/"
NOT_SOLID = ("not_done", "not_true")
SETTLED = (FindingStage.SIGNED_OFF, FindingStage.LONG_TERM)
Rules = Mapping[Kind, tuple[ConsequenceTerms, str]]


def grave_mark(inspection: Inspection) -> GraveMark | None:
    """Return the mark that a case is grave, None where none stands."""
    rows = GraveMark.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return rows.first()


def consequences_of(inspection: Inspection) -> list[Consequence]:
    """Return the consequences of a dossier, by number."""
    rows = Consequence.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.select_related("notice", "record_paper").order_by("number"))


def is_open(row: Consequence) -> bool:
    """True for what waits for its decision, its notice or its record."""
    return row.decision != DECLINED and row.recorded_on is None


def falling_with(row: Consequence) -> frozenset[Ground]:
    """Return with which grounds what was adopted, and nobody was notified of, falls."""
    is_quiet = row.decision == ADOPTED and row.notified_on is None
    return rests_on(row.kind, row.grounds) if is_quiet else frozenset()


def resting_on_score(evaluation: Evaluation) -> list[Consequence]:
    """Return what was adopted for the low score of an evaluation, and nobody was notified of."""
    rows = Consequence.objects.filter(authority_id=evaluation.authority_id, evaluation=evaluation).order_by("number")
    return [row for row in rows if Ground.LOW_SCORE in falling_with(row)]


@dataclass(frozen=True)
class Weighed:
    """A dossier with its latest evaluation that lacks no part, how it stands, and what the rules propose for it."""

    inspection: Inspection
    latest: Evaluation | None
    standing: Standing
    proposals: tuple[Proposal, ...]


def proposed_by_rule(inspection: Inspection, rows: list[Consequence], today: date) -> tuple[Proposal, ...]:
    """Return what the rules propose for a dossier that nobody has taken up since its latest whole evaluation."""
    (one,) = weighed([inspection], {inspection.id: rows}, today)
    return one.proposals


def standing_of(inspection: Inspection, rows: list[Consequence], today: date) -> Standing:
    """Return how a dossier stands."""
    (one,) = weighed([inspection], {inspection.id: rows}, today)
    return one.standing


def weighed(dossiers: Iterable[Inspection], rows: Mapping[UUID, list[Consequence]], today: date) -> tuple[Weighed, ...]:
    """Return how dossiers of one authority stand and what is proposed for each."""
    wanted = list(dossiers)
    if not wanted:
        return ()
    own: dict[str, Any] = {"authority_id": wanted[0].authority_id, "inspection__in": [one.id for one in wanted]}
    latest = {one.id: row for one, row in standing_of_many(wanted) if stands_whole(row, one)}
    grave = set(GraveMark.objects.filter(**own, withdrawn_on=None).values_list("inspection_id", flat=True))
    no_floor = without_floor(own, today)
    not_solid = seen_otherwise_last(own)
    found = []
    for one in wanted:
        last = latest.get(one.id)
        standing = Standing(
            percent=100 * hundredths_of(last) // full_of(last) if last else None,
            is_look_back=one.kind in LOOKS_BACK,
            is_grave=one.id in grave,
            no_floor=last is not None and one.id in no_floor,
            not_solid=one.id in not_solid,
        )
        had = {row.kind for row in rows.get(one.id, ()) if is_open(row) or (last and row.evaluation_id == last.id)}
        found.append(Weighed(one, last, standing, proposals_of(rules_of(one, today), standing, had)))
    return tuple(found)


def without_floor(own: Mapping[str, Any], today: date) -> set[UUID]:
    """Return the dossiers of which findings are past their day, or were opened again and are not settled since.

    What was opened again has no floor at once, however far off the last day of its measures.
    """
    overdue = Finding.objects.filter(**own, due_on__lt=today).exclude(stage__in=SETTLED)
    again = SignOffAnswer.objects.filter(**own, kind="reopened").exclude(finding__stage__in=SETTLED)
    return {*overdue.values_list("inspection_id", flat=True), *again.values_list("inspection_id", flat=True)}


def seen_otherwise_last(own: Mapping[str, Any]) -> set[UUID]:
    """Return the dossiers whose last check saw something not done, or not true."""
    checks = Check.objects.filter(**own, withdrawn_on=None).order_by("on", "number")
    last = dict(checks.values_list("inspection_id", "id"))
    seen = CheckedFinding.objects.filter(**own, conclusion__in=NOT_SOLID).values_list("inspection_id", "check_made_id")
    return {inspection_id for inspection_id, check_id in seen if last.get(inspection_id) == check_id}


def by_dossier(authority_id: UUID) -> dict[UUID, list[Consequence]]:
    """Return the consequences of all dossiers of an authority."""
    found: dict[UUID, list[Consequence]] = defaultdict(list)
    for row in Consequence.objects.filter(authority_id=authority_id).order_by("number"):
        found[row.inspection_id].append(row)
    return found


def rules_of(inspection: Inspection, today: date) -> Rules:
    """Return the terms of the packs by kind, each with its clause."""
    rules = surrounding_rules(inspection, today).under(PREFIX)
    return {Kind(one.rule_id.removeprefix(PREFIX)): (one.value_as(ConsequenceTerms), one.basis) for one in rules}


def score_lines(inspection: Inspection, today: date) -> list[int]:
    """Return the lines in percent below which rules propose something for a score."""
    lines = (terms.below_percent for terms, _basis in rules_of(inspection, today).values())
    return [one for one in lines if one is not None]


def decided_look_backs(authority_id: UUID, today: date) -> dict[str, str]:
    """Return the look-backs that were adopted and not recorded as done, by who answers today: what a plan owes."""
    wanted = (Kind.LOOK_BACK.value, Kind.SECOND_LOOK_BACK.value)
    rows = Consequence.objects.filter(authority_id=authority_id, kind__in=wanted, decision=ADOPTED, recorded_on=None)
    found = rows.order_by("decided_on", "id").select_related("inspection__organization")
    return {str(owner_of(row.inspection, today).id): row.kind for row in found}
