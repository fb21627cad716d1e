"""Somebody whose account bears the name of its role is named once."""

from __future__ import annotations

from bihuan.web.templatetags.bihuan_words import beside, who


def test_an_office_that_bears_its_role_s_name_is_named_once() -> None:
    assert who("巡察办", "office") == "巡察办"
    assert who("", "office") == "巡察办"
    assert who("顾书岩", "office") == '顾书岩 <span class="quiet">巡察办</span>'
    assert beside(["office"], "巡察办") == ""
    assert beside(["office", "leading_group"], "顾书岩") == "巡察办、巡察工作领导小组"


def test_names_are_escaped() -> None:
    assert "<b>" not in who("<b>x</b>", "office")
    assert "<b>" not in who("<b>x</b>")
