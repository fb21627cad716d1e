"""Which fonts a PDF is set in: the standard's own where the machine has them, else free ones that come along.

The designs that the standard names are licensed and never come with this product. An office that owns them puts the
files into a folder and names it in BIHUAN_FONTS, or has them installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.papers.glyphs import characters_of
from bihuan.papers.layout import layout

if TYPE_CHECKING:
    from typst import Fonts

SETTING = "BIHUAN_FONTS"
BLANK = " \u3000\n\t"


@dataclass(frozen=True)
class Face:
    """The font that a part of the text is set in: its family, its file, whether it stands in for another."""

    family: str
    file: Path
    index: int
    stands_in: bool


@dataclass(frozen=True)
class Case:
    """The fonts of this machine for each role, and the typesetter's own book of them."""

    faces: Mapping[str, Face]
    book: Fonts

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters that the body's font does not have, in the order in which they come."""
        face = self.faces["fangsong"]
        known = characters_of(face.file, face.index)
        return tuple(dict.fromkeys(sign for sign in text if sign not in BLANK and ord(sign) not in known))

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """Return role → family for each role that is set in a stand-in."""
        return {role: face.family for role, face in self.faces.items() if face.stands_in}


@cache
def case() -> Case:
    """Return the fonts of this machine; they are looked through once."""
    import typst

    own = os.environ.get(SETTING, "")
    folders = [*([Path(own)] if own else []), free_folder()]
    book = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)
    there = {one.family: one for one in book.fonts() if one.style == "normal" and one.path}
    return Case({role: _face(role, there) for role in layout().fonts}, book)


def free_folder() -> Path:
    """Return where the free fonts lie: Noto Serif SC and Noto Sans SC, under the SIL Open Font License 1.1."""
    import pylopdf_fonts_zh_cn as free

    return free.serif_path().parent


def _face(role: str, there: Mapping[str, object]) -> Face:
    design = layout().fonts[role]
    for name in (*design.names, *design.also):
        if name in there:
            return _face_from(there[name], stands_in=False)
    file = free_file(design.free)
    family = next(name for name, one in there.items() if Path(str(one.path)) == file)  # type: ignore[attr-defined]
    return Face(family, file, 0, stands_in=True)


def _face_from(one: object, *, stands_in: bool) -> Face:
    return Face(one.family, Path(one.path), one.index, stands_in)  # type: ignore[attr-defined]


def free_file(sort: str) -> Path:
    import pylopdf_fonts_zh_cn as free

    path: Path = free.serif_path() if sort == "serif" else free.sans_path()
    return path


def told_characters(missing: Iterable[str]) -> str:
    """Return characters with their code points, as a warning names them."""
    return ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
