"""A joint team that stands is changed for a reason, under the rules of forming one; what was recorded stays."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.domain.joint_seats import LeaderMissing, NobodyStays, SameTeam, SeatBarred, SeatedTwice, TwoPeople
from bihuan.domain.roles import Role
from bihuan.domain.rolling import ChecksOwnUnit, NamedLikeHead, Side, TeamOneSided, Verdict
from bihuan.dossiers.people import appoint_head
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.supervision.joint_changes import change_joint_team
from bihuan.supervision.joint_teams import MemberAsked
from bihuan.supervision.models import Check, JointMember, PlannedCheck
from bihuan.supervision.planning import CheckAsked, call_off_supervision_plan
from bihuan.supervision.recording import Looked
from tests.database.states import state_of_ledger, state_of_tables
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.supervision.test_joint_seats import outside, signed_in
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db
REASON = "原组员外派学习"


@pytest.fixture
def gap() -> Gap:
    return Gap()


@pytest.fixture
def desks(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(gap.county, monkeypatch)


class Team:
    """A joint team of four with two checks; the fourth, of the organisation department, sits by an account."""

    def __init__(self, gap: Gap) -> None:
        self.gap = gap
        self.account = outside(gap, Role.MEMBER)
        self.members: list[MemberAsked | None] = [
            *gap.members()[:3],
            MemberAsked("", "organisation", account_id=self.account.id),
        ]
        asked = [CheckAsked(one.inspection_id, gap.today) for one in (gap.county, gap.later)]
        self.first, self.second = gap.planned(*asked)
        self.id = gap.team([self.first, self.second], [one for one in self.members if one])

    def change(self, *, reason: str = REASON, **changed: MemberAsked | None) -> Any:
        """Change seats by their places (`at_1`); all others stay."""
        count = max([len(self.members), *(int(name[3:]) for name in changed)])
        seats = [*self.members, *[None] * (count - len(self.members))]
        for name, one in changed.items():
            seats[int(name[3:]) - 1] = one
        told = self.gap.do(change_joint_team, team_id=self.id, members=seats, reason=reason).told
        self.members = seats
        return told

    def standing(self) -> list[str]:
        return list(
            JointMember.objects.filter(team_id=self.id, left_on=None).order_by("place").values_list("name", flat=True)
        )


@pytest.fixture
def team(gap: Gap) -> Team:
    return Team(gap)


def somebody(gap: Gap, name: str = "another") -> Account:
    return open_account(gap.county, Role.MEMBER, name, "", gap.later.inspection_id)


def by_account(account: Account) -> MemberAsked:
    return MemberAsked("", "organisation", account_id=account.id)


def test_one_is_replaced_one_added_one_taken_out_in_one_entry_with_its_reason(gap: Gap, team: Team) -> None:
    new, before = somebody(gap), Entry.objects.count()
    team.change(at_4=by_account(new), at_5=MemberAsked("沈秋", "inspection", gap.body()))
    team.change(at_5=None)
    assert Entry.objects.count() == before + 2
    entry = Entry.objects.filter(action="change_joint_team").earliest("number")
    assert (entry.reason, entry.role) == (REASON, "office")
    assert team.standing() == ["inspection某", "discipline某", "party_office某", new.name]
    gone = JointMember.objects.filter(left_on__isnull=False).order_by("place")
    assert [(one.name, one.left_on) for one in gone] == [(team.account.name, gap.today), ("沈秋", gap.today)]
    assert state_of_ledger() == state_of_tables()


def test_the_seat_s_right_goes_over_from_that_day(gap: Gap, desks: Desks, team: Team) -> None:
    new, record = somebody(gap), reverse("planned_record", args=[team.first.id])
    assert signed_in(team.account).get(record).status_code == 200
    team.change(at_4=by_account(new))
    assert signed_in(team.account).get(record).status_code == 404
    assert record not in signed_in(team.account).get(reverse("todo")).content.decode()
    with pytest.raises(NoSuchThing):
        gap.record(team.first, actor=actor_of(team.account, gap.today))
    assert record in signed_in(new).get(reverse("todo")).content.decode()
    gap.record(team.first, Looked(gap.county.finding("1").id, Verdict.TRUE), actor=actor_of(new, gap.today))
    assert Check.objects.get().by_name == "第一联合督查组"


def test_who_recorded_a_check_stays_named_on_it(gap: Gap, desks: Desks, team: Team) -> None:
    looked = Looked(gap.county.finding("1").id, Verdict.TRUE)
    gap.record(team.first, looked, actor=actor_of(team.account, gap.today))
    before = Check.objects.values().get()
    gap.wait(3)
    team.change(at_4=by_account(somebody(gap)))
    assert Check.objects.values().get() == before
    assert Entry.objects.get(action="record_check").actor_name == team.account.name
    page = words(desks("office").get(reverse("supervision_plan", args=[team.first.plan_id])))
    assert f"{team.account.name}：" in page, "the plan tells until when he was of the team"


def test_the_rules_of_forming_hold_for_who_comes(gap: Gap, team: Team) -> None:
    own = open_account(gap.county, Role.UNIT_LIAISON, "own", gap.county.unit_path, None)
    with pytest.raises((SeatBarred, ChecksOwnUnit)):
        team.change(at_4=by_account(own))
    with pytest.raises(ChecksOwnUnit):
        team.change(at_4=MemberAsked("某甲", "organisation", gap.county.unit_id))
    with pytest.raises(TeamOneSided):
        team.change(at_4=None)
    with pytest.raises(SeatedTwice):
        team.change(at_5=by_account(team.account))
    with pytest.raises(TwoPeople):
        team.change(at_4=replace(by_account(somebody(gap)), name="别人"))
    head = {"name": "韩 某", "account_id": None, "acting": False, "from_on": gap.today, "until_on": None}
    gap.do(appoint_head, organization_id=gap.later.unit_id, **head)
    with pytest.raises(NamedLikeHead):
        team.change(at_4=MemberAsked("韩某", "organisation", gap.body()))
    assert not JointMember.objects.filter(left_on__isnull=False).exists()


def test_a_check_that_was_made_bars_nobody_any_more(gap: Gap, team: Team) -> None:
    gap.record(team.second, Looked(gap.later.finding("1").id, Verdict.TRUE))
    team.change(at_4=MemberAsked("某甲", "organisation", gap.later.unit_id))
    assert team.standing()[-1] == "某甲"


def test_a_change_changes_somebody_has_its_reason_a_leader_and_keeps_one(gap: Gap, team: Team) -> None:
    with pytest.raises(SameTeam):
        team.change()
    with pytest.raises(ReasonMissing):
        team.change(at_5=MemberAsked("沈秋", "inspection", gap.body()), reason=" ")
    others = {f"at_{place}": MemberAsked(f"新{place}", side, gap.body()) for place, side in enumerate(Side, 1)}
    with pytest.raises(NobodyStays):
        team.change(**others)
    with pytest.raises(LeaderMissing):
        team.change(at_1=None, at_5=MemberAsked("沈秋", "inspection", gap.body()))
    team.change(at_1=MemberAsked("沈秋", "inspection", gap.body()))
    assert team.standing()[0] == "沈秋"


def test_a_team_of_a_plan_called_off_or_of_elsewhere_is_not_changed(gap: Gap, team: Team) -> None:
    with pytest.raises(NoSuchThing):
        gap.do(change_joint_team, team_id=uuid.uuid4(), members=team.members, reason=REASON)
    gap.do(call_off_supervision_plan, plan_id=team.first.plan_id, reason="另行安排")
    with pytest.raises(NoSuchThing):
        team.change(at_5=MemberAsked("沈秋", "inspection", gap.body()))


def test_the_page_shows_who_sits_there_and_takes_the_change(gap: Gap, desks: Desks, team: Team) -> None:
    office, new = desks("office"), somebody(gap)
    page = reverse("joint_team_change", args=[team.id])
    plan = reverse("supervision_plan", args=[team.first.plan_id])
    assert page in office.get(plan).content.decode()
    assert page not in desks("leading_group").get(plan).content.decode()
    shown = office.get(page).content.decode()
    assert 'value="discipline某"' in shown
    assert f'value="{team.account.id}" selected' in shown
    told: dict[str, Any] = {"reason": REASON}
    for place, one in enumerate(gap.members()[:3], 1):
        told |= {f"name_{place}": one.name, f"side_{place}": one.side, f"body_{place}": str(one.body_id)}
    refused = send(office, page, **told)
    assert refused.status_code == 422
    assert "组内缺少以下方面的人员：组织" in words(refused)
    answer = send(office, page, **told, side_4="organisation", account_4=str(new.id))
    assert answer.status_code == 302, words(answer)
    assert new.name in words(office.get(answer["Location"]))
    assert PlannedCheck.objects.get(pk=team.first.pk).team_id == team.id
