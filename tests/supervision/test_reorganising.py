"""Units reorganised: duties, heads, access and places in rounds pass on in one deed; over random histories, too."""

from __future__ import annotations

import itertools
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bihuan.access.actions import NotYours
from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.reorganisation import ShapeWrong, Sort
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Heir, Inspection
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.organizations.actions import CyclicSuccession, name_successor
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.supervision.models import Reorganisation, ReorganisedDossier
from bihuan.supervision.passing import what_passes
from bihuan.supervision.reorganisation_steps import (
    Reviewed,
    ReviewNotYet,
    feed_back_to_heir,
    register_reorganisation_step,
    review_reorganisation,
)
from bihuan.supervision.reorganising import NewUnit, NoSuchSuccessor, UnitEnded, Wanted, reorganise
from tests.database.states import state_of_ledger, state_of_tables
from tests.draws.county_draws import Draws
from tests.people import open_account

pytestmark = pytest.mark.django_db


@dataclass
class Reform(Draws):
    """A county with four dossiers, and the way to reorganise its units."""

    names: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def on(self) -> date:
        return self.county.today + timedelta(days=1)

    def wanted(self, sort: Sort, olds: list[uuid.UUID], *, founded: int = 0, **more: Any) -> Wanted:
        units = tuple(NewUnit(f"新设单位{next(self.names)}", "department") for _ in range(founded))
        told = {"on": self.on, "paper": "青发〔2018〕9号", **more}
        return Wanted(sort=sort.value, old_ids=tuple(olds), founded=units, **told)

    def reorganised(self, sort: Sort, olds: list[uuid.UUID], **more: Any) -> Reorganisation:
        told = self.do(reorganise, wanted=self.wanted(sort, olds, **more)).told
        return Reorganisation.objects.get(pk=told["reorganisation"])

    def owner(self, day: date | None = None, dossier: uuid.UUID | None = None) -> Organization:
        row = Inspection.objects.select_related("organization").get(pk=dossier or self.county.inspection_id)
        return owner_of(row, day or self.on)


@pytest.fixture
def reform() -> Reform:
    return Reform()


def reach(account: Account, day: date, dossier: uuid.UUID) -> bool:
    """True where an account reaches a dossier on a day as its unit."""
    return bool(roles_on(actor_of(account, day), Inspection.objects.get(pk=dossier).thing) & UNIT)


def test_a_unit_that_is_renamed_keeps_its_dossier_its_head_and_its_people(reform: Reform) -> None:
    county = reform.county
    liaison = open_account(county, Role.UNIT_LIAISON, "liaison", county.unit_path, None)
    reform.reorganised(Sort.RENAME, [county.unit_id], founded=1, carried={liaison.id: 0})
    before, after = reform.owner(county.today), reform.owner()
    assert (before.id, after.name) == (county.unit_id, "新设单位1")
    head = HeadTenure.objects.get(organization=after)
    assert (head.name, head.account_id) == ("沈知远", county.head_account)
    assert HeadTenure.objects.get(organization=before).until_on == county.today
    assert reach(liaison, county.today, county.inspection_id)
    assert reach(liaison, reform.on, county.inspection_id)
    assert Assignment.objects.get(account=liaison, path=county.unit_path).until_on == county.today
    assert Assignment.objects.filter(account=liaison, path=after.path, from_on=reform.on).count() == 1
    assert state_of_ledger() == state_of_tables()


def test_access_of_the_old_unit_ends_and_the_successor_s_begins(reform: Reform) -> None:
    county, other = reform.county, reform.others[0]
    old = open_account(county, Role.UNIT_LIAISON, "old-liaison", county.unit_path, None)
    new = open_account(county, Role.UNIT_LIAISON, "new-liaison", other.unit_path, None)
    reform.reorganised(Sort.MERGE, [county.unit_id], new_ids=(other.unit_id,))
    assert reach(old, county.today, county.inspection_id)
    assert not reach(old, reform.on, county.inspection_id)
    assert not reach(new, county.today, county.inspection_id)
    assert reach(new, reform.on, county.inspection_id)
    assert reform.owner().id == other.unit_id


