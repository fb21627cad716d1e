"""What a browser sends as multipart/form-data, read in memory: nothing of a tip touches a disk unsealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP

LONGEST = 20_000
MOST_PARTS = 20


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
    if not kind.startswith("multipart/form-data"):
        raise FormUnusable
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise FormUnusable
    texts: dict[str, str] = {}
    files: list[bytes] = []
    for part in message.iter_parts():
        if len(texts) + len(files) >= MOST_PARTS:
            raise FormUnusable
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            raise FormUnusable
        if part.get_param("filename", header="content-disposition") is not None:
            files += [content] if content else []
        else:
            texts[name] = content.decode(errors="replace").replace("\x00", "")
    return Sent(texts, files)
