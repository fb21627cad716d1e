"""By whichever way somebody would come onto both sides of an inspection, he is refused and nothing is written."""

from __future__ import annotations

import ast
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
from django.urls import reverse

from bihuan.access import actions as access
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account, Assignment
from bihuan.api.house import api
from bihuan.desk.offers import OFFERS
from bihuan.domain.recusal import OwnOffice, OwnTeam, OwnUnit, OwnWorkplace
from bihuan.domain.roles import Role
from bihuan.dossiers import people
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.models import Entry
from bihuan.organizations import actions as organizations
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.simulate.cast import Cast, Clock
from tests.architecture.test_the_house import place, sources
from tests.county import County, new_key
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
FIRST_PASSWORD = "lin-jiang-shi-2018"


@pytest.fixture
def county() -> County:
    return County().found()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def opened(county: County, login_name: str = "shen", *, works_at: uuid.UUID | None = None) -> Account:
    account_id = uuid.uuid4()
    access.open_account(
        actor=installer(county.authority_id, county.today),
        account_id=account_id,
        login_name=login_name,
        name="沈知远",
        password=FIRST_PASSWORD,
        organization_id=works_at,
        now=county.now,
        key=new_key(),
    )
    return Account.objects.get(pk=account_id)


def give(
    county: County, one: Account, role: Role, *, path: str = "", dossier: bool = False, until: date | None = None
) -> None:
    people.grant(
        actor=installer(county.authority_id, county.today),
        account_id=one.pk,
        role=role,
        path=path,
        dossier_id=county.inspection_id if dossier else None,
        from_on=date(2018, 1, 1),
        until_on=until,
        now=county.now,
        key=new_key(),
    )


def head(county: County, organization_id: uuid.UUID, one: Account, from_on: date = date(2018, 1, 1)) -> None:
    people.appoint_head(
        actor=county.office,
        organization_id=organization_id,
        name=one.name,
        account_id=one.pk,
        acting=False,
        from_on=from_on,
        until_on=None,
        now=county.now,
        key=new_key(),
    )


def vacate(county: County) -> None:
    """End the time of the head in office, so that another can be named."""
    organizations.end_tenure(
        actor=county.office,
        tenure_id=HeadTenure.objects.get(organization_id=county.unit_id).pk,
        on=date(2017, 12, 31),
        now=county.now,
        key=new_key(),
    )


@contextmanager
def nothing_written() -> Iterator[None]:
    def kept() -> tuple[int, int, int]:
        return Entry.objects.count(), Assignment.objects.count(), HeadTenure.objects.count()

    before = kept()
    yield
    assert kept() == before


# --- the deeds --------------------------------------------------------------------------------------


def test_who_answers_for_the_unit_joins_its_team_neither_on_the_dossier_nor_over_its_tree(county: County) -> None:
    one = opened(county)
    give(county, one, Role.UNIT_LIAISON, path=county.unit_path)
    with nothing_written():
        with pytest.raises(OwnUnit):
            give(county, one, Role.MEMBER, dossier=True)
        with pytest.raises(OwnUnit):
            give(county, one, Role.MEMBER, path=county.unit_path)
    give(county, one, Role.MEMBER, path=county.office_path)


def test_who_heads_the_unit_in_the_tree_of_organizations_joins_no_team_of_it(county: County) -> None:
    one = opened(county)
    vacate(county)
    head(county, county.unit_id, one)
    with nothing_written(), pytest.raises(OwnUnit):
        give(county, one, Role.DEPUTY, dossier=True)


def test_the_office_heads_no_unit_and_whoever_heads_one_is_not_taken_into_the_office(county: County) -> None:
    one, other = opened(county), opened(county, "lin")
    vacate(county)
    give(county, one, Role.OFFICE)
    with nothing_written():
        with pytest.raises(OwnOffice):
            head(county, county.unit_id, one)
        with pytest.raises(OwnOffice):
            give(county, one, Role.UNIT_LIAISON, path=county.unit_path)
    head(county, county.unit_id, other)
    with nothing_written(), pytest.raises(OwnOffice):
        give(county, other, Role.OFFICE)


def test_who_works_at_the_unit_joins_no_team_of_it(county: County) -> None:
    one = opened(county, works_at=county.unit_id)
    with nothing_written(), pytest.raises(OwnWorkplace):
        give(county, one, Role.MEMBER, dossier=True)
    give(county, opened(county, "lu", works_at=county.office_id), Role.MEMBER, dossier=True)


def test_who_is_in_the_team_gets_no_role_of_the_unit_while_that_lasts(county: County) -> None:
    one = opened(county)
    give(county, one, Role.MEMBER, dossier=True)
    vacate(county)
    with nothing_written():
        with pytest.raises(OwnTeam):
            give(county, one, Role.UNIT_LIAISON, path=county.unit_path)
        with pytest.raises(OwnTeam):
            give(county, one, Role.UNIT_LIAISON, dossier=True)
        with pytest.raises(OwnTeam):
            head(county, county.unit_id, one)
    give(county, one, Role.UNIT_LIAISON, path=county.office_path)


def test_once_the_role_in_the_team_has_ended_the_unit_may_have_him(county: County) -> None:
    one = opened(county)
    give(county, one, Role.MEMBER, dossier=True, until=date(2018, 1, 31))
    vacate(county)
    head(county, county.unit_id, one, from_on=date(2018, 2, 1))
    assert HeadTenure.objects.filter(account_id=one.pk).exists()