def test_of_a_unit_that_is_split_each_dossier_has_the_heir_that_was_named(reform: Reform) -> None:
    county = reform.county
    row = reform.reorganised(Sort.SPLIT, [county.unit_id], founded=2, heirs={county.inspection_id: 1})
    assert reform.owner().name == "新设单位2"
    assert ReorganisedDossier.objects.get(reorganisation=row).heir.name == "新设单位2"
    again = reform.wanted(Sort.RENAME, [reform.owner().id], founded=1, on=reform.on + timedelta(days=10))
    reform.county.today += timedelta(days=5)
    reform.do(reorganise, wanted=again)
    assert reform.owner(reform.on + timedelta(days=20)).name == "新设单位3"


def test_a_place_in_a_round_ahead_passes_on(reform: Reform) -> None:
    olds = [Organization.objects.get(pk=reform.county.unit_id)]
    passing = what_passes(reform.county.authority_id, olds, reform.on, reform.county.today)
    assert [one.row.id for one in passing.dossiers] == [reform.county.inspection_id]
    assert [one.open for one in passing.dossiers] == [3]
    assert [one.name for one in passing.heads] == ["沈知远"]
    assert passing.placements == []


def test_a_circle_of_successors_is_refused_with_its_way(reform: Reform) -> None:
    one, two, three = (other.unit_id for other in reform.others)
    reform.do(name_successor, predecessor_id=two, successor_id=three, on=reform.on)
    reform.do(name_successor, predecessor_id=three, successor_id=one, on=reform.on)
    with pytest.raises(CyclicSuccession) as refused:
        reform.reorganised(Sort.MERGE, [one], new_ids=(two,))
    assert refused.value.way == "县水利局 → 县文化和旅游局 → 青石镇 → 县水利局"
    assert not Reorganisation.objects.exists()


def test_what_does_not_fit_is_refused(reform: Reform) -> None:
    unit, other = reform.county.unit_id, reform.others[0].unit_id
    with pytest.raises(ShapeWrong):
        reform.reorganised(Sort.SPLIT, [unit], founded=1)
    with pytest.raises(ReasonMissing):
        reform.reorganised(Sort.RENAME, [unit], founded=1, paper=" ")
    with pytest.raises(NoSuchSuccessor):
        reform.reorganised(Sort.RENAME, [unit], founded=1, heirs={reform.county.inspection_id: 3})
    with pytest.raises(NotYours):
        reform.do(reorganise, reform.county.team_leader, wanted=reform.wanted(Sort.RENAME, [unit], founded=1))
    reform.reorganised(Sort.MERGE, [unit], new_ids=(other,))
    reform.county.today += timedelta(days=30)
    with pytest.raises(UnitEnded):
        reform.reorganised(Sort.RENAME, [unit], founded=1)


def test_the_four_steps_lead_to_the_review_and_no_further(reform: Reform) -> None:
    county = reform.county
    row = reform.reorganised(Sort.MERGE, [county.unit_id], founded=1)
    county.today += timedelta(days=3)
    me: dict[str, Any] = {"reorganisation_id": row.id}
    with pytest.raises(ReviewNotYet) as refused:
        reform.do(review_reorganisation, **me, account="符合要求")
    codes = [(one.code, one.subject) for one in refused.value.lacks]
    assert codes == [
        ("survey", ""),
        ("supervision", ""),
        ("feedback", "县住房和城乡建设局"),
        ("head", "新设单位1"),
    ]
    reform.do(register_reorganisation_step, **me, step="survey", on=county.today, account="未销号问题3个")
    told = {"dossier_id": county.inspection_id, "told_class": "whole", "on": county.today, "words": "整体移交"}
    reform.do(feed_back_to_heir, **me, **told)
    reform.do(register_reorganisation_step, **me, step="supervision", on=county.today, account="实地督查一次")
    county.unit_id = reform.owner().id
    county.head("林晓舟", county.today)
    reform.do(review_reorganisation, **me, account="职责承接到位")
    with pytest.raises(Reviewed):
        reform.do(register_reorganisation_step, **me, step="survey", on=county.today, account="再查")
    assert Entry.objects.filter(action="review_reorganisation").count() == 1
    assert state_of_ledger() == state_of_tables()


