"""An empty to-do leads on: what will arrive, and what can be done now, for every role."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.conftest import SignedIn
from tests.web.desks import Desks, at, words

from bihuan.domain.roles import ADMINISTRATORS, Role
from bihuan.web.lead_on import lead_on
from bihuan.web.todo import KINDS

pytestmark = pytest.mark.django_db
READERS: frozenset[Role] = frozenset()  # by now something arrives for everybody


@pytest.mark.parametrize("role", sorted(set(Role) - ADMINISTRATORS))
def test_every_role_is_told_what_arrives_and_where_to_go_on(signed_in: SignedIn, role: Role) -> None:
    client = signed_in(role)
    page = client.get(reverse("todo"))
    assert "现在没有等您办理的事项" in words(page) or "没有" in words(page)
    links = re.findall(r'<li class="(?:free|open)">.*?<a href="([^"]+)"', page.content.decode(), re.S)
    assert links, role
    for link in links:
        assert client.get(link).status_code == 200, f"{role}: {link}"
    arrives = any(kind.roles & {role} for kind in KINDS)
    assert arrives == (role not in READERS)
    assert ("没有自动派来的待办" in words(page)) == (role in READERS)


def test_every_kind_of_task_belongs_to_somebody() -> None:
    assert all(kind.roles for kind in KINDS)


def test_an_office_that_begins_gets_its_steps_and_each_is_ticked_when_it_is_done(signed_in: SignedIn) -> None:
    page = words(signed_in(Role.OFFICE).get(reverse("todo")))
    assert "启用步骤" in page
    assert "待办： 录入各党组织/单位" in page


def test_the_steps_to_begin_with_are_ticked_as_they_are_done_and_go_once_findings_are_in() -> None:
    county = County().found()
    lists = lead_on(county.office).lists
    begin = next(steps for steps in lists if str(steps.title) == "启用步骤")
    assert [str(step.words) for step in begin.lines if not step.is_done] == [
        "请安全管理员为单位和巡察组开通账号",
        "在【规划计划】编制五年规划、组建巡察组",
        "在档案页导入反馈文件",
    ]
    county.fed_back()
    assert "启用步骤" not in {str(steps.title) for steps in lead_on(county.office).lists}


def test_a_unit_sees_how_far_it_is_from_feedback_to_close_out(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().examined("1", "2", "3")
    desks: Desks = at(county, monkeypatch)
    county.do(county.unit_liaison, "record_meeting", on=date(2018, 3, 30))
    page = words(desks("unit_head").get(reverse("todo")))
    assert "从反馈到报结：县住房和城乡建设局，第一轮" in page
    assert "已完成： 报送整改方案" in page
    assert "待办： 起草报结报告" in page
