"""Files that pages hand out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

T = TypeVar("T")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def all_for_a_workbook(rows: Iterable[T]) -> list[T] | None:
    """Return the rows of a list that goes out as one workbook; None where there are more than one may hold."""
    found = list(islice(rows, settings.EXPORT_MOST + 1))
    return found if len(found) <= settings.EXPORT_MOST else None


def too_many_for_a_workbook() -> str:
    """Say that a list is too long to go out, and what to do."""
    said = gettext(
        "Nothing was exported: the list has more than the %(most)s rows that one workbook may hold. Narrow it by its"
        " filter and export it in parts, or have the limit BIHUAN_EXPORT_MOST raised on the server."
    )
    return said % {"most": settings.EXPORT_MOST}


def workbook(content: bytes, name: str) -> HttpResponse:
    """Hand out a workbook under a name."""
    return download(content, XLSX, name)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Hand out a file under a name."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response
