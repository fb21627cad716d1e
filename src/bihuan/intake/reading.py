"""The door of the room: a file becomes a `ReadDocument`, or is refused with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.intake.full_reading import FullReading

if TYPE_CHECKING:
    from bihuan.intake.container import Container
    from bihuan.intake.document import ReadDocument
    from bihuan.intake.passages import Passage, Reading

FORMATS = {
    **dict.fromkeys((".docx", ".doc", ".docm", ".wps"), "Word"),
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".et"), "Excel"),
    ".pdf": "PDF",
    **dict.fromkeys((".txt", ".text"), "TXT"),
}


def read(source: Path | str | bytes, name: str = "") -> ReadDocument:
    """Read a document into findings; raises a subclass of `Unreadable` with place, problem and remedy."""
    return read_fully(source, name).document


def read_fully(source: Path | str | bytes, name: str = "") -> FullReading:
    """Read a document together with its row errors, cells and source lines."""
    from bihuan.intake.container import open_container
    from bihuan.intake.content import tell_kind

    data, name = load_bytes(source, name)
    kind = tell_kind(data, name)
    if kind == "zip":
        from bihuan.intake.tables import read_document_with_tables, read_sheets

        container = open_container(data, name)
        if container.kind == "xlsx":
            return read_sheets(data, name)
        return read_document_with_tables(_with_note_on_name(_read_word(container), name, "docx"))
    from bihuan.intake.prose import read_prose

    return read_prose(_with_note_on_name(_read_flat(kind, data, name), name, kind))


def read_text(source: Path | str | bytes, name: str = "") -> str:
    """Give the text of a file, one passage a line; plain text exactly as it is."""
    from bihuan.intake.content import tell_kind

    data, name = load_bytes(source, name)
    if tell_kind(data, name) == "text":
        from bihuan.intake.readers.plain import decode

        return decode(data, name)[0]
    return "".join(f"{text}\n" for _, text in _raw(data, name))


def load_bytes(source: Path | str | bytes, name: str) -> tuple[bytes, str]:
    """Fetch the bytes without reading more than the limit."""
    from bihuan.intake import limits, refusals

    if isinstance(source, bytes):
        return source, name or "file"
    path = Path(source)
    shown = name or path.name or str(path)
    try:
        if path.exists() and not path.is_file():
            raise refusals.NotFound(shown, problem="this is no file")
        size = path.stat().st_size
        if size > limits.LARGEST_FILE:
            most = limits.LARGEST_FILE // limits.MEGABYTE
            raise refusals.TooLarge(
                shown, problem=f"the file is too large ({size // limits.MEGABYTE} MB, at most {most} MB)"
            )
        return path.read_bytes(), shown
    except OSError as error:
        raise refusals.NotFound(shown) from error


def _with_note_on_name(reading: Reading, name: str, kind: str) -> Reading:
    """Say so where a file's name promises another format: the content decides, and files may have been mixed up."""
    from bihuan.intake.passages import Note

    told, found = FORMATS.get(Path(name).suffix.lower(), ""), FORMATS[f".{kind}"]
    if told in ("", found):
        return reading
    note = Note(1, "name.other_format", f"the name says {told}, the content is {found}; read as {found}")
    return replace(reading, notes=(note, *reading.notes))


def _read_word(container: Container) -> Reading:
    from bihuan.intake import refusals
    from bihuan.intake.readers.word import read_word

    if container.kind != "docx":
        raise refusals.UnknownType(container.name)
    return read_word(container)


def _read_flat(kind: str, data: bytes, name: str) -> Reading:
    if kind == "pdf":
        from bihuan.intake.readers.pdf import read_pdf

        return read_pdf(data, name)
    from bihuan.intake.readers.plain import read_plain

    return read_plain(data, name)


def _raw(data: bytes, name: str) -> list[tuple[int, str]]:
    """The passages of a file as they are, before repair."""
    from bihuan.intake.container import open_container
    from bihuan.intake.content import tell_kind

    kind = tell_kind(data, name)
    if kind != "zip":
        return _listed(_read_flat(kind, data, name).passages)
    container = open_container(data, name)
    if container.kind == "xlsx":
        from bihuan.intake.readers.workbook import read_workbook

        return [(row.line, "\t".join(row.cells)) for sheet in read_workbook(data, name) for row in sheet.rows]
    return _listed(_read_word(container).passages)


def _listed(passages: tuple[Passage, ...]) -> list[tuple[int, str]]:
    return [(passage.line, passage.text) for passage in passages]
