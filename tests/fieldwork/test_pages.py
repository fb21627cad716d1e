"""The pages of working papers: what a team sees of its own, and what nobody else does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.models import Account
from bihuan.desk.chances import chances_on_paper
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.web.pages.paper import buttons_of
from tests.fieldwork.papers import WHOLE, Team, encoded
from tests.people import person_of
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    return client


def page(team: Team, role: Role, address: str) -> tuple[int, str]:
    answer = browser(person_of(team.county, role)).get(address)
    return answer.status_code, answer.content.decode()


def test_a_leader_reads_what_a_paper_says_and_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    paper = team.paper()
    status, shown = page(team, Role.TEAM_LEADER, reverse("working_paper", args=[paper.id]))
    assert status == 200
    assert WHOLE["phenomenon"] in shown
    assert "底稿 01 没有佐证材料" in shown


def test_an_empty_list_says_what_a_paper_is_and_where_to_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    address = reverse("working_papers", args=[team.county.inspection_id])
    status, shown = page(team, Role.TEAM_LEADER, address)
    assert (status, "尚未撰写底稿" in shown, "do/write_working_paper/" in shown) == (200, True, True)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.SUPERVISION_OFFICE])
def test_nobody_else_finds_the_pages(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    paper = team.paper()
    outsider = browser(person_of(team.county, role))
    for address in (
        reverse("working_paper", args=[paper.id]),
        reverse("working_papers", args=[team.county.inspection_id]),
    ):
        answer = outsider.get(address)
        assert answer.status_code in (403, 404)
        assert WHOLE["title"] not in answer.content.decode()


def at_its_time(monkeypatch: pytest.MonkeyPatch) -> Team:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    return team


def test_a_dossier_on_site_leads_to_its_papers_and_on_to_their_confirmation(monkeypatch: pytest.MonkeyPatch) -> None:
    team = at_its_time(monkeypatch)
    address = reverse("dossier", args=[team.county.inspection_id])
    leader = browser(person_of(team.county, Role.TEAM_LEADER))
    assert "上传反馈意见文件" in leader.get(address).content.decode()
    team.paper()
    shown = leader.get(address).content.decode()
    site = shown.split('id="site"')[1].split("</section>")[0]
    assert reverse("working_papers", args=[team.county.inspection_id]) in site
    assert "巡察办将已审签的底稿确认为问题" in shown
    assert "上传反馈意见文件" not in shown


def test_a_paper_says_whose_move_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    team = at_its_time(monkeypatch)
    member = browser(person_of(team.county, Role.MEMBER))
    submitted = member.get(reverse("working_paper", args=[team.submitted().id])).content.decode()
    assert "其他单位" not in submitted
    assert "<strong>副组长复核底稿</strong> · 巡察组副组长" in submitted
    assert "本档案尚无此角色人员" in submitted, "no deputy is on the dossier"
    person_of(team.county, Role.DEPUTY)
    reviewed = member.get(reverse("working_paper", args=[team.submitted(title="加班餐超标").id])).content.decode()
    assert "本档案尚无此角色人员" not in reviewed
    signed = member.get(reverse("working_paper", args=[team.signed(title="公车登记不全").id])).content.decode()
    assert "<strong>确认为问题</strong> · 巡察办" in signed
    assert "撤点后办理" in signed


def test_papers_without_their_signatures_are_named_before_the_team_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    draft = team.paper()
    leader = at(team.county, monkeypatch)("team_leader")
    note = leader.get(reverse("dossier_do", args=[team.county.inspection_id, "leave_site"])).content.decode()
    assert reverse("working_paper", args=[draft.id]) in note.partition('id="unsigned"')[2].partition("</div>")[0]
    team.leave()


def test_a_signed_paper_is_not_called_ready_before_the_team_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    paper = team.signed()
    office = at(team.county, monkeypatch)("office")
    address = reverse("working_paper", args=[paper.id])
    assert "verdict-open" not in office.get(address).content.decode()
    team.leave()
    assert "verdict-open" in office.get(address).content.decode()


def test_a_finding_is_not_called_fed_back_before_its_feedback(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    finding = team.confirmed().finding
    assert finding is not None
    page = words(at(team.county, monkeypatch)("office").get(reverse("finding", args=[finding.id])))
    assert "尚未反馈" in page
    assert "拟反馈内容" in page
    assert "反馈原文" not in page
    assert "整改中" not in page


def test_a_paper_that_nearly_repeats_another_links_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    team = at_its_time(monkeypatch)
    first, second = team.paper(), team.paper()
    shown = page(team, Role.MEMBER, reverse("working_paper", args=[second.id]))[1]
    assert f'<a href="{reverse("working_paper", args=[first.id])}">{first.number}</a>。' in shown


def test_what_was_not_fed_back_is_not_said_to_be_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    team = at_its_time(monkeypatch)
    team.confirmed()
    shown = page(team, Role.OFFICE, reverse("dossier", args=[team.county.inspection_id]))[1]
    assert "尚未反馈" in shown.split('id="findings"')[1].split("</section>")[0]


def test_evidence_whose_name_promises_another_sort_asks_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    team = at_its_time(monkeypatch)
    picture = {"name": "凭证.pdf", "content": encoded(b"\x89PNG\r\n\x1a\n invented")}
    paper = team.do(team.member, "attach_paper_evidence", team.paper(), file=picture, label="凭证", pages="")
    shown = page(team, Role.MEMBER, reverse("working_paper", args=[paper.id]))[1]
    assert "内容实为 PNG，与文件名不符，请核对" in shown


def test_the_way_to_what_is_asked_of_the_unit_is_divided_where_the_unit_opens_no_dossier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = at_its_time(monkeypatch)
    team.signed()
    team.county.do(team.leader, "put_facts", due_on=team.county.today, nobody_named=True)
    status, shown = page(team, Role.UNIT_LIAISON, reverse("unit_talk", args=[team.county.inspection_id]))
    assert status == 200
    name = team.county.inspection.organization_name
    assert f'<span>{name}</span> <span aria-hidden="true">/</span>' in shown


def test_before_the_feedback_the_page_of_special_reports_says_that_publishing_comes_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = at_its_time(monkeypatch)
    shown = page(team, Role.OFFICE, reverse("sent_papers", args=[team.county.inspection_id]))[1]
    assert "尚未通报或公开。 反馈后办理。" in " ".join(shown.split())


def test_only_a_colleague_who_had_no_hand_in_a_paper_is_asked_for_his_view_and_once() -> None:
    team = Team()
    paper = team.signed()
    office = team.office

    def asks(actor: Actor) -> bool:
        chances = chances_on_paper(actor, paper, team.county.inspection)
        return any(one.deed == "review_as_peer" for one in buttons_of(actor, paper, chances))

    assert (asks(team.member), asks(office)) == (False, True)
    marks = {"way": 20, "responsibility": 25, "place": 22, "basis": 24}
    team.do(office, "review_as_peer", paper, marks=marks, comment="")
    assert not asks(office)
