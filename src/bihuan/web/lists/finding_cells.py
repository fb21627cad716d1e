"""The cells of the account as HTML, put together here and not in a template: a page of fifty rows has hundreds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.web.addresses import addresses
from bihuan.web.lamps import lamp_mark, waiting_words
from bihuan.web.lists.columns import GridColumn
from bihuan.web.lists.finding_columns import FIXED
from bihuan.web.lists.findings import Line
from bihuan.web.words import day_words, money_words, word

BOX = '<td class="tick">{}</td>'


class Cells:
    """The cells of one page; what all rows share (addresses, tags, labels) is made once."""

    def __init__(self, columns: Iterable[GridColumn]) -> None:
        self.openings = [(column.key, opening(column)) for column in columns]
        self.finding, self.dossier = addresses("finding"), addresses("dossier")
        self.person = f' <span class="tag">{escape(_("persons or things"))}</span>'
        self.taken_over = f' <span class="tag tag-taken_over">{escape(_("taken over"))}</span>'
        self.untold = f'<span class="tag">{escape(_("not fed back yet"))}</span>'
        self.stages: dict[str, str] = {}

    def of(self, line: Line) -> SafeString:
        """Return a row's cells; every text of a person is escaped where it is put in."""
        parts = [f"{start}{WRITERS[key](self, line)}{END[key == FIXED]}" for key, start in self.openings]
        return SafeString("".join(parts))

    def row(self, line: Line, tick: bool | None) -> SafeString:
        """Return a whole row with its box to be ticked; False: none for this row, None: for no row of the page."""
        row, late = line.row, ' class="late"' if line.is_late else ""
        box = "" if tick is None else BOX.format(self.tick_of(row.id, row.number, row.title) if tick else "")
        return SafeString(f"<tr{late}>{box}{self.of(line)}</tr>\n")

    def tick_of(self, row_id: uuid.UUID, number: str, title: str) -> str:
        said = escape(f"{number} {title}")
        return f'<input class="form-check-input" type="checkbox" name="finding" value="{row_id}" aria-label="{said}">'

    def title(self, line: Line) -> str:
        row = line.row
        tags = (self.person if row.person_matter else "") + (self.taken_over if row.taken_over else "")
        look = ' class="marked"' if tags else ""
        return f'<a{look} href="{self.finding(row.id)}">{escape(row.title)}</a>{tags}'

    def unit(self, line: Line) -> str:
        name = escape(line.row.inspection.organization_name)
        return f'<a href="{self.dossier(line.row.inspection_id)}">{name}</a>'

    def stage(self, line: Line) -> str:
        code = line.row.stage
        if code == FindingStage.RECTIFYING and line.row.inspection.feedback_on is None:
            return self.untold
        if code not in self.stages:
            words = escape(word("finding_stage", code))
            self.stages[code] = f'<span class="tag tag-{escape(code)}">{words}</span>'
        return self.stages[code]

    def due(self, line: Line) -> str:
        if line.waits is not None:
            return escape(waiting_words(line.waits))
        lamp = line.lamp
        day = day_words(line.row.due_on)
        if lamp is None:
            return day
        return f"{day} {lamp_mark(lamp.colour.value, lamp.words)}"


def opening(column: GridColumn) -> str:
    """Return the opening tag of a column's cells; on a phone the label stands before the value."""
    if column.key == FIXED:
        return '<th scope="row">'
    look = f' class="{column.look}"' if column.look else ""
    label = "" if column.key == "number" else f' data-label="{escape(column.words)}"'
    return f"<td{look}{label}>"


END = {True: "</th>", False: "</td>"}


def joined(values: Iterable[str]) -> str:
    """Return different values once each, in their order; a dash where there is none."""
    told = dict.fromkeys(value for value in values if value)
    return escape(_(", ").join(told)) if told else "–"


def done_of(line: Line) -> str:
    done = sum(measure.done_on is not None for measure in line.measures)
    return f"{done} / {len(line.measures)}" if line.measures else "–"


WRITERS: Mapping[str, Callable[[Cells, Line], str]] = {
    "number": lambda _cells, line: escape(line.row.number),
    "title": Cells.title,
    "unit": Cells.unit,
    "round": lambda _cells, line: escape(line.row.inspection.round.name),
    "team": lambda _cells, line: escape(line.row.inspection.team_name),
    "category": lambda _cells, line: escape(line.row.category) or "–",
    "headings": lambda _cells, line: escape(" › ".join(line.row.headings)) or "–",
    "stage": Cells.stage,
    "due": Cells.due,
    "measures": lambda _cells, line: done_of(line),
    "owner": lambda _cells, line: joined(measure.owner for measure in line.measures),
    "department": lambda _cells, line: joined(measure.department for measure in line.measures),
    "receiver": lambda _cells, line: escape(line.row.handed_over_to.name) if line.row.handed_over_to else "–",
    "money": lambda _cells, line: money_words(line.row.recovered_fen) if line.row.recovered_fen else "–",
    "requested": lambda _cells, line: day_words(line.row.sign_off_requested_on),
    "signed": lambda _cells, line: day_words(line.row.signed_off_on),
}
