"""The other lists as workbooks: dossiers, to-do, organizations, accounts, units with what is overdue there."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from bihuan.access.actions import ACCOUNT_KEEPERS
from bihuan.access.models import Account
from bihuan.desk.sight import inspections_kept
from bihuan.domain.jurisdiction import Actor
from bihuan.organizations.actions import KEEPERS
from bihuan.organizations.models import Organization
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.figures import by_dossier, overdue_units
from bihuan.web.lists.accounts import accounts_asked, in_order, of_page, organization_names, roles_of
from bihuan.web.lists.dossier_filter import Asked
from bihuan.web.lists.dossiers import Listed, dossiers_asked, listed, rounds_listed
from bihuan.web.lists.kept_views import opened
from bihuan.web.lists.organizations import organizations_asked
from bihuan.web.pages.organization import listed as listed_organizations
from bihuan.web.sheets import AT_ONCE, FINDINGS, Sheet, in_chunks, uuids
from bihuan.web.sheets.coverage import COVERAGE
from bihuan.web.sheets.evaluation import CONSEQUENCES, RANKING, evaluation_sheet
from bihuan.web.sheets.handed_over import EXTRACTS, bill_sheet, extract_sheet
from bihuan.web.sheets.letters import ERRANDS, LETTERS
from bihuan.web.sheets.library import FIELD_GUIDES, REGULATIONS
from bihuan.web.sheets.pool_years import APPRAISAL, HOSTS, REWARDS
from bihuan.web.sheets.records import RECORDS
from bihuan.web.sheets.registers import GROWTH, LOANS, PAPER_NUMBERS
from bihuan.web.sheets.supervision import DRAWS, PLANS, REORGANISATIONS, VISITS, plan_sheet
from bihuan.web.todo.groups import todo_of
from bihuan.web.words import points_in, word

# --- dossiers ---------------------------------------------------------------------------------------


def dossier_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    asked = Asked(opened(actor, "dossiers", query).query, actor=actor)
    asked.is_valid()
    for some in in_chunks(dossiers_asked(actor, asked.cleaned_data)):
        yield from map(dossier_row, listed(actor, some))


def dossiers_named(actor: Actor, ids: Collection[str]) -> Mapping[str, TableRow]:
    rows = listed(actor, list(inspections_kept(actor).filter(pk__in=uuids(ids))))
    return {str(one.row.id): dossier_row(one) for one in rows}


def dossier_row(one: Listed) -> TableRow:
    row, due = one.row, one.next_due
    values: dict[str, Value] = {
        "organization": row.organization_name,
        "round": row.round.name,
        "kind": word("inspection_kind", row.kind),
        "stage": word("inspection_stage", row.stage),
        "feedback_on": row.feedback_on,
        "signed_off": one.signed_off,
        "findings": one.findings,
        "next_due": word("deadline", due.deadline.what) if due else "",
        "due_on": due.deadline.due if due else None,
        "team": row.team_name,
        "office": row.supervision_office.name if row.supervision_office else "",
        "closed_on": row.closed_on,
        "taken_over": row.taken_over_on is not None,
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_reason": row.withdrawn_reason,
    }
    return TableRow(str(row.id), row.organization_name, values)


DOSSIERS = Sheet(
    "dossiers",
    "dossiers",
    _("Dossiers"),
    (
        Column("organization", _("Organization"), 26),
        Column("round", _("Round"), 20),
        Column("kind", _("Kind"), 12),
        Column("stage", _("Stage"), 12),
        Column("feedback_on", _("Feedback"), 12, Kind.DAY),
        Column("signed_off", _("Signed off"), 10, Kind.COUNT),
        Column("findings", _("Findings"), 10, Kind.COUNT),
        Column("next_due", _("Next due"), 20),
        Column("due_on", _("Due day"), 12, Kind.DAY),
        Column("team", _("Team"), 20),
        Column("office", _("Supervision office"), 20),
        Column("closed_on", _("Closed on"), 12, Kind.DAY),
        Column("taken_over", _("Taken over"), 10, Kind.TICK),
        Column("withdrawn_on", _("Withdrawn on"), 12, Kind.DAY),
        Column("withdrawn_reason", _("Why it was withdrawn"), 30),
    ),
    dossier_rows,
    dossiers_named,
)


def round_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for one in rounds_listed(actor):
        row, told = one.row, one.satisfaction
        values: dict[str, Value] = {
            "name": row.name,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "stages": now_(", ").join(f"{word('inspection_stage', stage)} {count}" for stage, count in one.stages),
            "dossiers": one.dossiers,
            "satisfaction": points_in(told.mean_hundredths) if told else "",
            "ballots": told.ballots if told else None,
            "ended_on": row.ended_on,
        }
        yield TableRow(str(row.id), row.name, values)


ROUNDS = Sheet(
    "rounds",
    "rounds",
    _("Rounds"),
    (
        Column("name", _("Round"), 26),
        Column("from_on", _("First day"), 12, Kind.DAY),
        Column("until_on", _("Last day"), 12, Kind.DAY),
        Column("stages", _("Dossiers by stage"), 36),
        Column("dossiers", _("Dossiers"), 10, Kind.COUNT),
        Column("satisfaction", _("Satisfaction with the inspection"), 14, Kind.SCORE),
        Column("ballots", _("Ballots"), 10, Kind.COUNT),
        Column("ended_on", _("End of the round"), 12, Kind.DAY),
    ),
    round_rows,
)


# --- to-do and overdue: computed lists, nothing in them is changed --------------------------------------


def todo_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for group in todo_of(actor):
        for task in group.tasks:
            values: dict[str, Value] = {
                "kind": str(group.title),
                "what": task.words,
                "unit": task.unit,
                "due_on": task.due_on,
                "lamp": task.lamp.words if task.lamp else "",
                "note": task.note,
            }
            told = hashlib.sha256(f"{group.name} {task.url} {task.words}".encode()).hexdigest()[:32]
            yield TableRow(told, task.words, values)
        if group.has_more:
            told = hashlib.sha256(f"{group.name} more".encode()).hexdigest()[:32]
            said = now_("Only the most urgent are shown; the account of findings has them all.")
            yield TableRow(told, said, {"kind": str(group.title), "what": said})


TODO = Sheet(
    "todo",
    "todo",
    _("My to-do"),
    (
        Column("kind", _("Class"), 22),
        Column("what", _("What"), 48),
        Column("unit", _("Unit"), 24),
        Column("due_on", _("Due day"), 12, Kind.DAY),
        Column("lamp", _("Days left"), 14),
        Column("note", _("Remark"), 40),
    ),
    todo_rows,
)


def overdue_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for unit in overdue_units(*by_dossier(actor)):
        told = hashlib.sha256(unit.url.encode()).hexdigest()[:32]
        yield TableRow(told, unit.name, {"unit": unit.name, "count": unit.count})


OVERDUE = Sheet(
    "overdue",
    "cockpit",
    _("Overdue by unit"),
    (Column("unit", _("Unit"), 36), Column("count", _("overdue"), 12, Kind.COUNT)),
    overdue_rows,
)


# --- organizations and accounts: their end is a deed ----------------------------------------------------


def organization_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    asked = opened(actor, "organizations", query).query
    rows, names = organizations_asked(actor, asked).order_by("path"), organization_names(actor)
    for one in listed_organizations(actor, rows, vacant_only=asked.get("vacant") == "1"):
        row, head = one.row, one.head
        values: dict[str, Value] = {
            "name": row.name,
            "below": names.get(row.parent_id, "") if row.parent_id else "",
            "category": word("category", row.category),
            "credit_code": row.credit_code,
            "head": head.name if head else "",
            "acting": bool(head and head.acting),
            "since": head.from_on if head else None,
            "from_on": row.from_on,
            "until_on": row.until_on,
        }
        yield TableRow(str(row.id), row.name, values)


def organizations_named(actor: Actor, ids: Collection[str]) -> Mapping[str, TableRow]:
    rows = Organization.objects.filter(authority_id=actor.authority_id, pk__in=uuids(ids))
    return {str(row.id): TableRow(str(row.id), row.name, {"until_on": row.until_on}) for row in rows}


ORGANIZATIONS = Sheet(
    "organizations",
    "organizations",
    _("Organizations"),
    (
        Column("name", _("Name"), 30),
        Column("below", _("Below"), 24),
        Column("category", _("Category"), 12),
        Column("credit_code", _("Social credit code"), 22),
        Column("head", _("Head today"), 14),
        Column("acting", _("Acting head"), 8, Kind.TICK),
        Column("since", _("In office"), 12, Kind.DAY),
        Column("from_on", _("Exists since"), 12, Kind.DAY),
        Column("until_on", _("Ended on"), 12, Kind.DAY, "end_organization"),
    ),
    organization_rows,
    organizations_named,
    lambda _deed, _row, values, reason: {"on": values["until_on"], "reason": reason},
    lambda actor, _deed: bool(actor.roles & KEEPERS),
)


def account_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    names = organization_names(actor)
    ids = in_order(accounts_asked(actor, opened(actor, "accounts", query).query))
    for first in range(0, len(ids), AT_ONCE):
        some = of_page(ids[first : first + AT_ONCE], actor)
        held = roles_of([account.id for account in some], actor)
        for one in some:
            values: dict[str, Value] = {
                "name": one.name,
                "login_name": one.login_name,
                "works_at": names.get(one.organization_id, "") if one.organization_id else "",
                "roles": now_(", ").join(word("role", role) for role in held.get(one.id, [])),
                "first": one.must_change_password,
                "ended_on": one.ended_on,
            }
            yield TableRow(str(one.id), one.name, values)


def accounts_named(actor: Actor, ids: Collection[str]) -> Mapping[str, TableRow]:
    rows = Account.objects.filter(authority_id=actor.authority_id, pk__in=uuids(ids))
    return {str(row.id): TableRow(str(row.id), row.name, {"ended_on": row.ended_on}) for row in rows}


def account_told(_deed: str, _row: TableRow, values: Mapping[str, Value], reason: str) -> Mapping[str, Any]:
    return {"on": values["ended_on"], "reason": reason}


ACCOUNTS = Sheet(
    "accounts",
    "accounts",
    _("Accounts"),
    (
        Column("name", _("Full name"), 14),
        Column("login_name", _("Sign-in name"), 24),
        Column("works_at", _("Works at"), 26),
        Column("roles", _("Roles today"), 36),
        Column("first", _("first password"), 10, Kind.TICK),
        Column("ended_on", _("Ended on"), 12, Kind.DAY, "end_account"),
    ),
    account_rows,
    accounts_named,
    account_told,
    lambda actor, _deed: bool(actor.roles & ACCOUNT_KEEPERS),
)

OF_THE_HOUSE = (
    *(FINDINGS, DOSSIERS, ROUNDS, TODO, OVERDUE, ORGANIZATIONS, ACCOUNTS, COVERAGE, LETTERS, ERRANDS),
    *(VISITS, PLANS, DRAWS, REORGANISATIONS, EXTRACTS, RANKING, CONSEQUENCES, APPRAISAL, HOSTS, REWARDS, *RECORDS),
    *(PAPER_NUMBERS, LOANS, GROWTH, REGULATIONS, FIELD_GUIDES),
)
SHEETS: Mapping[str, Sheet] = {sheet.name: sheet for sheet in OF_THE_HOUSE}
SHEETS_OF_ONE: Mapping[str, Callable[[Actor, uuid.UUID], Sheet]] = {
    "evaluation": evaluation_sheet,
    "bill": bill_sheet,
    "extract": extract_sheet,
    "supervision_plan": plan_sheet,
}
