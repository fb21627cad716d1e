"""What a browser sends as multipart/form-data, read in memory: nothing of a tip touches a disk unsealed.

A form is flat (RFC 7578), so it is cut at its boundary. The readers of letters know far more – parts within parts,
encodings, parameters in pieces – and end in faults of their own on heads that anybody can send.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST = 20_000
MOST_PARTS = 20
KIND = "multipart/form-data"
BOUNDARY = re.compile(r';[ \t]*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))[ \t]*(?:;|$)', re.I)
DISPOSITION = re.compile(rb"^content-disposition:[ \t]*form-data[ \t]*;(.*)$", re.I | re.M)
PARAMETER = re.compile(rb'([\w*-]+)=(?:"([^"]*)"|([^\s;"]*))')  # a browser writes a quotation mark as %22


class FormUnusable(ValueError):
    """What came is no form of this page."""

    def __init__(self) -> None:
        super().__init__("the request holds no form of this page; fill it in again")


@dataclass(frozen=True)
class Sent:
    """The texts and files of a form."""

    texts: Mapping[str, str]
    files: Sequence[bytes]

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()[:LONGEST]


def read(kind: str, body: bytes) -> Sent:
    """Read a form; raise FormUnusable."""
    texts: dict[str, str] = {}
    files: list[bytes] = []
    for part in parts_of(body, boundary_of(kind)):
        head, blank, content = part.partition(b"\r\n\r\n")
        told = DISPOSITION.search(head)
        named = {one[1]: one[2] or one[3] or b"" for one in PARAMETER.finditer(told[1])} if told else {}
        if b"name" not in named or not blank:
            raise FormUnusable
        if named.keys() & {b"filename", b"filename*"}:
            files += [content] if content else []
        else:
            texts[named[b"name"].decode(errors="replace")] = content.decode(errors="replace").replace("\x00", "")
    return Sent(texts, files)


def boundary_of(kind: str) -> bytes:
    """Return what stands between the parts of a form of this kind."""
    found = BOUNDARY.search(kind) if kind.lower().startswith(KIND) else None
    if found is None:
        raise FormUnusable
    return (found[1] or found[2]).encode("latin-1", "replace")


def parts_of(body: bytes, boundary: bytes) -> Sequence[bytes]:
    """Return the parts of a body that came whole, to the boundary that ends it."""
    _before, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_PARTS + 1)
    if not parts or not parts.pop().startswith(b"--"):
        raise FormUnusable
    if any(not part.lstrip(b" \t").startswith(b"\r\n") for part in parts):
        raise FormUnusable
    return parts
