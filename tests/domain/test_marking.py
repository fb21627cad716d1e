"""What is marked in a text is what the index finds there, and nothing of the text is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.test_grams import TEXT, stands_in

from bihuan.domain.grams import phrases
from bihuan.domain.marking import excerpt, marked, places

ASKED = st.lists(TEXT.map(lambda term: term.replace(" ", "")), max_size=3).map(" ".join)


def shown(text: str, asked: str) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in marked(text, places(text, asked)))


@settings(max_examples=600, deadline=None)
@given(text=TEXT, term=TEXT.map(lambda term: term.replace(" ", "")))
def test_a_term_is_marked_exactly_where_the_index_finds_it(text: str, term: str) -> None:
    assert bool(places(text, term)) == (bool(phrases(term)) and stands_in(term, text))


@settings(deadline=None)
@given(text=TEXT, asked=ASKED)
def test_the_pieces_together_are_the_text(text: str, asked: str) -> None:
    spans = places(text, asked)
    assert "".join(piece.text for piece in marked(text, spans)) == text
    assert all(begin < end for begin, end in spans)
    assert spans == sorted(spans)


@settings(deadline=None)
@given(text=TEXT, asked=ASKED)
def test_an_excerpt_shows_the_first_place(text: str, asked: str) -> None:
    spans = places(text, asked)
    pieces = excerpt(text, spans, before=3, length=12)
    said = "".join(piece.text for piece in pieces).strip("…")
    assert said in text
    assert len(said) <= 12
    assert any(piece.is_found for piece in pieces) == bool(spans)


def test_widths_and_capitals_are_marked_as_they_stand() -> None:
    assert shown("ＥＸＣＥＬ表Ｆ－０１", "excel f-01") == "[ＥＸＣＥＬ]表[Ｆ－０１]"
    assert shown("EXCEL表", "excel") == "[EXCEL]表"
    assert shown("EXCELS表", "excel") == "EXCELS表"


def test_one_character_and_touching_terms_are_marked_as_one_place() -> None:
    assert shown("公务接待费用", "待 费用") == "公务接[待费用]"
    assert shown("<b>接待</b>", "接待") == "<b>[接待]</b>"
