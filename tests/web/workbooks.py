"""A list on its way out as a workbook and back, as a reader sends it."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.rectification.workbook import FIRST, filled_in, marked_cells
from tests.web.desks import entries, new_key, words

HEADER, HIDDEN = 2, 2  # the row of the headings, the columns before the first that is seen


def address(view: str, name: str, of: object = None) -> str:
    return reverse(view, args=[name, of] if of else [name])


def out(client: Client, name: str, of: object = None, **query: str) -> bytes:
    answer = client.get(address("sheet_workbook", name, of), query)
    assert answer.status_code == 200, words(answer)
    return bytes(answer.content)


def back(client: Client, name: str, data: bytes, reason: str = "", of: object = None) -> Any:
    file = SimpleUploadedFile("台账.xlsx", data)
    return client.post(address("sheet_return", name, of), {"workbook": file, "reason": reason})


def hidden(page: Any) -> dict[str, str]:
    """Return what the page of the differences sends on."""
    found = dict(re.findall(r'name="(token|fingerprint)" value="([^"]+)"', page.content.decode()))
    return found | {"key": new_key()[-36:]}


def rows_in(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of a workbook by the headings of their columns."""
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    header, *rows = [row[HIDDEN:] for row in sheet.iter_rows(min_row=HEADER, values_only=True)]
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def comes_back(client: Client, name: str, of: object = None, **query: str) -> list[dict[str, Any]]:
    """Send a list of facts back unchanged, then with a cell that was changed; return its rows."""
    data, before = out(client, name, of, **query), entries()
    for sent in (data, filled_in(data)):
        assert "0 行会改变" in words(back(client, name, sent, of=of))
    first = rows_in(data)[0]
    keys = [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][1]][HIDDEN:]
    assert len(first) == len(keys), "two columns of one name"
    heading = next(iter(first))
    page = back(client, name, filled_in(data, (1, str(keys[0]), "另一个")), of=of)
    assert f"“{heading}”列不能在表中修改" in words(page)
    assert "fingerprint" not in page.content.decode()
    marked = marked_cells(client.post(address("sheet_marked", name, of), hidden(page)).content)
    assert list(marked) == [f"C{FIRST}"]
    assert entries() == before
    return rows_in(data)
