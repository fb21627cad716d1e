"""Plans and coverage as pages: from nothing to an adopted plan, what is missing in words, the map without script."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.closeout.test_ways_around import handed_over
from tests.county import County
from tests.planning.plans import Plans, planned
from tests.web.desks import Desks, at, words

from bihuan.domain.offices import SUPERVISING
from bihuan.dossiers.models import Round
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement, Term
from bihuan.planning.queries import unplanned
from bihuan.planning.terms import plan_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans() -> Plans:
    return planned()


@pytest.fixture
def desks(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(plans.county, monkeypatch)


def key() -> str:
    return str(uuid.uuid4())


def send(client: Client, page: str, *args: Any, status: int = 302, query: str = "", **told: Any) -> str:
    answer = client.post(reverse(page, args=args) + query, {**told, "key": key()})
    assert answer.status_code == status, words(answer)
    return words(answer)


def see(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


ROUND = {"number": 1, "name": "第一轮", "from_on": "2018-07-01", "until_on": "2018-09-30", "working_days": "45"}


def test_a_term_goes_from_nothing_to_an_adopted_plan_by_the_pages_alone(plans: Plans, desks: Desks) -> None:
    office, group = desks("office"), desks("leading_group")
    dates = {"from_on": "2023-07-01", "until_on": "2028-06-30", "goals": "全覆盖"}
    send(office, "term_plan", name="十五届", **dates)
    term = Term.objects.get(name="十五届")
    told = {"count": 3, "from_on": "2023-07-01", "name": "第%s轮", "working_days": 45, "heads": "县本级：20\n借调 6"}
    send(office, "rounds_lay_out", term.id, **told)
    first = Round.objects.get(term="十五届", number=1)
    send(office, "placement_add", first.id, organization_id=plans.county.unit_id, form="routine")
    send(office, "year_plan", term.id, year=2023, tasks="完成第一轮")
    assert "尚未通过" in see(group, "plan", term.id)
    send(group, "plan_adopt", term.id, reason="余下单位下半年列入")
    send(group, "plan_adopt", term.id, query="?year=2023")
    page = see(office, "plan", term.id)
    assert page.count("通过</span>") == 2
    assert reverse("plan_adopt", args=[term.id]) not in see(group, "plan", term.id), "adopted once until it changes"
    assert "县本级 20" in see(office, "round_plan", first.id)


def test_what_a_kind_demands_is_told_in_words_beside_the_form(plans: Plans, desks: Desks) -> None:
    told = ROUND | {"form": "special", "manners": ["elevated", "cross"], "linkage": "relay"}
    page = send(desks("office"), "round_plan_add", plans.term_id, status=422, **told)
    for said in ("须写明主题", "决定提级的上级和文件", "须由上一级", "从哪些地方抽调", "一个牵头组", "两个以上接力组"):
        assert said in page
    assert not Round.objects.filter(term="十四届").exists()


def test_a_whole_elevated_relay_is_planned_and_shown(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    told = ROUND | {
        "form": "special",
        "manners": ["elevated", "cross"],
        "linkage": "relay",
        "subject": "粮食购销",
        "ordered_by": "临江市委",
        "ordered_by_level": "city",
        "order_paper": "临巡〔2018〕3号",
        "lenders": "白水县、云溪县",
        "lead_team": "第一巡察组",
        "relay_teams": "第二巡察组\n第三巡察组",
    }
    send(office, "round_plan_add", plans.term_id, **told)
    page = see(office, "round_plan", Round.objects.get(term="十四届").id)
    for said in (
        "专项 · 交叉 · 提级 · 接力式",
        "粮食购销",
        "临江市委（市级） 临巡〔2018〕3号",
        "白水县 云溪县",
        "→ 第三巡察组",
    ):
        assert said in page


def test_a_wrong_head_count_is_pointed_out(plans: Plans, desks: Desks) -> None:
    page = send(desks("office"), "round_plan_add", plans.term_id, status=422, **ROUND, form="routine", heads="多人")
    assert "“多人”不是名称加人数" in page


def test_the_leading_group_reads_and_adopts_and_the_unit_sees_nothing(plans: Plans, desks: Desks) -> None:
    plans.laid_out()
    group, unit = desks("leading_group"), desks("unit_head")
    assert reverse("plan_adopt", args=[plans.term_id]) in see(group, "planning")
    assert group.get(reverse("term_plan")).status_code == 403
    for name in ("planning", "coverage"):
        assert unit.get(reverse(name)).status_code == 403


def test_a_plan_with_gaps_is_refused_until_a_reason_is_given(plans: Plans, desks: Desks) -> None:
    plans.laid_out()
    group = desks("leading_group")
    page = send(group, "plan_adopt", plans.term_id, status=422)
    assert re.search(r"还有 [1-9]\d* 个应巡单位没有列入常规巡察的轮次", page)
    send(group, "plan_adopt", plans.term_id, reason="下半年列入")
    assert Entry.objects.filter(action="adopt_plan", reason="下半年列入").count() == 1


def test_the_move_page_tells_for_each_round_what_it_would_mean(plans: Plans, desks: Desks) -> None:
    first, second, *_ = plans.laid_out(working_days=10, heads={"县本级": 20})
    placed = plans.put(first, plans.county.unit_id)
    office = desks("office")
    page = see(office, "placement_move", placed)
    assert page.count('type="radio"') == 4
    assert "人力" in page
    assert "不足" in page
    send(office, "placement_move", placed, status=422)
    send(office, "placement_move", placed, round_id=second, reason="统筹安排")
    assert Placement.objects.get(pk=placed).round_id == second


def test_one_click_sent_twice_places_once(plans: Plans, desks: Desks) -> None:
    first = plans.laid_out()[0]
    office, once = desks("office"), key()
    told = {"organization_id": plans.county.unit_id, "form": "routine", "key": once}
    for _ in range(2):
        assert office.post(reverse("placement_add", args=[first]), told).status_code == 302
    assert Placement.objects.count() == 1


def test_the_map_shows_a_square_for_each_and_says_the_same_in_words(plans: Plans, desks: Desks) -> None:
    first = plans.laid_out()[0]
    town, _ = plans.county.organization("青石镇", "town")
    plans.put(first, town, with_villages=True)
    page = see(desks("office"), "coverage", term="十四届")
    there = Organization.objects.exclude(category__in=SUPERVISING).count()
    assert [len(re.findall('<rect class="sq ', one)) for one in page.split('class="drawn ')[1:]] == [there, there]
    assert "青石镇 · 已列入计划 · 从未巡察" in page
    assert "县住房和城乡建设局 · 未安排 · 从未巡察" in page
    assert "乡镇（街道）：应巡 1，已覆盖 0" in page


def test_coverage_is_filtered_by_category_and_state(plans: Plans, desks: Desks) -> None:
    plans.county.organization("青石镇", "town")
    office = desks("office")
    assert "青石镇 ·" not in see(office, "coverage", category="department")
    assert "青石镇 ·" in see(office, "coverage", category="town", state="open")
    assert "没有符合条件的单位" in see(office, "coverage", category="school")
    assert "青石镇 ·" in see(office, "coverage", state="long_ago", depth="1")
    assert re.search(r"有 \d+ 个单位已满 \d+ 年未接受巡察", see(office, "coverage"))


def test_coverage_goes_out_as_a_workbook_with_its_filter(plans: Plans, desks: Desks) -> None:
    plans.county.organization("青石镇", "town")
    answer = desks("office").get(reverse("sheet_workbook", args=["coverage"]), {"category": "town"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=3, values_only=True))  # type: ignore[union-attr]
    assert [row[2] for row in rows if row[2]] == ["青石镇"]


def test_a_task_for_the_term_is_set_from_the_map(plans: Plans, desks: Desks) -> None:
    office, unit = desks("office"), plans.county.unit_id
    assert "理由" in send(office, "mandate_set", plans.term_id, unit, status=422)
    send(office, "mandate_set", plans.term_id, unit, reason="垂直管理")
    page = see(office, "coverage", term="十四届")
    assert "不纳入全覆盖" in page


def test_before_any_plan_the_pages_say_what_to_do(desks: Desks, plans: Plans) -> None:
    QuerySet(Term).filter(pk=plans.term_id).delete()
    office = desks("office")
    assert "还没有五年规划" in see(office, "planning")
    assert "尚未编制五年规划" in see(office, "coverage")


def test_a_dossier_is_opened_from_the_round_with_its_fields_filled(plans: Plans, desks: Desks) -> None:
    first = plans.laid_out()[0]
    plans.put(first, plans.county.unit_id)
    office = desks("office")
    link = re.search(r'href="(/dossiers/open/\?[^"]+)"', see(office, "round_plan", first))
    assert link
    page = office.get(link[1].replace("&amp;", "&")).content.decode()
    assert f'value="{plans.county.unit_id}" selected' in page


def test_a_unit_in_a_special_round_only_is_not_said_to_be_in_none(plans: Plans, desks: Desks) -> None:
    special = plans.round(form="special", subject="粮食购销")
    plans.put(special, plans.county.unit_id, form="special")
    page = see(desks("office"), "coverage", term="十四届")
    assert "县住房和城乡建设局 · 仅列入专项、机动或回头看 · 从未巡察" in page
    assert "<b>1</b>仅列入专项、机动或回头看" in page
    without = see(desks("office"), "coverage", term="十四届", state="open")
    assert "县住房和城乡建设局 ·" not in without
    assert "<b>1</b>仅列入专项、机动或回头看" in see(desks("office"), "plan", plans.term_id)
    assert "县住房和城乡建设局" in {line.body.name for line in unplanned(plans.term)}, "a routine look is still owed"


def test_the_page_says_how_many_of_the_findings_followed_up_were_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = Plans(handed_over(County().found().examined("1", "2")))
    plans.county.do(plans.county.supervision_office, "accept_hand_over", plans.county.finding("3").id)
    told = {"from_on": date(2017, 7, 1), "until_on": date(2018, 6, 30), "goals": ""}
    plans.do(plan_term, name="十三届", **told)
    page = words(at(plans.county, monkeypatch)("office").get(reverse("coverage"), {"term": "十三届"}))
    assert "3（100%）（其中移交长期整改 1 个）" in page
    assert "已办结：已销号的问题，以及移交长期整改、接收单位已经接收的问题" in page


def test_a_round_whose_last_day_is_past_says_so_and_offers_no_form(
    plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plans.laid_out()[0]
    placed = plans.put(first, plans.county.unit_id)
    plans.county.today = date(2020, 7, 1)
    desks = at(plans.county, monkeypatch)
    office = desks("office")
    page = see(office, "round_plan", first)
    assert "日期已过：不再列入单位。" in page
    assert reverse("placement_add", args=[first]) not in page
    assert reverse("placements_add", args=[first]) not in page
    assert reverse("placement_move", args=[placed]) in page, "whoever is in it can still be moved into a round ahead"
    for name in ("placement_add", "placements_add"):
        page = see(office, name, first)
        assert "日期已过：不再列入单位。" in page
        assert reverse("round_plan_edit", args=[first]) in page
        assert '<form method="post">' not in page.partition("<main")[2]
    town, _path = plans.county.organization("清河镇", "town")
    placing = {"organization_id": str(town), "form": "routine", "person_days": "10", "reason": ""}
    assert "日期已过" in send(office, "placement_add", first, status=422, **placing), (
        "what is sent all the same is refused"
    )


def test_a_round_ahead_offers_its_forms(plans: Plans, desks: Desks) -> None:
    first = plans.laid_out()[0]
    page = see(desks("office"), "round_plan", first)
    assert "不再列入单位" not in page
    assert reverse("placement_add", args=[first]) in page
