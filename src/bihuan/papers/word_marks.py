"""The marks that a Word file needs for a paragraph to stand where the standard wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bihuan.papers.layout import layout

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TWIPS = 20  # a point
HUNDREDTHS = 100  # of a character, as Word counts indents
EIGHTHS = 8  # of a point, as Word counts rules
DASH = "\u2014"


@dataclass(frozen=True)
class Look:
    """How a line is set: font by role, sizes in points, indents in characters of the body."""

    font: str = "fangsong"
    size: float | None = None
    colour: str = ""
    align: str = "both"
    before: float = 0
    pitch: float | None = None
    first: float = 0
    indent: float = 0
    right_indent: float = 0
    rule: bool = False  # the red rule below
    stays: bool = False  # on one page with what follows


class Writer:
    """Puts lines into a document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def page(self) -> None:
        """Set the page: size, margins, page numbers outside at the foot, and what all text has in common."""
        from docx.shared import Mm, Pt

        raw = layout().raw
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(raw["page"]["width_mm"]), Mm(raw["page"]["height_mm"])
        for side, size in raw["margins_mm"].items():
            setattr(section, f"{side}_margin", Mm(size))
        # the number's line ends so far above the page's edge that its top is where the standard wants it
        foot = raw["margins_mm"]["bottom"] - raw["page_number"]["below_mm"]
        section.footer_distance = Mm(foot) - Pt(layout().small.size_pt)
        self.document.settings.odd_and_even_pages_header_footer = True
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(layout().body.size_pt)
        _fonts(normal.element.get_or_add_rPr(), "fangsong")
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            self._number(footer.paragraphs[0], side)

    def _number(self, paragraph: Paragraph, side: str) -> None:
        edge = layout().raw["page_number"]["from_edge_characters"]
        look = Look(
            font="page", size=layout().small.size_pt, align=side, pitch=layout().small.size_pt, indent=edge,
            right_indent=edge,
        )  # fmt: skip
        paragraph.style = self.document.styles["Normal"]
        dress(paragraph, look)
        self.run(paragraph, f"{DASH} ", look)
        field = self.run(paragraph, "", look)
        for kind in ("begin", None, "end"):
            field._r.append(_element("w:fldChar", fldCharType=kind) if kind else _text("w:instrText", " PAGE "))
        self.run(paragraph, f" {DASH}", look)

    def line(self, text: str, look: Look, *, right: str = "") -> Paragraph:
        """Put a paragraph; `right` stands at the right edge of the same line."""
        paragraph = self.document.add_paragraph()
        dress(paragraph, look, tab=bool(right))
        self.run(paragraph, f"{text}\t{right}" if right else text, look)
        return paragraph

    def run(self, paragraph: Paragraph, text: str, look: Look) -> Any:
        """Put text into a paragraph."""
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(text)
        run.font.size = Pt(look.size or layout().body.size_pt)
        if look.colour:
            run.font.color.rgb = RGBColor.from_string(look.colour)
        properties: Any = run._r.get_or_add_rPr()
        _fonts(properties, look.font)
        if look.size is None:
            closer = _element("w:spacing", val=round(-layout().body.closer_pt * TWIPS))
            properties.insert(properties.index(properties.find(_qualified("w:sz"))), closer)
        return run

    def blank(self, lines: int, *, stays: bool = True) -> None:
        """Put empty lines of the grid."""
        for _ in range(lines):
            self.line("", Look(stays=stays))


def dress(paragraph: Paragraph, look: Look, *, tab: bool = False) -> None:
    """Give a paragraph its marks, in the order in which the format wants them."""
    page = layout()
    marks = paragraph._p.get_or_add_pPr()
    if look.stays:
        marks.append(_element("w:keepNext"))
    marks.append(_element("w:widowControl", val=0))
    if look.rule:
        shape = page.raw["red_head"]
        border = _element("w:pBdr")
        space = round(shape["number_to_rule_mm"] * 72 / 25.4)
        rule = {"val": "single", "sz": round(shape["rule_pt"] * EIGHTHS), "space": space, "color": shape["colour"]}
        border.append(_element("w:bottom", **rule))
        marks.append(border)
    if tab:
        tabs = _element("w:tabs")
        tabs.append(_element("w:tab", val="right", pos=round((page.measure_pt - page.cell_pt) * TWIPS)))
        marks.append(tabs)
    marks.append(_element("w:autoSpaceDE", val=0))
    marks.append(_element("w:autoSpaceDN", val=0))
    pitch = round((look.pitch or page.word_pitch_pt) * TWIPS)
    marks.append(_element("w:spacing", before=round(look.before * TWIPS), after=0, line=pitch, lineRule="exact"))
    marks.append(_indents(look))
    marks.append(_element("w:jc", val=look.align))


def _indents(look: Look) -> Any:
    """Return the indents in characters and in twips: Word reads the former, other programs the latter."""
    cell = layout().cell_pt * TWIPS
    told: dict[str, int] = {}
    for name, characters in (("left", look.indent), ("right", look.right_indent), ("firstLine", look.first)):
        told |= {f"{name}Chars": round(characters * HUNDREDTHS), name: round(characters * cell)}
    return _element("w:ind", **told)


def _fonts(properties: Any, role: str) -> None:
    """Name the fonts of a run: the standard's for Chinese, one for Latin letters and figures."""
    page = layout()
    found = properties.find(_qualified("w:rFonts"))
    fonts = _element("w:rFonts") if found is None else found
    if found is None:
        properties.insert(0, fonts)
    for attribute in ("ascii", "hAnsi", "cs"):
        fonts.set(_qualified(f"w:{attribute}"), page.raw["latin"])
    fonts.set(_qualified("w:eastAsia"), page.fonts[role].names[0])
    fonts.set(_qualified("w:hint"), "eastAsia")


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(tag: str, **attributes: Any) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_qualified(f"w:{name}"), str(value))
    return element


def _text(tag: str, text: str) -> Any:
    element = _element(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def marks_of(tag: str, attributes: Mapping[str, Any]) -> Any:
    """Return one mark of the format."""
    return _element(tag, **attributes)
