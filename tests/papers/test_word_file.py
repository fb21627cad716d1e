"""The Word file, opened again: page, fonts by name, grid, head, numbers and imprint as the standard wants them."""

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bihuan.papers.kinds import NAMES
from bihuan.papers.paper import Table
from bihuan.papers.pdf import pdf_of
from bihuan.papers.word_file import docx_of
from tests.papers.examples import paper_of


def opened(name: str, **changed: Any) -> Any:
    return docx.Document(BytesIO(docx_of(paper_of(name, **changed))))


def paragraph(document: Any, begins: str) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith(begins))


def font_of(run: Any) -> str:
    return str(run._r.rPr.rFonts.get(qn("w:eastAsia")))


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_is_a_word_file_with_the_page_of_the_standard(name: str) -> None:
    section = opened(name).sections[0]
    sizes = [section.page_width, section.page_height]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes] == [210, 297]
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_the_paper_says_stands_in_the_file(name: str) -> None:
    document = opened(name)
    told = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    paper = paper_of(name)
    for block in paper.blocks:
        for text in [block.text] if hasattr(block, "text") else [c.text for row in block.rows for c in row]:
            assert "".join(text.splitlines()) in told


def test_body_and_headings_name_the_standard_s_fonts() -> None:
    document = opened("feedback")
    assert font_of(paragraph(document, "一、").runs[0]) == "黑体"
    assert font_of(paragraph(document, "（一）").runs[0]) == "楷体_GB2312"
    assert font_of(paragraph(document, "1.").runs[0]) == "仿宋_GB2312"
    assert font_of(paragraph(document, "根据").runs[0]) == "仿宋_GB2312"
    title = paragraph(document, "关于县委第二巡察组")
    assert font_of(title.runs[0]) == "方正小标宋简体"
    assert title.runs[0].font.size.pt == 22


def test_the_body_keeps_the_grid_of_22_lines_and_28_characters() -> None:
    body = paragraph(opened("feedback"), "根据")
    assert body.runs[0].font.size.pt == 16
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.01)
    assert 22 * body.paragraph_format.line_spacing.pt <= (297 - 37 - 35) * 72 / 25.4
    tracking = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + tracking) <= (210 - 28 - 26) * 72 / 25.4 < 29 * (16 + tracking)
    indents = body._p.pPr.find(qn("w:ind"))
    assert (indents.get(qn("w:firstLineChars")), indents.get(qn("w:firstLine"))) == ("200", "630")


def test_the_head_is_red_with_a_red_rule_under_the_number() -> None:
    document = opened("feedback")
    mark = paragraph(document, "中共青石县委巡察工作领导小组办公室文件")
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    rule = paragraph(document, "青巡办〔2026〕12号")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "FF0000"


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages() -> None:
    document = opened("feedback")
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert line.text.split() == ["—", "—"]
        assert " PAGE " in line._p.xml
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert font_of(line.runs[0]) == "宋体"
        assert line.runs[0].font.size.pt == 14


def test_the_imprint_floats_at_the_foot_with_thick_outer_and_thin_inner_rules() -> None:
    table = opened("feedback").tables[-1]
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    borders = {b.tag.split("}")[1]: int(b.get(qn("w:sz"))) for b in table._tbl.tblPr.find(qn("w:tblBorders"))}
    assert borders == {"top": 8, "bottom": 8, "insideH": 6}
    assert table.cell(0, 0).text == "抄送：县委办公室，县纪委监委机关，县委组织部。"
    assert table.cell(1, 1).text == "2026年3月5日印发"


def test_rows_stay_whole_and_the_head_of_a_table_stands_on_every_page() -> None:
    rows = opened("filing").tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_marks_of_paragraphs_and_runs_stand_in_the_order_of_the_format() -> None:
    order = ["pStyle", "keepNext", "widowControl", "pBdr", "tabs", "autoSpaceDE", "autoSpaceDN", "spacing", "ind", "jc"]
    of_runs = ["rFonts", "color", "spacing", "sz", "szCs"]
    document = opened("report")
    for line in [*document.paragraphs, document.sections[0].footer.paragraphs[0]]:
        names = [mark.tag.split("}")[1] for mark in line._p.pPr]
        assert names == sorted(names, key=order.index)
        for run in line.runs:
            marks = [mark.tag.split("}")[1] for mark in run._r.rPr]
            assert marks == sorted(marks, key=of_runs.index)


def test_a_control_sheet_carries_its_code_as_a_picture() -> None:
    assert len(opened("control_sheet").inline_shapes) == 1
    assert len(opened("control_sheet", dossier=None).inline_shapes) == 0


def test_the_same_paper_is_the_same_bytes() -> None:
    assert docx_of(paper_of("feedback")) == docx_of(paper_of("feedback"))


@pytest.mark.parametrize("make", [docx_of, lambda paper: pdf_of(paper).content])
def test_a_table_of_a_whole_county_becomes_a_paper_in_seconds_of_the_processor(make: Any) -> None:
    line = {"unit": "县水利局", "finding": "工程管理不严", "told": "整改中"}
    paper = paper_of("extract", lines=[line] * 384)
    began = process_time()
    assert make(paper)
    assert process_time() - began < 15  # 1 s where this was written; asked cell by cell of the whole table, 57 s
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[-1][0].text == "384"
