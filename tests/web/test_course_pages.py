"""The pages of what happened: who did what when and why, in words, and to the unit nothing that it was not told."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.archived import archived
from tests.browsing import browser_of
from tests.county import County
from tests.web.desks import Desks, at, at_most, words

from bihuan.closeout.contents import five_lists, readable_page
from bihuan.domain.roles import Role
from bihuan.evaluation.models import Evaluation
from bihuan.ledger.export import entries_of
from bihuan.ledger.models import Entry
from bihuan.web.course import Names, subject_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found(), monkeypatch)


def course(desks: Desks, who: str, query: str = "") -> str:
    url = reverse("dossier_course", args=[desks.county.inspection_id]) + query
    return words(desks(who).get(url))


def card_course(desks: Desks, who: str, number: str) -> str:
    return words(desks(who).get(reverse("finding_course", args=[desks.county.finding(number).id])))


def test_a_finding_s_course_tells_who_did_what_with_reason_and_words(desks: Desks) -> None:
    county = desks.county.fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    county.finish("3")
    county.do(county.unit_head, "request_sign_off", county.finding("3").id)
    county.do(county.office, "return_sign_off", county.finding("3").id, reason="台账缺5月份")
    told = card_course(desks, "office", "3")
    for said in (
        "退回整改",
        "巡察办",
        "理由：台账缺5月份",
        "申请销号",
        "填报成效",
        "制度已印发并执行",
        "上传佐证",
        "会议纪要",
    ):
        assert said in told, said
    assert "措施编号 3-1" in told
    assert "完成日期 2018-06-10" in told
    assert "1-1" not in told
    assert told.index("退回整改") < told.index("申请销号") < told.index("增加整改措施"), "the latest first"


def test_a_return_keeps_the_verdict_it_was_given_under(desks: Desks) -> None:
    county = desks.county.fed_back().planned_and_accepted()
    county.do(county.unit_head, "submit_for_review")
    county.do(county.office, "return_dossier", reason="尚未整改")
    told = course(desks, "office")
    assert "理由：尚未整改" in told
    assert "督查次数不足" in told
    unit = course(desks, "unit_head")
    assert "理由：尚未整改" in unit
    assert "问题 1 未销号" in unit
    assert "督查次数不足" not in unit
    assert "验收" not in unit


CANARIES = ("看到的情况金丝雀", "88.5", "程某监督", "抄告金丝雀")


def test_the_unit_learns_no_score_check_consent_or_name_from_the_course(desks: Desks) -> None:
    county = desks.county.fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    seen = [{"finding_id": str(county.finding("1").id), "conclusion": "done"}]
    county.do(county.team_leader, "record_check", kind="", on=county.today, account="看到的情况金丝雀", seen=seen)
    county.evaluate(county.office, county.today, execution="45.5")
    for who in ("unit_head", "unit_liaison"):
        told = course(desks, who)
        for hidden in (*CANARIES, "登记督查", "登记评估", "抄告", "导入反馈问题", "留痕第", county.office.name):
            assert hidden not in told.split("经过：", 1)[1], hidden
        assert "反馈" in told
        assert "报送整改方案" in told
        assert "审核通过整改方案" in told
    assert "登记评估" in course(desks, "team_leader")
    county.do(county.office, "tell_evaluation", Evaluation.objects.get().id)
    assert "向被巡察单位反馈评估结果" in course(desks, "unit_head")
    assert "88.5" not in course(desks, "unit_head")


def test_the_unit_s_dossier_page_shows_its_course_in_short(desks: Desks) -> None:
    county = desks.county.fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    county.check(county.team_leader, county.today)
    shown = words(desks("unit_head").get(reverse("dossier", args=[county.inspection_id])))
    assert "审核通过整改方案" in shown.split("全部经过及内容")[1]
    assert "登记督查" not in shown


def test_another_unit_finds_no_course_at_all(desks: Desks) -> None:
    county = desks.county.fed_back()
    for url in (
        reverse("dossier_course", args=[county.inspection_id]),
        reverse("finding_course", args=[county.finding("1").id]),
    ):
        assert desks("other_unit").get(url).status_code == 404


def test_the_office_pages_through_the_recent_deeds_of_all(desks: Desks) -> None:
    county = desks.county.fed_back().with_measures()
    office, seen = desks("office"), []
    url: str | None = reverse("recent")
    while url:
        page = office.get(url)
        seen += [one.number for one in page.context["happenings"]]
        assert len(page.context["happenings"]) <= 50
        url = f"{reverse('recent')}?before={page.context['earlier']}" if page.context["earlier"] else None
    hidden = Entry.objects.filter(authority_id=county.authority_id, action__in=["change_own_password"]).count()
    assert len(seen) == Entry.objects.filter(authority_id=county.authority_id).count() - hidden
    told = words(office.get(reverse("recent"), {"deed": "add_measure"}))
    assert "县住房和城乡建设局" in told
    assert "登记主要负责人任职" not in told.split("重置", 1)[1]
    assert "没有符合条件的办理记录" in words(office.get(reverse("recent"), {"until": "2001-01-01"}))
    for odd in ({"until": "9999-12-31"}, {"before": "x"}, {"unit": "x"}, {"deed": "x"}):
        assert office.get(reverse("recent"), odd).status_code == 200
    for role in (Role.LEADING_GROUP, Role.SUPERVISION_OFFICE):
        assert browser_of(county, role, path=county.office_path).get(reverse("recent")).status_code == 403


def test_a_page_of_the_course_asks_the_database_seldom(desks: Desks) -> None:
    county = desks.county.examined()
    for who in ("office", "unit_head"):
        client = desks(who)
        client.get(reverse("todo"))
        with at_most(12):
            client.get(reverse("dossier_course", args=[county.inspection_id]))
        card = reverse("finding_course", args=[county.finding("1").id])
        with at_most(12):
            client.get(card)
        if who == "office":
            with at_most(12):
                client.get(reverse("recent"))


def test_what_was_entered_after_the_fact_bears_both_days_on_every_page_and_in_the_archive(desks: Desks) -> None:
    county = desks.county.closable()
    page = reverse("dossier", args=[county.inspection_id])
    assert "事后补记" not in words(desks("office").get(page)), "everything was entered on its day"
    county.do(county.office, "return_dossier", reason="须再督查")
    county.check(county.office, date(2018, 9, 1), "surprise")
    said = "补记：发生于 2018-09-01，登记于 2018-11-30"
    assert said in course(desks, "office")
    shown = words(desks("office").get(page))
    assert "本档案有 1 项为事后补记" in shown
    assert said in shown
    assert "事后补记" not in words(desks("unit_head").get(page)), "no check is told to the unit"
    county.do(county.unit_head, "submit_for_review")
    deed = desks("office").get(reverse("dossier_do", args=[county.inspection_id, "close"]))
    assert "本档案有 1 项为事后补记" in words(deed)
    entries = list(entries_of(county.inspection.stream, county.authority_id))
    told = readable_page(county.inspection, five_lists(archived(county.inspection)), entries)
    assert told.count("<td>2018-09-01 补记</td>") == 1


def test_what_went_to_a_body_is_named_by_its_kind_and_number() -> None:
    with override("zh-hans"):
        assert subject_words(Entry(subject="instruction 2"), Names({}, {}, {}, {})) == "批示转办件 2"
