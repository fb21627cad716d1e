"""Tell what a file is by its content, never by its name, and refuse what cannot be used."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

from bihuan.intake import limits, refusals
from bihuan.ledger.unpacking import DAMAGED

Kind = Literal["zip", "pdf", "text"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_OTHER = (
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
)
_MAIN_PARTS = {"word/document.xml", "xl/workbook.xml", "xl/workbook.bin"}
_MARKUP = (b"<!doctype html", b"<html", b"<?xml")
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def tell_kind(data: bytes, name: str) -> Kind:
    """Name the format, or refuse."""
    if not data:
        raise refusals.Empty(name, problem="the file is empty")
    if len(data) > limits.LARGEST_FILE:
        size, most = len(data) // limits.MEGABYTE, limits.LARGEST_FILE // limits.MEGABYTE
        raise refusals.TooLarge(name, problem=f"the file is too large ({size} MB, at most {most} MB)")
    if data.startswith(_ZIP):
        return "zip"
    if _PDF in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        raise _ole_refusal(data, name)
    if data.startswith(_OTHER) or data.lstrip()[:64].lower().startswith(_MARKUP):
        raise refusals.UnknownType(name)
    return "text"


def refuse_unusable(data: bytes, name: str) -> None:
    """Refuse at once, without reading it, what cannot be a document: other types, other archives, bytes in no text."""
    kind = tell_kind(data, name)
    if kind == "text":
        from bihuan.intake.readers.plain import decode

        decode(data, name)
    elif kind == "zip":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                paths = {path.lower() for path in archive.namelist()}
        except DAMAGED:
            return  # damaged: the reader tells where
        if not paths & _MAIN_PARTS:
            raise refusals.UnknownType(name)


def _ole_refusal(data: bytes, name: str) -> refusals.Unreadable:
    """Tell a password-protected file from one of the old formats."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path).lower() for path in ole.listdir()}
    except Exception:  # olefile raises whatever the damage happens to cause
        return refusals.Corrupt(name)
    if any("encryptedpackage" in stream or "encryptioninfo" in stream for stream in streams):
        return refusals.Encrypted(name)
    if any("vba" in stream or "macros" in stream for stream in streams):
        return refusals.CarriesMacros(name)
    return refusals.OldFormat(name)
