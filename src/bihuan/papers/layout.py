"""The numbers of the page, read once from data/layout.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bihuan.papers.words import DATA
from bihuan.rules.documents import read_document

POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True)
class Script:
    """A size of characters with the pitch of its lines, in points."""

    size_pt: float
    pitch_pt: float
    closer_pt: float = 0


@dataclass(frozen=True)
class Design:
    """What a part of the text is set in: names of the licensed fonts, and what kind stands in for them."""

    names: tuple[str, ...]
    also: tuple[str, ...]
    free: str


@dataclass(frozen=True)
class Layout:
    """A page as the standard wants it; `raw` is the whole file, as the typesetter reads it."""

    raw: Mapping[str, Any]
    body: Script
    title: Script
    small: Script
    table: Script
    fonts: Mapping[str, Design]

    @property
    def cell_pt(self) -> float:
        """Return the width of one character of the body."""
        return self.body.size_pt - self.body.closer_pt

    @property
    def measure_pt(self) -> float:
        """Return the width of the text."""
        margins = self.raw["margins_mm"]
        return float((self.raw["page"]["width_mm"] - margins["left"] - margins["right"]) * POINTS_A_MM)

    @property
    def word_pitch_pt(self) -> float:
        """Return the exact line spacing of the body in a Word file."""
        return float(self.raw["word_pitch_pt"])

    def head_size_pt(self, mark: str) -> float:
        """Return the size at which the name of the issuer fills one line, within its bounds."""
        bounds = self.raw["red_head"]
        fitting = self.measure_pt / max(len(mark), 1)
        return float(round(max(min(fitting * 0.98, bounds["largest_pt"]), bounds["smallest_pt"]), 1))


def _script(written: Mapping[str, Any]) -> Script:
    return Script(written["size_pt"], written["pitch_pt"], written.get("closer_pt", 0))


@cache
def layout() -> Layout:
    """Return the layout of official papers."""
    raw: Mapping[str, Any] = read_document(DATA / "layout.yaml").content  # type: ignore[assignment]
    scripts = {name: _script(raw[name]) for name in ("body", "title", "small", "table")}
    fonts = {role: Design(tuple(one["names"]), tuple(one["also"]), one["free"]) for role, one in raw["fonts"].items()}
    return Layout(raw=raw, fonts=fonts, **scripts)
