"""Fonts: which ones a PDF is set in, and the characters they lack, told before anybody prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from bihuan.papers.fonts import case, free_file, told_characters
from bihuan.papers.glyphs import FontUnreadable, characters_of
from bihuan.papers.pdf import pdf_of
from tests.papers.examples import paper_of

RARE_IN_NAMES = "堃喆玥赟昇翀旸犇"
FAR_OFF = "\U00030000"  # 𰀀, of extension G: in no free font of this size


def test_the_free_font_has_the_characters_that_names_are_written_with() -> None:
    known = characters_of(free_file("serif"))
    assert [sign for sign in RARE_IN_NAMES + "青石县〔〕—" if ord(sign) not in known] == []
    assert len(known) > 20_000


def test_a_character_that_the_font_lacks_is_told_once_with_its_code_point() -> None:
    made = pdf_of(paper_of("copy_notice", addressee=f"示例{FAR_OFF}{FAR_OFF}"))
    assert made.missing == (FAR_OFF,)
    assert told_characters(made.missing) == f"{FAR_OFF} (U+30000)"


def test_a_paper_of_usual_words_lacks_nothing() -> None:
    assert pdf_of(paper_of("feedback")).missing == ()


def test_every_role_has_a_face_and_stand_ins_are_told() -> None:
    assert set(case().faces) == {"fangsong", "song", "kai", "hei", "page"}
    for role, family in case().stand_ins.items():
        assert family in ("Noto Serif SC", "Noto Sans SC"), role


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "font.ttf"
    file.write_bytes(b"\x00" * 64)
    with pytest.raises(FontUnreadable):
        characters_of(file)