# --- random histories -----------------------------------------------------------------------------------


class Undo(Exception):
    """Takes an example back."""


def one_more(reform: Reform, chance: random.Random) -> None:
    """Do a random reorganisation of living units some days later."""
    reform.county.today += timedelta(days=chance.randint(1, 20))
    rows = Organization.objects.filter(until_on=None, category="department")
    living = list(rows.order_by("path"))
    sort = chance.choice(list(Sort))
    olds = chance.sample(living, min(len(living), 2 if sort is Sort.MERGE else 1))
    others = [one.id for one in living if one not in olds]
    given: dict[str, Any] = {"founded": 2 if sort is Sort.SPLIT else 1}
    if others and sort in (Sort.MERGE, Sort.ABOLISH):
        given = {"new_ids": (chance.choice(others),)}
    wanted = reform.wanted(sort, [one.id for one in olds], **given)
    passing = what_passes(reform.county.authority_id, olds, wanted.on, reform.county.today)
    sides = len(wanted.new_ids) + len(wanted.founded)
    heirs = {one.row.id: chance.randrange(sides) for one in passing.dossiers}
    carried = {one.id: chance.randrange(sides) for one in passing.accounts if chance.random() < 0.5}
    told = {name: value for name, value in vars(wanted).items() if name not in ("heirs", "carried")}
    reform.do(reorganise, wanted=Wanted(**told, heirs=heirs, carried=carried))


def check(reform: Reform, start: date) -> None:
    """Assert what holds after every history."""
    links = list(Succession.objects.values_list("predecessor_id", "successor_id"))
    paths = {row.id: row for row in Organization.objects.all()}
    for row in paths.values():
        above = paths[row.parent_id].path if row.parent_id else ""
        assert row.path.startswith(above)
        assert len(row.path) == len(above) + 3
    assert len({row.path for row in paths.values()}) == len(paths)
    accounts = list(Account.objects.filter(login_name__startswith="unit-"))
    for dossier in Inspection.objects.select_related("organization"):
        for days in range((reform.on - start).days + 2):
            day = start + timedelta(days=days)
            owner = owner_of(dossier, day)
            assert owner.from_on <= day, "nobody answers before he exists"
            assert owner.until_on is None or owner.until_on >= day, "nobody answers after he ended"
            holders = {
                row.account_id
                for row in Assignment.objects.filter(role__in=UNIT, path=owner.path)
                if row.from_on <= day and (row.until_on is None or row.until_on >= day)
            }
            reaching = {one.id for one in accounts if reach(one, day, dossier.id)}
            assert reaching == holders & {one.id for one in accounts}, (day, owner.name)
    for old, new in links:
        assert old != new
    ahead: dict[uuid.UUID, list[uuid.UUID]] = {}
    for old, new in links:
        ahead.setdefault(old, []).append(new)
    for start_at in ahead:
        seen, waiting = set(), list(ahead[start_at])
        while waiting:
            here = waiting.pop()
            assert here != start_at, "no unit succeeds itself"
            if here not in seen:
                seen.add(here)
                waiting += ahead.get(here, [])
    assert Heir.objects.values("dossier", "old").distinct().count() == Heir.objects.count()


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.generate,),
)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_over_random_histories_each_dossier_has_one_owner_whose_people_reach_it(seed: int, count: int) -> None:
    try:
        with transaction.atomic():
            reform, chance = Reform(), random.Random(seed)
            for place, one in enumerate([reform.county, *reform.others]):
                open_account(reform.county, Role.UNIT_LIAISON, f"unit-{place}", one.unit_path, None)
            start = reform.county.today
            for _ in range(count):
                one_more(reform, chance)
            check(reform, start)
            assert state_of_ledger() == state_of_tables()
            raise Undo
    except Undo:
        pass
