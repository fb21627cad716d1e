"""The ruler: what the standard prescribes for the page, measured on the PDF itself."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as raw
import pytest

from bihuan.papers.kinds import NAMES
from bihuan.papers.layout import POINTS_A_MM
from bihuan.papers.paper import Paper, Text
from bihuan.papers.pdf import pdf_of
from tests.papers.examples import paper_of

HAN = "国家机关公文格式测量样本每行二十八字每面二十二行"
TOLERANCE = 1  # mm


@dataclass(frozen=True)
class Sign:
    """A printed character: where its cell is, in mm from the left and the upper edge."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def signs_on(page: pypdfium2.PdfPage) -> list[Sign]:
    width, height = page.get_size()
    assert (round(width / POINTS_A_MM), round(height / POINTS_A_MM)) == (210, 297)
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = (value / POINTS_A_MM for value in text.get_charbox(index, loose=True))
        size = raw.FPDFText_GetFontSize(text.raw, index)
        found.append(
            Sign(chr(raw.FPDFText_GetUnicode(text.raw, index)), left, right, 297 - top, 297 - bottom, round(size, 1))
        )
    return found


def lines_of(signs: list[Sign]) -> list[list[Sign]]:
    rows: dict[int, list[Sign]] = defaultdict(list)
    for sign in signs:
        rows[round(sign.bottom)].append(sign)
    return [rows[place] for place in sorted(rows)]


@pytest.fixture(scope="module")
def pages() -> list[list[Sign]]:
    """Three pages full of characters, without page numbers."""
    text = "".join(HAN[index % len(HAN)] for index in range(28 * 22 * 3))
    made = pdf_of(Paper(kind="report", title="测量", blocks=(Text(text),)))
    return [[s for s in signs_on(page) if "一" <= s.text <= "鿿"] for page in pypdfium2.PdfDocument(made.content)]


def test_a_full_page_has_22_lines_of_28_characters(pages: list[list[Sign]]) -> None:
    for page in pages[1:3]:
        assert [len(line) for line in lines_of(page)] == [28] * 22


def test_the_text_fills_the_page_between_the_margins(pages: list[list[Sign]]) -> None:
    page = pages[1]
    assert min(sign.top for sign in page) == pytest.approx(37, abs=TOLERANCE)
    assert min(sign.left for sign in page) == pytest.approx(28, abs=TOLERANCE)
    assert 297 - max(sign.bottom for sign in page) == pytest.approx(35, abs=TOLERANCE)
    assert 210 - max(sign.right for sign in page) == pytest.approx(26, abs=TOLERANCE)


def test_the_body_is_in_size_3_and_the_title_in_size_2(pages: list[list[Sign]]) -> None:
    assert {sign.size for sign in pages[1]} == {16.0}
    assert {sign.size for sign in pages[0] if sign.text in "测量"} == {22.0, 16.0}


def test_a_paragraph_begins_two_characters_in(pages: list[list[Sign]]) -> None:
    first = next(line for line in lines_of(pages[0]) if line[0].size == 16.0)
    assert len(first) == 26
    assert min(sign.left for sign in first) == pytest.approx(28 + 2 * 15.75 / POINTS_A_MM, abs=TOLERANCE)


def test_page_numbers_stand_outside_7_mm_below_the_text_between_dashes() -> None:
    text = "".join(HAN[index % len(HAN)] for index in range(28 * 22 * 2))
    document = pypdfium2.PdfDocument(pdf_of(Paper(kind="report", title="测量", blocks=(Text(text),))).content)
    for number, page in enumerate(document, 1):
        foot = [sign for sign in signs_on(page) if sign.top > 297 - 35 and sign.text.strip()]
        assert "".join(sign.text for sign in foot) == f"—{number}—"
        assert {sign.size for sign in foot} == {14.0}
        assert min(sign.top for sign in foot) == pytest.approx(297 - 35 + 7, abs=TOLERANCE)
        one_character = 14 / POINTS_A_MM
        if number % 2:
            assert max(sign.right for sign in foot) == pytest.approx(210 - 26 - one_character, abs=TOLERANCE)
        else:
            assert min(sign.left for sign in foot) == pytest.approx(28 + one_character, abs=TOLERANCE)


def test_the_red_head_stands_35_mm_below_the_text_s_upper_edge_and_fills_one_line() -> None:
    page = pypdfium2.PdfDocument(pdf_of(paper_of("feedback")).content)[0]
    mark = [sign for sign in signs_on(page) if sign.size > 20 and sign.top < 120][
        : len("中共青石县委巡察工作领导小组办公室文件")
    ]
    assert "".join(sign.text for sign in mark) == "中共青石县委巡察工作领导小组办公室文件"
    assert len(lines_of(mark)) == 1
    assert min(sign.top for sign in mark) == pytest.approx(37 + 35, abs=TOLERANCE)


def test_a_red_rule_as_wide_as_the_text_stands_under_the_number() -> None:
    page = pypdfium2.PdfDocument(pdf_of(paper_of("feedback")).content)[0]
    rules = [thing for thing in page.get_objects([raw.FPDF_PAGEOBJ_PATH]) if is_red(thing)]
    assert len(rules) == 1
    left, _bottom, right, top = rules[0].get_bounds()
    assert (right - left) / POINTS_A_MM == pytest.approx(156, abs=TOLERANCE)
    number = next(sign for sign in signs_on(page) if sign.text == "〔")
    assert 297 - top / POINTS_A_MM - number.bottom == pytest.approx(4, abs=TOLERANCE)


def is_red(thing: pypdfium2.PdfObject) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetStrokeColor(thing.raw, *map(ctypes.byref, channels))
    return [channel.value for channel in channels][:3] == [255, 0, 0]


def test_the_imprint_stands_at_the_foot_of_the_last_page() -> None:
    document = pypdfium2.PdfDocument(pdf_of(paper_of("feedback")).content)
    last = document[len(document) - 1]
    printed = [sign for sign in signs_on(last) if sign.text == "印" and sign.size == 14.0]
    assert 297 - 35 - printed[0].bottom < 6


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_any_kind_leaves_the_margins(name: str) -> None:
    for page in pypdfium2.PdfDocument(pdf_of(paper_of(name)).content):
        printed = [sign for sign in signs_on(page) if sign.text.strip()]
        assert printed, "an empty page"
        assert min(sign.left for sign in printed) >= 28 - TOLERANCE
        assert max(sign.right for sign in printed if sign.text.isalnum()) <= 210 - 26 + TOLERANCE


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for lines in range(8, 34):
        paper = replace(paper_of("copy_notice"), blocks=tuple(Text("某事某地某人某时。") for _ in range(lines)))
        document = pypdfium2.PdfDocument(pdf_of(paper).content)
        last = "".join(sign.text for sign in signs_on(document[len(document) - 1]))
        assert "某事" in last, f"{lines} lines"


def test_the_same_paper_is_the_same_bytes() -> None:
    assert pdf_of(paper_of("report")).content == pdf_of(paper_of("report")).content
