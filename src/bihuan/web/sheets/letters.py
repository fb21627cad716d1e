"""Letters, and what else went to bodies, as workbooks: they go out and are not sent back."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.sent import RuleMade
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.lists.errands import errands_asked
from bihuan.web.lists.kept_views import opened
from bihuan.web.lists.letters import letters_asked
from bihuan.web.pages.errand import lines_of
from bihuan.web.pages.letters import errands_by_letter
from bihuan.web.sheets import Sheet
from bihuan.web.words import word


def letter_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    rows = list(letters_asked(actor, opened(actor, "letters", query).query))
    errands = errands_by_letter(actor, rows)
    made: dict[object, list[str]] = {}
    for letter_id, title in (
        RuleMade.objects.filter(authority_id=actor.authority_id, errand__letter__in=rows)
        .order_by("number")
        .values_list("errand__letter_id", "title")
    ):
        made.setdefault(letter_id, []).append(title)
    for row in rows:
        line = errands.get(row.id)
        values: dict[str, Value] = {
            "matter": row.matter,
            "receiver": row.receiver.name,
            "why": word("letter_reason", row.why),
            "suggestions": sum(bool(one.strip()) for one in row.advice.splitlines()),
            "paper": str(row.paper_number or ""),
            "sent_on": row.sent_on,
            "due_on": line.row.due_on if line else None,
            "answered_on": line.row.answered_on if line else None,
            "answer": line.row.answer if line else "",
            "rules": "\n".join(made.get(row.id, [])),
        }
        yield TableRow(str(row.id), row.matter, values)


LETTERS = Sheet(
    "letters",
    "letters",
    _("Recommendation letters"),
    (
        Column("matter", _("Matter of the letter"), 36),
        Column("receiver", _("Goes to"), 24),
        Column("why", _("Why a letter"), 22),
        Column("suggestions", _("Suggestions"), 10, Kind.COUNT),
        Column("paper", _("Number of the paper"), 20),
        Column("sent_on", _("Went out on"), 12, Kind.DAY),
        Column("due_on", _("Answer owed by"), 12, Kind.DAY),
        Column("answered_on", _("Answered on"), 12, Kind.DAY),
        Column("answer", _("Answer"), 40),
        Column("rules", _("Rules made upon it"), 36),
    ),
    letter_rows,
)


def errand_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    for line in lines_of(actor, errands_asked(actor, opened(actor, "errands", query).query)):
        row = line.row
        values: dict[str, Value] = {
            "kind": f"{word('errand', row.kind)} {row.number}",
            "matter": row.matter,
            "receiver": row.receiver.name,
            "sent_on": row.sent_on,
            "due_on": row.due_on,
            "state": word("errand_state", line.state),
            "received_on": row.received_on,
            "answered_on": row.answered_on,
            "answer": row.answer,
            "outcome": row.outcome,
        }
        yield TableRow(str(row.id), row.matter, values)


ERRANDS = Sheet(
    "errands",
    "errands",
    _("Papers and answers"),
    (
        Column("kind", _("Class"), 18),
        Column("matter", _("What"), 36),
        Column("receiver", _("Goes to"), 24),
        Column("sent_on", _("Went out on"), 12, Kind.DAY),
        Column("due_on", _("Answer owed by"), 12, Kind.DAY),
        Column("state", _("State"), 12),
        Column("received_on", _("Received on"), 12, Kind.DAY),
        Column("answered_on", _("Answered on"), 12, Kind.DAY),
        Column("answer", _("Answer"), 40),
        Column("outcome", _("What came of it"), 30),
    ),
    errand_rows,
)
