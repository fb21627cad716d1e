"""Evaluations as workbooks: the ranking of many dossiers, the forms of one line by line, all consequences."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.desk.consequences import WAITING, consequences_asked, open_first, proposals_asked
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.facts import full_of
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.lists.evaluations import ConsequencesForm, asked_by, over, ranking_asked
from bihuan.web.lists.kept_views import opened
from bihuan.web.pages.panel import Filled, Line, panel_of
from bihuan.web.sayings.evaluation import said_lacking
from bihuan.web.sheets import Sheet
from bihuan.web.things import dossier_of
from bihuan.web.words import in_brackets, plain, points, points_in, word


def ranking_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    _form, ranking = ranking_asked(actor, opened(actor, "evaluations", query).query)
    for one in ranking.rows:
        score = {"score": points(one.score), "full": points_in(full_of(one.evaluation)), "percent": plain(one.percent)}
        yield ranked(one.inspection, one.evaluation, {"rank": one.rank, **score})
    for lacking in ranking.unranked:
        yield ranked(lacking.inspection, lacking.evaluation, {"why_not": said_lacking(lacking.lacking)})


def ranked(row: Inspection, evaluation: Evaluation, more: dict[str, Value]) -> TableRow:
    values: dict[str, Value] = {
        "unit": row.organization_name,
        "category": word("category", row.organization.category),
        "round": row.round.name,
        "on": evaluation.on,
        "told_on": evaluation.told_on,
    }
    return TableRow(str(row.id), row.organization_name, values | more)


RANKING = Sheet(
    "evaluations",
    "evaluations",
    _("Ranking of evaluations"),
    (
        Column("rank", _("Place in the ranking"), 8, Kind.COUNT),
        Column("unit", _("Unit"), 26),
        Column("category", _("Category"), 12),
        Column("round", _("Round"), 20),
        Column("score", _("Score"), 10, Kind.SCORE),
        Column("full", _("Full mark"), 10, Kind.SCORE),
        Column("percent", _("In percent"), 10, Kind.SCORE),
        Column("why_not", _("Why it is not ranked"), 30),
        Column("on", _("Evaluated on"), 12, Kind.DAY),
        Column("told_on", _("Told on"), 12, Kind.DAY),
    ),
    ranking_rows,
)


# --- the forms of one dossier ----------------------------------------------------------------------------

FORM_COLUMNS = (
    Column("form", _("Form"), 18),
    Column("number", _("No."), 8, Kind.COUNT),
    Column("on", _("Day"), 12, Kind.DAY),
    Column("by", _("Who evaluated"), 18),
    Column("score", _("Score in all"), 10, Kind.SCORE),
    Column("whole", _("Full mark of the form"), 10, Kind.SCORE),
    Column("line", _("Line of the form"), 30),
    Column("full", _("Full mark"), 10, Kind.SCORE),
    Column("mark", _("Mark"), 10, Kind.SCORE),
    Column("times", _("How often"), 10, Kind.SCORE),
    Column("first", _("First scorer"), 10, Kind.SCORE),
    Column("second", _("Second scorer"), 10, Kind.SCORE),
    Column("settled", _("What is done"), 24),
    Column("ground", _("Grounds and evidence"), 40),
    Column("told_on", _("Told on"), 12, Kind.DAY),
    Column("returned_on", _("Sent back on"), 12, Kind.DAY),
)


def evaluation_sheet(actor: Actor, inspection_id: uuid.UUID) -> Sheet:
    """Return the filled forms of a dossier that its reader sees, a row a line; raise NoSuchThing beyond his reach."""
    aim = dossier_of(actor, inspection_id)

    def rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
        page = panel_of(actor, aim)
        for form in page.evaluations:
            yield from form_rows(form, gettext("Evaluation"))
        for form in page.own:
            yield from form_rows(form, gettext("Self-assessment of the unit"))

    title = in_brackets(gettext("Evaluation and what follows"), aim.inspection.organization_name)
    return Sheet("evaluation", "panel", title, FORM_COLUMNS, rows, of=inspection_id)


def form_rows(form: Filled, name: str) -> Iterator[TableRow]:
    row = form.row
    values: dict[str, Value] = {
        "form": name,
        "number": row.number,
        "on": row.on,
        "by": getattr(row, "by_name", "") or word("role", row.by_role),
        "score": points_in(form.score),
        "whole": points_in(form.full),
        "told_on": getattr(row, "told_on", None),
        "returned_on": getattr(row, "returned_on", None),
    }
    for place, line in enumerate(form.lines):
        told = line_told(form, line)
        yield TableRow(str(uuid.uuid5(row.id, str(place))), line.words, values | told)


def said(mark: str | None) -> str:
    return points(mark) if mark else ""


def line_told(form: Filled, line: Line) -> dict[str, Value]:
    """Return one line of a form: its marks, who gave which where both scorers are shown, what it rests on."""
    kept: Any = line.row
    told: dict[str, Value] = {
        "line": line.words if line.aspect == line.words else f"{line.aspect} {line.words}",
        "full": points(kept["full"]),
        "times" if form.deducts else "mark": points(kept["mark"]),
        "ground": "\n".join(filter(None, (kept["ground"], *(proof["words"] for proof in kept["evidence"])))),
    }
    if form.is_two:
        told |= {"first": said(kept.get("first")), "second": said(kept.get("second"))}
        told["settled"] = str(kept.get("settled") or "")
    return told


# --- all consequences ------------------------------------------------------------------------------------


def consequence_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    """Return a row a consequence, what the rules propose first; whom a notice named stays out of it."""
    asked = asked_by(ConsequencesForm(opened(actor, "consequences", query).query, actor=actor))
    for one in proposals_asked(actor, asked):
        proposed: dict[str, Value] = {
            "unit": one.inspection.organization_name,
            "round": one.inspection.round.name,
            "kind": word("consequence", one.kind),
            "why": gettext(", ").join(word("ground", ground) for ground in one.grounds),
            "decision": in_brackets(word("consequence_state", WAITING), gettext("proposed by rule")),
        }
        yield TableRow(str(uuid.uuid5(one.inspection.id, one.kind)), one.inspection.organization_name, proposed)
    for row in open_first(consequences_asked(actor, asked)):
        values: dict[str, Value] = {
            "unit": row.inspection.organization_name,
            "round": row.inspection.round.name,
            "kind": word("consequence", row.kind),
            "why": gettext(", ").join(word("ground", one) for one in row.grounds),
            "proposed_on": row.proposed_on,
            "decision": word("decision", row.decision) if row.decision else word("consequence_state", WAITING),
            "decided_on": row.decided_on,
            "reason": row.decided_reason,
            "due_on": row.due_on,
            "late": over(row, actor.today),
            "notified_on": row.notified_on,
            "recorded_on": row.recorded_on,
        }
        yield TableRow(str(row.id), row.inspection.organization_name, values)


CONSEQUENCES = Sheet(
    "consequences",
    "consequences",
    _("Consequences"),
    (
        Column("unit", _("Unit"), 26),
        Column("round", _("Round"), 20),
        Column("kind", _("Consequence"), 22),
        Column("why", _("Why it is proposed"), 30),
        Column("proposed_on", _("Proposed on"), 12, Kind.DAY),
        Column("decision", _("Decision"), 12),
        Column("decided_on", _("Decided on"), 12, Kind.DAY),
        Column("reason", _("Reason"), 36),
        Column("due_on", _("To be done by"), 12, Kind.DAY),
        Column("late", _("Overdue"), 14),
        Column("notified_on", _("Notified on"), 12, Kind.DAY),
        Column("recorded_on", _("Done on"), 12, Kind.DAY),
    ),
    consequence_rows,
)
