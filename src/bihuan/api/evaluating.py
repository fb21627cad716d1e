"""How a dossier is scored and what follows from it, for reading: codes, numbers and kinds that deeds name.

Cut as the pages cut it: all dossiers for the office and the leading group, of one the unit reads what it was told.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bihuan.api import shapes_evaluation as s
from bihuan.api.beside import OF_A_DOSSIER, dossier_for, file_told
from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS as REFUSALS
from bihuan.api.problems import VERDICT_REFUSALS
from bihuan.api.reading import Part, part_of, refuse_unknown
from bihuan.api.told import columns
from bihuan.desk.consequences import Asked, Proposed, consequences_asked, consequences_seen, proposals_asked
from bihuan.desk.sight import is_unit_only
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.consequences import Proposal, days_over
from bihuan.domain.evaluation import Compared, OnOtherForms
from bihuan.domain.glossary import FAMILIES, Term
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.score_forms import Item
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.forms import Governed, form_of
from bihuan.evaluation.models import Consequence, Scoring
from bihuan.evaluation.people_counts import counts, people_results
from bihuan.evaluation.proposing import grave_mark, proposed_by_rule
from bihuan.evaluation.scorers import OthersStillScore, comparison_of, slips_of
from bihuan.evaluation.sheets import form_of_panel, open_scoring

router = Router(tags=["evaluation"])
UnitWords = Annotated[str, Field(max_length=60, description="part of the name of the unit")]
WHY: dict[str, Any] = {"proposed_on": None, "grounds": [], "basis": "", "proposed_reason": ""}  # as the unit reads it


class ProposalFilter(Part):
    """Of which dossiers, and which kind; several conditions hold together."""

    unit: UnitWords = ""
    kind: Kind | None = None
    round: Annotated[uuid.UUID | None, Field(description="id of a round")] = None

    def asked(self, state: str = "") -> Asked:
        return Asked(self.unit, self.kind or "", state, self.round)


class ConsequenceFilter(ProposalFilter):
    """Which consequences; `adopted` are those under way, `overdue` those of them that are past their day."""

    state: Literal["waiting", "adopted", "overdue", "declined", "done"] | None = None


# --- what follows -----------------------------------------------------------------------------------------


@router.get("/consequences", response={200: s.ConsequencePage, **REFUSALS}, url_name="consequences")
def consequences(request: HttpRequest, asked: Query[ConsequenceFilter]) -> Any:
    """List what was proposed or decided to follow in all dossiers, for the office and the leading group."""
    refuse_unknown(request, asked)
    actor = actor_from(request)
    rows, following = part_of(consequences_asked(actor, asked.asked(asked.state or "")), asked)
    return {"items": [line_of(row, actor.today) for row in rows], "next": following}


@router.get("/proposed-consequences", response={200: s.ProposalPage, **REFUSALS}, url_name="proposed_consequences")
def proposed_consequences(request: HttpRequest, asked: Query[ProposalFilter]) -> Any:
    """List what the rules propose and nobody has taken up, for the office and the leading group.

    A part holds what is proposed for up to `limit` dossiers; `after` is the id of a dossier.
    """
    refuse_unknown(request, asked)
    of: dict[uuid.UUID, list[Proposed]] = {}
    for one in proposals_asked(actor_from(request), asked.asked()):
        of.setdefault(one.inspection.id, []).append(one)
    ahead = sorted(found for found in of if asked.after is None or found > asked.after)
    part = ahead[: asked.limit]
    items = [proposal_line(one) for inspection_id in part for one in of[inspection_id]]
    return {"items": items, "next": part[-1] if len(ahead) > len(part) else None}


@router.get(
    OF_A_DOSSIER + "consequences", response={200: s.ConsequencesOfDossier, **REFUSALS}, url_name="consequences_of"
)
def consequences_of(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell what follows in a dossier, and what the rules propose; the unit reads what it was notified of."""
    inspection, today = dossier_for(request, target_id), actor_from(request).today
    is_unit = is_unit_only(actor_from(request), inspection)
    rows = consequences_seen(inspection, is_unit=is_unit)
    grave = None if is_unit else grave_mark(inspection)
    return {
        "consequences": [consequence_told(row, today, is_unit=is_unit) for row in rows],
        "proposed": [] if is_unit else [proposal_told(one) for one in proposed_by_rule(inspection, rows, today)],
        "grave": columns(grave, s.GraveShape) if grave else None,
    }


