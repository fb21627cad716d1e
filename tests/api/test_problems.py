"""Every refusal that a call may meet says in both languages what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from bihuan.api.problems import refusal, said_of
from bihuan.desk.offers import OFFERS
from bihuan.desk.refusals import Kind
from bihuan.desk.supervising import DEEDS
from bihuan.domain.glossary import FAMILIES, term
from tests.architecture.test_refusals_in_chinese import (
    CHINESE,
    NOT_ANTICIPATED,
    NOT_FOR_PAGES,
    classes,
    examples,
)

PARTS = ("title", "detail", "remedy")
OF_NO_CALL = {"PackError", "TemplateUnusable"}  # the first is raised in its kinds only; no template comes by a call
NOTHING_FITS = (
    *(None, True, 1, -5, 1.5, 10**30, "", "x", "a\x00b", "z" * 30_000, "1e400", "nan", "2026-02-31T10:00:00"),
    *("2026-02-03T10:00:00", [], [1], [{}] * 3000, {}, {"a": 1}, {1: 2}, {"name": "x", "content": 5}),
)
REFUSALS = sorted(set(classes()) - NOT_ANTICIPATED - NOT_FOR_PAGES - OF_NO_CALL)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_told_with_its_remedy_in_english_and_in_chinese(name: str) -> None:
    for error in examples(classes()[name]):
        answer = refusal(error)
        assert answer is not None
        told = json.loads(answer.content)
        assert all(told[part] for part in PARTS), told
        assert all(CHINESE.search(told["zh"][part]) for part in PARTS), told["zh"]


def test_every_sort_of_no_is_called_alike_by_the_api_and_by_the_desk() -> None:
    assert {kind.code: term("call_title", kind.code).en for kind in Kind} == {kind.code: kind.title for kind in Kind}


def test_what_is_wrong_with_a_call_has_its_remedy() -> None:
    assert set(FAMILIES["call_fault"]) == set(FAMILIES["call_remedy"])


def faults_of_forms() -> Iterator[dict[str, Any]]:
    """Yield what every form of a deed says of values that fit nowhere, one a sort."""
    found: dict[str, dict[str, Any]] = {}
    for form in {one.form for one in (*OFFERS.values(), *DEEDS)}:
        for value in NOTHING_FITS:
            for told in (value, dict.fromkeys([*form.model_fields, "unknown"], value)):
                try:
                    form.model_validate(told)
                except ValidationError as refused:
                    found |= {one["type"]: dict(one) for one in refused.errors(include_url=False)}
    yield from found.values()


def test_every_fault_of_a_form_has_words_of_its_own_in_both_languages() -> None:
    faults = list(faults_of_forms())
    assert len(faults) > 20
    for fault in faults:
        words = said_of(fault)
        assert fault["type"] in FAMILIES["place_fault"], fault
        assert CHINESE.search(words.zh), fault
        assert not CHINESE.search(words.en), fault
        assert "{" not in words.zh + words.en, fault


def test_what_may_be_told_is_listed_as_each_language_lists_it() -> None:
    words = said_of({"type": "literal_error", "ctx": {"expected": "'a', 'b' or 'c'"}, "msg": ""})
    assert words == ("应为其中之一：'a'、'b'、'c'", "has to be 'a', 'b' or 'c'")


def test_a_fault_that_has_no_words_yet_is_told_as_it_was_found() -> None:
    words = said_of({"type": "time_type", "msg": "Input should be a valid time"})
    assert words == ("所填内容不能用", "Input should be a valid time")
