"""What is sent where a workbook is wanted and is none: told what it is, and how an .xlsx is made of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.dossiers.models import StoredFile
from bihuan.intake.refusals import Corrupt, Encrypted, NoWorkbook
from bihuan.intake.workbook_wanted import open_workbook
from tests.county import County
from tests.web.desks import at, words

BAD = Path(__file__).parents[1] / "documents/bad"
SAVE_AS = "请在 Excel 或 WPS 中打开，【另存为】.xlsx 后再送回"


def packed(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return out.getvalue()


OLD = (BAD / "old-word.doc.docx").read_bytes()  # the head and folders of the binary formats are alike
CSV = "序号,问题\n1,学习不够\n".encode("gb18030")
SENT = {
    "an old .xls": ("台账.xls", OLD, "旧版二进制格式（.xls 或 .xlsb）"),
    "an old .xls that says .xlsx": ("台账.xlsx", OLD, "旧版二进制格式（.xls 或 .xlsb）"),
    "the head of one only": ("台账.xls", OLD[:64], "这不是 .xlsx 工作簿"),
    "a .csv in GBK": ("台账.csv", CSV, "纯文本（.csv 或 .txt）"),
    "a Word file": ("台账.docx", packed("[Content_Types].xml", "word/document.xml"), "Word 文档"),
    "a broken Word file": ("台账.docx", packed("[Content_Types].xml", "word/document.xml")[:90], "这不是 .xlsx 工作簿"),
    "a packed file": ("台账.zip", packed("台账.txt"), "这不是 .xlsx 工作簿"),
    "a picture": ("台账.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "这不是 .xlsx 工作簿"),
    "a PDF": ("台账.pdf", b"%PDF-1.4 x", "这不是 .xlsx 工作簿"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("sort", list(SENT))
def test_what_is_no_workbook_is_told_with_how_to_make_one(sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, data, said = SENT[sort]
    county = County().found().fed_back().with_measures()
    desks, kept = at(county, monkeypatch), StoredFile.objects.count()
    unit = desks("unit_liaison")
    for address in (reverse("list_return", args=[county.inspection_id, "tasks"]), "/sheets/findings/return/"):
        page = unit.post(address, {"workbook": SimpleUploadedFile(name, data)})
        assert page.status_code == 422
        assert said in words(page)
        assert SAVE_AS in words(page)
    assert StoredFile.objects.count() == kept


def test_a_workbook_behind_a_password_or_cut_off_is_told_as_that() -> None:
    with pytest.raises(Encrypted):
        open_workbook((BAD / "password.docx").read_bytes(), "台账.xlsx")
    with pytest.raises(Corrupt):
        open_workbook(packed("[Content_Types].xml", "xl/workbook.xml")[:90], "台账.xlsx")
    with pytest.raises(NoWorkbook):
        open_workbook(b"\0\1\2", "台账.xlsx")
