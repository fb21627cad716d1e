"""A seat in a joint team: whoever sits in it sees what its check looks at and records it, and reaches nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.actions import end
from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.domain.joint_seats import JOINT_TEAM, SeatBarred, SeatedTwice, SeatIdle
from bihuan.domain.lifecycle.machine import MayNot
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role
from bihuan.domain.rolling import Verdict
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.models import Entry
from bihuan.rectification.models import SignOffAnswer
from bihuan.supervision.joint_teams import MemberAsked
from bihuan.supervision.models import Check, JointMember, PlannedCheck
from bihuan.supervision.recording import Looked
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.web.desks import BACKEND, Desks, Reader, at, send, words

pytestmark = pytest.mark.django_db
SEATED = sorted(set(Role) - UNIT - ADMINISTRATORS)


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


def outside(gap: Gap, role: Role, name: str = "elsewhere") -> Account:
    """Return somebody of a role that does not reach the dossier that is checked, but where the role is over all."""
    path = gap.county.organization("县外事办", "department")[1]
    if role in (Role.TEAM_LEADER, Role.DEPUTY, Role.MEMBER):
        return open_account(gap.county, role, name, "", gap.later.inspection_id)
    return open_account(gap.county, role, name, path, None)


def seated(gap: Gap, account: Account) -> PlannedCheck:
    """Return the check of the county's dossier, given to a joint team in which the account sits."""
    planned = gap.planned()
    assert [one.dossier_id for one in planned] == [gap.county.inspection_id]
    gap.team(planned, [*gap.members()[:3], MemberAsked("", "organisation", account_id=account.id)])
    return PlannedCheck.objects.select_related("plan", "dossier", "team").get(pk=planned[0].pk)


def signed_in(account: Account) -> Client:
    client = Reader()
    client.force_login(account, backend=BACKEND)
    return client


def told(gap: Gap, **verdicts: str) -> dict[str, Any]:
    found: dict[str, Any] = {"on": gap.today.isoformat(), "account": "查阅台账，走访群众"}
    for number in "123":
        one = gap.county.finding(number).id
        found[f"verdict_{one}"] = verdicts.get(f"of_{number}", "not_looked")
        found[f"remark_{one}"] = "没有退款凭证" if found[f"verdict_{one}"] == "not_done" else ""
    return found


@pytest.mark.parametrize("role", SEATED)
def test_whoever_sits_in_the_team_finds_its_check_reads_its_findings_and_records_it(
    gap: Gap, desks: Desks, role: Role
) -> None:
    account = outside(gap, role)
    planned = seated(gap, account)
    client, record = signed_in(account), reverse("planned_record", args=[planned.id])
    assert record in client.get(reverse("todo")).content.decode()
    assert record in client.get(reverse("supervision_plan", args=[planned.plan_id])).content.decode()
    assert gap.county.finding("2").title in words(client.get(record))
    answer = send(client, record, **told(gap, of_1="true", of_2="not_done"))
    assert answer.status_code == 302, words(answer)
    check = Check.objects.get(planned=planned)
    assert check.inspection_id == gap.county.inspection_id
    assert check.by_name == planned.team.name if planned.team else ""
    assert SignOffAnswer.objects.get(finding=gap.county.finding("2")).kind == "returned"


def test_who_records_by_his_seat_alone_does_so_as_the_joint_team(gap: Gap) -> None:
    account = outside(gap, Role.MEMBER)
    planned = seated(gap, account)
    looked = Looked(gap.county.finding("2").id, Verdict.NOT_DONE, "没有退款凭证")
    gap.record(planned, looked, actor=actor_of(account, gap.today))
    assert Check.objects.get().by_role == JOINT_TEAM
    assert SignOffAnswer.objects.get().by_role == JOINT_TEAM
    entry = Entry.objects.filter(action="record_check").latest("number")
    assert (entry.role, entry.actor_name) == (JOINT_TEAM, account.name)


def test_a_seat_opens_the_check_and_neither_the_dossier_nor_its_findings(gap: Gap, desks: Desks) -> None:
    account = outside(gap, Role.MEMBER)
    planned = seated(gap, account)
    client, finding = signed_in(account), gap.county.finding("1")
    for closed in (
        reverse("dossier", args=[planned.dossier_id]),
        reverse("dossier_bill", args=[planned.dossier_id]),
        reverse("finding", args=[finding.id]),
        reverse("dossier_do", args=[planned.dossier_id, "record_check"]),
    ):
        assert client.get(closed).status_code == 404
        assert closed not in client.get(reverse("planned_record", args=[planned.id])).content.decode()
        assert closed not in client.get(reverse("supervision_plan", args=[planned.plan_id])).content.decode()
    assert gap.county.inspection.organization_name not in words(client.get(reverse("findings")))


