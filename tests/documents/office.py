"""Writers: docx (numbers typed or by Word), xlsx, txt, pdf (LibreOffice); the same bytes every time."""

import io
import json
import re
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from markup import SOURCE, Document, Line
from openpyxl import Workbook

MOMENT = datetime(2024, 1, 2, 3, 4, 5)  # noqa: DTZ001
NUMBERING = json.loads((SOURCE / "numbering.json").read_text("utf-8"))
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def write(document: Document, folder: Path) -> Path:
    """Writes the document in the form its source asks for and says where."""
    form = document.meta["format"]
    target = folder / f"{document.name}.{form}"
    if form == "txt":
        target.write_bytes(_text(document))
    elif form == "xlsx":
        target.write_bytes(same_every_time(_sheet(document)))
    elif form == "docx":
        target.write_bytes(same_every_time(_Word(document).bytes()))
    else:
        target.write_bytes(_pdf(same_every_time(_Word(document).bytes())))
    return target


def same_every_time(archive: bytes) -> bytes:
    """The archive with fixed times, so that a rebuilt document is the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = STAMP.sub(b"2024-01-02T03:04:05Z", data)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _garbled(text: str) -> str:
    """As converters spoil it: traditional characters, and pinyin notes behind some of them."""
    rule = json.loads((SOURCE / "garble.json").read_text("utf-8"))
    out, seen = [], 0
    for character in text:
        out.append(rule["traditional"].get(character, character))
        if character in rule["pinyin"]:
            seen += 1
            if seen % rule["every"] == 0:
                left, right = "()" if seen % 2 else "\uff08\uff09"
                out.append(left + rule["pinyin"][character] + right)
    return "".join(out)


def _text(document: Document) -> bytes:
    indent = document.meta.get("indent", "").replace("_", "\u3000")
    rows = []
    for line in document.lines:
        rows.append("" if line.tag == "-" else ("" if line.tag == "T" else indent) + line.number + line.text)
    newline = "\r\n" if document.meta.get("newline") == "crlf" else "\n"
    text = newline.join(rows) + newline
    if "garble" in document.meta:
        text = _garbled(text)
    return text.encode(document.meta.get("encoding", "utf-8"))


class _Word:
    """One docx under construction."""

    def __init__(self, document: Document) -> None:
        self.source = document
        self.mode = document.meta.get("numbering", "typed")
        self.word = WordDocument()
        self.word.core_properties.created = self.word.core_properties.modified = MOMENT
        self.nums = 0
        normal = self.word.styles["Normal"]
        normal.font.name = document.meta.get("font", "FangSong")
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), document.meta.get("font", "FangSong"))
        self._numbering()
        if "footer" in document.meta:
            self.word.sections[0].footer.paragraphs[0].text = document.meta["footer"]
            self.word.sections[0].header.paragraphs[0].text = document.meta["footer"]

    def bytes(self) -> bytes:
        for is_row, lines in groupby(self.source.lines, lambda line: line.tag in "rR"):
            if is_row:
                self._table(list(lines))
            else:
                for line in lines:
                    self._paragraph(line)
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _numbering(self) -> None:
        if self.mode == "typed":
            return
        root = self.word.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        levels = []
        for index, (shape, text, *legal) in enumerate(NUMBERING[self.mode]):
            style = f'<w:pStyle w:val="Heading{index + 1}"/>' if self.mode == "style" else ""
            levels.append(
                f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{style}'
                f'{"<w:isLgl/>" if legal else ""}<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
            )
        kind = '<w:multiLevelType w:val="multilevel"/>'
        start = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">'
        root.append(parse_xml(f"{start}{kind}{''.join(levels)}</w:abstractNum>"))
        self._num(None)
        if self.mode == "style":
            self._number_styles()

    def _num(self, start: int | None) -> None:
        self.nums += 1
        override = ""
        if start is not None:
            override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        head = f'<w:num {nsdecls("w")} w:numId="{self.nums}"><w:abstractNumId w:val="7"/>'
        self.word.part.numbering_part.element.append(parse_xml(f"{head}{override}</w:num>"))

    def _number_styles(self) -> None:
        for index in range(len(NUMBERING[self.mode])):
            style = self.word.styles[f"Heading {index + 1}"]
            self._attach(style.element.get_or_add_pPr(), 1, index)
        problem = self.word.styles.add_style("Problem", 1)  # inherits its number from Heading 3
        problem.base_style = self.word.styles["Heading 3"]

    @staticmethod
    def _attach(properties: Any, num: int, level: int) -> None:
        numbering = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", num)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), str(value))
            numbering.append(child)
        properties._insert_numPr(numbering)

    def _paragraph(self, line: Line) -> None:
        automatic = line.level and self.mode != "typed" and "typed" not in line.options
        text = "" if line.tag == "-" else (line.text if automatic else line.number + line.text)
        paragraph = self.word.add_paragraph()
        cut = len(text) // 2 if "split" in self.source.meta else 0
        for piece in (text[:cut], text[cut:]):
            if piece:
                paragraph.add_run(piece)
        if line.tag == "T":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if line.level and self.mode == "style":
            is_problem = line.level == 3 and line.tag[0] == "F"
            paragraph.style = self.word.styles["Problem" if is_problem else f"Heading {line.level}"]
            if not automatic:
                self._attach(paragraph._p.get_or_add_pPr(), 0, 0)
        elif automatic:
            if "start" in line.options:
                self._num(int(line.options["start"][0]))
            elif "more" in line.options:
                self._num(None)
            level = 0 if self.mode == "restart" else line.level - 1
            self._attach(paragraph._p.get_or_add_pPr(), self.nums, level)

    def _table(self, rows: list[Line]) -> None:
        table = self.word.add_table(rows=len(rows), cols=len(rows[0].cells))
        table.style = "Table Grid"
        for y, row in enumerate(rows):
            for x, cell in enumerate(row.cells):
                if cell != "^":
                    table.cell(y, x).text = cell.replace("\u00b6", "\n")
                    below = y + 1
                    while below < len(rows) and rows[below].cells[x] == "^":
                        below += 1
                    if below > y + 1:
                        table.cell(y, x).merge(table.cell(below - 1, x))
        for cell in table._cells:  # a line break inside a cell is a paragraph of its own
            if "\n" in cell.text:
                first, *others = cell.text.split("\n")
                cell.text = first
                for other in others:
                    cell.add_paragraph(other)


def _value(cell: str) -> object:
    if cell.startswith("date:"):
        return date.fromisoformat(cell[5:])
    if cell.startswith("num:"):
        return float(cell[4:]) if "." in cell else int(cell[4:])
    return cell.replace("\u00b6", "\n") or None


def _sheet(document: Document) -> bytes:
    book = Workbook()
    book.properties.created = book.properties.modified = MOMENT
    sheet = book.active
    row = 0
    for line in document.lines:
        if line.tag == "sheet":
            sheet, row = (sheet if row == 0 else book.create_sheet()), 0
            sheet.title = line.text
            continue
        row += 1
        for column, cell in enumerate(line.cells, 1):
            sheet.cell(row, column, _value(cell))
    for area in filter(None, document.meta.get("merge", "").split(",")):
        book.worksheets[0].merge_cells(area.strip())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pdf(docx: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.docx")
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        data = Path(folder, "page.pdf").read_bytes()
    day = re.compile(rb"/CreationDate\(D:\d{14}[^)]*\)")
    data = day.sub(lambda found: b"/CreationDate(".ljust(len(found[0]) - 1) + b")", data)
    return re.sub(rb"(?<=[<(/])[0-9A-F]{32}(?=[>)\s])", b"0" * 32, data)
