"""The shipped example of each kind, as values and as the paper it makes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx

from bihuan.papers.compose import compose
from bihuan.papers.kinds import Kind, kind_of
from bihuan.papers.making import values_from
from bihuan.papers.paper import Paper


def example_of(name: str) -> tuple[Kind, dict[str, Any]]:
    kind = kind_of(name)
    return kind, values_from(kind, kind.example)


def paper_of(name: str, **changed: Any) -> Paper:
    """Return the example's paper, with some values changed."""
    kind, values = example_of(name)
    return compose(kind, values | changed)


def own_template(*lines: str, header: str = "") -> bytes:
    """Return a Word template with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    held = BytesIO()
    document.save(held)
    return held.getvalue()
