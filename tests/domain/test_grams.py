"""Words are found again: grams against a plain search that knows nothing of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bihuan.domain.grams import PIECE, PLACES, Phrase, grams, of_text, phrases, pieces, spelled

LETTERS = "一二三公务接待费用aB19，。 -\U00020000é"
TEXT = st.text(alphabet=LETTERS, max_size=24)


def is_han(sign: str) -> bool:
    return "CJK" in unicodedata.name(sign, "")


def marked(text: str) -> str:
    """Return a text with a dot at every seam: around words of letters, and between Han runs."""
    out, before = "", ""
    for sign in unicodedata.normalize("NFKC", text).lower():
        kind = "han" if is_han(sign) else "word" if sign.isalnum() else ""
        if kind != before and out[-1:] not in ("", "."):
            out += "."
        if kind:
            out += sign
        before = kind
    return f".{out.strip('.')}."


def stands_in(term: str, text: str) -> bool:
    """Look a term up the plain way: Han from anywhere to anywhere, other words whole."""
    asked = marked(term).strip(".")
    if not asked:
        return False
    asked = asked if is_han(asked[0]) else "." + asked
    asked = asked if is_han(asked[-1]) else asked + "."
    return asked in marked(text)


def found_in(phrase: Phrase, text: list[str]) -> bool:
    """Look a phrase up among grams, as a store does."""
    long = len(phrase.grams)
    for place in range(len(text) - long + 1):
        there = text[place : place + long]
        last = there[-1].startswith(phrase.grams[-1]) if phrase.open_end else there[-1] == phrase.grams[-1]
        if last and tuple(there[:-1]) == phrase.grams[:-1]:
            return True
    return False


@settings(max_examples=400)
@given(text=TEXT, term=TEXT.map(lambda term: term.replace(" ", "")))
def test_a_term_is_found_where_it_stands_and_nowhere_else(text: str, term: str) -> None:
    for phrase in phrases(term):
        assert found_in(phrase, grams(text)) == stands_in(term, text)


@settings(max_examples=200)
@given(text=TEXT, begin=st.integers(0, 20), long=st.integers(1, 8))
def test_every_part_of_a_han_text_is_found_in_it(text: str, begin: int, long: int) -> None:
    only = "".join(sign for sign in text if is_han(sign))
    for phrase in phrases(only[begin : begin + long]):
        assert found_in(phrase, grams(only))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("接待", (Phrase(("接待",)),)),
        ("待", (Phrase(("待",), open_end=True),)),
        ("公务接待 F-01", (Phrase(("公务", "务接", "接待")), Phrase(("f", "01")))),
        ("接待abc", (Phrase(("接待", "待_", "abc")),)),
        ("，。", ()),
    ],
)
def test_terms_become_phrases(asked: str, found: tuple[Phrase, ...]) -> None:
    assert phrases(asked) == found


def test_no_phrase_reaches_from_one_column_into_the_next() -> None:
    assert not found_in(phrases("公务接待")[0], grams("公务", "接待"))


@given(st.lists(st.sampled_from(["甲乙", "乙甲", "丙_"]), max_size=1200))
def test_pieces_hold_what_a_store_can_keep_and_every_short_phrase(text: list[str]) -> None:
    cut = [list(piece) for piece in pieces(text)]
    assert all(len(piece) <= PIECE and all(piece.count(g) <= PLACES for g in set(piece)) for piece in cut)
    for place in range(len(text) - 20):
        phrase = text[place : place + 20]
        assert any(phrase == piece[at : at + 20] for piece in cut for at in range(len(piece)))


@example(["\U0002ebe1"])  # a place among the Han signs that no sign has
@given(st.lists(st.one_of(TEXT, st.text(max_size=30)), max_size=450))
def test_many_texts_at_once_give_the_grams_that_each_gives_alone(texts: list[str]) -> None:
    assert spelled(texts) == [" ".join(of_text(text)) for text in texts]
