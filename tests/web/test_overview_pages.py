"""My to-do and the leader's page: computed from state, linked to where the work is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.closeout.spoiling import before_feedback
from tests.county import County
from tests.web.desks import Desks, at, at_most, words

from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Measure
from bihuan.web.figures import figures_of, last_months
from bihuan.web.todo.groups import todo_of
from bihuan.web.trend import ceiling

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


# what any dossier that was fed back owes beside its way to the close; tested with the rooms it belongs to
BESIDE = {"late_units", "leaders_to_tell", "notices", "supervision_plans", "uncared_for"}


def tasks(desks: Desks, name: str) -> dict[str, int]:
    """Return how many tasks of each kind stand on somebody's page, those beside the way left out."""
    html = desks(name).get(reverse("todo")).content.decode()
    groups = re.findall(r'<section class="panel todo" id="([^"]+)">(.*?)</section>', html, re.S)
    return {name: body.count("<tr") - 1 for name, body in groups if name not in BESIDE}


def test_the_to_do_is_the_first_page_after_signing_in(desks: Desks) -> None:
    assert desks("unit_head").get(reverse("home"))["Location"] == reverse("todo")


def test_a_unit_owes_its_plan_first_with_the_lamp_of_its_due_day(desks: Desks) -> None:
    assert tasks(desks, "unit_head")["plans_owed"] == 1
    desks.county.today = date(2018, 3, 23)
    assert "逾期 1 天" in words(desks("unit_head").get(reverse("todo")))


