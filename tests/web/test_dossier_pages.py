"""The list of dossiers and the page of one: what is shown to whom, and where each missing thing is mended."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, at_most, entries, send, words

from bihuan.access.models import Assignment
from bihuan.closeout.models import Consent
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.web.gate_parts import DOSSIER_PARTS, FINDING_PARTS, OF_THE_ROUND, PAGES, PARTS
from bihuan.web.gates import Missing, whereabouts
from bihuan.web.templatetags.bihuan_dossiers import by_move

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def page_of(county: County) -> str:
    return reverse("dossier", args=[county.inspection_id])


def test_a_unit_finds_its_own_dossier_and_another_unit_none(desks: Desks) -> None:
    assert "县住房和城乡建设局" in words(desks("unit_head").get(reverse("dossiers")))
    other = desks("other_unit")
    assert "县住房和城乡建设局" not in words(other.get(reverse("dossiers")))
    assert other.get(page_of(desks.county)).status_code == 404


def test_the_list_shows_what_is_due_next_and_keeps_its_filter_in_the_address(desks: Desks) -> None:
    office = desks("office")
    shown = words(office.get(reverse("dossiers")))
    assert "报送整改方案" in shown
    assert "2018-03-22" in shown
    assert "县住房和城乡建设局" in words(office.get(reverse("dossiers"), {"stage": "rectifying"}))
    assert "没有符合条件的档案" in words(office.get(reverse("dossiers"), {"stage": "closed"}))


def test_the_list_asks_the_database_thirteen_times_at_most(desks: Desks) -> None:
    office = desks("office")
    office.get(reverse("dossiers"))
    with at_most(13):
        office.get(reverse("dossiers"))


def test_an_office_opens_a_round_and_a_dossier_and_a_number_twice_is_told(desks: Desks) -> None:
    office = desks("office")
    county = desks.county
    round_form = {"name": "第二轮", "term": "十三届", "number": "2", "from_on": "2018-03-01"}
    assert send(office, reverse("round_open"), **round_form).status_code == 302
    again = send(office, reverse("round_open"), **round_form)
    assert again.status_code in (400, 422)
    assert "本届已有" in words(again)
    second = Round.objects.get(number=2)
    form = {
        "round_id": second.id,
        "organization_id": county.unit_id,
        "kind": "look_back",
        "number": "1",
        "team_name": "县委第二巡察组",
        "supervision_office_id": county.office_id,
    }
    made = send(office, reverse("dossier_open"), **form)
    assert made.status_code == 302
    assert Inspection.objects.get(round=second).kind == "look_back"
    twice = send(office, reverse("dossier_open"), **form)
    assert twice.headers["Location"] == made.headers["Location"], "it leads to the dossier that is there"


def test_only_the_office_opens_dossiers(desks: Desks) -> None:
    assert desks("unit_head").get(reverse("dossier_open")).status_code == 403
    assert desks("leading_group").get(reverse("round_open")).status_code == 403


def test_the_gate_panel_names_everything_missing_with_a_link_for_each(desks: Desks) -> None:
    response = desks("office").get(page_of(desks.county))
    rows = re.findall(r'<tr data-code="([^"]+)" data-subject="([^"]+)">(.*?)</tr>', response.content.decode(), re.S)
    codes = [code for code, _, _ in rows]
    assert codes.count("finding.not_signed_off") == 3
    assert {"person_matter.no_outcome", "checks.too_few", "report.missing", "acceptance.missing"} <= set(codes)
    assert all("href=" in cells for _, _, cells in rows)


def test_every_link_of_the_gate_panel_opens_for_its_reader(desks: Desks) -> None:
    for name in ("office", "unit_head", "supervision_office", "team_leader"):
        client = desks(name)
        html = client.get(page_of(desks.county)).content.decode()
        panel = re.findall(r'<tr data-code="[^"]+".*?</tr>', html, re.S)
        for url in {found for row in panel for found in re.findall(r'href="([^"]+)"', row)}:
            assert client.get(url.partition("#")[0]).status_code == 200, f"{name}: {url}"


def test_every_gate_has_a_place_where_it_is_mended(county: County) -> None:
    assert set(PARTS) == set(GATES)
    assert {PARTS[code] for code in GATES.keys() - OF_THE_ROUND} <= DOSSIER_PARTS | FINDING_PARTS | PAGES
    about = whereabouts(
        county.inspection, frozenset(Role), [], list(Finding.objects.filter(inspection_id=county.inspection_id))
    )
    for code in GATES.keys() - OF_THE_ROUND:
        assert about.way_to(Blocker(code, "1", Role.OFFICE, "a · b"))[0].startswith(("/dossiers/", "/findings/"))


def test_the_parts_that_links_lead_to_are_on_the_pages(desks: Desks) -> None:
    office = desks("office")
    dossier = office.get(page_of(desks.county)).content.decode()
    asked_by_a_place = {"filings", "periodic", "parties"}  # there where a pack of that place binds the dossier
    assert {part for part in DOSSIER_PARTS if f'id="{part}"' not in dossier} == asked_by_a_place
    card = office.get(reverse("finding", args=[desks.county.finding("1").id])).content.decode()
    assert all(f'id="{part}"' in card for part in FINDING_PARTS)


def test_a_unit_reads_its_own_moves_and_only_how_many_others_have(desks: Desks) -> None:
    response = desks("unit_head").get(page_of(desks.county))
    whose = set(re.findall(r'data-code="([^"]+)"', response.content.decode()))
    assert "report.missing" in whose
    assert not {"checks.too_few", "acceptance.missing", "approval.office_missing"} & whose
    assert re.search(r"另有 \d+ 项由其他单位办理", words(response))


def test_a_unit_never_sees_an_evaluation_before_it_is_told(desks: Desks) -> None:
    county = desks.county
    county.today = date(2018, 6, 10)
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today, execution="41.25")
    unit = desks("unit_head")
    for url in (page_of(county), reverse("dossiers"), reverse("findings"), reverse("todo")):
        shown = words(unit.get(url))
        assert "84.25" not in shown
        assert "41.25" not in shown
    assert "2018-06-10" not in words(unit.get(page_of(county))).split("再整改")[1].split("时限")[0]
    assert "84.25" in words(desks("office").get(page_of(county)))
    evaluation = county.do(county.supervision_office, "record_evaluation", on=county.today, marks=MARKS)
    told = uuid.UUID(evaluation.told["evaluation"])
    assert unit.get(reverse("evaluation_do", args=[told, "tell_evaluation"])).status_code == 404
    assert send(desks("office"), reverse("evaluation_do", args=[told, "tell_evaluation"])).status_code == 302
    assert "91" in words(unit.get(page_of(county)))


MARKS = {"arrangement": "14", "plan": "14", "execution": "45", "prevention": "9", "reporting": "9"}


def test_a_unit_sees_no_people_and_of_the_course_of_events_what_it_was_told(desks: Desks) -> None:
    shown = words(desks("unit_head").get(page_of(desks.county)))
    assert "本档案人员" not in shown
    assert "发出抄告单" not in shown
    assert "发出抄告单" in words(desks("team_leader").get(page_of(desks.county)))


def test_the_chain_the_phase_and_the_due_days_are_derived(desks: Desks) -> None:
    shown = words(desks("office").get(page_of(desks.county)))
    for link in ("反馈", "整改", "督查", "评估", "再整改", "再督查", "再评估", "报结"):
        assert link in shown
    assert "初期 巡察组组长" in shown
    desks.county.today = date(2018, 6, 2)
    assert "中期 巡察办" in words(desks("office").get(page_of(desks.county)))


def test_barred_deeds_stand_there_with_their_reasons(desks: Desks) -> None:
    html = desks("unit_head").get(page_of(desks.county)).content.decode()
    barred = re.search(r'data-deed="submit_plan".*?</details>', html, re.S)
    assert barred is not None
    assert "问题 1 没有整改措施" in barred[0]


def test_what_was_taken_over_says_so_for_ever_with_reason_and_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found()
    county.today = date(2018, 3, 1)
    desks = at(county, monkeypatch)
    take_over(county)
    office = desks("office")
    shown = words(office.get(page_of(county)))
    assert "接收在办工作，未经本系统判定" in shown
    assert "此前用表格管理" in shown
    paper = office.get(reverse("taken_over_paper", args=[county.inspection_id]))
    assert b"".join(paper.streaming_content) == "此前的台账".encode()
    finding = Finding.objects.get(inspection_id=county.inspection_id)
    assert "接收在办，未经判定" in words(office.get(reverse("finding", args=[finding.id])))


def take_over(county: County) -> None:
    county.do(
        county.office,
        "take_over",
        feedback_on=date(2018, 2, 1),
        findings=[{"number": "1", "title": "学习流于形式", "stage": "signed_off"}],
        paper={"name": "台账.txt", "content": base64("此前的台账")},
        reason="此前用表格管理",
    )


def base64(text: str) -> bytes:
    import base64 as coding

    return coding.b64encode(text.encode())


def test_the_office_gives_and_ends_roles_on_a_dossier(desks: Desks) -> None:
    office, member = desks("office"), desks.account("member")
    url = reverse("dossier_grant", args=[desks.county.inspection_id])
    form = {"account_id": member.pk, "role": "deputy", "from_on": "2018-03-01"}
    before = entries()
    given = send(office, url, **form)
    assert given.status_code == 302, words(given)
    assert entries() == before + 1
    row = Assignment.objects.get(account=member, role="deputy")
    assert row.dossier_id == desks.county.inspection_id
    end = reverse("dossier_end", args=[desks.county.inspection_id, row.id])
    early = send(office, end, on="2018-02-28", reason="调离")
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["on"])
    assert entries() == before + 1
    assert send(office, end, on="2018-04-01", reason="调离").status_code == 302
    assert Assignment.objects.get(pk=row.pk).until_on == date(2018, 4, 1)
    assert desks("team_leader").get(url).status_code == 403


def test_the_page_of_a_dossier_asks_the_database_thirty_five_times_at_most(desks: Desks) -> None:
    office = desks("office")
    office.get(page_of(desks.county))
    with at_most(35):
        office.get(page_of(desks.county))


def test_a_consent_that_fell_with_another_says_so(desks: Desks) -> None:
    county = desks.county
    county.planned_and_accepted()
    for number in ("1", "2", "3"):
        county.sign_off(number)
    county.do(county.unit_head, "state_outcome", county.finding("2").id, outcome="诫勉谈话", accountability="已问责")
    county.consented()
    acceptance = Consent.objects.get(kind="acceptance")
    county.do(county.supervision_office, "withdraw_consent", acceptance.id, reason="误签")
    page = words(desks("office").get(page_of(county)))
    assert page.count("所依据的验收已撤回") == 3


def test_the_gate_panel_puts_the_reader_s_own_moves_first_and_names_the_deed(desks: Desks) -> None:
    county = desks.county.planned_and_accepted()
    for number in ("1", "2", "3"):
        county.sign_off(number)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    page = desks("supervision_office").get(reverse("dossier", args=[county.inspection_id])).content.decode()
    panel = page[page.index('id="gates"') : page.index('id="findings"')]
    assert panel.index("轮到您办理") < panel.index('data-code="acceptance.missing"') < panel.index("等待其他单位办理")
    assert panel.index("等待其他单位办理") < panel.index('data-code="person_matter.no_outcome"')
    row = re.search(r'<tr data-code="acceptance.missing".*?</tr>', panel, re.S)
    assert row is not None
    assert "验收合格</a>" in row[0]
    assert "btn-primary" in row[0]


def test_the_gate_panel_tells_what_is_met_to_everybody_but_the_unit(desks: Desks) -> None:
    county = desks.county
    url = reverse("dossier", args=[county.inspection_id])
    page = desks("office").get(url)
    assert "还差" in words(page)
    met = re.findall(r'data-met="([^"]+)"', page.content.decode())
    missing = set(re.findall(r'data-code="([^"]+)"', page.content.decode()))
    assert met
    assert not set(met) & missing
    assert 'data-met="' not in desks("unit_head").get(url).content.decode()


def test_many_conditions_of_one_sort_stand_as_their_numbers_in_natural_order() -> None:
    def one(number: str) -> Missing:
        return Missing("finding.no_measure", number, "x", "y", "z", "b", is_mine=True)

    (move,) = by_move([one(str(n)) for n in (1, 10, 11, 12, 2, 3, 4, 9)])
    assert [row.subject for row in move.rows] == ["1", "2", "3", "4", "9"]
    assert [row.subject for row in move.more] == ["10", "11", "12"]
    (few,) = by_move([one("2-10"), one("2-9")])
    assert [row.subject for row in few.rows] == ["2-9", "2-10"]
    assert few.more == ()


def test_a_unit_not_told_of_an_evaluation_reads_no_exception_into_the_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    page = at(county, monkeypatch)("unit_liaison").get(reverse("dossier", args=[county.inspection_id]))
    chain = page.content.decode().partition('<ol class="chain"')[2].partition("</ol>")[0]
    assert (chain.count('<li class="done"'), chain.count("passed_over")) == (8, 0)
    assert "2018-10-15" not in chain


# --- what comes next --------------------------------------------------------------------------------------


def deeds_panel(html: str) -> str:
    found = re.search(r'id="deeds".*?</section>', html, re.S)
    assert found is not None
    return found[0]


def test_a_unit_is_led_to_its_first_measure_and_to_no_sign_off_that_cannot_succeed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back()
    html = at(county, monkeypatch)("unit_head").get(page_of(county)).content.decode()
    first = re.findall(r'href="([^"]+)"', deeds_panel(html))[0]
    assert first == reverse("finding_do", args=[county.finding("1").id, "add_measure"])
    assert reverse("list", args=[county.inspection_id, "tasks"]) in deeds_panel(html)
    assert "/do/request_sign_off/" not in html
    assert html.count("/do/add_measure/") == 4  # the lead, and one beside each of the three findings


def test_a_unit_with_its_plan_in_is_led_to_what_the_next_sign_off_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    desks = at(county, monkeypatch)
    html = desks("unit_head").get(page_of(county)).content.decode()
    first = re.findall(r'href="([^"]+)"', deeds_panel(html))[0]
    assert first.endswith("/do/report_progress/")
    county.finish("1")
    html = desks("unit_head").get(page_of(county)).content.decode()
    panel = re.search(r'<tr data-code="finding.not_signed_off" data-subject="1">.*?</tr>', html, re.S)
    assert panel is not None
    assert reverse("finding_do", args=[county.finding("1").id, "request_sign_off"]) in panel[0]


def test_a_sign_off_that_was_requested_leads_its_reviewer_to_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    html = at(county, monkeypatch)("office").get(page_of(county)).content.decode()
    assert reverse("finding_do", args=[county.finding("1").id, "grant_sign_off"]) in html


def test_met_and_missing_conditions_are_counted_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back()
    html = at(county, monkeypatch)("office").get(page_of(county)).content.decode()
    left = re.search(r"还差 (\d+) 项", html)
    assert left is not None
    counted = [
        int(number) for number in re.findall(r'scope="colgroup">.*?<span class="count">(\d+)</span>', html, re.S)
    ]
    assert sum(counted) == int(left[1])
    assert sum(counted) == len(set(re.findall(r'<tr data-code="([^"]+)"', html)))


def test_the_team_leader_is_not_led_to_his_own_form_for_the_office_s_countersignature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().examined()
    county.today = date(2018, 11, 20)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    county.do(county.supervision_office, "accept")
    county.do(county.office, "approve")
    html = at(county, monkeypatch)("team_leader").get(page_of(county)).content.decode()
    rows = dict(
        re.findall(r'<tr data-code="(countersign[^"]+)".*?<td>.*?</td><td>.*?</td><td>(.*?)</td></tr>', html, re.S)
    )
    assert "/do/countersign/" in rows["countersign.team_leader_missing"]
    assert "/do/countersign/" not in rows["countersign.supervision_office_missing"]


# --- the end of a round -----------------------------------------------------------------------------------


def test_the_end_of_a_round_is_no_peer_of_a_dossier_s_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found()
    desks = at(county, monkeypatch)
    assert "/do/end_round/" not in desks("office").get(page_of(county)).content.decode()
    rounds = desks("office").get(reverse("rounds"))
    assert "本轮还有 1 份档案未报结" in words(rounds)
    assert '<details class="barred" data-deed="end_round">' in rounds.content.decode()
    assert desks("team_leader").get(reverse("rounds")).status_code == 403


def test_a_round_whose_dossiers_are_closed_is_ended_from_the_list_of_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    desks = at(county, monkeypatch)
    page = desks("office").get(reverse("rounds")).content.decode()
    url = reverse("dossier_do", args=[county.inspection_id, "end_round"])
    assert f'data-deed="end_round" href="{url}"' in page
    answer = send(desks("office"), url, remark="")
    assert answer.url == reverse("rounds")
    assert "本轮已于 2018-11-30 结束" in words(desks("office").get(reverse("rounds")))


def test_a_finding_whose_sign_off_was_asked_for_is_the_office_s_move(county: County, desks: Desks) -> None:
    county.planned_and_accepted()
    for number in ("1", "2"):
        county.finish(number)
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    page = desks("office").get(page_of(county)).content.decode()
    moves = dict(re.findall(r'<tbody class="(mine|others)">(.*?)</tbody>', page, re.DOTALL))
    assert 'data-code="finding.not_signed_off" data-subject="1"' in moves["mine"]
    assert 'data-code="finding.not_signed_off" data-subject="2"' in moves["others"]
