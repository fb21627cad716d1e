"""A workbook is changed part by part: what is not touched stays byte for byte as its program wrote it."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bihuan.intake.container import open_container
from bihuan.intake.refusals import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATED = f"{RELATIONS}Relationships"
BOOK, CONTENT_TYPES = "xl/workbook.xml", "[content_types].xml"


class Unusual(ValueError):
    """A workbook built in a way that is not changed part by part."""


class Parts:
    """The parts of a workbook on their way into a changed copy."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.container = open_container(data, name)
        self.trees: dict[str, Element] = {}
        self.added: dict[str, bytes] = {}

    def tree(self, path: str, tag: str) -> Element:
        """Return a part to be changed; raise Unusual where there is none or its root is another."""
        if path not in self.trees:
            self.trees[path] = self.seen(path, tag)
        return self.trees[path]

    def seen(self, path: str, tag: str) -> Element:
        """Return a part that stays as it is; raise Unusual as above, and where it is broken."""
        try:
            root = self.container.tree(path) if path in self.container.parts else None
        except Unreadable as error:  # whoever reads values alone forgives it
            raise Unusual(path) from error
        if root is None or root.tag != tag:
            raise Unusual(path)
        return root

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield names and paths of the sheets, in their order."""
        targets = {each.get("Id"): str(each.get("Target")) for each in self.seen(relations_of(BOOK), RELATED)}
        for sheet in self.seen(BOOK, f"{MAIN}workbook").iter(f"{MAIN}sheet"):
            target = targets.get(sheet.get(f"{LINKS}id"), "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            yield str(sheet.get("name")), path

    def relations(self, path: str) -> Element:
        """Return what a part is related to, in a new part where it has been related to nothing."""
        from lxml import etree

        own = relations_of(path)
        if own not in self.trees and own not in self.container.parts:
            self.trees[own] = etree.fromstring(f'<Relationships xmlns="{RELATIONS[1:-1]}"/>')
        return self.tree(own, RELATED)

    def relate(self, path: str, kind: str, target: str) -> str:
        """Relate a part to another; return the id of the relation."""
        from lxml import etree

        relations = self.relations(path)
        taken = {each.get("Id") for each in relations}
        free = next(own for own in (f"rId{n}" for n in range(1, len(taken) + 2)) if own not in taken)
        told = {"Id": free, "Type": f"{LINKS[1:-1]}/{kind}", "Target": f"/{target}"}
        etree.SubElement(relations, f"{RELATIONS}Relationship", told)
        return free

    def add(self, form: str, content: bytes, content_type: str) -> str:
        """Add a part under the first free number of its form; return its path."""
        from lxml import etree

        taken = {path.lower() for path in (*self.container.parts, *self.added)}
        free = next(path for path in (form.format(n) for n in range(1, len(taken) + 2)) if path.lower() not in taken)
        self.added[free] = content
        told = {"PartName": f"/{free}", "ContentType": content_type}
        etree.SubElement(self.tree(CONTENT_TYPES, f"{TYPES}Types"), f"{TYPES}Override", told)
        return free

    def to_bytes(self) -> bytes:
        """Return the workbook with what was changed and added."""
        from lxml import etree

        told = self.added | {
            path: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for path, root in self.trees.items()
        }
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                lowered = entry.filename.lower()
                content = told.pop(lowered if lowered == CONTENT_TYPES else entry.filename, None)
                new.writestr(copy.copy(entry), old.read(entry) if content is None else content)
            for path, content in told.items():
                new.writestr(path, content)
        return out.getvalue()


def relations_of(path: str) -> str:
    """Return the path of the part that tells what a part is related to."""
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"
