"""Authorised once for a round: letter, announcement, pledge, access that begins and ends with the tour; assessment."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.access.models import Assignment
from bihuan.domain.roles import Role
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.models import Round
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.teams.assessing import NotOfThisRound, ScoreOutside, appraisals, assess
from bihuan.teams.authorising import (
    NotAuthorised,
    NothingAdopted,
    PledgedAlready,
    announce_teams,
    authorise_teams,
    leave_tour,
    name_supervisors,
    open_access,
    pledge_secrecy,
    running_tours,
    tours_shut_out,
)
from bihuan.teams.composing import adopt_composition
from bihuan.teams.declarations import PaperMissing
from bihuan.teams.models import Authorisation, Inspector, Tour
from bihuan.teams.ties import bonds_of
from tests.county import County, new_key
from tests.pool.rounds import Composed
from tests.web.desks import Desks, at, opened, send, words
from tests.web.workbooks import comes_back

pytestmark = pytest.mark.django_db
SCORES = {"quality": 90, "ability": 80, "discipline": 100}


class Authorised(Composed):
    """A round whose teams are adopted, with a dossier of the unit, one member with an account."""

    is_ready = True

    def adopted(self) -> Authorised:
        row = self.kept()
        self.pool.do(adopt_composition, self.county.leading_group, composition_id=row.id, rechecked="同意")
        if self.is_ready:
            self.readied()
        county = self.county
        made = dossiers.open_inspection(
            actor=county.office,
            round_id=self.round_id,
            organization_id=county.unit_id,
            supervision_office_id=county.office_id,
            number=1,
            kind="routine",
            team_name="第1巡察组",
            responsible_department_needed=False,
            now=county.now,
            key=new_key(),
        )
        self.dossier = uuid.UUID(made.told["inspection"])
        return self

    @property
    def days(self) -> dict[str, date]:
        return {"from_on": self.at.from_on, "until_on": self.at.until_on or self.at.from_on}

    def authorise(self) -> Authorisation:
        told = {"series": "青巡任", "decided_by": "青石县委", "decided_on": self.county.today, "title": "授权"}
        self.pool.do(authorise_teams, self.county.leading_group, round_id=self.round_id, **told, **self.days)
        return Authorisation.objects.latest("id")

    def of_the_unit(self) -> Tour:
        return next(one for one in running_tours(self.at) if str(self.county.unit_id) in one.organizations)

    def open_access(self) -> int:
        return open_access(self.county.office, self.round_id, now=self.county.now, key=new_key())


@pytest.fixture
def teams() -> Authorised:
    return Authorised().adopted()


@pytest.fixture
def desks(teams: Authorised, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(teams.county, monkeypatch)


def give_account(county: County, row: Inspector, account_id: uuid.UUID) -> None:
    from bihuan.teams.inspectors import TOLD, correct_inspector

    values = {name: getattr(row, name) for name in TOLD}
    told: dict[str, Any] = {"inspector_id": row.id, "values": values, "account_id": account_id, "reason": "开账号"}
    correct_inspector(actor=county.office, **told, now=county.now, key=new_key())


def roles(account_id: uuid.UUID) -> list[tuple[str, date | None]]:
    rows = Assignment.objects.filter(account_id=account_id, dossier_id__isnull=False)
    return [(row.role, row.until_on) for row in rows]


def test_the_leading_group_authorises_what_was_adopted_once_with_a_number(teams: Authorised) -> None:
    told = {"series": "青巡任", "decided_by": "青石县委", "decided_on": teams.county.today, "title": "授权"}
    with pytest.raises(NotYours):
        teams.pool.do(authorise_teams, round_id=teams.round_id, **told, **teams.days)
    with pytest.raises(NotAuthorised):
        teams.pool.do(announce_teams, round_id=teams.round_id)
    first = teams.authorise()
    assert first.number.startswith("青巡任")
    assert all(one.authorisation_id == first.id for one in running_tours(teams.at))
    with pytest.raises(NothingAdopted):
        teams.authorise()


def test_access_begins_with_authorisation_pledge_and_announcement_and_ends_with_the_tour(
    teams: Authorised, desks: Desks
) -> None:
    tour, county = teams.of_the_unit(), teams.county
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None)
    give_account(county, tour.inspector, account.id)
    teams.authorise()
    assert teams.open_access() == 0, "nobody has pledged"
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    role = {"leader": "team_leader", "deputy": "deputy", "member": "member"}[tour.seat]
    assert roles(account.id) == [(role, teams.days["until_on"])]
    assert teams.open_access() == 0, "announced again, nothing is given twice"
    county.today = teams.days["from_on"] + timedelta(days=3)
    teams.pool.do(leave_tour, tour_id=tour.id, on=county.today, reason="住院")
    assert roles(account.id) == [(role, county.today)]
    assert "住院" not in bytes(Entry.objects.get(action="end_tour").content).decode()


def test_an_entry_before_the_authorisation_is_pointed_out_and_not_barred(teams: Authorised, desks: Desks) -> None:
    county, office = teams.county, desks("office")
    teams.authorise()
    url = reverse("dossier_do", args=[teams.dossier, "enter_site"])
    note = office.get(url).content.decode().partition('id="before-entry"')[2].partition("</div>")[0]
    assert "尚未宣布" in note
    assert "没有作保密承诺" in note
    county.today = teams.days["from_on"] + timedelta(days=9)
    for one in running_tours(teams.at):
        if str(county.unit_id) in one.organizations:
            teams.pool.do(pledge_secrecy, tour_id=one.id, paper="2018-4")
    teams.open_access()
    assert 'id="before-entry"' not in office.get(url).content.decode()
    early = teams.days["from_on"] + timedelta(days=2)
    send(office, url, on=early.isoformat())
    assert "进驻日期早于" in words(office.get(reverse("dossier", args=[teams.dossier])))


def test_access_given_by_hand_is_not_called_announced(teams: Authorised, desks: Desks) -> None:
    county, tour = teams.county, teams.of_the_unit()
    role = {"leader": Role.TEAM_LEADER, "deputy": Role.DEPUTY, "member": Role.MEMBER}[tour.seat]
    account = opened(county, "inspector", role, "", teams.dossier, None)
    give_account(county, tour.inspector, account.id)
    teams.authorise()
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    page = words(desks("office").get(reverse("authorisation", args=[teams.round_id])))
    assert "已单独授予角色，尚未宣布" in page
    teams.open_access()
    assert "已单独授予角色" not in words(desks("office").get(reverse("authorisation", args=[teams.round_id])))


def test_a_dossier_opened_after_the_announcement_asks_for_one_more(teams: Authorised, desks: Desks) -> None:
    county, seated = teams.county, str(teams.other_unit)
    teams.authorise()
    tour = next(one for one in running_tours(teams.at) if seated in one.organizations)
    account = opened(county, "inspector", Role.COMPETENT_DEPARTMENT, "", None, None).id
    give_account(county, tour.inspector, account)
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="承诺1")
    teams.open_access()
    assert tours_shut_out(county.authority_id, county.today) == []
    dossiers.open_inspection(
        actor=county.office,
        round_id=teams.round_id,
        organization_id=teams.other_unit,
        supervision_office_id=county.office_id,
        number=99,
        kind="routine",
        team_name="第二巡察组",
        responsible_department_needed=False,
        now=county.now,
        key=new_key(),
    )
    assert tours_shut_out(county.authority_id, county.today) == [tour]
    assert "再次宣布" in words(desks("office").get(reverse("todo")))
    page = words(desks("office").get(reverse("authorisation", args=[teams.round_id])))
    assert "请再点一次【宣布并开通权限】" in page
    teams.open_access()
    assert tours_shut_out(county.authority_id, county.today) == []


def test_who_inspected_a_unit_is_kept_out_of_its_next_inspection_and_its_leader_from_leading(teams: Authorised) -> None:
    unit = Organization.objects.get(pk=teams.county.unit_id)
    tours = running_tours(teams.at)
    people = [one.inspector for one in tours]

    def kept_out(round_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
        bonds = bonds_of(Round.objects.get(pk=round_id), people)
        return {one.id: [why.rule.id for why in bonds.exclusions(one.id, unit)] for one in people}

    assert set(map(tuple, kept_out(teams.round_id).values())) == {()}, "his own round keeps nobody out of it"
    later = kept_out(teams.plans.round(2))
    for tour in tours:
        rules = ["inspected_before", "led_before"] if tour.seat == "leader" else ["inspected_before"]
        assert later[tour.inspector_id] == (rules if str(unit.id) in tour.organizations else [])
    assert {"led_before"} < {rule for rules in later.values() for rule in rules}


def test_a_pledge_is_the_member_s_own_or_a_paper(teams: Authorised) -> None:
    tour = teams.of_the_unit()
    with pytest.raises(PaperMissing):
        teams.pool.do(pledge_secrecy, tour_id=tour.id, paper=" ")
    with pytest.raises(NotYours):
        teams.pool.do(pledge_secrecy, teams.county.unit_head, tour_id=tour.id, paper="1")
    teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    with pytest.raises(PledgedAlready):
        teams.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-4")
    bodies = ["派出县:云溪县委巡察办", "进驻县:青石县委巡察办"]
    teams.pool.do(name_supervisors, tour_id=tour.id, supervisors=bodies)
    assert Tour.objects.get(pk=tour.id).supervisors == bodies


def test_the_letter_names_the_teams_as_they_were_adopted(teams: Authorised, desks: Desks) -> None:
    row = teams.authorise()
    answer = desks("office").get(reverse("authorisation_letter", args=[row.id, "docx"]))
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    for said in ("第一巡察组", "第二巡察组", "青石县委", *(one.inspector.name for one in running_tours(teams.at))):
        assert said in text, said
    assert desks("unit_head").get(reverse("authorisation_letter", args=[row.id, "docx"])).status_code == 403


def test_a_unit_is_told_names_only_once_the_teams_are_announced(teams: Authorised, desks: Desks) -> None:
    unit, office = desks("unit_head"), desks("office")
    teams.authorise()
    name = teams.of_the_unit().inspector.name
    assert name not in words(unit.get(reverse("announced")))
    assert office.post(reverse("announce", args=[teams.round_id]), {"key": str(uuid.uuid4())}).status_code == 302
    page = words(unit.get(reverse("announced")))
    assert name in page
    others = [one for one in running_tours(teams.at) if str(teams.county.unit_id) not in one.organizations]
    assert all(one.inspector.name not in page for one in others)
    challenged = words(unit.get(reverse("challenge_add", args=[teams.round_id])))
    assert name in challenged
    assert others[0].inspector.name not in challenged


# --- two-way assessment -----------------------------------------------------------------------------------------


def score(teams: Authorised, actor: Any, **told: Any) -> None:
    plain: dict[str, Any] = {"team": "", "tour_id": None, "organization_id": None, "remark": "", "scores": SCORES}
    teams.pool.do(assess, actor, round_id=teams.round_id, **plain | told)


def test_units_and_host_score_and_the_year_sums_it_up(teams: Authorised) -> None:
    tour, county = teams.of_the_unit(), teams.county
    of_team: dict[str, Any] = {"kind": "unit_of_team", "team": tour.team, "organization_id": county.unit_id}
    score(teams, county.unit_head, **of_team)
    with pytest.raises(NotYours):
        score(teams, county.team_leader, **of_team)
    with pytest.raises(NotOfThisRound):
        score(teams, county.unit_head, **of_team | {"team": "7"})
    with pytest.raises(ScoreOutside):
        score(teams, county.unit_head, **of_team, scores=SCORES | {"ability": 101})
    low = dict.fromkeys(SCORES, 60)
    score(teams, None, kind="host_of_member", team=tour.team, tour_id=tour.id, scores=low, remark="需提高")
    years = {one.inspector.id: one for one in appraisals(county.authority_id, 2018)}
    mine = years[tour.inspector_id]
    assert (mine.tours, mine.own, mine.team, mine.whole) == (1, 60.0, 90.0, 75.0)
    assert mine.days == (tour.until_on - tour.from_on).days + 1
    assert "需提高" not in bytes(Entry.objects.filter(action="assess").latest("number").content).decode()
    score(teams, None, kind="host_of_member", team=tour.team, tour_id=tour.id)
    years = {one.inspector.id: one for one in appraisals(county.authority_id, 2018)}
    assert years[tour.inspector_id].own == 90.0, "a later score takes the place of the earlier"


def post(client: Client, page: str, *args: Any, status: int = 302, **told: Any) -> str:
    answer = client.post(reverse(page, args=args), {**told, "key": str(uuid.uuid4())})
    assert answer.status_code == status, words(answer)
    return words(answer)


def test_the_form_of_a_letter_opens_with_the_letters_of_the_last_one(teams: Authorised, desks: Desks) -> None:
    teams.authorise()
    page = desks("leading_group").get(reverse("authorise", args=[teams.round_id])).content.decode()
    assert 'value="青巡任"' in page


def test_the_pages_authorise_pledge_and_score(teams: Authorised, desks: Desks) -> None:
    office, group, at_round = desks("office"), desks("leading_group"), teams.round_id
    told = {"series": "青巡任", "decided_by": "青石县委", "decided_on": "2018-01-08"}
    post(group, "authorise", at_round, **told, from_on="2018-07-01", until_on="2018-07-28")
    tour = teams.of_the_unit()
    post(office, "pledge_attest", tour.id, paper="2018-4")
    post(office, "supervisors_name", tour.id, supervisors="云溪县委巡察办\n青石县委巡察办")
    post(office, "assess_member", tour.id, quality="90", ability="90", discipline="90")
    post(
        office,
        "assess_team",
        at_round,
        of=f"{teams.county.unit_id}:{tour.team}",
        quality="80",
        ability="80",
        discipline="80",
    )
    page = words(group.get(reverse("authorisation", args=[at_round])))
    for said in ("青巡任", "2018-4", "云溪县委巡察办", "青石县委巡察办"):
        assert said in page, said
    teams.county.today = date(2018, 7, 20)
    assert "85" in words(group.get(reverse("appraisal"), {"year": "2018"}))
    told = {row["姓名"]: row for row in comes_back(office, "appraisal", year="2018")}
    assert told[tour.inspector.name]["综合得分"] == 85
    post(office, "tour_end", tour.id, on="2018-07-02", reason="住院")
    assert Tour.objects.get(pk=tour.id).ended_on == date(2018, 7, 2)


def test_a_member_pledges_and_scores_by_his_own_account(teams: Authorised, desks: Desks) -> None:
    tour, account = teams.of_the_unit(), desks.account("member")
    give_account(teams.county, tour.inspector, account.id)
    member = desks("member")
    assert "作出保密承诺" in words(member.get(reverse("own_rounds")))
    post(member, "pledge_own", tour.id)
    assert "已作保密承诺" in words(member.get(reverse("own_rounds")))
    post(member, "assess_host", teams.round_id, quality="90", ability="90", discipline="90")
    (told,) = comes_back(desks("office"), "hosts")
    assert 90 in told.values()
    post(desks("team_leader"), "pledge_own", tour.id, status=403)


def test_what_follows_the_record_is_proposed_listed_printed_and_handed_out(teams: Authorised, desks: Desks) -> None:
    tour = teams.of_the_unit()
    high = dict.fromkeys(SCORES, 95)
    score(teams, None, kind="host_of_member", team=tour.team, tour_id=tour.id, scores=high)
    assert "本年度没有人参巡" in words(desks("office").get(reverse("rewards"), {"year": "2018"})), "the tours lie ahead"
    teams.county.today = date(2018, 12, 31)
    office, asked = desks("office"), {"year": "2018"}
    page = words(office.get(reverse("rewards"), asked))
    assert "津贴、评优、提拔建议（2018年）" in page
    assert "得分居前，列入评优建议" in page
    assert "参巡次数不足" in page
    assert "待核实" in page
    told = {row["姓名"]: tuple(row.values()) for row in comes_back(office, "rewards", year="2018")}
    days = (tour.until_on - tour.from_on).days + 1
    assert told[tour.inspector.name][4:7] == (days, 95, days * 50)
    own = words(office.get(reverse("appraisal_of", args=[tour.inspector_id]), asked))
    for said in (tour.inspector.name, "95.0", "巡察办意见", "签字盖章"):
        assert said in own, said
    assert "尚未打分" in words(
        office.get(reverse("appraisal_of", args=[running_tours(teams.at)[-1].inspector_id]), asked)
    )
    assert desks("unit_head").get(reverse("rewards")).status_code == 403


def test_the_growth_of_the_pool_is_told_by_six_actions(teams: Authorised, desks: Desks) -> None:
    page = words(desks("leading_group").get(reverse("growth")))
    for said in ("源头拓展", "岗位争先", "导师结对", "素质提升", "文化引领", "关爱激励", "培训"):
        assert said in page, said
