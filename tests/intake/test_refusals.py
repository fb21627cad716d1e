"""Files that cannot be used: each is refused with one line that says what, where and what to do."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from bihuan.intake import limits, read, refusals
from bihuan.intake.reading import read_fully

RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"


def word_file(text: str = "1.学习不够") -> bytes:
    word = Document()
    word.add_paragraph(text)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts.get(name) if name in parts else old.read(name))
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_relation(kind: str) -> bytes:
    data = word_file()
    link = (
        f'<Relationship Id="rX" Type="http://x/relationships/{kind}" Target="http://example.invalid/a"'
        ' TargetMode="External"/></Relationships>'
    )
    return with_parts(data, {RELATIONS: part(data, RELATIONS).replace(b"</Relationships>", link.encode())})


def with_field(code: str) -> bytes:
    data = word_file()
    field = f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p></w:body>"
    return with_parts(data, {BODY: part(data, BODY).replace(b"</w:body>", field.encode())})


def with_doctype() -> bytes:
    data = word_file()
    body = part(data, BODY).replace(
        b"<w:document", b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document', 1
    )
    return with_parts(data, {BODY: body})


def sheet_with_link() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return with_parts(out.getvalue(), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def lying_about_its_size() -> bytes:
    """A part that says it is small and is not."""
    data = bytearray(with_parts(word_file(), {"word/media.xml": b"a" * 500_000}))
    at = data.rfind(b"word/media.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


CASES: list[tuple[str, bytes, type[refusals.Unreadable]]] = [
    ("an empty file", b"", refusals.Empty),
    ("blank text", b" \n\n", refusals.Empty),
    ("a word file without text", word_file(""), refusals.Empty),
    ("a cut-off archive", word_file()[:2000], refusals.Corrupt),
    ("broken xml", with_parts(word_file(), {BODY: b"<w:document"}), refusals.Corrupt),
    (
        "an archive without the main part",
        with_parts(word_file(), {}).replace(b"word/document.xml", b"word/documemt.xml"),
        refusals.UnknownType,
    ),
    ("a part that lies about its size", lying_about_its_size(), refusals.Corrupt),
    ("a bomb by ratio", with_parts(word_file(), {"word/bomb.xml": b"\0" * 20_000_000}), refusals.Bomb),
    ("a bomb by parts", with_parts(word_file(), {f"x/{n}.xml": b"" for n in range(limits.MOST_PARTS)}), refusals.Bomb),
    ("a macro part", with_parts(word_file(), {"word/vbaProject.bin": b"x"}), refusals.CarriesMacros),
    (
        "a macro type",
        with_parts(
            word_file(),
            {TYPES: part(word_file(), TYPES).replace(b"document.main+xml", b"document.macroEnabled.main+xml")},
        ),
        refusals.CarriesMacros,
    ),
    ("an embedded object", with_parts(word_file(), {"word/embeddings/oleObject1.bin": b"x"}), refusals.CarriesMacros),
    ("a template from outside", with_relation("attachedTemplate"), refusals.LinksOutside),
    ("a picture from outside", with_relation("image"), refusals.LinksOutside),
    ("a field that fetches data", with_field("DDEAUTO c:\\\\x"), refusals.LinksOutside),
    ("a sheet with links", sheet_with_link(), refusals.LinksOutside),
    ("a document type", with_doctype(), refusals.ForbiddenMarkup),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), refusals.UnknownType),
    ("a web page", b"<!DOCTYPE html><html></html>", refusals.UnknownType),
    ("rich text", b"{\\rtf1 a}", refusals.UnknownType),
    ("bytes of a program", bytes(range(256)) * 10, refusals.UnknownType),
    ("bytes in no encoding", b"\xff\xff\x80\x80 abc \xfe", refusals.UnknownEncoding),
    ("a damaged pdf", b"%PDF-1.7\ngarbage", refusals.Corrupt),
    ("a file over the limit", b"a" * (limits.LARGEST_FILE + 1), refusals.TooLarge),
]


@pytest.mark.parametrize(("data", "refusal"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_refused_by_its_own_class_in_one_line(data: bytes, refusal: type[refusals.Unreadable]) -> None:
    with pytest.raises(refusal) as caught:
        read(data, "upload.docx")
    message = str(caught.value)
    assert message.startswith("upload.docx: ")
    assert caught.value.problem
    assert caught.value.remedy
    assert "\n" not in message


def test_an_entry_marked_encrypted_is_refused() -> None:
    data = bytearray(word_file())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + offset] |= 1
    with pytest.raises(refusals.Encrypted):
        read(bytes(data), "a.docx")


def test_a_web_address_to_click_is_harmless() -> None:
    assert read(with_relation("hyperlink"), "a.docx").kind == "other"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.NotFound):
        read(tmp_path / "none.docx")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.NotFound):
        read(tmp_path)


def test_content_decides_not_the_name() -> None:
    assert read(word_file("正文"), "a.txt").kind == "other"
    assert read("正文".encode(), "a.docx").kind == "other"


def test_an_entity_is_never_fetched() -> None:
    with pytest.raises(refusals.ForbiddenMarkup):
        read(with_doctype(), "a.docx")


def workbook_with(*places: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "序号", "反馈问题", "1", "学习不够"
    for place in places:
        sheet[place] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1", "OK3", "CV60000"])
def test_a_small_file_that_asks_for_a_vast_sheet_is_refused_before_room_is_set_aside(place: str) -> None:
    with pytest.raises(refusals.TooLarge, match="reaches beyond"):
        read(workbook_with(place), "a.xlsx")


def test_a_row_far_below_that_names_no_places_is_refused_too() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    data = workbook_with()
    row = b'<row r="1048576"><c t="n"><v>1</v></c></row></sheetData>'
    with pytest.raises(refusals.TooLarge):
        read(with_parts(data, {sheet: part(data, sheet).replace(b"</sheetData>", row)}), "a.xlsx")


@pytest.mark.parametrize(
    "cell", ['<c s="1" r="XFD9">', "<c r='XFD9'>", '<c\tr="XFD9">', '<c r="xfd9">', '<x:c r="XFD9">', '<c r = "XFD9">']
)
def test_a_cell_far_away_is_found_however_it_is_written(cell: str) -> None:
    sheet, end = "xl/worksheets/sheet1.xml", cell.split()[0].replace("<", "</")
    data = workbook_with()
    row = f'<row r="9">{cell}<v>1</v>{end}></row></sheetData>'.encode()
    with pytest.raises(refusals.TooLarge):
        read(with_parts(data, {sheet: part(data, sheet).replace(b"</sheetData>", row)}), "a.xlsx")


def test_empty_cells_far_away_that_only_bear_a_style_are_no_matter() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    data = workbook_with("AB2000")
    rows = b'<row r="1048576" s="1" customFormat="1"/><row r="1048575"><c r="XFD1048575" s="1"/></row></sheetData>'
    document = read(with_parts(data, {sheet: part(data, sheet).replace(b"</sheetData>", rows)}), "a.xlsx")
    assert [finding.title for finding in document.findings] == ["学习不够"]


@pytest.mark.parametrize("other", ["xl/workbook.bin", "content.xml"])
def test_a_workbook_that_holds_another_one_is_refused(other: str) -> None:
    with pytest.raises(refusals.OldFormat):
        read(with_parts(workbook_with(), {other: b"x"}), "a.xlsx")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    for path in (tmp_path, tmp_path / "pipe.docx"):
        with pytest.raises(refusals.NotFound, match="no file"):
            read(path)


@pytest.mark.parametrize("form", ["upperLetter", "lowerRoman", "chineseCountingThousand", "decimalEnclosedCircle"])
def test_a_list_that_begins_in_the_billions_is_numbered_in_figures(form: str) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = (
        f'<w:numbering xmlns:w="{w}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        f'<w:start w:val="2000000000"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    data = word_file("学习不够")
    body = part(data, BODY).replace(
        b"<w:p>", b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>', 1
    )
    told = with_parts(data, {BODY: body, "word/numbering.xml": numbering.encode()})
    assert read_fully(told, "a.docx").source.texts[0].startswith("2000000000.")


@pytest.mark.parametrize(
    "text",
    ["1.学习不够" + "（" * 60_000, "1.“不够”" * 20_000, "1.学习不够，仅6次。\n" * 6_000],
    ids=["open", "quoted", "same"],
)
def test_a_hostile_page_costs_no_more_than_its_length(text: str) -> None:
    started = time.process_time()
    read(f"关于巡察的反馈意见\n一、主要问题\n{text}\n".encode(), "a.txt")
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bad.docx", "一、学习不够".encode(), "says Word, the content is TXT"),
        ("bad.PDF", "一、学习不够".encode(), "says PDF, the content is TXT"),
        ("bad.txt", word_file(), "says TXT, the content is Word"),
    ],
)
def test_a_name_that_promises_another_format_is_pointed_out(name: str, data: bytes, told: str) -> None:
    notes = read(data, name).notes
    assert [told in note.text for note in notes if note.code == "name.other_format"] == [True]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", "一、学习".encode()), ("a", "一、学习".encode()), ("a.docx", word_file())]
)
def test_a_name_that_fits_or_promises_nothing_is_no_matter(name: str, data: bytes) -> None:
    assert "name.other_format" not in [note.code for note in read(data, name).notes]


def test_a_part_without_a_name_is_damage() -> None:
    data = word_file().replace(b"docProps/app.xml", b"\x00ocProps/app.xml")
    with pytest.raises(refusals.Corrupt, match="has no name"):
        read_fully(data, "意见.docx")
