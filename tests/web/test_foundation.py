"""Pages load the part of Bootstrap that they use; what they use is in it, and what they never do is not."""

from __future__ import annotations

import re

import pytest

from bihuan.web.styles.foundation import CLASS, WHOLE, part_of_bootstrap, rules_kept, words_of_the_pages

SHEET = """@charset "UTF-8";.used,.unused:hover{color:red}.unused{color:blue}a[title="x,y"],p{margin:0}
@media (min-width:1px){.used .unused{top:0}.used:not(.unused){top:1px}}@media print{.unused{top:2px}}
@keyframes gone{to{top:0}}[data-bs-theme=dark] .used{color:#000}"""


def test_a_rule_stays_while_one_of_its_selectors_can_match() -> None:
    assert list(rules_kept(SHEET, frozenset({"used"}))) == [
        ".used{color:red}",
        'a[title="x,y"],p{margin:0}',
        "@media (min-width:1px){.used:not(.unused){top:1px}}",
    ]


def test_the_whole_sheet_is_kept_where_every_class_is_used() -> None:
    whole = re.sub(r"/\*.*?\*/", "", WHOLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    kept = "".join(rules_kept(whole, frozenset(re.findall(r"[A-Za-z][\w-]*", whole))))
    assert kept.count("{") > 0.97 * whole.count("{")  # but for the dark colours


@pytest.mark.parametrize("name", ["btn", "btn-primary", "btn-sm", "form-control", "form-select", "form-check-input"])
def test_what_the_pages_use_is_in_the_part(name: str) -> None:
    assert name in set(words_of_the_pages())
    assert name in CLASS.findall(part_of_bootstrap())


def test_the_part_is_an_eighth_of_the_whole_and_keeps_its_notice() -> None:
    part = part_of_bootstrap()
    assert len(part) < WHOLE.stat().st_size / 8
    assert "Licensed under MIT" in part
    assert ".carousel" not in part
