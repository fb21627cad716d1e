"""A paper out of rows: its values checked as those of a file are, then both of its files."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from bihuan.domain.line_breaks import plain_breaks
from bihuan.dossiers.files import content_of
from bihuan.papers.fields import MISSING, UNPRINTABLE, DataUnusable, Field, checked
from bihuan.papers.kinds import Kind
from bihuan.papers.making import paper_of, printed
from bihuan.papers.own_templates import made_with
from bihuan.papers.template_shelf import standing_template
from bihuan.papers.words import words
from bihuan.rules.documents import Document, Place


class PaperIncomplete(ValueError):
    """The rows with what was typed do not make a paper: at which place, and why."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}; complete the row or the form")


WHY: Mapping[str, str] = {
    MISSING: gettext_noop("nothing is told there"),
    UNPRINTABLE: gettext_noop("a sign stands there that cannot be printed"),
}
OTHERWISE = gettext_noop("what stands there does not fit the paper")


@dataclass(frozen=True)
class BothFiles:
    """A paper as Word and PDF, with the characters that the font of the PDF lacks."""

    word: bytes
    pdf: bytes
    missing: tuple[str, ...]


def filled(kind: Kind, values: Mapping[Any, Any], about: str) -> dict[str, Any]:
    """Return a paper's values, checked; raise PaperIncomplete."""
    broken_alike = {name: _as_printed(value, kind.fields.get(name)) for name, value in values.items()}
    try:
        return checked(Document(about, "", broken_alike, {(): 1}), kind.fields)
    except DataUnusable as error:
        place = _called(error.at, values, kind.fields) or error.place
        raise PaperIncomplete(place, WHY.get(error.fault, OTHERWISE)) from error


def _as_printed(value: Any, asked: Field | None) -> Any:
    """Return a value of a row with one kind of line break, and none where the paper has one line for it."""
    if isinstance(value, str):
        plain = plain_breaks(value)
        return " ".join(plain.split("\n")) if asked and asked.sort == "line" else plain
    if isinstance(value, list):
        inner = Field(asked.name, "text", asked.zh, asked.en) if asked and not asked.of else asked
        return [_as_printed(item, inner) for item in value]
    if isinstance(value, dict):
        of = asked.of if asked else {}
        return {name: _as_printed(item, of.get(name)) for name, item in value.items()}
    return value


def _called(at: Place, values: Any, fields: Mapping[str, Field]) -> str:
    """Return a place in the words of the paper: each field by its name, each item by its ordinal and first line."""
    said, asked = "", None
    for step in at:
        if isinstance(step, int):
            values = values[step]
            said += words()["item"].format(number=step + 1) + _first_line(values, fields)
            continue
        asked = fields.get(step)
        said += (words()["part_of"] if said else "") + (asked.zh if asked else str(step))
        values, fields = values.get(step), asked.of if asked else {}
    return said


def _first_line(item: Any, fields: Mapping[str, Field]) -> str:
    """Return how an item is recognised: what its first one-line field tells."""
    told = (item.get(name) for name, one in fields.items() if one.sort == "line") if isinstance(item, dict) else ()
    first = next((str(one) for one in told if one), "")
    return words()["called"].format(name=first) if first else ""


def both_files(kind: Kind, values: Mapping[str, Any], authority_id: uuid.UUID) -> BothFiles:
    """Print a paper: the Word file by the office's own template where one stands, else as the standard has it."""
    pdf = printed(paper_of(kind, values), ".pdf")
    own = standing_template(authority_id, kind.name)
    if own is not None:
        word = made_with(kind, values, content_of(own.file))
    else:
        word = printed(paper_of(kind, values), ".docx").content
    return BothFiles(word, pdf.content, pdf.missing)
