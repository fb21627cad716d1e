"""Cells of a workbook are marked in its own parts: everything that bears no mark stays as its program wrote it.

A marked cell gets a style of its own, like the one it had but red, and a comment. Office shows comments by their
drawings (VML), so each sheet gets those, too. What this does not know by heart is left alone (`Unusual`).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from bihuan.intake.container import Container

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BOOK = "xl/workbook.xml"
AFTER_DRAWING = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")

Marks = Mapping[tuple[int, int], str]  # row and column, counted from 1 → what is said of the cell


class Unusual(ValueError):
    """A workbook built in a way that is not patched here."""


class Patched:
    """A workbook whose parts are changed one by one; the others stay byte for byte."""

    def __init__(self, data: bytes, container: Container) -> None:
        self.data, self.container = data, container
        self.changed: dict[str, bytes] = {}
        self.trees: dict[str, Element] = {}

    def tree(self, path: str, name: str) -> Element:
        """Return a part to be changed; raise Unusual where it is missing or no part of the kind."""
        if path not in self.trees:
            if path not in self.container.parts:
                raise Unusual(path)
            self.trees[path] = self.container.tree(path)
        root = self.trees[path]
        if root.tag != name:
            raise Unusual(path)
        return root

    def new_path(self, form: str) -> str:
        """Return the first free path of a form with a number in it."""
        taken = {path.lower() for path in (*self.container.parts, *self.changed)}
        return next(path for path in (form.format(n) for n in range(1, len(taken) + 2)) if path.lower() not in taken)

    def to_bytes(self) -> bytes:
        """Return the workbook with its changed and new parts."""
        from lxml import etree

        for path, root in self.trees.items():
            self.changed[path] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                name = entry.filename.lower() if entry.filename.lower() == "[content_types].xml" else entry.filename
                told = self.changed.pop(name, None)
                new.writestr(entry, old.read(entry) if told is None else told)
            for path, told in self.changed.items():
                new.writestr(path, told)
        return out.getvalue()


def marked(data: bytes, container: Container, marks: Mapping[str, Marks], red: str, author: str) -> bytes:
    """Return the workbook with the cells of sheets marked, by the sheet's name; an unknown name means the first one."""
    patched = Patched(data, container)
    sheets = dict(_sheets(patched))
    by_path: dict[str, dict[tuple[int, int], str]] = {}
    for name, cells in marks.items():
        told = by_path.setdefault(sheets.get(name, next(iter(sheets.values()))), {})
        for place, words in cells.items():
            told[place] = f"{told[place]}\n{words}" if place in told else words
    for path, cells in by_path.items():
        _mark_sheet(patched, path, cells, red, author)
    return patched.to_bytes()


def _sheets(patched: Patched) -> Iterator[tuple[str, str]]:
    """Yield names and paths of the sheets, in their order."""
    targets = {each.get("Id"): each.get("Target", "") for each in patched.tree(_relations_of(BOOK), f"{{{RELATIONS}}}Relationships")}
    for sheet in patched.tree(BOOK, f"{{{MAIN}}}workbook").iter(f"{{{MAIN}}}sheet"):
        target = targets.get(sheet.get(f"{{{LINKS}}}id"), "")
        path = posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target[1:]
        yield sheet.get("name", ""), path


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"
