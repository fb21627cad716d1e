"""Tables of a Word file: the ruled ones of the body, and the imprint at the foot of the last page."""

from __future__ import annotations

from typing import Any

from bihuan.papers.layout import POINTS_A_MM, layout
from bihuan.papers.paper import Imprint, Table
from bihuan.papers.word_marks import EIGHTHS, TWIPS, Look, Writer, dress, marks_of

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def put_table(writer: Writer, table: Table) -> None:
    """Put a ruled table, then a thin line so that two tables stay two."""
    width = layout().measure_pt
    shares = [width * share / sum(table.widths) for share in table.widths]
    made = _grid(writer, len(table.rows), shares)
    _rules(made, dict.fromkeys(SIDES, 4))
    # each row's own cells: the table as a whole counts all of its cells anew at every question
    for number, (row, made_row) in enumerate(zip(table.rows, made.rows, strict=True)):
        _mark_row(made_row, is_head=number < table.head, by_hand=any(cell.by_hand for cell in row))
        places, column = made_row.cells, 0
        for cell in row:
            place = places[column]
            if cell.span > 1:
                place = place.merge(places[column + cell.span - 1])
            is_label = cell.label or number < table.head
            look = Look(
                font="hei" if is_label else "fangsong",
                size=layout().table.size_pt,
                pitch=layout().table.pitch_pt,
                align="center" if is_label else "left",
            )
            _fill(writer, place, cell.text, look)
            column += cell.span
    writer.line("", Look(size=layout().table.size_pt, pitch=layout().table.size_pt))


def put_imprint(writer: Writer, imprint: Imprint) -> None:
    """Put the imprint as a table that floats to the foot of the page it falls on."""
    shape = layout().raw["imprint"]
    rows = [[imprint.copied_to]] if imprint.copied_to else []
    width = layout().measure_pt
    made = _grid(writer, len(rows) + 1, [width * 0.6, width * 0.4])
    outer, inner = (round(shape[name] * POINTS_A_MM * EIGHTHS) for name in ("outer_rule_mm", "inner_rule_mm"))
    _rules(made, {"top": outer, "bottom": outer, "insideH": inner})
    place = marks_of(
        "w:tblpPr",
        {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"},
    )
    made._tbl.tblPr.insert(0, place)  # no style stands before it
    size = layout().small.size_pt
    look = Look(size=size, pitch=layout().small.pitch_pt, align="left", indent=1)
    if imprint.copied_to:
        _fill(writer, made.cell(0, 0).merge(made.cell(0, 1)), imprint.copied_to, look)
    last = len(rows)
    _fill(writer, made.cell(last, 0), imprint.printed_by, look)
    right = Look(size=size, pitch=layout().small.pitch_pt, align="right", right_indent=1)
    _fill(writer, made.cell(last, 1), imprint.printed_on, right)


def _grid(writer: Writer, rows: int, widths: list[float]) -> Any:
    from docx.shared import Pt

    made = writer.document.add_table(rows, len(widths))
    made.autofit = False
    for column, width in enumerate(widths):
        made.columns[column].width = Pt(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    return made


def _rules(table: Any, sizes: dict[str, int]) -> None:
    borders = marks_of("w:tblBorders", {})
    for side in SIDES:
        if side in sizes:
            borders.append(marks_of(f"w:{side}", {"val": "single", "sz": sizes[side], "space": 0, "color": "000000"}))
    layout_mark = table._tbl.tblPr.find(marks_of("w:tblLayout", {}).tag)
    if layout_mark is None:
        table._tbl.tblPr.append(borders)
    else:
        layout_mark.addprevious(borders)


def _mark_row(row: Any, *, is_head: bool, by_hand: bool) -> None:
    marks = row._tr.get_or_add_trPr()
    marks.append(marks_of("w:cantSplit", {}))
    if by_hand:
        height = round(layout().raw["table"]["by_hand_mm"] * POINTS_A_MM * TWIPS)
        marks.append(marks_of("w:trHeight", {"val": height, "hRule": "atLeast"}))
    if is_head:
        marks.append(marks_of("w:tblHeader", {}))


def _fill(writer: Writer, cell: Any, text: str, look: Look) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL

    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for number, line in enumerate(text.splitlines() or [""]):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        for old in paragraph.runs:
            old._r.getparent().remove(old._r)
        dress(paragraph, look)
        writer.run(paragraph, line, look)