def late_by(row: Consequence, today: date) -> dict[str, int]:
    return {"days_over": days_over(row.due_on, row.recorded_on, today) if row.decision == ADOPTED else 0}


def line_of(row: Consequence, today: date) -> dict[str, Any]:
    of = {"organization": row.inspection.organization_name, "round": row.inspection.round.name}
    return columns(row, s.ConsequenceLine) | of | late_by(row, today)


def consequence_told(row: Consequence, today: date, *, is_unit: bool) -> dict[str, Any]:
    files = {"notice": file_told(row.notice), "record_paper": file_told(row.record_paper)}
    return columns(row, s.ConsequenceShape) | files | late_by(row, today) | (WHY if is_unit else {})


def proposal_line(one: Proposed) -> dict[str, Any]:
    row = one.inspection
    of = {"inspection_id": row.id, "organization": row.organization_name, "round": row.round.name}
    return {"kind": one.kind, "grounds": one.grounds, "basis": one.basis, **of}


def proposal_told(one: Proposal) -> dict[str, Any]:
    return {"kind": one.consequence, "grounds": one.grounds, "basis": one.basis}


# --- how it is scored ---------------------------------------------------------------------------------------


@router.get(
    OF_A_DOSSIER + "people-counts", response={200: list[s.PeopleCountShape], **REFUSALS}, url_name="people_counts"
)
def people_counts(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List the counts on paper of what the people hold of a rectification; the unit is told none."""
    rows = people_results(dossier_for(request, target_id, frozenset(Role) - UNIT))
    return [
        columns(row, s.PeopleCountShape) | {"paper": file_told(row.paper), "is_enough": counts(row)} for row in rows
    ]


@router.get(OF_A_DOSSIER + "score-form", response={200: s.ScoreForms, **VERDICT_REFUSALS}, url_name="score_form")
def score_form(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell the form on which a dossier is scored, line by line, and the open sheet of two scorers."""
    inspection, today = dossier_for(request, target_id), actor_from(request).today
    is_unit = is_unit_only(actor_from(request), inspection)
    scoring = None if is_unit else open_scoring(inspection)
    return {
        "panel": form_told(form_of_panel(inspection, today)),
        "alone": form_told(form_of(inspection, today)),
        "sheet": sheet_told(scoring, inspection, today) if scoring else None,
    }


def form_told(governed: Governed) -> dict[str, Any]:
    form = governed.form
    lines = [form_line(item) for item in form.items()]
    return {"way": form.way, "total": form.total, "basis": governed.basis, "lines": lines}


def form_line(item: Item) -> dict[str, Any]:
    """Return a line as it is told; one without words of its own bears its aspect's."""
    own = item.indicator
    words = FAMILIES["aspect"].get(item.aspect, Term(item.aspect, item.aspect))
    told = {"key": item.key, "aspect": item.aspect, "full": item.full, "points": own.points}
    return {**told, "zh": own.zh or words.zh, "en": own.en or words.en}


def sheet_told(scoring: Scoring, inspection: Inspection, today: date) -> dict[str, Any]:
    """Return the open sheet; nobody reads a mark before both have handed in."""
    there = slips_of(scoring)
    both = ((scoring.first_id, scoring.first_name), (scoring.second_id, scoring.second_name))
    return {
        "number": scoring.number,
        "for_body": scoring.by_role,
        "opened_on": scoring.opened_on,
        "percent": scoring.percent,
        "scorers": [{"id": one, "name": name, "handed_in": one in there} for one, name in both],
        "lines": [compared_told(line) for line in lines_seen(scoring, inspection, today)],
    }


def lines_seen(scoring: Scoring, inspection: Inspection, today: date) -> Sequence[Compared]:
    """Return both marks of each line; none before both are in, or where they are on forms that differ."""
    try:
        return comparison_of(scoring, inspection, today)
    except (OthersStillScore, OnOtherForms):
        return ()


def compared_told(line: Compared) -> dict[str, Any]:
    least, most = line.span
    marks = {"first": line.first, "second": line.second, "least": least, "most": most}
    told = {name: str(mark) for name, mark in marks.items()}
    return {**told, "key": line.item.key, "is_wide": line.is_wide}
