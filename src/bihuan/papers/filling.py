"""A paper out of rows: its values checked as those of a file are, then both of its files."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.dossiers.files import content_of
from bihuan.papers.fields import DataUnusable, checked
from bihuan.papers.kinds import Kind
from bihuan.papers.making import paper_of, printed
from bihuan.papers.own_templates import made_with
from bihuan.papers.template_shelf import standing_template
from bihuan.rules.documents import Document


class PaperIncomplete(ValueError):
    """The rows with what was typed do not make a paper: at which place, and why."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}; complete the row or the form")


@dataclass(frozen=True)
class BothFiles:
    """A paper as Word and PDF, with the characters that the font of the PDF lacks."""

    word: bytes
    pdf: bytes
    missing: tuple[str, ...]


def filled(kind: Kind, values: Mapping[Any, Any], about: str) -> dict[str, Any]:
    """Return a paper's values, checked; raise PaperIncomplete."""
    try:
        return checked(Document(about, "", dict(values), {(): 1}), kind.fields)
    except DataUnusable as error:
        asked = kind.fields.get(error.place.split(".")[0])
        raise PaperIncomplete(asked.zh if asked else error.place, error.problem) from error


def both_files(kind: Kind, values: Mapping[str, Any], authority_id: uuid.UUID) -> BothFiles:
    """Print a paper: the Word file by the office's own template where one stands, else as the standard has it."""
    pdf = printed(paper_of(kind, values), ".pdf")
    own = standing_template(authority_id, kind.name)
    if own is not None:
        word = made_with(kind, values, content_of(own.file))
    else:
        word = printed(paper_of(kind, values), ".docx").content
    return BothFiles(word, pdf.content, pdf.missing)
