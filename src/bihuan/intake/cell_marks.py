"""Faulty cells are marked in the parts of the user's own workbook: red, with a comment that says what is wrong.

A marked cell keeps its form, but for a red ground. Office shows comments by drawings of their own (VML).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from bihuan.intake.workbook_parts import LINKS, MAIN, Parts, Unusual

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AUTHOR = "Bihuan"
RED = "FFFFC7CE"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_DRAWING = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems")
LAST = ("tableParts", "extLst")
SHAPES_A_BLOCK = 1024  # of drawings; each sheet has blocks of its own
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?")
DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit"'
    ' data="{blocks}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t"'
    ' o:connecttype="rect"/></v:shapetype>{shapes}</xml>'
)
SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:200px;height:79px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Place = tuple[int, int]  # row and column, counted from 1
Said = dict[Place, list[str]]


def mark_cells(data: bytes, name: str, said: Mapping[str, Said]) -> bytes:
    """Return a workbook with cells marked, by the name of their sheet (an unknown one is the first); raise Unusual."""
    parts = Parts(data, name)
    paths = dict(parts.sheets())
    styles = Styles(parts)
    by_path: dict[str, Said] = {}
    for title, cells in said.items():
        path = paths.get(title) or next(iter(paths.values()), "")
        for place, words in cells.items():
            by_path.setdefault(path, {}).setdefault(place, []).extend(words)
    first_block = 1
    for path, cells in by_path.items():
        sheet = parts.tree(path, f"{MAIN}worksheet")
        if sheet.find(f"{MAIN}legacyDrawing") is not None:  # it has comments already
            raise Unusual(path)
        own = on_first_cells(sheet, cells)
        rows = Rows(sheet)
        for place in own:
            styles.redden(rows.cell(place))
        comment(parts, path, own, first_block)
        first_block += 1 + len(own) // SHAPES_A_BLOCK
    return parts.to_bytes()


def on_first_cells(sheet: Element, cells: Said) -> Said:
    """Return what is said by the cells that can bear it, in order: of merged cells the first one."""
    wanted = sorted({row for row, _ in cells})
    merged: dict[int, list[tuple[int, int, int]]] = {}  # row → first row, first and last column of those that cover it
    for each in sheet.iter(f"{MAIN}mergeCell"):
        told = PLACE.fullmatch(str(each.get("ref")))
        if told is not None and told[3]:
            top, low = int(told[2]), int(told[4])
            for row in wanted[bisect_left(wanted, top) : bisect_right(wanted, low)]:
                merged.setdefault(row, []).append((top, column_of(told[1]), column_of(told[3])))
    own: Said = {}
    for (row, column), words in sorted(cells.items()):
        firsts = ((top, left) for top, left, right in merged.get(row, ()) if left <= column <= right)
        own.setdefault(next(firsts, (row, column)), []).extend(words)
    return dict(sorted(own.items()))


class Rows:
    """The cells of a sheet, found or made by their place; a program may leave places out where they follow on."""

    def __init__(self, sheet: Element) -> None:
        found = sheet.find(f"{MAIN}sheetData")
        if found is None:
            raise Unusual("sheetData")
        self.data = found
        self.rows: dict[int, Element] = {}
        number = 0
        for row in found.iterchildren(f"{MAIN}row"):
            number = int(row.get("r") or number + 1)
            self.rows[number] = row

    def cell(self, place: Place) -> Element:
        """Return a cell; one that the sheet does not have is made."""
        row, wanted = self.row(place[0]), place[1]
        column = 0
        for at, cell in enumerate(row):
            told = PLACE.fullmatch(str(cell.get("r")))
            column = column_of(told[1]) if told else column + 1
            if column == wanted:
                return cell
            if column > wanted:
                return self.made(row, at, place)
        return self.made(row, len(row), place)

    def row(self, number: int) -> Element:
        from lxml import etree

        if number not in self.rows:
            row = etree.Element(f"{MAIN}row", {"r": str(number)})
            self.data.insert(sum(each < number for each in self.rows), row)
            self.rows[number] = row
        return self.rows[number]

    def made(self, row: Element, at: int, place: Place) -> Element:
        from lxml import etree

        cell = etree.Element(f"{MAIN}c", {"r": name_of(place)})
        if row.get("customFormat") and row.get("s"):
            cell.set("s", str(row.get("s")))
        row.insert(at, cell)
        return cell


class Styles:
    """The styles of a workbook; each that a marked cell has is there once more on red ground."""

    def __init__(self, parts: Parts) -> None:
        root = parts.tree("xl/styles.xml", f"{MAIN}styleSheet")
        fills, forms = root.find(f"{MAIN}fills"), root.find(f"{MAIN}cellXfs")
        if fills is None or forms is None:
            raise Unusual("styles.xml")
        self.fills, self.forms = fills, forms
        self.fill = ""
        self.reds: dict[str, str] = {}

    def redden(self, cell: Element) -> None:
        """Give a cell its style on red ground."""
        had = str(cell.get("s") or "0")
        if had not in self.reds:
            if int(had) >= len(self.forms):
                raise Unusual(f"style {had}")
            form = deepcopy(self.forms[int(had)])
            form.set("fillId", self.red())
            form.set("applyFill", "1")
            self.reds[had] = put(self.forms, form)
        cell.set("s", self.reds[had])

    def red(self) -> str:
        from lxml import etree

        if not self.fill:
            fill = etree.Element(f"{MAIN}fill")
            ground = etree.SubElement(fill, f"{MAIN}patternFill", {"patternType": "solid"})
            for name in ("fgColor", "bgColor"):
                etree.SubElement(ground, f"{MAIN}{name}", {"rgb": RED})
            self.fill = put(self.fills, fill)
        return self.fill


def put(those: Element, one: Element) -> str:
    """Put one more at the end of a list that tells its length; return its place."""
    those.append(one)
    those.set("count", str(len(those)))
    return str(len(those) - 1)


def comment(parts: Parts, path: str, said: Said, block: int) -> None:
    """Add the comments of a sheet and the drawings that show them."""
    from lxml import etree

    root = etree.fromstring(f'<comments xmlns="{MAIN[1:-1]}"/>')
    etree.SubElement(etree.SubElement(root, f"{MAIN}authors"), f"{MAIN}author").text = AUTHOR
    listed = etree.SubElement(root, f"{MAIN}commentList")
    for place, words in said.items():
        one = etree.SubElement(listed, f"{MAIN}comment", {"ref": name_of(place), "authorId": "0"})
        text = etree.SubElement(etree.SubElement(one, f"{MAIN}text"), f"{MAIN}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = UNPRINTABLE.sub(" ", "\n".join(dict.fromkeys(words)))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts.relate(path, "comments", parts.add("xl/comments{}.xml", content, COMMENTS_TYPE))
    shapes = (
        SHAPE.format(number=SHAPES_A_BLOCK * block + n, row=row - 1, column=column - 1)
        for n, (row, column) in enumerate(said, start=1)
    )
    blocks = ",".join(str(block + n) for n in range(1 + len(said) // SHAPES_A_BLOCK))
    drawing = DRAWING.format(blocks=blocks, shapes="".join(shapes)).encode()
    related = parts.relate(path, "vmlDrawing", parts.add("xl/drawings/vmlDrawing{}.vml", drawing, DRAWING_TYPE))
    sheet = parts.tree(path, f"{MAIN}worksheet")
    behind = {f"{MAIN}{name}" for name in (*AFTER_DRAWING, *LAST)}
    at = next((at for at, each in enumerate(sheet) if each.tag in behind), len(sheet))
    sheet.insert(at, etree.Element(f"{MAIN}legacyDrawing", {f"{LINKS}id": related}))


def column_of(letters: str) -> int:
    """Return a column's number, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def name_of(place: Place) -> str:
    """Return a cell's name, such as B7."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
