"""A paper as PDF, set by typst; everything it prints goes in as data, so that no text can act as markup."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bihuan.papers.codes import svg_of
from bihuan.papers.fonts import Case, case
from bihuan.papers.layout import layout
from bihuan.papers.paper import Block, Paper
from bihuan.papers.titles import title_lines
from bihuan.papers.words import DATA

if TYPE_CHECKING:
    from typst import Compiler

SHORT = 600  # bytes of a last paragraph that goes with the signature as a whole, about seven lines
# the stand-in of these designs is the font of the body; an outline, as a share of the size, sets them apart
OUTLINES = {"song": 0.022, "kai": 0.006}


@dataclass(frozen=True)
class Made:
    """A file, and what its maker has to know: the fonts used, the characters they lack."""

    content: bytes
    stand_ins: dict[str, str]
    missing: tuple[str, ...]


def pdf_of(paper: Paper) -> Made:
    """Return a paper as PDF; the same paper is always the same bytes on one machine."""
    fonts = case()
    content = _compiler().compile(sys_inputs={"paper": json.dumps(_told(paper, fonts))}, format="pdf", timestamp=0)
    assert isinstance(content, bytes)
    return Made(content, dict(fonts.stand_ins), fonts.missing(paper.characters))


@cache
def _compiler() -> Compiler:
    import typst

    return typst.Compiler(DATA / "official.typ", root=DATA, font_paths=case().book)


def _told(paper: Paper, fonts: Case) -> dict[str, Any]:
    page = layout()
    return {
        "paper": {**asdict(paper), "blocks": [_block(block) for block in paper.blocks]},
        "layout": dict(page.raw),
        "fonts": {role: [face.family] for role, face in fonts.faces.items()},
        "heavy": {role: OUTLINES[role] for role in fonts.stand_ins if role in OUTLINES},
        "title_lines": title_lines(paper.title),
        "head_size": page.head_size_pt(paper.head.mark) if paper.head else 0,
        "short": SHORT,
        "attachment_hang": len(paper.attachment_label),
        "code_svg": svg_of(paper.code) if paper.code else "",
    }


def _block(block: Block) -> dict[str, Any]:
    return {"sort": type(block).__name__.lower(), **asdict(block)}
