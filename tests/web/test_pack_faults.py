"""A pack that somebody writes is refused with the line, the word at fault and what to write, at every field."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from tests.rules.spoilt_packs import GOOD, Spoilt, spoils, text_of

from bihuan.rules.documents import PackUnreadable
from bihuan.rules.written import read_written
from bihuan.web.pack_faults import FAULTS, fault_words

SPOILT = list(spoils())
# what a remedy bids: write, add, remove, correct, order, keep
BIDS = re.compile("写|补上|删去|改正|改其中|更正|排列|保留")


def refused(text: str) -> PackUnreadable:
    with pytest.raises(PackUnreadable) as found:
        read_written(text)
    return found.value


def told(error: PackUnreadable) -> str:
    with translation.override("zh-hans"):
        return fault_words(error)


@pytest.mark.parametrize("value", ["0: ", "0: [~]", "%YAML 1.1\n---\nid: yes", "id: !!bool x", 'id: !!float "²"'])
def test_yaml_that_nobody_writes_is_refused_with_its_line(value: str) -> None:
    assert refused(value).line == value.count("\n") + 1


def test_the_pack_that_is_spoilt_is_good() -> None:
    assert len(read_written(text_of(GOOD)).rules) == len(GOOD["rules"])
    assert len(SPOILT) > 500


@pytest.mark.parametrize("one", SPOILT, ids=lambda one: one.name)
def test_every_fault_is_told_with_line_word_and_remedy(one: Spoilt) -> None:
    error = refused(one.text)
    words = told(error)
    assert error.line in one.lines, words
    assert words.startswith(f"第{error.line}行")
    assert one.word in words or one.word in str(error), words
    assert BIDS.search(words), words
    assert error.fault is not None
    assert error.fault.code in FAULTS or error.fault.code == "contradiction"
    assert not re.search("[a-z]{3,} [a-z]{3,}|%[(]", words), f"English is left: {words}"
    assert len(words) < 450


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("id: qingshi-2018", "id: closing-loop-2018", 1, "“closing-loop-2018”是随本软件提供的规则包的名称"),
        ("id: qingshi-2018", "id: 青石", 1, "小写字母、数字和连字符"),
        ("id: qingshi-2018", "id：qingshi-2018", 1, "半角"),
        ("note: 试行", "\tnote: 试行", 5, "空格"),
        ("zh: 督查三次", "zh: [督查三次", 3, "括号"),
        ("rulings:", "rullings:", 11, "rulings"),
        ("checks.too_few", "checks.to_few", 0, "“checks.to_few”"),
        ("gate/close", "gate/closed", 0, "close（报结）"),
        ("deadline/rectification_plan", "deadline/rectification_plans", 0, "deadline/rectification_plan（"),
        ("lead:", "leed:", 0, "lead（"),
        ("planning/coverage_years", "planning/coverage_yaers", 0, "planning/coverage_years（"),
        ("evaluation/weights:", "evaluation/weights/twon:", 0, "town（"),
        ("- office", "- offices", 0, "office（巡察办）"),
        ("- office", "- unit_head", 0, "office（巡察办）"),  # nobody supervises himself
        ("plan: 40", "foo: 40", 0, "plan（"),
        ("count: 15", "count: 99999", 0, "3650"),
        ("after_months: 3", "after_months: 99999", 0, "240"),
        ("least: 3", "least: 1000", 0, "99"),
    ],
)
def test_what_is_mistyped_is_told_with_what_it_should_have_been(old: str, new: str, line: int, said: str) -> None:
    text = text_of(GOOD)
    assert old in text
    error = refused(text.replace(old, new, 1))
    assert said in told(error)
    assert not line or error.line == line


def test_brackets_without_end_are_refused_and_raise_nothing() -> None:
    assert "括号" in told(refused("id: " + "[" * 5000))
    assert "括号" in told(refused("id: " + "{a: " * 3000))
