"""Word files, straight from their XML: paragraphs with their automatic numbers, and table rows.

Deleted text, field codes, phonetic guides and drawings' fallbacks are not what the paper says and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bihuan.intake import refusals
from bihuan.intake.passages import Note, Passage, Reading
from bihuan.intake.readers.numbering import Lists, W, read_lists, to_integer

if TYPE_CHECKING:
    from lxml import etree

    from bihuan.intake.container import Container

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}rt",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    f"{_MC}Fallback",
}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Style:
    num: str | None = None
    depth: int | None = None
    based_on: str | None = None
    outline: bool = False


@dataclass(slots=True)
class _Reader:
    container: Container
    lists: Lists
    styles: dict[str, _Style]
    passages: list[Passage] = field(default_factory=list)
    tables: int = 0

    def read_body(self, body: etree._Element) -> None:
        for block in _blocks(body):
            if block.tag == f"{W}p":
                self._read_paragraph(block)
            else:
                self._read_table(block)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        self._refuse_dde(paragraph)
        text = _text(paragraph).strip()
        number, styled = self._number(paragraph)
        if text:
            printed = _join(number, text)
            line = len(self.passages) + 1
            self.passages.append(Passage(printed, line, number=number, heading_style=styled))
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
                self.read_body(box)

    def _number(self, paragraph: etree._Element) -> tuple[str, bool]:
        """The number Word prints: from the paragraph itself, otherwise through its style."""
        properties = paragraph.find(f"{W}pPr")
        own = None if properties is None else properties.find(f"{W}numPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        num, depth = _num_of(own)
        style_num, style_depth, outline = self._of_style(None if named is None else named.get(f"{W}val"))
        num = style_num if num is None else num
        depth = style_depth if depth is None else depth
        if num in (None, "0"):
            return "", outline
        return self.lists.number(num or "", depth or 0).strip(), outline

    def _of_style(self, name: str | None) -> tuple[str | None, int | None, bool]:
        num: str | None = None
        depth: int | None = None
        outline = False
        for _ in range(_DEEPEST_STYLE):
            style = self.styles.get(name or "")
            if style is None:
                break
            num = style.num if num is None else num
            depth = style.depth if depth is None else depth
            outline = outline or style.outline
            name = style.based_on
        return num, depth, outline

    def _read_table(self, table: etree._Element) -> None:
        self._refuse_dde(table)
        self.tables += 1
        own = self.tables
        above: dict[int, str] = {}
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = self._read_row(row, above)
            shown = "\t".join(cell.replace("\n", " ") for cell in cells if cell)
            if shown.strip():
                line = len(self.passages) + 1
                self.passages.append(Passage(shown, line, cells=tuple(cells), table=own))

    def _read_row(self, row: etree._Element, above: dict[int, str]) -> list[str]:
        """Read a row's cells; a cell merged downward gives its text to the rows it covers."""
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells = [""] * to_integer(None if before is None else before.get(f"{W}val"), 0)
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            span = None if properties is None else properties.find(f"{W}gridSpan")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            text = self._cell_text(cell)
            if merge is not None and merge.get(f"{W}val") != "restart":
                text = above.get(len(cells), "")
            above[len(cells)] = text
            width = min(max(to_integer(None if span is None else span.get(f"{W}val"), 1), 1), 100)
            cells += [text, *[""] * (width - 1)]
        return cells

    def _cell_text(self, cell: etree._Element) -> str:
        lines = []
        for paragraph in cell.iter(f"{W}p"):
            number, _ = self._number(paragraph)
            text = _text(paragraph).strip()
            if text or number:
                lines.append(_join(number, text))
        return "\n".join(lines)

    def _refuse_dde(self, element: etree._Element) -> None:
        """Fields that fetch data from another program are refused, wherever their code is split."""
        codes = "".join(each.text or "" for each in element.iter(f"{W}instrText"))
        simple = " ".join(each.get(f"{W}instr", "") for each in element.iter(f"{W}fldSimple"))
        if "DDE" in codes.upper() or "DDE" in simple.upper():
            place = f"paragraph {len(self.passages) + 1}"
            raise refusals.LinksOutside(
                self.container.name, place=place, problem="a field fetches data from another program"
            )


def read_word(container: Container) -> Reading:
    """Read the body of a Word file."""
    root = container.tree("word/document.xml")
    body = root.find(f"{W}body")
    if body is None:
        raise refusals.Corrupt(container.name, place="word/document.xml", problem="the document has no body")
    numbering = "word/numbering.xml"
    lists = read_lists(container.tree(numbering)) if numbering in container.parts else Lists()
    reader = _Reader(container, lists, _read_styles(container))
    reader.read_body(body)
    if not reader.passages:
        raise refusals.Empty(container.name)
    told = [Note(1, "numbering.unknown_format", f"printed as 1, 2, 3: {form}") for form in sorted(lists.unknown_forms)]
    return Reading(tuple(reader.passages), tuple(told))


def _read_styles(container: Container) -> dict[str, _Style]:
    if "word/styles.xml" not in container.parts:
        return {}
    styles: dict[str, _Style] = {}
    for style in container.tree("word/styles.xml").iterchildren(f"{W}style"):
        num, depth = _num_of(style.find(f"{W}pPr/{W}numPr"))
        based = style.find(f"{W}basedOn")
        styles[style.get(f"{W}styleId", "")] = _Style(
            num,
            depth,
            None if based is None else based.get(f"{W}val"),
            style.find(f"{W}pPr/{W}outlineLvl") is not None,
        )
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            styles.setdefault("", styles[style.get(f"{W}styleId", "")])
    return styles


def _num_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    num, depth = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    return (
        None if num is None else num.get(f"{W}val"),
        None if depth is None else to_integer(depth.get(f"{W}val"), 0),
    )


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, through content controls and tracked insertions."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str) and not child.tag.endswith("sectPr"):
            yield from _blocks(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            yield cell


def _text(element: etree._Element) -> str:
    """The text a paragraph shows."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{W}txbxContent":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            if child.get(f"{W}type") != "page":
                yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)


def _join(number: str, text: str) -> str:
    """Put the number before the text: the gap Word sets is none of the words, but digits must not run together."""
    runs_together = number[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
    return f"{number} {text}" if runs_together else number + text
