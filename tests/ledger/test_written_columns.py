"""Columns that are written ahead of their entry give the very bytes that the one form has."""

from __future__ import annotations

import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.ledger import Written, canonical
from bihuan.ledger.new_rows import SECRET, keyed_digest, written

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False))


def plainly(payload: Any) -> bytes:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


@given(st.dictionaries(TEXTS, st.lists(VALUES), max_size=4), st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_an_entry_has_the_same_bytes_whether_its_columns_were_written_ahead_or_not(
    columns: dict[str, list[Any]], told: dict[str, str]
) -> None:
    ahead = {name: written(values) for name, values in columns.items()}
    assert canonical({"each": ahead, "told": told}) == plainly({"each": columns, "told": told})


def test_texts_and_whole_numbers_are_written_ahead() -> None:
    assert written(["支部", 3, True, None]) == Written('["支部",3,true,null]'.encode())


@pytest.mark.parametrize("values", [[1e16, 1e-5], [2**70], [["a"]]], ids=["with a point", "huge", "lists"])
def test_what_the_libraries_write_differently_is_left_to_the_standard_one(values: list[Any]) -> None:
    assert written(values) is values


def test_a_text_that_is_the_sign_of_a_place_swallows_no_column() -> None:
    assert canonical({"each": Written(b"[1]"), "told": "\x00"}) == plainly({"each": [1], "told": "\x00"})


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no one form"):
        canonical({"told": {1}})


@given(st.binary(min_size=SECRET, max_size=SECRET), st.binary(max_size=200))
def test_a_commitment_is_the_hmac_of_the_standard_library(key: bytes, said: bytes) -> None:
    assert keyed_digest(key, said) == hmac.digest(key, said, "sha256").hex()
