"""The account of findings and the card of one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.county import County, new_key
from tests.web.desks import Desks, at, at_most, key_on, words

from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.rectification import imports
from bihuan.web.lists import finding_filter

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def titles(response: Any) -> list[str]:
    return re.findall(r'<th scope="row"><a[^>]* href="[^"]+">([^<]+)</a>', response.content.decode())


def asked(desks: Desks, name: str = "office", **query: str) -> list[str]:
    return titles(desks(name).get(reverse("findings"), query))


def test_a_unit_finds_its_own_findings_and_another_none(desks: Desks) -> None:
    assert len(asked(desks, "unit_liaison")) == 3
    assert asked(desks, "other_unit") == []
    one = reverse("finding", args=[desks.county.finding("1").id])
    assert desks("other_unit").get(one).status_code == 404
    assert desks("unit_head").get(one).status_code == 200


def test_the_filters_stand_in_the_address(desks: Desks) -> None:
    county = desks.county
    assert asked(desks, q="津贴") == ["违规发放津贴补贴"]
    assert asked(desks, person="on") == ["违规发放津贴补贴"]
    assert asked(desks, stage="signed_off") == []
    assert len(asked(desks, stage="open")) == 3
    assert len(asked(desks, unit=str(county.unit_id))) == 3
    assert len(asked(desks, round=str(county.round_id))) == 3
    assert asked(desks, taken_over="on") == []
    assert len(asked(desks, dossier=str(county.inspection_id))) == 3


def test_of_many_units_one_is_asked_for_by_a_part_of_its_name(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_filter, "MOST_LISTED", 0)
    unit = desks.county.inspection.organization_name
    assert len(asked(desks, unit=unit[2:5])) == 3
    assert asked(desks, unit="没有的单位") == []
    linked = desks("office").get(reverse("findings"), {"unit": str(desks.county.unit_id)})
    assert len(titles(linked)) == 3
    assert f'name="unit" value="{unit}"' in linked.content.decode()
    assert "<option" not in linked.content.decode().split('name="unit"')[1].split("</label>")[0]


def test_the_lamps_follow_the_thresholds_of_the_pinned_rules(desks: Desks) -> None:
    county = desks.county  # measures are due on 2018-05-31; green from 20 days left, yellow from 10
    for day, lamp in (
        (date(2018, 5, 10), ""),
        (date(2018, 5, 11), "green"),
        (date(2018, 5, 20), "green"),
        (date(2018, 5, 21), "yellow"),
        (date(2018, 5, 31), "yellow"),
        (date(2018, 6, 1), "red"),
    ):
        county.today = day
        for colour in ("green", "yellow", "red"):
            assert len(asked(desks, lamp=colour)) == (3 if colour == lamp else 0), (day, colour)
    assert "逾期 1 天" in words(desks("office").get(reverse("findings")))


def test_what_is_due_first_stands_first_and_every_order_can_be_asked_for(desks: Desks) -> None:
    county = desks.county
    liaison = county.unit_liaison
    county.do(liaison, "add_measure", county.finding("3").id, text="先行整改", due_on=date(2018, 4, 1))
    assert asked(desks)[0] == "保障性住房分配审核不严"
    assert asked(desks, sort="number")[0] == "党组理论学习中心组学习流于形式"
    assert len(asked(desks, sort="unit")) == len(asked(desks, sort="-due")) == 3


def test_a_page_asks_the_database_twelve_times_at_most(desks: Desks) -> None:
    office = desks("office")
    office.get(reverse("findings"))
    for query in ({}, {"lamp": "yellow", "unit": str(desks.county.unit_id), "signed": "on_time"}):
        with at_most(12):
            office.get(reverse("findings"), query)


def test_fifty_findings_a_page_and_a_pager_that_keeps_the_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [NewFinding(str(n), f"问题之{n}") for n in range(1, 61)]
    county = County().found().fed_back(*many)
    office = at(county, monkeypatch)("office")
    first = office.get(reverse("findings"), {"q": "问题"})
    assert len(titles(first)) == 50
    following = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert following is not None
    assert "q=" in following[1]
    second = office.get(reverse("findings") + following[1].replace("&amp;", "&"))
    assert len(titles(second)) == 10


def test_the_card_shows_measures_evidence_answers_and_what_the_sign_off_lacks(desks: Desks) -> None:
    county = desks.county
    card = reverse("finding", args=[county.finding("1").id])
    shown = words(desks("unit_liaison").get(card))
    assert "修订学习制度并按月检查台账" in shown
    assert "措施 1-1 尚未完成" in shown
    county.finish("1")
    assert "“申请销号”的条件全部达到" in words(desks("unit_liaison").get(card))
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.do(county.office, "return_sign_off", county.finding("1").id, reason="佐证不全")
    shown = words(desks("unit_liaison").get(card))
    assert "第 1 次 退回" in shown
    assert "佐证不全" in shown
    assert "会议纪要" in shown


def test_a_finding_sent_back_says_first_of_all_why_and_what_to_do(desks: Desks) -> None:
    county, number = desks.county, "1"
    finding = county.finding(number)
    card = reverse("finding", args=[finding.id])
    county.finish(number)
    assert "退回整改(第" not in words(desks("unit_liaison").get(card))
    county.do(county.unit_head, "request_sign_off", finding.id)
    county.do(county.office, "return_sign_off", finding.id, reason="佐证不全")
    for page in (card, reverse("finding_do", args=[finding.id, "request_sign_off"])):
        shown = words(desks("unit_head").get(page))
        assert "退回整改（第 1 次答复）" in shown
        assert "理由 佐证不全 被巡察单位现须：" in shown
        assert "条件全部达到" not in shown
        assert "各项条件均已达到" not in shown
    county.do(county.unit_head, "request_sign_off", finding.id)
    assert "退回整改(第" not in words(desks("office").get(card))
    county.do(county.office, "grant_sign_off", finding.id)
    county.do(county.office, "reopen", finding.id, reason="问题反弹")
    assert "重新打开（第 3 次答复）" in words(desks("unit_head").get(card))


def test_asked_again_both_sides_see_the_earlier_returns_and_whether_anything_was_added(desks: Desks) -> None:
    county, finding = desks.county, desks.county.finding("1")
    ask, grant = (reverse("finding_do", args=[finding.id, name]) for name in ("request_sign_off", "grant_sign_off"))
    card = reverse("finding", args=[finding.id])
    county.finish("1")
    assert "此前已被退回" not in words(desks("unit_head").get(ask))
    for reason in ("佐证不全", "仍未补充会议记录"):
        county.do(county.unit_head, "request_sign_off", finding.id)
        county.do(county.office, "return_sign_off", finding.id, reason=reason)
    nothing = "没有补充任何佐证、进展或措施"
    asked = words(desks("unit_head").get(ask))
    assert "本问题此前已被退回 2 次" in asked
    assert asked.count("佐证不全") == 1
    assert nothing in asked
    county.do(county.unit_head, "request_sign_off", finding.id)
    for page in (grant, reverse("finding_do", args=[finding.id, "return_sign_off"]), card):
        shown = words(desks("office").get(page))
        assert "仍未补充会议记录" in shown
        assert nothing in shown
    county.do(county.office, "return_sign_off", finding.id, reason="佐证不全")
    county.do(county.unit_liaison, "state_result", finding.id, result="补充会议记录")
    county.do(county.unit_head, "request_sign_off", finding.id)
    shown = words(desks("office").get(grant))
    assert nothing not in shown
    assert "被巡察单位已办理： 填报成效 1" in shown


def test_an_extension_asked_for_shows_on_the_measure_and_is_decided_there(desks: Desks) -> None:
    county = desks.county
    finding = county.finding("1")
    card = reverse("finding", args=[finding.id])
    measure = re.search(r'href="(/measures/[^"]+request_extension/)"', desks("unit_liaison").get(card).content.decode())
    assert measure is not None
    ask = desks("unit_liaison").get(measure[1])
    told = {"key": key_on(ask), "until_on": "2018-06-30", "reason": "等待上级批复"}
    assert desks("unit_liaison").post(measure[1], told).status_code == 302
    office = desks("office").get(card)
    assert "申请延期至 2018-06-30" in words(office)
    approve = re.search(r'href="(/measures/[^"]+approve_extension/)"', office.content.decode())
    assert approve is not None
    assert desks("office").post(approve[1], {"key": key_on(desks("office").get(approve[1]))}).status_code == 302
    assert Finding.objects.get(pk=finding.pk).due_on == date(2018, 6, 30)
    assert "批准延期至 2018-06-30" in words(desks("office").get(card))


def test_the_source_is_handed_out_within_reach(desks: Desks) -> None:
    source = reverse("finding_source", args=[desks.county.finding("1").id])
    assert b"".join(desks("unit_head").get(source).streaming_content) == "反馈意见".encode()
    assert desks("other_unit").get(source).status_code == 404


def test_headings_of_the_feedback_and_the_source_line_stand_on_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().reporting()
    county.today = date(2018, 3, 1)
    told = NewFinding("1", "学习流于形式", text="全年只学两次", headings=("一、党的建设方面",), source_line=7)
    imports.import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=[told],
        file_name="反馈.txt",
        content=b"feedback",
        now=county.now,
        key=new_key(),
    )
    shown = words(at(county, monkeypatch)("office").get(reverse("finding", args=[county.finding("1").id])))
    for part in ("一、党的建设方面", "全年只学两次", "第 7 行", "反馈.txt"):
        assert part in shown
