"""The pool is called to declare: who owes is reminded, the office sees who has not answered; pledges open access."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.domain.roles import Role
from bihuan.teams.authorising import leave_tour, pledge_secrecy, running_tours
from bihuan.teams.calling import AnswerDayPast, call_inspectors, due_to
from bihuan.teams.declarations import declare
from bihuan.teams.instances import RoundEmpty
from tests.pool.rounds import Composed
from tests.pool.test_authorising import Authorised, give_account, post, roles
from tests.web.desks import Desks, at, opened, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> tuple[Composed, Desks]:
    """A round to which the pool is called; one of the pool with an account has not declared."""
    made = Composed(count=3)
    desks = at(made.county, monkeypatch)
    late = made.pool.enter(account_id=desks.account("member").id, name="沈未申报")
    made.late = late  # type: ignore[attr-defined]
    return made, desks


def call(made: Composed, **told: object) -> None:
    day = made.county.today + timedelta(days=5)
    made.pool.do(call_inspectors, **{"round_id": made.round_id, "answer_by": day, "paper": ""} | told)


def test_a_call_reminds_who_owes_and_shows_the_office_who_has_not_answered(called: tuple[Composed, Desks]) -> None:
    made, desks = called
    assert "待我申报" not in words(desks("member").get(reverse("todo")))
    call(made, paper="青巡办函〔2018〕3号")
    member, office = desks("member"), desks("office")
    assert "待我申报" in words(member.get(reverse("todo")))
    assert "待我申报" in words(member.get(reverse("reminders")))
    assert "4人中1人未申报" in words(office.get(reverse("todo")))
    assert "尚未申报回避的人员" in words(office.get(reverse("reminders")))
    made.pool.do(
        declare,
        round_id=made.round_id,
        inspector_id=made.late,
        matters=(),
        paper="2018-9",  # type: ignore[attr-defined]
    )
    assert "待我申报" not in words(member.get(reverse("todo")))
    assert "未申报" not in words(office.get(reverse("todo")))
    assert list(due_to(made.county.office)) == []


def test_a_reminder_of_a_call_can_be_put_aside_and_stays_on_the_to_do(called: tuple[Composed, Desks]) -> None:
    made, desks = called
    call(made)
    member = desks("member")
    row = next(call.id for _kind, call in due_to(desks.account("member") and actor_of_member(made, desks)))
    post(member, "reminder_put_aside", kind="declarations", row=str(row))
    assert "待我申报" not in words(member.get(reverse("reminders")))
    assert "待我申报" in words(member.get(reverse("todo")))


def actor_of_member(made: Composed, desks: Desks):  # type: ignore[no-untyped-def]
    from bihuan.access.actors import actor_of

    return actor_of(desks.account("member"), made.county.today)


def test_a_call_is_the_office_s_for_a_round_with_organizations_and_a_day_ahead(called: tuple[Composed, Desks]) -> None:
    made, _desks = called
    county = made.county
    with pytest.raises(AnswerDayPast):
        call(made, answer_by=county.today - timedelta(days=1))
    with pytest.raises(RoundEmpty):
        call(made, round_id=made.plans.round(2))
    with pytest.raises(NotYours):
        made.pool.do(call_inspectors, county.leading_group, round_id=made.round_id, answer_by=county.today, paper="")


def test_the_menu_has_ones_own_tours_for_whoever_is_in_the_pool_and_for_nobody_else(
    called: tuple[Composed, Desks],
) -> None:
    made, desks = called
    call(made)
    here = reverse("own_rounds")
    assert f'href="{here}"' in desks("member").get(reverse("todo")).content.decode()
    assert f'href="{here}"' not in desks("unit_head").get(reverse("todo")).content.decode()
    page = words(desks("member").get(here))
    assert "待申报" in page
    assert "申报截止日" in page


def test_whoever_has_no_role_yet_begins_at_his_own_tours(called: tuple[Composed, Desks]) -> None:
    made, desks = called
    account = opened(made.county, "newcomer", Role.COMPETENT_DEPARTMENT, "", None, None)
    from bihuan.access.models import Assignment

    assert Assignment.objects.filter(account=account).delete()
    made.pool.enter(account_id=account.id, name="沈新人")
    desks.accounts["newcomer"] = account
    answer = desks("newcomer").get(reverse("home"))
    assert answer.headers["Location"] == reverse("own_rounds")


# --- a pledge after the announcement --------------------------------------------------------------------------


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


def test_pledges_signed_together_are_attested_together(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page and one entry instead of one page a head; who has an account gets his access with it."""
    tour, county = teams.of_the_unit(), teams.county
    office = at(county, monkeypatch)("office")
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None)
    give_account(county, tour.inspector, account.id)
    teams.authorise()
    teams.open_access()
    assert "批量核证保密承诺" in words(office.get(reverse("authorisation", args=[teams.round_id])))
    people = [str(one.inspector_id) for one in running_tours(teams.at)]
    post(office, "pledges_attest", teams.round_id, paper="", people=people, status=422)
    post(office, "pledges_attest", teams.round_id, paper="1—8号", people=people)
    assert {one.pledge_paper for one in running_tours(teams.at)} == {"1—8号"}
    assert len(roles(account.id)) == 1
    page = words(office.get(reverse("pledges_attest", args=[teams.round_id])))
    assert "全体组员均已作出保密承诺" in page
    assert "人未作保密承诺" not in words(office.get(reverse("todo")))


