"""Open Office files without trusting them: size, encryption, macros, links outside, entities.

Nothing here understands a document; it hands out parts that are safe to parse.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bihuan.intake import limits, refusals
from bihuan.intake.extent import refuse_vast_sheets
from bihuan.ledger.unpacking import DAMAGED

if TYPE_CHECKING:
    from lxml import etree

_MACRO_PARTS = ("vbaproject", "vbadata", "activex/", "macrosheets/", "xl/intlmacrosheets/")
_LINK_PARTS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/ddelinks")
_HARMLESS_LINKS = ("hyperlink",)
DOES_NOT_UNPACK = "the file is damaged or cut off (it does not unpack)"
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True, slots=True)
class Container:
    """The parts of an Office file, all within the limits."""

    name: str
    parts: dict[str, bytes]

    def part(self, path: str) -> bytes:
        """Give a part that must be there."""
        if path not in self.parts:
            raise refusals.Corrupt(self.name, place=path, problem="a part of the file is missing")
        return self.parts[path]

    def tree(self, path: str) -> etree._Element:
        """Parse a part without entities, network or unbounded depth."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.part(path), parser)
        except etree.XMLSyntaxError as error:
            raise refusals.Corrupt(self.name, place=path, problem="its XML is broken") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise refusals.ForbiddenMarkup(self.name, place=path)
        return root

    @property
    def kind(self) -> str | None:
        """What the main part says: docx, xlsx or something else."""
        if "word/document.xml" in self.parts:
            return "docx"
        if any(path.startswith("xl/workbook.") for path in self.parts):
            return "xlsx"
        return None


def open_container(data: bytes, name: str) -> Container:
    """Unpack an Office file within the limits and refuse what a plain document never carries."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), name)
            parts = {
                path.lower() if path.lower() == "[content_types].xml" else path: body
                for path, body in _unpack(archive, name)
            }
    except DAMAGED as error:
        raise refusals.Corrupt(name, problem=DOES_NOT_UNPACK) from error
    container = Container(name, parts)
    _refuse_active_content(container)
    _refuse_links(container)
    if container.kind == "xlsx":
        refuse_vast_sheets(container.parts, name)
    return container


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > limits.MOST_PARTS:
        raise refusals.Bomb(name, problem=f"it has {len(entries)} parts, more than {limits.MOST_PARTS}")
    if sum(entry.file_size for entry in entries) > limits.LARGEST_TOTAL:
        raise refusals.Bomb(name, problem=f"it unpacks to more than {limits.LARGEST_TOTAL // limits.MEGABYTE} MB")
    for entry in entries:
        if not entry.filename:  # what reads zip files trips over it
            raise refusals.Corrupt(name, problem="the file is damaged (a part of it has no name)")
        if entry.flag_bits & 0x1:
            raise refusals.Encrypted(name, place=_shown(entry))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusals.Corrupt(name, place=_shown(entry), problem=DOES_NOT_UNPACK)
        if entry.file_size > limits.LARGEST_PART:
            raise refusals.Bomb(name, place=_shown(entry))
        if entry.file_size > limits.SMALL_PART and entry.file_size > limits.HIGHEST_RATIO * max(entry.compress_size, 1):
            raise refusals.Bomb(name, place=_shown(entry))


def _unpack(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    """Read every part in full: a part whose size is a lie fails its checksum here, before any parser sees it."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            body = stream.read(entry.file_size + 1)
        if len(body) > entry.file_size:
            raise refusals.Bomb(name, place=_shown(entry))
        keep = entry.filename.lower().endswith((".xml", ".rels", ".bin"))
        yield entry.filename, body if keep else b""


def _shown(entry: zipfile.ZipInfo) -> str:
    return entry.filename.encode("ascii", "replace").decode()[:80]


def _refuse_active_content(container: Container) -> None:
    for path in container.parts:
        lowered = path.lower()
        if any(mark in lowered for mark in _MACRO_PARTS):
            raise refusals.CarriesMacros(container.name, place=path)
        if "/embeddings/oleobject" in lowered:
            raise refusals.CarriesMacros(container.name, place=path, problem="the file carries an embedded object")
    types = container.part("[content_types].xml")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise refusals.CarriesMacros(container.name, place="[Content_Types].xml")


def _refuse_links(container: Container) -> None:
    for path, body in container.parts.items():
        lowered = path.lower()
        if any(lowered.startswith(mark) for mark in _LINK_PARTS):
            raise refusals.LinksOutside(container.name, place=path)
        if lowered.endswith((".xml", ".rels")):
            plain = body.replace(b"\0", b"") if body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in body[:8] else body
            if b"<!" in plain and any(mark in plain for mark in _MARKUP):
                raise refusals.ForbiddenMarkup(container.name, place=path)
        if lowered.endswith(".rels"):
            _check_relationships(container, path)


def _check_relationships(container: Container, path: str) -> None:
    """Let web addresses a reader may click pass; refuse what would be fetched by itself."""
    for relation in container.tree(path):
        if relation.get("TargetMode") != "External":
            continue
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        if kind.lower() not in _HARMLESS_LINKS:
            raise refusals.LinksOutside(
                container.name, place=path, problem=f"the file draws on something outside itself ({kind})"
            )