def test_the_seat_ends_with_the_check(gap: Gap, desks: Desks) -> None:
    account = outside(gap, Role.MEMBER)
    planned = seated(gap, account)
    client, record = signed_in(account), reverse("planned_record", args=[planned.id])
    assert send(client, record, **told(gap, of_1="true")).status_code == 302
    again = client.get(record)
    assert again["Location"] == reverse("supervision_plan", args=[planned.plan_id])
    assert "已经登记" in words(client.get(again["Location"]))
    assert record not in client.get(reverse("todo")).content.decode()


def test_of_two_teams_each_sees_its_own_check_only(gap: Gap, desks: Desks) -> None:
    account = outside(gap, Role.MEMBER)
    planned = seated(gap, account)
    other = outside_of_the_team(gap)
    assert signed_in(other).get(reverse("planned_record", args=[planned.id])).status_code == 404
    with pytest.raises(NoSuchThing):
        gap.record(planned, actor=actor_of(other, gap.today))


def outside_of_the_team(gap: Gap) -> Account:
    return open_account(gap.county, Role.MEMBER, "another", "", gap.later.inspection_id)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS | UNIT))
def test_who_is_looked_at_and_who_sees_no_dossier_gets_no_seat(gap: Gap, role: Role) -> None:
    account = outside(gap, role)
    with pytest.raises(SeatBarred) as refused:
        seated(gap, account)
    assert (refused.value.member, refused.value.role) == (account.name, role)


def test_an_account_without_a_role_gets_no_seat(gap: Gap) -> None:
    account = outside(gap, Role.MEMBER)
    ended(gap, account)
    gap.wait(1)
    with pytest.raises(SeatIdle):
        seated(gap, account)


def test_with_his_last_role_ends_his_seat(gap: Gap) -> None:
    account = outside(gap, Role.MEMBER)
    planned = seated(gap, account)
    ended(gap, account)
    gap.wait(1)
    with pytest.raises((NoSuchThing, MayNot)):
        gap.record(planned, actor=actor_of(account, gap.today))


def ended(gap: Gap, account: Account) -> None:
    row = Assignment.objects.get(account=account)
    gap.do(end, assignment_id=row.id, on=gap.today, reason="调离")


def test_the_form_offers_only_accounts_that_may_sit_and_says_so(gap: Gap, desks: Desks) -> None:
    barred = outside(gap, Role.AUDIT_ADMINISTRATOR)
    fit = outside_of_the_team(gap)
    unit = desks.account("unit_liaison")
    planned = gap.planned()
    shown = desks("office").get(reverse("joint_team_form", args=[planned[0].plan_id]))
    page = shown.content.decode()
    assert f'value="{fit.id}"' in page
    assert f'value="{barred.id}"' not in page
    assert f'value="{unit.id}"' not in page
    assert "没有角色的账号不在可选之列" in words(shown)


def test_name_and_account_are_of_one_person(gap: Gap, desks: Desks) -> None:
    account = outside(gap, Role.MEMBER)
    planned = gap.planned()
    seats: dict[str, Any] = {"name": "第一联合督查组", "planned": [str(planned[0].id)]}
    for place, side in enumerate(("inspection", "discipline", "party_office", "organisation"), 1):
        seats |= {f"name_{place}": f"组员{place}", f"side_{place}": side, f"body_{place}": str(gap.body())}
    form = reverse("joint_team_form", args=[planned[0].plan_id])
    answer = send(desks("office"), form, **{**seats, "account_4": str(account.id)})
    assert answer.status_code == 422
    assert f"姓名填的是组员4，账号却是{account.name}的" in words(answer)
    assert not JointMember.objects.exists()
    told = {**seats, "account_4": str(account.id), "name_4": f" {account.name} "}
    assert send(desks("office"), form, **told).status_code == 302
    assert JointMember.objects.get(account=account).name == account.name


def test_nobody_sits_twice_in_one_team(gap: Gap) -> None:
    account = outside(gap, Role.MEMBER)
    planned = gap.planned()
    twice = [MemberAsked("", side, account_id=account.id) for side in ("inspection", "discipline")]
    with pytest.raises(SeatedTwice):
        gap.team(planned, [*twice, *gap.members()[2:]])


def test_by_machine_a_member_lists_and_records_the_same_check(gap: Gap) -> None:
    from bihuan.api.supervising import planned_for

    account = outside(gap, Role.ORGANISATION_DEPARTMENT)
    planned = seated(gap, account)
    assert [one.id for one in planned_for(actor_of(account, gap.today))] == [planned.id]
    assert planned_for(actor_of(outside_of_the_team(gap), gap.today)) == []
