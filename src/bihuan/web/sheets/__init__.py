"""The lists of the house as workbooks: which columns each has, its rows as asked for, and what a changed cell means.

The five lists of a dossier have workbooks of their own (rectification/workbooks.py); they add rows, these do not.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS
from bihuan.desk.sight import findings_seen
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.revising import SEEN_VERSION
from bihuan.dossiers.models import Finding
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.returned import Change, Told
from bihuan.rectification.tables import Kept, TableRow, change
from bihuan.web.lists.finding_filter import Asked
from bihuan.web.lists.findings import Line, findings_asked, lines
from bihuan.web.lists.kept_views import opened

M = TypeVar("M", bound=Model)
AT_ONCE = 500  # rows read together
MARK = "bihuan-list"


@dataclass(frozen=True)
class Sheet:
    """A list that goes out as a workbook: its page (whoever opens that gets it), its columns, its rows.

    `page` names the url; `rows` gives what an address asks for, `named` rows by their ids as they stand: none of a list
    that tells facts, which no workbook changes. `of` is the one thing whose list it is, where it is a thing's.
    """

    name: str
    page: str
    words: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[Actor, QueryDict], Iterable[TableRow]]
    named: Callable[[Actor, Collection[str]], Mapping[str, TableRow]] = lambda _actor, _ids: {}
    told: Callable[[str, TableRow, Mapping[str, Value], str], Mapping[str, Any]] | None = None
    may: Callable[[Actor, str], bool] = lambda _actor, _deed: False
    of: uuid.UUID | None = None

    @property
    def address(self) -> tuple[str, ...]:
        """What its addresses name: the list, and the thing it is of."""
        return (self.name, str(self.of)) if self.of else (self.name,)

    @property
    def back(self) -> str:
        """Where its page is."""
        return reverse(self.page, args=[self.of] if self.of else [])

    def is_open_to(self, actor: Actor) -> bool:
        """True where somebody may change anything of the list by a workbook; of the others it only goes out."""
        return any(column.is_open and self.may(actor, column.deed) for column in self.columns)

    def table(self, actor: Actor, reason: str = "") -> Kept:
        """Return the list as its reader may change it: columns whose deed is not his are fixed."""
        columns = tuple(c if c.is_open and self.may(actor, c.deed) else replace(c, deed="") for c in self.columns)

        def deeds(line: int, row: TableRow, values: Mapping[str, Value], cells: tuple[Told, ...]) -> Iterator[Change]:
            assert self.told is not None
            for deed in dict.fromkeys(cell.column.deed for cell in cells):
                own = [cell for cell in cells if cell.column.deed == deed]
                yield change(line, row, deed, self.told(deed, row, values, reason), own)

        mark = ":".join((MARK, self.name, str(actor.authority_id), *self.address[1:]))
        return Kept(self.name, mark, columns, lambda ids: self.named(actor, ids), deeds, self.words)


def takes_back(actor: Actor, shown: Sequence[Line], *, has_more: bool) -> bool:
    """True where a workbook of the account can change a finding shown; of more pages than one, where a role may."""
    deeds = {column.deed for column in FINDING_COLUMNS if column.is_open and may_on_findings(actor, column.deed)}
    if has_more:
        return bool(deeds)
    return any(
        is_offered(OFFERS[deed], roles_on(actor, line.row.inspection.thing), line.row.inspection, line.row)
        for line in shown
        for deed in deeds
    )


def in_chunks(rows: QuerySet[M]) -> Iterator[list[M]]:
    """Return rows so many at a time, holding no more of them."""
    flow = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(flow, AT_ONCE)):
        yield some


def uuids(ids: Collection[str]) -> list[uuid.UUID]:
    """Return ids out of a workbook; what is none is left out."""
    found = []
    for told in ids:
        try:
            found.append(uuid.UUID(told))
        except ValueError:
            continue
    return found


# --- the account of findings ------------------------------------------------------------------------

CORRECT, MARK_PERSON, OUTCOME, RESULT = "correct_finding", "mark_person_matter", "state_outcome", "state_result"
FINDING_COLUMNS = (
    Column("number", _("No."), 8),
    Column("title", _("Finding"), 36, deed=CORRECT),
    Column("unit", _("Unit"), 22),
    Column("round", _("Round"), 18),
    Column("team", _("Team"), 18),
    Column("headings", _("Section of the feedback"), 26),
    Column("category", _("Class"), 14, deed=CORRECT),
    Column("text", _("Facts"), 48, deed=CORRECT),
    Column("person_matter", _("Definite persons or things"), 10, Kind.TICK, MARK_PERSON),
    Column("stage", _("Stage"), 12, Kind.STAGE),
    Column("due_on", _("Due day"), 12, Kind.DAY),
    Column("lamp", _("Days left"), 12),
    Column("measures", _("Measures done"), 10),
    Column("owner", _("Responsible leader"), 18),
    Column("department", _("Responsible department"), 18),
    Column("receiver", _("Handed over to"), 20),
    Column("result", _("Result"), 40, deed=RESULT),
    Column("recovered_fen", _("Recovered (yuan)"), 16, Kind.MONEY, RESULT),
    Column("written_off_fen", _("Written off (yuan)"), 16, Kind.MONEY, RESULT),
    Column("rules_made", _("Rules made"), 10, Kind.COUNT, RESULT),
    Column("persons_dealt_with", _("Persons dealt with"), 10, Kind.COUNT, RESULT),
    Column("outcome", _("Outcome"), 20, deed=OUTCOME),
    Column("accountability", _("Accountability"), 20, deed=OUTCOME),
    Column("signed_off_on", _("Signed off on"), 12, Kind.DAY),
    Column("taken_over", _("Taken over"), 10, Kind.TICK),
)
OF_THE_ROW = tuple(
    column.key
    for column in FINDING_COLUMNS
    if column.key not in ("unit", "round", "team", "headings", "lamp", "measures", "owner", "department", "receiver")
)


def finding_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    """Return the findings that an address asks for, all pages of them."""
    asked = Asked(opened(actor, "findings", query).query, actor=actor)
    asked.is_valid()
    rows = findings_asked(actor, asked.cleaned_data).defer(None)  # all columns, not the grid's own
    for some in in_chunks(rows):
        for line in lines(actor, some, with_measures=True):
            yield finding_row(line)


def findings_named(actor: Actor, ids: Collection[str]) -> Mapping[str, TableRow]:
    rows = findings_seen(actor).select_related("inspection__round", "handed_over_to").filter(pk__in=uuids(ids))
    return {str(line.row.id): finding_row(line) for line in lines(actor, list(rows), with_measures=True)}


def finding_row(line: Line) -> TableRow:
    row: Finding = line.row
    done = sum(measure.done_on is not None for measure in line.measures)
    values: dict[str, Value] = {key: getattr(row, key) for key in (*OF_THE_ROW, VERSION)} | {
        "unit": row.inspection.organization_name,
        "round": row.inspection.round.name,
        "team": row.inspection.team_name,
        "headings": "\n".join(row.headings),
        "lamp": line.lamp.words if line.lamp else "",
        "measures": f"{done} / {len(line.measures)}" if line.measures else "",
        "owner": "\n".join(dict.fromkeys(m.owner for m in line.measures if m.owner)),
        "department": "\n".join(dict.fromkeys(m.department for m in line.measures if m.department)),
        "receiver": row.handed_over_to.name if row.handed_over_to else "",
    }
    return TableRow(str(row.id), f"{row.inspection.organization_name} {row.number}", values)


VERSION = "version"  # of the finding, in no column: what its deeds are told was seen
FORMS: Mapping[str, tuple[str, ...]] = {
    CORRECT: ("title", "text", "category"),
    MARK_PERSON: ("person_matter",),
    OUTCOME: ("outcome", "accountability"),
    RESULT: ("result", "recovered_fen", "written_off_fen", "rules_made", "persons_dealt_with"),
}


def finding_told(deed: str, row: TableRow, values: Mapping[str, Value], reason: str) -> Mapping[str, Any]:
    """Return the whole form of a deed: what was changed, the rest as it stands, the reason where one is asked."""
    told: dict[str, Any] = {name: values.get(name, row.values.get(name)) for name in FORMS[deed]}
    told[SEEN_VERSION] = row.values[VERSION]
    return told | ({"reason": reason} if deed in (CORRECT, MARK_PERSON) else {})


def may_on_findings(actor: Actor, deed: str) -> bool:
    return bool(OFFERS[deed].step.roles & actor.roles)


FINDINGS = Sheet(
    "findings",
    "findings",
    _("Account of findings"),
    FINDING_COLUMNS,
    finding_rows,
    findings_named,
    finding_told,
    may_on_findings,
)
