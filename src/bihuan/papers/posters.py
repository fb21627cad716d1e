"""What hangs on a wall or is handed out: the poster of a door, and the slips of a questionnaire, as PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from bihuan.papers.codes import svg_of
from bihuan.papers.fonts import case
from bihuan.papers.words import DATA, day_in_words
from bihuan.rules.documents import read_document

if TYPE_CHECKING:
    from typst import Compiler

ANY_MASK = 3
POSTER, SLIPS = "poster", "slips"


@dataclass(frozen=True)
class Poster:
    """What a poster tells besides the words of its form."""

    authority: str
    title: str
    unit: str
    url: str
    until_on: date | None
    notice: str = ""


@dataclass(frozen=True)
class Slips:
    """What the slips of a questionnaire tell: each a code; `url` is where it is typed in."""

    title: str
    url: str
    until_on: date | None
    codes: Sequence[str]


def poster_pdf(poster: Poster) -> bytes:
    """Return a poster."""
    said = _words(POSTER)
    told = {
        **{name: said[name] for name in ("mark", "lead", "points", "scope", "secret", "address")},
        "authority": poster.authority,
        "title": poster.title,
        "unit": said["unit"].format(unit=poster.unit) if poster.unit else "",
        "url": poster.url,
        "until": _until(said, poster.until_on),
        "notice": poster.notice,
        "code": svg_of(poster.url),
    }
    return _set(POSTER, told)


def slips_pdf(slips: Slips) -> bytes:
    """Return the slips; what is printed on them stands nowhere else."""
    said = _words(SLIPS)
    told = {
        "title": slips.title,
        "head": said["head"],
        "until": _until(said, slips.until_on),
        "url": slips.url,
        "slips": [{"letters": code, "code": svg_of(f"{slips.url}?t={code}", ANY_MASK)} for code in slips.codes],
    }
    return _set(SLIPS, told)


def _words(sort: str) -> Mapping[str, Any]:
    return read_document(DATA / "posters.yaml").content[sort]  # type: ignore[return-value]


def _until(said: Mapping[str, Any], day: date | None) -> str:
    return said["until"].format(day=day_in_words(day)) if day else ""


def _set(form: str, told: Mapping[str, Any]) -> bytes:
    fonts = {role: [face.family] for role, face in case().faces.items()}
    content = _compiler(form).compile(
        sys_inputs={"told": json.dumps({**told, "fonts": fonts})}, format="pdf", timestamp=0
    )
    assert isinstance(content, bytes)
    return content


@cache
def _compiler(form: str) -> Compiler:
    import typst

    return typst.Compiler(DATA / f"{form}.typ", root=DATA, font_paths=case().book)