def test_every_kind_of_task_waits_for_whoever_s_move_it_is_and_for_nobody_else(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    county.do(county.unit_head, "submit_plan")
    assert tasks(desks, "office") == {"plans": 1}
    assert "plans_owed" not in tasks(desks, "unit_head")
    county.do(county.office, "accept_plan")
    assert tasks(desks, "office") == {}
    county.today = date(2018, 4, 20)
    assert tasks(desks, "unit_liaison") == {"measures": 3, "outcomes": 1, "meetings_owed": 1}
    measure = Measure.objects.get(number="1-1")
    county.do(county.unit_liaison, "request_extension", measure.id, until_on=date(2018, 7, 1), reason="待批")
    assert tasks(desks, "office") == {"extensions": 1}
    county.do(county.office, "refuse_extension", measure.id, reason="不宜")
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    for name in ("office", "team_leader", "supervision_office"):
        assert tasks(desks, name) == {"sign_offs": 1}
    county.do(county.office, "return_sign_off", county.finding("1").id, reason="佐证不全")
    assert tasks(desks, "unit_head")["returned"] == 1
    assert "佐证不全" in words(desks("unit_head").get(reverse("todo")))
    told = {"receiver_id": county.office_id, "stages": "两年", "next_on": "2099-01-01", "reason": "遗留"}
    county.do(county.office, "hand_over", county.finding("3").id, **told)
    assert tasks(desks, "supervision_office") == {"hand_overs": 1}
    county.evaluate(county.office, county.today)
    assert tasks(desks, "office") == {"untold": 1}
    assert tasks(desks, "other_unit") == {}


def test_a_hand_over_waits_for_its_receiver_and_not_for_the_linked_office(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    other, _path = county.organization("驻县卫健局纪检监察组", "body")
    told = {"stages": "两年", "next_on": date(2018, 9, 1), "reason": "遗留"}
    county.do(county.office, "hand_over", county.finding("3").id, receiver_id=other, **told)
    assert tasks(desks, "supervision_office") == {}
    county.do(county.office, "take_back", county.finding("3").id, reason="移交对象有误")
    county.do(county.office, "hand_over", county.finding("3").id, receiver_id=county.office_id, **told)
    assert tasks(desks, "supervision_office") == {"hand_overs": 1}


def test_the_next_look_lights_up_for_the_office_and_whoever_accepted_it(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    told = {"receiver_id": county.office_id, "stages": "两年", "next_on": date(2018, 9, 1), "reason": "遗留"}
    county.do(county.office, "hand_over", county.finding("3").id, **told)
    county.today = date(2018, 9, 4)
    assert tasks(desks, "office") == {"looks": 1, "stalled": 1}
    assert tasks(desks, "supervision_office") == {"hand_overs": 1}
    county.do(county.supervision_office, "accept_hand_over", county.finding("3").id)
    assert tasks(desks, "supervision_office") == {"looks": 1}
    assert tasks(desks, "team_leader") == {}
    page = desks("supervision_office").get(reverse("todo"))
    assert "逾期 3 天" in words(page)
    url = reverse("finding_do", args=[county.finding("3").id, "follow_long_term"])
    assert url in page.content.decode()
    assert desks("supervision_office").get(url).status_code == 200
    county.do(county.supervision_office, "follow_long_term", county.finding("3").id, seen="x", next_on="2019-03-01")
    assert (tasks(desks, "office"), tasks(desks, "supervision_office")) == ({"stalled": 1}, {})


def test_the_to_do_and_the_account_agree_on_what_is_overdue(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    told = {"receiver_id": county.office_id, "stages": "两年", "next_on": date(2018, 9, 1), "reason": "遗留"}
    county.do(county.office, "hand_over", county.finding("3").id, **told)
    county.today = date(2018, 6, 4)
    page = words(desks("unit_head").get(reverse("todo")))
    assert "1-1 修订学习制度" in page
    assert "3-1 修订学习制度" not in page
    account = words(desks("unit_head").get(reverse("findings"), {"lamp": "red"}))
    assert "保障性住房分配审核不严" not in account
    shown = desks("unit_head").get(reverse("finding", args=[county.finding("3").id])).content.decode()
    card = shown[shown.index("<main") : shown.index("</main>")]  # the bell in the head tells of all findings
    assert "逾期" not in card
    assert "2018-05-31" in card


def test_a_measure_done_shows_its_due_day_too(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    county.today = date(2018, 6, 4)
    county.finish("1")
    card = words(desks("unit_head").get(reverse("finding", args=[county.finding("1").id])))
    assert "时限 2018-05-31" in card
    assert "2018-06-04 完成" in card
    assert "逾期完成" in card


def test_a_long_term_finding_that_nobody_follows_waits_for_the_office(desks: Desks) -> None:
    county = County().found()
    county.today = date(2018, 3, 1)
    county.do(
        county.office,
        "take_over",
        feedback_on=date(2018, 2, 1),
        paper={"name": "paper.txt", "content": "5Y+N6aaI"},
        findings=[{"number": "1", "title": "学习流于形式", "stage": "long_term"}],
        reason="此前在纸上办理",
    )
    assert "unfollowed" in {group.name for group in todo_of(county.office)}


def test_the_last_steps_come_one_after_another(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    for number in ("1", "2", "3"):
        county.sign_off(number)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    assert tasks(desks, "unit_head")["signatures"] == 1
    assert "signatures" not in tasks(desks, "unit_liaison")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    assert (tasks(desks, "supervision_office"), tasks(desks, "office")) == ({"dossier_steps": 1}, {})
    county.do(county.supervision_office, "accept")
    assert (tasks(desks, "supervision_office"), tasks(desks, "office")) == ({}, {"dossier_steps": 1})
    county.do(county.office, "approve")
    assert tasks(desks, "team_leader") == {"dossier_steps": 1}
    county.do(county.team_leader, "countersign")
    assert tasks(desks, "team_leader") == {}
    county.do(county.supervision_office, "countersign")
    assert tasks(desks, "office") == {"dossier_steps": 1}


def test_every_task_leads_to_a_page_that_opens(desks: Desks) -> None:
    county = desks.county
    county.with_measures()
    county.do(county.unit_head, "submit_plan")
    county.today = date(2018, 5, 25)
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.evaluate(county.office, county.today)
    for name in ("office", "unit_head", "unit_liaison", "supervision_office", "team_leader"):
        client = desks(name)
        html = client.get(reverse("todo")).content.decode()
        for url in re.findall(r'<th scope="row"><a href="([^"]+)"', html):
            assert client.get(url.partition("#")[0]).status_code == 200, f"{name}: {url}"


def test_an_empty_to_do_says_where_to_go(desks: Desks) -> None:
    assert "目前没有待办事项" in words(desks("leading_group").get(reverse("todo")))


def test_the_to_do_is_asked_for_once_until_the_next_deed(desks: Desks) -> None:
    for name in ("office", "unit_head", "supervision_office"):
        client = desks(name)
        client.get(reverse("todo"))
        with at_most(6):
            client.get(reverse("todo"))


def test_a_task_that_is_done_is_gone_from_the_to_do_at_once(desks: Desks) -> None:
    county = desks.county
    assert "submit_plan" in str(groups_of(county))
    county.planned_and_accepted()
    assert "submit_plan" not in str(groups_of(county))


def groups_of(county: County) -> object:
    return todo_of(county.unit_liaison)


def figure(response: Any, words_after: str) -> str:
    found = re.search(r"<b>([^<]*)(?:<small>[^<]*</small>)?</b>" + words_after, response.content.decode())
    assert found is not None, words_after
    return found[1]


def test_the_leaders_page_counts_what_its_lists_show(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    county.today = date(2018, 5, 20)
    county.sign_off("1")
    office = desks("office")
    assert "除已销号 1 个、逾期 0 个以外，其余 2 个未到整改期限" in words(office.get(reverse("cockpit")))
    county.today = date(2018, 6, 10)
    county.sign_off("2")
    page = office.get(reverse("cockpit"))
    told = {name: figure(page, name) for name in ("反馈问题", "已销号", "逾期", "按期销号率", "已报结档案")}
    assert "除已销号" not in words(page), "the numbers add up by themselves"
    assert told == {"反馈问题": "3", "已销号": "2", "逾期": "1", "按期销号率": "50%", "已报结档案": "0"}
    for query, count in (("?signed=on_time", 1), ("?signed=late", 1), ("?stage=signed_off", 2), ("?lamp=red", 1)):
        assert f"共 {count} 条" in words(office.get(reverse("findings") + query)), query
    assert "县住房和城乡建设局" in words(page)


def test_no_number_of_the_leaders_page_counts_what_is_not_fed_back_yet(desks: Desks) -> None:
    desks.county.with_measures().sign_off("1")
    figures = figures_of(desks.county.leading_group)
    assert (figures.findings, figures.signed_off, figures.neither) == (3, 1, 2)
    assert [one.count for one in figures.stages] == [2, 0, 1, 0]
    assert sum(month.fed_back for month in figures.months) == figures.findings


def test_before_the_feedback_its_numbers_are_nought_and_lead_to_lists_that_are_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found()
    before_feedback(county)
    office = at(county, monkeypatch)("office")
    assert "共 1 条" in words(office.get(reverse("findings") + "?view=none"))
    page = office.get(reverse("cockpit")).content.decode()
    (told,) = re.findall(r'href="([^"]*)"><b>0</b>反馈问题', page)
    assert told.endswith("?fed_back=on")
    assert "没有符合" in words(office.get(told))


def closed_on_time_told(desks: Desks) -> str:
    html = desks("office").get(reverse("cockpit")).content.decode()
    found = re.search(r"按期报结的档案.*?>(\d+(?: · \d+%)?)</a>", html)
    assert found is not None
    return found[1]


def test_a_dossier_closed_with_a_finding_signed_off_late_was_not_closed_on_time(desks: Desks) -> None:
    assert closed_on_time_told(desks) == "0"
    county = desks.county.planned_and_accepted().supervised("1", "2", "3").consented()
    county.do(county.office, "close")
    assert closed_on_time_told(desks) == "0 · 0%", "finding 2 was due before the tenth of June"


def test_a_dossier_whose_findings_were_all_signed_off_in_time_was_closed_on_time(desks: Desks) -> None:
    county = desks.county.planned_and_accepted().supervised("1", "2", "3").consented()
    Finding.objects.filter(inspection_id=county.inspection_id).update(last_due_on=date(2018, 6, 10))
    county.do(county.office, "close")
    assert closed_on_time_told(desks) == "1 · 100%"


def test_every_number_of_the_leaders_page_leads_to_a_list_that_opens(desks: Desks) -> None:
    desks.county.planned_and_accepted()
    desks.county.today = date(2018, 6, 10)
    office = desks("office")
    html = office.get(reverse("cockpit")).content.decode()
    links = set(re.findall(r'href="(/(?:findings|dossiers)/\?[^"]+)"', html))
    assert len(links) > 10
    for url in links:
        assert office.get(url.replace("&amp;", "&")).status_code == 200, url


def test_the_trend_is_drawn_on_the_server_with_its_numbers_in_words(desks: Desks) -> None:
    html = desks("office").get(reverse("cockpit")).content.decode()
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="trend-title trend-desc"', html)
    assert "2018-03：反馈 3 个，销号 0 个。" in html
    assert " style=" not in html
    assert len(re.findall(r'<rect class="bar fed-back"', html)) == 1


def test_the_leaders_page_is_not_for_units(desks: Desks) -> None:
    assert desks("unit_head").get(reverse("cockpit")).status_code == 403
    assert desks("leading_group").get(reverse("cockpit")).status_code == 200


def test_the_leaders_page_asks_the_database_twelve_times_at_most(desks: Desks) -> None:
    office = desks("office")
    office.get(reverse("cockpit"))
    with at_most(12):
        office.get(reverse("cockpit"))


def test_twelve_months_end_with_this_one() -> None:
    months = last_months(date(2018, 3, 31))
    assert (months[0], months[-1], len(months)) == (date(2017, 4, 1), date(2018, 3, 1), 12)


def test_the_height_of_the_trend_is_a_round_number() -> None:
    assert [ceiling(n) for n in (0, 3, 5, 40, 41, 155)] == [4, 4, 8, 40, 80, 160]