def test_a_pledge_after_the_announcement_opens_access_at_once_and_the_end_of_the_tour_closes_it(
    teams: Authorised, monkeypatch: pytest.MonkeyPatch
) -> None:
    tour, county = teams.of_the_unit(), teams.county
    desks = at(county, monkeypatch)
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None)
    desks.accounts["inspector"] = account
    give_account(county, tour.inspector, account.id)
    teams.authorise()
    assert teams.open_access() == 0
    assert "人未作保密承诺" in words(desks("office").get(reverse("todo")))
    post(desks("inspector"), "pledge_own", tour.id)
    role = {"leader": "team_leader", "deputy": "deputy", "member": "member"}[tour.seat]
    assert roles(account.id) == [(role, teams.days["until_on"])], "no other announcement was needed"
    assert teams.open_access() == 0
    county.today = teams.days["from_on"] + timedelta(days=3)
    teams.pool.do(leave_tour, tour_id=tour.id, on=county.today, reason="住院")
    assert roles(account.id) == [(role, county.today)]


def test_a_pledge_before_the_announcement_opens_nothing(teams: Authorised) -> None:
    tour, county = teams.of_the_unit(), teams.county
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None)
    give_account(county, tour.inspector, account.id)
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    assert roles(account.id) == []


def test_a_member_sees_his_own_team_by_name_and_seat_and_nothing_else_of_the_persons(
    teams: Authorised, monkeypatch: pytest.MonkeyPatch
) -> None:
    tour = teams.of_the_unit()
    desks = at(teams.county, monkeypatch)
    give_account(teams.county, tour.inspector, desks.account("member").id)
    teams.authorise()
    page = words(desks("member").get(reverse("own_team", args=[tour.id])))
    mine = [one for one in running_tours(teams.at) if one.team == tour.team]
    others = [one for one in running_tours(teams.at) if one.team != tour.team]
    assert all(one.inspector.name in page for one in mine)
    assert not any(one.inspector.name in page for one in others)
    for said in ("派出地", "进驻地", "巡察办", "第一巡察组"):
        assert said in page, said
    for sealed in ("1984-05", "汉族", "中共党员", "作风过硬"):
        assert sealed not in page, sealed
    assert desks("member").get(reverse("own_team", args=[others[0].id])).status_code == 404
    assert desks("unit_head").get(reverse("own_team", args=[uuid.uuid4()])).status_code == 404


# --- declarations attested together ---------------------------------------------------------------------------


def test_whoever_must_be_recused_is_marked_and_ticked_by_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Composed(count=4)
    tied, free = made.undeclared(20, unit="县水利局", name="沈在水"), made.undeclared(21, name="沈无涉")
    office = at(made.county, monkeypatch)("office")
    page = office.get(reverse("declarations_attest", args=[made.round_id]) + "?tick=all")
    said, body = words(page), page.content.decode()
    assert "1人按已有信息应回避" in said
    assert "应回避县水利局" in said
    assert "全部无已知回避情形的人员（1）" in said
    boxes = {one: body.split(f'value="{one}"')[1].split(">")[0] for one in (str(tied), str(free))}
    assert "checked" not in boxes[str(tied)]
    assert "checked" in boxes[str(free)]


def test_once_all_have_declared_nobody_is_said_to_be_without_a_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Composed(count=4)
    office = at(made.county, monkeypatch)("office")
    assert "未收到提醒" not in words(office.get(reverse("recusal", args=[made.round_id])))
    made.undeclared(20)
    assert "未收到提醒" in words(office.get(reverse("recusal", args=[made.round_id])))
