"""The kinds of papers, each a file of data: what it has to be told, and what then stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bihuan.papers.fields import Field, field_from, schema_of
from bihuan.papers.words import DATA
from bihuan.rules.documents import read_document

KINDS = DATA / "kinds"
NAMES = (
    "feedback",
    "fix_at_once",
    "copy_notice",
    "recommendation",
    "special_report",
    "rectification_card",
    "inspection_notice",
    "authorisation",
    "bulletin",
    "report",
    "filing",
    "transfer",
    "control_sheet",
    "field_guide",
    "comparison",
    "supervision_plan",
    "extract",
)


class NoSuchKind(ValueError):
    """There is no paper of this kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"{kind}: no such kind of paper; there are {', '.join(NAMES)}")


@dataclass(frozen=True)
class Kind:
    """A kind of paper: names in both languages, the fields it takes, the frame and the body as templates."""

    name: str
    zh: str
    en: str
    fields: Mapping[str, Field]
    title: str
    body: Sequence[Mapping[str, Any]]
    mark: str = ""
    left: str = ""  # what stands above the red rule where a paper has no number
    right: str = ""
    signed: bool = True
    sealed: bool = False
    series: str = ""

    @property
    def example(self) -> Path:
        """Return the file with this kind's invented example."""
        return KINDS / f"{self.name}.example.yaml"

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the data it takes, an example within."""
        document = read_document(self.example)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"{self.zh} · {self.en}",
            **schema_of(self.fields),
            "examples": [document.content],
        }


@cache
def kind_of(name: str) -> Kind:
    """Return a kind by its name; raise NoSuchKind."""
    if name not in NAMES:
        raise NoSuchKind(name)
    written: dict[str, Any] = read_document(KINDS / f"{name}.yaml").content  # type: ignore[assignment]
    frame: dict[str, Any] = read_document(DATA / "frame.yaml").content  # type: ignore[assignment]
    fields = dict(_fields(written, frame))
    rest = {
        key: written[key]
        for key in ("zh", "en", "title", "body", "mark", "left", "right", "signed", "sealed", "series")
        if key in written
    }
    return Kind(name=name, fields=fields, **rest)


def _fields(written: Mapping[str, Any], frame: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    """Yield the frame's fields that this kind asks for or allows, then its own."""
    for name in written["asks"]:
        yield name, field_from(name, frame[name])
    for name in written["allows"]:
        yield name, field_from(name, {**frame[name], "optional": True})
    for name, own in written["fields"].items():
        yield name, field_from(name, own)
