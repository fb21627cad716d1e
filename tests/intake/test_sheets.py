"""Tables of findings: workbooks, templates, and workbooks given back with their faults marked."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from bihuan.intake import read, read_fully
from bihuan.intake.annotate import mark_errors, write_template
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.refusals import Encrypted, TooLarge, WrongHeader
from bihuan.intake.sheets import RowError

HEADER = ["序号", "问题类别", "反馈问题", "整改目标", "整改措施", "责任领导", "责任单位", "完成时限", "完成情况"]


def workbook(rows: list[list[Any]], merge: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row(
    number: object, problem: object, measure: str = "加强学习", status: str = "已完成", due: object = ""
) -> list[Any]:
    return [number, "党的建设", problem, "", measure, "张某某", "办公室", due, status]


def test_a_sheet_with_title_rows_above_its_header_is_read() -> None:
    data = workbook(
        [
            ["青石县水利局党组巡察整改台账"],
            ["填报单位：青石县水利局"],
            HEADER,
            row(1, "关于“学习不够”的问题"),
            row(2, "制度不严", status="正在整改"),
        ]
    )
    document = read(data, "a.xlsx")
    assert document.kind == "finding_sheet"
    assert document.title == "青石县水利局党组巡察整改台账"
    assert document.organization == "青石县水利局"
    assert [(f.number, f.title, f.status, f.line, f.path) for f in document.findings] == [
        ("1", "学习不够", "done", 4, ("党的建设",)),
        ("2", "制度不严", "open", 5, ("党的建设",)),
    ]


def test_a_problem_merged_over_rows_is_one_finding_with_all_measures() -> None:
    data = workbook(
        [HEADER, row(1, "学习不够", "订计划"), row(None, None, "抓落实"), row(2, "制度不严")],
        ("A2:A3", "B2:B3", "C2:C3"),
    )
    first, second = read(data, "a.xlsx").findings
    assert first.measures == ("订计划", "抓落实")
    assert second.line == 4


def test_a_sum_never_reaches_from_one_cell_into_the_next() -> None:
    first, second = row(1, "截留资金12", "万元户名单公开，退回3万元"), row(None, None, "退回3万元")
    data = workbook([HEADER, first, second], ("A2:A3", "C2:C3"))
    (finding,) = read(data, "a.xlsx").findings
    assert [amount.text for amount in finding.amounts] == ["3万元", "3万元"]


def test_a_ledger_plans_each_measure_with_its_leader_unit_day_and_goal() -> None:
    first = [1, "党的建设", "学习不够", "制度健全", "订计划", "张某某", "办公室", "2018-05-31", "已完成"]
    second = [None, None, None, "会议到会", "抓落实", "李某某", "宣传科", "2018年6月底前", None]
    rows = [HEADER, first, second, row(2, "制度不严", "一是修订；二是公布。", due="长期坚持"), row(3, "公开不够", "")]
    reading = read_fully(workbook(rows, ("A2:A3", "B2:B3", "C2:C3", "I2:I3")), "a.xlsx")
    assert [[tuple(one) for one in planned] for planned in reading.planned] == [
        [
            ("订计划", "张某某", "办公室", "2018-05-31", "2018-05-31", "制度健全"),
            ("抓落实", "李某某", "宣传科", "2018年6月底前", None, "会议到会"),
        ],
        [
            ("一是修订；", "张某某", "办公室", "长期坚持", None, ""),
            ("二是公布。", "张某某", "办公室", "长期坚持", None, ""),
        ],
        [],
    ]
    assert [finding.measures for finding in reading.document.findings] == [
        ("订计划", "抓落实"),
        ("一是修订；", "二是公布。"),
        (),
    ]


def test_a_measure_merged_over_rows_is_planned_once_and_one_told_twice_twice() -> None:
    rows = [HEADER, row(1, "学习不够", "订计划"), row(None, None, None), row(None, None, "订计划")]
    reading = read_fully(workbook(rows, ("A2:A4", "C2:C4", "E2:E3")), "a.xlsx")
    assert [one.text for one in reading.planned[0]] == ["订计划", "订计划"]
    assert reading.document.findings[0].measures == ("订计划",)


def test_running_text_plans_nothing() -> None:
    assert list(read_fully("整改措施：一是学习；二是检查。".encode(), "a.txt").planned) == []


def test_a_header_printed_again_and_a_footer_are_no_findings() -> None:
    total = ["合计", None, 2, None, None, None, None, None, None]
    rows = [HEADER, row(1, "学习不够"), HEADER, row(2, "制度不严"), [None] * 9, total, ["说明：依据反馈意见"] * 9]
    assert [f.title for f in read(workbook(rows), "a.xlsx").findings] == ["学习不够", "制度不严"]


def test_a_merged_class_is_filled_down() -> None:
    data = workbook([HEADER, row(1, "学习不够"), row(2, "制度不严")], ("B2:B3",))
    assert [finding.path for finding in read(data, "a.xlsx").findings] == [("党的建设",), ("党的建设",)]


def test_unknown_columns_are_reported() -> None:
    data = workbook([[*HEADER, "天气"], [*row(1, "学习不够"), "晴"]])
    assert [(note.code, note.text) for note in read(data, "a.xlsx").notes] == [
        ("sheet.unknown_column", "column 10: 天气")
    ]


def test_faults_are_told_by_row_and_column() -> None:
    rows = [
        HEADER,
        row(1, "学习不够"),
        row(1, "制度不严"),
        row(3, None),
        row(4, "公开不够", status="差不多"),
        row(5, "台账不全", due="202442日"),
    ]
    reading = read_fully(workbook(rows), "a.xlsx")
    assert [(error.row, error.column) for error in reading.errors] == [(3, 1), (4, 3), (5, 9), (6, 8)]
    assert len(reading.document.findings) == 4


def test_real_dates_are_given_as_days() -> None:
    reading = read_fully(workbook([HEADER, row(1, "学习不够", due=dt.datetime(2024, 9, 30))]), "a.xlsx")  # noqa: DTZ001
    assert reading.rows[0].fields["due"] == "2024-09-30"


def test_a_measure_cell_is_cut_at_its_numbers_or_lines() -> None:
    data = workbook(
        [
            HEADER,
            row(1, "学习不够", "1.订计划；\n2.抓落实。"),
            row(2, "制度不严", "修订\n公布"),
            row(3, "公开不够", "一是上墙；二是上网。"),
        ]
    )
    assert [f.measures for f in read(data, "a.xlsx").findings] == [
        ("订计划；", "抓落实。"),
        ("修订", "公布"),
        ("一是上墙；", "二是上网。"),
    ]


def test_a_workbook_without_a_column_for_the_problem_is_refused() -> None:
    with pytest.raises(WrongHeader, match="template"):
        read(workbook([["姓名", "电话"], ["张某某", "1"]]), "a.xlsx")


def test_a_sheet_far_too_wide_is_refused() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.cell(1, 500, "序号")
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(TooLarge):
        read(out.getvalue(), "a.xlsx")


def test_the_template_is_a_valid_import_without_rows() -> None:
    book = load_workbook(io.BytesIO(write_template()))
    sheet = book.worksheets[0]
    sheet["D3"], sheet["G3"], sheet["M3"] = "学习不够", "订计划", "基本完成"
    out = io.BytesIO()
    book.save(out)
    reading = read_fully(out.getvalue(), "a.xlsx")
    assert [(f.title, f.status) for f in reading.document.findings] == [("学习不够", "partial")]
    assert reading.errors == ()
    assert reading.document.notes == ()


def test_the_users_own_workbook_comes_back_with_red_and_commented_cells() -> None:
    data = workbook([HEADER, row(1, "学习不够"), row(1, "制度不严")], ("B2:B3",))
    errors = [*read_fully(data, "a.xlsx").errors, RowError(3, 2, "no such class", "Sheet")]
    book = load_workbook(io.BytesIO(mark_errors(data, "a.xlsx", errors)))
    sheet = book.worksheets[0]
    assert sheet["A3"].comment is not None
    assert "row 2" in sheet["A3"].comment.text
    assert sheet["A3"].fill.start_color.rgb == "FFFFC7CE"
    assert sheet["B2"].comment is not None
    assert sheet["C3"].value == "制度不严"
    assert sheet["C3"].comment is None


def marked_sheet(data: bytes, *errors: RowError) -> tuple[bytes, Any]:
    """Return the marked workbook, and its first sheet as openpyxl reads it; python-calamine reads the same cells."""
    out = mark_errors(data, "a.xlsx", errors)
    told = [CalamineWorkbook.from_filelike(io.BytesIO(one)).get_sheet_by_index(0).to_python() for one in (data, out)]
    assert told[0] == told[1]
    return out, load_workbook(io.BytesIO(out)).worksheets[0]


def test_a_marked_cell_keeps_its_form_and_every_other_part_its_bytes() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(row(1, "学习不够", due=dt.date(2018, 3, 5)))
    sheet["H2"].number_format, sheet["H2"].font = "yyyy/m/d", Font(bold=True)
    sheet["C2"].hyperlink = "https://example.org/"
    sheet.conditional_formatting.add("A1:A9", CellIsRule("equal", ["7"], font=Font(italic=True)))
    book.create_sheet("别的").append(["不动"])
    kept = io.BytesIO()
    book.save(kept)
    out, sheet = marked_sheet(kept.getvalue(), RowError(2, 8, "late"), RowError(2, 8, "late"), RowError(2, 8, "<odd>"))
    cell = sheet["H2"]
    assert (cell.comment.text, cell.fill.start_color.rgb) == ("late\n<odd>", "FFFFC7CE")
    assert (cell.number_format, cell.font.bold, cell.value.date()) == ("yyyy/m/d", True, dt.date(2018, 3, 5))
    assert sheet["G2"].fill.fill_type is None
    assert len(sheet.conditional_formatting) == 1
    with zipfile.ZipFile(kept) as before, zipfile.ZipFile(io.BytesIO(out)) as after:
        had = {name: before.read(name) for name in before.namelist()}
        changed = {name for name in after.namelist() if had.get(name) != after.read(name)}
        assert changed == {
            "[Content_Types].xml",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
        }
        assert etree.fromstring(after.read("xl/drawings/vmlDrawing1.vml")) is not None


def test_a_cell_that_the_sheet_does_not_hold_is_made_to_be_marked() -> None:
    data = workbook([HEADER, row(1, "学习不够")])
    _, sheet = marked_sheet(data, RowError(2, 4, "no goal"), RowError(2, 12, "beside"), RowError(9, 2, "below\x01"))
    said = {cell.coordinate: cell.comment.text for cells in sheet for cell in cells if cell.comment}
    assert said == {"D2": "no goal", "L2": "beside", "B9": "below "}


def test_a_workbook_with_comments_of_its_own_keeps_them() -> None:
    book = load_workbook(io.BytesIO(workbook([HEADER, row(1, "学习不够")])))
    book.worksheets[0]["C2"].comment = Comment("请核对", "张某某")
    kept = io.BytesIO()
    book.save(kept)
    _, sheet = marked_sheet(kept.getvalue(), RowError(2, 3, "unknown"), RowError(2, 1, "no number"))
    assert (sheet["C2"].comment.text, sheet["A2"].comment.text) == ("请核对\nunknown", "no number")


def test_many_marks_on_two_sheets_are_all_there() -> None:
    book = load_workbook(io.BytesIO(workbook([HEADER, *(row(n, "学习不够") for n in range(1500))])))
    book.copy_worksheet(book.worksheets[0]).title = "另一张"
    kept = io.BytesIO()
    book.save(kept)
    faults = [RowError(n, 1, f"fault {n}", name) for n in range(2, 1502) for name in ("Sheet", "另一张", "no such")]
    marked = load_workbook(io.BytesIO(mark_errors(kept.getvalue(), "a.xlsx", faults)))
    assert [sum(bool(row[0].comment) for row in sheet.iter_rows()) for sheet in marked.worksheets] == [1500, 1500]


def with_part(data: bytes, path: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with a part changed as no office program writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as made:
        for one in book.namelist():
            made.writestr(one, book.read(one).replace(old, new) if one == path else book.read(one))
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("xl/styles.xml", b"<styleSheet", b"<<styleSheet"),
        ("xl/styles.xml", b"<fills", b"<other"),
        ("xl/workbook.xml", b'activeTab="0"', b'activeTab="x"'),
        ("docProps/core.xml", b"<cp:coreProperties", b"<<cp:coreProperties"),
    ],
)
def test_a_workbook_that_was_read_can_be_marked_however_it_was_built(path: str, old: bytes, new: bytes) -> None:
    data = with_part(workbook([HEADER, row(1, "学习不够")]), path, old, new)
    if path.startswith("docProps") or path == "xl/workbook.xml":  # asked by openpyxl alone
        data = with_part(data, "xl/styles.xml", b"<cellXfs", b"<other")
    told = [sheet.name for sheet in read_workbook(data, "a.xlsx")]
    marked = load_workbook(io.BytesIO(mark_errors(data, "a.xlsx", [RowError(1, 3, "unknown", told[0])])))
    sheet = marked.worksheets[0]
    assert (sheet["C1"].value, sheet["C1"].comment.text) == ("反馈问题", "unknown")
    assert sheet["C1"].fill.start_color.rgb == "FFFFC7CE"


def test_an_encrypted_workbook_is_not_annotated() -> None:
    with pytest.raises(Encrypted):
        read(compound("EncryptedPackage"), "a.xlsx")


def compound(stream: str) -> bytes:
    """A compound file that holds one empty stream."""
    import struct

    free, end = 0xFFFFFFFF, 0xFFFFFFFE

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<IQ", end, 0)
        )

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    return header + table + (entry("Root Entry", 5, 1) + entry(stream, 2, free)).ljust(512, b"\0")
