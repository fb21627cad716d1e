"""What is kept beside the plans as tables that one template shows: headings, cells, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.filings import state_of
from bihuan.domain.jurisdiction import Actor
from bihuan.planning.facts import planning_rules
from bihuan.planning.filing import due_of, owed_to
from bihuan.planning.records import SIDES, Cost, Filing, Guidance, Method, Responsibility
from bihuan.web.todo.filings import address_of, shown
from bihuan.web.words import day_words, money_words, word


@dataclass(frozen=True)
class Cell:
    """One cell: words, where they lead, a lamp beside them; the day or the money that the words say."""

    words: str
    url: str = ""
    lamp: object = None
    value: date | int | None = None


@dataclass(frozen=True)
class Table:
    """One table of a page; the first cell of a line is its heading."""

    heading: str
    columns: Sequence[str]
    lines: Sequence[Sequence[Cell]]
    empty: str
    name: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """Return the lines with the heading of each cell, which a phone shows beside it."""
        return [list(zip(self.columns, line, strict=True)) for line in self.lines]


def link(words: str, name: str, *args: object, may: bool) -> Cell:
    return Cell(words, reverse(name, args=args)) if may else Cell("")


def on_day(day: date | None, lamp: object = None) -> Cell:
    return Cell(day_words(day), lamp=lamp, value=day)


def in_money(fen: int) -> Cell:
    return Cell(money_words(fen), value=fen)


def filing_tables(actor: Actor, *, may: bool) -> list[Table]:
    """Return what is owed, and what is registered."""
    at, today = actor.authority_id, actor.today
    rules = planning_rules(at, today)
    owed = [
        (
            Cell(one.event.name),
            Cell(word("filing", one.event.kind)),
            on_day(one.event.on),
            on_day(one.due_on, lamp=shown(one.due_on, today, rules)),
            Cell(_("Register"), address_of(one)) if may else Cell(""),
        )
        for one in owed_to(at, today)
    ]
    columns = (_("About"), _("Paper"), _("Counts from"), _("Due day"), "")
    found = [Table(_("Owed to the level above"), columns, owed, _("Nothing is owed now."))]
    lines: list[tuple[Cell, ...]] = []
    for row in Filing.objects.filter(authority_id=at).order_by("-event_on", "id"):
        due = due_of(row, rules)
        state = state_of(sent_on=row.sent_on, received_on=row.received_on)
        step = {"owed": (_("Enter the sending"), "filing_send"), "sent": (_("Enter the receipt"), "filing_receive")}
        words, name = step.get(state, ("", "")) if row.withdrawn_on is None else ("", "")
        struck = row.withdrawn_on is not None
        stands = _("withdrawn: %(reason)s") % {"reason": row.withdrawn_reason}
        lines.append(
            (
                Cell(row.title),
                Cell(word("filing", row.kind)),
                Cell(f"{row.in_name_of} → {row.to}"),
                on_day(due, lamp=None if row.sent_on or struck else shown(due, today, rules)),
                Cell(stands if struck else word("filing_state", state)),
                Cell(" ".join(filter(None, (day_words(row.sent_on) if row.sent_on else "", row.number)))),
                Cell(" ".join(filter(None, (row.receipt, row.comments)))),
                link(_("File"), "filing_file", row.id, may=row.file_id is not None),
                link(words, name, row.id, may=may and bool(name)),
                link(_("Correct"), "filing_correct", row.id, may=may and not struck),
                link(_("Withdraw"), "filing_withdraw", row.id, may=may and not struck),
            )
        )
    filed = (
        _("Title"),
        _("Paper"),
        _("From and to"),
        _("Due day"),
        _("State"),
        _("Sent"),
        _("Receipt, comments"),
        *("", "", "", ""),
    )
    return [*found, Table(_("Registered"), filed, lines, _("No filing is registered yet."))]


def responsibility_tables(actor: Actor, *, may: bool) -> list[Table]:
    """Return who did what, and the methods with their steps."""
    rows = Responsibility.objects.filter(authority_id=actor.authority_id).select_related("round").order_by("-on", "id")
    lines = [
        (
            Cell(row.matter),
            Cell(word("actor_kind", row.by)),
            Cell(word("act", row.act)),
            on_day(row.on),
            Cell(row.round.name if row.round else "–"),
            Cell(row.asked or "–"),
            Cell(row.outcome or "–"),
            link(_("Say what came of it"), "responsibility_outcome", row.id, may=may and not row.outcome),
        )
        for row in rows
    ]
    columns = (_("Matter"), _("Who acted"), _("What was done"), _("Day"), _("Round"), _("What was asked for"))
    tables = [Table(_("Responsibility"), (*columns, _("What came of it"), ""), lines, _("Nothing is recorded yet."))]
    for method in Method.objects.filter(authority_id=actor.authority_id).order_by("name"):
        steps = [
            (
                Cell(step["text"]),
                Cell(step["done_on"] or "–"),
                Cell(step["note"] or "–"),
                link(_("Tick"), "method_tick", method.id, place, may=may),
            )
            for place, step in enumerate(method.steps)
        ]
        of_steps = (_("Step"), _("Done on"), _("Remark"), "")
        tables.append(Table(method.name, of_steps, steps, _("The method has no steps yet."), name=str(method.id)))
    return tables


def cost_tables(actor: Actor, *, may: bool) -> list[Table]:
    """Return what each inspection cost, side by side, and every cost."""
    rows = Cost.objects.filter(authority_id=actor.authority_id).select_related("inspection__round")
    standing = rows.filter(withdrawn_on=None)
    sums: dict[tuple[str, str], dict[str, int]] = {}
    grouped = standing.order_by().values_list("inspection__organization_name", "inspection__round__name", "paid_by")
    for organization, at, side, fen in grouped.annotate(fen=Sum("fen")):
        sums.setdefault((organization, at), {})[side] = fen
    whole = [
        (
            Cell(organization),
            Cell(at),
            *(in_money(paid.get(side, 0)) for side in SIDES),
            in_money(sum(paid.values())),
        )
        for (organization, at), paid in sorted(sums.items())
    ]
    columns = (_("Organization"), _("Round"), *(word("side", side) for side in SIDES), _("Together"))
    found = [Table(_("Cost of each inspection"), columns, whole, _("No cost is recorded yet."))]
    lines = [
        (
            Cell(row.inspection.organization_name),
            Cell(word("cost", row.kind)),
            Cell(word("side", row.paid_by)),
            in_money(row.fen),
            Cell(str(row.people or "–"), value=row.people),
            Cell(str(row.days_away or "–"), value=row.days_away),
            on_day(row.on),
            Cell(_("withdrawn: %(reason)s") % {"reason": row.withdrawn_reason} if row.withdrawn_on else row.remark),
            link(_("Withdraw"), "cost_withdraw", row.id, may=may and row.withdrawn_on is None),
        )
        for row in rows.order_by("-on", "id")
    ]
    each = (_("Organization"), _("What for"), _("Paid by"), _("Amount"), _("People"), _("Days away"), _("Day"))
    return [*found, Table(_("Every cost"), (*each, _("Remark"), ""), lines, _("No cost is recorded yet."))]


def guidance_tables(actor: Actor, *, may: bool) -> list[Table]:
    """Return what the level above told, and the answers."""
    today, rules = actor.today, planning_rules(actor.authority_id, actor.today)
    lines = [
        (
            Cell(row.matter),
            Cell(word("guidance", row.kind)),
            Cell(row.from_body),
            on_day(row.on),
            on_day(row.answer_by, lamp=None if row.answered_on else shown(row.answer_by, today, rules)),
            Cell(row.answer or "–"),
            link(_("Answer"), "guidance_answer", row.id, may=may and row.answered_on is None),
        )
        for row in Guidance.objects.filter(authority_id=actor.authority_id).order_by("-on", "id")
    ]
    columns = (_("Matter"), _("Kind"), _("Body above"), _("Day"), _("Answer by"), _("Answer"), "")
    return [Table(_("Guidance from above"), columns, lines, _("The level above has told nothing yet."))]
