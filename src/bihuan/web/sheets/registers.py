"""Registers of the office as workbooks: numbers of papers, laptops, growth of the pool. Deeds change them, no cell."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.exchange.lending import dossiers_of
from bihuan.exchange.models import Loan
from bihuan.exchange.own_keys import fingerprint_of
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.pages.registers import ACTION_OF, growth_rows, loans_seen, numbers_asked
from bihuan.web.sheets import Sheet, in_chunks
from bihuan.web.words import word


def number_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    for some in in_chunks(numbers_asked(actor, query)):
        for row in some:
            values: dict[str, Value] = {
                "number": str(row),
                "title": row.title,
                "kind": word("paper", row.kind) if row.kind else "",
                "dossier": row.inspection.organization_name if row.inspection else "",
                "drawn_on": row.drawn_on,
                "voided_on": row.voided_on,
                "voided_reason": row.voided_reason,
            }
            yield TableRow(str(row.id), str(row), values)


PAPER_NUMBERS = Sheet(
    "paper_numbers",
    "paper_numbers",
    _("Numbers of papers"),
    (
        Column("number", _("Number of the paper"), 20),
        Column("title", _("Title"), 40),
        Column("kind", _("Kind of paper"), 18),
        Column("dossier", _("Dossier"), 26),
        Column("drawn_on", _("Day of the paper"), 12, Kind.DAY),
        Column("voided_on", _("Void since"), 12, Kind.DAY),
        Column("voided_reason", _("Reason"), 30),
    ),
    number_rows,
)


def loan_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for row in loans_seen(actor):
        values: dict[str, Value] = {
            "team": row.team_name,
            "round": row.round.name,
            "dossiers": "\n".join(one.organization_name for one in dossiers_of(row)),
            "laptop": row.laptop,
            "signs": fingerprint_of(row.card),
            "lent_on": row.lent_on,
            "back_by": row.back_by,
            "state": loan_state(row, actor),
            "home_on": row.home_on,
            "entries": row.entries if row.home_on else None,
            "lost_on": row.lost_on,
            "lost_reason": row.lost_reason,
        }
        yield TableRow(str(row.id), str(row), values)


def loan_state(row: Loan, actor: Actor) -> str:
    if row.is_out:
        return now_("overdue") if row.back_by < actor.today else now_("on the way")
    return now_("home") if row.home_on else now_("given up")


LOANS = Sheet(
    "loans",
    "loans",
    _("Laptops"),
    (
        Column("team", _("Team"), 18),
        Column("round", _("Round"), 20),
        Column("dossiers", _("Dossiers"), 30),
        Column("laptop", _("Laptop"), 18),
        Column("signs", _("Signs of the laptop"), 24),
        Column("lent_on", _("Lent on"), 12, Kind.DAY),
        Column("back_by", _("To be back by"), 12, Kind.DAY),
        Column("state", _("State"), 12),
        Column("home_on", _("Brought home on"), 12, Kind.DAY),
        Column("entries", _("Deeds brought"), 10, Kind.COUNT),
        Column("lost_on", _("Given up on"), 12, Kind.DAY),
        Column("lost_reason", _("Reason"), 30),
    ),
    loan_rows,
)


def growth_lines(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for some in in_chunks(growth_rows(actor)):
        for row in some:
            values: dict[str, Value] = {
                "action": word("six_action", ACTION_OF[row.kind]),
                "name": row.inspector.name,
                "kind": word("growth", row.kind),
                "title": row.title,
                "mentor": row.mentor.name if row.mentor else "",
                "days": row.days or None,
                "from_on": row.from_on,
                "until_on": row.until_on,
            }
            yield TableRow(str(row.id), f"{row.inspector.name} {row.title}", values)


GROWTH = Sheet(
    "growth",
    "growth",
    _("Growth of the pool"),
    (
        Column("action", _("Action"), 22),
        Column("name", _("Full name"), 14),
        Column("kind", _("Kind"), 14),
        Column("title", _("What it was"), 36),
        Column("mentor", _("Mentor"), 14),
        Column("days", _("Days"), 8, Kind.COUNT),
        Column("from_on", _("From"), 12, Kind.DAY),
        Column("until_on", _("Until"), 12, Kind.DAY),
    ),
    growth_lines,
)
