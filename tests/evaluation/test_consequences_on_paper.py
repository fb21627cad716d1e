"""The list of consequences page by page and printed whole: what the rules propose first, then what was taken up."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.screens import panel
from tests.evaluation.panels import county_at_sixty
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
PROPOSED, TAKEN_UP = "列为回头看对象", "责令重开民主生活会"


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    county = county_at_sixty()
    decided = {"consequence": "talk", "decision": "adopted", "reason": "会议研究决定"}
    county.do(county.leading_group, "decide_consequence", **decided)
    told = {"consequence": "meeting_again", "ground": "uneasy", "reason": "心里不托底"}
    county.do(county.office, "propose_consequence", **told)
    return at(county, monkeypatch)


def shown(desks: Desks, **asked: str) -> tuple[str, str]:
    """Return the rows of the list, and all that its page says."""
    answer = desks("office").get(reverse("consequences"), asked)
    rows = answer.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return rows, words(answer)


def test_a_page_ends_where_it_is_full_and_says_how_many_there_are(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "A_PAGE", 2)
    first, said = shown(desks)
    assert first.count("<tr") == 2
    assert PROPOSED in first
    assert "第 1 页，共 2 页，3 条" in said
    assert "打印全部" in said
    second, _ = shown(desks, page="2")
    assert second.count("<tr") == 1
    assert PROPOSED not in second
    assert (TAKEN_UP in first) != (TAKEN_UP in second)


def test_printed_whole_it_has_every_row_and_says_by_what_it_is_filtered(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel, "A_PAGE", 2)
    whole, said = shown(desks, print="all")
    assert whole.count("<tr") == 3
    assert "不限条件 · 共 3 条" in said
    some, said = shown(desks, print="all", state="waiting")
    assert some.count("<tr") == 2
    assert "状态：" in said
