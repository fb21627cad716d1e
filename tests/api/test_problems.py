"""Every refusal that a call may meet says in both languages what is wrong and what to do."""

from __future__ import annotations

import json

import pytest

from bihuan.api.problems import refusal
from bihuan.desk.refusals import Kind
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
