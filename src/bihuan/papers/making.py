"""From a file of data to a file of paper: the engine's one way in, for the command line and the product alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bihuan.papers.compose import compose
from bihuan.papers.fields import DataUnusable, checked
from bihuan.papers.kinds import Kind
from bihuan.papers.paper import Paper
from bihuan.rules.documents import Document, PackUnreadable, read_document

SUFFIXES = (".docx", ".pdf")


@dataclass(frozen=True)
class Printed:
    """A finished paper, with the fonts that stand in for others and the characters they lack."""

    content: bytes
    stand_ins: Mapping[str, str]
    missing: tuple[str, ...] = ()


def values_from(kind: Kind, path: Path) -> dict[str, Any]:
    """Return the checked values of a data file; raise DataUnusable, or OSError where it cannot be read."""
    return checked(_document(path), kind.fields)


def _document(path: Path) -> Document:
    try:
        return read_document(path)
    except PackUnreadable as error:
        raise DataUnusable(error.file, error.line, "the file", error.problem, error.remedy) from error
    except RecursionError as error:
        raise DataUnusable(path.name, 1, "the file", "it is nested too deep", "write it as the schema shows") from error


def printed(paper: Paper, suffix: str) -> Printed:
    """Return a paper as .docx or .pdf."""
    if suffix == ".docx":
        from bihuan.papers.word_file import docx_of

        return Printed(docx_of(paper), {})
    from bihuan.papers.pdf import pdf_of

    made = pdf_of(paper)
    return Printed(made.content, made.stand_ins, made.missing)


def paper_of(kind: Kind, values: Mapping[str, Any]) -> Paper:
    """Return the paper of a kind with checked values."""
    return compose(kind, values)
