"""Supervision as workbooks and as paper: visits owed, a plan's matters with what became of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.domain.glossary import term
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.rolling import PlanKind
from bihuan.organizations.models import Authority
from bihuan.papers.filling import filled
from bihuan.papers.kinds import kind_of
from bihuan.papers.making import Printed, paper_of, printed
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.supervision.models import JointMember
from bihuan.supervision.visits import VISITS as KINDS
from bihuan.supervision.visits import visits_owed
from bihuan.web.pages.draw import lines_of
from bihuan.web.pages.reorganisation import reorganisations_listed
from bihuan.web.pages.supervision import CheckLine, PlanCard, card_of, plans_seen
from bihuan.web.sheets import Sheet
from bihuan.web.words import word

PAPER, LONGEST = "supervision_plan", 60


def visit_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    asked = query.get("kind", PlanKind.RETURN_VISIT.value)
    for kind in [one for one in KINDS if one.value == asked]:
        for line in visits_owed(actor.authority_id, kind, actor.today):
            values: dict[str, Value] = {
                "kind": word("supervision_plan", kind.value),
                "organization": line.dossier.organization_name,
                "round": line.dossier.round.name,
                "feedback_on": line.dossier.feedback_on,
                "earliest_on": line.owed.earliest_on,
                "due_on": line.owed.due_on,
                "standing": word("visit_owed", line.owed.standing),
                "planned_on": line.owed.planned_on,
                "done_on": line.owed.done_on,
            }
            yield TableRow(str(uuid.uuid5(line.dossier.id, kind.value)), line.dossier.organization_name, values)


VISITS = Sheet(
    "visits",
    "return_visits",
    _("Return visits and special checks"),
    (
        Column("kind", _("Kind"), 18),
        Column("organization", _("Organization"), 26),
        Column("round", _("Round"), 20),
        Column("feedback_on", _("Feedback"), 12, Kind.DAY),
        Column("earliest_on", _("Earliest day"), 12, Kind.DAY),
        Column("due_on", _("Due day"), 12, Kind.DAY),
        Column("standing", _("Standing"), 14),
        Column("planned_on", _("Planned for"), 12, Kind.DAY),
        Column("done_on", _("Done on"), 12, Kind.DAY),
    ),
    visit_rows,
)


def plan_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for plan in plans_seen(actor):
        card = card_of(actor, plan.id)
        values: dict[str, Value] = {
            "name": plan.name,
            "kind": word("supervision_plan", plan.kind),
            "from_on": plan.from_on,
            "until_on": plan.until_on,
            "checks": card.standing,
            "made": card.made,
            "overdue": card.overdue,
            "sent_back": card.sent_back,
            "carried": card.carried,
            "called_off_on": plan.called_off_on,
        }
        yield TableRow(str(plan.id), plan.name, values)


PLANS = Sheet(
    "supervision_plans",
    "supervision_plans",
    _("Supervision plans"),
    (
        Column("name", _("Plan"), 36),
        Column("kind", _("Kind"), 18),
        Column("from_on", _("First day"), 12, Kind.DAY),
        Column("until_on", _("Last day"), 12, Kind.DAY),
        Column("checks", _("Checks"), 10, Kind.COUNT),
        Column("made", _("Made"), 10, Kind.COUNT),
        Column("overdue", _("overdue"), 10, Kind.COUNT),
        Column("sent_back", _("Sent back"), 10, Kind.COUNT),
        Column("carried", _("Carried over"), 10, Kind.COUNT),
        Column("called_off_on", _("Plan called off on"), 12, Kind.DAY),
    ),
    plan_rows,
)


def draw_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for line in lines_of(actor.authority_id):
        row = line.row
        values: dict[str, Value] = {
            "number": row.number,
            "arranged_on": row.arranged_on,
            "second_body": row.second_body.name,
            "state": word("draw_state", line.state),
            "called_off_reason": row.called_off_reason,
            "commitment": line.commitment,
        }
        yield TableRow(str(row.id), str(row.number), values)


DRAWS = Sheet(
    "draws",
    "draws",
    _("Surprise draws"),
    (
        Column("number", _("No."), 8, Kind.COUNT),
        Column("arranged_on", _("Arranged on"), 12, Kind.DAY),
        Column("second_body", _("Second body"), 26),
        Column("state", _("State"), 14),
        Column("called_off_reason", _("Called off"), 36),
        Column("commitment", _("Commitment"), 40),
    ),
    draw_rows,
)


def reorganisation_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for one in reorganisations_listed(actor):
        row = one.row
        values: dict[str, Value] = {
            "paper": row.paper,
            "sort": word("reorganisation", row.sort),
            "on": row.on,
            "olds": gettext(", ").join(one.olds),
            "news": gettext(", ").join(one.news),
            "next": word("reorganisation_step", one.next) if one.next else "",
            "reviewed_on": row.reviewed_on,
            "called_off_on": row.called_off_on,
        }
        yield TableRow(str(row.id), row.paper, values)


REORGANISATIONS = Sheet(
    "reorganisations",
    "reorganisations",
    _("Reorganisations"),
    (
        Column("paper", _("Decision"), 26),
        Column("sort", _("What happens"), 14),
        Column("on", _("First day of the new order"), 14, Kind.DAY),
        Column("olds", _("Old units"), 30),
        Column("news", _("Successors"), 30),
        Column("next", _("Next step"), 20),
        Column("reviewed_on", _("Reviewed on"), 12, Kind.DAY),
        Column("called_off_on", _("Called off on"), 12, Kind.DAY),
    ),
    reorganisation_rows,
)


# --- one plan ---------------------------------------------------------------------------------------

PLAN_COLUMNS = (
    Column("organization", _("Organization"), 26),
    Column("round", _("Round"), 20),
    Column("on", _("Day"), 12, Kind.DAY),
    Column("team", _("Team"), 18),
    Column("state", _("State"), 14),
    Column("matter", _("Matter"), 48),
    Column("why", _("Why"), 20),
    Column("outcome", _("Outcome"), 18),
    Column("remark", _("Remark"), 40),
)


def plan_sheet(actor: Actor, plan_id: uuid.UUID) -> Sheet:
    """Return a plan as its reader sees it, a row a matter, one for a check without any; raise NoSuchThing."""
    card = card_of(actor, plan_id)

    def rows(_actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
        return (row for line in card.checks for row in check_rows(line))

    return Sheet("supervision_plan", "supervision_plan", card.row.name, PLAN_COLUMNS, rows, of=plan_id)


def check_rows(line: CheckLine) -> Iterator[TableRow]:
    values: dict[str, Value] = {
        "organization": line.row.dossier.organization_name,
        "round": line.row.dossier.round.name,
        "on": line.on,
        "team": line.row.team.name if line.row.team else "",
        "state": word("planned_state", line.state),
        "matter": "",
        "why": "",
        "outcome": "",
        "remark": "",
    }
    if not line.matters:
        yield TableRow(str(line.row.id), line.row.dossier.organization_name, values)
    for one in line.matters:
        told: dict[str, Value] = {
            "matter": one.words,
            "why": word("why_looked_at", one.row.why),
            "outcome": word("check_outcome", one.seen.outcome),
            "remark": one.seen.remark,
        }
        yield TableRow(str(one.row.id), one.words, values | told)


# --- the paper --------------------------------------------------------------------------------------


def plan_paper(card: PlanCard, actor: Actor, suffix: str) -> Printed:
    """Return a plan as an official paper, dated today."""
    kind = kind_of(PAPER)
    return printed(paper_of(kind, filled(kind, paper_values(card, actor), card.row.name)), suffix)


def paper_values(card: PlanCard, actor: Actor) -> dict[str | int, Any]:
    """Return what the paper tells; it is Chinese in whatever language the page is.

    A check that was made stands with its own day; what left the plan is no part of it.
    """
    standing = [line for line in card.checks if line.stands]
    methods = dict.fromkeys(code for line in standing for code in line.row.methods)
    told = {
        "issuer": Authority.objects.get(authority_id=actor.authority_id).name,
        "date": actor.today,
        "name": card.row.name,
        "kind": term("supervision_plan", PlanKind(card.row.kind)).zh,
        "from": card.row.from_on,
        "until": card.row.until_on,
        "after_round": card.row.after_round.name if card.row.after_round else "",
        "methods": [term("check_method", code).zh for code in methods],
        "checks": [check_told(line) for line in standing],
        "teams": [
            {
                "name": team.row.name,
                "members": [member_told(one) for one in team.members],
            }
            for team in card.teams
        ],
        "items": [
            {
                "unit": line.row.dossier.organization_name,
                "matter": one.words[:LONGEST],
                "why": term("why_looked_at", one.row.why).zh,
                "outcome": term("check_outcome", one.seen.outcome).zh,
            }
            for line in standing
            for one in line.matters
        ],
    }
    return {name: value for name, value in told.items() if value}


def member_told(one: JointMember) -> str:
    return f"{one.name} {term('joint_side', one.side).zh}"


def check_told(line: CheckLine) -> dict[str, Any]:
    told = {"unit": line.row.dossier.organization_name, "on": line.on, "matters": len(line.matters)}
    return told | ({"team": line.row.team.name} if line.row.team else {})
