"""Whose move a condition of the close is: page, API and command line tell the same, and a panel adds up."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.urls import reverse
from tests.api.callers import Caller, stand_at_its_day
from tests.closeout.spoiling import bound_to_tianjin, speak
from tests.county import County
from tests.evaluation.panels import county_of_three_in_one, hand_in, named
from tests.people import login_name_of, people_of
from tests.web.desks import at

from bihuan.cli.main import main
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.roles import Role
from bihuan.web.gates import whereabouts

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """Return a dossier that lacks its second evaluation, and whose first finding waits for the office's answer."""
    made = County().found().fed_back().planned_and_accepted()
    made.today = date(2018, 6, 10)
    made.finish("1")
    made.do(made.unit_head, "request_sign_off", made.finding("1").id)
    made.check(made.team_leader, made.today)
    made.evaluate(made.office, date(2018, 6, 10))
    made.today = date(2018, 6, 20)
    made.check(made.supervision_office, made.today)
    made.do(made.unit_head, "submit_for_review")
    return made


def rows_of(page: str, code: str) -> list[str]:
    return re.findall(rf'<tr data-code="{code}"[^>]*>(.*?)</tr>', page, re.S)


def test_the_last_evaluation_is_the_move_of_the_linked_supervision_office(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = at(county, monkeypatch)
    (told,) = rows_of(
        desks("office").get(reverse("dossier", args=[county.inspection_id])).content.decode(), "evaluations.too_few"
    )
    assert "<td>执纪监督室</td>" in told
    assert "record_evaluation" not in told, "an evaluation of the office would not count as the last one"
    page = desks("supervision_office").get(reverse("dossier", args=[county.inspection_id])).content.decode()
    mine = page.partition('<tbody class="mine">')[2].partition("</tbody>")[0]
    (told,) = rows_of(mine, "evaluations.too_few")
    assert "record_evaluation" in told


def test_api_and_command_line_tell_the_mover_that_the_page_tells(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_at_its_day(county, monkeypatch)
    office = people_of(county)[Role.OFFICE]
    panel = json.loads(Caller(office).get(f"/api/inspections/{county.inspection_id}/deeds/close").content)
    main(["step", "close", str(county.inspection_id), "--as", login_name_of(Role.OFFICE), "--look"])
    told_by_command = json.loads(capsys.readouterr().out)
    for told in (panel, told_by_command):
        whose = {(one["code"], one["subject"]): one["whose"] for one in told["blockers"]}
        assert whose["evaluations.too_few", "inspection"] == "supervision_office"
        assert whose["finding.not_signed_off", "1"] == "office"
        assert whose["finding.not_signed_off", "2"] == "unit_head"


def test_a_condition_on_both_sides_is_said_to_be_counted_twice(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at(county, monkeypatch)("office").get(reverse("dossier", args=[county.inspection_id])).content.decode()
    open_now = re.search(r"，还差 (\d+) 项", page)
    mine, others = (int(count) for count in re.findall(r'<tr class="move">.*?<span class="count">(\d+)</span>', page))
    assert open_now is not None
    assert mine + others - 1 == int(open_now[1])
    assert "其中 1 项上面已计" in page


def test_no_consent_leads_on_while_the_close_lacks_an_evaluation(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reverse("dossier", args=[county.inspection_id])
    for number in ("1", "2", "3"):
        if number != "1":
            county.finish(number)
            county.do(county.unit_head, "request_sign_off", county.finding(number).id)
        county.do(county.office, "grant_sign_off", county.finding(number).id)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    county.sign()
    office = at(county, monkeypatch)("supervision_office")
    assert 'data-early="accept">暂不宜办理：评估次数不足</small>' in office.get(page).content.decode()
    county.evaluate(county.supervision_office, county.today)
    shown = office.get(page).content.decode()
    assert "data-early" not in shown
    assert re.search(r'btn-primary" data-deed="accept"', shown)


def half(page: str, side: str) -> str:
    return page.partition(f'<tbody class="{side}">')[2].partition("</tbody>")[0]


def test_a_row_of_somebody_who_may_answer_names_all_who_may(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = at(county, monkeypatch)("supervision_office")
    mine = half(desk.get(reverse("dossier", args=[county.inspection_id])).content.decode(), "mine")
    told = next(row for row in rows_of(mine, "finding.not_signed_off") if "grant_sign_off" in row)
    assert "巡察办" in told
    assert "执纪监督室" in told


def test_a_consent_is_nobodys_move_before_it_can_be_given(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    desks, page = at(county, monkeypatch), reverse("dossier", args=[county.inspection_id])
    for name, code, before in (
        ("office", "approval.office_missing", "先满足：执纪监督室验收合格，方可办理"),
        ("supervision_office", "acceptance.missing", "方可办理"),
    ):
        shown = desks(name).get(page).content.decode()
        assert not rows_of(half(shown, "mine"), code)
        (told,) = rows_of(half(shown, "others"), code)
        assert before in told
        assert "consents" not in told
    county.do(county.office, "return_dossier", reason="评估未完成")
    shown = desks("supervision_office").get(page).content.decode()
    assert "提交报结后方可办理" in rows_of(half(shown, "others"), "countersign.supervision_office_missing")[0]


def test_while_a_sheet_is_scored_the_row_leads_to_what_brings_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    desks = at(county_of_three_in_one(), monkeypatch)
    page = reverse("dossier", args=[desks.county.inspection_id])
    named(desks)
    hand_in(desks, "team_leader")
    waiting = desks.account("supervision_office").name
    (told,) = rows_of(desks("office").get(page).content.decode(), "evaluations.too_few")
    assert f"尚待{waiting}评分" in told
    assert reverse("panel", args=[desks.county.inspection_id]) in told
    (told,) = rows_of(half(desks("supervision_office").get(page).content.decode(), "mine"), "evaluations.too_few")
    assert "/do/hand_in_scores/" in told
    begin = reverse("dossier_do", args=[desks.county.inspection_id, "begin_scoring"])
    end = desks("office").get(begin).content.decode().partition('id="dead-end"')[2].partition("</p>")[0]
    assert f"尚待{waiting}评分" in end
    assert "/do/cancel_scoring/" in end
    hand_in(desks, "supervision_office")
    (told,) = rows_of(half(desks("office").get(page).content.decode(), "mine"), "evaluations.too_few")
    assert "/do/settle_scores/" in told
    end = desks("office").get(begin).content.decode().partition('id="dead-end"')[2].partition("</p>")[0]
    assert "/do/settle_scores/" in end


def test_telling_of_the_three_evaluations_is_nobodys_move_before_all_three_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    bound_to_tianjin(county)
    desk, page = at(county, monkeypatch)("office"), reverse("dossier", args=[county.inspection_id])
    shown = desk.get(page).content.decode()
    assert not rows_of(half(shown, "mine"), "three_party.not_fed_back")
    told = rows_of(half(shown, "others"), "three_party.not_fed_back")
    assert len(told) == 2
    assert all("先满足：三方评价齐全，方可办理" in row and "feed_back_three_party" not in row for row in told)
    speak(county)
    assert len(rows_of(half(desk.get(page).content.decode(), "mine"), "three_party.not_fed_back")) == 2


def test_a_row_that_only_one_kind_of_check_or_one_party_meets_opens_its_form_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    bound_to_tianjin(county)
    desk = at(county, monkeypatch)("office")
    about = whereabouts(county.inspection, frozenset({Role.OFFICE}), [])
    for code, subject, chosen in (
        ("return_visit.missing", "1", "return_visit"),
        ("special_check.too_early", "1", "special_check"),
        ("three_party.missing", "resident_discipline", "resident_discipline"),
    ):
        url, _deed = about.way_to(Blocker(code, subject, Role.OFFICE, "a · b"))
        form = desk.get(url).content.decode()
        assert re.search(rf'<option value="{chosen}" selected', form), url


def test_check_and_evaluation_take_turns_in_the_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    desk, page = at(county, monkeypatch)("office"), reverse("dossier", args=[county.inspection_id])

    def sides(code: str) -> tuple[bool, str]:
        shown = desk.get(page).content.decode()
        (told,) = rows_of(shown, code)
        return bool(rows_of(half(shown, "mine"), code)), told

    is_mine, told = sides("evaluations.too_few")
    assert not is_mine
    assert "先开展下一次督查，再作评估" in told
    assert sides("checks.too_few")[0]
    county.today = date(2018, 6, 10)
    county.check(county.team_leader, county.today)
    is_mine, told = sides("checks.too_few")
    assert not is_mine
    assert "先作评估，再开展下一次督查" in told
    assert sides("evaluations.too_few")[0]
