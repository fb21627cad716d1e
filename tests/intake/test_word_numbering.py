"""Word's own numbers, rendered as Word prints them."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bihuan.intake import read
from bihuan.intake.readers.numbering import Level, Lists
from bihuan.intake.reading import read_fully


def add_list(
    word: WordDocument, levels: list[tuple[str, str]], *, abstract: int = 50, num: int = 50, extra: str = ""
) -> None:
    """Put an abstract list and a num into the document."""
    numbering = word.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    first_num = numbering.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}num")
    made = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{body}</w:abstractNum>')
    first_num.addprevious(made)
    add_num(word, abstract, num, extra)


def add_num(word: WordDocument, abstract: int, num: int, extra: str = "") -> None:
    numbering = word.part.numbering_part.element
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{extra}</w:num>')
    )


def numbered(word: WordDocument, text: str, depth: int, num: int = 50) -> None:
    paragraph = word.add_paragraph(text)
    properties = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')
    paragraph._p.get_or_add_pPr().append(properties)


def saved(word: WordDocument) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def printed(word: WordDocument) -> list[str]:
    return list(read_fully(saved(word), "a.docx").source.texts)


FOUR = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "(%4)")]


def test_a_multilevel_list_counts_and_starts_again_below_each_heading() -> None:
    word = Document()
    add_list(word, FOUR)
    for text, depth in [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1), ("己", 2), ("庚", 0), ("辛", 1)]:
        numbered(word, text, depth)
    assert printed(word) == ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "（一）辛"]


def test_a_second_num_goes_on_counting_unless_it_overrides_the_start() -> None:
    word = Document()
    add_list(word, FOUR)
    add_num(word, 50, 51)
    add_num(word, 50, 52, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for num in (50, 50, 51, 52, 52):
        numbered(word, "甲", 0, num)
    assert printed(word) == ["一、甲", "二、甲", "三、甲", "五、甲", "六、甲"]


def test_a_number_comes_through_the_style_and_its_base() -> None:
    word = Document()
    add_list(word, FOUR)
    base = word.styles.add_style("Base", 1)
    base.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="2"/><w:numId w:val="50"/></w:numPr>')
    )
    derived = word.styles.add_style("Derived", 1)
    derived.base_style = base
    word.add_paragraph("甲", style="Derived")
    off = word.add_paragraph("乙", style="Derived")
    off._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'))
    word.add_paragraph("丙", style="Base")
    assert printed(word) == ["1.甲", "乙", "2.丙"]


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("japaneseCounting", 23, "二十三"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("ideographTraditional", 3, "丙"),
        ("somethingNew", 4, "4"),
    ],
)
def test_every_form_counts_in_its_own_signs(form: str, value: int, expected: str) -> None:
    lists = Lists(abstract_of={"1": "1"}, levels={"1": {0: Level(start=value, form=form, pattern="%1")}})
    assert lists.number("1", 0) == expected
    assert (form in lists.unknown_forms) == (form == "somethingNew")


def test_automatic_numbers_become_headings_of_findings() -> None:
    word = Document()
    add_list(word, FOUR)
    word.add_paragraph("县委第一巡察组关于巡察青石县水利局党组的反馈意见")
    for text, depth in [
        ("主要问题", 0),
        ("党的建设方面", 1),
        ("学习不够深入。", 2),
        ("制度执行不严。", 2),
        ("意见建议", 0),
        ("加强学习", 1),
    ]:
        numbered(word, text, depth)
    document = read(saved(word), "a.docx")
    assert [(each.number, each.title, each.line) for each in document.findings] == [
        ("1", "学习不够深入", 4),
        ("2", "制度执行不严", 5),
    ]
    assert document.findings[0].path == ("一、主要问题", "（一）党的建设方面")


def test_deleted_text_and_phonetic_guides_are_not_read() -> None:
    word = Document()
    paragraph = word.add_paragraph("正文")
    space = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:del {space}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>补入</w:t></w:r></w:ins>"))
    ruby = "<w:ruby><w:rt><w:r><w:t>xún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>巡</w:t></w:r></w:rubyBase></w:ruby>"
    paragraph._p.append(parse_xml(f"<w:r {space}>{ruby}</w:r>"))
    assert printed(word) == ["正文补入巡"]


def test_a_table_row_counts_as_one_paragraph() -> None:
    word = Document()
    word.add_paragraph("前言")
    table = word.add_table(2, 2)
    for at, cell in enumerate(each for row in table.rows for each in row.cells):
        cell.text = f"格{at}"
    word.add_paragraph("结束")
    lines = read_fully(saved(word), "a.docx").source.between(1, None)
    assert lines == [(1, "前言"), (2, "格0\t格1"), (3, "格2\t格3"), (4, "结束")]