def test_a_successor_s_people_are_the_unit_s_people(county: County) -> None:
    successor, path = county.organization("县住建和城管局", "department")
    Organization.objects.filter(pk=county.unit_id).update(until_on=date(2018, 1, 4))
    organizations.name_successor(
        actor=county.office,
        predecessor_id=county.unit_id,
        successor_id=successor,
        on=date(2018, 1, 5),
        now=county.now,
        key=new_key(),
    )
    one, other = opened(county), opened(county, "lu")
    give(county, one, Role.UNIT_HEAD, path=path)
    give(county, other, Role.MEMBER, dossier=True)
    with nothing_written():
        with pytest.raises(OwnUnit):
            give(county, one, Role.MEMBER, dossier=True)
        with pytest.raises(OwnTeam):
            give(county, other, Role.UNIT_LIAISON, path=path)


def test_a_role_on_a_dossier_that_is_not_there_is_refused(county: County) -> None:
    one = opened(county)
    with nothing_written(), pytest.raises(NoSuchThing):
        people.grant(
            actor=county.office,
            account_id=one.pk,
            role=Role.MEMBER,
            path="",
            dossier_id=uuid.uuid4(),
            from_on=county.today,
            until_on=None,
            now=county.now,
            key=new_key(),
        )


# --- the ways ---------------------------------------------------------------------------------------


def key() -> str:
    return str(uuid.uuid4())


def test_the_page_of_a_dossier_refuses_the_unit_s_people(desks: Desks) -> None:
    url = reverse("dossier_grant", args=[desks.county.inspection_id])
    told = {"account_id": str(desks.account("unit_liaison").pk), "role": "member", "from_on": "2018-01-08"}
    office = desks("office")
    with nothing_written():
        answer = office.post(url, {**told, "key": key()})
    assert answer.status_code == 422
    assert "应当回避，任何人不得参加对本单位的巡察" in words(answer)


def test_the_page_of_an_account_refuses_either_side_to_who_is_on_the_other(desks: Desks) -> None:
    county = desks.county
    liaison, member = desks.account("unit_liaison"), desks.account("member")
    keeper = opened(county, "keeper")
    give(county, keeper, Role.SECURITY_ADMINISTRATOR)
    access.change_own_password(
        actor=actor_of(keeper, county.today), password=FIRST_PASSWORD + "-own", now=county.now, key=new_key()
    )
    office, security = desks("office"), desks("office")
    security.force_login(Account.objects.get(pk=keeper.pk), backend="bihuan.access.sign_in.AccountBackend")
    joins = {"role": "member", "from_on": "2018-01-08", "key": key()}
    answers = {"role": "unit_liaison", "from_on": "2018-01-08", "key": key(), "place": county.unit_path}
    with nothing_written():
        by_dossier = office.post(f"/accounts/{liaison.pk}/grant/", {**joins, "place": str(county.inspection_id)})
        by_path = security.post(f"/accounts/{liaison.pk}/grant/", {**joins, "place": county.unit_path})
        other_way = security.post(f"/accounts/{member.pk}/grant/", answers)
    assert [answer.status_code for answer in (by_dossier, by_path, other_way)] == [422, 422, 422]
    assert "任何人不得参加对本单位的巡察" in words(by_dossier)
    assert "任何人不得同时代表巡察组和被巡察单位" in words(other_way)


def test_the_page_of_an_organization_names_nobody_of_the_team_as_its_head(desks: Desks) -> None:
    county = desks.county
    told = {"name": "某人", "account_id": str(desks.account("member").pk), "from_on": "2018-01-08", "until_on": ""}
    vacate(county)
    office = desks("office")
    with nothing_written():
        answer = office.post(f"/organizations/{county.unit_id}/head/", {**told, "key": key()})
    assert answer.status_code == 422
    assert "任何人不得同时代表巡察组和被巡察单位" in words(answer)


def test_a_county_that_is_played_casts_nobody_on_both_sides(county: County) -> None:
    cast = Cast.gather(county.authority_id, Clock(county.today, "played-by-a-test"), Random(1))
    cast.enrol(Role.MEMBER, "member", unit=county.unit_id)
    with nothing_written(), pytest.raises(OwnWorkplace):
        cast.grant("member", dossier_id=county.inspection_id)


def test_there_is_no_other_way() -> None:
    """Who takes part is written by one module; so API, lists, bulk and command line have no way around its rule."""
    makers = {"Assignment": set[str](), "HeadTenure": set[str](), "Account": set[str]()}
    placed = set()
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                makers[node.func.id].add(place(path))
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "organization_id":
                placed.add((place(path), ast.unparse(node.value)))
    people_py = {"dossiers/people.py"}
    assert makers == {"Assignment": people_py, "HeadTenure": people_py, "Account": {"access/actions.py"}}
    assert ("dossiers/people.py", "account") in placed
    placed -= {("dossiers/people.py", "account")}
    placed -= {("teams/inspectors.py", "row")}  # an inspector's home unit is no account's workplace
    assert placed == set(), "an account that moves to a workplace has to be asked whose team it is in"
    assert not {"grant", "appoint_head"} & set(OFFERS)
    assert not [path for path in api.get_openapi_schema()["paths"] if "/accounts" in path or path.endswith("/grant")]
