"""A file is known by its bytes; a page of text that calls itself a PDF or a picture is no evidence."""

from __future__ import annotations

import pytest

from bihuan.dossiers.files import FileRefused, is_misnamed, media_type_of

PAGE = b"<html><body>Sign in again to download the file</body></html>"


@pytest.mark.parametrize("name", ["minutes.pdf", "PHOTO.JPG", "seal.png", "paper.ofd"])
def test_text_under_the_name_of_a_pdf_or_a_picture_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        media_type_of(PAGE, name)
    assert refused.value.name == name
    assert "plain text" in refused.value.problem


def test_text_under_its_own_name_and_a_true_pdf_under_any_are_kept() -> None:
    assert media_type_of(PAGE, "page.html") == "text/plain"
    assert media_type_of("会议纪要".encode(), "minutes.txt") == "text/plain"
    assert media_type_of(b"%PDF-1.4 x", "minutes.txt") == "application/pdf"
    assert media_type_of(b"%PDF-1.4 x", "minutes.pdf") == "application/pdf"


def test_a_name_that_promises_another_sort_is_noticed_and_a_strange_ending_is_not() -> None:
    png = media_type_of(b"\x89PNG\r\n\x1a\n picture", "凭证.pdf")
    assert is_misnamed("凭证.pdf", png)
    assert not is_misnamed("凭证.PNG", png)
    assert not is_misnamed("凭证", png)
    assert not is_misnamed("凭证.jpg", "image/jpeg")


@pytest.mark.parametrize("name", ["佐证.bat", "佐证.VBS", "照片.jpg.js", "setup.exe"])
def test_a_text_that_would_run_when_opened_is_no_evidence(name: str) -> None:
    with pytest.raises(FileRefused, match="would run when it is opened"):
        media_type_of(b"del /q *.*", name)
